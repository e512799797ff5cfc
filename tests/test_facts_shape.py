"""Range, monotony, convexity, symmetry and smoothness: values by hand."""

from __future__ import annotations

import pytest
from analysed import assert_values

VALUES = {
    "relu": {
        "range": "[0, ∞), lower end attained",
        "monotone": "increasing, constant on (−∞, 0]",
        "convex": "convex",
        "symmetry": "neither even nor odd",
        "smoothness": "C⁰: continuous, not differentiable at x = 0",
    },
    "leaky_relu": {
        "range": "(−∞, ∞)",
        "monotone": "strictly increasing",
    },
    "elu": {
        "range": "(−1, ∞), lower end not attained",
        "convex": "convex",
        "smoothness": "C¹, not C²: derivative 2 jumps at x = 0",
    },
    "selu": {
        "range": "(−1.75810, ∞), lower end not attained",
        "convex": "neither convex nor concave: convex on (−∞, 0]; linear on [0, ∞); at the kink x = 0 the slope jumps down",
    },
    "sigmoid": {
        "range": "(0, 1), lower end not attained, upper end not attained",
        "symmetry": "neither even nor odd; odd about the point (0, 0.5)",
        "convex": "neither convex nor concave: convex on (−∞, 0]; concave on [0, ∞)",
    },
    "tanh": {
        "range": "(−1, 1), lower end not attained, upper end not attained",
        "symmetry": "odd",
        "smoothness": "analytic",
    },
    "softplus": {
        "range": "(0, ∞), lower end not attained",
        "convex": "convex",
    },
    "gelu": {
        "range": "[−0.169971, ∞), lower end attained",
    },
    "gelu_tanh": {
        "range": "[−0.170041, ∞), lower end attained",
    },
    "silu": {
        "range": "[−0.278465, ∞), lower end attained",
        "monotone": "not monotone: falls on (−∞, −1.27846]; rises on [−1.27846, ∞)",
    },
}


@pytest.mark.parametrize("stem", VALUES)
def test_values_by_hand(stem):
    """Ends that are not attained, plateaus, kinks."""
    assert_values(VALUES, stem)
