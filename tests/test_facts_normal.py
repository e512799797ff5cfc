"""Moments for standard normal input, against closed forms."""

from __future__ import annotations

import mpmath
import pytest
from analysed import assert_values, fact

VALUES = {
    "relu": {
        "normal_mean": "0.398942",
        "zero_probability": "0.5",
    },
    "leaky_relu": {
        "zero_probability": "0",
    },
    "selu": {
        "normal_variance": "1.00000",
    },
    "sigmoid": {
        "normal_mean": "0.5",
    },
    "tanh": {
        "normal_mean": "0",
    },
}


@pytest.mark.parametrize("stem", VALUES)
def test_values_by_hand(stem):
    """To six digits."""
    assert_values(VALUES, stem)


def test_the_gain_keeps_the_second_moment():
    """√2 for ReLU; 1 for SELU, whose constants are made for it, to as many digits as these are known."""
    assert fact("relu", "gain").value == "1.41421" and "1/√E[f(X)²]" in fact("relu", "gain").method
    with mpmath.workdps(50):
        assert abs(mpmath.mpf(fact("relu", "gain").figures["gain"]) - mpmath.sqrt(2)) < mpmath.mpf(10) ** -35
        assert abs(mpmath.mpf(fact("selu", "gain").figures["gain"]) - 1) < mpmath.mpf(10) ** -35
    assert fact("selu", "normal_mean").value.startswith("0 to within 1e−")


def test_variance_against_closed_forms():
    """ReLU: 1/2 − 1/(2π). Leaky ReLU: ((1 + α²) − (1 − α)²/π)/2."""
    with mpmath.workdps(50):
        alpha = mpmath.mpf(1) / 100
        leaky = ((1 + alpha**2) - (1 - alpha) ** 2 / mpmath.pi) / 2
        for stem, expected in (("relu", 0.5 - 1 / (2 * mpmath.pi)), ("leaky_relu", leaky)):
            figure = mpmath.mpf(fact(stem, "normal_variance").figures["variance"])
            assert abs(figure - expected) < mpmath.mpf(10) ** -35
