"""Zeros of functions in pieces: at joints once, on whole pieces as intervals."""

from __future__ import annotations

import pytest
import sympy as sp

from rectified.proofs.domain import Domain
from rectified.proofs.function import Function
from rectified.proofs.roots import fixed_points, zeros

X = sp.Symbol("x", real=True)


def places(found):
    """Exact places as they are, others as floats."""
    return [zero.exact if zero.exact is not None else float(zero.place) for zero in found]


@pytest.mark.parametrize(
    "expression, isolated, intervals",
    [
        (sp.Max(X, 0), [], [(-sp.oo, 0)]),
        (sp.Abs(X), [0], []),
        (sp.Piecewise((X + 1, X < 0), (X - 1, True)), [-1, 1], []),
        (sp.Piecewise((X + 1, X < 0), (0, X <= 0), (X + 1, True)), [-1, 0], []),
        (sp.Max(0, sp.Min(1, X)) * (X - 5), [5], [(-sp.oo, 0)]),
        (sp.exp(X), [], []),
        (sp.Min(0, sp.Abs(X) - 1), [], [(-sp.oo, -1), (1, sp.oo)]),
    ],
    ids=str,
)
def test_zeros_of_a_function_in_pieces(expression, isolated, intervals):
    """At joints once, on whole pieces as intervals, and none where the function jumps over 0."""
    found = zeros(Function(expression, X))
    assert places(found.isolated) == isolated and list(found.intervals) == intervals
    assert found.count == (None if intervals else len(isolated))


def test_zeros_at_the_ends_of_a_domain_count():
    """The domain is closed."""
    found = zeros(Function(X**2 - 2, X, domain=Domain(-sp.sqrt(2), 2)))
    assert found.count == 2 and found.domain == Domain(-sp.sqrt(2), 2)
    assert zeros(Function(sp.sin(X), X, domain=Domain(0, sp.pi))).count == 2


@pytest.mark.parametrize(
    "expression, isolated, intervals",
    [
        (1 / (1 + sp.exp(-X)), [0.6590460684074066], []),
        (sp.tanh(X), [0], []),
        (sp.Max(X, 0), [], [(0, sp.oo)]),
        (sp.log(1 + sp.exp(X)), [], []),
        (X**2, [0, 1], []),
    ],
    ids=str,
)
def test_fixed_points(expression, isolated, intervals):
    """The logistic function's by the equation x = ln(x/(1 − x)); softplus has none, for it lies above x."""
    found = fixed_points(Function(expression, X))
    assert places(found.isolated) == pytest.approx(isolated, abs=1e-15) and list(found.intervals) == intervals
