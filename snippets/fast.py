"""Fast forms of six activation functions: no `where`, no mask, no temporary arrays, in blocks that stay in the cache.

They give up a digit at most and some special cases; the files of their own names hold the plain forms. Which is
faster by how much depends on the processor: NumPy computes tanh and exp of float32 and float64 several at a time.

Sources: those of the plain forms. exp(x) - 1 is 2t / (1 - t) with t = tanh(x / 2), which loses no digit near 0.
"""

import numpy as np

ALPHA = 1.6732632423543772848170429916717
LAMBDA = 1.0507009873554804934193349852946

BLOCK = 8192  # numbers at a time: three blocks of float64 are 192 KiB


def selu(x, *, wide=False):
    """Return SELU of x, elementwise.

    x: array_like of real numbers, any shape.
    wide: compute float32 in float64, one rounding at the end; slower.
    Returns: same shape; a NumPy scalar for a scalar. float16/32/64 keep their dtype;
    integers and Python numbers give float64. Other dtypes raise TypeError.
    Special cases: ±0.0 -> 0.0, -inf -> -LAMBDA * ALPHA, +inf -> +inf, nan -> nan.
    """
    return _in_blocks(x, wide, _elu, LAMBDA, LAMBDA * ALPHA)


def elu(x, alpha=1.0, *, wide=False):
    """Return ELU of x, elementwise; alpha: any number from 0 on. Otherwise as selu."""
    if not 0 <= alpha < np.inf:
        raise ValueError(f"alpha must be a number from 0 on, not {alpha}")
    return _in_blocks(x, wide, _elu, 1.0, float(alpha))


def sigmoid(x, *, wide=False):
    """Return 1 / (1 + exp(-x)), elementwise. ±inf -> 0 and 1; otherwise as selu."""
    return _in_blocks(x, wide, _sigmoid)


def softplus(x, *, wide=False):
    """Return log(1 + exp(x)), elementwise. -inf -> 0, +inf -> +inf; otherwise as selu."""
    return _in_blocks(x, wide, _softplus)


def silu(x, *, wide=False):
    """Return x / (1 + exp(-x)), elementwise. -inf -> -0.0, -0.0 -> -0.0; otherwise as selu."""
    return _in_blocks(x, wide, _silu)


def _elu(x, y, t, right, left):
    """Write right * x where x > 0, else left * (exp(x) - 1), into y."""
    np.minimum(x, 0, out=t)
    t *= 0.5
    np.tanh(t, out=t)
    np.subtract(1, t, out=y)
    t /= y
    t *= 2 * left
    np.maximum(x, 0, out=y)
    y *= right
    y += t


def _sigmoid(x, y, t):
    np.abs(x, out=t)
    np.negative(t, out=t)
    np.exp(t, out=t)  # at most 1, so nothing overflows
    np.maximum(t, x >= 0, out=y)  # exp(x) for a negative x, else 1
    t += 1
    y /= t


def _softplus(x, y, t):
    np.abs(x, out=t)
    np.negative(t, out=t)
    np.exp(t, out=t)  # at most 1, so nothing overflows
    np.log1p(t, out=t)
    np.maximum(x, 0, out=y)
    y += t


def _silu(x, y, t):
    """Below -80 the sigmoid is exp(x) to all digits, and x exp(x) subnormal later than exp(x): exp in two factors."""
    np.maximum(x, -1000, out=x)  # the result is 0 in every dtype: -inf times 0 would be nan
    near = x.min() >= -80  # false beside a nan, which is only slower
    _sigmoid(x if near else np.maximum(x, -80), y, t)
    y *= x
    if not near:
        y *= np.exp(np.minimum(x + 80, 0))


def _in_blocks(x, wide, kernel, *constants):
    """Return what the kernel makes of x, block by block; it may overwrite all three it is given."""
    x = np.asarray(x)
    if x.dtype.kind in "iu":
        x = x.astype(np.float64)
    if x.dtype.char not in "efd":
        raise TypeError(f"x must hold integers, float16, float32 or float64, not {x.dtype}")
    given, result = np.ravel(x), np.empty(x.size, x.dtype)
    inside = np.float64 if wide or x.dtype.char == "d" else np.float32
    blocks = np.empty((3, min(BLOCK, x.size)), inside)
    with np.errstate(all="ignore"):  # the tails are subnormal, then 0
        for start in range(0, x.size, BLOCK):
            a, b, c = blocks[:, : x.size - start]
            stop = start + len(a)
            a[:] = given[start:stop]
            kernel(a, b, c, *constants)
            result[start:stop] = b
    return result.reshape(x.shape)[()]
