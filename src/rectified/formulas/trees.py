"""Expressions as trees that the plot's script evaluates in float64: numbers, names, and [operation, part, …].

A tree is plain data. Its operations are those of `docs/assets/javascripts/plot/evaluate.js`; ["if", test, one, other]
takes a comparison, [">", a, b], ["≥", a, b] or ["=", a, b], or a product or greatest of some.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

import sympy as sp

#: Functions of one number, by the name that SymPy and JavaScript share.
FUNCTIONS = frozenset("exp expm1 log log1p tanh sinh cosh sin cos atan erf erfc".split())


class NotWritable(ValueError):
    """An expression that has no tree, such as one with a function the script does not know."""


def tree(expression: Any, names: Mapping[Any, str]) -> Any:
    """The tree of a smooth expression; whatever holds no name is one number, the nearest float64.

    names: what the argument and the parameters are called. Raises NotWritable.
    """
    if expression in names:
        return names[expression]
    if not expression.free_symbols:
        return _number(expression)
    if isinstance(expression, (sp.Add, sp.Mul)):
        return _combined(expression, names)
    if isinstance(expression, sp.Pow):
        return _power(expression, names)
    name = expression.func.__name__
    if name not in FUNCTIONS:
        raise NotWritable(f"{name} is not among {', '.join(sorted(FUNCTIONS))}")
    return [name, tree(expression.args[0], names)]


def comparison(condition: Any, names: Mapping[Any, str]) -> Any:
    """The tree of a condition: 1 where it holds, else 0."""
    if condition in (sp.true, sp.false):
        return int(bool(condition))
    if isinstance(condition, (sp.And, sp.Or)):
        return ["*" if isinstance(condition, sp.And) else "max", *(comparison(part, names) for part in condition.args)]
    if isinstance(condition, (sp.Lt, sp.Le)):
        condition = condition.reversed
    if not isinstance(condition, (sp.Gt, sp.Ge)):
        raise NotWritable(f"{condition} is no comparison by < or ≤")
    return [">" if isinstance(condition, sp.Gt) else "≥", tree(condition.lhs, names), tree(condition.rhs, names)]


def _number(expression: Any) -> int | float:
    value = sp.N(expression, 40)
    if not value.is_finite or not value.is_real:
        raise NotWritable(f"{expression} is no finite number")
    nearest = float(value)
    return int(nearest) if nearest.is_integer() and abs(nearest) < 2**53 else nearest


def _combined(expression: Any, names: Mapping[Any, str]) -> Any:
    """A sum, or a product whose negative powers stand below one line."""
    product = isinstance(expression, sp.Mul)
    numbers = [part for part in expression.args if not part.free_symbols]
    others = [part for part in expression.args if part.free_symbols]
    below = [part for part in others if product and isinstance(part, sp.Pow) and part.exp.is_negative]
    written = [tree(part, names) for part in others if part not in below]
    constant = tree(reduce(expression.func, numbers), names) if numbers else int(product)
    if constant != int(product) or not written:
        written.insert(0, constant)
    above = written[0] if len(written) == 1 else ["*" if product else "+", *written]
    return ["/", above, tree(sp.Mul(*(1 / part for part in below)), names)] if below else above


def _power(expression: Any, names: Mapping[Any, str]) -> Any:
    base, exponent = expression.args
    if exponent.is_negative:
        return ["/", 1, tree(1 / expression, names)]
    if exponent == sp.S.Half:
        return ["sqrt", tree(base, names)]
    return ["^", tree(base, names), tree(exponent, names)]
