"""Enclosures of the values of smooth expressions."""

from __future__ import annotations

import flint
import mpmath
import pytest
import sympy as sp
from flint import acb, arb

from rectified.formulas.balls import NotElementary, NoValue, compiled, number, value

X, A = sp.symbols("x alpha", real=True)


@pytest.mark.parametrize(
    "expression, reference",
    [
        (X**2 - sp.Rational(1, 3), lambda x: x**2 - mpmath.mpf(1) / 3),
        (X**-3, lambda x: 1 / (x * x * x)),
        (sp.sqrt(X), lambda x: mpmath.root(x, 2)),
        (X ** sp.Rational(1, 3), lambda x: mpmath.root(x, 3)),
        (X**X, lambda x: mpmath.e ** (x * mpmath.log(x))),
        (sp.pi * sp.E * X, lambda x: mpmath.pi * mpmath.e * x),
        (sp.exp(-X), lambda x: 1 / mpmath.exp(x)),
        (sp.log(X), lambda x: mpmath.log(x)),
        (sp.tanh(X), lambda x: mpmath.sinh(x) / mpmath.cosh(x)),
        (sp.sinh(X), lambda x: (mpmath.exp(x) - mpmath.exp(-x)) / 2),
        (sp.cosh(X), lambda x: (mpmath.exp(x) + mpmath.exp(-x)) / 2),
        (sp.sin(X), lambda x: mpmath.cos(mpmath.pi / 2 - x)),
        (sp.cos(X), lambda x: mpmath.sin(mpmath.pi / 2 - x)),
        (sp.atan(X), lambda x: mpmath.pi / 2 - mpmath.atan(1 / x)),
        (sp.erf(X), lambda x: mpmath.erf(x)),
        (sp.erfc(X), lambda x: mpmath.erfc(x)),
    ],
    ids=lambda each: str(each) if isinstance(each, sp.Basic) else None,  # a function's text differs in each process
)
@pytest.mark.parametrize("x", [0.1, 3.0])
def test_a_value_is_known_to_fifty_digits(expression, reference, x):
    """Against mpmath at 80 digits, with another formula where there is one; the float 0.1 is taken as it is."""
    with mpmath.workdps(80):
        expected = reference(mpmath.mpf(x))
        assert abs(number(value(compiled(expression, X, {}), x)) / expected - 1) < mpmath.mpf(10) ** -50


def test_digits_lost_to_cancellation_are_made_up_for():
    """exp(x) − 1 loses 60 bits at 2⁻⁶⁰; 170 are left, fifty digits and more."""
    assert value(compiled(sp.exp(X) - 1, X, {}), 2.0**-60).rel_accuracy_bits() >= 170


@pytest.mark.parametrize("power", [1, 2, 3, 8])
def test_a_ball_about_zero_has_whole_powers(power):
    """Its middle is exactly 0, for which python-flint's own power is NaN."""
    found = compiled(X**power, X, {})(arb(0, 0.5))
    assert found.is_finite() and found.contains(0.5**power) and found.rad() < 0.6
    assert not compiled(X**-power, X, {})(arb(0, 0.5)).is_finite()


def test_symbols_take_their_exact_values():
    """A parameter is the number that is given, not the nearest float, as factor and as exponent."""
    third = compiled(A * X, X, {A: sp.Rational(1, 3)})
    assert value(third, 3.0).contains(1) and not value(third, 3.0).contains(arb(1) + arb(2) ** -160)
    assert value(compiled(X**A, X, {A: sp.Integer(3)}), -2.0) == -8


@pytest.mark.parametrize("expression", [A * X, sp.Max(X, 0), sp.Abs(X), sp.nan, sp.zoo * X, sp.gamma(X)], ids=str)
def test_what_cannot_be_enclosed_is_refused(expression):
    """A symbol without a value, what is not smooth, and what is no number, when compiled rather than when called."""
    with pytest.raises(NotElementary, match="is not made of elementary functions of real numbers"):
        compiled(expression, X, {})


