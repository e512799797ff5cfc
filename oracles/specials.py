"""What functions return at special inputs: NaN, the infinities, both zeros, kinks; and whether two returns differ."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from oracles.libraries import Function
from oracles.measure import called

#: Finite results further apart than this, relative to each other, are two choices rather than two roundings.
_APART = 0.01


@dataclass(frozen=True)
class Difference:
    """A special input, written as text, what the snippet returns there, and what the library does."""

    at: str
    ours: str
    theirs: str


def differences(ours: Function, theirs: Function, dtype: str, kinks: Sequence[float]) -> Iterator[Difference]:
    """Each special input at which two functions return what is not the same."""
    others = [kink for kink in kinks if kink != 0]
    at = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, *others], dtype)
    one, other = called(ours, at), called(theirs, at)
    assert one is not None and other is not None
    for x, a, b in zip(at.tolist(), one.tolist(), other.tolist(), strict=True):
        if not _same(a, b):
            yield Difference(written(x), written(a), written(b))


def written(number: float) -> str:
    """A number as text that keeps the sign of zero: "-0", "nan", "-inf", "0.01"."""
    return f"{number:.4g}"


def _same(one: float, other: float) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    if one == other == 0:
        return math.copysign(1, one) == math.copysign(1, other)
    if not (math.isfinite(one) and math.isfinite(other)):
        return one == other
    return abs(one - other) <= _APART * max(abs(one), abs(other))
