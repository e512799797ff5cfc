"""Softplus, log(1 + exp(x)): ReLU with its corner rounded off, positive everywhere.

Source: Dugas, Bengio, Bélisle, Nadeau and Garcia, "Incorporating Second-Order Functional Knowledge for
Better Option Pricing", NIPS 2000.

The accuracy figures are for NumPy 2. NumPy 1.26 computes exp itself less accurately on processors
with AVX-512, which makes it 3 ulp in float64.
"""

import numpy as np


def softplus(x):
    """Return log(1 + exp(x)), elementwise, without overflow.

    x: array_like of real numbers, any shape.
    Returns: same shape; a NumPy scalar for a scalar. float16/32/64 keep their dtype;
    integers and Python numbers give float64. Other dtypes, bool among them, raise TypeError.
    Special cases: ±0.0 -> log 2, -inf -> 0, +inf -> +inf, nan -> nan.
    Accuracy: within 2 ulp in float64 (1.7 measured), 0.51 in float32 and float16.
    """
    x = _floats(x)
    with np.errstate(all="ignore"):  # the left tail is subnormal, then 0
        wide = x.astype(np.float64)
        y = np.maximum(wide, 0) + np.log1p(np.exp(-np.abs(wide)))  # exp of at most 0, so nothing overflows
        return y.astype(x.dtype)[()]


def softplus_grad(x):
    """Return the derivative of softplus, the sigmoid 1 / (1 + exp(-x)), elementwise.

    x, shape, dtype: as for softplus.
    Special cases: ±0.0 -> 0.5, -inf -> 0, +inf -> 1, nan -> nan.
    Accuracy: within 2 ulp in float64 (1.6 measured), 0.51 in float32 and float16.
    """
    x = _floats(x)
    with np.errstate(all="ignore"):  # the tails are subnormal, then 0
        wide = x.astype(np.float64)
        d = np.exp(-np.abs(wide))
        n = np.where(wide < 0, d, 1)
        y = n / (1 + d)
        y += (n - y - y * d) / (1 + d)  # a Newton step takes back what rounding 1 + d lost
        return y.astype(x.dtype)[()]


def _floats(x):
    """Return x as an array of float16, float32 or float64; integers become float64."""
    x = np.asarray(x)
    if x.dtype.kind in "iu":
        return x.astype(np.float64)
    if x.dtype.char not in "efd":
        raise TypeError(f"x must hold integers, float16, float32 or float64, not {x.dtype}")
    return x
