"""Labs: long experiments in docs/labs/*.py, percent-format notebooks, executed here and shown by mkdocs-jupyter.

jupytext reads the file, and a kernel of its own runs it, in which snippets and the helpers of claims/ can be
imported. A cell that raises, warns or draws a figure without alt text is a problem at its line. What a cell marked
`# %% label="name"` ends in, a dict of numbers, is a labelled result that claims can rest on.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode

from rectified.drawing.elements import FigureError
from rectified.drawing.figures import themed_svg
from rectified.drawing.palette import ColourError
from rectified.labs.kernel import CellFailure, kernel
from rectified.printed import unfit_text
from rectified.problems import Problem

#: A lab that runs longer is given up, in seconds.
LIMIT = 120.0
SVG = "image/svg+xml"
_LABEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MARKER = re.compile(r"# ?%%(\s|$)")
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {
        "name": "python",
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "pygments_lexer": "ipython3",
    },
}


class LabError(Exception):
    """A lab that cannot be run or read further; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Lab:
    """A lab as read: its notebook, and for each cell the line of its first line of source (1-based)."""

    path: str
    notebook: NotebookNode
    lines: tuple[int, ...]

    @property
    def stem(self) -> str:
        return Path(self.path).stem


def run_lab(path: str, root: str, progress: Callable[[Any], None], seconds: float = LIMIT) -> dict[str, Any]:
    """Execute the lab at `path` (relative to `root`) and return its notebook, labelled results and problems.

    progress: called before each code cell with {"cell": number, "cells": count, "line": line}.
    Returns {"notebook": the executed .ipynb as text, "results": {label: {name: number}}, "problems": [dicts]}.
    The notebook carries no times and no random identifiers: the same lab gives the same bytes. It is empty, and the
    results end, where a cell failed.
    """
    problems: list[Problem] = []
    results: dict[str, dict[str, float]] = {}
    notebook = ""
    try:
        lab = read_lab(path, Path(root))
        _execute(lab, Path(root), progress, seconds, problems, results)
        notebook = nbformat.writes(lab.notebook)
    except LabError as error:
        problems.append(error.problem)
    return {"notebook": notebook, "results": results, "problems": [asdict(problem) for problem in problems]}


