"""What the server of child processes does before it forks: it loads what takes most of a second, once a build.

It also ends with the builder: its children hold the pipe by which multiprocessing would let it know.
"""

from __future__ import annotations

import io

import matplotlib.pyplot as plt

from rectified.running.limits import end_with_parent


def _draw_once() -> None:
    """The first figure with text finds the fonts and fills matplotlib's caches; children inherit them."""
    figure, axes = plt.subplots()
    axes.plot([0, 1], [0, 1], label="a")
    axes.legend()
    figure.savefig(io.StringIO(), format="svg")
    plt.close(figure)


end_with_parent()
_draw_once()
