"""How far functions are off, against 50 digits, for claims on their accuracy."""

import mpmath
import numpy as np

from rectified.accuracy import DIGITS, points, worst_ulp
from rectified.evidence import sampled

DTYPES = (np.float16, np.float32, np.float64)


def within(bound, narrow, *pairs, beside=None):
    """Evidence that functions are within `bound` ulp in float64, `narrow` in float32 and float16.

    pairs: each a function and its exact value, of one mpmath number. beside: the stretch around a root of the last
    one, a gradient, on which these are ulp of 1.
    """
    worst = dict.fromkeys(DTYPES, 0.0)
    for number, (function, exact) in enumerate(pairs):
        stretch = beside if number == len(pairs) - 1 and beside else (0, 0)
        for dtype in DTYPES:
            x = points(dtype, count=40)
            away = (x.astype(float) <= stretch[0]) | (x.astype(float) >= stretch[1])
            found = worst_ulp(function, exact, x[away]).ulp
            worst[dtype] = max(worst[dtype], found, error_beside(function, exact, stretch, dtype))
    half, single, double = worst.values()
    assert half <= narrow and single <= narrow and double <= bound
    text = f"worst {half:.2f} ulp in float16, {single:.2f} in float32, {double:.2f} in float64"
    return sampled(text, half=half, single=single, double=double, bound=bound)


def error_beside(function, exact, stretch, dtype):
    """The largest error on a stretch around a root, in ulp of 1; 0 without a stretch."""
    if stretch[0] == stretch[1]:
        return 0.0
    x = np.linspace(*stretch, 101).astype(dtype)
    with mpmath.workdps(DIGITS):
        errors = [abs(mpmath.mpf(float(y)) - exact(mpmath.mpf(float(v)))) for v, y in zip(x, function(x), strict=True)]
    return float(max(errors)) / float(np.finfo(dtype).eps)


def sigmoid(x):
    """The logistic function of an mpmath number."""
    return 1 / (1 + mpmath.exp(-x))


def below(x):
    """The standard normal distribution function, rounded to 0 or 1 where mpmath's erfc gives up."""
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2 if abs(x) < 100 else mpmath.mpf(x > 0)


def density(x):
    """The standard normal density."""
    return mpmath.exp(-(x**2) / 2) / mpmath.sqrt(2 * mpmath.pi)
