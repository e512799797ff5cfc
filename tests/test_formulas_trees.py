"""Expressions as trees: what each becomes, by hand, and what has none."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from plot_script import evaluated
from sympy.codegen.cfunctions import expm1, log1p

from rectified.exhaustive.forms import ERFC
from rectified.formulas.trees import NotWritable, comparison, tree

X, A = sp.symbols("x alpha", real=True)
NAMES = {X: "x", A: "alpha"}


@pytest.mark.parametrize(
    "expression, found",
    [
        (X, "x"),
        (sp.Integer(3), 3),
        (sp.Rational(1, 4), 0.25),
        (sp.sqrt(2 / sp.pi), 0.7978845608028654),
        (sp.Rational("1.67326324235437728481704299167"), 1.6732632423543772),
        (-X, ["*", -1, "x"]),
        (A * X, ["*", "alpha", "x"]),
        (X / 3 + sp.pi, ["+", 3.141592653589793, ["*", 0.3333333333333333, "x"]]),
        (sp.exp(-X), ["exp", ["*", -1, "x"]]),
        (X / (1 + sp.exp(-X)), ["/", "x", ["+", 1, ["exp", ["*", -1, "x"]]]]),
        (1 / X, ["/", 1, "x"]),
        (2 / X**2, ["/", 2, ["^", "x", 2]]),
        (sp.sqrt(X), ["sqrt", "x"]),
        (X**A, ["^", "x", "alpha"]),
        (expm1(X) + log1p(A), ["+", ["expm1", "x"], ["log1p", "alpha"]]),
        (ERFC(-X), ["erfc", ["*", -1, "x"]]),
        (sp.tanh(X), ["tanh", "x"]),
    ],
    ids=str,
)
def test_an_expression_becomes_a_tree(expression, found):
    """Numbers are folded and rounded once; negative powers stand below the line."""
    written = tree(expression, NAMES)
    assert written == found or sorted(map(str, written)) == sorted(map(str, found))


@pytest.mark.parametrize(
    "condition, found",
    [
        (X > 0, [">", "x", 0]),
        (X >= A, ["≥", "x", "alpha"]),
        (X < 2, [">", 2, "x"]),
        (X <= 2, ["≥", 2, "x"]),
        (sp.true, 1),
        (sp.false, 0),
    ],
    ids=str,
)
def test_a_condition_becomes_a_comparison(condition, found):
    """Of two kinds, > and ≥."""
    assert comparison(condition, NAMES) == found


def test_conditions_are_joined():
    """`and` is a product, `or` the greatest."""
    both, either = comparison((X > 0) & (X < 1), NAMES), comparison((X < 0) | (X > 1), NAMES)
    x = np.array([-1.0, 0.5, 2.0])
    assert evaluated(both, x).tolist() == [0, 1, 0]
    assert evaluated(either, x).tolist() == [1, 0, 1]


@pytest.mark.parametrize("expression", [sp.gamma(X), sp.nan, sp.zoo, sp.I * X, sp.Symbol("z") + X], ids=str)
def test_what_the_script_cannot_do_is_refused(expression):
    """Functions it does not know, numbers that are none, and names it does not get."""
    with pytest.raises(NotWritable):
        tree(expression, NAMES)


def test_a_condition_that_is_no_order_is_refused():
    """As x ≠ 0."""
    with pytest.raises(NotWritable):
        comparison(sp.Ne(X, 0), NAMES)


@pytest.mark.parametrize("name", sorted("exp expm1 log log1p tanh sinh cosh sin cos atan sqrt".split()))
def test_the_script_knows_each_function(name):
    """By the value that NumPy has, at a point where it is not a plain one."""
    x = np.array([0.3, 1.7])
    assert evaluated([name, "x"], x) == pytest.approx(getattr(np, {"atan": "arctan"}.get(name, name))(x), rel=1e-14)
