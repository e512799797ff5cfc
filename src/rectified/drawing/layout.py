"""Where the points of a network stand: near those they are linked to, their labels clear of each other.

The distances of the drawing are fitted to the number of links between any two points by stress majorization (Gansner,
Koren, North, "Graph Drawing by Stress Majorization", 2004). It starts from a circle and has no chance in it, so the
same links give the same drawing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import islice

#: How often each point is moved at most, and how many pairs are looked at in all: a thousand points stay on the circle.
ROUNDS, PAIRS = 60, 150_000

#: How often labels that overlap are pushed apart before the rest is left as it is; of a thousand, a tenth as often.
PUSHES, PUSHED = 400, 40_000

#: How much room a drawing takes for what its labels do.
ROOM = 3.6

#: What is left between boxes in a row, and above each row.
GAP = 10.0

Point = tuple[float, float]


def layout(neighbours: Sequence[set[int]], sizes: Sequence[Point], width: float) -> tuple[list[Point], float]:
    """The centres of the points' boxes within the width given, and the height that they take.

    neighbours: of each point, those it is linked to, in either direction; sizes: width and height of its box.
    Points without a link stand in rows below the others.
    """
    linked = [point for point, others in enumerate(neighbours) if others]
    numbers = {point: number for number, point in enumerate(linked)}
    among = [{numbers[other] for other in neighbours[point]} for point in linked]
    drawn, height = _drawn(among, [sizes[point] for point in linked], width)
    alone = [point for point, others in enumerate(neighbours) if not others]
    rows, height = _rows([sizes[point] for point in alone], width, height)
    places = dict(zip([*linked, *alone], [*drawn, *rows], strict=True))
    return [places[point] for point in range(len(neighbours))], height


def _drawn(neighbours: Sequence[set[int]], sizes: Sequence[Point], width: float) -> tuple[list[Point], float]:
    """The centres of points that are all linked to some other, and the height that they take."""
    count = len(neighbours)
    if not count:
        return [], 0.0
    rounds = min(ROUNDS, 2 * PAIRS // (count * (count - 1)))
    places = [_on_circle(index / count) for index in range(count)]
    if rounds:
        pulls = [_pulls(apart) for apart in _distances(neighbours)]
        for _ in range(rounds):
            _settle(places, pulls)
    height = ROOM * sum(wide * high for wide, high in sizes) / width
    return _separated(_fitted(_upright(places), width, height), sizes, width)


def _rows(sizes: Sequence[Point], width: float, top: float) -> tuple[list[Point], float]:
    """Boxes beside each other as long as there is room, row by row from the top; and where the last row ends."""
    places, left, bottom = [], 0.0, top
    for wide, high in sizes:
        if left and left + wide > width:
            left, top = 0.0, bottom
        places.append((left + wide / 2, top + GAP + high / 2))
        left, bottom = left + wide + GAP, max(bottom, top + GAP + high)
    return places, bottom


def _on_circle(turn: float) -> Point:
    return math.cos(math.tau * turn), math.sin(math.tau * turn)


def _distances(neighbours: Sequence[set[int]]) -> list[list[int]]:
    """How many links lead from each point to each; to one that cannot be reached, one more than to any other."""
    reached = [_reached(start, neighbours) for start in range(len(neighbours))]
    beyond = 1 + max(max(steps.values()) for steps in reached)
    return [[steps.get(point, beyond) for point in range(len(neighbours))] for steps in reached]


def _reached(start: int, neighbours: Sequence[set[int]]) -> dict[int, int]:
    """The points that links lead to from one, with how many it takes."""
    steps, frontier = {start: 0}, [start]
    for point in frontier:
        for other in sorted(neighbours[point]):
            if other not in steps:
                steps[other] = steps[point] + 1
                frontier.append(other)
    return steps


def _pulls(apart: Sequence[int]) -> list[Point]:
    """For each other point the share it has in where one is to stand, and that share times its distance in links.

    The fewer links it is away, the more it counts. The point itself has no share.
    """
    shares = [steps and steps**-2.0 for steps in apart]
    whole = sum(shares) or 1.0
    return [(share / whole, steps * share / whole) for steps, share in zip(apart, shares, strict=True)]


def _settle(places: list[Point], pulls: Sequence[Sequence[Point]]) -> None:
    """Move each point to the mean of where the others want it."""
    for index, (x, y) in enumerate(places):
        across = up = 0.0
        for (other_x, other_y), (share, length) in zip(places, pulls[index], strict=True):
            aside, away = x - other_x, y - other_y
            stretch = length / (math.hypot(aside, away) or 1e-9)
            across += share * other_x + stretch * aside
            up += share * other_y + stretch * away
        places[index] = across, up


def _upright(places: Sequence[Point]) -> list[Point]:
    """Turned so that the drawing is higher than wide, as a phone is."""
    x, y = (sum(values) / len(places) for values in zip(*places, strict=True))
    xx, xy, yy = (sum((p[a] - (x, y)[a]) * (p[b] - (x, y)[b]) for p in places) for a, b in ((0, 0), (0, 1), (1, 1)))
    turn = math.pi / 2 - math.atan2(2 * xy, xx - yy) / 2
    cosine, sine = math.cos(turn), math.sin(turn)
    return [(cosine * (px - x) - sine * (py - y), sine * (px - x) + cosine * (py - y)) for px, py in places]


def _fitted(places: Sequence[Point], width: float, height: float) -> list[Point]:
    """Stretched to fill the width and the height."""
    lows = [min(values) for values in zip(*places, strict=True)]
    spans = [(max(values) - low) or 1.0 for values, low in zip(zip(*places, strict=True), lows, strict=True)]
    return [(width * (x - lows[0]) / spans[0], height * (y - lows[1]) / spans[1]) for x, y in places]


def _separated(places: list[Point], sizes: Sequence[Point], width: float) -> tuple[list[Point], float]:
    """Pushed apart until no two boxes overlap, within the width; the height is what they then take."""
    for _ in range(min(PUSHES, PUSHED // len(places))):
        places = [_inside(x, size[0], width, y) for (x, y), size in zip(places, sizes, strict=True)]
        if not _push(places, sizes):
            break
    places = [_inside(x, size[0], width, y) for (x, y), size in zip(places, sizes, strict=True)]
    top = min(y - size[1] / 2 for (_, y), size in zip(places, sizes, strict=True))
    bottom = max(y + size[1] / 2 for (_, y), size in zip(places, sizes, strict=True))
    return [(x, y - top) for x, y in places], bottom - top


def _inside(x: float, wide: float, width: float, y: float) -> Point:
    return max(wide / 2, min(width - wide / 2, x)), y


def _push(places: list[Point], sizes: Sequence[Point]) -> bool:
    """Move each two that overlap apart, along the way that is shorter; returns whether any did."""
    moved, reach = False, 2 * max(high for _, high in sizes)
    order = sorted(range(len(places)), key=lambda index: (places[index][1], index))
    for rank, first in enumerate(order, 1):
        (x, y), (wide, high) = places[first], sizes[first]
        for second in islice(order, rank, None):
            other_x, other_y = places[second]
            if other_y - y >= reach:
                break
            across = (wide + sizes[second][0]) / 2 - abs(x - other_x)
            if across > 1e-6 and (up := (high + sizes[second][1]) / 2 - abs(y - other_y)) > 1e-6:
                moved = True
                aside = math.copysign(across / 2, x - other_x) if across < up else 0.0
                away = math.copysign(up / 2, y - other_y or -1.0) if across >= up else 0.0
                places[second] = other_x - aside, other_y - away
                x, y = places[first] = x + aside, y + away
    return moved
