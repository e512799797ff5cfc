"""A sparkline: a function and its derivative in the size of a word, in the colours of the page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from rectified.drawing.curves import Curves, read_samples
from rectified.drawing.palette import LIGHT, themed
from rectified.drawing.plot import simplify

GRID, FIRST, SECOND = (themed(LIGHT[role]) for role in ("grid", "c1", "c2"))
WIDTH, HEIGHT, MARGIN = 96, 36, 2
"""Of the viewBox, in pixels; the margin keeps the ends of strokes inside."""
TOLERANCE = 0.2
"""How far, in pixels, a drawn path may stray from the samples."""

Point = tuple[float, float]


def sparkline(samples: Mapping[str, Any], *, name: str) -> str:
    """Draw f solid and f' dashed over the axes, f' broken where it jumps: an `<svg>` of about half a kilobyte.

    samples: as for `standard_plot`. name: the function's, as readers know it.
    Raises ValueError for samples that do not fit together. The same samples give the same bytes.
    """
    curves = read_samples(samples)
    place = _placing(curves)
    left, zero = place((curves.x[0], 0.0))
    upright = f"M{_number(place((0.0, 0.0))[0])} 0V{HEIGHT}" if curves.x[0] <= 0 <= curves.x[-1] else ""
    return (
        f'<svg class="sparkline" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" fill="none" role="img" aria-label="{escape(name)} and its derivative">'
        f'<path d="M{_number(left)} {_number(zero)}h{WIDTH - 2 * MARGIN}{upright}" stroke="{GRID}"/>'
        f'<path d="{_drawn(_slopes(curves), place)}" stroke="{SECOND}" stroke-width="1.5" stroke-dasharray="4 2"/>'
        f'<path d="{_drawn(_values(curves), place)}" stroke="{FIRST}" stroke-width="1.8" stroke-linejoin="round"/>'
        "</svg>"
    )


def _placing(curves: Curves) -> Callable[[Point], Point]:
    """From values to the viewBox: all of x across, from the least of 0, f and f' to the greatest upwards."""
    seen = [0.0, *(y for y in curves.f if math.isfinite(y)), *(slope for _, _, slope in curves.slopes())]
    low, high = min(seen), max(seen)
    across = (WIDTH - 2 * MARGIN) / (curves.x[-1] - curves.x[0])
    up = (HEIGHT - 2 * MARGIN) / (high - low or 1.0)
    return lambda point: (MARGIN + across * (point[0] - curves.x[0]), HEIGHT - MARGIN - up * (point[1] - low))


def _values(curves: Curves) -> list[list[Point]]:
    """The stretches of f between its gaps, cut at kinks so that no vertex is smoothed away."""
    stops = {kink.x for kink in curves.kinks}
    stretches: list[list[Point]] = [[]]
    for x, y in zip(curves.x, curves.f, strict=True):
        if math.isfinite(y):
            stretches[-1].append((x, y))
        if x in stops or not math.isfinite(y):
            stretches.append(stretches[-1][-1:] if math.isfinite(y) else [])
    return stretches


def _slopes(curves: Curves) -> list[list[Point]]:
    """The stretches of f' between its jumps, each to its limit; the value taken at a jump is left out."""
    stops = {kink.x for kink in curves.kinks}
    stretches: list[list[Point]] = [[]]
    for x, side, slope in curves.slopes():
        if x in stops and side > 0:
            stretches.append([])
        if x not in stops or side:
            stretches[-1].append((x, slope))
    return stretches


def _drawn(stretches: Iterable[list[Point]], place: Callable[[Point], Point]) -> str:
    """The d of a path, one subpath a stretch."""
    paths = [simplify([place(point) for point in points], TOLERANCE) for points in stretches if len(points) > 1]
    return "".join("M" + " ".join(f"{_number(x)} {_number(y)}" for x, y in points) for points in paths)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
