"""A formula's values at many floats by ball arithmetic, each as the nearest float64 and what that leaves."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import sympy as sp
from flint import arb

from rectified.formulas import balls
from rectified.formulas.pieces import Pieces, pieces


class Exact(NamedTuple):
    """value: float64, infinite beyond it, NaN where there is none; rest: what that leaves, in ulp of a dtype."""

    value: np.ndarray
    rest: np.ndarray


class ExactValues:
    """A formula, or its derivative, at arrays of floats; on the boundaries of pieces a derivative has no value."""

    def __init__(self, expression: Any, argument: Any, values: Mapping[Any, Any], *, derivative: int = 0) -> None:
        self.pieces: Pieces = pieces(expression, argument, values)
        self.smooth = [sp.diff(part, argument, derivative) for part in self.pieces.between]
        self._between = [balls.compiled(part, argument, values) for part in self.smooth]
        self._at = [] if derivative else [balls.compiled(part, argument, values) for part in self.pieces.at]
        exact = [sp.Rational(float(cut)) == cut for cut in self.pieces.boundaries]
        self._lower = [_below(cut, whole) for cut, whole in zip(self.pieces.boundaries, exact, strict=True)]
        self._exact = exact

    def place(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For each float the number of the piece it lies in, or after, and whether it is on a boundary."""
        number = np.zeros(x.shape, dtype=np.int64)
        on = np.zeros(x.shape, dtype=bool)
        for lower, exact in zip(self._lower, self._exact, strict=True):
            number += x > lower
            on |= (x == lower) & exact
        return number, on

    def __call__(self, x: np.ndarray, dtype: str) -> Exact:
        """At float64 numbers, to be compared with results of a dtype."""
        value, rest = np.full(x.shape, np.nan), np.zeros(x.shape)
        number, on = self.place(x)
        rows = zip(x.tolist(), number.tolist(), on.tolist(), strict=True)
        for row, (point, piece, boundary) in enumerate(rows):
            function = self._between[piece] if not boundary else self._at[piece] if self._at else None
            if function is not None:
                value[row], rest[row] = _split(function, point, dtype)
        return Exact(value, rest)


def _below(cut: Any, exact: bool) -> float:
    nearest = float(cut)
    return nearest if exact or nearest < cut else float(np.nextafter(nearest, -np.inf))


def _split(function: balls.Ball, x: float, dtype: str) -> tuple[float, float]:
    try:
        ball = balls.value(function, x)
    except balls.NoValue:
        return np.nan, 0.0
    value = float(ball.mid())
    if math.isinf(value):
        return value, 0.0
    left = (ball - value).mid()
    return value, float(left * _power(-_exponent(value, left < 0, dtype)))


def _exponent(value: float, less: bool, dtype: str) -> int:
    """`errors.exponents` of one value, without the cost of arrays."""
    least, most, mantissa_bits = _limits(dtype)
    mantissa, power = math.frexp(value)
    if mantissa == 0:
        return least - mantissa_bits
    below = abs(mantissa) == 0.5 and less == (value > 0)
    return min(max(power - 1 - below, least), most) - mantissa_bits


@cache
def _limits(dtype: str) -> tuple[int, int, int]:
    limits = np.finfo(dtype)
    return int(limits.minexp), int(limits.maxexp) - 1, int(limits.nmant)


@cache
def _power(exponent: int) -> Any:
    return arb(2) ** exponent
