"""matplotlib's drawing of a figure, cut to what is on it.

`savefig` with bbox="tight" draws every figure twice, once to measure it; here the extents of the texts are noted while
they are drawn.
"""

from __future__ import annotations

import cmath
import io
import math
import re
from functools import lru_cache
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.textpath import TextToPath
from matplotlib.transforms import Bbox

#: Dots per inch of an SVG, and the margin left around what is drawn, in dots.
_DPI, _MARGIN = 72, 3.6

#: How far letters may reach above and below their line, in sizes of the font: the page's own, which is not known here.
_RISE, _DROP = 0.8, 0.24

#: The settings that decide which font a family's name stands for, and how its signs follow each other.
_FONTS: Any = "font.serif font.sans-serif font.cursive font.fantasy font.monospace text.kerning_factor".split()

_VIEW = re.compile(r' viewBox="[^"]*"')


class TooLarge(ValueError):
    """A figure whose drawing is larger than it may be."""


class _Limited(io.StringIO):
    """Takes `most` characters."""

    def __init__(self, most: float) -> None:
        super().__init__()
        self._left = most

    def write(self, text: str) -> int:
        self._left -= len(text)
        if self._left < 0:
            raise TooLarge("the drawing is too large")
        return super().write(text)


class _Measuring(RendererSVG):
    """Draws an SVG and notes where its texts stand.

    matplotlib measures each text once a figure, reading its font anew; here once, also for all processes that are
    forked afterwards.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.corners: list[complex] = []
        super().__init__(*arguments, **options)  # type: ignore[no-untyped-call]

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, ismath: Any = False, mtext: Any = None
    ) -> None:
        width, height, descent = self.get_text_width_height_descent(s, prop, ismath)
        size = prop.get_size_in_points()
        low, high = -max(descent, _DROP * size), max(height - descent, _RISE * size)
        start, turn = complex(x, self.height - y), cmath.rect(1, math.radians(angle))
        self.corners += [start + turn * complex(along, up) for along in (0, width) for up in (low, high)]
        super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)  # type: ignore[no-untyped-call]

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> Any:
        if ismath:
            return super().get_text_width_height_descent(s, prop, ismath)  # type: ignore[no-untyped-call]
        return _extent(s, prop, tuple(str(mpl.rcParams[name]) for name in _FONTS))


@lru_cache(4096)
def _extent(text: str, font: Any, _settings: tuple[str, ...]) -> Any:
    """Width, height and descent of a text in points, by a font that nobody changes while the settings are these."""
    return TextToPath().get_text_width_height_descent(text, font, False)


def drawn(figure: Figure, prefix: str, most: float) -> str:
    """The figure as an SVG document whose view is what is drawn on it: axes, legends and texts, and a small margin.

    prefix: what its identifiers depend on besides the figure; most: KiB that it may come to.
    Raises TooLarge, and what matplotlib raises when it draws.
    """
    resolution, (width, height) = figure.dpi, figure.get_size_inches() * _DPI
    with mpl.rc_context({"svg.hashsalt": prefix}), _Limited(most * 1024) as drawing:
        figure.dpi = _DPI
        try:
            metadata = {"Date": None, "Creator": None}
            renderer = _Measuring(width, height, drawing, image_dpi=resolution, metadata=metadata)
            mixed: Any = MixedModeRenderer(figure, width, height, resolution, renderer)  # type: ignore[no-untyped-call]
            figure.draw(mixed)
            renderer.finalize()  # type: ignore[no-untyped-call]
            view = _view(figure, renderer, height)
        finally:
            figure.dpi = resolution
        return _VIEW.sub(f' viewBox="{view}"', drawing.getvalue(), count=1)


def _view(figure: Figure, renderer: _Measuring, height: float) -> str:
    """What is on a figure as left, top, width and height in dots."""
    legends = [legend for axes in figure.axes if (legend := axes.get_legend())]
    parts = [part.get_window_extent(renderer) for part in (*figure.axes, *legends, *figure.legends)]
    if renderer.corners:
        parts.append(Bbox.null())
        parts[-1].update_from_data_xy([(corner.real, corner.imag) for corner in renderer.corners])
    box = Bbox.union(parts or [figure.bbox]).padded(_MARGIN)
    return f"{box.x0} {height - box.y1} {box.width} {box.height}"
