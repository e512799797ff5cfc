"""Where on the line of floats a test holds, as stretches between two floats."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

#: How many floats on the inner side of an end are tried, one after the other: rounding may make a test hold on and off.
NEAR = 4096

Test = Callable[[np.ndarray], np.ndarray]


def stretches(test: Test, numbers: np.ndarray) -> Iterator[tuple[int, int]]:
    """The first and last number of each run of floats at which a test holds.

    test: from int64 numbers of floats to whether it holds. numbers: those tried, increasing; between two of them that
    differ the end is found by bisection, and moved inwards while one of the next `NEAR` floats fails the test.
    """
    held = np.concatenate([[False], test(numbers), [False]])
    starts = np.flatnonzero(~held[:-1] & held[1:])
    ends = np.flatnonzero(held[:-1] & ~held[1:]) - 1
    for start, end in zip(starts, ends, strict=True):
        low, high = int(numbers[start]), int(numbers[end])
        first = _end(test, int(numbers[start - 1]), low, high) if start else low
        yield first, _end(test, int(numbers[end + 1]), high, first) if end + 1 < len(numbers) else high


def _end(test: Test, outside: int, inside: int, other: int) -> int:
    """The last number, going outwards from `inside`, up to which the test holds; `other` is the stretch's other end."""
    while abs(outside - inside) > 1:
        middle = (outside + inside) // 2
        if test(np.array([middle]))[0]:
            inside = middle
        else:
            outside = middle
    step = 1 if other >= inside else -1
    near = np.arange(min(NEAR, abs(other - inside)) + 1, dtype=np.int64) * step + inside
    failed = np.flatnonzero(~test(near))
    return int(near[failed[-1]]) + step if len(failed) else inside
