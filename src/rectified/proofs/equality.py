"""Exact comparison of two formulas on a domain: equal everywhere, or a point at which they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp

from rectified.proofs.function import Function, Piece, number
from rectified.proofs.result import FINE, NotProved, Proof, precision
from rectified.proofs.shape import Stretch


@dataclass(frozen=True)
class Equality(Proof):
    """Whether two formulas are the same function on a domain.

    differs_at: an exact point where they differ, None when they do not; difference: a ball, first minus second there.
    """

    equal: bool
    differs_at: Any = None
    difference: Any = None


def equal(function: Function, formula: Any) -> Equality:
    """Compare a function with another formula of the same argument, by algebra on each piece.

    Raises NotProved where algebra does not show them equal and no point shows a difference.
    """
    apart = function.minus(formula)
    for point, exact in zip(apart.joints, apart.at, strict=True):
        with precision(FINE):
            ball = number(exact)
        if not ball.contains(0):
            return _different(apart, point, ball)
        if exact != 0:
            raise _unclear(apart, point)
    for piece in apart.pieces:
        if not piece.smooth.is_zero:
            return _differing(apart, piece)
    method = "the difference is 0 by exact algebra on every piece"
    return Equality(equal=True, domain=apart.domain, method=method, precision=FINE, boxes=0)


def _differing(apart: Function, piece: Piece) -> Equality:
    for point in _points(piece):
        with precision(FINE):
            ball = piece.smooth(number(point))
        if ball.is_finite() and not ball.contains(0):
            return _different(apart, point, ball)
    raise _unclear(apart, f"({piece.low}, {piece.high})")


def _points(piece: Piece) -> Iterator[Any]:
    """Exact points in a piece: one inside, then some around it."""
    middle = Stretch(piece.low, piece.high, 0).inside
    yield middle
    for step in (sp.Rational(1, 7), sp.Integer(1), sp.Integer(5)):
        for point in (middle - step, middle + step):
            if piece.low < point < piece.high:
                yield point


def _different(apart: Function, point: Any, ball: Any) -> Equality:
    return Equality(
        equal=False,
        differs_at=point,
        difference=ball,
        domain=apart.domain,
        method=f"the difference at {point} is enclosed away from 0",
        precision=FINE,
        boxes=1,
    )


def _unclear(apart: Function, where: Any) -> NotProved:
    what = f"whether {apart.expression} is 0"
    return NotProved(what, apart.domain, 0, f"neither algebra nor a point decides on {where}")
