"""A formula in several equal forms: which of them loses no digits depends on where it is evaluated.

With t the exponential in it, a formula is also written in t, in 1/t, in t − 1 and in 1/t − 1, the last two by expm1, so
that nothing overflows on either side and nothing cancels near t = 1; logarithms become log1p, erf becomes 1 − erfc.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sympy as sp
from sympy.codegen.cfunctions import expm1, log1p

#: The complementary error function as it is written; SymPy's own turns erfc(−u) into 2 − erfc(u).
ERFC = sp.Function("erfc")
_T = sp.Dummy("t", positive=True)

#: For each form: t by its variable; that variable by the exponent g, with t = exp(g); its own logarithm over g.
_VARIABLES: tuple[tuple[Callable[[Any], Any], Callable[[Any], Any], int], ...] = (
    (lambda v: v, sp.exp, 1),
    (lambda v: 1 / v, lambda g: sp.exp(-g), -1),
    (lambda v: 1 + v, expm1, 0),
    (lambda v: 1 / (1 + v), lambda g: expm1(-g), 0),
)


def forms(expression: Any) -> list[Any]:
    """Expressions equal to this smooth one of real symbols, itself first."""
    found = [expression]
    for start in dict.fromkeys([expression, *_error_functions(expression)]):
        found += [start, *_in_exponentials(start)]
    return list(dict.fromkeys(found))


def _error_functions(expression: Any) -> Iterator[Any]:
    """By erfc of the argument, and of its negative: each is the one that keeps digits in one tail."""
    for by_erf, by_erfc in (
        (lambda u: 1 - ERFC(u), ERFC),
        (lambda u: ERFC(-u) - 1, lambda u: 2 - ERFC(-u)),
    ):
        if expression.has(sp.erf, sp.erfc):
            yield sp.expand(expression.replace(sp.erf, by_erf).replace(sp.erfc, by_erfc))


def _in_exponentials(expression: Any) -> Iterator[Any]:
    rewritten = expression.rewrite([sp.tanh, sp.sinh, sp.cosh], sp.exp)
    exponent = _exponent(rewritten)
    if exponent is None:
        yield sp.factor(sp.together(rewritten))
        return
    in_t = rewritten.replace(sp.exp, lambda a: _T ** sp.cancel(a / exponent))
    for t_by, variable_by, sign in _VARIABLES:
        variable = sp.Dummy("v", real=True)
        written = _tidy(in_t.xreplace({_T: t_by(variable)}), variable, sign * exponent)
        yield written.xreplace({variable: variable_by(exponent)})


def _exponent(expression: Any) -> Any:
    """The g of which every exponent in the expression is a whole multiple; None where there is none."""
    exponents = [sp.expand(part.args[0]) for part in expression.atoms(sp.exp)]
    for candidate in exponents:
        if all(sp.cancel(each / candidate).is_Integer for each in exponents):
            return candidate if not candidate.could_extract_minus_sign() else -candidate
    return None


def _tidy(expression: Any, variable: Any, logarithm: Any) -> Any:
    """One fraction, its parts multiplied out, each logarithm in it as log1p and multiples of the variable's own."""
    inner = {log: _logarithm(log.args[0], variable, logarithm) for log in expression.atoms(sp.log)}
    names = {log: sp.Dummy("log", real=True) for log in inner}
    fraction = sp.cancel(sp.together(expression.xreplace(names)))
    numerator, denominator = (sp.collect(sp.expand(part), variable) for part in sp.fraction(fraction))
    back = {name: inner[log] for log, name in names.items()}
    return (numerator / denominator).xreplace(back)


def _logarithm(inner: Any, variable: Any, own: Any) -> Any:
    fraction = sp.cancel(sp.together(inner))
    numerator, denominator = sp.fraction(fraction)
    power = _lowest(numerator, variable) - _lowest(denominator, variable) if own else 0
    return power * own + log1p(sp.cancel(fraction / variable**power - 1))


def _lowest(polynomial: Any, variable: Any) -> int:
    if not polynomial.is_polynomial(variable) or not polynomial.has(variable):
        return 0
    return int(min(power for (power,) in sp.Poly(polynomial, variable).monoms()))
