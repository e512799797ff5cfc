"""A function of one real number as smooth pieces, with enclosures of its derivatives of every order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import sympy as sp
from flint import arb

from rectified.formulas.balls import compiled
from rectified.formulas.identity import compare
from rectified.formulas.pieces import pieces
from rectified.proofs.domain import LINE, Domain
from rectified.proofs.result import precision

_NOTHING = sp.Dummy("nothing")
#: Precisions in bits, tried in turn, at which the sign of one exact number is sought.
_PRECISIONS = (128, 400, 1300)


class Smooth:
    """A smooth expression of one argument: calling it with a ball encloses its values there."""

    def __init__(self, expression: Any, argument: Any) -> None:
        self.expression, self.argument = sp.sympify(expression), argument

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Smooth) and (self.expression, self.argument) == (other.expression, other.argument)

    def __hash__(self) -> int:
        return hash((self.expression, self.argument))

    def __call__(self, ball: Any) -> Any:
        return self._compiled(ball)

    @cached_property
    def _compiled(self) -> Any:
        return compiled(self.expression, self.argument, {})

    @cached_property
    def slope(self) -> Smooth:
        """The derivative."""
        return Smooth(sp.diff(self.expression, self.argument), self.argument)

    def derivative(self, order: int) -> Smooth:
        """The derivative of an order; 0 gives the expression itself."""
        return self if order == 0 else self.slope.derivative(order - 1)

    @cached_property
    def is_zero(self) -> bool:
        """Whether algebra shows the expression to be 0 everywhere; False may also mean that it does not."""
        return vanishes(self.expression, self.argument)

    def exactly(self, point: Any) -> Any:
        """The exact value at an exact point, a SymPy number."""
        value = self.expression.subs(self.argument, point)
        return value if value.is_Rational else sp.simplify(value.rewrite(sp.exp))

    def vanishes_at(self, point: Any) -> bool:
        """Whether the value at an exact point is 0, by algebra; balls say no sooner."""
        with precision(_PRECISIONS[-1]):
            return self(number(point)).contains(0) and bool(self.exactly(point) == 0)

    def sign(self, point: Any) -> int | None:
        """The sign at an exact point, a float or a SymPy number; None when neither balls nor algebra can tell."""
        for bits in _PRECISIONS:
            with precision(bits):
                value = self(point if isinstance(point, arb) else number(point))
            if value.is_zero() or value > 0 or value < 0:
                return 0 if value.is_zero() else 1 if value > 0 else -1
        return 0 if self.vanishes_at(point if isinstance(point, sp.Basic) else sp.Rational(point)) else None


@dataclass(frozen=True)
class Piece:
    """A smooth expression and the interval between whose ends it is valid; the ends are exact or infinite."""

    low: Any
    high: Any
    smooth: Smooth


class Function:
    """A formula of one argument on a domain, its parameters replaced by exact numbers.

    pieces: one more than there are joints; joints: the exact points between them; at: the exact value at each joint.
    Raises Unclear where a boundary has no exact form, NotElementary for what cannot be enclosed.
    """

    def __init__(
        self, expression: Any, argument: Any, values: Mapping[Any, Any] | None = None, domain: Domain = LINE
    ) -> None:
        self.argument, self.domain = argument, domain
        self.expression = sp.sympify(expression).subs(values or {})
        cut = pieces(self.expression, argument, {})
        inside = [index for index, point in enumerate(cut.boundaries) if domain.low < point < domain.high]
        first = sum(1 for point in cut.boundaries if point <= domain.low)
        self.joints = tuple(cut.boundaries[index] for index in inside)
        self.at = tuple(Smooth(cut.at[index], argument).exactly(cut.boundaries[index]) for index in inside)
        ends = (domain.low, *self.joints, domain.high)
        between = cut.between[first : first + len(ends) - 1]
        self.pieces = tuple(
            Piece(*limits, Smooth(part, argument)) for limits, part in zip(pairwise(ends), between, strict=True)
        )
        for piece in self.pieces:
            piece.smooth._compiled  # noqa: B018 - refuses what cannot be enclosed now rather than in a proof

    def exactly(self, point: Any) -> Any:
        """The exact value at an exact point of the domain."""
        for joint, value in zip(self.joints, self.at, strict=True):
            if joint == point:
                return value
        return next(piece for piece in self.pieces if piece.low <= point <= piece.high).smooth.exactly(point)

    def on(self, domain: Domain) -> Function:
        """The same formula on another domain."""
        return Function(self.expression, self.argument, domain=domain)

    def minus(self, other: Any) -> Function:
        """The difference to another formula of the same argument, on the same domain."""
        return Function(self.expression - sp.sympify(other), self.argument, domain=self.domain)


def number(point: Any) -> Any:
    """An exact point, a float or a SymPy number, as a ball at the current precision."""
    return compiled(sp.sympify(point), _NOTHING, {})(arb(0)) if isinstance(point, sp.Basic) else arb(point)


def vanishes(expression: Any, argument: Any) -> bool:
    """Whether algebra that always ends soon shows a smooth expression to be 0 everywhere."""
    return bool(expression == 0) or compare(expression, sp.Integer(0), argument, {}, ()).proved
