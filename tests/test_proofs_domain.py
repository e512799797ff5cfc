"""Domains: exact ends, and how they are written."""

from __future__ import annotations

import math

import pytest
import sympy as sp

from rectified.proofs.domain import LINE, Domain


@pytest.mark.parametrize(
    "low, high, written",
    [
        (-sp.oo, sp.oo, "ℝ"),
        (-math.inf, 2, "(−∞, 2]"),
        (0, math.inf, "[0, ∞)"),
        (sp.Rational(-1, 3), sp.sqrt(2), "[−1/3, 1.41421]"),
        (0.1, 2.5, "[0.1, 5/2]"),
    ],
)
def test_a_domain_is_written_as_an_interval(low, high, written):
    """Whatever kind of number its ends are."""
    assert str(Domain(low, high)) == written


def test_a_float_is_taken_for_what_it_is():
    """0.1 is not a tenth."""
    assert Domain(0.1, 1).low == sp.Rational(0.1) != sp.Rational(1, 10)
    assert Domain(0, 1).bounded and not Domain(0, sp.oo).bounded and Domain(-sp.oo, sp.oo) == LINE


@pytest.mark.parametrize("low, high", [(1, 1), (2, 1), (sp.oo, -sp.oo)])
def test_a_domain_without_inside_is_refused(low, high):
    """The message names both ends."""
    with pytest.raises(ValueError, match="a domain needs low < high, not"):
        Domain(low, high)


@pytest.mark.parametrize("end", [sp.Symbol("a"), sp.I, "nan"], ids=str)
def test_an_end_is_a_real_number(end):
    """Not a symbol, a complex number or NaN."""
    with pytest.raises(TypeError, match="the end of a domain must be one real number"):
        Domain(0, end)
