"""Moments for normal input."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from rectified.proofs.domain import Domain
from rectified.proofs.function import Function
from rectified.proofs.moments import normal_moment, normal_probability
from rectified.proofs.result import NotProved
from rectified.proofs.roots import zeros

X = sp.Symbol("x", real=True)


@pytest.mark.parametrize(
    "expression, power, expected",
    [
        (X**2, 1, 1),
        (sp.Max(X, 0), 1, 1 / sp.sqrt(2 * sp.pi)),
        (sp.Max(X, 0), 2, sp.Rational(1, 2)),
        (sp.exp(X), 1, sp.exp(sp.Rational(1, 2))),
        (sp.exp(X), 2, sp.exp(2)),
        (sp.Piecewise((1, X > 30), (0, True)), 1, sp.erfc(30 / sp.sqrt(2)) / 2),
        (X * (1 + sp.erf(X / sp.sqrt(2))) / 2, 1, 1 / (2 * sp.sqrt(sp.pi))),
        (sp.cos(0 * X) * sp.Abs(X), 1, sp.sqrt(2 / sp.pi)),
        (sp.sqrt(1 + X**2) ** 2, 1, 2),
    ],
    ids=str,
)
def test_against_closed_forms(expression, power, expected):
    """The ball holds the exact value, and is narrower than 10⁻³⁰; with a joint on the kink, and with one beyond the usual reach."""
    with mpmath.workdps(60):
        exact = mpmath.mpf(str(sp.N(expected, 50)))
        value = normal_moment(Function(expression, X), power).value
        middle, radius = (mpmath.mpf(part.str(45, radius=False)) for part in (value.mid(), value.rad()))
        assert abs(middle - exact) <= radius + mpmath.mpf(10) ** -40 and radius < mpmath.mpf(10) ** -30


@pytest.mark.parametrize("expression", [sp.log(1 + sp.exp(X)), X / sp.sqrt(1 + X**2) + 1, sp.atan(X) + 2], ids=str)
def test_against_quadrature(expression):
    """Functions with branch cuts off the real line, against mpmath's own quadrature."""
    value = normal_moment(Function(expression, X)).value
    with mpmath.workdps(30):
        numeric = sp.lambdify(X, expression, "mpmath")
        expected = mpmath.quad(lambda x: numeric(x) * mpmath.npdf(x), [-mpmath.inf, -2, 0, 2, mpmath.inf])
        assert abs(mpmath.mpf(value.mid().str(30, radius=False)) - expected) < 1e-15


@pytest.mark.parametrize(
    "expression, why",
    [(sp.exp(X**2), "no exact number|beyond 24|unbounded|still rises"), (sp.sin(X), "sin is not expanded")],
    ids=str,
)
def test_what_lies_beyond_must_be_bounded(expression, why):
    """E[exp(X²)] does not exist."""
    with pytest.raises(NotProved, match=why):
        normal_moment(Function(expression, X))


def test_the_whole_line_is_needed():
    """A normal variable takes every value."""
    with pytest.raises(NotProved, match="takes values outside of the domain"):
        normal_moment(Function(X, X, domain=Domain(0, sp.oo)))


@pytest.mark.parametrize(
    "expression, share",
    [
        (sp.Max(X, 0), sp.Rational(1, 2)),
        (sp.tanh(X), 0),
        (sp.Max(sp.Abs(X) - 1, 0), sp.erf(1 / sp.sqrt(2))),
        (sp.S.Zero, 1),
    ],
    ids=str,
)
def test_the_probability_of_an_exact_zero(expression, share):
    """That of the intervals; single points have none."""
    assert sp.simplify(normal_probability(zeros(Function(expression, X))) - share) == 0
