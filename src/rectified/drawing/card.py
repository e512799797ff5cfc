"""Cards to share: a picture of 1200 by 630 for a function with its curves, or for a myth with its correction.

Whoever shows a link shows these at a few hundred pixels, so the letters are large and the colours those of light pages.
"""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from PIL import Image

from rectified.drawing.curves import Curves, read_samples
from rectified.drawing.palette import LIGHT

WIDTH, HEIGHT, DPI = 1200, 630, 100
LEFT, TOP, FOOT = 64, 64, 40
"""Where text begins, from the left and from above, and where the last line stands, from below."""
MIDDLE, ROOM = 620, 880
"""How much of the width is for text beside curves, and for an address."""
COLOURS = 64
"""Enough for a few colours and the edges of letters; a file of them has a quarter of the size."""
FALSE, TRUE = "#b42318", "#12663a"

#: The sizes of letters in points to try for a text, and what a line takes of that.
SIZES, LINE = (44, 38, 33, 29, 25, 22), 1.75


def draw_cards(cards: Sequence[Mapping[str, Any]], progress: Callable[[Any], None]) -> dict[str, str]:
    """Draw cards (in a child process); returns PNG files in base64 by their names.

    Each has a name, an address, and either title, summary and samples, or statement and correction.
    """
    with style.context("default"):
        return {card["name"]: base64.b64encode(_drawn(card)).decode() for card in cards}


def _drawn(card: Mapping[str, Any]) -> bytes:
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=LIGHT["paper"])
    page = _Page(figure)
    if "samples" in card:
        below = page.write(card["title"], TOP, width=MIDDLE, height=170, weight="bold", sizes=(64, *SIZES))
        page.write(card["summary"], below + 24, width=MIDDLE, height=300, sizes=SIZES[2:], colour=LIGHT["muted"])
        _draw_curves(figure, read_samples(card["samples"]))
    else:
        below = page.write(f"False: {card['statement']}", TOP, height=240, weight="bold", sizes=SIZES, colour=FALSE)
        page.write(f"True: {card['correction']}", below + 36, height=200, sizes=SIZES[2:], colour=TRUE)
    page.sign(card["address"])
    return page.png()


class _Page:
    """A figure to write on, in pixels from the left and from above."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self._canvas: Any = FigureCanvasAgg(figure)  # Any: it is not typed

    def write(
        self,
        text: str,
        top: float,
        *,
        width: float = WIDTH - 2 * LEFT,
        height: float,
        sizes: Sequence[int],
        **look: str,
    ) -> float:
        """Write a text into a box in the largest of the sizes in which it fits; returns where it ends."""
        weight, colour = look.get("weight", "normal"), look.get("colour", LIGHT["ink"])
        for size in sizes:
            font = FontProperties(size=size, weight=weight)
            lines = self._lines(text, font, width)
            if len(lines) * size * LINE <= height:
                break
        for number, line in enumerate(lines):
            self._put(line, LEFT, top + (number + 0.8) * size * LINE, font, colour)
        return top + len(lines) * size * LINE

    def sign(self, address: str) -> None:
        """Write whose card it is, and where the page stands."""
        self._put("Rectified", LEFT, HEIGHT - FOOT, FontProperties(size=22, weight="bold"), LIGHT["c1"])
        fonts = [FontProperties(size=size) for size in (17, 15, 13, 11)]
        fits = (font for font in fonts if self._wide(address, font) <= ROOM)
        self._put(address, WIDTH - LEFT - ROOM, HEIGHT - FOOT, next(fits, fonts[-1]), LIGHT["muted"])

    def png(self) -> bytes:
        """The drawing in few colours."""
        self._canvas.draw()
        picture = Image.frombuffer("RGBA", self._canvas.get_width_height(), self._canvas.buffer_rgba())
        few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        file = io.BytesIO()
        few.save(file, "png", compress_level=9)
        return file.getvalue()

    def _lines(self, text: str, font: FontProperties, width: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self._wide(longer, font) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def _wide(self, line: str, font: FontProperties) -> float:
        width: float = self._canvas.get_renderer().get_text_width_height_descent(line, font, False)[0]
        return width

    def _put(self, line: str, left: float, baseline: float, font: FontProperties, colour: str) -> None:
        x, y = left / WIDTH, 1 - baseline / HEIGHT
        self.figure.text(x, y, line, fontproperties=font, color=colour, parse_math=False)


def _draw_curves(figure: Figure, curves: Curves) -> None:
    """Draw the function and its derivative, which is broken where it jumps."""
    left = (LEFT + MIDDLE + 40) / WIDTH
    axes = figure.add_axes((left, 0.17, 1 - left - LEFT / WIDTH, 0.7), facecolor=LIGHT["paper"])
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(LIGHT["muted"])
    axes.tick_params(colors=LIGHT["muted"], labelsize=15)
    axes.grid(color=LIGHT["grid"])
    edges = [-math.inf, *(kink.x for kink in curves.kinks), math.inf]
    for low, high in pairwise(edges):
        inside = [(x, slope) for x, side, slope in curves.slopes() if (low, 0) < (x, side) < (high, 0)]
        axes.plot(*zip(*inside, strict=True), color=LIGHT["c2"], linewidth=3.5, linestyle="--")
    axes.plot(curves.x, curves.f, color=LIGHT["c1"], linewidth=5)
    for x, colour, line, words in ((0.02, "c1", "—", "f"), (0.2, "c2", "- -", "f′")):
        axes.text(x, 1.05, f"{line} {words}", transform=axes.transAxes, color=LIGHT[colour], size=20, weight="bold")