@pytest.mark.parametrize(
    "expression, x",
    [(1 / X, 0.0), (sp.log(X), 0.0), (sp.sqrt(X), -1.0), (X ** sp.Rational(1, 3), -8.0), (1 / (sp.exp(X) - 1), 0.0)],
    ids=str,
)
def test_a_point_without_a_value_is_named(expression, x):
    """A pole, or a value that is not real."""
    with pytest.raises(NoValue, match=f"no value at {x!r}"):
        value(compiled(expression, X, {}), x)


def test_the_precision_rises_no_further_than_needed_and_is_put_back():
    """1 + x − 1 wants 1300 bits at the smallest float, x none beyond the first try; flint's own stays as it was."""
    seen: list[int] = []

    def watched(function):
        return lambda x: (seen.append(flint.ctx.prec), function(x))[1]

    before = flint.ctx.prec
    assert value(watched(lambda x: (x.exp() + 1) - 2), 0.5).rel_accuracy_bits() >= 170
    assert seen == [200]
    seen.clear()
    assert float(value(watched(lambda x: (arb(1) + x) - 1), 5e-324).mid()) == 5e-324
    assert seen == [200, 400, 1300] and flint.ctx.prec == before
    with pytest.raises(NoValue):
        value(watched(lambda x: 1 / x), 0.0)
    assert flint.ctx.prec == before


def test_a_constant_is_as_precise_as_its_use():
    """Though it is computed once for many points: at each precision anew, and as before at an earlier one."""
    function = compiled(sp.sqrt(2) * X / 3 + sp.pi, X, {})
    before = flint.ctx.prec
    try:
        for flint.ctx.prec in (64, 400, 64):
            assert flint.ctx.prec - 8 <= function(arb(0.5)).rel_accuracy_bits() <= flint.ctx.prec
    finally:
        flint.ctx.prec = before


@pytest.mark.parametrize("power", [-1074, -3, 0, 1023])
def test_a_ball_becomes_the_number_in_its_middle(power):
    """No bit is lost or added, whatever mpmath's precision is."""
    found = number(arb((3 * 2**200 + 1, power)))
    with mpmath.workprec(300):
        assert found == mpmath.ldexp(mpmath.mpf(3 * 2**200 + 1), power)


@pytest.mark.parametrize(
    "expression, on_the_cut, off_it",
    [
        (sp.log(X), "-1 +/- 0.1", "1 +/- 0.1"),
        (sp.sqrt(X), "-1 +/- 0.1", "1 +/- 0.1"),
        (X ** sp.Rational(1, 3), "-1 +/- 0.1", "1 +/- 0.1"),
        (sp.atan(X), "0 +/- 2", "0 +/- 0.5"),
        (1 / X, "0 +/- 0.1", "1 +/- 0.1"),
    ],
    ids=str,
)
def test_an_analytic_value_is_not_finite_on_a_branch_cut(expression, on_the_cut, off_it):
    """As rigorous integration asks for: a complex ball that meets a cut or a pole has no finite value."""
    function = compiled(expression, X, {}, analytic=True)
    cut, clear = (acb(arb(real), arb(0, 2 if "2" in real else 0.1)) for real in (on_the_cut, off_it))
    assert not function(cut).is_finite() and function(clear).is_finite()


def test_analytic_values_agree_with_real_ones():
    """At a real point, for an expression with every kind of part."""
    expression = sp.sqrt(2) * sp.log(1 + sp.exp(A * X)) ** sp.Rational(1, 3) + sp.tanh(X) * sp.erf(X) - sp.atan(X) ** 2
    values = {A: sp.Rational(1, 3)}
    real = compiled(expression, X, values)(arb("0.7"))
    assert compiled(expression, X, values, analytic=True)(acb(arb("0.7"))).real.overlaps(real)
