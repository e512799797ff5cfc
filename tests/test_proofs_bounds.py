"""Infimum and supremum of values and slopes."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from rectified.proofs.bounds import extremes, lipschitz, slope_extremes
from rectified.proofs.domain import Domain
from rectified.proofs.function import Function
from rectified.proofs.result import NotProved
from rectified.proofs.zero import Zero

X = sp.Symbol("x", real=True)
RELU, SILU = sp.Max(X, 0), X / (1 + sp.exp(-X))
GELU = X * (1 + sp.erf(X / sp.sqrt(2))) / 2
SELU = sp.Piecewise((X, X > 0), (2 * (sp.exp(X) - 1), True))
NEEDLE = sp.exp(-((1000 * (X - sp.Rational(3, 10))) ** 2))


@pytest.mark.parametrize(
    "expression, infimum, supremum",
    [
        (RELU, (0, True), (sp.oo, False)),
        (SELU, (-2, False), (sp.oo, False)),
        (sp.tanh(X), (-1, False), (1, False)),
        (sp.Min(1, sp.tanh(X)), (-1, False), (1, False)),
        (sp.Max(-1, sp.Min(1, X)), (-1, True), (1, True)),
        (NEEDLE, (0, False), (1, True)),
        (sp.Abs(X) - 1, (-1, True), (sp.oo, False)),
        (X**3, (-sp.oo, False), (sp.oo, False)),
        (sp.Piecewise((sp.tanh(X), X < 0), (sp.S.Zero, True)), (-1, False), (0, True)),
        (sp.Piecewise((X, X < 0), (-1, X <= 0), (-sp.exp(-X), True)), (-sp.oo, False), (0, False)),
        (sp.Piecewise((X, X < 1), (0, X <= 1), (2 - X, True)), (-sp.oo, False), (1, False)),
        (1 / (1 + X**2), (0, False), (1, True)),
        (sp.Integer(3) + 0 * X, (3, True), (3, True)),
    ],
    ids=str,
)
def test_values(expression, infimum, supremum):
    """Limits are not attained, plateaus and joints are; a hole in the graph keeps the highest value from being taken."""
    found = extremes(Function(expression, X))
    assert (found.infimum.value, found.infimum.attained) == infimum
    assert (found.supremum.value, found.supremum.attained) == supremum


def test_silus_minimum_is_known_to_seventy_digits():
    """Against a root of its derivative by mpmath."""
    found = extremes(Function(SILU, X)).infimum
    (at,) = found.at
    assert isinstance(at, Zero) and found.attained
    with mpmath.workdps(80):
        root = mpmath.findroot(lambda x: 1 + mpmath.exp(-x) * (1 + x), -1.28)
        assert abs(mpmath.mpf(at.place.mid().str(75, radius=False)) - root) < mpmath.mpf(10) ** -70
        lowest = root / (1 + mpmath.exp(-root))
        assert abs(mpmath.mpf(found.value.mid().str(75, radius=False)) - lowest) < mpmath.mpf(10) ** -70


@pytest.mark.parametrize(
    "expression, infimum, supremum",
    [
        (RELU, (0, True), (1, True)),
        (SELU, (0, False), (2, False)),
        (1 / (1 + sp.exp(-X)), (0, False), (sp.Rational(1, 4), True)),
        (X / (1 + sp.Abs(X)), (0, False), (1, True)),
        (sp.log(1 + sp.exp(X)), (0, False), (1, False)),
        (sp.Piecewise((X, X > 0), (sp.exp(X) - 1, True)), (0, False), (1, True)),
    ],
    ids=str,
)
def test_slopes(expression, infimum, supremum):
    """The slope at a smooth joint is taken, a one-sided slope at a kink is only a limit."""
    found = slope_extremes(Function(expression, X))
    assert (found.infimum.value, found.infimum.attained) == infimum
    assert (found.supremum.value, found.supremum.attained) == supremum


@pytest.mark.parametrize(
    "expression, constant",
    [
        (RELU, 1),
        (SELU, 2),
        (-3 * sp.Abs(X), 3),
        (X**2, sp.oo),
        (sp.tanh(5 * X), 5),
        (sp.Max(-2 * X, X), 2),
    ],
    ids=str,
)
def test_lipschitz(expression, constant):
    """The larger of the two ends of the slope's range, in size."""
    assert lipschitz(Function(expression, X)).constant == constant


def test_gelus_lipschitz_constant():
    """Φ(√2) + √2·φ(√2), for φ′(x) = −xφ(x) makes its second derivative (2 − x²)·φ(x)."""
    with mpmath.workdps(60):
        root = mpmath.sqrt(2)
        expected = mpmath.ncdf(root) + root * mpmath.npdf(root)
        found = lipschitz(Function(GELU, X)).constant
        assert abs(mpmath.mpf(found.mid().str(50, radius=False)) - expected) < mpmath.mpf(10) ** -45


def test_a_jump_has_no_lipschitz_constant_proved():
    """Its slopes alone would give 0."""
    with pytest.raises(NotProved, match="the function jumps"):
        lipschitz(Function(sp.Piecewise((0, X < 0), (1, True)), X))


def test_two_equal_minima_are_both_named():
    """(x² − 2)² has its least values at ±√2, which are not exact to the search: attained, at both places."""
    found = extremes(Function(sp.exp(X**4 - 4 * X**2), X))
    assert found.infimum.attained and len(found.infimum.at) == 2


def test_a_value_too_close_to_a_limit_is_not_decided():
    """Exact values are told apart at 10⁻⁹⁰; a maximum at a place that is not exact and a limit, both 1, are not."""
    bump = X * sp.exp(1 - X)
    high = Function(sp.Piecewise((bump, X < 3), (1 + sp.Rational(1, 10**90) - 1 / X, True)), X)
    found = extremes(high).supremum
    assert found.value == 1 + sp.Rational(1, 10**90) and not found.attained
    top = sp.exp(-((X**2 - 2) ** 2))
    with pytest.raises(NotProved, match=r"whether the supremum of .* is attained"):
        extremes(Function(sp.Piecewise((top, X < 3), (1 - 1 / X, True)), X))


def test_the_ends_of_a_domain_are_taken():
    """x on [0, 1]."""
    found = extremes(Function(X, X, domain=Domain(0, 1)))
    assert (found.infimum.value, found.supremum.value) == (0, 1)
    assert found.infimum.attained and found.supremum.attained and found.domain == Domain(0, 1)


def test_oscillation_is_not_bounded_without_its_tails():
    """sin x lies between −1 and 1, but no tail shows it."""
    with pytest.raises(NotProved, match="an enclosure of the tail"):
        extremes(Function(sp.sin(X), X))
