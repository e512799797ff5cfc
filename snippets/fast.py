"""Fast forms of six activation functions: no `where`, and blocks that stay in the processor's cache.

They give up some of the last digit; the files of their own names hold the plain forms. Which is faster by how much
depends on the processor: NumPy computes exp and tanh of several numbers at a time where it can.
To copy one function, take with it the private functions and constants that it names.

Sources: those of the plain forms. exp(x) - 1 is 2t / (1 - t) with t = tanh(x / 2), which loses no digit near 0.
"""

import numpy as np

__all__ = ["ALPHA", "LAMBDA", "elu", "gelu", "selu", "sigmoid", "silu", "softplus"]

ALPHA = 1.6732632423543772848170429916717
LAMBDA = 1.0507009873554804934193349852946

BLOCK = 8192  # numbers at a time: 64 KiB of float64

# Polynomials R in w = (t - 4) / (t + 4), from the highest power down, such that for t from 0 to where it underflows
# t Phi(-t) = t / (t + 4) * exp(-t**2 / 2) * R(w). Fitted by tools/fit_fast_gelu.py of the project this file is from.
TAIL_32 = (
    -0.0001255583856022561, 0.00018899651942026397, 0.0015668816877809047, -0.003520972823986374,
    -0.007525402418208545, 0.06040618551429179, -0.18652330675776782, 0.38713668307040544,
    -0.6078965941450818, 0.755285138596193,
)  # fmt: skip
TAIL_64 = (
    -9.990624160023276e-10, -1.015295717649618e-11, 1.3976528155950821e-08, 1.4842390072751344e-08,
    -7.634712843441086e-08, -1.546196819122192e-07, 2.6354310560684456e-07, 1.0200713392568465e-06,
    -6.249906995369785e-07, -5.919013186154044e-06, 7.149308325478401e-07, 3.51442149682578e-05,
    -1.9078434059248706e-06, -0.00023109482414997105, 0.00013334424978358428, 0.0016308184424805887,
    -0.0034796923618040597, -0.007540188965625017, 0.06039657489067665, -0.1865218579596934,
    0.38713740074221936, -0.6078966419718917, 0.7552851304157515,
)  # fmt: skip


def selu(x, *, wide=False):
    """Return SELU of x, elementwise.

    x: array_like of real numbers, any shape.
    wide: compute float32 in float64, with one rounding at the end; slower.
    Returns: same shape; a NumPy scalar for a scalar. float16/32/64 keep their dtype;
    integers and Python numbers give float64. Other dtypes, bool among them, raise TypeError.
    Special cases: ±0.0 -> 0.0, -inf -> -LAMBDA * ALPHA, +inf -> +inf, nan -> nan.
    Accuracy: within 4 ulp in float32 and float64, 0.51 in float16 and, with wide, in float32.
    """
    return _in_blocks(lambda x: _elu(x, LAMBDA, LAMBDA * ALPHA), x, wide)


def elu(x, alpha=1.0, *, wide=False):
    """Return ELU of x, elementwise. alpha: any number from 0 on, else ValueError; all else as for selu."""
    if not 0 <= alpha < np.inf:
        raise ValueError(f"alpha must be a number from 0 on, not {alpha}")
    return _in_blocks(lambda x: _elu(x, 1.0, float(alpha)), x, wide)


def sigmoid(x, *, wide=False):
    """Return 1 / (1 + exp(-x)), elementwise. -inf -> 0, +inf -> 1; all else as for selu."""
    return _in_blocks(_sigmoid, x, wide)


def softplus(x, *, wide=False):
    """Return log(1 + exp(x)), elementwise. -inf -> 0, +inf -> +inf; all else as for selu."""
    return _in_blocks(lambda x: np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x))), x, wide)


def silu(x, *, wide=False):
    """Return x / (1 + exp(-x)), elementwise. -0.0 -> -0.0, -inf -> -0.0, +inf -> +inf; all else as for selu."""
    return _in_blocks(_silu, x, wide)


def gelu(x, *, wide=False):
    """Return x * Phi(x), elementwise, Phi the standard normal distribution. -inf -> 0, +inf -> +inf; as selu else."""
    return _in_blocks(_gelu, x, wide)


def _elu(x, right, left):
    """Return right * x where x > 0, else left * (exp(x) - 1)."""
    t = np.tanh(0.5 * np.minimum(x, 0))
    return right * np.maximum(x, 0) + 2 * left * (t / (1 - t))


def _sigmoid(x):
    d = np.exp(-np.abs(x))  # at most 1, so nothing overflows
    return np.maximum(d, x >= 0) / (1 + d)


def _silu(x):
    """Below -80 the sigmoid is exp(x) to all digits, and exp(x) is subnormal before x * exp(x): two factors of it."""
    x = np.maximum(x, -1000)  # the result is 0 in every dtype: -inf times 0 would be nan
    if x.min() >= -80:
        return x * _sigmoid(x)
    return x * _sigmoid(np.maximum(x, -80)) * np.exp(np.minimum(x + 80, 0))


def _gelu(x):
    """Return max(x, 0) - t * Phi(-t), t = abs(x). What rounding took from the square of t is put back."""
    t = np.minimum(np.abs(x), 40)  # beyond it the tail is 0 in any case
    single = x.dtype == np.float32
    c = (4097 if single else 134217729) * t
    high = c - (c - t)  # half the digits of t, so that products with it are exact
    low = t - high
    square = t * t
    lost = (high * high - square + 2 * high * low) + low * low
    v, r = t / (t + 4), 0.0
    w = 2 * v - 1
    for coefficient in TAIL_32 if single else TAIL_64:
        r = r * w + coefficient
    tail = np.exp(-0.5 * square)
    return np.maximum(x, 0) - (tail - 0.5 * lost * tail) * v * r


def _in_blocks(function, x, wide):
    """Return what a function gives for x, from blocks of float32 or float64 that fit into the cache."""
    x = np.asarray(x)
    if x.dtype.kind in "iu":
        x = x.astype(np.float64)
    if x.dtype.char not in "efd":
        raise TypeError(f"x must hold integers, float16, float32 or float64, not {x.dtype}")
    given, result = np.ravel(x), np.empty(x.size, x.dtype)
    inside = np.float64 if wide or x.dtype.char == "d" else np.float32
    with np.errstate(all="ignore"):  # the tails are subnormal, then 0
        for start in range(0, x.size, BLOCK):
            block = slice(start, start + BLOCK)
            result[block] = function(given[block].astype(inside, copy=False))
    return result.reshape(x.shape)[()]
