"""Errors of whole arrays in units in the last place, by the rules of `accuracy.ulp_error`."""

from __future__ import annotations

import numpy as np


def exponents(value: np.ndarray, rest: np.ndarray | float, dtype: str) -> np.ndarray:
    """The power of two that is one ulp of a dtype at each exact value, value + rest·ulp; int64.

    A power of two with a rest towards zero has the smaller ulp of the numbers below it.
    """
    limits = np.finfo(dtype)
    mantissa, power = np.frexp(np.where(np.isfinite(value), value, np.finfo(np.float64).max))
    below = (np.abs(mantissa) == 0.5) & (np.asarray(rest) * mantissa < 0)
    least, most = int(limits.minexp), int(limits.maxexp) - 1
    whole = np.where(mantissa == 0, least, power.astype(np.int64) - 1 - below)
    found: np.ndarray = np.clip(whole, least, most) - int(limits.nmant)
    return found


def ulp_errors(got: np.ndarray, value: np.ndarray, rest: np.ndarray | float = 0.0) -> np.ndarray:
    """How far the floats `got`, of the dtype that is judged, are from exact values, in ulp.

    value: float64, the exact value rounded, or infinite beyond float64; rest: what that leaves, in ulp of the dtype.
    inf where `got` is NaN, or finite where the value is not; 0 where both are infinite, or the value rounds to that.
    """
    dtype = got.dtype.name
    limits = np.finfo(dtype)
    unit = exponents(value, rest, dtype)
    infinite = np.isinf(got)
    next_power = np.copysign(2.0 ** (int(limits.maxexp) - 2), got.astype(np.float64))  # a quarter of it
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        apart = np.abs(np.ldexp(got.astype(np.float64) - value, -unit) - rest)
        beyond_all = np.abs(np.ldexp(next_power - value / 4, 2 - unit))  # as if infinity were the next power of two
    same = infinite & _overflows(value, dtype) & (np.sign(got) == np.sign(value))
    wrong = np.isnan(got) | (np.isinf(value) & ~same)
    return np.where(same, 0.0, np.where(wrong, np.inf, np.where(infinite, beyond_all, apart)))


def _overflows(value: np.ndarray, dtype: str) -> np.ndarray:
    """Whether exact values round to infinity."""
    limits = np.finfo(dtype)
    half = 2.0 ** (int(limits.maxexp) - int(limits.nmant) - 2)
    least = np.inf if dtype == "float64" else float(limits.max) + half
    found: np.ndarray = np.abs(value) >= least
    return found


def powers_of_two(value: np.ndarray) -> np.ndarray:
    """Where a float64 number is a power of two, perhaps only because it was rounded to one."""
    found: np.ndarray = np.abs(np.frexp(value)[0]) == 0.5
    return found


def float32_errors(got: np.ndarray, value: np.ndarray) -> np.ndarray:
    """`ulp_errors` of finite float32 results for values below overflow: the same figures, several times faster."""
    errors: np.ndarray = np.abs(got.astype(np.float64) - value) * per_ulp(value)
    return errors


def per_ulp(value: np.ndarray) -> np.ndarray:
    """The inverse of one ulp of float32 at float64 numbers; at a power of two, that of the numbers below it.

    A value in float64 may be a power of two only because it was rounded up.
    """
    bits: np.ndarray = (np.abs(value).view(np.int64) - 1) >> 52
    np.clip(bits, 1023 - 126, 1023 + 127, out=bits)
    inverse: np.ndarray = ((1023 + 1023 + 23 - bits) << 52).view(np.float64)
    return inverse
