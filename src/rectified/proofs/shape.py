"""Sign, monotonicity and convexity of a function on its domain, or points that show the contrary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import sympy as sp
from flint import arb

from rectified.proofs.chart import chart
from rectified.proofs.function import Function, Piece, number
from rectified.proofs.joints import finite, is_continuous, joints
from rectified.proofs.result import BUDGET, FINE, PRECISION, NotProved, Proof, precision
from rectified.proofs.zero import Zero

_METHOD = "the sign of {} between its zeros, by bisection with centred forms and expansions of the tails"


@dataclass(frozen=True)
class Stretch:
    """An open interval on which a derivative of some order has one sign (0: it is 0); the ends as zeros or exact."""

    low: Any
    high: Any
    sign: int

    @property
    def inside(self) -> Any:
        """An exact point within."""
        low, high = self.low, self.high
        if isinstance(low, sp.Basic) and isinstance(high, sp.Basic) and low.is_finite and high.is_finite:
            return (low + high) / 2
        if high == sp.oo:
            return sp.S.Zero if low == -sp.oo else sp.floor(_exact(low, 1)) + 1
        if low == -sp.oo:
            return sp.ceiling(_exact(high, -1)) - 1
        return (_exact(low, 1) + _exact(high, -1)) / 2


def _exact(end: Any, side: int) -> Any:
    """An exact number, or the end of the ball of a zero that lies to a side of it."""
    if isinstance(end, sp.Basic):
        return end
    mantissa, exponent = (end.place.upper() if side > 0 else end.place.lower()).man_exp()
    return sp.Integer(int(mantissa)) * sp.Integer(2) ** int(exponent)


@dataclass(frozen=True)
class Shape(Proof):
    """What was shown, in words, with exact points at which the function is on the one and on the other side of it.

    up, down: where it is positive and negative, rises and falls, or bends up and down; None where it never does.
    stretches: the signs behind the words, from left to right. flat: whether a stretch has the sign 0.
    """

    word: str
    up: Any
    down: Any
    stretches: tuple[Stretch, ...]

    @property
    def flat(self) -> bool:
        return any(stretch.sign == 0 for stretch in self.stretches)


def stretches(function: Function, order: int, budget: int = BUDGET) -> tuple[list[Stretch], int]:
    """The signs of a derivative from left to right, and how many boxes they took. Raises NotProved."""
    found, boxes = [], 0
    for piece in function.pieces:
        signs = chart(piece.smooth.derivative(order), piece.low, piece.high, budget)
        boxes += signs.boxes
        ends = [piece.low, *(zero if zero.exact is None else zero.exact for zero in signs.zeros), piece.high]
        found += [Stretch(low, high, sign) for (low, high), sign in zip(pairwise(ends), signs.signs, strict=True)]
    return found, boxes


def sign(function: Function, budget: int = BUDGET) -> Shape:
    """Whether the function is positive, negative, nonnegative, nonpositive, zero or of both signs."""
    found, boxes = stretches(function, 0, budget)
    points = [(stretch.inside, stretch.sign) for stretch in found]
    points += [(point, _sign(value)) for point, value in _values(function, found)]
    up, down, zero = (next((point for point, s in points if s == wanted), None) for wanted in (1, -1, 0))
    strict, weak = ("positive", "nonnegative") if down is None else ("negative", "nonpositive")
    word = "of both signs" if up is not None and down is not None else weak if zero is not None else strict
    word = "zero" if up is None and down is None else word
    return _shape(function, word, up, down, found, boxes, "the function")


def _values(function: Function, found: list[Stretch]) -> Iterator[tuple[Any, Any]]:
    """Points between and at the ends of the stretches, with the value there."""
    known = dict(zip(function.joints, function.at, strict=True))
    for end in (function.pieces[0].low, function.pieces[-1].high):
        if end.is_finite:
            piece = function.pieces[0 if end == function.pieces[0].low else -1]
            known[end] = finite(piece.smooth, end)
    for stretch in found[1:]:
        if stretch.low not in known:
            yield stretch.low, sp.S.Zero
    yield from known.items()


def _sign(value: Any) -> int:
    with precision(FINE):
        ball = number(value)
    if value == 0 or ball > 0 or ball < 0:
        return 0 if value == 0 else 1 if ball > 0 else -1
    raise NotProved(f"the sign of {value}", "ℝ", 0, "neither balls nor algebra can tell")


def monotone(function: Function, budget: int = BUDGET) -> Shape:
    """Whether the function is (strictly) increasing or decreasing, constant, or not monotone."""
    found, boxes = stretches(function, 1, budget)
    steps = [(stretch.inside, stretch.sign) for stretch in found]
    for joint in joints(function):
        for first, second in ((joint.limits[0], joint.value), (joint.value, joint.limits[1])):
            if step := _sign(sp.simplify(second - first)):
                steps.append((joint.point, step))
    up, down = _witnesses(steps)
    word = "increasing" if down is None else "decreasing"
    if all(stretch.sign for stretch in found):
        word = f"strictly {word}"
    word = "not monotone" if up is not None and down is not None else word
    word = "constant" if up is None and down is None else word
    return _shape(function, word, up, down, found, boxes, "the derivative")


def convex(function: Function, budget: int = BUDGET) -> Shape:
    """Whether the function is convex, concave, both (linear) or neither. Raises NotProved where it jumps."""
    found, boxes = stretches(function, 2, budget)
    if not is_continuous(function):
        raise NotProved("convexity", function.domain, budget, "the function jumps")
    bends = [(stretch.inside, stretch.sign) for stretch in found]
    bends += [(joint.point, _sign(sp.simplify(joint.slopes[1] - joint.slopes[0]))) for joint in joints(function)]
    up, down = _witnesses(bends)
    word = {(True, False): "convex", (False, True): "concave", (False, False): "linear"}.get(
        (up is not None, down is not None), "neither convex nor concave"
    )
    return _shape(function, word, up, down, found, boxes, "the second derivative")


def _witnesses(signs: list[tuple[Any, int]]) -> tuple[Any, Any]:
    up, down = (next((point for point, sign in signs if sign == wanted), None) for wanted in (1, -1))
    return up, down


def _shape(function: Function, word: str, up: Any, down: Any, found: list[Stretch], boxes: int, what: str) -> Shape:
    return Shape(
        word=word,
        up=up,
        down=down,
        stretches=tuple(found),
        domain=function.domain,
        method=_METHOD.format(what),
        precision=PRECISION,
        boxes=boxes,
    )


@dataclass(frozen=True)
class Turn:
    """A strict local extremum: its place (a zero of the derivative, or an exact joint) and its value."""

    kind: Literal["minimum", "maximum"]
    at: Zero
    value: Any


@dataclass(frozen=True)
class Turns(Proof):
    """All strict local extrema inside the domain, from left to right; flat: whether the function has a plateau."""

    turns: tuple[Turn, ...]
    flat: bool


def turns(function: Function, budget: int = BUDGET) -> Turns:
    """Every strict local extremum. Raises NotProved where the function jumps."""
    if not is_continuous(function):
        raise NotProved("the local extrema", function.domain, budget, "the function jumps")
    found, boxes = stretches(function, 1, budget)
    turned = []
    for before, after in pairwise(found):
        if before.sign * after.sign < 0:
            at = as_zero(after.low)
            turned.append(Turn("minimum" if after.sign > 0 else "maximum", at, value_at(function, at)))
    method = _METHOD.format("the derivative")
    flat = any(stretch.sign == 0 for stretch in found)
    return Turns(
        turns=tuple(turned), flat=flat, domain=function.domain, method=method, precision=PRECISION, boxes=boxes
    )


def as_zero(place: Any) -> Zero:
    """The end of a stretch as a place: a ball, and the exact number where it is one."""
    if isinstance(place, Zero):
        return place
    with precision(FINE):
        return Zero(number(place), place, 1)


def value_at(function: Function, at: Zero) -> Any:
    """The value of a continuous function at a place: exact where the place is, else a ball."""
    piece = _piece(function, at)
    if at.exact is not None:
        return finite(piece.smooth, at.exact)
    with precision(FINE):
        return piece.smooth(at.place)


def _piece(function: Function, at: Zero) -> Piece:
    with precision(FINE):
        middle = arb(at.place.mid())
        return next(p for p in function.pieces if p.high == sp.oo or not middle > number(p.high))
