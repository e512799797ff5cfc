"""Tails: signs, limits and asymptotes beyond every box."""

from __future__ import annotations

import pytest
import sympy as sp
from flint import arb

from rectified.proofs.function import Smooth
from rectified.proofs.result import NotProved
from rectified.proofs.tails import tail

X = sp.Symbol("x", real=True)
SILU = X / (1 + sp.exp(-X))
GELU = X * (1 + sp.erf(X / sp.sqrt(2))) / 2
GELU_TANH = X * (1 + sp.tanh(sp.sqrt(2 / sp.pi) * (X + sp.Rational(44715, 10**6) * X**3))) / 2
SOFTPLUS = sp.log(1 + sp.exp(X))


@pytest.mark.parametrize(
    "expression, side, sign, limit, asymptote",
    [
        (SOFTPLUS, -1, 1, 0, (0, 0)),
        (SOFTPLUS, 1, 1, sp.oo, (1, 0)),
        (SOFTPLUS - X, 1, 1, 0, (0, 0)),
        (SILU, -1, -1, 0, (0, 0)),
        (SILU - X, 1, -1, 0, (0, 0)),
        (GELU, -1, -1, 0, (0, 0)),
        (GELU - X, 1, -1, 0, (0, 0)),
        (GELU_TANH, -1, -1, 0, (0, 0)),
        (GELU_TANH - X, 1, -1, 0, (0, 0)),
        (GELU - GELU_TANH, 1, -1, 0, (0, 0)),
        (GELU - SILU, 1, 1, 0, (0, 0)),
        (sp.tanh(X), -1, -1, -1, (0, -1)),
        (X**2, -1, 1, sp.oo, None),
        (sp.sqrt(X**2 + 1) + X, -1, 1, 0, (0, 0)),
        (3 - 2 * X + 1 / X, -1, 1, sp.oo, (-2, 3)),
        (sp.sqrt(X), 1, 1, sp.oo, None),
        (sp.atan(X), -1, -1, -sp.pi / 2, (0, -sp.pi / 2)),
        (X * sp.exp(-X) - sp.exp(-X), 1, 1, 0, (0, 0)),
        (sp.Integer(0), 1, 0, 0, (0, 0)),
    ],
    ids=str,
)
def test_sign_limit_and_asymptote(expression, side, sign, limit, asymptote):
    """By hand. Far right GELU's tanh form lies above the exact one: it approaches x like exp(−c·x³), which is faster."""
    found = tail(Smooth(expression, X), side, 0)
    assert (found.sign, found.limit, found.asymptote) == (sign, limit, asymptote)
    assert side * found.start > 0


def test_the_sign_holds_at_points_of_the_tail():
    """Evaluated with balls at the start and beyond, for the second derivative of the tanh form of GELU."""
    smooth = Smooth(GELU_TANH, X).derivative(2)
    for side in (1, -1):
        found = tail(smooth, side, 0)
        assert found.sign == -1
        assert all(smooth.sign(sp.Integer(found.start * factor)) == -1 for factor in (1, 2))


def test_a_tail_begins_beyond_the_point_given():
    """From 100 on there is one start only that is later."""
    assert tail(Smooth(SILU, X), 1, sp.Integer(100)).start == 128
    assert tail(Smooth(SILU, X), -1, sp.Integer(-100)).start == -128
    assert tail(Smooth(SILU, X), 1, -sp.oo).start == 2


def test_a_late_change_of_sign_is_not_overlooked():
    """exp(−x) outweighs 10⁻³⁰/x until x = 73 or so: the tail begins later than that."""
    found = tail(Smooth(sp.exp(-X) - sp.Rational(1, 10**30) / X, X), 1, 0)
    assert found.sign == -1 and found.start >= 73
    assert Smooth(sp.exp(-X) - sp.Rational(1, 10**30) / X, X)(arb(64)) > 0


@pytest.mark.parametrize(
    "expression, why",
    [
        (sp.sin(X), "sin is not expanded at infinity"),
        (X + sp.sin(X), "sin is not expanded at infinity"),
        (sp.exp(sp.exp(X)), "what is no exact polynomial"),
        (sp.exp(-X) - sp.exp(-40000) / X, "no start up to the largest tried|not that of the sum|still rises"),
    ],
    ids=["sin", "x + sin", "exp exp", "too late"],
)
def test_a_tail_that_is_not_enclosed_is_not_proved(expression, why):
    """With the direction and the reason; the last changes its sign beyond the latest start that is tried."""
    with pytest.raises(NotProved, match=why) as error:
        tail(Smooth(expression, X), 1, 0)
    assert error.value.domain == "x → ∞"
