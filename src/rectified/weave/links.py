"""Wikilinks as relative links between Markdown files, and the notes that link here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname, join, normpath

from rectified.links import Backlink, Resolved, relative
from rectified.markdown import titled
from rectified.notes import Note
from rectified.project import Project
from rectified.weave.edits import Edit

_PATH = re.compile(r"(?<=\]\()(?P<path>[\w./-]+\.(?:md|py))(?=[#)\s])")


def link_edits(wikilinks: Iterable[Resolved]) -> Iterator[Edit]:
    """Each wikilink of one note as a Markdown link; its title says what the note that it leads to is about."""
    for item in wikilinks:
        about = item.target.summary if item.target is not item.source else ""
        title = f' "{titled(f"{item.target.title}: {about}")}"' if about else ""
        yield Edit(item.link.start, item.link.end, f"[{item.words}]({item.address}{title})")


def beside(note: Note) -> str:
    """The folder of a page's figures and downloads, as the page links to it."""
    return note.folder.rpartition("/")[2]


def pages(project: Project) -> dict[str, str]:
    """Where the page of each note and lab stands, by its file's path relative to docs/."""
    labs = {lab.removeprefix("docs/"): lab_page(lab) for lab in project.labs}
    return {note.path: note.page for note in project.notes} | labs


def path_edits(note: Note, pages: Mapping[str, str]) -> Iterator[Edit]:
    """Plain links to a note's or a lab's file, which work on GitHub, as links to its page."""
    for match in _PATH.finditer(note.prose):
        page = pages.get(normpath(join(dirname(note.path), match["path"])))
        if page:
            yield Edit(*match.span("path"), relative(note.page, page))


def lab_page(lab: str) -> str:
    """Where the page of a lab stands under docs/: "docs/labs/a_b.py" -> "labs/a-b.md"."""
    return lab.removeprefix("docs/").replace("_", "-").removesuffix(".py") + ".md"


def linked_from(note: Note, links: Iterable[Backlink]) -> str:
    """The section that names each note that links here and quotes the sentence in which it does."""
    rows = [f"- [{link.source.title}]({relative(note.page, link.source.page)}): “{link.sentence}”" for link in links]
    return "## Linked from\n\n" + "\n".join(rows) if rows else ""
