"""One function over many floats: how many, the worst error and where, and how well the values were known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from rectified.exhaustive.errors import float32_errors, powers_of_two, ulp_errors
from rectified.exhaustive.target import Target

#: Of each sweep the worst points of this many blocks are kept, to be looked at again by ball arithmetic.
KEPT = 32


@dataclass
class Sweep:
    """What a sweep found; sums and worst cases, so that sweeps of parts add up.

    points: judged; others: infinities, NaN, and points at which a derivative has no value. astray: NaN that did not
    give NaN. worst: ulp and the float's pattern, of the worst block each, worst first. bound: the largest error in ulp
    that the values themselves may have; by_balls: at how many points they were found by ball arithmetic.
    """

    points: int = 0
    others: int = 0
    astray: int = 0
    by_balls: int = 0
    bound: float = 0.0
    worst: list[tuple[float, int]] = field(default_factory=list)

    def add(self, other: Sweep, keep: int = KEPT) -> None:
        """Take in the sweep of another part."""
        self.points += other.points
        self.others += other.others
        self.astray += other.astray
        self.by_balls += other.by_balls
        self.bound = max(self.bound, other.bound)
        self.worst = sorted([*self.worst, *other.worst], reverse=True)[:keep]

    @property
    def ulp(self) -> float:
        """The largest error; infinite when a NaN went astray."""
        return float("inf") if self.astray else self.worst[0][0] if self.worst else 0.0

    def data(self) -> dict[str, Any]:
        """As JSON holds it; an infinite error is null."""
        rows = [[ulp if np.isfinite(ulp) else None, pattern] for ulp, pattern in self.worst]
        return {**asdict(self), "worst": rows}


def from_data(data: dict[str, Any]) -> Sweep:
    """The sweep that `data` was made of."""
    rows = [(float("inf") if ulp is None else float(ulp), int(pattern)) for ulp, pattern in data["worst"]]
    return Sweep(**{**data, "worst": rows})


def sweep32(target: Target, blocks: Iterable[np.ndarray], *, keep: int = KEPT) -> Sweep:
    """Judge a function on blocks of float32 numbers, each of one sign and exponent in the order of patterns."""
    total, before = Sweep(), target.reference.by_balls
    with np.errstate(all="ignore"):
        for x in blocks:
            total.add(_block(target, x), keep)
    total.by_balls = target.reference.by_balls - before
    return total


def _block(target: Target, x: np.ndarray) -> Sweep:
    got = target.got(x)
    wide = x.astype(np.float64)
    if not np.isfinite(wide[-1]):
        return _not_finite(x, got)
    value, bound = target.reference(wide)
    errors = float32_errors(got, value)
    if not np.isfinite(np.max(errors)):
        errors = ulp_errors(got, value)
    known = None
    if np.isnan(np.min(value)):
        known = ~np.isnan(value)
        errors, bound = np.where(known, errors, -1.0), np.where(known, bound, 0.0)
    errors = target.judged(wide, got, value, _at_powers_of_two(target, wide, got, value, errors))
    row = int(np.argmax(errors))
    points = x.size if known is None else int(known.sum())
    worst = [(float(errors[row]), int(x[row].view(np.uint32)))] if points else []
    return Sweep(points, x.size - points, 0, 0, float(np.max(bound)), worst)


def _at_powers_of_two(
    target: Target, x: np.ndarray, got: np.ndarray, value: np.ndarray, errors: np.ndarray
) -> np.ndarray:
    """The errors, those counted in halves because a value may have been rounded up judged by its exact size."""
    if np.max(errors) <= 1:
        return errors
    rows = np.flatnonzero((errors > 1) & powers_of_two(value))
    if rows.size:
        errors = np.array(errors)
        errors[rows] = ulp_errors(got[rows], *target.exact(x[rows], "float32"))
    return errors


def _not_finite(x: np.ndarray, got: np.ndarray) -> Sweep:
    """Infinities, whose limits other checks look at, and NaN, which is to give NaN."""
    astray = int(np.sum(np.isnan(x) & ~np.isnan(got)))
    return Sweep(0, x.size, astray)


def sweep_exactly(target: Target, x: np.ndarray) -> Sweep:
    """Judge a function on floats of any dtype, each against its value by ball arithmetic."""
    dtype = x.dtype.name
    unsigned = f"uint{8 * x.dtype.itemsize}"
    with np.errstate(all="ignore"):
        got = target.got(x)
        finite = np.isfinite(x)
        astray = int(np.sum(np.isnan(x) & ~np.isnan(got)))
        wide = x[finite].astype(np.float64)
        value, rest = target.exact(wide, dtype)
        known = ~np.isnan(value)
        wide, value, rest = wide[known], value[known], rest[known]
        errors = target.judged(wide, got[finite][known], value, ulp_errors(got[finite][known], value, rest))
    order = np.argsort(-errors)[:KEPT]
    patterns = x[finite][known].view(unsigned)
    worst = [(float(errors[row]), int(patterns[row])) for row in order]
    return Sweep(errors.size, x.size - errors.size, astray, errors.size, 0.0, worst)
