"""Floats that a build judges: spreads over every exponent, and the regions where code goes wrong."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rectified.accuracy import edges, points
from rectified.exhaustive.patterns import UNSIGNED, floats

#: Every so many float32 patterns are in the spread; a prime, so that the low bits vary: 4.2 million in all.
STRIDE = 1021
#: Patterns on either side of an edge, for float32 and float64.
NEAR32, NEAR64 = 2048, 32
#: Random mantissas for each sign and exponent of float64, and points of each sign from 1e-3 to 1e3.
MANTISSAS, DENSE = 24, 8192


def spread32(places: Sequence[float]) -> np.ndarray:
    """Finite float32 numbers in the order of their patterns: every `STRIDE`-th, and all near the edges and `places`."""
    regular = np.arange(0, 2**32, STRIDE, dtype=np.uint64)
    near = _around(edges(np.float32, [0.0, *places]), "float32", NEAR32)
    found = floats(_distinct(np.concatenate([regular, near]).astype(np.uint32)), "float32")
    return _finite(found)


def spread64(places: Sequence[float]) -> np.ndarray:
    """Finite float64 numbers, at least 100 000: random mantissas for each exponent, edges, tails; seeded."""
    random = np.random.default_rng(64)
    exponents = np.repeat(np.arange(2 * 2047, dtype=np.uint64), MANTISSAS)
    sign, exponent = np.divmod(exponents, np.uint64(2047))
    mantissas = random.integers(0, 2**52, len(exponents), dtype=np.uint64)
    drawn = (sign << np.uint64(63) | exponent << np.uint64(52) | mantissas).view(np.float64)
    dense = np.exp(random.uniform(np.log(1e-3), np.log(1e3), DENSE))
    near = _around(edges(np.float64, [0.0, *places]), "float64", NEAR64).view(np.float64)
    found = _distinct(np.concatenate([drawn, dense, -dense, near, points(np.float64, [0.0, *places])]))
    return _finite(found)


def _around(places: np.ndarray, dtype: str, reach: int) -> np.ndarray:
    """The patterns of floats and of their neighbours, as uint64; of zero, those on its own side."""
    patterns = places.astype(dtype).view(UNSIGNED[dtype])
    sign = 2 ** (8 * np.dtype(dtype).itemsize - 1)
    ranges = []
    for pattern in {int(p) for p in patterns}:
        side = pattern & sign
        ranges.append(np.arange(max(pattern - reach, side), min(pattern + reach + 1, side + sign), dtype=np.uint64))
    return np.concatenate(ranges)


def _distinct(values: np.ndarray) -> np.ndarray:
    """In order, each once; many times faster than np.unique."""
    ordered = np.sort(values)
    found: np.ndarray = ordered[np.append(True, ordered[1:] != ordered[:-1])]
    return found


def _finite(found: np.ndarray) -> np.ndarray:
    finite: np.ndarray = found[np.isfinite(found)]
    return finite
