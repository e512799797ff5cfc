"""Notes, labs, claims and the other files of docs/, screened for what would be active on the site.

What they hold must run nothing, send nothing and come with the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from rectified.active.markdown import active_markdown, html_in
from rectified.active.tags import holds_html
from rectified.active.xml import active_xml
from rectified.claims import Claim
from rectified.notes import Note
from rectified.problems import Problem

_EXPECTED = "text, links and pictures that run nothing and come with the site"
_TODO = "remove it, or put what it needs beside the note"

#: Files that MkDocs or a browser would make a page of, though the build has checked nothing in them.
_PAGES = frozenset(".htm .html .ipynb .markdown .mdown .mhtml .mkd .mkdn .shtml .xht .xhtml".split())
_DRAWINGS = frozenset(".svg .xml .xsl".split())

_MARKER = re.compile(r"# ?%%(?P<kind>.*)")


def screen(root: Path, claims: Mapping[str, Claim]) -> list[Problem]:
    """Everything active in a project but for its notes (see `note_problems`), with file and line."""
    problems = [problem for claim in claims.values() if not claim.fence for problem in claim_problems(claim)]
    for file in sorted((root / "docs").rglob("*")):
        path = file.relative_to(root).as_posix()
        if file.suffix == ".py" and file.parent == root / "docs" / "labs":
            problems += lab_problems(path, file.read_text(encoding="utf-8", errors="replace"))
        elif file.is_file() and not path.startswith("docs/labs/"):
            problems += file_problems(path, file)
    return problems


def note_problems(note: Note) -> Iterator[Problem]:
    """What is active in a note's text, in the words that stand on its fences, and in its front matter."""
    found = list(active_markdown(note.source, note.body))
    texts = [(span.start, span.info) for span in note.spans if span.kind == "fence"]
    texts += [(max(note.source.find(text), 0), text) for text in (note.title, note.summary, *note.aliases, *note.tags)]
    found += [(offset, what) for offset, text in texts for _, what in active_markdown(text)]
    yield from (note.problem(offset, what, _EXPECTED, _TODO) for offset, what in found)


def claim_problems(claim: Claim) -> Iterator[Problem]:
    """HTML and active addresses in what a claim file says in words."""
    for text in (claim.text, claim.instead, claim.source, claim.independent, claim.how):
        if tag := html_in(text):
            found = f"HTML in the words of the claim {claim.id}: {tag}"
            yield Problem(claim.path, claim.line, found, "text", "write it without, or as `code`")
        else:
            yield from (Problem(claim.path, claim.line, found, _EXPECTED, _TODO) for _, found in active_markdown(text))


def lab_problems(path: str, source: str) -> Iterator[Problem]:
    """What is active in the cells of a lab that are not code, and HTML in a heading that could become its title."""
    for first, text in _prose_cells(source):
        for offset, found in active_markdown(text, nested=False):
            yield Problem(path, first + text[:offset].count("\n"), found, _EXPECTED, _TODO)
        for heading in re.finditer(r"^#[ \t].*", text, re.M):
            if holds_html(heading[0]):
                line = first + text[: heading.start()].count("\n")
                yield Problem(path, line, f"the title {heading[0]!r} holds HTML", "text", "write it without")


def _prose_cells(source: str) -> Iterator[tuple[int, str]]:
    """The Markdown and raw cells of a percent-format notebook: the line each begins on, and its text, line by line."""
    lines = source.split("\n")
    markers = [(number, match["kind"]) for number, line in enumerate(lines) if (match := _MARKER.match(line))]
    ends = [*(number for number, _ in markers[1:]), len(lines)]
    for (number, kind), end in zip(markers, ends, strict=False):  # a file without markers has one end and no cells
        if re.search(r"\[(?:markdown|md|raw)\]", kind):
            yield number + 2, "\n".join(re.sub(r"^# ?", "", line) for line in lines[number + 1 : end])


def file_problems(path: str, file: Path) -> Iterator[Problem]:
    """A file that is a page of its own, or a drawing that is active."""
    kind = file.suffix.lower()
    if kind in _PAGES:
        found = f"a {kind} file, which would be a page that nothing has checked"
        yield Problem(
            path, 1, found, "notes, which end in .md, and the files they show", "make it a note, or remove it"
        )
    elif kind in _DRAWINGS:
        yield from (Problem(path, line, found, _EXPECTED, "remove it") for line, found in active_xml(file.read_bytes()))
