"""SELU, the scaled exponential linear unit: λx on the right, saturating at −λα on the left.

Source: Klambauer, Unterthiner, Mayr and Hochreiter, "Self-Normalizing Neural Networks",
NIPS 2017, arXiv:1706.02515.

The accuracy figures are for NumPy 2. NumPy 1.26 computes exp and expm1 itself less accurately on processors
with AVX-512, which makes it 3 ulp in float64.
"""

import numpy as np

# The one pair with λ > 0 that gives an output of mean 0 and variance 1 for a standard normal input.
ALPHA = 1.6732632423543772848170429916717
LAMBDA = 1.0507009873554804934193349852946
LAMBDA_ALPHA = 1.7580993408473768599402175208123  # rounded once; multiplying the two above is 1.06 ulp off


def selu(x):
    """Return LAMBDA * x where x > 0, else LAMBDA * ALPHA * (exp(x) - 1), elementwise.

    x: array_like of real numbers, any shape.
    Returns: same shape; a NumPy scalar for a scalar. float16/32/64 keep their dtype;
    integers and Python numbers give float64. Other dtypes, bool among them, raise TypeError.
    Special cases: -0.0 -> -0.0, -inf -> -LAMBDA * ALPHA, +inf -> +inf, nan -> nan.
    Accuracy: within 2 ulp in float64 (1.7 measured), 0.51 in float32 and float16.
    """
    x = _floats(x)
    with np.errstate(all="ignore"):  # where evaluates both branches: expm1 overflows for large x
        wide = x.astype(np.float64)
        y = np.where(wide > 0, LAMBDA * wide, LAMBDA_ALPHA * np.expm1(wide))
        return y.astype(x.dtype)[()]


def selu_grad(x):
    """Return the derivative of selu: LAMBDA where x > 0, else LAMBDA * ALPHA * exp(x), elementwise.

    x, shape, dtype: as for selu.
    At the kink, x = 0, the slopes are LAMBDA * ALPHA (left) and LAMBDA (right);
    this returns the left one, as PyTorch and JAX do.
    Special cases: -inf -> 0, +inf -> LAMBDA, nan -> nan.
    Accuracy: within 2 ulp in float64 (1.7 measured), 0.51 in float32 and float16.
    """
    x = _floats(x)
    with np.errstate(all="ignore"):  # where evaluates both branches: exp overflows for large x
        wide = x.astype(np.float64)
        slope = np.where(wide > 0, LAMBDA, LAMBDA_ALPHA * np.exp(wide))
        return slope.astype(x.dtype)[()]


def _floats(x):
    """Return x as an array of float16, float32 or float64; integers become float64."""
    x = np.asarray(x)
    if x.dtype.kind in "iu":
        return x.astype(np.float64)
    if x.dtype.char not in "efd":
        raise TypeError(f"x must hold integers, float16, float32 or float64, not {x.dtype}")
    return x
