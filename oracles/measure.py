"""What a library's function does over a grid: its errors, those of tiny numbers apart, and where it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from oracles.libraries import Function
from rectified.formulas.comparison import Point, Reference, errors, grid

#: Up to this many ulp two functions agree: rounding may cost the last decimal digit, not more.
BAR = 10.0

#: Up to this many ulp an error is one of rounding, whatever the size of the number.
_ROUNDED = 2.0


@dataclass(frozen=True)
class Sweep:
    """A function's errors on the grid of a dtype.

    points: all, increasing; flushed: off, but only as if numbers below the smallest normal one were 0; good: of the
    others, those within the bar; bad: the rest.
    """

    dtype: str
    points: Sequence[Point]
    good: Sequence[Point]
    flushed: Sequence[Point]
    bad: Sequence[Point]


@dataclass(frozen=True)
class Place:
    """A stretch of inputs of one sign where a function is off by more than the bar.

    low, high: its ends; worst: its worst point; zero: the part of it where the function returns 0 and is not, or None.
    """

    low: float
    high: float
    worst: Point
    zero: tuple[float, float] | None


def sweep(function: Function, reference: Reference, dtype: str, *, slope: bool) -> Sweep | None:
    """The errors of a function over the grid; None where it does not take or return the dtype."""
    at = grid(dtype, [float(kink) for kink in reference.pieces.boundaries])
    got = called(function, at)
    if got is None:
        return None
    at_zero = called(function, np.zeros_like(at))
    assert at_zero is not None
    rows = errors(reference, at, got, slope=slope)
    tiny = float(np.finfo(dtype).tiny)
    flushed = [row for row in rows if _flushed(row, float(at_zero[0]), tiny)]
    normal = [row for row in rows if not _flushed(row, float(at_zero[0]), tiny)]
    good, bad = ([row for row in normal if (row.ulp <= BAR) == within] for within in (True, False))
    return Sweep(dtype, rows, good, flushed, bad)


def called(function: Function, at: np.ndarray) -> np.ndarray | None:
    """What the function returns; None where it does not take the dtype, or returns another."""
    try:
        with np.errstate(all="ignore"):
            got = np.asarray(function(at))
    except (TypeError, RuntimeError, NotImplementedError):
        return None
    return got if got.dtype == at.dtype and got.shape == at.shape else None


def _flushed(row: Point, at_zero: float, tiny: float) -> bool:
    """Whether a result is off as if the input, or the result, were 0 because it is below the smallest normal number."""
    taken = 0 < abs(row.x) < tiny and abs(float(row.got) - at_zero) <= 2 * tiny
    returned = row.exact is not None and abs(row.exact) < tiny and row.got == 0
    return row.ulp > _ROUNDED and bool(taken or returned)


def places(found: Sweep, function: Function, reference: Reference) -> Iterator[Place]:
    """Where it fails, left and right of 0, with the ends found more closely than the grid has them."""
    for negative in (True, False):
        bad = [row for row in found.bad if (row.x < 0) == negative]
        if bad:
            yield _place(bad, found, function, reference)


def _place(bad: Sequence[Point], found: Sweep, function: Function, reference: Reference) -> Place:
    every = [row.x for row in found.points]
    zeros = [row.x for row in bad if row.got == 0 and row.exact]

    def holding(wanted: Callable[[Point], bool]) -> Callable[[np.ndarray], list[bool]]:
        def holds(at: np.ndarray) -> list[bool]:
            got = called(function, at)
            assert got is not None
            return [wanted(row) for row in errors(reference, at, got, slope=False)]

        return holds

    ends = _closer(bad[0].x, bad[-1].x, every, holding(lambda row: row.ulp > BAR), found.dtype)
    zero = _closer(zeros[0], zeros[-1], every, holding(lambda row: row.got == 0), found.dtype) if zeros else None
    return Place(*ends, max(bad, key=lambda row: (row.ulp, -abs(row.x))), zero)


def _closer(
    low: float, high: float, every: Sequence[float], holds: Callable[[np.ndarray], list[bool]], dtype: str
) -> tuple[float, float]:
    """The ends of a stretch, moved out towards the grid's next points as far as it holds."""
    before = max((x for x in every if x < low), default=low)
    after = min((x for x in every if x > high), default=high)
    return _edge(low, before, holds, dtype), _edge(high, after, holds, dtype)


def _edge(inside: float, outside: float, holds: Callable[[np.ndarray], list[bool]], dtype: str) -> float:
    """How far it holds from a point where it does towards one where it does not, to four digits or more."""
    for _ in range(4):
        if inside * outside <= 0 or inside == outside:
            break
        with np.errstate(all="ignore"):  # at the largest floats
            steps = np.geomspace(inside, outside, 18)[1:-1].astype(dtype)
        held = holds(steps)
        first = held.index(False) if False in held else len(held)
        all_steps = [inside, *map(float, steps), outside]
        inside, outside = all_steps[first], all_steps[first + 1]
    return inside
