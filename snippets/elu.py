"""ELU, the exponential linear unit: the identity on the right, saturating at −α on the left.

Source: Clevert, Unterthiner and Hochreiter, "Fast and Accurate Deep Network Learning by
Exponential Linear Units (ELUs)", ICLR 2016, arXiv:1511.07289.

The accuracy figures are for NumPy 2. NumPy 1.26 computes exp and expm1 itself less accurately on processors
with AVX-512, which makes it 3 ulp in float64.
"""

import numpy as np


def elu(x, alpha=1.0):
    """Return x where x > 0, else alpha * (exp(x) - 1), elementwise.

    x: array_like of real numbers, any shape.
    alpha: one number, 0 < alpha < inf, else ValueError; the default is the paper's.
    Returns: same shape; a NumPy scalar for a scalar. float16/32/64 keep their dtype;
    integers and Python numbers give float64. Other dtypes, bool among them, raise TypeError.
    Special cases: -0.0 -> -0.0, -inf -> -alpha, +inf -> +inf, nan -> nan.
    Accuracy: within 2 ulp in float64 (0.8 measured for alpha = 1), 0.51 in float32 and float16.
    """
    x = _floats(x)
    _check(alpha)
    with np.errstate(all="ignore"):  # where evaluates both branches: expm1 overflows for large x
        wide = x.astype(np.float64)
        y = np.where(wide > 0, wide, alpha * np.expm1(wide))
        return y.astype(x.dtype)[()]


def elu_grad(x, alpha=1.0):
    """Return the derivative of elu by x: 1 where x > 0, else alpha * exp(x), elementwise.

    x, alpha, shape, dtype: as for elu.
    At x = 0 the slopes are alpha (left) and 1 (right), a kink unless alpha = 1;
    this returns alpha, as PyTorch and JAX do.
    Special cases: -inf -> 0, +inf -> 1, nan -> nan.
    Accuracy: within 2 ulp in float64 (0.8 measured for alpha = 1), 0.51 in float32 and float16.
    For alpha above 3 it is alpha / 2 + 0.5 ulp in float64 below x = -708, where exp(x) is subnormal.
    """
    x = _floats(x)
    _check(alpha)
    with np.errstate(all="ignore"):  # where evaluates both branches: exp overflows for large x
        wide = x.astype(np.float64)
        slope = np.where(wide > 0, 1.0, alpha * np.exp(wide))
        return slope.astype(x.dtype)[()]


def _check(alpha):
    """Raise ValueError unless alpha is positive and finite."""
    if not 0 < alpha < np.inf:
        raise ValueError(f"alpha must satisfy 0 < alpha < inf, not {alpha!r}")


def _floats(x):
    """Return x as an array of float16, float32 or float64; integers become float64."""
    x = np.asarray(x)
    if x.dtype.kind in "iu":
        return x.astype(np.float64)
    if x.dtype.char not in "efd":
        raise TypeError(f"x must hold integers, float16, float32 or float64, not {x.dtype}")
    return x
