"""The page of all links: a drawing, and the same as a list; first pages of sections stand in neither."""

from __future__ import annotations

import re

import pytest
from woven import findings, read

from rectified.drawing.network import SHAPES
from rectified.weave import graph
from rectified.weave.graph import graph_pages

NOTES = {
    "docs/index.md": "---\ntitle: Home\n---\n\n[[a]] and [[B]]\n",
    "docs/concepts/a.md": "[[B]], [[b|again]] and [[#Here]], [[a]]\n\n## Here\n",
    "docs/functions/b_b.md": "---\ntitle: B\nsummary: One & *two*.\n---\n\n[[a]]\n",
    "docs/functions/c.md": "---\ntitle: C\n---\n\n[[B]]\n",
    "docs/concepts/index.md": "[[a]]\n",
}


def page(root, files):
    (found,) = graph_pages(findings(read(root, files)))
    return found, found.assets["graph/graph.svg"].decode()


def test_the_list_says_what_links_to_what(tmp_path):
    """Functions first; each link once, none of a note to itself, none of the pages that list others."""
    found, _ = page(tmp_path, NOTES)
    assert found.markdown.partition("\n## ")[2].partition("\n</div>")[0] == (
        "Functions\n\n"
        "[B](functions/b-b.md)\n:   Links to: [a](concepts/a.md)\n"
        ":   Linked from: [C](functions/c.md), [a](concepts/a.md)\n\n"
        "[C](functions/c.md)\n:   Links to: [B](functions/b-b.md)\n:   Linked from: none\n\n"
        "## Concepts\n\n"
        "[a](concepts/a.md)\n:   Links to: [B](functions/b-b.md)\n:   Linked from: [B](functions/b-b.md)\n"
    )


def test_the_drawing_shows_the_same(tmp_path):
    """Each note with its summary, one line for two that link to each other, an arrow for one that does not."""
    _, svg = page(tmp_path, NOTES)
    assert re.findall(r'href="([^"]*)"><title>([^<]*)', svg) == [
        ("../functions/b-b/", "B: One &amp; *two*."),
        ("../functions/c/", "C"),
        ("../concepts/a/", "a"),
    ]
    assert svg.count("marker-end") == svg.count("</g>") == 1 and svg.count("L") >= 2
    assert "![How the notes link](graph/graph.svg)" in page(tmp_path, NOTES)[0].markdown


def test_a_renamed_note_is_renamed_in_both(tmp_path):
    """Nothing is kept from before."""
    renamed = {**NOTES, "docs/functions/c.md": "---\ntitle: Sea\n---\n\n[[B]]\n"}
    found, svg = page(tmp_path, renamed)
    assert "[Sea](functions/c.md)" in found.markdown and ">Sea<" in svg
    assert "[C]" not in found.markdown and ">C<" not in svg


def test_the_drawing_is_kept_until_something_of_it_changes(tmp_path, monkeypatch):
    """It takes longer than all else on the page. A name, a summary, a link, a section: each makes it anew."""
    _, first = page(tmp_path, NOTES)
    monkeypatch.setattr(graph, "network", lambda *_: "made anew")
    more = {"docs/functions/c.md": "---\ntitle: C\n---\n\nMore of [[B]]\n"}
    assert page(tmp_path, {**NOTES, **more})[1] == first
    for old, new in [("title: C", "title: D"), ("One &", "Two &"), ("[[B]]\n", "B\n")]:
        changed = {name: text.replace(old, new) for name, text in NOTES.items()}
        assert page(tmp_path, changed)[1] == "made anew"
    (tmp_path / "docs/functions/c.md").unlink()
    moved = {name.replace("functions/c", "labels/c"): text for name, text in NOTES.items()}
    assert page(tmp_path, moved)[1] == "made anew"


def test_more_sections_than_shapes_share_the_last(tmp_path):
    """Named together in the key."""
    names = [f"s{number}" for number in range(len(SHAPES) + 2)]
    _, svg = page(tmp_path, {f"docs/{name}/note_{name}.md": "" for name in names})
    assert " and ".join(name.capitalize() for name in names[len(SHAPES) - 1 :]) in svg


@pytest.mark.parametrize("files", [{}, {"docs/a.md": ""}], ids=["a front page", "one note"])
def test_a_network_of_one_is_none(files, tmp_path):
    """Two notes at least are linked or not."""
    assert list(graph_pages(findings(read(tmp_path, files)))) == []


def test_a_note_in_no_section_is_among_others(tmp_path):
    """Beside the front page."""
    found, svg = page(tmp_path, {"docs/top.md": "", "docs/concepts/a.md": ""})
    assert "## Others" in found.markdown and ">Others<" in svg
