"""A formula's exact values against what a function returns, in units in the last place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp

from rectified.accuracy import points, ulp, ulp_error
from rectified.formulas.balls import NoValue, compiled, number, value
from rectified.formulas.identity import remoteness, shown
from rectified.formulas.pieces import Pieces, pieces

#: Above this many ulp an error is a mistake, not rounding: of two such, the one at the plainer point is shown.
_PLAIN = 1000.0


@dataclass(frozen=True)
class Deviation:
    """The largest error of a function: in ulp, where, what the function gives and what its formula does."""

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


@dataclass(frozen=True)
class Point:
    """One point: the function's value there, the exact one (None where there is none but a NaN), the error in ulp."""

    x: float
    got: Any
    exact: Any
    ulp: float


def errors(reference: Reference, at: np.ndarray, got: np.ndarray, *, slope: bool) -> list[Point]:
    """The errors of the values `got` at the points `at`, without those at which the formula has no value.

    at, got: of the dtype that is judged, the points `at` increasing. slope: whether roots are judged by absolute error.
    """
    rows = []
    for x, y in zip(at, got, strict=True):
        try:
            rows.append((float(x), y, number(reference(float(x)))))
        except NoValue:
            if not np.isnan(y) and reference.pieces.place(float(x))[1]:
                rows.append((float(x), y, None))
    found = [math.inf if exact is None else ulp_error(y, exact) for _, y, exact in rows]
    if slope:
        found = judged_beside_roots(rows, found, at.dtype)
    return [Point(*row, error) for row, error in zip(rows, found, strict=True)]


def worst_error(reference: Reference, at: np.ndarray, got: np.ndarray, *, slope: bool) -> tuple[int, Deviation]:
    """How many points were compared, and the largest of the `errors`, at the plainest point that has it."""
    rows = errors(reference, at, got, slope=slope)
    worst = max(row.ulp for row in rows)
    alike = [row for row in rows if row.ulp >= worst / (2 if worst > _PLAIN else 1)]
    chosen = min(alike, key=lambda row: remoteness(row.x))
    return len(rows), Deviation(chosen.ulp, chosen.x, float(chosen.got), shown(chosen.exact))


def judged_beside_roots(rows: Sequence[Any], found: list[float], dtype: Any) -> list[float]:
    """The errors, with those beside a root measured against the largest value up to twice as far out as the root.

    Beside a root is from the last point on its one side to the first on its other, and half as far from zero again.
    """
    known = [(x, exact) for x, _, exact in rows if exact]
    roots = [(a, b) for (a, one), (b, other) in pairwise(known) if (one > 0) != (other > 0)]
    for low, high in roots:
        reach = 2 * max(abs(low), abs(high))
        unit = ulp(max(abs(exact) for x, exact in known if abs(x) <= reach), dtype)
        low, high = low - abs(low) / 2, high + abs(high) / 2
        for row, (x, got, exact) in enumerate(rows):
            if low <= x <= high and exact is not None and np.isfinite(got):
                found[row] = min(found[row], float(abs(float(got) - exact) / unit))
    return found


def grid(dtype: str, kinks: Sequence[float]) -> np.ndarray:
    """The points, increasing, at which a formula and a function are compared in a dtype."""
    return np.unique(points(np.dtype(dtype), kinks))
