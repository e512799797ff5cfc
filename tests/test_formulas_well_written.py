"""Formulas as trees that lose no digits: the form that is chosen, its pieces, its cuts."""

from __future__ import annotations

import json

import mpmath
import numpy as np
import pytest
import sympy as sp
from plot_script import evaluated

from rectified.formulas.trees import NotWritable
from rectified.formulas.well_written import REACH, Writer

X, A = sp.symbols("x alpha", real=True)
PLAIN = Writer(X, {X: "x"}, {}, [{}])
WITH_ALPHA = Writer(X, {X: "x", A: "alpha"}, {}, [{A: sp.Integer(1)}, {A: sp.Rational(1, 100)}, {A: sp.Integer(4)}])
FAR = np.array([-REACH, -745.0, -40.0, -1.0, -1e-5, 1e-5, 1.0, 40.0, 710.0, REACH])


def exact(expression, x):
    """Its values to 1000 digits, rounded."""
    with mpmath.workdps(1000):
        return np.array([float(sp.lambdify(X, expression, "mpmath")(mpmath.mpf(point))) for point in x])


@pytest.mark.parametrize(
    "formula",
    [
        (sp.exp(X) - sp.exp(-X)) / (sp.exp(X) + sp.exp(-X)),
        sp.log(1 + sp.exp(X)),
        sp.exp(X) - 1,
        X / (1 + sp.exp(-X)),
        (1 + sp.erf(X / sp.sqrt(2))) / 2,
        4 / (sp.exp(X) + sp.exp(-X)) ** 2,
    ],
    ids=str,
)
def test_a_formula_that_overflows_or_cancels_is_written_in_a_form_that_does_not(formula):
    """As it stands each is wrong, or none, somewhere in reach of the plot."""
    x = FAR if formula != sp.exp(X) - 1 else FAR[:-2]
    got, expected = evaluated(PLAIN.write(formula).tree, x), exact(formula, x)
    assert np.abs(got - expected).max() < np.inf
    assert (np.abs(got - expected) <= 1e-12 * np.abs(expected) + 1e-290).all()


def test_a_formula_that_is_good_stays_as_it_is():
    """It is the one readers see."""
    assert PLAIN.write(1 / (1 + sp.exp(-X))).tree == ["/", 1, ["+", 1, ["exp", ["*", -1, "x"]]]]
    assert PLAIN.write(3 * X).tree == ["*", 3, "x"]


def test_cases_are_tried_in_order():
    """With the condition of each but the last, and each row in its best form."""
    elu = sp.Piecewise((X, X > 0), (A * (sp.exp(X) - 1), X <= 0))
    assert WITH_ALPHA.write(elu).tree == ["if", [">", "x", 0], "x", ["*", "alpha", ["expm1", "x"]]]
    assert WITH_ALPHA.write(elu, derivative=1).tree == ["if", [">", "x", 0], 1, ["*", "alpha", ["exp", "x"]]]
    assert WITH_ALPHA.write(elu).cuts == [0]


@pytest.mark.parametrize(
    "formula, at, values",
    [
        (sp.Max(X, 0), [-2, 0, 2], [0, 0, 2]),
        (sp.Min(6, sp.Max(0, X + 3)), [-5, -1, 5], [0, 2, 6]),
        (sp.Abs(X) - sp.Abs(X - 1), [-2, 0.25, 2], [-1, -0.5, 1]),
        (sp.Max(0, 1 - sp.Abs(100 * X - 150)), [1.4, 1.495, 1.505, 1.6], [0, 0.5, 0.5, 0]),
        (sp.Max(X, 0) + sp.log(1 + sp.exp(-sp.Abs(X))), [-700, 0, 700], [np.exp(-700), np.log(2), 700]),
    ],
    ids=str,
)
def test_max_min_and_absolute_values_become_cases(formula, at, values):
    """In any nesting."""
    assert evaluated(PLAIN.write(formula).tree, np.array(at)) == pytest.approx(values, rel=1e-12)


@pytest.mark.parametrize(
    "formula, cuts",
    [
        (sp.Max(X, 0), [0]),
        (sp.Min(6, sp.Max(0, X + 3)), [-3, 3]),
        (sp.Abs(X**2 - 2), [-np.sqrt(2), np.sqrt(2)]),
        (sp.tanh(X), []),
    ],
    ids=str,
)
def test_cuts_are_where_pieces_end(formula, cuts):
    """As exact numbers, rounded once."""
    assert sorted(PLAIN.write(formula).cuts) == pytest.approx(cuts, rel=1e-15)


def test_a_cut_may_depend_on_a_parameter():
    """Where it is the root of a line; other roots are not known for every value of the parameter."""
    shrink = sp.Piecewise((X - A, X > A), (X + A, X < -A), (0, True))
    found = [evaluated(cut, np.array([0.0]), alpha=0.5)[0] for cut in WITH_ALPHA.write(shrink).cuts]
    assert sorted(found) == [-0.5, 0.5]
    with pytest.raises(NotWritable, match="parameter"):
        WITH_ALPHA.write(sp.Max(X**3 + A * X, 1))


def test_a_tree_is_plain_data():
    """It goes through JSON unharmed."""
    written = WITH_ALPHA.write(sp.Piecewise((X, X > 0), (A * (sp.exp(X) - 1), True))).tree
    assert json.loads(json.dumps(written)) == written
