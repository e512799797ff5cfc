"""Expansions that hold on a whole tail: sums of c·y^p·exp(q(y)) for all y ≥ start, with a rigorous remainder.

Each coefficient is an exact SymPy number, or a ball that holds its values on the whole tail, so that nothing is
neglected: a series is cut after a few terms and what is left of it is enclosed by such a ball.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cmp_to_key, lru_cache, reduce
from typing import Any

import flint
import sympy as sp
from flint import arb

from rectified.proofs.function import number

#: Terms that are kept apart; the smaller ones are enclosed together. Terms of a series before its remainder.
_TERMS, _ORDER = 8, 3


class NoExpansion(ValueError):
    """A function that has no expansion of this kind, such as sin(y) or exp(exp(y))."""


class TooEarly(ValueError):
    """A tail that begins before the terms are in their final order; a later start may do."""


@dataclass(frozen=True)
class Scale:
    """y^power·exp(Σ exponent[i]·y^(i+1)), all numbers exact; the last of `exponent` is not 0."""

    power: Any
    exponent: tuple[Any, ...] = ()

    def __mul__(self, other: Scale) -> Scale:
        longest = max(len(self.exponent), len(other.exponent))
        mine, others = (each.exponent + (sp.S.Zero,) * (longest - len(each.exponent)) for each in (self, other))
        return Scale(self.power + other.power, _stripped([sp.expand(a + b) for a, b in zip(mine, others, strict=True)]))

    def __pow__(self, power: Any) -> Scale:
        return Scale(self.power * power, _stripped([sp.expand(each * power) for each in self.exponent]))

    @property
    def growth(self) -> int:
        """1 when it tends to ∞, −1 when it tends to 0, 0 when it is 1."""
        return _sign(self.exponent[-1] if self.exponent else self.power)

    def highest(self, start: Any) -> Any:
        """Its largest value for y ≥ start. Raises TooEarly unless it falls from there on.

        It falls where power + y·q′(y) ≤ 0, which holds when no coefficient of that polynomial in y − start is positive.
        """
        rise = [number(self.power), *((i + 1) * number(each) for i, each in enumerate(self.exponent))]
        if not all(_shifted(rise, k, start) <= 0 for k in range(len(rise))):
            raise TooEarly(f"{self} still rises at {start}")
        exponents = [number(each) * start ** (i + 1) for i, each in enumerate(self.exponent)]
        return start ** number(self.power) * sum(exponents, arb(0)).exp()


def _stripped(exponent: list[Any]) -> tuple[Any, ...]:
    while exponent and exponent[-1] == 0:
        exponent.pop()
    return tuple(exponent)


def _shifted(polynomial: list[Any], k: int, start: Any) -> Any:
    """The coefficient of (y − start)^k of a polynomial in y."""
    return sum((sp.binomial(i, k).p * each * start ** (i - k) for i, each in enumerate(polynomial) if i >= k), arb(0))


@lru_cache(maxsize=4096)
def _sign(exact: Any) -> int:
    ball = number(exact)
    if exact == 0 or not ball.contains(0):
        return 0 if exact == 0 else 1 if ball > 0 else -1
    raise NoExpansion(f"the sign of {exact} is unclear")


@lru_cache(maxsize=4096)
def _ball_of(exact: Any, precision: int) -> Any:
    return number(exact)


def _ball(coefficient: Any) -> Any:
    return _ball_of(coefficient, flint.ctx.prec) if isinstance(coefficient, sp.Basic) else coefficient


def _plus(one: Any, other: Any) -> Any:
    both = isinstance(one, sp.Basic) and isinstance(other, sp.Basic)
    return sp.expand(one + other) if both else _ball(one) + _ball(other)


def _times(one: Any, other: Any) -> Any:
    both = isinstance(one, sp.Basic) and isinstance(other, sp.Basic)
    return sp.expand(one * other) if both else _ball(one) * _ball(other)


_ONE = Scale(sp.S.Zero)


def _larger_first(one: tuple[Scale, Any], other: tuple[Scale, Any]) -> int:
    return -(one[0] * other[0] ** -1).growth


class Expansion:
    """A sum of coefficient times scale for all y ≥ start, the dominant scale first.

    start: an exact positive number. terms: scales with coefficients; equal scales are added.
    """

    def __init__(self, start: Any, terms: Iterable[tuple[Scale, Any]]) -> None:
        self.start = arb(start)
        added: dict[Scale, Any] = {}
        for scale, coefficient in terms:
            added[scale] = _plus(added[scale], coefficient) if scale in added else coefficient
        kept = [(scale, c) for scale, c in added.items() if not (isinstance(c, sp.Basic) and c == 0)]
        self.terms: tuple[tuple[Scale, Any], ...] = self._merged(sorted(kept, key=cmp_to_key(_larger_first)))

    def _merged(self, terms: list[tuple[Scale, Any]]) -> tuple[tuple[Scale, Any], ...]:
        """The first few terms; the last of them encloses all the smaller ones too."""
        if len(terms) <= _TERMS:
            return tuple(terms)
        scale, coefficient = terms[_TERMS - 1]
        for smaller, other in terms[_TERMS:]:
            coefficient = _ball(coefficient) + _ball(other) * self._up_to(smaller * scale**-1)
        return (*terms[: _TERMS - 1], (scale, coefficient))

    def _up_to(self, scale: Scale) -> Any:
        """The values of a scale that tends to 0, or is 1, on the tail."""
        return arb(1) if scale == _ONE else arb(0).union(scale.highest(self.start))

    def _like(self, terms: Iterable[tuple[Scale, Any]]) -> Expansion:
        return Expansion(self.start, terms)

    def constant(self, exact: Any) -> Expansion:
        """The constant function on the same tail; a number or a ball."""
        return self._like([(_ONE, exact)])

    def __add__(self, other: Expansion) -> Expansion:
        return self._like([*self.terms, *other.terms])

    def __mul__(self, other: Expansion) -> Expansion:
        return self._like([(s * t, _times(c, d)) for s, c in self.terms for t, d in other.terms])

    @property
    def is_zero(self) -> bool:
        return not self.terms

    @property
    def growth(self) -> int:
        """1 when it tends to ±∞, 0 to a number that may be 0 when it is no exact one, −1 when it tends to 0."""
        return self.terms[0][0].growth if self.terms else -1

    def values(self) -> Any:
        """A ball of all its values on the tail. Raises NoExpansion where it is unbounded."""
        if self.growth > 0:
            raise NoExpansion("it is unbounded")
        return sum((_ball(c) * self._up_to(s) for s, c in self.terms), arb(0))

    def relative(self) -> Any:
        """A ball of all values of the sum over its dominant scale: its sign is that of the function on the tail."""
        first = self.terms[0][0]
        return sum((_ball(c) * self._up_to(s * first**-1) for s, c in self.terms), arb(0))

    def _parted(self) -> tuple[Scale, Any, Expansion]:
        """Scale s, coefficient c and an expansion r that tends to 0, with s·c·(1 + r) the function."""
        if self.is_zero:
            raise NoExpansion("a function that is 0 is divided by")
        scale, coefficient = self.terms[0]
        if not isinstance(coefficient, sp.Basic) and coefficient.contains(0):
            raise TooEarly("the dominant coefficient may be 0")
        inverse = 1 / coefficient
        rest = self._like([(s * scale**-1, _times(c, inverse)) for s, c in self.terms[1:]])
        return scale, coefficient, rest

    def power(self, exponent: Any) -> Expansion:
        """The function to an exact real power."""
        if exponent.is_Integer and 0 < exponent <= 8:
            return reduce(lambda one, other: one * other, [self] * int(exponent))
        scale, coefficient, rest = self._parted()
        if not exponent.is_Integer and not _ball(coefficient) > 0:
            raise NoExpansion("a root of what is not positive")
        raised = coefficient**exponent if isinstance(coefficient, sp.Basic) else coefficient ** number(exponent)
        binomials = [sp.expand(sp.ff(exponent, i) / sp.factorial(i)) for i in range(_ORDER + 1)]
        series = rest.series(binomials, lambda ball: _positive(1 + ball) ** number(exponent - _ORDER))
        return self._like([(scale**exponent, raised)]) * series

    def series(self, coefficients: list[Any], last: Callable[[Any], Any]) -> Expansion:
        """Σ coefficients[i]·self^i by Taylor's theorem, for a function that tends to 0.

        The last coefficient is multiplied by `last` of a ball that holds 0 and all values of the function.
        """
        remainder = _times(coefficients[-1], last(arb(0).union(self.values())))
        total = self.constant(remainder)
        for coefficient in reversed(coefficients[:-1]):
            total = total * self + self.constant(coefficient)
        return total

    def exp(self) -> Expansion:
        """The exponential of a polynomial with exact coefficients and a rest that tends to 0."""
        exponent: dict[int, Any] = {}
        factor: Any = sp.S.One
        rest = []
        for scale, c in self.terms:
            if scale.growth < 0:
                rest.append((scale, c))
            elif scale == _ONE:
                factor = sp.exp(c) if isinstance(c, sp.Basic) else c.exp()
            elif scale.exponent or not scale.power.is_Integer or not isinstance(c, sp.Basic):
                raise NoExpansion("the exponential of what is no exact polynomial")
            else:
                exponent[int(scale.power)] = c
        scale = Scale(sp.S.Zero, tuple(exponent.get(i + 1, sp.S.Zero) for i in range(max(exponent, default=0))))
        taylor = [1 / sp.factorial(i) for i in range(_ORDER + 1)]
        return self._like([(scale, factor)]) * self._like(rest).series(taylor, lambda ball: ball.exp())

    def log(self) -> Expansion:
        """The logarithm of what grows or falls like an exponential, or tends to a positive number."""
        scale, coefficient, rest = self._parted()
        if scale.power != 0 or not _ball(coefficient) > 0:
            raise NoExpansion("the logarithm of a power of y, or of what is not positive")
        constant = sp.log(coefficient) if isinstance(coefficient, sp.Basic) else coefficient.log()
        polynomial = [(Scale(sp.Integer(i + 1)), c) for i, c in enumerate(scale.exponent) if c != 0]
        taylor = [sp.S.Zero, *(sp.Rational((-1) ** (i + 1), i) for i in range(1, _ORDER + 1))]
        series = rest.series(taylor, lambda ball: _positive(1 + ball) ** -_ORDER)
        return self._like([(_ONE, constant), *polynomial]) + series

    def erfc(self) -> Expansion:
        """The complementary error function of what tends to ∞ or −∞.

        Its asymptotic series encloses it: the error is less than the first term left out, and of that one's sign
        (NIST Digital Library of Mathematical Functions, 7.12(i)).
        """
        if self.is_zero or self.growth <= 0:
            raise NoExpansion("the error function of what does not tend to ±∞")
        ball = self.relative()
        if ball < 0:
            return self.constant(sp.Integer(2)) + self.constant(sp.S.NegativeOne) * self._negative().erfc()
        if not ball > 0:
            raise TooEarly("the sign of an argument is unclear")
        inverse = self.power(sp.S.NegativeOne)
        squared = inverse * inverse
        terms = [sp.factorial2(2 * i - 1) * sp.Rational(-1, 2) ** i for i in range(_ORDER + 1)]
        series = squared.series(terms, lambda _: arb(0).union(1))
        return (self * self)._negative().exp() * inverse * self.constant(1 / sp.sqrt(sp.pi)) * series

    def atan(self) -> Expansion:
        """The arc tangent of what tends to ±∞ or to 0: atan r lies between r and r − r³/3."""
        if self.growth > 0:
            ball = self.relative()
            if not (ball > 0 or ball < 0):
                raise TooEarly("the sign of an argument is unclear")
            turn = self.constant(sp.pi / 2 if ball > 0 else -sp.pi / 2)
            return turn + self.power(sp.S.NegativeOne)._negative().atan()
        if self.growth == 0:
            raise NoExpansion("the arc tangent of what tends neither to ±∞ nor to 0")
        return self * (self * self).series([sp.S.One, sp.Rational(-1, 3)], lambda _: arb(0).union(1))

    def _negative(self) -> Expansion:
        return self.constant(sp.S.NegativeOne) * self


def _positive(ball: Any) -> Any:
    if ball > 0:
        return ball
    raise TooEarly("a series is too long at the start of the tail")
