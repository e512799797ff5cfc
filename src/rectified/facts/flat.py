"""Where a function no longer changes, and where its derivative is exactly 0."""

from __future__ import annotations

from typing import Any

import numpy as np

from rectified.facts.fact import Fact
from rectified.facts.measured import Measured
from rectified.facts.ordinals import last, spread
from rectified.facts.stretches import NEAR, stretches
from rectified.facts.written import counted, shown, shown_bound

#: Stretches of zero slope that a cell names one by one.
_NAMED = 4


def saturates(measured: Measured) -> Fact:
    """From which float on, outwards, the output is the one at infinity, on each side."""
    numbers = spread(measured.dtype)
    texts, found = [], {}
    for name, side, sign in (("left", -1, "≤"), ("right", 1, "≥")):
        limit = measured.function(np.array([side * np.inf], measured.dtype))[0]
        end = _outermost(measured, limit, numbers, side) if np.isfinite(limit) else None
        if end is not None:
            texts.append(f"at {shown(limit)} for x {sign} {shown_bound(end, up=side > 0)}")
            found.update({name: end, f"{name}_value": limit})
        else:
            texts.append(f"never on the {name}")
    value = "; ".join(texts) if found else "never"
    return measured.fact("saturates", value, _searched(measured, numbers, "the output is the one at ±∞"), **found)


def _outermost(measured: Measured, limit: Any, numbers: np.ndarray, side: int) -> Any:
    """The end, towards zero, of the stretch that reaches the largest float and on which the output is `limit`."""

    def test(tried: np.ndarray) -> np.ndarray:
        held: np.ndarray = measured.function(measured.floats(tried)) == limit
        return held

    edge = side * last(measured.dtype)
    for first, final in stretches(test, numbers):
        if edge in (first, final) and first != final:
            return measured.floats(np.array([final if side < 0 else first]))[0]
    return None


def _searched(measured: Measured, numbers: np.ndarray, what: str) -> str:
    """How it was found where something holds."""
    if measured.whole:
        return f"Whether {what} was tried at every finite value; the ends shown are rounded outwards."
    tried = f"{counted(len(numbers))} values; ends found by bisection, then {counted(NEAR)} floats in a row from each"
    return f"Whether {what} was tried at {tried}. Those shown are rounded outwards."


def slope_zero(measured: Measured) -> Fact:
    """Where the derivative is exactly 0."""

    def test(tried: np.ndarray) -> np.ndarray:
        held: np.ndarray = measured.slope(measured.floats(tried)) == 0
        return held

    numbers = spread(measured.dtype)
    ends = [measured.floats(np.array(pair)) for pair in stretches(test, numbers)]
    most = float(np.finfo(measured.dtype).max)
    texts = [_stretch(float(low), float(high), most) for low, high in ends]
    if len(texts) > _NAMED:
        texts = [texts[0], f"at {len(texts) - 2} places between", texts[-1]]
    named: dict[str, Any] = {}
    if ends and ends[0][0] == -most:
        named["left"] = ends[0][1]
    if ends and ends[-1][1] == most:
        named["right"] = ends[-1][0]
    value = "; ".join(texts) or "never"
    return measured.fact("slope_zero", value, _searched(measured, numbers, "the derivative is 0"), **named)


def _stretch(low: float, high: float, most: float) -> str:
    if (low, high) == (-most, most):
        return "everywhere"
    if low == -most:
        return f"for x ≤ {shown_bound(high, up=False)}"
    if high == most:
        return f"for x ≥ {shown_bound(low, up=True)}"
    if low == high:
        return f"at x = {shown(low)}"
    return f"for {shown_bound(low, up=True)} ≤ x ≤ {shown_bound(high, up=False)}"
