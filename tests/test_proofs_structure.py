"""What the way an expression is built tells of it."""

from __future__ import annotations

import pytest
import sympy as sp

from rectified.proofs.structure import critical, is_entire, is_nonnegative, is_positive

X = sp.Symbol("x", real=True)


@pytest.mark.parametrize(
    "expression, positive, entire",
    [
        (sp.exp(-X), True, True),
        (1 + sp.exp(X), True, True),
        (1 / (1 + sp.exp(-X)) ** 2, True, True),
        (sp.sqrt(1 + X**2), True, True),
        (sp.log(1 + sp.exp(X)), False, True),
        (sp.erfc(X) * sp.pi, True, True),
        (X**2, False, True),
        (X, False, True),
        (-sp.exp(X), False, True),
        (1 - sp.exp(X), False, True),
        (sp.exp(1 / X), True, False),
        (1 / X, False, False),
        (1 / X**2 + 1, True, False),
        (sp.sqrt(X), False, False),
        (sp.log(X), False, False),
        (X / (1 - X), False, False),
        (sp.tanh(X) * sp.erf(X), False, True),
        (sp.gamma(X), False, False),
    ],
    ids=str,
)
def test_positive_and_entire(expression, positive, entire):
    """Positive speaks of where it is defined; entire of every real number."""
    assert (is_positive(expression), is_entire(expression)) == (positive, entire)


def test_nonnegative():
    """Even powers and sums of them; a difference does not tell."""
    assert is_nonnegative(X**2 + X**4) and is_nonnegative(sp.S.Zero) and not is_nonnegative(X**2 - X)


def test_the_parts_that_decide():
    """The denominator must not be 0; what stands under a root or in a logarithm must be positive."""
    assert critical(X / (1 - X) + sp.sqrt(2 - X) + sp.log(X)) == {(1 - X, False), (2 - X, True), (X, True)}
    assert critical(sp.log(1 + sp.exp(X)) / (1 + sp.exp(X))) == set()
