"""The systems that are compared: how each is configured, fed and run, and what shows that it did its work."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import syntax
from bench.notes import Note

#: This builder, and the build that every other cost is held against.
OURS, FLOOR = "rectified", "mkdocs"

_MKDOCS = ("-m", "mkdocs", "build")
_NOTEBOOKS = """  - mkdocs-jupyter:
      execute: true
      allow_errors: false
      include: ["*.ipynb"]
"""


@dataclass(frozen=True)
class System:
    """One way to make a site of notes.

    module: what must be installed; arguments: what Python is started with, in the project's folder.
    plugins: its lines under `plugins` of mkdocs.yml, after the search; None keeps the repository's own plugins.
    write: a note's source; suffix: of its file. figure: a pattern that each figure in a page matches once, "" when
    nothing runs. cached: whether a second build can be cheaper than the first; notes: how many it is given by default.
    """

    name: str
    module: str
    arguments: tuple[str, ...]
    plugins: str | None
    write: Callable[[Note], str]
    suffix: str = ".md"
    figure: str = ""
    cached: bool = True
    notes: int = 1000

    @property
    def command(self) -> list[str]:
        return [sys.executable, *self.arguments]

    @property
    def installed(self) -> bool:
        return importlib.util.find_spec(self.module) is not None


SYSTEMS = {
    system.name: system
    for system in (
        System(FLOOR, "mkdocs", _MKDOCS, "", syntax.plain, cached=False),
        System("zensical", "zensical", ("-m", "zensical", "build"), "", syntax.plain),
        System(OURS, "rectified", ("-m", "rectified", "build"), None, syntax.rectified, figure=r'<svg[^>]* role="img"'),
        System(
            "markdown-exec",
            "markdown_exec",
            _MKDOCS,
            "  - markdown-exec\n",
            syntax.markdown_exec,
            figure='<g id="figure_1">',
            cached=False,
            notes=200,
        ),
        System(
            "mkdocs-jupyter",
            "mkdocs_jupyter",
            _MKDOCS,
            _NOTEBOOKS,
            syntax.notebook,
            suffix=".ipynb",
            figure=r'<img[^>]* src="\s*data:image/png;base64,',
            notes=50,
        ),
    )
}


def page(root: Path, note: Note) -> Path:
    """Where the page of a note stands in the built site of the project at `root`."""
    return root / "site" / note.section / note.stem / "index.html"
