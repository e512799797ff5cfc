"""Floats by their bit patterns: all of float16, and all of float32 in chunks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

#: A chunk is all 2**23 patterns of float32 with one sign and one exponent; 512 of them are every float32.
CHUNK, CHUNKS = 2**23, 2**9
#: Points that are evaluated together: few enough to stay in the processor's cache.
BLOCK = 2**15
#: The integers of the same size.
UNSIGNED = {"float16": np.uint16, "float32": np.uint32, "float64": np.uint64}


def floats(patterns: np.ndarray, dtype: str) -> np.ndarray:
    """The floats of a dtype that have these bit patterns."""
    return patterns.astype(UNSIGNED[dtype]).view(dtype)


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
