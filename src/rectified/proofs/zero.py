"""One zero of a smooth expression: the ball it lies in, its exact place, and as many of its digits as are wanted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp
from flint import arb

from rectified.proofs.enclosure import box, sign
from rectified.proofs.function import Smooth, number
from rectified.proofs.result import FINE, NotProved, precision

#: Exact points with denominators up to this are tried as zeros.
_DENOMINATOR = 1000


@dataclass(frozen=True, eq=False)  # balls are not compared: each zero is a place of its own
class Zero:
    """A zero: the ball that it lies in, alone; its exact place where one is known; whether it is simple."""

    place: Any
    exact: Any
    multiplicity: int


def refined(smooth: Smooth, low: float, high: float) -> Any:
    """The one zero in a box on which the derivative has a sign, to about `FINE` bits.

    Interval Newton steps, and halves by sign where such a step does not gain a factor of two.
    """
    with precision(FINE + 64):
        place = box(low, high)
        while place.rad() > arb(2) ** -FINE * max(1, abs(place.mid())):
            slope = smooth.slope(place)
            newton = place.mid() - smooth(place.mid()) / slope if sign(slope) else place
            narrower = place.intersection(newton) if newton.is_finite() else place
            place = narrower if narrower.rad() * 2 <= place.rad() else _halved(smooth, place)
    return place


def _halved(smooth: Smooth, place: Any) -> Any:
    """The part of a ball, cut near its middle, whose ends differ in sign."""
    low, high = place.lower(), place.upper()
    for share in (0.5, 0.4375):  # a zero lies on at most one of these points
        cut = low + (high - low) * share
        if at := sign(smooth(cut)):
            return low.union(cut) if at != sign(smooth(low)) else cut.union(high)
    raise NotProved(f"a zero of {smooth.expression}", f"{place}", 0, "the precision does not tell its halves apart")


def plain(smooth: Smooth, place: Any) -> Any:
    """The plain fraction in a ball at which the expression is 0, if there is one."""
    candidate = sp.Rational(Fraction(float(place.mid())).limit_denominator(_DENOMINATOR))
    with precision(FINE):
        return candidate if place.overlaps(number(candidate)) and smooth.vanishes_at(candidate) else None


def simplest(low: float, high: float) -> Fraction:
    """The fraction with the smallest denominator between two floats, and of those the smallest in size."""
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest(-high, -low)
    return _between(Fraction(low), Fraction(high))


def _between(low: Fraction, high: Fraction) -> Fraction:
    whole = math.ceil(low)
    if whole <= high:
        return Fraction(whole)
    return whole - 1 + 1 / _between(1 / (high - whole + 1), 1 / (low - whole + 1))
