"""A function and its derivative as sampled for a plot, and what the samples say in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_SAME = 1e-9
"""Values this close, relative to the derivative's span, count as equal: rounding, not shape."""


@dataclass(frozen=True)
class Kink:
    """A place where the slope jumps.

    x, f: the vertex. left, right: the one-sided slopes. chosen: the slope the code returns at x itself.
    """

    x: float
    f: float
    left: float
    right: float
    chosen: float


@dataclass(frozen=True)
class Curves:
    """Samples in rising order of x; f and grad are NaN where the function or its slope is not finite."""

    x: tuple[float, ...]
    f: tuple[float, ...]
    grad: tuple[float, ...]
    kinks: tuple[Kink, ...]

    def slopes(self) -> list[tuple[float, int, float]]:
        """Return (x, side, slope) in order, side −1 and 1 for the limits from left and right of a kink, else 0."""
        rows = [(x, 0, slope) for x, slope in zip(self.x, self.grad, strict=True)]
        for kink in self.kinks:
            rows += [(kink.x, -1, kink.left), (kink.x, 1, kink.right)]
        return sorted(row for row in rows if math.isfinite(row[2]))


def read_samples(samples: Mapping[str, Any]) -> Curves:
    """Check and order what was sampled: x, f and grad of equal length, kinks with x, left and right.

    A kink must stand among the x, so that its vertex and the slope chosen there are known; a boundary
    with equal slopes on both sides is no kink. Raises ValueError naming what does not fit.
    """
    x, f, grad = (tuple(map(_number, samples[key])) for key in ("x", "f", "grad"))
    if not len(x) == len(f) == len(grad) or len(x) < 2:
        raise ValueError(f"{len(x)} x, {len(f)} f and {len(grad)} grad; expected as many of each, at least 2")
    if any(not a < b for a, b in pairwise(x)):
        raise ValueError("x does not rise from sample to sample")
    rows = sorted(samples.get("kinks", ()), key=lambda row: float(row["x"]))
    kinks = (_kink(row, x, f, grad) for row in rows if not math.isclose(row["left"], row["right"], rel_tol=_SAME))
    return Curves(x, f, grad, tuple(kinks))


def _number(value: float | None) -> float:
    return float(value) if value is not None and math.isfinite(value) else math.nan


def _kink(row: Mapping[str, float], x: Sequence[float], f: Sequence[float], grad: Sequence[float]) -> Kink:
    at = min(range(len(x)), key=lambda index: abs(x[index] - row["x"]))
    if abs(x[at] - row["x"]) > _SAME * (x[-1] - x[0]):
        raise ValueError(f"the kink at x = {row['x']:g} is not among the samples")
    return Kink(x[at], f[at], float(row["left"]), float(row["right"]), grad[at])


def describe(curves: Curves, name: str) -> str:
    """Return the plot's facts in words, to three digits, each read off the samples."""
    low, high = decimal(curves.x[0]), decimal(curves.x[-1])
    sentences = [f"{name} (solid) and its derivative (dashed) for x from {low} to {high}.", _course(curves, name)]
    sentences += [_kink_words(kink) for kink in curves.kinks]
    return " ".join([*sentences, _slope_words(curves)])


def decimal(value: float) -> str:
    """Return a number to three significant digits, without an exponent, with a true minus sign."""
    if value == 0:
        return "0"
    places = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:.{places}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def _course(curves: Curves, name: str) -> str:
    points = [(y, x) for x, y in zip(curves.x, curves.f, strict=True) if math.isfinite(y)]
    (first, start), (last, end) = points[0], points[-1]
    steps = [b[0] - a[0] for a, b in pairwise(points)]
    ends = f"from {decimal(first)} at x = {decimal(start)} to {decimal(last)} at x = {decimal(end)}"
    for course, holds in (
        ("rises throughout,", all(step > 0 for step in steps)),
        ("never falls: it goes", all(step >= 0 for step in steps)),
        ("falls throughout,", all(step < 0 for step in steps)),
        ("never rises: it goes", all(step <= 0 for step in steps)),
    ):
        if holds:
            return f"{name} {course} {ends}."
    (low, at_low), (high, at_high) = min(points), max(points)
    lowest = f"; lowest, {decimal(low)}, near x = {decimal(at_low)}" if low < min(first, last) else ""
    highest = f"; highest, {decimal(high)}, near x = {decimal(at_high)}" if high > max(first, last) else ""
    return f"{name} goes {ends}{lowest}{highest}."


def _kink_words(kink: Kink) -> str:
    chosen = f"; the code returns {decimal(kink.chosen)} there" if math.isfinite(kink.chosen) else ""
    jump = f"the slope jumps from {decimal(kink.left)} to {decimal(kink.right)}"
    return f"Kink at x = {decimal(kink.x)}: {jump}{chosen}."


def _slope_words(curves: Curves) -> str:
    rows = curves.slopes()
    low, high = min(row[2] for row in rows), max(row[2] for row in rows)
    if high - low <= _SAME * abs(high):
        return f"The derivative is {decimal(high)} throughout."
    where = _places([high - row[2] <= _SAME * (high - low) for row in rows], rows, {kink.x for kink in curves.kinks})
    return f"The derivative lies between {decimal(low)} and {decimal(high)}; it is largest {where}."


def _places(hits: Sequence[bool], rows: Sequence[tuple[float, int, float]], kinks: set[float]) -> str:
    """Say where the marked rows lie: one place, one interval, or several. Only ends and kinks are known exactly."""
    first, last = hits.index(True), len(hits) - 1 - hits[::-1].index(True)
    (start, left, _), (end, right, _) = rows[first], rows[last]
    if not all(hits[first : last + 1]):
        return "in several places"
    if start < end:
        return f"for {decimal(start)} {'<' if left > 0 else '≤'} x {'<' if right < 0 else '≤'} {decimal(end)}"
    if left == right != 0:
        return f"just {'left' if left < 0 else 'right'} of x = {decimal(start)}"
    exact = start in kinks or first == 0 or last == len(rows) - 1
    return f"{'at' if exact else 'near'} x = {decimal(start)}"
