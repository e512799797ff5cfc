"""Floats by their bit patterns: all of float16, all of float32 in chunks, spreads, and where code goes wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from rectified.accuracy import edges, points

#: A chunk is all 2**23 patterns of float32 with one sign and one exponent; 512 of them are every float32.
CHUNK, CHUNKS = 2**23, 2**9
#: Points that are evaluated together: few enough to stay in the processor's cache.
BLOCK = 2**15
#: Every so many float32 patterns are in the spread; a prime, so that the low bits vary: 4.2 million in all.
STRIDE = 1021
#: Patterns on either side of an edge, for float32 and float64.
NEAR32, NEAR64 = 2048, 32
#: Random mantissas for each sign and exponent of float64, and points of each sign from 1e-3 to 1e3.
MANTISSAS, DENSE = 24, 8192

_UNSIGNED = {"float16": np.uint16, "float32": np.uint32, "float64": np.uint64}


def floats(patterns: np.ndarray, dtype: str) -> np.ndarray:
    """The floats of a dtype that have these bit patterns."""
    return patterns.astype(_UNSIGNED[dtype]).view(dtype)


def chunk(number: int) -> range:
    """The bit patterns of one chunk of float32."""
    return range(number * CHUNK, (number + 1) * CHUNK)


def blocks(patterns: range) -> Iterator[np.ndarray]:
    """The float32 numbers of a range of bit patterns, a few at a time."""
    for start in range(patterns.start, patterns.stop, BLOCK):
        yield floats(np.arange(start, min(start + BLOCK, patterns.stop), dtype=np.uint32), "float32")


def every_float16() -> np.ndarray:
    """All 65 536 patterns of float16: 63 488 finite numbers, two infinities, the rest NaN."""
    return floats(np.arange(2**16), "float16")


def _finite(found: np.ndarray) -> np.ndarray:
    finite: np.ndarray = found[np.isfinite(found)]
    return finite


def spread32(places: Sequence[float]) -> np.ndarray:
    """Finite float32 numbers in the order of their patterns: every `STRIDE`-th, and all near the edges and `places`."""
    regular = np.arange(0, 2**32, STRIDE, dtype=np.uint64)
    near = _around(edges(np.float32, [0.0, *places]), "float32", NEAR32)
    found = floats(np.union1d(regular, near), "float32")
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
    found = np.unique(np.concatenate([drawn, dense, -dense, near, points(np.float64, [0.0, *places])]))
    return _finite(found)


def _around(places: np.ndarray, dtype: str, reach: int) -> np.ndarray:
    """The patterns of floats and of their neighbours, as uint64; of zero, those on its own side."""
    unsigned = _UNSIGNED[dtype]
    sign = 2 ** (8 * np.dtype(dtype).itemsize - 1)
    found = set[int]()
    for pattern in {int(p) for p in places.astype(dtype).view(unsigned)}:
        side = pattern & sign
        found.update(range(max(pattern - reach, side), min(pattern + reach + 1, side + sign)))
    return np.fromiter(found, dtype=np.uint64, count=len(found))
