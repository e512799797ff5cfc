"""One-sided limits and slopes where two pieces meet, and how smooth a function is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from rectified.proofs.chart import chart
from rectified.proofs.function import Function, Piece, Smooth, number
from rectified.proofs.result import BUDGET, FINE, NotProved, Proof, precision
from rectified.proofs.structure import critical, is_entire

#: Derivatives up to this order are compared at a joint.
ORDERS = 8


@dataclass(frozen=True)
class Joint(Proof):
    """A point where two pieces meet.

    limits: from the left and from the right; value: at the point; slopes: one-sided, of the two pieces. All exact.
    smoothness: the largest k with a continuous derivative of order k, −1 at a jump, `ORDERS` if none tried differs.
    """

    point: Any
    limits: tuple[Any, Any]
    value: Any
    slopes: tuple[Any, Any]
    smoothness: int


def joints(function: Function) -> tuple[Joint, ...]:
    """Each joint, increasing. Raises NotProved where a one-sided limit is not finite or equality is unclear."""
    return tuple(_joint(function, index) for index in range(len(function.joints)))


def is_continuous(function: Function) -> bool:
    """Whether no joint is a jump."""
    return all(joint.smoothness >= 0 for joint in joints(function))


def _joint(function: Function, index: int) -> Joint:
    point, value = function.joints[index], function.at[index]
    left, right = function.pieces[index].smooth, function.pieces[index + 1].smooth
    limits = finite(left, point), finite(right, point)
    smoothness = -1
    if same(*limits) and same(limits[0], value):
        while smoothness < ORDERS and same(*(finite(side.derivative(smoothness + 1), point) for side in (left, right))):
            smoothness += 1
    return Joint(
        point=point,
        limits=limits,
        value=value,
        slopes=(finite(left.slope, point), finite(right.slope, point)),
        smoothness=smoothness,
        domain=function.domain,
        method="exact algebra on both pieces",
        precision=FINE,
        boxes=0,
    )


def finite(smooth: Smooth, point: Any) -> Any:
    """The exact value of a smooth expression at the end of its piece. Raises NotProved where it is not finite."""
    with precision(FINE):
        if smooth(number(point)).is_finite():
            return smooth.exactly(point)
    raise NotProved(f"the limit of {smooth.expression}", f"at {point}", 0, "it is not finite there")


def same(one: Any, other: Any) -> bool:
    """Whether two exact numbers are equal; raises NotProved where neither balls nor algebra can tell."""
    if one == other:
        return True
    with precision(FINE):
        if not number(one).overlaps(number(other)):
            return False
    if (difference := sp.simplify(one - other)).is_Rational:
        return bool(difference == 0)
    raise NotProved(f"whether {one} is {other}", "ℝ", 0, "neither balls nor algebra can tell")


@dataclass(frozen=True)
class Smoothness(Proof):
    """How smooth a function is on its domain: analytic, or C^order and no smoother, −1 where it jumps."""

    analytic: bool
    order: int
    joints: tuple[Joint, ...]


def smoothness(function: Function, budget: int = BUDGET) -> Smoothness:
    """The smoothness class. Raises NotProved, also where `ORDERS` derivatives agree at a joint."""
    boxes = sum(_analytic(function, piece, budget) for piece in function.pieces)
    met = joints(function)
    if any(joint.smoothness == ORDERS for joint in met):
        what = f"the smoothness of {function.expression}"
        raise NotProved(what, function.domain, budget, f"{ORDERS} derivatives agree at a joint")
    return Smoothness(
        analytic=not met,
        order=min((joint.smoothness for joint in met), default=ORDERS),
        joints=met,
        domain=function.domain,
        method="every piece is built of analytic functions, exact algebra at the joints",
        precision=FINE,
        boxes=boxes,
    )


def _analytic(function: Function, piece: Piece, budget: int) -> int:
    """How many boxes it takes to prove a piece analytic on its closed interval. Raises NotProved."""
    expression = piece.smooth.expression
    if is_entire(expression):
        return 0
    boxes = 0
    for part, positive in critical(expression):
        inner = Smooth(part, function.argument)
        found = chart(inner, piece.low, piece.high, budget)
        ends = [inner.sign(end) for end in (piece.low, piece.high) if end.is_finite]
        boxes += found.boxes
        if found.zeros or not all(sign and (sign > 0 or not positive) for sign in [*found.signs, *ends]):
            raise NotProved(f"that {expression} is analytic", function.domain, budget, f"{part} may be 0 or negative")
    return boxes
