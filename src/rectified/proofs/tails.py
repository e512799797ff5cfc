"""A smooth expression beyond every box: its sign, its limit and its values for all x ≥ T or all x ≤ −T.

SymPy's own limits and signs are not used. The expression is expanded with a rigorous remainder (`expansion`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import add, mul
from typing import Any

import sympy as sp
from flint import arb

from rectified.proofs.expansion import Expansion, NoExpansion, Scale, TooEarly
from rectified.proofs.function import Smooth
from rectified.proofs.result import NotProved, precision

#: Where a tail may begin, tried in turn; the precision in bits.
_STARTS, _BITS = tuple(2**k for k in range(1, 16)), 128


@dataclass(frozen=True)
class Tail:
    """A smooth expression for all x ≥ start, or for all x ≤ start when start is negative.

    sign: 1, −1 or 0, the same on the whole tail. limit: exact, ±∞ included. expansion: in the distance from 0.
    """

    start: int
    sign: int
    limit: Any
    expansion: Expansion

    @property
    def asymptote(self) -> tuple[Any, Any] | None:
        """Slope and intercept of the line that the expression approaches, exact; None where there is none."""
        side = 1 if self.start > 0 else -1
        line = {Scale(sp.Integer(1)): sp.S.Zero, Scale(sp.S.Zero): sp.S.Zero}
        for scale, coefficient in self.expansion.terms:
            if scale in line and isinstance(coefficient, sp.Basic):
                line[scale] = coefficient
            elif scale.growth >= 0:
                return None
        slope, intercept = line.values()
        return side * slope, intercept


@lru_cache(maxsize=512)
def tail(smooth: Smooth, side: int, beyond: Any) -> Tail:
    """The tail on the right (side 1) or left (side −1) of an exact point, which may be the other infinity.

    Raises NotProved.
    """
    reason = "no start up to the largest tried is late enough"
    for start in _STARTS:
        if start > side * beyond:
            try:
                with precision(_BITS):
                    return _tail(smooth, side, start)
            except TooEarly as error:
                reason = str(error)
            except NoExpansion as error:
                reason = str(error)
                break
    where = "x → ∞" if side > 0 else "x → −∞"
    raise NotProved(f"an enclosure of the tail of {smooth.expression}", where, 0, reason)


def _tail(smooth: Smooth, side: int, start: int) -> Tail:
    found = expansion(smooth, side, start)
    if found.is_zero:
        return Tail(side * start, 0, sp.S.Zero, found)
    ball = found.relative()
    if not (ball > 0 or ball < 0):
        raise TooEarly("the sign of the leading term is not that of the sum")
    sign = 1 if ball > 0 else -1
    if found.growth > 0:
        return Tail(side * start, sign, sign * sp.oo, found)
    limit = found.terms[0][1] if found.growth == 0 else sp.S.Zero
    if not isinstance(limit, sp.Basic):
        raise NoExpansion("the limit is no exact number")
    return Tail(side * start, sign, limit, found)


def expansion(smooth: Smooth, side: int, start: int) -> Expansion:
    """The expression at side·y for all y ≥ start. Raises NoExpansion, or TooEarly where a later start may do."""
    return _expanded(smooth.expression, smooth.argument, Expansion(arb(start), [(Scale(sp.S.One), sp.Integer(side))]))


def _expanded(expression: Any, argument: Any, x: Expansion) -> Expansion:
    if expression == argument:
        return x
    if expression.is_number:
        return x.constant(expression)
    parts = [_expanded(part, argument, x) for part in expression.args if not part.is_number or expression.is_Pow]
    numbers = [x.constant(part) for part in expression.args if part.is_number and not expression.is_Pow]
    if isinstance(expression, (sp.Add, sp.Mul)):
        return reduce(add if expression.is_Add else mul, numbers + parts)
    if isinstance(expression, sp.Pow):
        if expression.exp.is_number:
            return parts[0].power(expression.exp)
        return (parts[0].log() * parts[1]).exp()
    if type(expression) not in _FUNCTIONS:
        raise NoExpansion(f"{expression.func} is not expanded at infinity")
    return _FUNCTIONS[type(expression)](parts[0])


def _exponentials(expression: Callable[[Any], Any]) -> Callable[[Expansion], Expansion]:
    """A function written in exponentials, as a function of expansions."""
    symbol = sp.Dummy("g", real=True)
    written = expression(symbol).rewrite(sp.exp)
    return lambda inner: _expanded(written, symbol, inner)


def _erf(inner: Expansion) -> Expansion:
    return inner.constant(sp.S.One) + inner.constant(sp.S.NegativeOne) * inner.erfc()


_FUNCTIONS: dict[Any, Callable[[Expansion], Expansion]] = {
    sp.exp: Expansion.exp,
    sp.log: Expansion.log,
    sp.atan: Expansion.atan,
    sp.erfc: Expansion.erfc,
    sp.erf: _erf,
    sp.tanh: _exponentials(lambda g: 1 - 2 / (1 + sp.exp(2 * g))),
    sp.sinh: _exponentials(sp.sinh),
    sp.cosh: _exponentials(sp.cosh),
}
