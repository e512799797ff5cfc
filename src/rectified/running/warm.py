"""What the server of child processes loads before it forks: importing this takes most of a second, once a build."""

from __future__ import annotations

import io

import matplotlib.pyplot as plt


def _draw_once() -> None:
    """The first figure with text finds the fonts and fills matplotlib's caches; children inherit them."""
    figure, axes = plt.subplots()
    axes.plot([0, 1], [0, 1], label="a")
    axes.legend()
    figure.savefig(io.StringIO(), format="svg")
    plt.close(figure)


_draw_once()
