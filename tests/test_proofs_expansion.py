"""Expansions at infinity: they must hold the true values all along the tail."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp
from flint import arb

from rectified.proofs.expansion import Expansion, NoExpansion, Scale, TooEarly
from rectified.proofs.function import Smooth
from rectified.proofs.result import precision
from rectified.proofs.tails import expansion

X = sp.Symbol("x", real=True)
U = sp.sqrt(2 / sp.pi) * (X + sp.Rational(44715, 10**6) * X**3)
BOTH = [
    sp.log(1 + sp.exp(X)),
    X / (1 + sp.exp(-X)),
    X * (1 + sp.erf(X / sp.sqrt(2))) / 2,
    X * (1 + sp.tanh(U)) / 2,
    X * sp.tanh(sp.log(1 + sp.exp(X))),
    X / sp.sqrt(1 + X**2),
    sp.erfc(X) * sp.exp(X**2),
    sp.atan(X) + sp.cosh(X) * sp.exp(-2 * X),
    (X**2 + 1) ** -3,
]
RIGHT = [
    sp.exp(sp.exp(-X) + 1 / X) - 1,
    (1 + 1 / X) ** sp.Rational(1, 3),
    (1 + 1 / X) ** sp.sqrt(2),
    2 ** (-X) + sp.sinh(1 / X),
]


@pytest.mark.parametrize("order", [0, 1, 2])
@pytest.mark.parametrize("side, expression", [*((s, e) for e in BOTH for s in (1, -1)), *((1, e) for e in RIGHT)])
def test_the_true_value_lies_in_the_expansion(expression, order, side):
    """The sum of its terms at a point, with balls as coefficients, holds the value there to 200 digits or its radius."""
    smooth = Smooth(expression, X).derivative(order)
    with precision(128):
        found = expansion(smooth, side, 8)
    with precision(700):
        for y in (8, 9, 13, 40, 100):
            point = arb(y)
            held = sum((_ball(c) * _value(scale, point) for scale, c in found.terms), arb(0))
            assert held.overlaps(smooth(side * point))
            relative = held / _value(found.terms[0][0], point)
            assert found.relative().overlaps(relative)


def _ball(coefficient):
    return Smooth(coefficient, X)(arb(0)) if isinstance(coefficient, sp.Basic) else coefficient


def _value(scale, y):
    exponent = sum(c * X ** (i + 1) for i, c in enumerate(scale.exponent))
    return Smooth(X**scale.power * sp.exp(exponent), X)(y)


def test_a_wrong_term_would_be_seen():
    """The test above has teeth: the expansion of tanh without its second term does not hold tanh's values."""
    with precision(128):
        found = expansion(Smooth(sp.tanh(X), X), 1, 8)
    (one, exact), (second, _) = found.terms[:2]
    assert exact == 1 and one == Scale(sp.S.Zero) and second.exponent == (-2,)
    with precision(700):
        assert not arb(1).overlaps(arb(8).tanh())


def test_exact_cancellation_leaves_the_small_terms():
    """x − x·σ(x) is x·exp(−x) and less, though x is 10⁴³⁴ times as large at 1000."""
    with precision(128):
        found = expansion(Smooth(X - X / (1 + sp.exp(-X)), X), 1, 2)
        assert found.terms[0] == (Scale(sp.S.One, (-sp.S.One,)), 1) and found.relative() > 0


def test_scales_are_ordered_by_growth():
    """A Gaussian below an exponential below a power, whatever the coefficients."""
    terms = [Scale(sp.Integer(9), (0, sp.Rational(-1, 10**6))), Scale(sp.Integer(-5)), Scale(sp.Integer(50), (-1,))]
    found = Expansion(100, [(scale, sp.Integer(10**9)) for scale in terms[:1] + terms[2:] + terms[1:2]])
    assert [scale.power for scale, _ in found.terms] == [-5, 50, 9]


def test_a_scale_that_still_rises_has_no_highest_value():
    """y·exp(−y) rises until 1, and its highest value from 2 on is that at 2."""
    scale = Scale(sp.S.One, (-sp.S.One,))
    with pytest.raises(TooEarly, match="still rises"):
        scale.highest(arb("0.5"))
    with mpmath.workdps(30):
        assert abs(mpmath.mpf(scale.highest(arb(2)).mid().str(15, radius=False)) - 2 * mpmath.exp(-2)) < 1e-14


def test_many_terms_are_enclosed_together():
    """A sum of twenty powers keeps eight terms, the last with what the others come to."""
    total = sum(X**-k for k in range(1, 21))
    found = expansion(Smooth(total, X), 1, 4)
    assert len(found.terms) == 8
    held = sum((_ball(c) * _value(scale, arb(5)) for scale, c in found.terms), arb(0))
    assert held.contains(Smooth(total, X)(arb(5)).mid())


@pytest.mark.parametrize(
    "expression, reason",
    [
        (sp.sin(X), "sin is not expanded"),
        (sp.exp(sp.exp(X)), "what is no exact polynomial"),
        (sp.log(X), "the logarithm of a power"),
        (sp.log(-sp.exp(X)), "of what is not positive"),
        (sp.sqrt(-X), "a root of what is not positive"),
        (sp.erf(1 / X), "does not tend to ±∞"),
        (sp.atan(1 + 1 / X), "neither to ±∞ nor to 0"),
    ],
    ids=str,
)
def test_what_has_no_expansion_is_refused(expression, reason):
    """By name, rather than by a wrong bound."""
    with pytest.raises(NoExpansion, match=reason):
        expansion(Smooth(expression, X), 1, 8)


def test_a_function_that_is_zero_has_no_terms():
    """And cannot be divided by, nor be the argument of an error function."""
    zero = Expansion(2, [])
    assert zero.is_zero and zero.growth == -1 and zero.values() == 0
    for use in (lambda: zero.power(sp.S.NegativeOne), zero.log, zero.erfc):
        with pytest.raises(NoExpansion):
            use()
    with pytest.raises(NoExpansion, match="unbounded"):
        expansion(Smooth(X, X), 1, 2).values()


def test_a_series_needs_a_late_enough_start():
    """1/(1 − 4/x) has a pole at 4: no expansion from 2 on, one from 16 on."""
    smooth = Smooth(1 / (1 - 4 / X), X)
    with pytest.raises(TooEarly):
        expansion(smooth, 1, 2)
    assert expansion(smooth, 1, 16).relative() > 0
