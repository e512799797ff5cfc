"""Leaky ReLU: the identity on the right, a small slope α on the left.

Source: Maas, Hannun and Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic Models",
ICML 2013 Workshop on Deep Learning for Audio, Speech and Language Processing.
"""

import numpy as np


def leaky_relu(x, alpha=0.01):
    """Return x where x > 0, else alpha * x, elementwise.

    x: array_like of real numbers, any shape.
    alpha: one number, 0 < alpha < 1, else ValueError; the default is the paper's.
    Returns: same shape; a NumPy scalar for a scalar. float16/32/64 keep their dtype;
    integers and Python numbers give float64. Other dtypes, bool among them, raise TypeError.
    Special cases: -0.0 -> -0.0, -inf -> -inf, +inf -> +inf, nan -> nan.
    Accuracy: within 0.51 ulp in float64, float32 and float16.
    """
    x = _floats(x)
    _check(alpha)
    with np.errstate(all="ignore"):  # alpha * x may be subnormal
        wide = x.astype(np.float64)
        return np.where(wide > 0, wide, alpha * wide).astype(x.dtype)[()]


def leaky_relu_grad(x, alpha=0.01):
    """Return the derivative of leaky_relu by x: 1 where x > 0, else alpha, elementwise.

    x, alpha, shape, dtype: as for leaky_relu.
    At the kink, x = 0, this returns the left slope, alpha, as PyTorch does; JAX returns 1.
    Special cases: -inf -> alpha, +inf -> 1, nan -> nan.
    Accuracy: within 0.51 ulp in float64, float32 and float16.
    """
    x = _floats(x)
    _check(alpha)
    with np.errstate(all="ignore"):  # alpha may be subnormal in the dtype of x
        slope = np.where(x > 0, 1.0, alpha)
        return np.where(np.isnan(x), x, slope).astype(x.dtype)[()]


def _check(alpha):
    """Raise ValueError unless alpha lies between 0 and 1."""
    if not 0 < alpha < 1:
        raise ValueError(f"alpha must satisfy 0 < alpha < 1, not {alpha!r}")


def _floats(x):
    """Return x as an array of float16, float32 or float64; integers become float64."""
    x = np.asarray(x)
    if x.dtype.kind in "iu":
        return x.astype(np.float64)
    if x.dtype.char not in "efd":
        raise TypeError(f"x must hold integers, float16, float32 or float64, not {x.dtype}")
    return x
