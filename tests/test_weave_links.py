"""Links between pages: wikilinks, plain links to files, and who links here."""

from __future__ import annotations

import pytest
from woven import note_of, read

from rectified.links import Backlink
from rectified.notes import read_note
from rectified.weave.edits import apply
from rectified.weave.links import beside, lab_page, link_edits, linked_from, pages, path_edits

LEAKY = {"docs/functions/leaky_relu.md": "---\ntitle: Leaky ReLU\n---\n\n## The kink\n"}
LAB = {"docs/labs/a_lab.py": "# %% [markdown]\n# # A lab\n"}


def body(project, edits):
    """The note concepts/a.md with edits made."""
    note = note_of(project, "concepts/a.md")
    return apply(note.source, edits(note), note.body).strip()


@pytest.mark.parametrize(
    "text, woven",
    [
        ("See [[Leaky ReLU]].", "See [Leaky ReLU](../functions/leaky-relu.md)."),
        ("See [[leaky_relu#The kink|its *kink*]].", "See [its *kink*](../functions/leaky-relu.md#the-kink)."),
        ("## Here\n\n[[#Here]], [[a]]", "## Here\n\n[Here](#here), [a](a.md)"),
        ("`[[a]]` and $[[a]]$", "`[[a]]` and $[[a]]$"),
    ],
    ids=["a title", "a heading and a label", "itself", "code and mathematics"],
)
def test_a_wikilink_becomes_a_link_between_pages(text, woven, tmp_path):
    """With the words the reader is to see; what is no prose stays."""
    project = read(tmp_path, {**LEAKY, "docs/concepts/a.md": text})
    assert body(project, lambda note: link_edits(project.of(note).wikilinks)) == woven


def test_a_link_says_what_the_note_it_leads_to_is_about(tmp_path):
    """In its title, where nothing ends it early; not of the note itself, nor of one that does not say."""
    summary = 'summary: One "and" {two} [a](b) | <c> & `d`.'
    files = {
        "docs/functions/elu.md": f"---\ntitle: ELU\nsummary: '{summary.removeprefix('summary: ')}'\n---\n",
        "docs/functions/selu.md": "---\ntitle: SELU\n---\n",
        "docs/concepts/a.md": "---\ntitle: A\nsummary: Words.\n---\n\n[[elu|it]], [[SELU]], [[A]]\n",
    }
    project = read(tmp_path, {name: text.replace("<c> ", "") for name, text in files.items()})
    assert body(project, lambda note: link_edits(project.of(note).wikilinks)) == (
        '[it](../functions/elu.md "ELU: One ”and” (two) a(b) &#124; &#38; d."), [SELU](../functions/selu.md), [A](a.md)'
    )


def test_only_the_notes_own_wikilinks_are_edits_of_it(tmp_path):
    """Offsets of other notes mean nothing here."""
    project = read(tmp_path, {"docs/concepts/a.md": "None.", "docs/concepts/b.md": "[[a]]"})
    edits = {note.path: list(link_edits(project.of(note).wikilinks)) for note in project.notes}
    assert [len(found) for found in edits.values()] == [0, 1, 0]


@pytest.mark.parametrize(
    "text, woven",
    [
        ("[a](../functions/leaky_relu.md)", "[a](../functions/leaky-relu.md)"),
        ("[a](./../functions/leaky_relu.md#the-kink)", "[a](../functions/leaky-relu.md#the-kink)"),
        ('[a](../functions/leaky_relu.md "words")', '[a](../functions/leaky-relu.md "words")'),
        ("[a](../labs/a_lab.py#label)", "[a](../labs/a-lab.md#label)"),
        ("[a](../labs/another_lab.py)", "[a](../labs/another_lab.py)"),
        ("[a](leaky_relu.md)", "[a](leaky_relu.md)"),
        ("[a](https://x.org/functions/leaky_relu.md)", "[a](https://x.org/functions/leaky_relu.md)"),
        ("`[a](../functions/leaky_relu.md)`", "`[a](../functions/leaky_relu.md)`"),
    ],
    ids=["a note", "a heading", "a title", "a lab", "no lab", "no note", "another site", "code"],
)
def test_a_link_to_a_file_becomes_a_link_to_its_page(text, woven, tmp_path):
    """Whatever is no note and no lab of the project stays as it is."""
    project = read(tmp_path, {**LEAKY, **LAB, "docs/concepts/a.md": text})
    assert body(project, lambda note: path_edits(note, pages(project))) == woven


@pytest.mark.parametrize(
    "path, folder", [("index.md", "index"), ("functions/leaky_relu.md", "leaky-relu"), ("a/b/c.md", "c")]
)
def test_what_belongs_to_a_page_stands_beside_it(path, folder):
    """In a folder of the page's name."""
    assert beside(read_note(path, "")[0]) == folder


@pytest.mark.parametrize("lab, page", [("docs/labs/a_b.py", "labs/a-b.md"), ("docs/labs/py_py.py", "labs/py-py.md")])
def test_a_lab_is_found_under_its_address(lab, page):
    """Relative to docs/."""
    assert lab_page(lab) == page


def test_who_links_here_is_quoted():
    """In the order given, by title, relative to this page."""
    here, there, near = (
        read_note(path, f"---\ntitle: {title}\n---\n")[0]
        for path, title in (("functions/selu.md", "SELU"), ("concepts/a_b.md", "A, B"), ("functions/elu.md", "ELU"))
    )
    links = [Backlink(there, "It is *one*."), Backlink(near, "It is two.")]
    rows = ["- [A, B](../concepts/a-b.md): “It is *one*.”", "- [ELU](elu.md): “It is two.”"]
    assert linked_from(here, links) == "## Linked from\n\n" + "\n".join(rows)


def test_a_page_that_no_one_links_to_says_nothing_of_it():
    """No heading over an empty list."""
    assert linked_from(read_note("a.md", "")[0], []) == ""
