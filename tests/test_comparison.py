"""Exact values, errors in units in the last place, and the points at which they are taken."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy as sp
from flint import arb

from rectified.dtypes import DTYPES
from rectified.formulas.balls import NotElementary, NoValue, compiled, value
from rectified.formulas.comparison import Reference, grid, worst_error
from rectified.latex.reader import read

X = sp.Symbol("x", real=True)


def reference(tex: str, **keywords) -> Reference:
    return Reference(read(f"f(x) = {tex}").sides[0], X, {}, **keywords)


@pytest.mark.parametrize(
    "tex, x, expected",
    [
        ("e^x - 1", 5e-324, 5e-324),
        (r"\ln(1 + e^x)", -745.0, 5e-324),
        (r"\frac{e^x - e^{-x}}{e^x + e^{-x}}", 1e308, 1.0),
        (r"\frac{e^x - e^{-x}}{e^x + e^{-x}}", -1e-300, -1e-300),
        (r"\Phi(x)", -38.0, 2.885428360068784e-316),
        (r"x \Phi(x)", 1e300, 1e300),
        (r"\sqrt{x} - \sqrt{x}", 2.0, 0.0),
    ],
)
def test_values_are_right_where_terms_cancel(tex, x, expected):
    """The working precision rises until the value is known, however much of it cancels."""
    assert float(reference(tex)(x).mid()) == expected


def test_what_vanishes_below_every_float_counts_as_known():
    """1 − tanh² at 1e308 is far below the smallest float: its ball is not exact, but certainly there."""
    assert abs(reference(r"1 - \tanh^2(x)")(1e308)) < arb(2) ** -1100


def test_a_formula_may_have_no_value():
    """1/x has none at 0, a logarithm none at −1."""
    for tex, x in ((r"\frac{1}{x}", 0.0), (r"\ln(x)", -1.0)):
        with pytest.raises(NoValue):
            reference(tex)(x)


def test_only_elementary_functions_have_values():
    """A sum over components is refused by name."""
    with pytest.raises(NotElementary, match="Sum"):
        compiled(read(r"f(x)_i = \sum_{j=1}^{n} x_j").sides[0], X, {})


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_grid_reaches_every_corner(dtype):
    """At least 500 points of the dtype, rising, both signs, the extremes, 0, and each boundary with its neighbours."""
    points, limits = grid(dtype, [0.25]), np.finfo(dtype)
    assert points.dtype == dtype and len(points) >= 500 and np.all(np.diff(points) > 0)
    quarter = np.array(0.25, dtype)
    for x in (
        limits.max,
        limits.tiny,
        limits.smallest_subnormal,
        0,
        quarter,
        np.nextafter(quarter, np.array(1, dtype)),
    ):
        assert x in points and -x in points


def test_the_largest_error_is_found_where_it_is():
    """One wrong value among many is the one that is shown; no value wants nan."""
    points = np.linspace(-2, 2, 401, dtype=np.float32)
    got = points.copy()
    got[37] = np.nextafter(got[37], np.float32(9))
    count, worst = worst_error(reference("x"), points, got, slope=False)
    assert (count, worst.x, worst.ulp) == (401, float(points[37]), 1)
    got = np.where(points == 0, np.nan, 1 / np.where(points == 0, 1, points))
    assert worst_error(reference(r"\frac{1}{x}"), points, got, slope=False)[1].ulp <= 0.5
    got[points == 0] = 0
    assert worst_error(reference(r"\frac{1}{x}"), points, got, slope=False)[1].ulp == math.inf


def test_a_slope_beside_its_root_is_judged_by_absolute_error():
    """SiLU's slope has a root at −1.278; plain code is many ulp off beside it, and right in absolute terms."""
    slope = reference(r"\frac{x}{1 + e^{-x}}", derivative=1)

    def code(x):
        s = 1 / (1 + np.exp(-x))
        return s * (1 + x * (1 - s))

    points = np.unique(np.append(np.linspace(-3, 3, 301), [-1.2784645427610738, -1.2784645]))
    assert worst_error(slope, points, code(points), slope=False)[1].ulp > 100
    assert worst_error(slope, points, code(points), slope=True)[1].ulp < 4
    assert worst_error(slope, points, code(points) + 1e-13, slope=True)[1].ulp > 100


def test_one_sided_slopes_are_exact():
    """At a kink the limits from the left and from the right."""
    assert reference(r"\begin{cases} x & x > 0 \\ 2(e^x - 1) & x \le 0 \end{cases}", derivative=1).slopes(0) == (
        2.0,
        1.0,
    )


def test_a_value_known_at_a_float():
    """A compiled expression is a function of balls; its value has 50 digits."""
    ball = value(compiled(sp.exp(X), X, {}), 1.0)
    assert ball.str(50, radius=False) == "2.7182818284590452353602874713526624977572470937000"
