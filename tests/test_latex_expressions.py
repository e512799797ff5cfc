"""Parsed formulas as SymPy: how products, quotients, powers, sums and conditions bind."""

from __future__ import annotations

import pytest
import sympy as sp

from rectified.latex.reader import FormulaError, read

X, Y, N = sp.Symbol("x", real=True), sp.Symbol("y", real=True), sp.Symbol("n", integer=True, positive=True)
J = sp.Symbol("j", integer=True)


@pytest.mark.parametrize(
    "tex, expected",
    [
        ("-x^2", -(X**2)),
        ("2x^2", 2 * X**2),
        ("x - y - 1", X - Y - 1),
        ("x / y / 2", X / (2 * Y)),
        (r"x / y \cdot 2", 2 * X / Y),
        (r"\frac{x}{2y}", X / (2 * Y)),
        (r"\sqrt{x^2 + 1}", sp.sqrt(X**2 + 1)),
        (r"e^{x y}", sp.exp(X * Y)),
        (r"\tanh^2(x)", sp.tanh(X) ** 2),
        (r"\ln x^2", sp.log(X**2)),
        (r"\max(x, -1)^2", sp.Max(X, -1) ** 2),
        (r"+x", X),
        (r"0.1", sp.Rational(1, 10)),
        (r"x_{0} y", sp.Symbol("x_0", real=True) * Y),
        (r"[x + 1] (y)", (X + 1) * Y),
    ],
)
def test_signs_bind_as_mathematicians_read_them(tex, expected):
    """Powers before products, products before signs, quotients from the left."""
    assert sp.expand(read(f"f(x) = {tex}").sides[0] - expected) == 0


@pytest.mark.parametrize(
    "condition, true_at",
    [
        (r"x > 0", [1, 2]),
        (r"-1 \le x < 2", [-1, 0, 1]),
        (r"x < -1 \text{ or } x > 1", [-2, 2]),
        (r"x > -2 \text{ and } x < 0", [-1]),
        (r"x \ge 1", [1, 2]),
        (r"x = 1", [1]),
        (r"x \ne 0", [-2, -1, 1, 2]),
        (r"x < -1 \text{ or } x > -1 \text{ and } x < 1", [-2, 0]),
    ],
)
def test_a_condition_holds_where_it_says(condition, true_at):
    """At −2 … 2; `and` binds tighter than `or`, and a chain means both of its relations."""
    (cases,) = read(rf"f(x) = \begin{{cases}} 1 & {condition} \\ 0 & \text{{otherwise}} \end{{cases}}").cases
    assert [x for x in range(-2, 3) if cases.conditions[0].subs(X, x)] == true_at
    assert cases.conditions[1] is None


def test_an_index_is_one_inside_its_sum_only():
    """Σ over j of x_j has components and a bound that is no parameter; outside, x_j is a symbol of that name."""
    equation = read(r"f(x)_i = x_i + \sum_{j=1}^{n} x_j + x_j")
    components = sp.IndexedBase("x")
    own, total, outside = components[sp.Symbol("i", integer=True)], sp.Sum(components[J], (J, 1, N)), "x_j"
    assert equation.sides == (own + total + sp.Symbol(outside, real=True),)
    assert set(equation.places) == {"x", "x_j"} and equation.index == "i"


@pytest.mark.parametrize(
    "tex, column, message",
    [
        (r"2 \ln x y", 16, "what the function before this applies to"),
        (r"x / 2y", 12, "what `/` divides by what"),
        (r"\ln x / y", 16, "what `/` divides by what"),
        (r"\tanh^{-1}(x)", 14, "inverse or the reciprocal"),
        (r"\max(x)", 8, "`max` with 1 arguments"),
        (r"\exp(x, y)", 8, "`exp` with 2 arguments"),
        (r"\sqrt12", 13, "`12` after a command without braces"),
    ],
)
def test_what_has_two_readings_is_refused(tex, column, message):
    """At the place from which on it is not clear."""
    with pytest.raises(FormulaError, match=message) as refused:
        read(f"f(x) = {tex}")
    assert (refused.value.line, refused.value.column) == (1, column)