def read_lab(path: str, root: Path) -> Lab:
    """Read a percent-format notebook; raises LabError when it is not one."""
    try:
        text = (root / path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        problem = Problem(path, 1, f"the lab is not UTF-8: {error}", "a UTF-8 file", "save it as UTF-8")
        raise LabError(problem) from None
    notebook = jupytext.reads(text, fmt="py:percent")
    notebook.metadata = nbformat.from_dict(_METADATA)
    notebook.nbformat_minor = 5
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
    lines = text.splitlines()
    markers = [number for number, line in enumerate(lines) if _MARKER.match(line)]
    if not markers or len(markers) != len(notebook.cells):
        found = f"{len(markers)} cell markers, {len(notebook.cells)} cells"
        raise LabError(Problem(path, 1, found, "every cell to begin with `# %%`", "put a marker before each cell"))
    starts = (_first_line(lines, marker, cell) for marker, cell in zip(markers, notebook.cells, strict=True))
    return Lab(path, notebook, tuple(starts))


def _first_line(lines: list[str], marker: int, cell: NotebookNode) -> int:
    """The 1-based line where a cell's source begins: blank lines after its marker need not be part of it."""
    if cell.cell_type != "code" or not cell.source:
        return marker + 1
    return lines.index(cell.source.split("\n")[0], marker + 1) + 1


def _execute(
    lab: Lab,
    root: Path,
    progress: Callable[[Any], None],
    seconds: float,
    problems: list[Problem],
    results: dict[str, dict[str, float]],
) -> None:
    """Run the cells in order, collecting problems and results; raises LabError at the first cell that fails."""
    code = [number for number, cell in enumerate(lab.notebook.cells) if cell.cell_type == "code"]
    with kernel(lab.notebook, root, seconds) as run:
        for count, number in enumerate(code, 1):
            progress({"cell": count, "cells": len(code), "line": lab.lines[number]})
            try:
                run(number)
            except CellFailure as failure:
                line = lab.lines[number] + failure.line - 1
                problem = Problem(lab.path, line, failure.found, "every cell of a lab to run", "correct the cell")
                raise LabError(problem) from None
            problems += _output_problems(lab, number)
            problems += _theme_figures(lab, number)
            results.update(_labelled(lab, number, results))


def _output_problems(lab: Lab, number: int) -> list[Problem]:
    """What must not stand in an output: errors that were not raised, standard error, all but plain text and figures."""
    problems = []
    for output in lab.notebook.cells[number].outputs:
        data = output.get("data", {})
        unfit = unfit_text(data.get("text/plain", "") + output.get("text", ""))
        others = sorted(set(data) - {"text/plain", SVG})
        if output.output_type == "error":
            found = f"the cell's figure raises {output.ename}: {output.evalue}"
        elif output.output_type == "stream" and output.name == "stderr":
            found = f"the cell writes to standard error: {output.text.strip()[:200]!r}"
        elif others:
            found = f"the cell shows {', '.join(others)}, where a lab shows text and matplotlib's figures"
        elif unfit:
            found = f"the output holds {unfit.found}"
        else:
            continue
        problems.append(Problem(lab.path, lab.lines[number], found, "an output fit to publish", "correct the cell"))
    return problems


def _theme_figures(lab: Lab, number: int) -> list[Problem]:
    """Give each figure of the cell its alt text and the theme's colours, in place."""
    cell = lab.notebook.cells[number]
    figures = [output for output in cell.outputs if SVG in output.get("data", {})]
    alt = cell.metadata.get("alt", "")
    if figures and not alt:
        todo = 'say what the figure shows: `# %% alt="…"`'
        return [Problem(lab.path, lab.lines[number], "a figure without alt text", 'alt="…" on the cell', todo)]
    for count, output in enumerate(figures, 1):
        text = alt if len(figures) == 1 else f"{alt} ({count} of {len(figures)})"
        try:
            output.data[SVG] = themed_svg(output.data[SVG], f"{lab.stem}-{number}-{count}-", text)
        except (ColourError, FigureError) as error:
            return [Problem(lab.path, lab.lines[number], str(error), "a figure fit to publish", "correct the cell")]
    return []


def _labelled(lab: Lab, number: int, known: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The cell's labelled result, as {label: {name: number}}; empty when it has no label."""
    cell = lab.notebook.cells[number]
    label = cell.metadata.get("label")
    if label is None:
        return {}
    found = None
    if not _LABEL.fullmatch(str(label)):
        found = f"the label {label!r} is not made of small letters, digits and single hyphens"
    elif label in known:
        found = f"a second cell labelled {label!r}"
    if found:
        raise LabError(Problem(lab.path, lab.lines[number], found, "a label of its own", "rename it"))
    shown = [output.data.get("text/plain", "") for output in cell.outputs if output.output_type == "execute_result"]
    try:
        return {label: _numbers(shown[-1] if shown else "")}
    except ValueError as error:
        expected = "a dict of finite plain numbers, like {'mean': 0.01, 'variance': 0.98}"
        raise LabError(Problem(lab.path, lab.lines[number], f"{label!r} ends in {error}", expected)) from None


def _numbers(text: str) -> dict[str, float]:
    """Read a printed dict of finite numbers; raises ValueError saying what else it is."""
    shown = text if len(text) <= 80 else text[:79] + "…"
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        raise ValueError(shown or "no expression") from None
    if not isinstance(value, dict) or not value or not all(isinstance(name, str) for name in value):
        raise ValueError(shown)
    if not all(type(number) in (int, float) and math.isfinite(number) for number in value.values()):
        raise ValueError(shown)
    return value
