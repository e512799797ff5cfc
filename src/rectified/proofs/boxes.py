"""The largest value of a function of several variables over a box, enclosed: balls, bisected where the bound is worst.

A domain is one pair of ends for each variable, given as whatever python-flint reads exactly, such as ("-0.1", "0.1").
A function takes one ball (`flint.arb`) for each variable and returns a ball that holds its values at all their points.

    maximum(lambda x, y: x * y, [("0", "1"), ("0", "2")], within=1e-6)
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from flint import arb

Function = Callable[..., Any]
Domain = Sequence[tuple[Any, Any]]
#: The part of each side of a domain, as fractions of it: halves of halves, which floats hold exactly.
Cell = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Largest:
    """What is known of a largest value, as exact balls.

    lower: a value that the function reaches or exceeds; upper: one that it exceeds nowhere.
    boxes: into how many the domain was cut.
    """

    lower: Any
    upper: Any
    boxes: int


def maximum(function: Function, domain: Domain, *, within: float, budget: int = 20_000) -> Largest:
    """Enclose the largest value of `function` over `domain`, to `within`.

    The box with the worst bound is cut in two until its bound is that close to a value that is reached.
    Raises AssertionError when this takes more than `budget` boxes: nothing is proved then.
    """
    whole: Cell = ((0.0, 1.0),) * len(domain)
    reached = max(_value(function, point) for point in _corners(domain))
    queue = [(0.0, 0, whole, _bound(function, _balls(domain, whole)))]
    for boxes in range(1, budget + 1):
        _, _, cell, bound = heapq.heappop(queue)
        reached = max(reached, _value(function, _balls(domain, _middle(cell))))
        if bound - reached <= within:
            return Largest(reached, bound, boxes)
        for part, (half, upper) in enumerate(_cut(function, domain, cell)):
            heapq.heappush(queue, (-float(upper), 2 * boxes + part, half, upper))
    raise AssertionError(
        f"not proved: after {budget} boxes the bound is {float(bound):.6g}, the value {float(reached):.6g}"
    )


def minimum(function: Function, domain: Domain, *, within: float, budget: int = 20_000) -> Largest:
    """The same for the smallest value: `lower` is one that the function is nowhere below, `upper` one it reaches."""
    found = maximum(lambda *balls: -function(*balls), domain, within=within, budget=budget)
    return Largest(-found.upper, -found.lower, found.boxes)


def centred(middle: Any, slopes: Sequence[Any], balls: Sequence[Any]) -> Any:
    """A ball for a function by the mean value theorem, far narrower than the plain one where the balls are small.

    middle: its value at the balls' midpoints; slopes: balls that hold its partial derivatives over the balls.
    """
    return middle + sum(slope * (ball - ball.mid()) for slope, ball in zip(slopes, balls, strict=True))


def _bound(function: Function, balls: Sequence[Any]) -> Any:
    """What the function nowhere exceeds; infinity where its ball is not finite, as for a root of a ball around 0."""
    found = function(*balls)
    return found.upper() if found.is_finite() else arb.pos_inf()


def _value(function: Function, point: Sequence[Any]) -> Any:
    """What the function reaches or exceeds."""
    found = function(*point)
    return found.lower() if found.is_finite() else arb.neg_inf()


def _cut(function: Function, domain: Domain, cell: Cell) -> list[tuple[Cell, Any]]:
    """The two halves of a cell and their bounds, cut across the side that lowers the worse of them most."""
    tried = []
    for side in range(len(cell)):
        halves = [(*cell[:side], part, *cell[side + 1 :]) for part in _halves(*cell[side])]
        tried.append([(half, _bound(function, _balls(domain, half))) for half in halves])
    return min(tried, key=lambda halves: max(float(upper) for _, upper in halves))


def _halves(start: float, stop: float) -> tuple[tuple[float, float], tuple[float, float]]:
    middle = (start + stop) / 2
    return (start, middle), (middle, stop)


def _middle(cell: Cell) -> Cell:
    return tuple(((start + stop) / 2,) * 2 for start, stop in cell)


def _balls(domain: Domain, cell: Cell) -> list[Any]:
    """One ball for each variable, which holds the cell's part of its side."""
    ends = [(arb(low), arb(high)) for low, high in domain]
    parts = [arb((start + stop) / 2, (stop - start) / 2) for start, stop in cell]
    return [low + (high - low) * part for (low, high), part in zip(ends, parts, strict=True)]


def _corners(domain: Domain) -> Iterator[list[Any]]:
    return (_balls(domain, tuple((end, end) for end in ends)) for ends in product((0.0, 1.0), repeat=len(domain)))
