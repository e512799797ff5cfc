"""A formula's exact values against what a function returns, in units in the last place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp
from flint import arb

from rectified.balls import NoValue, compiled, value
from rectified.identity import remoteness, shown
from rectified.pieces import Pieces, pieces

#: Above this many ulp an error is a mistake, not rounding: of two such, the one at the plainer point is shown.
_PLAIN = 1000.0
DTYPES = ("float16", "float32", "float64")


@dataclass(frozen=True)
class Worst:
    """The largest error found: in ulp, where, what the function gives and what the formula does."""

    ulp: float
    x: float
    got: float
    exact: str


class Reference:
    """A formula's values at exact floats.

    derivative: the order of the derivative by the argument to take; on the boundaries of pieces it has no value.
    """

    def __init__(self, expression: Any, argument: Any, values: Mapping[Any, Any], *, derivative: int = 0) -> None:
        self.pieces: Pieces = pieces(expression, argument, values)
        self._between = [
            compiled(sp.diff(part, argument, derivative), argument, values) for part in self.pieces.between
        ]
        self._at = [] if derivative else [compiled(part, argument, values) for part in self.pieces.at]

    def __call__(self, x: float) -> Any:
        """A ball around the value at a float. Raises NoValue where there is none."""
        number, inside = self.pieces.place(x)
        if not inside and not self._at:
            raise NoValue(f"on the boundary {x!r}")
        return value(self._between[number] if inside else self._at[number], x)

    def slopes(self, boundary: int) -> tuple[float, float]:
        """The one-sided limits at a boundary of a formula that is continuous on each side of it."""
        x = float(self.pieces.boundaries[boundary])
        left, right = (value(self._between[boundary + side], x) for side in (0, 1))
        return float(left.mid()), float(right.mid())


def worst_error(reference: Reference, points: np.ndarray, got: np.ndarray, *, slope: bool) -> tuple[int, Worst]:
    """How many points were compared, and the largest error of the values `got` at them.

    points, got: of the dtype that is judged, points increasing. slope: whether roots are judged by absolute error.
    """
    rows = []
    for x, y in zip(points.tolist(), got.tolist(), strict=True):
        try:
            rows.append((x, y, reference(x)))
        except NoValue:
            if not math.isnan(y) and reference.pieces.place(x)[1]:
                rows.append((x, y, None))
    errors = [error_in_ulp(y, exact, points.dtype) for _, y, exact in rows]
    if slope:
        errors = _judged_beside_roots(rows, errors, points.dtype)
    worst = max(errors)
    alike = [row for row, error in zip(rows, errors, strict=True) if error >= worst / (2 if worst > _PLAIN else 1)]
    x, y, exact = min(alike, key=lambda row: remoteness(row[0]))
    return len(rows), Worst(error_in_ulp(y, exact, points.dtype), x, y, shown(exact))


def error_in_ulp(got: float, exact: Any, dtype: Any) -> float:
    """The distance of a float from an exact value, in units in the last place of the value in `dtype`.

    A value that rounds to infinity wants infinity; infinity stands for the power of two after the largest float.
    """
    if exact is None or math.isnan(got):
        return math.inf
    limits = np.finfo(dtype)
    overflow = arb(2) ** int(limits.maxexp)
    if abs(exact) >= overflow * (1 - arb(2) ** -(int(limits.nmant) + 2)) and math.isinf(got):
        return 0.0 if (got > 0) == bool(exact > 0) else math.inf
    distance = abs((arb(got) if math.isfinite(got) else math.copysign(1, got) * overflow) - exact)
    return float((distance / ulp(exact, dtype)).mid())


def ulp(exact: Any, dtype: Any) -> Any:
    """The spacing of the floats of `dtype` around an exact value, as a ball."""
    limits = np.finfo(dtype)
    mantissa, exponent = exact.mid().man_exp()
    power = int(mantissa).bit_length() + int(exponent) - 1 if mantissa else int(limits.minexp)
    return arb(2) ** (min(max(power, int(limits.minexp)), int(limits.maxexp) - 1) - int(limits.nmant))


def _judged_beside_roots(rows: Sequence[Any], errors: list[float], dtype: Any) -> list[float]:
    """The errors, with those beside a root measured against the largest value up to twice as far out as the root.

    Beside a root is from the last point on its one side to the first on its other, and half as far from zero again.
    """
    known = [(x, exact) for x, _, exact in rows if exact is not None and not exact.contains(0)]
    roots = [(a, b) for (a, one), (b, other) in pairwise(known) if (one > 0) != (other > 0)]
    for low, high in roots:
        reach = 2 * max(abs(low), abs(high))
        largest = max((abs(exact) for x, exact in known if abs(x) <= reach), key=float)
        low, high = low - abs(low) / 2, high + abs(high) / 2
        for number, (x, got, exact) in enumerate(rows):
            if low <= x <= high and exact is not None and math.isfinite(got):
                errors[number] = min(errors[number], float((abs(arb(got) - exact) / ulp(largest, dtype)).mid()))
    return errors


def grid(dtype: str, cuts: Sequence[float]) -> np.ndarray:
    """At least 500 floats of a dtype, increasing.

    Both signs, log-spaced from the smallest to the largest and again, denser, where functions bend; and, with three
    neighbours a side, 0, 1, the extremes, each boundary and where the exponential or its square leaves the range.
    """
    limits = np.finfo(dtype)
    extremes = [float(limits.smallest_subnormal), float(limits.tiny), float(limits.max)]
    low, high = math.log2(extremes[0]), math.log2(extremes[-1])
    edges = [math.log(extreme) / halves for extreme in extremes for halves in (1, 2)]
    with np.errstate(over="ignore", under="ignore"):
        spread = np.exp2(np.concatenate([np.linspace(low, high, 200), np.linspace(-9, 7, 500)])).astype(dtype)
        near = np.concatenate([extremes, edges, cuts, [0.0, 1.0]]).astype(dtype)
        parts = [spread, -spread, near]
        for way in (-np.inf, np.inf):
            beside = near
            for _ in range(3):
                beside = np.nextafter(beside, np.array(way, dtype))
                parts.append(beside)
    everything = np.concatenate(parts)
    everything = everything[np.isfinite(everything)]
    return np.unique(np.concatenate([everything, -everything]))
