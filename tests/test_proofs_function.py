"""Functions as smooth pieces on a domain."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp
from flint import arb

from rectified.formulas.balls import NotElementary
from rectified.proofs.domain import Domain
from rectified.proofs.function import Function, Smooth, vanishes

X, A = sp.symbols("x alpha", real=True)
HAT = sp.Piecewise((0, X < -1), (1 - sp.Abs(X), X <= 1), (0, True))


def test_a_formula_falls_into_pieces():
    """With exact joints, and the values at them."""
    hat = Function(HAT, X)
    assert hat.joints == (-1, 0, 1) and hat.at == (0, 1, 0)
    assert [(p.low, p.high, p.smooth.expression) for p in hat.pieces] == [
        (-sp.oo, -1, 0), (-1, 0, X + 1), (0, 1, 1 - X), (1, sp.oo, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "low, high, joints, expressions",
    [
        (-2, sp.Rational(1, 2), (-1, 0), [0, X + 1, 1 - X]),
        (0, 1, (), [1 - X]),
        (5, 6, (), [0]),
        (-sp.oo, 0, (-1,), [0, X + 1]),
    ],
)
def test_a_domain_keeps_the_pieces_inside(low, high, joints, expressions):
    """A joint at its end is an end, no joint."""
    part = Function(HAT, X, domain=Domain(low, high))
    assert part.joints == joints and [p.smooth.expression for p in part.pieces] == expressions
    assert (part.pieces[0].low, part.pieces[-1].high) == (low, high)
    assert Function(HAT, X).on(Domain(low, high)).joints == joints


def test_parameters_become_their_exact_values():
    """A third is a third."""
    function = Function(sp.Max(A * X, X), X, {A: sp.Rational(1, 3)})
    assert function.pieces[0].smooth.expression == X / 3
    assert function.exactly(-1) == sp.Rational(-1, 3) and function.exactly(0) == 0 and function.exactly(2) == 2


def test_a_difference_is_cut_at_the_joints_of_both():
    """relu(x) − |x − 1|."""
    apart = Function(sp.Max(X, 0), X).minus(sp.Abs(X - 1))
    assert apart.joints == (0, 1) and [p.smooth.expression for p in apart.pieces] == [X - 1, 2 * X - 1, 1]


def test_what_cannot_be_enclosed_is_refused_at_once():
    """A gamma function; a symbol without a value."""
    for strange in (sp.gamma(X), A * X):
        with pytest.raises(NotElementary, match="is not made of elementary functions"):
            Function(strange, X)


@pytest.mark.parametrize("order", [0, 1, 2, 3])
def test_derivatives_of_every_order_enclose_the_true_values(order):
    """Against numerical differentiation by mpmath, at thirty digits."""
    smooth = Smooth(X / (1 + sp.exp(-X)), X).derivative(order)
    with mpmath.workdps(40):
        expected = mpmath.diff(lambda x: x / (1 + mpmath.exp(-x)), mpmath.mpf("0.75"), order)
        assert abs(mpmath.mpf(smooth(arb("0.75")).mid().str(30, radius=False)) - expected) < 1e-12


@pytest.mark.parametrize(
    "expression, point, sign",
    [
        (X - sp.sqrt(2), sp.sqrt(2), 0),
        (X**2 - 2, sp.sqrt(2), 0),
        (sp.exp(X) - 2, sp.log(2), 0),
        (sp.exp(X) - 1 - X, sp.Rational(1, 10**60), 1),
        (sp.sin(X), sp.Integer(3), 1),
        (X + sp.Rational(1, 3), -0.3333333333333333, 1),
    ],
)
def test_the_sign_at_a_point_is_exact(expression, point, sign):
    """Also where it takes more bits than the first try, and where it is 0."""
    assert Smooth(expression, X).sign(point) == sign


@pytest.mark.parametrize(
    "expression, zero",
    [
        (sp.tanh(X) - 1 + 2 / (1 + sp.exp(2 * X)), True),
        ((X + 1) ** 2 - X**2 - 2 * X - 1, True),
        (sp.exp(X) - 1 - X, False),
        (sp.exp(-(X**2)), False),
    ],
)
def test_algebra_shows_what_is_zero_everywhere(expression, zero):
    """Not what is only small."""
    assert vanishes(expression, X) is zero and Smooth(expression, X).is_zero is zero
