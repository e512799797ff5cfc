"""Nanoseconds per element of calls that take turns, so that whatever else the machine does falls on all alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.bars import Spread, spread
from bench.speed.contestants import Contestant, contestants

#: Seconds that one reading takes at least, and the most calls it is made of.
READING, MOST_CALLS = 0.02, 100_000


@dataclass(frozen=True)
class Row:
    """What one contestant takes for one function, dtype and number of elements, in ns an element."""

    function: str
    dtype: str
    size: int
    name: str
    ns: Spread


def rows(
    functions: Sequence[str], dtypes: Sequence[str], sizes: Sequence[int], rounds: int, snippets: Mapping[str, Any]
) -> Iterator[Row]:
    """Every comparison, one function, dtype and size after the other; the inputs are standard normal and seeded."""
    for function in functions:
        for dtype in dtypes:
            found = contestants(function, dtype, snippets)
            for size in sizes:
                x = np.random.default_rng(0).standard_normal(size).astype(dtype)
                for name, ns in compared(found, x, rounds).items():
                    yield Row(function, dtype, size, name, ns)


def compared(found: Sequence[Contestant], x: np.ndarray, rounds: int) -> dict[str, Spread]:
    """Each contestant's ns an element over the rounds. A first call, which may compile, is not counted."""
    calls = {each.name: _bound(each, x) for each in found}
    counts = {name: _calls_of_a_reading(call) for name, call in calls.items()}
    readings: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            readings[name].append(1e9 * _seconds(call, counts[name]) / (counts[name] * x.size))
    return {name: known for name, values in readings.items() if (known := spread(values))}


def _bound(contestant: Contestant, x: np.ndarray) -> Callable[[], Any]:
    given = contestant.given(x)
    return lambda: contestant.call(given)


def _calls_of_a_reading(call: Callable[[], Any]) -> int:
    call()
    once = max(min(_seconds(call, 1) for _ in range(3)), 1e-9)
    return max(1, min(MOST_CALLS, round(READING / once)))


def _seconds(call: Callable[[], Any], times: int) -> float:
    started = time.perf_counter()
    for _ in range(times):
        call()
    return time.perf_counter() - started


def ratios(found: Sequence[Row], name: str, to: str) -> dict[tuple[str, str, int], float]:
    """By function, dtype and size, how many times as long one takes as another, where both were measured."""
    median = {(row.function, row.dtype, row.size, row.name): row.ns.median for row in found}
    keys = dict.fromkeys((row.function, row.dtype, row.size) for row in found)
    both = [key for key in keys if (*key, name) in median and (*key, to) in median]
    return {key: median[(*key, name)] / median[(*key, to)] for key in both}
