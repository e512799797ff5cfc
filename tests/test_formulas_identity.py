"""Whether two formulas are equal, and how that was found."""

from __future__ import annotations

import math

import mpmath
import pytest
import sympy as sp

from rectified.formulas.identity import Comparison, compare, remoteness, shown
from rectified.latex.reader import read

X, A = sp.symbols("x alpha", real=True)
POINTS = [-1e300, -3.0, -1.0, -1e-8, 0.0, 1e-8, 0.5, 1.0, 3.0, 1e300]


def compared(first: str, second: str, *, derivative: int = 0, **values) -> Comparison:
    one, other = (read(f"f(x) = {tex}").sides[0] for tex in (first, second))
    exact = {A: sp.Rational(values["alpha"])} if values else {}
    return compare(one, other, X, exact, POINTS, derivative=derivative)


@pytest.mark.parametrize(
    "first, second",
    [
        (r"\tanh x", r"\frac{e^x - e^{-x}}{e^x + e^{-x}}"),
        (r"\frac{1}{1 + e^{-x}}", r"\frac{e^x}{e^x + 1}"),
        (r"(x + 1)^2", "x^2 + 2x + 1"),
        (r"\max(x, 0)", r"\frac{x + |x|}{2}"),
        (r"\sinh^2 (x) + 1", r"\cosh^2(x)"),
    ],
)
def test_algebra_that_shows_equality_is_a_proof(first, second):
    """On every piece; the values at all ten points were compared as well."""
    assert compared(first, second) == Comparison(len(POINTS), proved=True)


def test_what_algebra_leaves_open_is_settled_by_values():
    """softplus(x) − x = softplus(−x): no proof is claimed, only the number of points."""
    found = compared(r"\ln(1 + e^x) - x", r"\ln(1 + e^{-x})")
    assert found == Comparison(len(POINTS))


def test_a_proof_is_one_on_every_piece():
    """What is shown right of 0 and left open on its other side is not proved."""
    rows = r"\begin{{cases}} x & x > 0 \\ {} & x \le 0 \end{{cases}}"
    found = compared(rows.format(r"\ln(1 + e^x) - x"), rows.format(r"\ln(1 + e^{-x})"))
    assert found == Comparison(len(POINTS))


def test_a_long_difference_is_left_to_values():
    """Beyond eighty operations no algebra is tried, so that it always ends soon."""
    long = " + ".join(rf"\frac{{x}}{{{number} + x^2}}" for number in range(1, 30))
    found = compared(f"({long}) (x + 1)", f"({long}) x + {long}")
    assert (found.proved, found.points) == (False, len(POINTS))


@pytest.mark.parametrize(
    "first, second, at, one, other",
    [
        ("x", r"x + 10^{-40}", -1.0, "-1.0", "-1.0"),
        ("x^2", "x^3", -1.0, "1.0", "-1.0"),
        ("|x|", "x", -1.0, "1.0", "-1.0"),
        (r"\ln x", r"\ln |x|", -1.0, "no value", "0.0"),
    ],
)
def test_a_difference_is_shown_at_the_plainest_point(first, second, at, one, other):
    """Nearest to ±1 in size, with both values to 17 digits, or that there is none."""
    found = compared(first, second)
    assert (found.differs_at, found.first, found.second, found.proved) == (at, one, other, False)


def test_no_value_is_equal_to_no_value_alone():
    """ln|x| has none at its boundary 0, as ln(x²)/2 has none; a formula that is 0 there differs from it."""
    assert compared(r"\ln |x|", r"\frac{\ln x^2}{2}") == Comparison(len(POINTS))
    found = compared(r"\ln |x|", r"\begin{cases} 0 & x = 0 \\ \frac{\ln x^2}{2} & x \ne 0 \end{cases}")
    assert (found.differs_at, found.first, found.second) == (0.0, "no value", "0.0")


def test_differences_below_the_known_digits_do_not_count():
    """Values are equal to 45 digits or not equal."""
    assert compared("x", r"x (1 + 10^{-46})").differs_at is None
    assert compared("x", r"x (1 + 10^{-44})").differs_at in (-1.0, 1.0)


def test_a_boundary_is_compared_exactly_when_values_are():
    """Two ramps that differ at their kink alone: found between values, and of no concern to a derivative."""
    low = r"\begin{cases} x & x > \frac{1}{3} \\ 0 & x \le \frac{1}{3} \end{cases}"
    high = low.replace(r"x > ", r"x \ge ").replace(r"x \le ", "x < ")
    found = compared(low, high)
    assert (found.differs_at, found.first, found.second) == (1 / 3, "0.0", "0.33333333333333333")
    slope = high.replace("x &", "1 &")
    assert compared(low, slope, derivative=1).differs_at is None


@pytest.mark.parametrize("order, expected", [(1, r"3 x^2"), (2, r"6 x"), (3, "6")])
def test_a_derivative_of_any_order_is_compared(order, expected):
    """Of the first with the second as it stands."""
    assert compared("x^3", expected, derivative=order) == Comparison(len(POINTS), proved=True)
    assert compared("x^3", expected + " + 1", derivative=order).differs_at in (-1.0, 1.0)


def test_points_on_a_boundary_are_left_out_of_derivatives():
    """|x| has no slope at 0, the one point of the ten that is on its boundary."""
    assert compared("|x|", r"\frac{|x|}{x}", derivative=1).points == len(POINTS) - 1


def test_parameters_take_their_values():
    """max(x, αx) is |x| for α = −1 alone."""
    assert compared("|x|", r"\max(x, \alpha x)", alpha="-1").differs_at is None
    assert compared("|x|", r"\max(x, \alpha x)", alpha="-1/2").differs_at == -1.0


@pytest.mark.parametrize("x, expected", [(1.0, 0), (-1.0, 0), (8.0, 3), (-0.125, 3), (0.0, math.inf)])
def test_remoteness_is_the_distance_from_one_in_powers_of_two(x, expected):
    """Of either sign; zero is farther away than every other number."""
    assert remoteness(x) == expected


@pytest.mark.parametrize(
    "exact, expected",
    [(None, "no value"), (mpmath.mpf(1) / 4, "0.25"), (mpmath.mpf(2) ** 100, "1.2676506002282294e+30")],
)
def test_a_number_is_shown_to_seventeen_digits(exact, expected):
    """Enough to tell neighbouring floats apart."""
    assert shown(exact) == expected
    assert shown(mpmath.mpf(2) ** 0.5).startswith("1.414213562373095")
