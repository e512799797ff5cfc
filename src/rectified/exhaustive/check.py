"""The reference itself against ball arithmetic: its bounds are to hold where errors are worst, and at random."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rectified.exhaustive.errors import exponents
from rectified.exhaustive.patterns import floats
from rectified.exhaustive.reference import Reference

#: How many points are looked at again in a full sweep.
POINTS = 1000


@dataclass(frozen=True)
class Margin:
    """points: compared. apart: the largest distance between the two, in ulp of float32; share: of the stated bound."""

    points: int
    apart: float
    share: float


def margin(reference: Reference, patterns: np.ndarray) -> Margin:
    """How far the reference is from ball arithmetic at float32 numbers given by their patterns."""
    narrow = floats(np.unique(patterns), "float32")
    x = narrow[np.isfinite(narrow)].astype(np.float64)
    exact = reference.exact(x, "float32")
    apart, share, points = 0.0, 0.0, 0
    for row in np.flatnonzero(np.isfinite(exact.value)).tolist():
        value, bound = reference(x[row : row + 1])
        unit = int(exponents(exact.value[row], exact.rest[row], "float32"))
        distance = float(np.abs(np.ldexp(value[0] - exact.value[row], -unit) - exact.rest[row]))
        points += 1
        apart = max(apart, distance)
        share = max(share, distance / float(np.max(bound)) if distance else 0.0)
    return Margin(points, apart, share)


def random_patterns(count: int) -> np.ndarray:
    """Finite float32 numbers by pattern, every one as likely as any other; seeded."""
    drawn = np.random.default_rng(32).integers(0, 2**32, 2 * count, dtype=np.uint64)
    found: np.ndarray = drawn[np.isfinite(floats(drawn, "float32"))][:count]
    return found
