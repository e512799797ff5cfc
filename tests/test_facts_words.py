"""Numbers of proofs in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
import sympy as sp
from flint import arb

from rectified.facts.words import digits, figure, places, shown, within
from rectified.proofs.function import number
from rectified.proofs.result import FINE, NotProved, precision
from rectified.proofs.zero import Zero

THIRD = sp.Rational(1, 3)


def ball(exact):
    with precision(FINE):
        return number(exact)


@pytest.mark.parametrize(
    "value, text",
    [
        (sp.Rational(1, 4), "0.25"),
        (sp.Integer(-3), "−3"),
        (sp.Integer(0), "0"),
        (THIRD, "0.333333"),
        (sp.Rational(2, 3), "0.666667"),
        (sp.sqrt(2), "1.41421"),
        (-ball(sp.pi), "−3.14159"),
        (ball(sp.Rational(11, 10)), "1.10000"),
        (sp.Integer(1234567), "1234570"),
        (sp.Rational(1, 10**6), "1e−6"),
        (sp.exp(-20), "2.06115e−9"),
        (sp.oo, "∞"),
        (-sp.oo, "−∞"),
        (Zero(arb(0, 1e-90), sp.S.Zero, 1), "0"),
    ],
    ids=str,
)
def test_a_number_for_a_reader(value, text):
    """Zeros at the end are dropped only from what is exact: 1.10000 says that six digits are known."""
    assert shown(value) == text


@pytest.mark.parametrize(
    "value, text",
    [
        (sp.Rational(1, 4), "0.25"),
        (sp.Rational("1.05070098735548049341933498529"), "1.05070098735548049341933498529"),
        (THIRD, "0." + "3" * 40),
        (ball(sp.sqrt(2)), "1.414213562373095048801688724209698078570"),
        (sp.exp(-100), "3.720075976020835962959695803863118337359E-44"),
        (arb(1) / 3, "0.33333333333333"),
        (sp.Integer(100), "100"),
    ],
    ids=str,
)
def test_a_figure_has_all_known_digits(value, text):
    """Exact where that takes at most forty, else forty or what a ball is known to."""
    assert figure(value) == text and Decimal(figure(value)).is_finite()


def test_a_ball_around_zero_has_no_digits():
    """Better no figure than one of noise."""
    with pytest.raises(NotProved, match="two digits of a number"):
        digits(arb(0, 1e-30), 6)


def test_what_rounded_constants_leave_is_said_as_such():
    """A mean of 4·10⁻³¹ is 0 to within 10⁻³⁰; one of 10⁻⁵ is a number."""
    assert within(ball(sp.Rational(4, 10**31))) == 30 and within(arb(0, 1.1e-40)) == 39
    assert within(sp.S.Zero) is None and within(ball(sp.Rational(1, 10**5))) is None


@pytest.mark.parametrize(
    "at, kinks, text",
    [
        ((sp.S.One,), (), "at x = 1"),
        ((-sp.S.One, sp.S.One), (), "at x = −1 and 1"),
        (((sp.S.Zero, sp.oo),), {0}, "for x > 0"),
        (((sp.S.Zero, sp.oo), sp.S.Zero), (), "for x ≥ 0"),
        (((-sp.oo, sp.S.Zero),), {0}, "for x < 0"),
        (((-sp.oo, sp.oo),), (), "everywhere"),
        (((sp.S.Zero, sp.S.One), sp.Integer(5)), (), "at x = 5 and for x from 0 to 1"),
    ],
)
def test_where_an_extreme_is_taken(at, kinks, text):
    """At points, and on intervals, whose ends count unless there is a kink."""
    assert places(at, kinks) == text
