"""What the way an expression is built tells of it everywhere: that it is positive, that it is analytic.

The rules are sufficient, not necessary: False means that they do not tell.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

#: Functions that are analytic at every real number.
_ENTIRE = (sp.exp, sp.tanh, sp.sinh, sp.cosh, sp.sin, sp.cos, sp.atan, sp.erf, sp.erfc)


def is_positive(expression: Any) -> bool:
    """Whether an expression in real variables is positive wherever it is defined."""
    if expression.is_Rational or expression in (sp.pi, sp.E):
        return bool(expression > 0)
    if isinstance(expression, sp.Add):
        return all(map(is_nonnegative, expression.args)) and any(map(is_positive, expression.args))
    if isinstance(expression, sp.Mul):
        return all(map(is_positive, expression.args))
    if isinstance(expression, sp.Pow):
        return is_positive(expression.base)
    return isinstance(expression, (sp.exp, sp.cosh, sp.erfc))


def is_nonnegative(expression: Any) -> bool:
    """Whether an expression in real variables is 0 or positive wherever it is defined."""
    if isinstance(expression, (sp.Add, sp.Mul)):
        return all(map(is_nonnegative, expression.args))
    even = isinstance(expression, sp.Pow) and expression.exp.is_Integer and expression.exp % 2 == 0
    return even or expression == 0 or is_positive(expression)


def is_entire(expression: Any) -> bool:
    """Whether an expression is defined and analytic for all real values of its variables."""
    if expression.is_Symbol or expression.is_number:
        return True
    if not all(map(is_entire, expression.args)):
        return False
    if isinstance(expression, sp.Pow):
        return bool(expression.exp.is_Integer and expression.exp >= 0) or is_positive(expression.base)
    if isinstance(expression, sp.log):
        return is_positive(expression.args[0])
    return isinstance(expression, (sp.Add, sp.Mul, *_ENTIRE))


def critical(expression: Any) -> set[tuple[Any, bool]]:
    """The parts that decide whether an expression is analytic, each with whether it must be positive or just not 0."""
    found = set()
    for part in sp.preorder_traversal(expression):
        if isinstance(part, sp.Pow) and not part.is_number and not is_entire(part):
            found.add((part.base, not part.exp.is_Integer))
        elif isinstance(part, sp.log) and not part.is_number and not is_entire(part):
            found.add((part.args[0], True))
    return found
