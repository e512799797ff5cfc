"""Floats to try a claim on: all of float16, and the float at which something begins."""

import numpy as np


def every_float16():
    """Return the 63 490 float16 values that are not NaN, ascending; infinities and both zeros are among them."""
    values = np.arange(2**16, dtype=np.uint16).view(np.float16)
    return np.sort(values[~np.isnan(values)])


def edge(holds, inside, outside, dtype):
    """Return the last float on the way from `inside` to `outside` at which `holds` is true, by bisection.

    holds: a function of one float of the dtype; true at `inside`, false at `outside`, and changing once between.
    """
    inside, outside = dtype(inside), dtype(outside)
    while (middle := dtype((np.float64(inside) + np.float64(outside)) / 2)) not in (inside, outside):
        inside, outside = (middle, outside) if holds(middle) else (inside, middle)
    return inside
