"""The first page of each section: made from its notes and labs, unless somebody wrote one."""

from __future__ import annotations

import json

import pytest
from conftest import DOUBLE
from woven import findings, read

from rectified.weave.sections import OPENINGS, section_pages


def lab(*lines):
    cells = [{"cell_type": "markdown", "source": "\n".join(lines)}]
    return {"notebook": json.dumps({"cells": cells}), "results": {}, "problems": []}


def note(title, summary=""):
    return f"---\ntitle: {title}\n" + (f"summary: {summary}\n" if summary else "") + "---\n\nWords.\n"


def pages(root, files, labs=None):
    """The pages of sections by path."""
    return {page.path: page for page in section_pages(findings(read(root, files), labs=labs or {}))}


def test_a_section_lists_its_notes_by_title(tmp_path):
    """Without regard to case, with the summary of those that have one, as text; links lead to the pages."""
    files = {
        "docs/functions/leaky_relu.md": note("leaky ReLU", "It leaks."),
        "docs/functions/elu.md": note("ELU"),
        "docs/functions/softplus.md": note("Softplus", "It is *x* where [x] > 0."),
    }
    (page,) = pages(tmp_path, files).values()
    assert (page.path, page.title, page.assets, page.notebook) == ("functions/index.md", "Functions", {}, "")
    front, body = page.markdown.removeprefix("---\n").split("---\n\n", 1)
    assert front == f'title: "Functions"\ndescription: {json.dumps(OPENINGS["functions"])}\n'
    assert body == (
        f"# Functions\n\n{OPENINGS['functions']}\n\n"
        "- [ELU](elu.md)\n- [leaky ReLU](leaky-relu.md): It leaks.\n- [Softplus](softplus.md): It is \\*x\\* where \\[x\\] > 0.\n"
    )


def test_each_section_has_one_in_the_order_of_their_names(tmp_path):
    """The front page and others in no folder are in none; a folder in a folder belongs to the outer one."""
    files = {f"docs/{path}.md": note(path) for path in ("history/a", "audits/b", "audits/deep/c", "top")}
    found = pages(tmp_path, files)
    assert list(found) == ["audits/index.md", "history/index.md"]
    assert "- [audits/b](b.md)\n- [audits/deep/c](deep/c.md)\n" in found["audits/index.md"].markdown


def test_a_section_of_another_name_has_no_opening(tmp_path):
    """Nobody has said what it holds."""
    (page,) = pages(tmp_path, {"docs/history/a.md": note("A")}).values()
    assert page.markdown == '---\ntitle: "History"\n---\n\n# History\n\n- [A](a.md)\n'


@pytest.mark.parametrize("path, made", [("concepts/index", []), ("concepts/deep/index", ["concepts/index.md"])])
def test_a_page_that_somebody_wrote_is_not_made(path, made, tmp_path):
    """That of the section itself, not of a folder in it."""
    files = {"docs/concepts/a.md": note("A"), f"docs/{path}.md": note("Written")}
    assert list(pages(tmp_path, files)) == made


def test_labs_are_a_section(tmp_path):
    """Called by their headings, or by their files, with the first sentence of each."""
    labs = {
        "docs/labs/b_lab.py": lab("# Zero", "", "It is *one* sentence. And another."),
        "docs/labs/a.py": lab("One"),
    }
    (page,) = pages(tmp_path, {}, labs).values()
    assert page.path == "labs/index.md"
    assert page.markdown.endswith("\n\n- [a](a.md)\n- [Zero](b-lab.md): It is one sentence.\n")


def test_a_page_of_the_labs_that_somebody_wrote_is_not_made(tmp_path):
    """As of any other section."""
    assert pages(tmp_path, {"docs/labs/index.md": note("Labs")}, {"docs/labs/a.py": lab("# One")}) == {}


def test_a_project_without_sections_has_no_such_page(tmp_path):
    """A front page alone."""
    assert pages(tmp_path, {}) == {}


SAMPLES = {"x": [-1.0, 0.0, 1.0], "f": [-2.0, 0.0, 2.0], "grad": [2.0, 2.0, 2.0], "kinks": [], "parameters": {}}


def test_a_function_that_was_sampled_has_its_sparkline_beside_its_name(tmp_path):
    """Its page does, not one that shares its name; such a section loads what aligns them."""
    files = {
        "snippets/double.py": DOUBLE,
        "docs/functions/double.md": note("Double", "Twice.") + "\n![[double.py]]\n",
        "docs/functions/other.md": note("Other"),
        "docs/concepts/double.md": note("On doubling"),
    }
    found = findings(read(tmp_path, files), samples={"double": SAMPLES})
    concepts, functions = section_pages(found)
    assert functions.markdown.endswith(
        "- ![Double and its derivative](sparkline-double.svg){ .sparkline } [Double](double.md): Twice.\n- [Other](other.md)\n"
    )
    assert list(functions.assets) == ["functions/sparkline-double.svg"]
    assert functions.assets["functions/sparkline-double.svg"].startswith(b'<svg class="sparkline"')
    assert 'loads: ["stylesheets/tables.css"]' in functions.markdown
    assert concepts.assets == {} and "loads" not in concepts.markdown
