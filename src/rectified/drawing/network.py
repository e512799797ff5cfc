"""A network of linked pages as one SVG: each point leads to its page and looks as its kind does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from rectified.drawing.layout import Point, layout
from rectified.drawing.palette import CYCLE, LIGHT, themed

INK, MUTED, GRID, PAPER = (themed(LIGHT[role]) for role in ("ink", "muted", "grid", "paper"))
WIDTH, MARGIN, FONT, LINE = 360, 6, 11, 13
"""The unit is about a pixel on a phone: width, what is left around the drawing, height of letters and of lines."""
LETTER = 6.0
"""The mean width of a letter."""
KEY = 17, 4
"""The key: height of a row, kinds in each."""

#: The outline of each kind of point, around 0, and its colour; there are no more kinds than these.
SHAPES = (
    "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1-5 0Z",
    "M-4.5-4.5H4.5V4.5H-4.5Z",
    "M0-6.2L6.2 0L0 6.2L-6.2 0Z",
    "M0-5.8L5.6 4.2H-5.6Z",
    "M0 5.8L5.6-4.2H-5.6Z",
    "M-2-5.5H2V-2H5.5V2H2V5.5H-2V2H-5.5V-2H-2Z",
)


@dataclass(frozen=True)
class Dot:
    """A point of the network: where it leads, what it is called, what is told of it, the number of its kind."""

    address: str
    name: str
    words: str
    kind: int


def network(dots: Sequence[Dot], links: Sequence[tuple[int, int]], kinds: Sequence[str], title: str) -> str:
    """Draw the points, and a line for each two that are linked: with an arrow if only one of them links to the other.

    links: from the first of each pair to the second, by index; kinds: what the kinds are called.
    The same network gives the same bytes.
    """
    pairs, labels = {*links}, [_lines(dot.name) for dot in dots]
    neighbours: list[set[int]] = [set() for _ in dots]
    for a, b in pairs:
        neighbours[a].add(b)
        neighbours[b].add(a)
    sizes = [(max(24.0, LETTER * max(map(len, lines)) + 8), 16.0 + LINE * len(lines)) for lines in labels]
    centres, height = layout(neighbours, sizes, WIDTH - 2 * MARGIN)
    top = KEY[0] * -(-len(kinds) // KEY[1]) + MARGIN
    places = [(x + MARGIN, y - size[1] / 2 + 7 + top) for (x, y), size in zip(centres, sizes, strict=True)]
    bottom = height + top + MARGIN
    return "".join(
        [
            f'<svg class="network" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom:.0f}" role="group" '
            f'aria-label="{escape(title)}" font-size="{FONT}" fill="{INK}">',
            f'<defs><marker id="network-arrow" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" '
            f'orient="auto"><path d="M0 0L6 3L0 6Z" fill="{MUTED}"/></marker></defs>',
            *_key(kinds),
            *_lines_between(sorted(pairs), places),
            *map(_dot, dots, places, labels, sizes),
            "</svg>",
        ]
    )


def _lines(name: str) -> list[str]:
    """A name on one line, or on two of about the same length."""
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    if len(name) <= 13 or not spaces:
        return [name]
    middle = min(spaces, key=lambda place: abs(2 * place - len(name)))
    return [name[:middle], name[middle + 1 :]]


def _key(kinds: Sequence[str]) -> Iterator[str]:
    for index, kind in enumerate(kinds):
        x, y = MARGIN + 6 + (WIDTH - 2 * MARGIN) / KEY[1] * (index % KEY[1]), 8 + KEY[0] * (index // KEY[1])
        yield f'{_shape(index, x, y)}<text x="{x + 10:.0f}" y="{y + 4}" fill="{MUTED}">{escape(kind)}</text>'


def _shape(kind: int, x: float, y: float) -> str:
    return f'<path d="{SHAPES[kind]}" transform="translate({x:.1f} {y:.1f})" fill="{themed(LIGHT[CYCLE[kind]])}"/>'


def _lines_between(pairs: Sequence[tuple[int, int]], places: Sequence[Point]) -> Iterator[str]:
    mutual = [(a, b) for a, b in pairs if a < b and (b, a) in pairs]
    single = [(a, b) for a, b in pairs if (b, a) not in pairs]
    both = "".join(f"M{places[a][0]:.1f} {places[a][1]:.1f}L{places[b][0]:.1f} {places[b][1]:.1f}" for a, b in mutual)
    yield f'<path d="{both}" fill="none" stroke="{MUTED}" stroke-opacity=".6"/>'
    yield f'<g fill="none" stroke="{MUTED}" stroke-width=".7" stroke-opacity=".45" marker-end="url(#network-arrow)">'
    yield from (f'<path d="{_arrow(places[a], places[b])}"/>' for a, b in single)
    yield "</g>"


def _arrow(start: Point, end: Point, gap: float = 8.0) -> str:
    """A line that ends where the point it leads to begins."""
    across, down = end[0] - start[0], end[1] - start[1]
    part = max(0.0, 1 - gap / max(gap, (across * across + down * down) ** 0.5))
    return f"M{start[0]:.1f} {start[1]:.1f}L{start[0] + part * across:.1f} {start[1] + part * down:.1f}"


def _dot(dot: Dot, place: Point, lines: Sequence[str], size: Point) -> str:
    """A link with a shape and a name, and around them what fingers hit."""
    (x, y), (wide, high) = place, size
    rows = (
        f'<tspan x="{x:.1f}" y="{y + 17 + LINE * row:.1f}">{escape(line)}</tspan>' for row, line in enumerate(lines)
    )
    box = f'x="{x - wide / 2:.1f}" y="{y - 7:.1f}" width="{wide:.1f}" height="{high:.0f}"'
    return (
        f'<a href="{escape(dot.address)}"><title>{escape(dot.words)}</title>'
        f'<rect {box} rx="3" fill="none" pointer-events="all"/>{_shape(dot.kind, x, y)}'
        f'<text text-anchor="middle" stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">'
        f"{''.join(rows)}</text></a>"
    )
