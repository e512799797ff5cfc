"""Infimum and supremum of a function, or of its slope, over its whole domain: where, and whether attained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp

from rectified.proofs.chart import chart
from rectified.proofs.function import Function, Piece, number
from rectified.proofs.joints import finite, is_continuous, joints, same
from rectified.proofs.result import BUDGET, FINE, PRECISION, NotProved, Proof, precision
from rectified.proofs.tails import tail
from rectified.proofs.zero import Zero

_METHOD = "bisection with centred forms, exact values at joints, expansions with remainder for the tails"


@dataclass(frozen=True)
class Candidate:
    """A value that may be the least or the greatest: exact (±∞ included) or a ball; whether and where it is taken.

    at: a Zero of the derivative, an exact point, or the exact ends of an interval on which the value is constant; for
    a value that is only approached, where: −∞, ∞ or the exact joint.
    """

    value: Any
    attained: bool
    at: Any


@dataclass(frozen=True)
class Extreme:
    """An infimum or a supremum. at: all places where it is taken, or else approached.

    Where several balls overlap, the largest of them is meant; which one that is stays open.
    """

    value: Any
    attained: bool
    at: tuple[Any, ...]


@dataclass(frozen=True)
class Extremes(Proof):
    """Infimum and supremum."""

    infimum: Extreme
    supremum: Extreme


def extremes(function: Function, budget: int = BUDGET) -> Extremes:
    """Infimum and supremum of the values. Raises NotProved."""
    candidates = [Candidate(value, True, point) for point, value in zip(function.joints, function.at, strict=True)]
    return _extremes(function, 0, candidates, budget)


def slope_extremes(function: Function, budget: int = BUDGET) -> Extremes:
    """Infimum and supremum of the derivative, where there is one; one-sided slopes at a kink are limits of it."""
    if not is_continuous(function):
        raise NotProved("bounds of the slope", function.domain, budget, "the function jumps")
    met = joints(function)
    return _extremes(function, 1, [Candidate(j.slopes[0], True, j.point) for j in met if j.smoothness > 0], budget)


def _extremes(function: Function, order: int, candidates: list[Candidate], budget: int) -> Extremes:
    boxes = 0
    for piece in function.pieces:
        found, used = _of_piece(function, piece, order, budget)
        candidates += found
        boxes += used
    return Extremes(
        infimum=_best(candidates, -1, function, budget),
        supremum=_best(candidates, 1, function, budget),
        domain=function.domain,
        method=_METHOD,
        precision=PRECISION,
        boxes=boxes,
    )


def _of_piece(function: Function, piece: Piece, order: int, budget: int) -> tuple[list[Candidate], int]:
    """What the values of a derivative on one piece may be largest at: monotone between the zeros of the next one."""
    smooth = piece.smooth.derivative(order)
    turns = chart(smooth.slope, piece.low, piece.high, budget)
    if turns.signs == (0,):
        inside = piece.high - 1 if piece.high.is_finite else piece.low + 1 if piece.low.is_finite else sp.S.Zero
        return [Candidate(finite(smooth, inside), True, (piece.low, piece.high))], turns.boxes
    found = [_turn(smooth, zero) for zero in turns.zeros]
    found += _ends(function, piece, smooth)
    return found, turns.boxes


def _turn(smooth: Any, zero: Zero) -> Candidate:
    if zero.exact is not None:
        return Candidate(finite(smooth, zero.exact), True, zero)
    with precision(FINE):
        return Candidate(smooth(zero.place), True, zero)


def _ends(function: Function, piece: Piece, smooth: Any) -> Iterator[Candidate]:
    for end, side in ((piece.low, -1), (piece.high, 1)):
        if end.is_finite:
            outer = end in (function.domain.low, function.domain.high)
            yield Candidate(finite(smooth, end), outer, end)
        else:
            beyond = piece.high if side < 0 else piece.low
            yield Candidate(tail(smooth, side, beyond).limit, False, end)


def _best(candidates: list[Candidate], side: int, function: Function, budget: int) -> Extreme:
    """The candidates that may be the largest (side 1) or the least; exact ones that are equal count as one value."""
    infinite = [each for each in candidates if each.value in (sp.oo, -sp.oo)]
    if over := [each for each in infinite if each.value == side * sp.oo]:
        return Extreme(side * sp.oo, False, tuple(each.at for each in over))
    with precision(FINE):
        balls = [(side * ball_of(each.value), each) for each in candidates if each not in infinite]
        floor = max(ball.lower() for ball, _ in balls)
        best = [each for ball, each in balls if not ball < floor]
    if all(isinstance(each.value, sp.Rational) for each in best):
        top = max(side * each.value for each in best)
        best = [each for each in best if side * each.value == top]
    exact = [each for each in best if isinstance(each.value, sp.Basic)]
    alike = len(exact) == len(best) and all(same(each.value, exact[0].value) for each in exact)
    if not alike and len({each.attained for each in best}) > 1:
        what = f"whether the {'supremum' if side > 0 else 'infimum'} of {function.expression} is attained"
        raise NotProved(what, function.domain, budget, f"{len(best)} values are too close to tell apart")
    attained = any(each.attained for each in best)
    places = tuple(each.at for each in best if each.attained == attained)
    return Extreme(best[0].value if alike or len(best) == 1 else _union(best), attained, places)


def ball_of(value: Any) -> Any:
    """An exact finite number or a ball, as a ball at the current precision."""
    return number(value) if isinstance(value, sp.Basic) else value


def _union(candidates: list[Candidate]) -> Any:
    with precision(FINE):
        union = ball_of(candidates[0].value)
        for each in candidates[1:]:
            union = union.union(ball_of(each.value))
    return union


@dataclass(frozen=True)
class Lipschitz(Proof):
    """The smallest Lipschitz constant, exact or as a ball; ∞ when there is none."""

    constant: Any


def lipschitz(function: Function, budget: int = BUDGET) -> Lipschitz:
    """The least K with |f(x) − f(y)| ≤ K·|x − y|: the supremum of |f′|. Raises NotProved, also where f jumps."""
    slopes = slope_extremes(function, budget)
    low, high = slopes.infimum.value, slopes.supremum.value
    if sp.oo in (high, -low):
        constant: Any = sp.oo
    else:
        with precision(FINE):
            under, over = -ball_of(low), ball_of(high)
            constant = high if over >= under else -low if under >= over else under.max(over)
    return Lipschitz(
        constant=constant, domain=slopes.domain, method=slopes.method, precision=PRECISION, boxes=slopes.boxes
    )
