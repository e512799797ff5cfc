"""Limits and asymptotes: values by hand."""

from __future__ import annotations

import pytest
from analysed import assert_values

VALUES = {
    "relu": {
        "limit_left": "0",
        "limit_right": "∞, asymptote y = x",
    },
    "leaky_relu": {
        "limit_left": "−∞, asymptote y = 0.01x",
    },
    "selu": {
        "limit_right": "∞, asymptote y = 1.05070x",
    },
    "softplus": {
        "limit_left": "0",
    },
    "gelu_tanh": {
        "limit_right": "∞, asymptote y = x",
    },
}


@pytest.mark.parametrize("stem", VALUES)
def test_values_by_hand(stem):
    """On either side."""
    assert_values(VALUES, stem)
