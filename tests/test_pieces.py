"""Cutting a formula into smooth pieces, and counting the rows of `cases`."""

from __future__ import annotations

import pytest
import sympy as sp

from rectified.formulas.pieces import Unclear, boundaries, miscounts, pieces
from rectified.latex.reader import read

X, A = sp.symbols("x alpha", real=True)


def side(tex: str):
    return read(f"f(x) = {tex}").sides[0]


def cases(*rows: str):
    body = r" \\ ".join(rows)
    return read(rf"f(x) = \begin{{cases}} {body} \end{{cases}}").cases[0].conditions


@pytest.mark.parametrize(
    "tex, cuts, between",
    [
        (r"e^x", [], [sp.exp(X)]),
        (r"\max(0, x)", [0], [0, X]),
        (r"\min(6, \max(0, x + 3))", [-3, 3], [0, X + 3, 6]),
        (r"|x| - |x - 1|", [0, 1], [-1, 2 * X - 1, 1]),
        (r"\left| |x| - 1 \right|", [-1, 0, 1], [-X - 1, X + 1, 1 - X, X - 1]),
        (r"\begin{cases} x^2 & x^2 < 2 \\ 2 & \text{otherwise} \end{cases}", [-sp.sqrt(2), sp.sqrt(2)], [2, X**2, 2]),
        (r"\begin{cases} 1 & e^x < 2 \\ x & x \ge \ln 2 \end{cases}", [sp.log(2)], [1, X]),
    ],
)
def test_a_formula_is_smooth_between_its_boundaries(tex, cuts, between):
    """Boundaries are exact, and each piece is free of cases, max and bars."""
    found = pieces(side(tex), X, {})
    assert list(found.boundaries) == cuts
    assert [sp.expand(piece) for piece in found.between] == between


def test_a_boundary_may_depend_on_a_parameter():
    """Parameters take their values where they decide a boundary, and stay symbols elsewhere."""
    found = pieces(
        side(r"\begin{cases} \alpha x & x < 2\alpha \\ 0 & x \ge 2\alpha \end{cases}"), X, {A: sp.Rational(1, 2)}
    )
    assert found.boundaries == (1,)
    assert found.between == (A * X, 0)


def test_a_float_is_on_a_boundary_or_beside_it():
    """The float nearest to 1/3 is not 1/3, and 0 is 0."""
    found = pieces(side(r"\max(0, x, 3x - 1)"), X, {})
    assert found.boundaries == (0, sp.Rational(1, 3), sp.Rational(1, 2))
    assert found.place(0.0) == (0, False)
    assert found.place(-5e-324) == (0, True)
    assert found.place(1 / 3) == (1, True)
    assert found.place(0.5) == (2, False)


def test_a_boundary_without_an_exact_form_is_refused():
    """Where the cosine crosses the identity has no closed form."""
    with pytest.raises(Unclear, match="cannot be found exactly"):
        boundaries(side(r"\max(\cos(x), x)"), X, {})


@pytest.mark.parametrize(
    "rows, expected",
    [
        (["1 & x > 0", "2 & x \\le 0"], []),
        (["1 & x > 0", r"2 & \text{otherwise}"], []),
        (["1 & |x| < 1", "2 & x \\ge 1", "3 & x \\le -1"], []),
        (["1 & x > 0", "2 & x < 0"], [("x = 0", ())]),
        (["1 & x \\ge 0", "2 & x \\le 0"], [("x = 0", (1, 2))]),
        (["1 & x > 1", "2 & x < 0"], [("0 ≤ x ≤ 1", ())]),
        (["1 & x > 0", "2 & x \\le 1"], [("0 < x ≤ 1", (1, 2))]),
        (["1 & -1 < x \\le 1"], [("x ≤ -1", ()), ("x > 1", ())]),
        (["1 & x > 0", "2 & x > 0", "3 & x \\le 0"], [("x > 0", (1, 2))]),
        (["1 & x < 2", "2 & x > 1", r"3 & \text{otherwise}"], [("1 < x < 2", (1, 2))]),
        (["1 & x^2 \\ge 0", "2 & x > 3"], [("x > 3", (1, 2))]),
    ],
)
def test_rows_cover_the_line_once(rows, expected):
    """Each gap and each overlap is found as one stretch, ends included where they belong to it."""
    assert [(found.where, found.rows) for found in miscounts(cases(*rows), X, {})] == expected
