"""Which floats are judged."""

import numpy as np

from rectified.exhaustive.patterns import BLOCK, CHUNK, CHUNKS, blocks, chunk, every_float16
from rectified.exhaustive.spreads import spread32, spread64


def test_chunks_are_every_float32_once():
    """512 ranges of patterns, end to end; each holds one sign and one exponent."""
    assert chunk(0).start == 0 and chunk(CHUNKS - 1).stop == 2**32
    assert all(chunk(n).stop == chunk(n + 1).start for n in range(CHUNKS - 1))
    first, *_, last = blocks(chunk(127))
    assert first[0] == 1 and last[-1] == np.nextafter(np.float32(2), np.float32(0))
    assert first.size == BLOCK and CHUNK % BLOCK == 0


def test_every_float16():
    """Each pattern once: 63 488 finite numbers, two infinities, the rest NaN."""
    x = every_float16()
    assert np.unique(x.view(np.uint16)).size == 2**16
    assert np.isfinite(x).sum() == 63_488 and np.isinf(x).sum() == 2


def test_spread_of_float32():
    """Four million numbers of every exponent and sign in the order of patterns, with the neighbours of each edge."""
    x = spread32([3.0])
    patterns = x.view(np.uint32)
    assert x.size > 4_000_000 and np.all(np.diff(patterns.astype(np.int64)) > 0)
    assert np.count_nonzero(np.diff(patterns >> 23)) + 1 == CHUNKS - 2
    known = {*patterns[np.searchsorted(patterns, around(3.0))].tolist()}
    assert known == {*around(3.0).tolist()}
    for edge in (0.0, np.finfo(np.float32).max, np.finfo(np.float32).tiny, -88.72284):
        place = np.float32(edge).view(np.uint32)
        assert patterns[np.searchsorted(patterns, place)] == place


def around(place):
    return np.float32(place).view(np.uint32) + np.arange(-2048, 2049)


def test_spread_of_float64():
    """More than a hundred thousand numbers, the same each time, with many of every exponent and sign."""
    x = spread64([3.0])
    assert x.size > 100_000 and np.array_equal(x, spread64([3.0]))
    exponents, counts = np.unique(x.view(np.uint64) >> np.uint64(52), return_counts=True)
    assert exponents.size == 2 * 2047 and counts.min() >= 20
    assert np.nextafter(3.0, 4) in x
