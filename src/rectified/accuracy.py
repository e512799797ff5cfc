"""How far a function's floats are from the exact values, in units in the last place (ulp), and where to look."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np

#: Decimal digits of the exact values, enough to tell halves of an ulp apart in every dtype.
DIGITS = 50


@dataclass(frozen=True)
class Worst:
    """The largest error found, in ulp, and the point it was found at; both are 0 when there were no points."""

    ulp: float
    x: float


def worst_ulp(function: Callable[[Any], Any], exact: Callable[[Any], Any], points: np.ndarray) -> Worst:
    """Return the largest error of `function` over `points`.

    points: one-dimensional, of the dtype to be judged; function takes them all at once.
    exact: the same function of one mpmath number, computed with `DIGITS` digits. Where the sign of a zero
    counts it returns a Python float, 0.0 or -0.0: mpmath's zero has no sign.
    """
    worst = Worst(0.0, 0.0)
    with mpmath.workdps(DIGITS):
        for x, result in zip(points, np.asarray(function(points)), strict=True):
            error = ulp_error(result, exact(mpmath.mpf(float(x))))
            if error > worst.ulp:
                worst = Worst(error, float(x))
    return worst


def ulp_error(result: np.floating[Any], exact: Any) -> float:
    """Return the distance of a NumPy float from an exact value, in ulp of its dtype at the exact value.

    exact: an mpmath number or a Python float. nan is matched by nan alone, an infinity by itself alone; a value
    that rounds to infinity wants infinity, and infinity otherwise counts as the power of two after the largest
    float. A mismatch without a size is inf, and so is a zero whose sign differs from that of a Python float.
    """
    if math.isnan(result) or mpmath.isnan(exact):
        return 0.0 if math.isnan(result) and mpmath.isnan(exact) else math.inf
    if mpmath.isinf(exact) or (_rounds_to_infinity(exact, result.dtype) and math.isinf(result)):
        return 0.0 if math.isinf(result) and (result > 0) == (exact > 0) else math.inf
    if isinstance(exact, float) and exact == result == 0:
        return 0.0 if math.copysign(1, exact) == math.copysign(1, result) else math.inf
    limits = np.finfo(result.dtype)
    got = math.copysign(1, result) * mpmath.mpf(2) ** int(limits.maxexp) if math.isinf(result) else float(result)
    with mpmath.workdps(2 * DIGITS):
        return float(abs(mpmath.mpf(got) - exact) / ulp(exact, result.dtype))


def ulp(exact: Any, dtype: Any) -> Any:
    """Return the spacing of the floats of a dtype around an exact, finite value, as an mpmath number.

    Below the smallest normal float it is the smallest subnormal, beyond the largest float that float's own spacing.
    """
    limits = np.finfo(dtype)
    power = mpmath.frexp(exact)[1] - 1 if exact else int(limits.minexp)
    return mpmath.mpf(2) ** (min(max(power, int(limits.minexp)), int(limits.maxexp) - 1) - int(limits.nmant))


def _rounds_to_infinity(exact: Any, dtype: Any) -> bool:
    limits = np.finfo(dtype)
    return bool(abs(exact) >= mpmath.mpf(float(limits.max)) + ulp(limits.max.item(), dtype) / 2)


def grid(low: float, high: float, dtype: Any, count: int = 1001) -> np.ndarray:
    """Return `count` evenly spaced points from `low` to `high`, rounded to a dtype."""
    return np.linspace(low, high, count).astype(dtype)


def spread(dtype: Any, count: int = 200) -> np.ndarray:
    """Return `count` log-spaced points of each sign, from the smallest subnormal to the largest float of a dtype."""
    limits = np.finfo(dtype)
    powers = np.linspace(int(limits.minexp) - int(limits.nmant), int(limits.maxexp), count)
    with np.errstate(over="ignore", under="ignore"):
        positive = np.minimum(np.exp2(powers), float(limits.max)).astype(dtype)
    return np.concatenate([-positive[::-1], positive])


def edges(dtype: Any, kinks: Sequence[float] = (0.0,)) -> np.ndarray:
    """Return the points of a dtype where functions go wrong, each with its two neighbours.

    Both zeros, ±1, the kinks, the smallest subnormal and normal and the largest float, of either sign, and where
    exp(x) and exp(2x) leave the normal range, lose their last digit or overflow.
    """
    limits = np.finfo(dtype)
    sizes = [float(limits.smallest_subnormal), float(limits.tiny), float(limits.eps), float(limits.max)]
    turns = [math.log(size) / part for size in sizes for part in (1, 2)]
    places = np.array([*sizes, *turns, 1.0, *kinks]).astype(dtype)
    places = np.concatenate([places, -places])
    with np.errstate(over="ignore", under="ignore"):
        above, below = (np.nextafter(places, np.array(side, dtype)) for side in (np.inf, -np.inf))
    near = np.concatenate([places, above, below, np.array([0.0, -0.0], dtype)])
    finite: np.ndarray = near[np.isfinite(near)]
    return finite


def points(dtype: Any, kinks: Sequence[float] = (0.0,), count: int = 200) -> np.ndarray:
    """Return points to judge a function of a dtype at: `edges`, `spread`, and more of each sign from 1e-3 to 1e3."""
    dense = np.geomspace(1e-3, 1e3, 2 * count)
    return np.concatenate([edges(dtype, kinks), spread(dtype, count), dense.astype(dtype), -dense.astype(dtype)])
