"""Bounds of slopes, attained or not, and kinks on either side: values by hand."""

from __future__ import annotations

import pytest
from analysed import assert_values

VALUES = {
    "relu": {
        "slope_supremum": "1, attained for x > 0",
        "slope_infimum": "0, attained for x < 0",
        "lipschitz": "1",
        "slope_at_zero": "0 from the left, 1 from the right",
        "kinks": "at x = 0, slope 0 to the left and 1 to the right",
    },
    "leaky_relu": {
        "slope_infimum": "0.01, attained for x < 0",
    },
    "elu": {
        "slope_supremum": "1, attained for x ≥ 0",
        "slope_at_zero": "1",
        "kinks": "none",
    },
    "selu": {
        "slope_supremum": "1.75810, not attained: the one-sided slope at x = 0",
        "lipschitz": "1.75810",
    },
    "sigmoid": {
        "slope_supremum": "0.25, attained at x = 0",
        "slope_infimum": "0, not attained: its limit for x → −∞ and x → ∞",
    },
    "tanh": {
        "slope_at_zero": "1",
    },
    "softplus": {
        "slope_supremum": "1, not attained: its limit for x → ∞",
    },
    "gelu": {
        "slope_supremum": "1.12890, attained at x = 1.41421",
    },
    "silu": {
        "slope_supremum": "1.09984, attained at x = 2.39936",
    },
}


@pytest.mark.parametrize("stem", VALUES)
def test_values_by_hand(stem):
    """Suprema that are limits, one-sided slopes, plateaus."""
    assert_values(VALUES, stem)
