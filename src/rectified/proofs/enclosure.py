"""Enclosures of a smooth expression over boxes, and its bounds over a closed interval by adaptive bisection."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp
from flint import arb

from rectified.proofs.function import Function, Piece, Smooth, number
from rectified.proofs.result import BUDGET, PRECISION, NotProved, Proof, Unbounded, precision


def box(low: float, high: float) -> Any:
    """The ball of all numbers between two floats."""
    return arb(low).union(arb(high))


def enclosed(smooth: Smooth, low: float, high: float) -> Any:
    """A ball of all values on a box: the narrower of the plain and the centred (mean-value) form."""
    whole, middle = box(low, high), arb(low + (high - low) / 2)
    plain = smooth(whole)
    centred = smooth(middle) + smooth.slope(whole) * (whole - middle)
    return plain.intersection(centred) if plain.is_finite() and centred.is_finite() else plain


def sign(values: Any) -> int:
    """The sign that all numbers of a ball have; 0 when they have not one."""
    return 1 if values > 0 else -1 if values < 0 else 0


def outward(point: Any, side: int) -> float:
    """The float at or next beyond an exact number, below it for side −1 and above it for side 1."""
    nearest = float(point)
    if sp.Rational(Fraction(nearest)) == point:
        return nearest
    return math.nextafter(nearest, side * math.inf)


@dataclass(frozen=True)
class Bounds(Proof):
    """Balls around the least and the greatest value, and boxes in which each is taken or approached."""

    least: Any
    greatest: Any
    least_in: tuple[float, float]
    greatest_in: tuple[float, float]


def bounds(function: Function, width: float = 1e-12, budget: int = BUDGET) -> Bounds:
    """The least and the greatest value (or limit at a joint) over a bounded domain, each to a width.

    Raises Unbounded for an unbounded domain, NotProved when `width` is not reached within `budget` boxes.
    """
    if not function.domain.bounded:
        found = f"the domain {function.domain} is unbounded, and no finite number of boxes covers its tails"
        raise Unbounded(f"{found}; use bounds.extremes, which encloses the tails, or give a closed interval")
    with precision(PRECISION):
        sides = [_Search(function, side, width, budget) for side in (-1, 1)]
        (least, least_in), (greatest, greatest_in) = (search.run() for search in sides)
    return Bounds(
        least=-least,
        greatest=greatest,
        least_in=least_in,
        greatest_in=greatest_in,
        domain=function.domain,
        method="adaptive bisection with centred forms, worst box first",
        precision=PRECISION,
        boxes=sum(search.boxes for search in sides),
    )


class _Search:
    """Branch and bound for the greatest value of side·f: boxes wait in a heap, the highest upper bound first."""

    def __init__(self, function: Function, side: int, width: float, budget: int) -> None:
        self.function, self.side, self.width, self.budget = function, side, arb(width), budget
        self.boxes, self.count = 0, 0
        self.heap: list[tuple[float, int, float, float, Piece, Any]] = []
        self.known, self.at = arb("-inf"), (0.0, 0.0)
        for value, joint in zip(function.at, function.joints, strict=True):
            self._reached(number(side * value), (outward(joint, -1), outward(joint, 1)))
        for piece in function.pieces:
            low, high = outward(piece.low, -1), outward(piece.high, 1)
            for end in (piece.low, piece.high):
                self._reached(side * piece.smooth(number(end)), (outward(end, -1), outward(end, 1)))
            self._add(low, high, piece)

    def _reached(self, value: Any, where: tuple[float, float]) -> None:
        if value.is_finite() and value.lower() > self.known:
            self.known, self.at = value.lower(), where

    def _add(self, low: float, high: float, piece: Piece) -> None:
        self.boxes += 1
        values = self.side * enclosed(piece.smooth, low, high)
        middle = low + (high - low) / 2
        if number(piece.low) <= middle <= number(piece.high):
            self._reached(self.side * piece.smooth(arb(middle)), (low, high))
        top = values.upper() if values.is_finite() else arb("inf")
        # the heap orders by the upper end as a float; only the order of the search depends on its rounding
        self.count += 1
        heapq.heappush(self.heap, (-float(top), self.count, low, high, piece, top))

    def run(self) -> tuple[Any, tuple[float, float]]:
        while True:
            _, _, low, high, piece, top = self.heap[0]
            if top - self.known <= self.width:
                return self.known.union(_highest(self.heap, self.known)), self.at
            if self.boxes >= self.budget:
                reached = f"{float(top - self.known):.3g} between bounds, in the box [{low!r}, {high!r}]"
                what = f"a bound of {self.function.expression} to {float(self.width):.3g}"
                raise NotProved(what, self.function.domain, self.budget, reached)
            heapq.heappop(self.heap)
            middle = low + (high - low) / 2
            self._add(low, middle, piece)
            self._add(middle, high, piece)


def _highest(heap: list[Any], known: Any) -> Any:
    """The largest upper bound of any box left, exactly: floats in the heap's order may have hidden a larger one."""
    top = known
    for row in heap:
        top = row[5] if row[5] > top else top
    return top
