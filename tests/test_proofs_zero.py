"""One zero: its digits, and the fractions that are tried for it."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp
from flint import arb

from rectified.proofs.function import Smooth
from rectified.proofs.result import precision
from rectified.proofs.zero import plain, refined, simplest

X = sp.Symbol("x", real=True)


def test_a_zero_is_refined_to_seventy_digits():
    """√2, by Newton steps from a wide box, and from one with the zero near an end."""
    smooth = Smooth(X**2 - 2, X)
    for low, high in ((0.5, 100.0), (1.4142135623730949, 3.0)):
        place = refined(smooth, low, high)
        with precision(400):
            assert place.overlaps(arb(2).sqrt()) and place.rad() < arb(10) ** -75


@pytest.mark.parametrize(
    "low, high, fraction",
    [(-1.0, 2.0, "0"), (0.3, 0.4, "1/3"), (-0.4, -0.3, "-1/3"), (3.1, 3.2, "16/5"), (0.5, 0.5, "1/2"), (2.5, 9.0, "3")],
)
def test_the_simplest_fraction_between_two_floats(low, high, fraction):
    """Where exact zeros are looked for."""
    assert simplest(low, high) == Fraction(fraction)


def test_a_plain_fraction_is_told_from_what_lies_beside_it():
    """1/3, but neither √2 nor a number that is 1/3 to twenty digits."""
    third, beside = sp.Rational(1, 3), sp.Rational(1, 3) + sp.Rational(1, 10**20)
    for zero, expected in ((third, third), (beside, None), (sp.sqrt(2), None)):
        smooth = Smooth(X - zero, X)
        assert plain(smooth, refined(smooth, 0.1, 2.0)) == expected
