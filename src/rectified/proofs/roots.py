"""The zeros and the fixed points of a function in pieces: isolated ones, and whole intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from rectified.proofs.chart import chart
from rectified.proofs.domain import Domain
from rectified.proofs.function import Function, number
from rectified.proofs.result import BUDGET, FINE, PRECISION, NotProved, Proof, precision
from rectified.proofs.zero import Zero


@dataclass(frozen=True)
class Zeros(Proof):
    """All zeros of a function on its domain: isolated ones, increasing, and whole intervals, as exact ends."""

    isolated: tuple[Zero, ...]
    intervals: tuple[tuple[Any, Any], ...]

    @property
    def count(self) -> int | None:
        """How many there are; None when they are infinitely many."""
        return None if self.intervals else len(self.isolated)


def zeros(function: Function, budget: int = BUDGET) -> Zeros:
    """Every zero of a function on its domain, isolated and counted. Raises NotProved."""
    isolated: list[Zero] = []
    intervals, boxes = [], 0
    at = dict(zip(function.joints, function.at, strict=True))
    for piece in function.pieces:
        found = chart(piece.smooth, piece.low, piece.high, budget)
        boxes += found.boxes
        if found.signs == (0,):
            intervals.append((piece.low, piece.high))
        isolated += found.zeros
        for end in (piece.low, piece.high):
            value = at.get(end, piece.smooth.exactly(end) if end.is_finite else sp.S.One)
            covered = any(low <= end <= high for low, high in intervals) or any(z.exact == end for z in isolated)
            if _is_zero(value, function.domain) and not covered:
                with precision(FINE):
                    isolated.append(Zero(number(end), end, 1))
    isolated = [zero for zero in isolated if not any(zero.exact in interval for interval in intervals)]
    isolated.sort(key=lambda zero: float(zero.place))
    method = "bisection with centred forms, interval Newton for each zero, expansions with remainder for the tails"
    return Zeros(
        isolated=tuple(isolated),
        intervals=tuple(intervals),
        domain=function.domain,
        method=method,
        precision=PRECISION,
        boxes=boxes,
    )


def fixed_points(function: Function, budget: int = BUDGET) -> Zeros:
    """Every x of the domain with f(x) = x. Raises NotProved."""
    return zeros(function.minus(function.argument), budget)


def _is_zero(value: Any, domain: Domain) -> bool:
    """Whether an exact number is 0; raises NotProved when that is unclear."""
    with precision(FINE):
        if value == 0 or not number(value).contains(0):
            return bool(value == 0)
    raise NotProved(f"whether {value} is 0", domain, 0, "neither balls nor algebra can tell")
