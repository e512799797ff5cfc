"""The standard plot: a function and its derivative as one small SVG that takes its colours from the page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from rectified.drawing.curves import Curves, describe, read_samples
from rectified.drawing.palette import LIGHT, themed

INK, MUTED, GRID, PAPER, FIRST, SECOND = (themed(LIGHT[role]) for role in ("ink", "muted", "grid", "paper", "c1", "c2"))
WIDTH, HEIGHT = 360, 276
LEFT, RIGHT, TOP, BOTTOM = 44, 338, 32, 236
"""The plotting area within the viewBox; the unit is about a pixel on a phone."""
ENDS_APART = 16
"""Least distance of the two labels at the curves' right ends."""
TOLERANCE = 0.1
"""How far, in units of the viewBox, a drawn path may stray from the samples."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Plot:
    """An `<svg>` to stand inside a page, and its facts in words (also in the SVG's `<desc>`)."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Frame:
    """Maps values to the viewBox."""

    x_low: float
    x_high: float
    y_low: float
    y_high: float

    def point(self, x: float, y: float) -> Point:
        across = (x - self.x_low) / (self.x_high - self.x_low)
        up = (y - self.y_low) / (self.y_high - self.y_low)
        return LEFT + across * (RIGHT - LEFT), BOTTOM - up * (BOTTOM - TOP)


def standard_plot(samples: Mapping[str, Any], *, name: str, prefix: str, function: str = "") -> Plot:
    """Draw f solid and f' dashed: kinks of f as kinks, jumps of f' as jumps.

    samples: x rising, f, grad, and kinks (x among the samples, left, right: the one-sided slopes); None stands for
    a value that is not finite. At a jump of f' the filled circle is the value `grad` takes, the open ones its limits.
    name: the function's, as readers know it. prefix: starts every id; unique on the page. function: its key in
    plots.json, which lets a script make the plot live.
    Raises ValueError for samples that do not fit together. The same samples give the same bytes.
    """
    curves = read_samples(samples)
    alt = describe(curves, name)
    frame = _frame(curves)
    live = f' data-function="{function}"' if function else ""
    parts = [
        f'<svg class="standard-plot"{live} xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc" font-size="14" fill="{INK}">',
        f'<title id="{prefix}-title">{escape(name)} and its derivative</title>',
        f'<desc id="{prefix}-desc">{escape(alt)}</desc>',
        *_axes(frame),
        *_legend(name),
        *_function(curves, frame),
        *_derivative(curves, frame),
        *_end_labels(curves, frame),
        "</svg>",
    ]
    return Plot("".join(parts), alt)


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most `most` round values within [low, high], their step 1, 2 or 5 times a power of ten."""
    least = (high - low) / most
    power = 10.0 ** math.floor(math.log10(least))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    return [round(index * step, places) for index in range(math.ceil(low / step), math.floor(high / step) + 1)]


def simplify(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Drop points that a straight line misses by no more than the tolerance (Ramer, Douglas and Peucker)."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        distances = _distances(points[first + 1 : last], points[first], points[last])
        farthest = max(distances)
        if farthest > tolerance:
            at = first + 1 + distances.index(farthest)
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[index] for index in sorted(keep)]


def _distances(points: Sequence[Point], start: Point, end: Point) -> list[float]:
    (left, low), dx, dy = start, end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if not length:
        return [math.dist(point, start) for point in points]
    return [abs(dx * (y - low) - dy * (x - left)) / length for x, y in points]


def _frame(curves: Curves) -> Frame:
    values = [0.0, *(y for y in curves.f if math.isfinite(y)), *(slope for _, _, slope in curves.slopes())]
    low, high = min(values), max(values)
    margin = 0.06 * (high - low or 1.0)
    return Frame(curves.x[0], curves.x[-1], low - margin, high + margin)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _label(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _path(points: Sequence[Point]) -> str:
    return "M" + " ".join(f"{_number(x)} {_number(y)}" for x, y in simplify(points, TOLERANCE))


def _axes(frame: Frame) -> Iterator[str]:
    across = [(tick, frame.point(tick, 0)[0]) for tick in ticks(frame.x_low, frame.x_high, 8)]
    up = [(tick, frame.point(0, tick)[1]) for tick in ticks(frame.y_low, frame.y_high, 6)]
    grid = [f"M{_number(x)} {TOP}V{BOTTOM}" for _, x in across] + [f"M{LEFT} {_number(y)}H{RIGHT}" for _, y in up]
    yield f'<path d="{"".join(grid)}" fill="none" stroke="{GRID}"/>'
    zero_x, zero_y = frame.point(0, 0)
    upright = f"M{_number(zero_x)} {TOP}V{BOTTOM}" if LEFT <= zero_x <= RIGHT else ""
    yield f'<path d="M{LEFT} {_number(zero_y)}H{RIGHT}{upright}" fill="none" stroke="{MUTED}"/>'
    yield f'<g fill="{MUTED}" text-anchor="middle">'
    yield from (f'<text x="{_number(x)}" y="{BOTTOM + 18}">{_label(tick)}</text>' for tick, x in across)
    yield f'<text x="{(LEFT + RIGHT) // 2}" y="{BOTTOM + 35}" font-style="italic">x</text></g>'
    yield f'<g fill="{MUTED}" text-anchor="end">'
    yield from (f'<text x="{LEFT - 6}" y="{_number(y + 4.5)}">{_label(tick)}</text>' for tick, y in up)
    yield f'<text x="{LEFT - 6}" y="17">value</text></g>'


def _legend(name: str) -> Iterator[str]:
    for x, colour, dashes, symbol, words in (
        (LEFT + 8, FIRST, "", "f", name),
        (RIGHT - 142, SECOND, ' stroke-dasharray="5 3"', "f′", "its derivative"),
    ):
        yield f'<path d="M{x} 12h22" fill="none" stroke="{colour}" stroke-width="2.2"{dashes}/>'
        yield f'<text x="{x + 27}" y="17"><tspan font-style="italic">{symbol}</tspan> = {escape(words)}</text>'


def _function(curves: Curves, frame: Frame) -> Iterator[str]:
    """Draw f, one path a stretch between kinks and gaps, so that no vertex is smoothed away."""
    stops = {kink.x for kink in curves.kinks}
    paths, stretch = [], []
    for x, y in zip(curves.x, curves.f, strict=True):
        if math.isfinite(y):
            stretch.append(frame.point(x, y))
        if x in stops or not math.isfinite(y):
            paths.append(stretch)
            stretch = stretch[-1:] if math.isfinite(y) else []
    drawn = "".join(_path(points) for points in [*paths, stretch] if len(points) > 1)
    yield f'<path d="{drawn}" fill="none" stroke="{FIRST}" stroke-width="2.2" stroke-linejoin="round"/>'
    yield from (_circle(frame.point(kink.x, kink.f), FIRST, filled=True) for kink in curves.kinks)


def _derivative(curves: Curves, frame: Frame) -> Iterator[str]:
    """Draw f', broken at each kink: the limits from both sides, and the value taken, as circles."""
    edges = [-math.inf, *(kink.x for kink in curves.kinks), math.inf]
    rows = curves.slopes()
    paths = []
    for low, high in pairwise(edges):
        inside = [row for row in rows if (low, 0) < row[:2] < (high, 0)]
        paths.append([frame.point(x, slope) for x, _, slope in inside])
    drawn = "".join(_path(points) for points in paths if len(points) > 1)
    yield f'<path d="{drawn}" fill="none" stroke="{SECOND}" stroke-width="2.2" stroke-dasharray="5 3"/>'
    for kink in curves.kinks:
        limits = [limit for limit in (kink.left, kink.right) if not _equal(limit, kink.chosen)]
        yield from (_circle(frame.point(kink.x, limit), SECOND, filled=False) for limit in limits)
        if math.isfinite(kink.chosen):
            yield _circle(frame.point(kink.x, kink.chosen), SECOND, filled=True)


def _equal(limit: float, chosen: float) -> bool:
    return math.isclose(limit, chosen, rel_tol=1e-6, abs_tol=1e-12)


def _circle(at: Point, colour: str, *, filled: bool) -> str:
    fill = colour if filled else PAPER
    x, y = map(_number, at)
    return f'<circle cx="{x}" cy="{y}" r="3" fill="{fill}" stroke="{colour}" stroke-width="1.6"/>'


def _end_labels(curves: Curves, frame: Frame) -> Iterator[str]:
    """Name each curve at its right end, the two names moved apart where the ends meet."""
    last = len(curves.x) - 1
    values = ((curves.f[last], FIRST, "f"), (curves.grad[last], SECOND, "f′"))
    ends = sorted((frame.point(curves.x[last], y)[1], colour, text) for y, colour, text in values if math.isfinite(y))
    push = max(0.0, ENDS_APART - (ends[-1][0] - ends[0][0])) / 2 if len(ends) > 1 else 0.0
    for (y, colour, text), shift in zip(ends, (-push, push), strict=False):
        yield f'<text x="{RIGHT + 6}" y="{_number(y + shift + 4.5)}" fill="{colour}" font-style="italic">{text}</text>'
