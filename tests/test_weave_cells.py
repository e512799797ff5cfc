"""Cells and values as the reader sees them, and a note's cells as a notebook."""

from __future__ import annotations

import json

import nbformat
import pytest

from rectified.contents import steps
from rectified.notes import read_note
from rectified.weave.cells import cell_edits, figure_name, figures, has_cells, notebook, unrun_edits, values
from rectified.weave.edits import apply

CELL = "```python\nx = 1\n```\n"


def note(text):
    return read_note("concepts/a_note.md", f"---\ntitle: A note\nsummary: Of λ.\n---\n{text}")[0]


def came_to(output="", value="", figures=()):
    return {"output": output, "value": value, "figures": list(figures), "problem": None}


def woven(text, *results):
    read = note(text)
    return apply(read.source, cell_edits(read, list(steps(read)), results), read.body)


def shown(code, *output):
    """A cell in woven Markdown, with what stands in its output, if any."""
    inside = "\n\n".join(output)
    below = f'<div class="cell-output" markdown="1">\n\n{inside}\n\n</div>\n\n' if output else ""
    return f'<div class="cell" markdown="1">\n\n```python\n{code}\n```\n\n{below}</div>\n'


@pytest.mark.parametrize(
    "result, output",
    [
        (came_to(), []),
        (came_to(" \n"), []),
        (came_to("a\n"), ["```output\na\n```"]),
        (came_to("a\n", "b"), ["```output\na\nb\n```"]),
        (came_to("", "'```'"), ["````output\n'```'\n````"]),
    ],
    ids=["nothing", "blanks", "printed", "printed and a value", "a value with a fence"],
)
def test_a_cell_shows_what_it_came_to(result, output):
    """Output and value in one fence under it; no empty fence."""
    assert woven(CELL, result) == shown("x = 1", *output)


@pytest.mark.parametrize(
    "alt, written",
    [
        ("Two lines", "Two lines"),
        ("On [0, 1], ] too", r"On \[0, 1\], \] too"),
        ("$x$ and *y* < 2", r"\$x\$ and \*y\* &lt; 2"),
    ],
    ids=["words", "brackets", "marks"],
)
def test_figures_stand_under_their_cell_with_the_alt_text_as_it_is(alt, written):
    """Numbered by cell and figure; no sign of the text is markup."""
    text = f'`{{python}} 1`\n\n{CELL}\n```python alt="{alt}"\ndraw()\n```\n'
    images = [f"![{written}](a-note/cell-2-{n}.svg){{ .figure }}" for n in (1, 2)]
    expected = f"1\n\n{shown('x = 1')}\n{shown('draw()', *images)}"
    assert woven(text, came_to(value="1"), came_to(), came_to(figures=["<svg>", "<svg>"])) == expected


def test_the_files_of_figures_have_the_names_that_the_page_shows():
    """By path relative to docs/; values in prose are not counted."""
    read = note(f"`{{python}} 1`\n\n{CELL}\n{CELL}")
    results = [came_to(value="1"), came_to(figures=["<svg>λ"]), came_to(figures=["b", "c"])]
    found = figures(read, list(steps(read)), results)
    names = {"cell-1-1": "<svg>λ", "cell-2-1": "b", "cell-2-2": "c"}
    assert found == {f"concepts/a-note/{name}.svg": text.encode() for name, text in names.items()}
    assert figure_name(2, 1) == "cell-2-1.svg"


@pytest.mark.parametrize(
    "value, written", [("0.5", "0.5"), ("a*b*|", r"a\*b\*\|"), ("<b>&", "&lt;b>&amp;"), ("a\n b", "a b")]
)
def test_a_value_is_shown_as_it_is(value, written):
    """In one line, and without meaning anything to Markdown; the same where the sentence is quoted."""
    text = "It is `{python} x`."
    read = note(text)
    assert woven(text, came_to(value=value)) == f"It is {written}."
    assert values(list(steps(read)), [came_to(value=value)]) == {read.source.index("`"): written}


def test_values_of_a_note_that_did_not_run_are_not_known():
    """Nor do cells have any."""
    read = note(f"{CELL}\n`{{python}} x`")
    assert values(list(steps(read)), []) == {}
    assert values(list(steps(read)), [came_to(value="cell"), came_to(value="2")]) == {read.source.index("`{"): "2"}


@pytest.mark.parametrize(
    "info, reason",
    [
        ('python norun="needs *a* GPU"', "needs *a* GPU"),
        ('norun="[[a]] <b>"', r"[\[a]] &lt;b>"),
        ("python", None),
        ('text norun="a"', None),
    ],
)
def test_a_cell_that_does_not_run_says_why(info, reason):
    """Python alone; a reason may have emphasis, but no raw HTML and no wikilink."""
    read = note(f"```{info}\nx = 1\n```\n")
    written = apply(read.source, unrun_edits(read), read.body)
    code = '<div class="cell" markdown="1">\n\n```python\nx = 1\n```\n\n'
    assert written == (f"{code}*Not run: {reason}*\n\n</div>\n" if reason else f"```{info}\nx = 1\n```\n")


@pytest.mark.parametrize(
    "text, found",
    [("`{python} 1`", False), ("Words.", False), (CELL, True), ("```python claim=a\nassert 1\n```", True)],
    ids=["a value", "prose", "a cell", "a claim"],
)
def test_values_in_prose_are_no_cells(text, found):
    """A notebook is offered for what there is to run in one."""
    assert has_cells(steps(note(text))) is found


HELPERS = {
    "selu": "import numpy as np\n",
    "elu": "from selu import selu\n",
    "_layers": "import numpy, elu as e\n",
    "gelu": "",
    "nump": "",
}


def written(*cells):
    """A note's cells as a notebook, read back."""
    read = note("\n".join(f"```python\n{cell}\n```\n" for cell in cells) + "`{python} 1`\n")
    return nbformat.reads(notebook(read, list(steps(read)), HELPERS), as_version=4)


def test_a_notebook_begins_with_the_note_and_holds_its_cells():
    """Valid, with title and summary, no values of prose, no outputs; the same bytes each time."""
    found = written("x = 1\n\ny = 2", "x")
    nbformat.validate(found)
    assert [cell.source for cell in found.cells] == ["# A note\n\nOf λ.", "x = 1\n\ny = 2", "x"]
    assert [cell.id for cell in found.cells] == ["cell-0", "cell-1", "cell-2"]
    assert [cell.outputs for cell in found.cells[1:]] == [[], []]
    read = note(CELL)
    assert json.loads(notebook(read, list(steps(read)), {}))["metadata"]["kernelspec"]["name"] == "python3"


@pytest.mark.parametrize(
    "code, files",
    [
        ("from selu import selu", ["selu"]),
        ("import selu as s", ["selu"]),
        ("import numpy as np, selu, gelu", ["gelu", "selu"]),
        ("def f():\n    import selu", ["selu"]),
        ("import _layers", ["_layers", "elu", "selu"]),
        ("import numpy as np\nfrom numpy import selu", []),
        ("# import selu\nselu = 'import gelu'", []),
        ("x = = 1\nimport gelu", ["gelu"]),
    ],
    ids=["from", "as", "a list", "in a function", "by way of others", "of another module", "only words", "no Python"],
)
def test_a_notebook_first_writes_what_its_cells_import(code, files):
    """Snippets and helpers, and those that these import, one file a cell in the order of their names."""
    sources = [cell.source for cell in written(code).cells[1:]]
    assert sources == [*(f"%%writefile {name}.py\n{HELPERS[name]}".rstrip("\n") for name in files), code]
