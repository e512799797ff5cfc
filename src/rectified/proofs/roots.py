"""The zeros of a smooth expression on an interval, each isolated, and the proved sign between them.

Boxes are bisected until the expression has a sign on each, or its derivative has. Where the derivative has one, the
signs at the ends tell whether there is one zero or none. A multiple zero is proved at an exact point only: where all
derivatives below an order are 0 by algebra and that one has a sign, Taylor's theorem leaves no other zero near it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy as sp
from flint import arb

from rectified.proofs.domain import Domain
from rectified.proofs.enclosure import box, enclosed, outward
from rectified.proofs.function import Function, Smooth, number
from rectified.proofs.result import BUDGET, FINE, PRECISION, NotProved, Proof, precision
from rectified.proofs.structure import is_entire, is_positive
from rectified.proofs.tails import Tail, tail

#: The narrowest box, relative to its distance from 0.
_NARROW = 2.0**-40
#: Exact points with denominators up to this are tried as zeros; multiplicities up to that.
_DENOMINATOR, _MULTIPLICITY = 1000, 8


@dataclass(frozen=True, eq=False)  # balls are not compared: each zero is a place of its own
class Zero:
    """A zero: the ball that it lies in, alone; its exact place where one is known; whether it is simple."""

    place: Any
    exact: Any
    multiplicity: int


@dataclass(frozen=True)
class Chart:
    """The zeros on an open interval, increasing, and the sign in each gap: one sign more than zeros.

    An expression that is 0 everywhere has no zeros and the sign 0.
    """

    zeros: tuple[Zero, ...]
    signs: tuple[int, ...]
    boxes: int


@lru_cache(maxsize=512)
def chart(smooth: Smooth, low: Any, high: Any, budget: int = BUDGET) -> Chart:
    """The zeros and signs on the open interval between exact ends, which may be infinite. Raises NotProved."""
    if smooth.is_zero:
        return Chart((), (0,), 0)
    smooth = without_positive_factors(smooth)
    left = tail(smooth, -1, high) if low == -sp.oo else None
    right = tail(smooth, 1, low) if high == sp.oo else None
    with precision(PRECISION):
        return _Charting(smooth, low, high, left, right, budget).run()


def without_positive_factors(smooth: Smooth) -> Smooth:
    """The expression without factors that are positive on the whole line: the same zeros, the same signs."""
    factors = sp.Mul.make_args(sp.factor_terms(smooth.expression))
    return Smooth(
        sp.Mul(*(factor for factor in factors if not (is_entire(factor) and is_positive(factor)))), smooth.argument
    )


@dataclass(frozen=True)
class Zeros(Proof):
    """All zeros of a function on its domain: isolated ones, increasing, and whole intervals, as exact ends."""

    isolated: tuple[Zero, ...]
    intervals: tuple[tuple[Any, Any], ...]

    @property
    def count(self) -> int | None:
        """How many there are; None when they are infinitely many."""
        return None if self.intervals else len(self.isolated)


def zeros(function: Function, budget: int = BUDGET) -> Zeros:
    """Every zero of a function on its domain, isolated and counted. Raises NotProved."""
    isolated: list[Zero] = []
    intervals, boxes = [], 0
    at = dict(zip(function.joints, function.at, strict=True))
    for piece in function.pieces:
        found = chart(piece.smooth, piece.low, piece.high, budget)
        boxes += found.boxes
        if found.signs == (0,):
            intervals.append((piece.low, piece.high))
        isolated += found.zeros
        for end in (piece.low, piece.high):
            value = at.get(end, piece.smooth.exactly(end) if end.is_finite else sp.S.One)
            covered = any(low <= end <= high for low, high in intervals) or any(z.exact == end for z in isolated)
            if _is_zero(value, function.domain) and not covered:
                with precision(FINE):
                    isolated.append(Zero(number(end), end, 1))
    isolated = [zero for zero in isolated if not any(zero.exact in interval for interval in intervals)]
    isolated.sort(key=lambda zero: float(zero.place))
    method = "bisection with centred forms, interval Newton for each zero, expansions with remainder for the tails"
    return Zeros(
        isolated=tuple(isolated),
        intervals=tuple(intervals),
        domain=function.domain,
        method=method,
        precision=PRECISION,
        boxes=boxes,
    )


def fixed_points(function: Function, budget: int = BUDGET) -> Zeros:
    """Every x of the domain with f(x) = x. Raises NotProved."""
    return zeros(function.minus(function.argument), budget)


def _is_zero(value: Any, domain: Domain) -> bool:
    """Whether an exact number is 0; raises NotProved when that is unclear."""
    with precision(FINE):
        if value == 0 or not number(value).contains(0):
            return bool(value == 0)
    raise NotProved(f"whether {value} is 0", domain, 0, "neither balls nor algebra can tell")


#: A zero, or None for a stretch without one, with the signs before and after it.
_Event = tuple[Zero | None, int, int]


class _Charting:
    """The search for the zeros of one smooth expression on one interval."""

    def __init__(self, smooth: Smooth, low: Any, high: Any, left: Tail | None, right: Tail | None, budget: int) -> None:
        self.smooth, self.ends, self.tails, self.budget = smooth, (low, high), (left, right), budget
        self.low = float(left.start) if left else outward(low, -1)
        self.high = float(right.start) if right else outward(high, 1)
        self.boxes = 0
        self.vanishing: dict[Any, bool] = {}

    def run(self) -> Chart:
        events: list[_Event] = []
        if self.tails[0]:
            events.append((None, self.tails[0].sign, self.tails[0].sign))
        waiting: tuple[float, float] | None = None
        for low, high in self._boxes():
            if (found := self._settled(low, high)) is None:
                waiting = (waiting[0] if waiting else low, high)
            else:
                events += [*(self._cluster(*waiting) if waiting else []), *found]
                waiting = None
        events += self._cluster(*waiting) if waiting else []
        if self.tails[1]:
            events.append((None, self.tails[1].sign, self.tails[1].sign))
        return self._joined(events)

    def _joined(self, events: list[_Event]) -> Chart:
        found: list[Zero] = []
        signs = [events[0][1]]
        for zero, before, after in events:
            if before != signs[-1]:
                raise self._open(self.low, self.high, "two boxes share a zero")
            if zero is not None:
                found.append(zero)
                signs.append(after)
        return Chart(tuple(found), tuple(signs), self.boxes)

    def _boxes(self) -> Iterator[tuple[float, float]]:
        """Boxes from left to right on which the expression or its derivative has a sign, or of the narrowest kind."""
        stack = [(self.low, self.high)]
        while stack:
            low, high = stack.pop()
            self.boxes += 1
            if self.boxes > self.budget:
                raise self._open(low, high, "the budget is used up")
            settled = _sign(enclosed(self.smooth, low, high)) or self._rises(low, high) or self._multiple(low, high)
            if settled or _narrow(low, high):
                yield low, high
            else:
                middle = low + (high - low) * 0.4921875  # not the middle, where round numbers have their zeros
                stack += [(middle, high), (low, middle)]

    def _settled(self, low: float, high: float) -> list[_Event] | None:
        """What is between two points where the expression or its derivative has one sign; None where neither has."""
        if sign := _sign(enclosed(self.smooth, low, high)):
            return [(None, sign, sign)]
        if rises := self._rises(low, high):
            before, after = self._sign_at(low), self._sign_at(high)
            if before is not None and after is not None:
                return self._simple(low, high, before, after, rises)
            return None
        return self._multiple(low, high)

    def _rises(self, low: float, high: float) -> int:
        """The sign of the derivative on a box; 0 when it is unclear."""
        return _sign(enclosed(self.smooth.slope, low, high))

    def _open(self, low: float, high: float, why: str) -> NotProved:
        what = f"the zeros of {self.smooth.expression}"
        return NotProved(what, Domain(*self.ends), self.budget, f"[{low!r}, {high!r}]: {why}")

    def _cluster(self, low: float, high: float) -> list[_Event]:
        """The zero in a run of boxes that are not settled one by one: of higher order, or where two boxes meet."""
        for _ in range(4):
            if (found := self._settled(low, high)) is not None:
                return found
            low, high = self._widened(low, high)
        raise self._open(low, high, "a zero of unknown multiplicity, or several too close together")

    def _sign_at(self, point: float) -> int | None:
        """The sign at the end of a cluster; at the exact end of the interval 0 is an answer, within it is not."""
        end = next((end for end in self.ends if end.is_finite and point == outward(end, self._side(end))), None)
        if end is None:
            return self.smooth.sign(point) or None
        return self.smooth.sign(end)

    def _side(self, end: Any) -> int:
        return -1 if end == self.ends[0] else 1

    def _widened(self, low: float, high: float) -> tuple[float, float]:
        by = (high - low) / 3
        return max(self.low, low - by), min(self.high, high + by)

    def _simple(self, low: float, high: float, before: int, after: int, rises: int) -> list[_Event]:
        if before == 0 or after == 0:  # at an end of the interval, which is not part of it
            sign = after if before == 0 else before
            return [(None, sign, sign)]
        if before == after:
            return [(None, before, before)]
        place = refined(self.smooth, low, high)
        if (exact := self._exact(place)) is not None and low < exact < high:
            with precision(FINE):
                place = number(exact)
        return [(Zero(place, exact, 1), -rises, rises)]

    def _exact(self, place: Any) -> Any:
        """The plain fraction beside a ball that is a zero, if there is one."""
        candidate = sp.Rational(Fraction(float(place.mid())).limit_denominator(_DENOMINATOR))
        with precision(FINE):
            return candidate if place.overlaps(number(candidate)) and self.smooth.vanishes_at(candidate) else None

    def _multiple(self, low: float, high: float) -> list[_Event] | None:
        """A zero of higher order at an exact point of a cluster; None when none is proved."""
        for point in (*(end for end in self.ends if end.is_finite), sp.Rational(simplest(low, high))):
            if low <= float(point) <= high and self._vanishes_at(point):
                for order in range(1, _MULTIPLICITY + 1):
                    derivative = self.smooth.derivative(order)
                    if sign := _sign(enclosed(derivative, low, high)):
                        return self._around(point, order, sign)
                    if not derivative.vanishes_at(point):
                        break
        return None

    def _vanishes_at(self, point: Any) -> bool:
        if point not in self.vanishing:
            self.vanishing[point] = self.smooth.vanishes_at(point)
        return self.vanishing[point]

    def _around(self, point: Any, order: int, after: int) -> list[_Event]:
        before = after * (-1) ** order
        if point == self.ends[0]:
            return [(None, after, after)]
        if point == self.ends[1]:
            return [(None, before, before)]
        with precision(FINE):
            return [(Zero(number(point), point, order), before, after)]


def _sign(values: Any) -> int:
    return 1 if values > 0 else -1 if values < 0 else 0


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


def _narrow(low: float, high: float) -> bool:
    return high - low <= _NARROW * max(abs(low), abs(high), 1e-6)


def refined(smooth: Smooth, low: float, high: float) -> Any:
    """The one zero in a box on which the derivative has a sign, to about `FINE` bits.

    Interval Newton steps, and halves by sign where such a step does not gain a factor of two.
    """
    with precision(FINE + 64):
        place = box(low, high)
        while place.rad() > arb(2) ** -FINE * max(1, abs(place.mid())):
            slope = smooth.slope(place)
            newton = place.mid() - smooth(place.mid()) / slope if _sign(slope) else place
            narrower = place.intersection(newton) if newton.is_finite() else place
            place = narrower if narrower.rad() * 2 <= place.rad() else _halved(smooth, place)
    return place


def _halved(smooth: Smooth, place: Any) -> Any:
    """The part of a ball, cut near its middle, whose ends differ in sign."""
    low, high = place.lower(), place.upper()
    for share in (0.5, 0.4375):  # a zero lies on at most one of these points
        cut = low + (high - low) * share
        if at := _sign(smooth(cut)):
            return low.union(cut) if at != _sign(smooth(low)) else cut.union(high)
    raise NotProved(f"a zero of {smooth.expression}", f"{place}", 0, "the precision does not tell its halves apart")
