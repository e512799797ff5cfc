"""Zeros on an interval: all of them, each alone, nothing that is none, and the signs between them."""

from __future__ import annotations

import pytest
import sympy as sp

from rectified.proofs.chart import chart, without_positive_factors
from rectified.proofs.function import Smooth
from rectified.proofs.result import NotProved

X = sp.Symbol("x", real=True)
TINY = sp.Rational(1, 10**14)
NEEDLE = sp.exp(-((1000 * (X - sp.Rational(3, 10))) ** 2))


def places(found):
    """Exact places as they are, others as floats."""
    return [zero.exact if zero.exact is not None else float(zero.place) for zero in found]


@pytest.mark.parametrize(
    "expression, zeros, signs",
    [
        (X, [0], (-1, 1)),
        ((X - 1) ** 2, [1], (1, 1)),
        ((X - 1) ** 2 * (X + 2), [-2, 1], (-1, 1, 1)),
        ((sp.exp(X) - 1) ** 2, [0], (1, 1)),
        (X - sp.tanh(X), [0], (-1, 1)),
        ((X - 1) ** 2 - TINY, [1 - sp.Rational(1, 10**7), 1 + sp.Rational(1, 10**7)], (1, -1, 1)),
        ((X - 1) ** 2 + TINY, [], (1,)),
        (NEEDLE - sp.Rational(1, 2), None, (-1, 1, -1)),
        (X**2 - 2, None, (1, -1, 1)),
        (sp.exp(X) - 2 - X, None, (1, -1, 1)),
        (sp.S.Zero, [], (0,)),
        (sp.sinh(X) - X - X**3 / 6, [0], (-1, 1)),
        (X**3 - X / 10**6, [sp.Rational(-1, 1000), 0, sp.Rational(1, 1000)], (-1, 1, -1, 1)),
    ],
    ids=str,
)
def test_zeros_and_signs_on_the_whole_line(expression, zeros, signs):
    """Simple and multiple ones, two very close together, and a pair that just does not meet the axis."""
    found = chart(Smooth(expression, X), -sp.oo, sp.oo)
    assert found.signs == signs
    if zeros is not None:
        assert [float(place) for place in places(found.zeros)] == pytest.approx([float(z) for z in zeros], abs=1e-15)


def test_multiplicity_is_counted_at_exact_points():
    """1 for a crossing; 2 and 3 by Taylor's theorem."""
    cases = ((X * (X + 3), [1, 1]), ((X - 1) ** 2 * (X + 2), [1, 2]), (X - sp.tanh(X), [3]), (X**5, [5]))
    for expression, expected in cases:
        found = chart(Smooth(expression, X), -sp.oo, sp.oo)
        assert [zero.multiplicity for zero in found.zeros] == expected


@pytest.mark.parametrize(
    "expression, low, high, zeros, signs",
    [
        (sp.exp(X) - 1, -sp.oo, 0, [], (-1,)),
        (X**2, 0, sp.oo, [], (1,)),
        (X**2 - 2, sp.sqrt(2), 3, [], (1,)),
        (X**2 - 2, 1, sp.sqrt(2), [], (-1,)),
        (X**2 - 2, 1, sp.Rational(14142136, 10**7), [1.4142135623730951], (-1, 1)),
        (sp.sin(X), 0, sp.pi, [], (1,)),
        (sp.sin(X), -1, 7, [0, 3.141592653589793, 6.283185307179586], (-1, 1, -1, 1)),
        (X + 5, -sp.oo, -5, [], (-1,)),
        ((X - 1) ** 2, 0, 1, [], (1,)),
    ],
    ids=str,
)
def test_ends_are_not_part_of_the_interval(expression, low, high, zeros, signs):
    """A zero at an end, rational or not, belongs to the joint; one just inside is found."""
    found = chart(Smooth(expression, X), sp.sympify(low), sp.sympify(high))
    assert found.signs == signs and places(found.zeros) == pytest.approx(zeros, abs=1e-15)


@pytest.mark.parametrize("expression", [sp.sin(X), sp.sin(X) + 2, X * sp.cos(X)], ids=str)
def test_oscillation_on_the_whole_line_is_not_proved(expression):
    """Not even that sin x + 2 is positive: its tails are not enclosed."""
    with pytest.raises(NotProved, match="an enclosure of the tail"):
        chart(Smooth(expression, X), -sp.oo, sp.oo)


@pytest.mark.parametrize(
    "expression",
    [(X**2 - 2) ** 2 * (X**2 + X + 1), 1 / X, X**2 - 2 * sp.sqrt(2) * X + 2 + TINY**4, sp.sqrt(X**2 - 2 * X + 1)],
    ids=str,
)
def test_what_cannot_be_told_apart_is_not_proved(expression):
    """A double zero at an irrational point, a pole, a dip to 10⁻⁵⁶, and a kink that is written as a root."""
    with pytest.raises(NotProved, match=r"not proved on ℝ within 3000 boxes: the zeros of"):
        chart(Smooth(expression, X), -sp.oo, sp.oo, 3000)


def test_positive_factors_are_left_out():
    """They change neither zeros nor signs, but exp(1/x) is not one: it is not defined at 0."""
    assert without_positive_factors(Smooth(X * sp.exp(-X) / (1 + sp.exp(X)), X)).expression == X
    assert without_positive_factors(Smooth(X * sp.exp(1 / X), X)).expression == X * sp.exp(1 / X)
