"""A note in the syntax of each system: wikilinks and cells, plain Markdown, executed fences, a notebook.

The prose, the formula and the code are the same everywhere. What differs is what a system needs to do its work: how a
link is written, what the info line of a fence says, and, for markdown-exec, the lines that print a figure as SVG, which
it hides from the page.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator

from bench.notes import Cell, Claim, Formula, Heading, Link, Note, Text

#: What prints the open figure as SVG under markdown-exec, after its own gallery; closing it keeps memory flat.
SHOW = (
    "from io import StringIO",
    "buffer = StringIO()",
    'figure.savefig(buffer, format="svg")',
    "plt.close(figure)",
    "print(buffer.getvalue())",
)

Write = Callable[[Note, str | Link | Claim], str]


def rectified(note: Note) -> str:
    """Markdown with wikilinks and claim links; formulas say what backs them, fences what their figure shows."""
    formula = '$$\n{tex}\n$$\n{{unchecked="{backing}"}}'
    return _markdown(note, _wikilink, formula, lambda cell: _fence(cell.code, f' alt="{cell.alt}"' if cell.alt else ""))


def plain(note: Note) -> str:
    """Markdown with relative links; the code is shown and not run."""
    return _markdown(note, _relative(".md"), "$$\n{tex}\n$$", lambda cell: _fence(cell.code))


def markdown_exec(note: Note) -> str:
    """Markdown whose fences run: text is shown as text, a figure is printed as HTML."""

    def fence(cell: Cell) -> str:
        options = f' exec="on" source="above" session="{note.stem}"'
        if not cell.alt:
            return _fence(cell.code, f'{options} result="text"')
        hidden = "".join(f"{line}  # markdown-exec: hide\n" for line in SHOW)
        return _fence(cell.code + hidden, f'{options} html="1"')

    return _markdown(note, _relative(".md"), "$$\n{tex}\n$$", fence)


def notebook(note: Note) -> str:
    """A notebook without outputs; between two code cells stands one Markdown cell at most."""
    cells: list[dict[str, object]] = []
    prose = [f"# {note.title}"]
    for block in note.blocks:
        if isinstance(block, Cell):
            if prose:
                cells.append(_notebook_cell("markdown", "\n\n".join(prose), len(cells)))
            cells.append(_notebook_cell("code", block.code.rstrip("\n"), len(cells)))
            prose = []
        else:
            prose.append(_block(note, block, _address, "$$\n{tex}\n$$"))
    if prose:
        cells.append(_notebook_cell("markdown", "\n\n".join(prose), len(cells)))
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def claim_file(note: Note) -> str:
    """The claims of a note as this builder reads them, one function each."""
    head = f'"""What {note.title} asserts."""\n\nimport numpy as np\n\n'
    head += f"from rectified.evidence import claim, measured, sampled\n\n\n{note.definition}"
    return head + "".join(_check(claim) for claim in note.claims)


def _check(claim: Claim) -> str:
    body = textwrap.indent(f'"""An evenly spaced grid in float64."""\n{claim.check}', "    ")
    return f'\n\n@claim("{claim.statement}")\ndef {claim.name}():\n{body}\n'


def _markdown(note: Note, write: Write, formula: str, fence: Callable[[Cell], str]) -> str:
    def blocks() -> Iterator[str]:
        yield f"---\ntitle: {note.title}\nsummary: {note.summary}\n---"
        for block in note.blocks:
            yield fence(block) if isinstance(block, Cell) else _block(note, block, write, formula)

    return "\n\n".join(blocks()) + "\n"


def _block(note: Note, block: Text | Heading | Formula, write: Write, formula: str) -> str:
    if isinstance(block, Text):
        return "".join(write(note, part) for part in block.parts)
    if isinstance(block, Heading):
        return f"## {block.text}"
    return formula.format(tex=block.tex, backing=block.backing)


def _wikilink(_: Note, part: str | Link | Claim) -> str:
    if isinstance(part, Link):
        heading, label = (f"#{part.heading}" if part.heading else ""), (f"|{part.label}" if part.label else "")
        return f"[[{part.title}{heading}{label}]]"
    return f"[{part.words}](claim:{part.name})" if isinstance(part, Claim) else part


def _relative(suffix: str) -> Write:
    """Links from one source file to another, which MkDocs resolves."""

    def write(note: Note, part: str | Link | Claim) -> str:
        if isinstance(part, Link):
            folder = "" if part.section == note.section else f"../{part.section}/"
            return f"[{_label(part)}]({folder}{part.stem}{suffix}{_anchor(part)})"
        return part.words if isinstance(part, Claim) else part

    return write


def _address(note: Note, part: str | Link | Claim) -> str:
    """Links from one page to another: nobody resolves those of a notebook."""
    if isinstance(part, Link):
        folder = "../" if part.section == note.section else f"../../{part.section}/"
        return f"[{_label(part)}]({folder}{part.stem}/{_anchor(part)})"
    return part.words if isinstance(part, Claim) else part


def _label(link: Link) -> str:
    return link.label or link.title


def _anchor(link: Link) -> str:
    return f"#{link.heading.lower()}" if link.heading else ""


def _fence(code: str, options: str = "") -> str:
    return f"```python{options}\n{code}```"


def _notebook_cell(kind: str, source: str, number: int) -> dict[str, object]:
    outputs: dict[str, object] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source, **outputs}
