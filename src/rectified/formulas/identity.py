"""Whether two formulas are equal, and how that was established: by algebra, or by values to 50 digits."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import mpmath
import sympy as sp
from flint import arb

from rectified.formulas.balls import NotElementary, NoValue, compiled, number, value
from rectified.formulas.pieces import boundaries, pieces

#: Two values are equal when they differ by less than this, relatively; each is known to 50 digits.
_SAME = arb(10) ** -45
#: Expressions with more operations than this are left to values: their algebra may take minutes.
_MOST_OPERATIONS = 80


@dataclass(frozen=True)
class Comparison:
    """Two formulas compared on a line without its boundaries.

    differs_at: a float where they are not equal, with both values there; None when none was found.
    proved: whether algebra shows them equal; otherwise equality was found at `points` floats, to 50 digits.
    """

    points: int
    proved: bool = False
    differs_at: float | None = None
    first: str = ""
    second: str = ""


def compare(
    first: Any, second: Any, argument: Any, values: Mapping[Any, Any], points: Sequence[float], *, derivative: int = 0
) -> Comparison:
    """Compare the derivative of order `derivative` of `first` with `second`, off the boundaries of both.

    values: an exact number for each symbol but the argument; points: floats of float64, increasing.
    """
    cuts = (*boundaries(first, argument, values), *boundaries(second, argument, values))
    ours, theirs = pieces(first, argument, values, cuts), pieces(second, argument, values, cuts)
    slopes = [sp.diff(part, argument, derivative) for part in ours.between]
    functions = [
        (compiled(one, argument, values), compiled(other, argument, values))
        for one, other in zip(slopes, theirs.between, strict=True)
    ]
    compared = []
    for x in points:
        piece, inside = ours.place(x)
        if inside:
            compared.append((x, *(_value(function, x) for function in functions[piece])))
    if not derivative:
        compared += [_at(*row, argument, values) for row in zip(ours.boundaries, ours.at, theirs.at, strict=True)]
    different = [row for row in compared if not _equal(*row[1:])]
    if different:
        x, one, other = min(different, key=lambda row: remoteness(row[0]))
        first, second = (None if ball is None else number(ball) for ball in (one, other))
        return Comparison(len(compared), False, x, shown(first), shown(second))
    return Comparison(len(compared), all(map(_vanishes, slopes, theirs.between)))


def _at(cut: Any, one: Any, other: Any, argument: Any, values: Mapping[Any, Any]) -> tuple[float, Any, Any]:
    """Both values on a boundary, exactly."""
    return (float(cut), *(_constant(part.subs(argument, cut), argument, values) for part in (one, other)))


def _constant(expression: Any, argument: Any, values: Mapping[Any, Any]) -> Any:
    try:
        function = compiled(expression, argument, values)
    except NotElementary:  # as for the logarithm of |x| at 0, which SymPy has an infinity for
        return None
    return _value(function, 0.0)


def remoteness(x: float) -> float:
    """How far a float is from what a reader can picture: the distance of its size from 1, in powers of two."""
    return abs(math.log2(abs(x))) if x else math.inf


def _value(function: Any, x: float) -> Any:
    try:
        return value(function, x)
    except NoValue:
        return None


def _equal(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return bool(one.overlaps(other) or abs(one - other) <= _SAME * abs(one))


def _vanishes(one: Any, other: Any) -> bool:
    """Whether the difference is zero by algebra that always ends soon: exponentials, one fraction, its numerator."""
    difference = one - other
    if difference == 0:
        return True
    if sp.count_ops(difference) > _MOST_OPERATIONS:
        return False
    numerator, _ = sp.fraction(sp.together(difference.rewrite(sp.exp)))
    return bool(sp.powsimp(sp.expand(numerator)) == 0)


def shown(exact: Any) -> str:
    """An mpmath number to 17 digits, for a message."""
    return "no value" if exact is None else str(mpmath.nstr(exact, 17))
