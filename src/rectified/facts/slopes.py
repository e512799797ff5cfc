"""Facts on the slope of a function: its bounds, its value at 0, and where it jumps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from rectified.facts.analysis import Analysis
from rectified.facts.fact import Fact
from rectified.facts.proved import exact_figures, proved
from rectified.facts.words import is_infinite, number, places, shown
from rectified.proofs.bounds import Extreme, lipschitz
from rectified.proofs.domain import LINE
from rectified.proofs.joints import same, smoothness
from rectified.proofs.result import NotProved
from rectified.proofs.zero import Zero


def slope_supremum(analysis: Analysis, name: str) -> Fact:
    """The least upper bound of the slope, and where it is attained or approached."""
    return _slope(analysis, name, analysis.slopes.supremum)


def slope_infimum(analysis: Analysis, name: str) -> Fact:
    """The greatest lower bound of the slope, and where it is attained or approached."""
    return _slope(analysis, name, analysis.slopes.infimum)


def _slope(analysis: Analysis, name: str, extreme: Extreme) -> Fact:
    value = shown(extreme.value)
    kinks = {joint.point for joint in analysis.joints if joint.smoothness == 0}
    if extreme.attained:
        value += f", attained {places(extreme.at, kinks)}"
    elif not is_infinite(extreme.value):
        one_sided = [at for at in extreme.at if at in kinks]
        where = f"the one-sided slope at x = {number(one_sided[0])}" if one_sided else _toward(extreme.at)
        value += f", not attained: {where}"
    return proved(name, value, analysis.slopes, slope=extreme.value, **_located(extreme.at))


def _toward(at: Sequence[Any]) -> str:
    ends = [end for end in at if is_infinite(end)]
    return "its limit for " + " and ".join("x → −∞" if end == -sp.oo else "x → ∞" for end in ends)


def _located(at: Sequence[Any]) -> dict[str, Any]:
    """The places among where an extreme is taken that are numbers, as figures."""
    points = [each for each in at if isinstance(each, Zero) or (isinstance(each, sp.Basic) and each.is_finite)]
    return {f"at_{index}": point for index, point in enumerate(points, 1)}


def lipschitz_constant(analysis: Analysis, name: str) -> Fact:
    """The least Lipschitz constant, or none."""
    found = lipschitz(analysis.function)
    value = "none" if is_infinite(found.constant) else shown(found.constant)
    return proved(name, value, found, constant=found.constant)


def slope_at_zero(analysis: Analysis, name: str) -> Fact:
    """The slope at 0, or one from each side."""
    at_zero = next((joint for joint in analysis.joints if joint.point == 0), None)
    if at_zero is None:
        piece = next(piece for piece in analysis.function.pieces if piece.low < 0 < piece.high)
        slope = piece.smooth.slope.exactly(sp.S.Zero)
        return Fact(name, shown(slope), "proved", "At x = 0: exact algebra.", figures=exact_figures(slope=slope))
    left, right = at_zero.slopes
    if at_zero.smoothness < 0:
        raise NotProved("the slope at 0", LINE, 0, "the function jumps there")
    if same(left, right):
        return proved(name, shown(left), at_zero, slope=left)
    value = f"{shown(left)} from the left, {shown(right)} from the right"
    return proved(name, value, at_zero, left=left, right=right)


def kinks(analysis: Analysis, name: str) -> Fact:
    """Where the slope jumps, from what to what."""
    found = [joint for joint in analysis.joints if joint.smoothness == 0]
    if any(joint.smoothness < 0 for joint in analysis.joints):
        raise NotProved("the kinks", LINE, 0, "the function jumps")
    said = [
        f"at x = {number(kink.point)}, "
        f"slope {shown(kink.slopes[0])} to the left and {shown(kink.slopes[1])} to the right"
        for kink in found
    ]
    figures = {
        f"{word}_{index}": value
        for index, kink in enumerate(found, 1)
        for word, value in (("at", kink.point), ("left", kink.slopes[0]), ("right", kink.slopes[1]))
    }
    return proved(name, "; ".join(said) or "none", smoothness(analysis.function), **figures)
