"""A lab as a page: its Markdown for those who read that, its notebook for the site, its files beside it."""

from __future__ import annotations

import json

import pytest

from rectified.labs.pages import displayed
from rectified.weave.labs import lab_pages

SOURCE = b"# %% [markdown]\n# # Self-normalization\r\n"


def notebook(text):
    return json.dumps({"cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": text}]})


def page(root, text, name="a_lab", dates=None):
    """The page of a lab whose notebook has one cell of that text."""
    path = f"docs/labs/{name}.py"
    (root / "docs/labs").mkdir(parents=True)
    (root / path).write_bytes(SOURCE)
    (found,) = lab_pages(root, {path: {"notebook": notebook(text), "results": {}, "problems": []}}, dates or {})
    return found


def test_a_lab_is_called_by_its_heading_and_opened_by_its_first_sentence(tmp_path):
    """Its Markdown says no more than that, and where its files are."""
    found = page(tmp_path, "# Deep “λ”: nets\n\nHow *far* they go. Farther.")
    assert (found.path, found.title) == ("labs/a-lab.md", "Deep “λ”: nets")
    links = "[Python file](a_lab.py) · [executed notebook](a_lab.ipynb)"
    assert found.markdown == (
        '---\ntitle: "Deep “λ”: nets"\ndescription: "How far they go."\n---\n\n'
        f"# Deep “λ”: nets\n\nHow far they go.\n\nDownload this lab: {links}\n"
    )


def test_a_lab_says_when_its_file_was_changed(tmp_path):
    """If that is known; of another file's date it takes no notice."""
    dates = {"docs/labs/a_lab.py": "2026-01-02", "docs/labs/b.py": "2026-01-03"}
    assert '\nrevised: "2026-01-02"\n---\n' in page(tmp_path, "# T", dates=dates).markdown


@pytest.mark.parametrize("text, title", [("Words.", "a_lab"), ("## Below", "a_lab"), ("# Named", "Named")])
def test_a_lab_without_a_heading_is_called_by_its_file(text, title, tmp_path):
    """It needs a title all the same."""
    found = page(tmp_path, text)
    assert found.title == title and f"\n\n# {title}\n" in found.markdown


def test_its_files_are_handed_out_as_written_and_as_run(tmp_path):
    """Byte for byte, under the file's own name."""
    text = notebook("# T\n\nλ")
    assert page(tmp_path, "# T\n\nλ").assets == {"labs/a_lab.py": SOURCE, "labs/a_lab.ipynb": text.encode()}


def test_what_the_site_shows_is_the_notebook(tmp_path):
    """As mkdocs-jupyter is to render it."""
    text = "# T\n\nSee [it](../functions/leaky_relu.md)."
    assert page(tmp_path, text).notebook == displayed(notebook(text), stem="a_lab")


def test_labs_stand_in_the_order_in_which_they_are_given(tmp_path):
    """No lab, no page."""
    (tmp_path / "docs/labs").mkdir(parents=True)
    labs = {f"docs/labs/{name}.py": {"notebook": notebook(f"# {name}")} for name in ("b", "a")}
    for path in labs:
        (tmp_path / path).write_bytes(b"")
    assert [found.path for found in lab_pages(tmp_path, labs, {})] == ["labs/b.md", "labs/a.md"]
    assert lab_pages(tmp_path, {}, {}) == []
