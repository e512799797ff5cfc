"""Exact comparison of formulas."""

from __future__ import annotations

import pytest
import sympy as sp

from rectified.proofs.domain import Domain
from rectified.proofs.equality import equal
from rectified.proofs.function import Function
from rectified.proofs.result import NotProved

X = sp.Symbol("x", real=True)


@pytest.mark.parametrize(
    "one, other",
    [
        (1 / (1 + sp.exp(-X)), (1 + sp.tanh(X / 2)) / 2),
        (sp.Max(X, 0), (X + sp.Abs(X)) / 2),
        (sp.Piecewise((X, X > 0), (0, True)), sp.Max(0, X)),
        (sp.sinh(X) + sp.cosh(X), sp.exp(X)),
        (sp.Abs(sp.Abs(X) - 1), sp.Max(sp.Abs(X) - 1, 1 - sp.Abs(X))),
    ],
    ids=str,
)
def test_equal_everywhere(one, other):
    """By algebra on each piece."""
    found = equal(Function(one, X), other)
    assert found.equal and found.differs_at is None and str(found.domain) == "ℝ" and found.boxes == 0


@pytest.mark.parametrize(
    "one, other, low, high",
    [
        (sp.exp(X), sp.exp(X) + sp.Rational(1, 10**50), -sp.oo, sp.oo),
        (sp.Max(X, 0), sp.Max(X, 0) ** 2, 0, 1),
        (sp.Piecewise((1, X < 0), (0, X <= 0), (1, True)), sp.S.One, -sp.oo, sp.oo),
        (X, -X, -sp.oo, sp.oo),
        (sp.tanh(X), sp.erf(X), -sp.oo, sp.oo),
    ],
    ids=str,
)
def test_a_point_where_they_differ(one, other, low, high):
    """Exactly, also where only one point does, or by 10⁻⁵⁰."""
    found = equal(Function(one, X, domain=Domain(low, high)), other)
    assert not found.equal and low <= found.differs_at <= high and not found.difference.contains(0)
    exact = sp.N(sp.sympify(one).subs(X, found.differs_at) - sp.sympify(other).subs(X, found.differs_at), 60)
    assert abs(exact) > 0 and abs(float(found.difference) - exact) <= 1e-12 * abs(exact)


def test_a_domain_can_make_them_equal():
    """|x| is x on [0, ∞)."""
    assert equal(Function(sp.Abs(X), X, domain=Domain(0, sp.oo)), X).equal
    assert not equal(Function(sp.Abs(X), X), X).equal


def test_what_neither_algebra_nor_a_point_decides():
    """Two numbers that agree to 400 digits."""
    near = sp.exp(sp.exp(-1000))
    with pytest.raises(NotProved, match="neither algebra nor a point decides"):
        equal(Function(X * near, X), X)
