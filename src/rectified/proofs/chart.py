"""The zeros of a smooth expression on an interval, each isolated, and the proved sign between them.

Boxes are bisected until there is no more than one zero on each, as `isolation` tells; `tails` has what is beyond them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy as sp

from rectified.proofs.domain import Domain
from rectified.proofs.enclosure import outward
from rectified.proofs.function import Smooth
from rectified.proofs.isolation import Event, Isolation
from rectified.proofs.result import BUDGET, PRECISION, NotProved, precision
from rectified.proofs.structure import is_entire, is_positive
from rectified.proofs.tails import Tail, tail
from rectified.proofs.zero import Zero

#: The narrowest box, relative to its distance from 0.
_NARROW = 2.0**-40


@dataclass(frozen=True)
class Chart:
    """The zeros on an open interval, increasing, and the sign in each gap: one sign more than zeros.

    An expression that is 0 everywhere has no zeros and the sign 0.
    """

    zeros: tuple[Zero, ...]
    signs: tuple[int, ...]
    boxes: int


@lru_cache(maxsize=512)
def chart(smooth: Smooth, low: Any, high: Any, budget: int = BUDGET) -> Chart:
    """The zeros and signs on the open interval between exact ends, which may be infinite. Raises NotProved."""
    if smooth.is_zero:
        return Chart((), (0,), 0)
    smooth = without_positive_factors(smooth)
    left = tail(smooth, -1, high) if low == -sp.oo else None
    right = tail(smooth, 1, low) if high == sp.oo else None
    with precision(PRECISION):
        return _Charting(smooth, (low, high), (left, right), budget).run()


def without_positive_factors(smooth: Smooth) -> Smooth:
    """The expression without factors that are positive on the whole line: the same zeros, the same signs."""
    factors = sp.Mul.make_args(sp.factor_terms(smooth.expression))
    return Smooth(
        sp.Mul(*(factor for factor in factors if not (is_entire(factor) and is_positive(factor)))), smooth.argument
    )


class _Charting:
    """The search for the zeros of one smooth expression on one interval, from left to right."""

    def __init__(
        self, smooth: Smooth, ends: tuple[Any, Any], tails: tuple[Tail | None, Tail | None], budget: int
    ) -> None:
        self.isolation, self.tails, self.budget = Isolation(smooth, ends), tails, budget
        left, right = tails
        self.low = float(left.start) if left else outward(ends[0], -1)
        self.high = float(right.start) if right else outward(ends[1], 1)
        self.boxes = 0

    def run(self) -> Chart:
        left, right = ([(None, tail.sign, tail.sign)] if tail else [] for tail in self.tails)
        return self._joined([*left, *self._events(), *right])

    def _events(self) -> Iterator[Event]:
        waiting: tuple[float, float] | None = None
        for low, high in self._boxes():
            if (found := self.isolation.settled(low, high)) is None:
                waiting = (waiting[0] if waiting else low, high)
            else:
                yield from self._cluster(*waiting) if waiting else []
                yield from found
                waiting = None
        yield from self._cluster(*waiting) if waiting else []

    def _joined(self, events: list[Event]) -> Chart:
        found: list[Zero] = []
        signs = [events[0][1]]
        for zero, before, after in events:
            if before != signs[-1]:
                raise self._open(self.low, self.high, "two boxes share a zero")
            if zero is not None:
                found.append(zero)
                signs.append(after)
        return Chart(tuple(found), tuple(signs), self.boxes)

    def _boxes(self) -> Iterator[tuple[float, float]]:
        """Boxes from left to right that need not be narrower, or are of the narrowest kind."""
        stack = [(self.low, self.high)]
        while stack:
            low, high = stack.pop()
            self.boxes += 1
            if self.boxes > self.budget:
                raise self._open(low, high, "the budget is used up")
            if self.isolation.is_clear(low, high) or _narrow(low, high):
                yield low, high
            else:
                middle = low + (high - low) * 0.4921875  # not the middle, where round numbers have their zeros
                stack += [(middle, high), (low, middle)]

    def _cluster(self, low: float, high: float) -> list[Event]:
        """The zero in a run of boxes that are not settled one by one: of higher order, or where two boxes meet."""
        for _ in range(4):
            if (found := self.isolation.settled(low, high)) is not None:
                return found
            by = (high - low) / 3
            low, high = max(self.low, low - by), min(self.high, high + by)
        raise self._open(low, high, "a zero of unknown multiplicity, or several too close together")

    def _open(self, low: float, high: float, why: str) -> NotProved:
        what = f"the zeros of {self.isolation.smooth.expression}"
        return NotProved(what, Domain(*self.isolation.ends), self.budget, f"[{low!r}, {high!r}]: {why}")


def _narrow(low: float, high: float) -> bool:
    return high - low <= _NARROW * max(abs(low), abs(high), 1e-6)
