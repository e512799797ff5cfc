"""Bounds over closed intervals."""

from __future__ import annotations

import math

import pytest
import sympy as sp
from flint import arb

from rectified.proofs.domain import Domain
from rectified.proofs.enclosure import bounds, enclosed, outward
from rectified.proofs.function import Function, Smooth
from rectified.proofs.result import NotProved, Unbounded

X = sp.Symbol("x", real=True)
NEEDLE = sp.exp(-((1000 * (X - sp.Rational(3, 10))) ** 2))

#: The highest value of tanh x + needle: a step of Newton's method from 0.3, where the needle's slope is 0 and its
#: second derivative −2·10⁶, raises tanh 0.3 + 1 by (tanh′ 0.3)²/(4·10⁶).
NEEDLE_TOP = math.tanh(0.3) + 1 + (1 - math.tanh(0.3) ** 2) ** 2 / 4e6


@pytest.mark.parametrize(
    "expression, low, high, least, greatest",
    [
        (X**2, -1, 2, 0, 4),
        (X**3 - X, -1, 1, -2 / (3 * math.sqrt(3)), 2 / (3 * math.sqrt(3))),
        (sp.sin(X), 0, 4, math.sin(4), 1),
        (sp.Abs(X - sp.Rational(1, 3)), 0, 1, 0, 2 / 3),
        (sp.Piecewise((X, X < 1), (5, X <= 1), (0, True)), 0, 2, 0, 5),
        (sp.tanh(X) + NEEDLE, -5, 5, math.tanh(-5), NEEDLE_TOP),
        (sp.Integer(7), 0, 1, 7, 7),
        (X, -sp.sqrt(2), sp.sqrt(3), -math.sqrt(2), math.sqrt(3)),
    ],
    ids=str,
)
def test_both_bounds_to_the_width_asked_for(expression, low, high, least, greatest):
    """By hand, at ends, inside, at a kink and at a single point that stands apart."""
    found = bounds(Function(expression, X, domain=Domain(low, high)), 1e-9)
    assert abs(found.least - least) < 2e-9 and abs(found.greatest - greatest) < 2e-9
    assert found.least.rad() < 1e-9 and found.greatest.rad() < 1e-9
    assert found.domain == Domain(low, high) and found.precision == 128 and found.boxes > 0


def test_a_needle_that_sampling_misses_is_found():
    """A thousand samples of a bump a thousandth wide see nothing above 0.001; the bound does, and says where."""
    function = Function(NEEDLE, X, domain=Domain(-10, 10))
    assert max(math.exp(-((1000 * (-10 + 20 * k / 999 - 0.3)) ** 2)) for k in range(1000)) < 0.001
    found = bounds(function, 1e-9)
    assert abs(found.greatest - 1) < 1e-9 and found.greatest_in[0] <= 0.3 <= found.greatest_in[1]


def test_an_unbounded_domain_needs_tails():
    """The error says so, and what to use."""
    with pytest.raises(Unbounded, match=r"the domain \[0, ∞\) is unbounded, .* use bounds.extremes"):
        bounds(Function(X, X, domain=Domain(0, sp.oo)))


def test_a_pole_is_never_bounded():
    """1/x about 0 stays open until the budget ends."""
    with pytest.raises(NotProved, match="a bound of 1/x"):
        bounds(Function(1 / X, X, domain=Domain(-1, 2)), budget=200)


def test_the_centred_form_is_used_where_it_is_narrower():
    """x − x² over [0.4, 0.6]: plain arithmetic gives a width of 0.4, the centred form 0.04."""
    values = enclosed(Smooth(X - X**2, X), 0.4, 0.6)
    assert values.contains(0.24) and values.contains(0.25) and values.rad() < 0.03
    whole = arb(0.4).union(arb(0.6))
    assert (whole - whole**2).rad() > 0.15


def test_floats_outside_of_an_exact_number():
    """The float itself where it is one, else the next one out."""
    assert outward(sp.Rational(1, 2), 1) == outward(sp.Rational(1, 2), -1) == 0.5
    for number in (sp.Rational(1, 3), sp.sqrt(2), -sp.pi):
        low, high = outward(number, -1), outward(number, 1)
        assert sp.Rational(low) < number < sp.Rational(high) and high - low <= 2 * math.ulp(low)
