"""A formula of one variable as smooth expressions between boundaries, and whether `cases` cover the line once.

Boundaries are where a condition of `cases`, the largest of `max`, or the sign inside |…| can change.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise
from typing import Any

import sympy as sp


class Unclear(ValueError):
    """A boundary or a condition that cannot be decided exactly."""


@dataclass(frozen=True)
class Pieces:
    """A formula cut at its boundaries.

    boundaries: exact numbers, increasing; between: one expression more than there are boundaries, without cases,
    max or |…|, each valid on the open interval between two; at: the expression that is valid at each boundary.
    """

    boundaries: tuple[Any, ...]
    between: tuple[Any, ...]
    at: tuple[Any, ...]

    def place(self, x: float) -> tuple[int, bool]:
        """The number of the piece a float lies in, and whether it lies between boundaries rather than on one."""
        cuts, exact = self._cuts, Fraction(x)
        number = bisect_left(cuts, exact)
        return number, number == len(cuts) or cuts[number] != exact

    @cached_property
    def _cuts(self) -> list[Fraction]:
        """The boundaries as fractions; an irrational one, which no float can hit, to 60 digits."""
        rational = [cut if cut.is_Rational else sp.Rational(str(sp.N(cut, 60))) for cut in self.boundaries]
        return [Fraction(int(cut.p), int(cut.q)) for cut in rational]


def pieces(expression: Any, argument: Any, values: Mapping[Any, Any], extra: tuple[Any, ...] = ()) -> Pieces:
    """The pieces of `expression` over `argument`; the other symbols have the exact `values` where they decide a piece.

    extra: further boundaries to cut at. Raises Unclear where a boundary has no exact form.
    """
    cuts = _sorted({*boundaries(expression, argument, values), *extra})
    inside = _midpoints(cuts)
    return Pieces(
        cuts,
        tuple(_branch(expression, {**values, argument: point}) for point in inside),
        tuple(_branch(expression, {**values, argument: point}) for point in cuts),
    )


def boundaries(expression: Any, argument: Any, values: Mapping[Any, Any]) -> tuple[Any, ...]:
    """Every point, increasing, at which a piece of the expression may end."""
    differences = [part.lhs - part.rhs for part in expression.atoms(sp.core.relational.Relational)]
    differences += [a - b for part in expression.atoms(sp.Max, sp.Min) for a, b in combinations(part.args, 2)]
    differences += [part.args[0] for part in expression.atoms(sp.Abs)]
    roots: set[Any] = set()
    for difference in differences:
        for part in _smooth_parts(difference):
            roots.update(_roots(part.subs(values), argument))
    return _sorted(roots)


def _smooth_parts(expression: Any) -> Iterator[Any]:
    """Every expression that this one, which may hold |…|, max or cases itself, can be equal to."""
    for part in expression.atoms(sp.Abs, sp.Max, sp.Min, sp.Piecewise):
        if isinstance(part, sp.Abs):
            choices = [part.args[0], -part.args[0]]
        else:
            choices = [row.expr for row in part.args] if isinstance(part, sp.Piecewise) else list(part.args)
        for choice in choices:
            yield from _smooth_parts(expression.xreplace({part: choice}))
        return
    yield expression


def _roots(difference: Any, argument: Any) -> list[Any]:
    if not difference.has(argument) or difference.has(sp.oo):
        return []
    if (polynomial := difference.as_poly(argument)) is not None:
        return list(dict.fromkeys(sp.real_roots(polynomial)))
    found = sp.solveset(difference, argument, sp.S.Reals)
    if found is sp.S.EmptySet:
        return []
    if isinstance(found, sp.FiniteSet) and all(root.is_number for root in found):
        return list(found)
    raise Unclear(f"where {difference} is 0 cannot be found exactly")


def _sorted(points: set[Any]) -> tuple[Any, ...]:
    return tuple(sorted(points, key=lambda point: sp.N(point, 60)))


def _midpoints(cuts: tuple[Any, ...]) -> list[Any]:
    """A point inside each interval between the cuts and beyond them."""
    if not cuts:
        return [sp.Integer(1)]
    return [cuts[0] - 1, *((low + high) / 2 for low, high in pairwise(cuts)), cuts[-1] + 1]


def _branch(expression: Any, at: Mapping[Any, Any]) -> Any:
    """The smooth expression that equals `expression` at a point and around it, up to the next boundary."""
    if isinstance(expression, sp.Piecewise):
        for value, condition in expression.args:
            if holds(condition, at):
                return _branch(value, at)
        return sp.nan
    if not expression.has(sp.Piecewise, sp.Max, sp.Min, sp.Abs):
        return expression
    parts = [_branch(part, at) for part in expression.args]
    if isinstance(expression, (sp.Max, sp.Min)):
        order = max if isinstance(expression, sp.Max) else min
        return order(parts, key=lambda part: sp.N(part.subs(at), 40))
    if isinstance(expression, sp.Abs):
        return -parts[0] if sp.N(parts[0].subs(at), 40) < 0 else parts[0]
    return expression.func(*parts)


def holds(condition: Any, at: Mapping[Any, Any]) -> bool:
    """Whether a condition is true at an exact point."""
    decided = condition.subs(at)
    if decided not in (sp.true, sp.false):
        raise Unclear(f"whether {condition} holds at {', '.join(f'{name} = {value}' for name, value in at.items())}")
    return bool(decided)


@dataclass(frozen=True)
class Miscount:
    """A stretch of the line that no row of a `cases` covers, or more than one; rows are counted from 1."""

    where: str
    rows: tuple[int, ...]


def miscounts(conditions: tuple[Any, ...], argument: Any, values: Mapping[Any, Any]) -> list[Miscount]:
    """Where the rows of a `cases` leave a gap or overlap; `otherwise`, the last row as None, takes what is left."""
    cuts = boundaries(sp.Tuple(*(condition for condition in conditions if condition is not None)), argument, values)
    inside = _midpoints(cuts)
    cells = [cell for pair in zip(inside, [*cuts, None], strict=True) for cell in pair if cell is not None]
    found: list[Miscount] = []
    first, wrong = 0, None
    for number in range(len(cells) + 1):
        rows = _rows(conditions, {**values, argument: cells[number]}) if number < len(cells) else (0,)
        rows_wrong = rows if len(rows) != 1 else None
        if rows_wrong != wrong:
            if wrong is not None:
                found.append(Miscount(_stretch(cuts, first, number - 1, argument), wrong))
            first, wrong = number, rows_wrong
    return found


def _rows(conditions: tuple[Any, ...], at: Mapping[Any, Any]) -> tuple[int, ...]:
    rows = tuple(row for row, condition in enumerate(conditions, 1) if condition is not None and holds(condition, at))
    return rows if rows or conditions[-1] is not None else (len(conditions),)


def _stretch(cuts: tuple[Any, ...], first: int, last: int, argument: Any) -> str:
    """Cells `first` to `last` in words; even cells are intervals, odd ones the cuts between them."""
    if first == last and first % 2:
        return f"{argument} = {shown(cuts[first // 2])}"
    low = "" if first == 0 else shown(cuts[(first - 1) // 2])
    high = "" if last == 2 * len(cuts) else shown(cuts[last // 2])
    if low and high:
        return f"{low} {'≤' if first % 2 else '<'} {argument} {'≤' if last % 2 else '<'} {high}"
    if low:
        return f"{argument} {'≥' if first % 2 else '>'} {low}"
    return f"{argument} {'≤' if last % 2 else '<'} {high}" if high else f"every {argument}"


def shown(number: Any) -> str:
    """An exact number as a reader would write it."""
    return str(number) if number.is_Integer else f"{float(number):.6g}"
