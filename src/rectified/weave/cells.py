"""Cells with what they printed and drew, computed values in prose, and a note's cells as a notebook."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rectified.contents import Step, is_python
from rectified.markdown import inline, literal
from rectified.notes import Note
from rectified.weave.edits import Edit, block, fenced, placed
from rectified.weave.links import beside
from rectified.weave.predictions import asking

Results = Sequence[Mapping[str, Any]]


def figure_name(number: int, index: int) -> str:
    """The file name of a cell's figure, both counted from 1."""
    return f"cell-{number}-{index}.svg"


def cell_edits(note: Note, steps: Sequence[Step], results: Results) -> Iterator[Edit]:
    """Each fence that ran with its output under it, and each `{python} …` as its value."""
    number = 0
    for step, result in zip(steps, results, strict=True):
        if step.kind == "value":
            yield Edit(step.span.start, step.span.end, literal(result["value"]))
            continue
        number += 1
        yield placed(note, step.span.start, step.span.end, _cell(note, step, result, number))


def _cell(note: Note, step: Step, result: Mapping[str, Any], number: int) -> str:
    printed = result["output"] + result["value"]
    alt = literal(step.attributes.get("alt", ""))
    names = [figure_name(number, index) for index, _ in enumerate(result["figures"], 1)]
    drawn = [f"![{alt}]({beside(note)}/{name}){{ .figure }}" for name in names]
    nested = bool(note.indent(step.span.start))
    output = block("cell-output", fenced(printed, "output") if printed.strip() else "", *drawn, nested=nested)
    code = fenced(step.source, "python")
    if question := step.attributes.get("predict"):
        return asking(block("cell", code), question, output)
    return block("cell", code, output if printed.strip() or drawn else "", nested=nested)


def values(steps: Sequence[Step], results: Results) -> dict[int, str]:
    """What each computed value came to, as Markdown, by its offset in the note."""
    pairs = zip(steps, results, strict=False)
    return {step.span.start: literal(result["value"]) for step, result in pairs if step.kind == "value"}


def unrun_edits(note: Note) -> Iterator[Edit]:
    """Python fences that do not run, with the reason under them."""
    for span in note.spans:
        if is_python(span) and (reason := span.attributes.get("norun")):
            nested = bool(note.indent(span.start))
            text = block("cell", fenced(span.text, "python"), f"*Not run: {inline(reason)}*", nested=nested)
            yield placed(note, span.start, span.end, text)


def figures(note: Note, steps: Sequence[Step], results: Results) -> dict[str, bytes]:
    """The figures of a note's cells by path relative to docs/."""
    ran = [result for step, result in zip(steps, results, strict=True) if step.kind != "value"]
    return {
        f"{note.folder}/{figure_name(number, index)}": svg.encode()
        for number, result in enumerate(ran, 1)
        for index, svg in enumerate(result["figures"], 1)
    }


def needs_builder(notebook: str) -> bool:
    """Whether code in a notebook imports this package, so that the notebook does not run by itself."""
    sources = [cell["source"] for cell in json.loads(notebook)["cells"]]
    code = ["".join(source) for source in sources]
    return any(re.search(r"^[ \t]*(?:from|import)[ \t]+rectified\b", source, re.M) for source in code)


def notebook(note: Note, steps: Sequence[Step], helpers: Mapping[str, str]) -> str:
    """A note's cells as a notebook that runs anywhere: it first writes the snippets and helpers its cells import.

    helpers: source by module name.
    """
    sources = [step.source for step in steps if step.kind != "value"]
    needed = _imported("\n".join(sources), helpers)
    cells = [_notebook_cell("markdown", f"# {note.title}\n\n{note.summary}", 0)]
    files = [f"%%writefile {name}.py\n{helpers[name]}" for name in needed]
    cells += [_notebook_cell("code", source.rstrip("\n"), index) for index, source in enumerate([*files, *sources], 1)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps(
        {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}, indent=1
    )


def _imported(code: str, helpers: Mapping[str, str]) -> list[str]:
    """The helpers that code imports, and those that these import; read by lines, since a cell may be no Python."""
    found: list[str] = []
    waiting = [code]
    while waiting:
        lists = re.findall(r"^[ \t]*(?:from[ \t]+(\w+)|import[ \t]+(.+))", waiting.pop(), re.M)
        names = [word for one, several in lists for word in (one, *re.findall(r"(?:^|,)[ \t]*(\w+)", several))]
        new = [name for name in names if name in helpers and name not in found]
        found += new
        waiting += [helpers[name] for name in new]
    return sorted(found)


def _notebook_cell(kind: str, source: str, index: int) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{index}", "metadata": {}, "source": source}
    return {**cell, "execution_count": None, "outputs": []} if kind == "code" else cell


def has_cells(steps: Iterable[Step]) -> bool:
    """Whether a note has anything to put into a notebook."""
    return any(step.kind != "value" for step in steps)
