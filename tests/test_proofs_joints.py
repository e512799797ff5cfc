"""One-sided limits and slopes, and smoothness classes."""

from __future__ import annotations

import pytest
import sympy as sp

from rectified.proofs.domain import Domain
from rectified.proofs.function import Function
from rectified.proofs.joints import is_continuous, joints, same, smoothness
from rectified.proofs.result import NotProved

X = sp.Symbol("x", real=True)
STEP = sp.Piecewise((0, X < 0), (sp.Rational(1, 2), X <= 0), (1, True))


def cut(left, right):
    return sp.Piecewise((left, X < 0), (right, True))


@pytest.mark.parametrize(
    "expression, limits, value, slopes, order",
    [
        (sp.Max(X, 0), (0, 0), 0, (0, 1), 0),
        (STEP, (0, 1), sp.Rational(1, 2), (0, 0), -1),
        (cut(sp.exp(X) - 1, X), (0, 0), 0, (1, 1), 1),
        (cut(sp.exp(X) - 1 - X**2 / 2, X), (0, 0), 0, (1, 1), 2),
        (cut(X**5, 0), (0, 0), 0, (0, 0), 4),
        (cut(sp.sin(X), sp.tanh(X)), (0, 0), 0, (1, 1), 2),
        (cut(1, sp.Piecewise((2, sp.Eq(X, 0)), (1, True))), (1, 1), 2, (0, 0), -1),
        (cut(sp.cosh(X), (sp.exp(X) + sp.exp(-X)) / 2), (1, 1), 1, (0, 0), 8),
    ],
    ids=str,
)
def test_a_joint_by_hand(expression, limits, value, slopes, order):
    """Jumps, kinks, and smooth joints; a point that stands apart is a jump; agreement of eight orders is said as such."""
    (joint,) = joints(Function(expression, X))
    assert (joint.point, joint.limits, joint.value, joint.slopes) == (0, limits, value, slopes)
    assert joint.smoothness == order


def test_slopes_are_exact_with_exact_constants():
    """A left slope of √2·e at the joint 1."""
    bend = sp.Piecewise((sp.sqrt(2) * sp.exp(X), X < 1), (sp.sqrt(2) * sp.E * X**2, True))
    (joint,) = joints(Function(bend, X))
    assert joint.slopes == (sp.sqrt(2) * sp.E, 2 * sp.sqrt(2) * sp.E) and joint.smoothness == 0


def test_a_slope_that_is_not_finite_is_not_proved():
    """√|x| at 0."""
    with pytest.raises(NotProved, match=r"at 0: the limit of .* not finite there"):
        joints(Function(sp.sqrt(sp.Abs(X)), X))


def test_continuity():
    """A function without joints, with a kink, with a jump."""
    assert is_continuous(Function(sp.tanh(X), X)) and is_continuous(Function(sp.Abs(X), X))
    assert not is_continuous(Function(STEP, X))


def test_equality_of_exact_numbers_is_decided_or_not_proved():
    """√8 = 2√2; a difference of 10⁻⁶⁰ is one."""
    assert same(sp.sqrt(8), 2 * sp.sqrt(2)) and same(sp.log(8), 3 * sp.log(2))
    assert not same(sp.S.Zero, sp.Rational(1, 10**60)) and not same(sp.S.One, 1 + sp.Rational(1, 10**99))
    with pytest.raises(NotProved, match="neither balls nor algebra can tell"):
        same(sp.exp(-1000) + sp.S.One, sp.exp(-1001) + sp.S.One)


@pytest.mark.parametrize(
    "expression, analytic, order",
    [
        (sp.log(1 + sp.exp(X)), True, None),
        (X / sp.sqrt(X**2 + 2 * X + 3), True, None),
        (X / (1 + sp.Abs(X)), False, 1),
        (sp.Max(X, 0) ** 2, False, 1),
        (sp.Max(X, 0) ** 4, False, 3),
        (STEP, False, -1),
    ],
    ids=str,
)
def test_the_smoothness_class(expression, analytic, order):
    """Analytic, or the order of the last continuous derivative."""
    found = smoothness(Function(expression, X))
    assert found.analytic is analytic and (analytic or found.order == order)


@pytest.mark.parametrize(
    "expression, low",
    [(1 / X, -sp.oo), (sp.sqrt(X), 0), (sp.log(X), 0), (sp.sqrt(X**2 - 2 * X + 1), -sp.oo), (X / (X - 1), 1)],
    ids=str,
)
def test_what_is_not_analytic_is_not_proved_so(expression, low):
    """A pole inside, roots and logarithms at the end of their domain."""
    with pytest.raises(NotProved):
        smoothness(Function(expression, X, domain=Domain(low, sp.oo)), budget=2000)


def test_analytic_where_the_pole_is_outside():
    """1/x on [1, ∞), by the sign of x there."""
    assert smoothness(Function(1 / X, X, domain=Domain(1, sp.oo))).analytic
