"""Imported by the server of child processes: it draws a figure, once for all that it forks.

The first figure with text finds the fonts and fills matplotlib's caches, in which children then find the usual sizes
and signs.
"""

from __future__ import annotations

import matplotlib.pyplot as plt
from matplotlib import font_manager

from rectified.drawing.drawn import drawn
from rectified.drawing.figures import themed_svg


def _draw_once() -> None:
    figure, axes = plt.subplots()
    axes.plot([-4, 4], [-1, 1], label="f")
    axes.plot([-4, 4], [-2.5, 2.5], linestyle="--", label="x")
    axes.set(xlabel="x", ylabel="f(x)", title="f")
    axes.grid()
    axes.legend()
    themed_svg(drawn(figure, "", most=1024), "", "")
    plt.close(figure)
    # Every child opens fonts of its own, and would close these before.
    font_manager._get_font.cache_clear()  # type: ignore[attr-defined]


_draw_once()
