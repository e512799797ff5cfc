"""Values of smooth SymPy expressions as enclosures: python-flint balls, made small enough to be the exact value."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any

import flint
import mpmath
import sympy as sp
from flint import acb, arb

#: A value is accepted when it is known to 50 significant digits, or is below 2**-1200, under every float.
DIGITS_50, TINY = 170, 2 ** arb(-1200)
#: Working precisions in bits, tried in turn; 1300 is where the smallest float64 is seen beside 1.
PRECISIONS = (200, 400, 1300, 2600)

Ball = Callable[[Any], Any]


class NotElementary(ValueError):
    """An expression whose values cannot be enclosed, such as a sum over components."""


class NoValue(ValueError):
    """An expression has no finite real value at a point."""


def value(function: Ball, x: Any) -> Any:
    """The value of a compiled expression at an exact float, as a ball of at most 1e-50 relative radius.

    Raises NoValue where there is none, as for 1/x at 0.
    """
    precision = flint.ctx.prec
    try:
        for flint.ctx.prec in PRECISIONS:
            ball = function(arb(x))
            if ball.is_finite() and (ball.is_exact() or ball.rel_accuracy_bits() >= DIGITS_50 or abs(ball) < TINY):
                return ball
    finally:
        flint.ctx.prec = precision
    raise NoValue(f"no value at {float(x)!r}")


def number(ball: Any) -> Any:
    """The middle of a ball as an mpmath number, exactly."""
    mantissa, exponent = ball.mid().man_exp()
    return mpmath.mp.make_mpf(mpmath.libmp.from_man_exp(int(mantissa), int(exponent)))


def compiled(expression: Any, argument: Any, values: Mapping[Any, Any], *, analytic: bool = False) -> Ball:
    """A function from a ball to the ball of the expression's values, at flint's current precision.

    values: an exact number for each symbol but the argument. analytic: for complex balls (`acb`) instead, giving no
    finite value on a branch cut, as rigorous integration asks for. Raises NotElementary.
    """
    if expression == argument:
        return lambda x: x
    if expression in values:
        return compiled(sp.sympify(values[expression]), argument, {}, analytic=analytic)
    if isinstance(expression, sp.Rational):
        numerator, denominator = int(expression.p), int(expression.q)
        return _once(lambda x: arb(numerator) / denominator)
    if expression in _CONSTANTS:
        constant = _CONSTANTS[expression]
        return _once(lambda x: constant())
    if expression.func not in (sp.Pow, sp.Add, sp.Mul, *_FUNCTIONS):
        raise NotElementary(f"{expression} is not made of elementary functions of real numbers")
    parts = [compiled(part, argument, values, analytic=analytic) for part in _parts(expression, argument)]
    combined = _combined(expression, parts, analytic)
    return combined if expression.has(argument) else _once(combined)


def _parts(expression: Any, argument: Any) -> Sequence[Any]:
    """The arguments of an expression; of a sum or product those that are constant as one."""
    if not isinstance(expression, (sp.Add, sp.Mul)) or not expression.has(argument):
        return list(expression.args)
    constant, rest = expression.as_independent(argument)
    others = type(expression).make_args(rest)
    return [*others] if constant == expression.identity else [constant, *others]


def _once(constant: Ball) -> Ball:
    """A part without the argument, computed once at each precision."""
    known: dict[int, Any] = {}

    def value(x: Any) -> Any:
        bits = flint.ctx.prec
        if bits not in known:
            known[bits] = constant(x)
        return known[bits]

    return value


def _combined(expression: Any, parts: Sequence[Ball], analytic: bool) -> Ball:
    if isinstance(expression, sp.Pow):
        return _power(parts[0], parts[1], expression.exp, analytic)
    if isinstance(expression, (sp.Add, sp.Mul)):
        combine = operator.add if isinstance(expression, sp.Add) else operator.mul
        return reduce(lambda one, other: lambda x: combine(one(x), other(x)), parts)
    function = (_ANALYTIC if analytic else _FUNCTIONS)[expression.func]
    return lambda x: function(parts[0](x))


def _power(base: Ball, exponent: Ball, written: Any, analytic: bool) -> Ball:
    if written.is_Integer:
        whole = int(written)
        return lambda x: _whole_power(base(x), whole)
    if analytic:
        return lambda x: acb(base(x)).pow(acb(exponent(x)), analytic=True)
    if written == sp.S.Half:
        return lambda x: base(x).sqrt()
    return lambda x: base(x) ** exponent(x)


def _whole_power(base: Any, exponent: int) -> Any:
    """A ball to a whole power; python-flint 0.9 gives NaN for a real ball whose middle is exactly 0."""
    power = base**exponent
    if power.is_finite() or exponent < 0 or not isinstance(base, arb):
        return power
    return (acb(base) ** exponent).real


_CONSTANTS: dict[Any, Callable[[], Any]] = {sp.pi: arb.pi, sp.E: lambda: arb(1).exp()}
_NAMES = ("exp", "log", "tanh", "sinh", "cosh", "sin", "cos", "atan", "erf", "erfc")
_FUNCTIONS: dict[Any, Ball] = {getattr(sp, name): getattr(arb, name) for name in _NAMES}
_ANALYTIC: dict[Any, Ball] = {
    **{getattr(sp, name): getattr(acb, name) for name in _NAMES},
    sp.log: lambda z: z.log(analytic=True),
    sp.atan: lambda z: z.atan() if abs(z) < 1 or not z.real.contains(0) else acb("nan"),  # the cuts: ±i and beyond
}
