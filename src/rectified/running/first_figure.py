"""Imported by the server of child processes: it draws a figure, once for all that it forks.

The first figure with text finds the fonts and fills matplotlib's caches; children inherit them.
"""

from __future__ import annotations

import matplotlib.pyplot as plt

from rectified.drawing.drawn import drawn


def _draw_once() -> None:
    figure, axes = plt.subplots()
    axes.plot([0, 1], [0, 1], label="a")
    axes.legend()
    drawn(figure, "", most=1024)
    plt.close(figure)


_draw_once()
