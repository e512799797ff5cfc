"""Zeros, fixed points and extrema: values by hand, and from the literature."""

from __future__ import annotations

import mpmath
import pytest
from analysed import assert_values, fact

VALUES = {
    "relu": {
        "zeros": "every x in (−∞, 0]",
        "fixed_points": "every x in [0, ∞)",
        "extrema": "none strict",
    },
    "leaky_relu": {
        "zeros": "x = 0",
    },
    "elu": {
        "fixed_points": "every x in [0, ∞)",
    },
    "selu": {
        "fixed_points": "x = −1.25882, 0",
    },
    "sigmoid": {
        "fixed_points": "x = 0.659046",
        "zeros": "none",
    },
    "tanh": {
        "fixed_points": "x = 0",
    },
    "softplus": {
        "fixed_points": "none",
    },
    "gelu": {
        "extrema": "minimum −0.169971 at x = −0.751792",
    },
    "silu": {
        "extrema": "minimum −0.278465 at x = −1.27846",
    },
}


@pytest.mark.parametrize("stem", VALUES)
def test_values_by_hand(stem):
    """Single points, half-lines, none; minima known from the literature."""
    assert_values(VALUES, stem)


def test_figures_have_more_digits_than_the_words():
    """SiLU's minimum to thirty digits, against the equation −(1 + x)·exp(−x) = 1 by Lambert's W function."""
    figures = fact("silu", "extrema").figures
    with mpmath.workdps(50):
        root = -1 - mpmath.lambertw(mpmath.exp(-1)).real
        assert abs(mpmath.mpf(figures["at_1"]) - root) < mpmath.mpf(10) ** -35
        assert abs(mpmath.mpf(figures["minimum_1"]) + mpmath.lambertw(mpmath.exp(-1)).real) < mpmath.mpf(10) ** -35
