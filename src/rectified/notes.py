"""Reading notes: front matter, title, headings, and the stretches that are not prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml
from markdown.extensions.toc import slugify, unique

from rectified.active.tags import holds_html
from rectified.markdown import Span, heading_text, masked, spans
from rectified.problems import Problem

#: The keys a note's front matter may have, and the type of each.
KEYS: dict[str, type] = {"title": str, "summary": str, "aliases": list, "tags": list}

#: The titles of the pages that are made from all notes, which links may name, by where in the site they stand.
MADE = {"compare": "Compare functions", "claims": "Ledger of claims", "graph": "How the notes link"}

#: The safe loader, in C where PyYAML was built so.
_YAML: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*$", re.M)


@dataclass(frozen=True)
class Note:
    """One Markdown file of docs/.

    path: relative to docs/, with forward slashes; file: relative to the project's root.
    body: offset at which the text after the front matter begins.
    """

    path: str
    source: str
    title: str
    summary: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    body: int = 0

    @property
    def file(self) -> str:
        return f"docs/{self.path}"

    @property
    def stem(self) -> str:
        return self.path.rpartition("/")[2].removesuffix(".md")

    @property
    def page(self) -> str:
        """Where the woven page stands under docs/: addresses have `-` where file names have `_`."""
        folder, slash, name = self.path.rpartition("/")
        return folder + slash + name.replace("_", "-")

    @property
    def folder(self) -> str:
        """Where the page's figures and downloads stand under docs/."""
        return self.page.removesuffix(".md")

    @property
    def address(self) -> str:
        """Where the page is in the site, relative to its root: "functions/selu/"."""
        return self.page.removesuffix("index.md") if self.is_index else f"{self.folder}/"

    @property
    def section(self) -> str:
        """The first folder under docs/, "" for a note that stands directly in it."""
        return self.path.partition("/")[0] if "/" in self.path else ""

    @property
    def is_index(self) -> bool:
        return self.stem == "index"

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        return spans(self.source, self.body)

    @cached_property
    def prose(self) -> str:
        """The source without front matter and with code, mathematics and raw HTML masked; offsets as in the source."""
        blank = re.sub(r"[^\n]", " ", self.source[: self.body])
        return blank + masked(self.source, self.spans)[self.body :]

    @cached_property
    def headings(self) -> dict[str, str]:
        """Anchor by heading text, as Python-Markdown's table of contents makes them."""
        anchors: dict[str, str] = {}
        used: set[str] = set()
        for match in _HEADING.finditer(self.prose):
            text = heading_text(self.source[match.start(2) : match.end(2)])
            chosen = re.search(r"\{[^{}]*#([\w:-]+)[^{}]*\}\s*$", match[2])
            anchors.setdefault(text, chosen[1] if chosen else unique(slugify(text, "-"), used))
        return anchors

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.source))]

    def line(self, offset: int) -> int:
        """The 1-based line that holds `offset`."""
        return bisect_right(self._line_starts, offset)

    def column(self, offset: int) -> int:
        """The 1-based column of `offset` in its line."""
        return offset - self._line_starts[self.line(offset) - 1] + 1

    def line_start(self, offset: int) -> int:
        """Where the line that holds `offset` begins."""
        return self._line_starts[self.line(offset) - 1]

    def indent(self, offset: int) -> str:
        """The blanks and marks of quotation that its line begins with."""
        match = re.compile(r"[ \t>]*").match(self.source, self.line_start(offset))
        return match[0] if match else ""

    def alone(self, start: int, end: int) -> bool:
        """Whether nothing but indentation and marks of quotation shares the lines of source[start:end]."""
        before = self.source[self.line_start(start) : start]
        return not before.strip(" \t>") and not self.source[end:].partition("\n")[0].strip()

    def problem(self, offset: int, found: str, expected: str = "", todo: str = "") -> Problem:
        return Problem(self.file, self.line(offset), found, expected, todo)


def read_notes(root: Path) -> tuple[list[Note], list[Problem]]:
    """Every note under docs/, in the order of paths, and what is wrong with their front matter.

    A note with bad front matter is still returned, so that its other mistakes are found in the same run.
    """
    notes, problems = [], []
    for file in sorted((root / "docs").rglob("*.md")):
        path = file.relative_to(root / "docs").as_posix()
        try:
            source = file.read_bytes().decode("utf-8").removeprefix("\ufeff")
            source = source.replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            found = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
            problems.append(Problem(f"docs/{path}", line, found, "notes are UTF-8 text", "save the file as UTF-8"))
            continue
        note, wrong = read_note(path, source)
        notes.append(note)
        problems += wrong
    if not notes and not problems:
        todo = "run this in the project's folder, or name it with --root"
        problems.append(Problem("docs", 1, "there are no notes", "Markdown files in docs/", todo))
    return notes, problems + _duplicate_names(notes) + _duplicate_pages(notes)


@lru_cache(maxsize=1024)  # while pages are served, most notes are as they were, with all that they know of themselves
def read_note(path: str, source: str) -> tuple[Note, tuple[Problem, ...]]:
    """One note from its text, and what is wrong with it on its own."""
    match = _FRONT_MATTER.match(source)
    stem = path.rpartition("/")[2].removesuffix(".md")
    fields, problems = _front_matter(f"docs/{path}", match["yaml"] if match else "")
    note = Note(
        path,
        source,
        str(fields.get("title") or stem),
        " ".join(str(fields.get("summary", "")).split()),
        tuple(map(str, fields.get("aliases") or ())),
        tuple(map(str, fields.get("tags") or ())),
        match.end() if match else 0,
    )
    return note, (*problems, *_open_fences(note))


def _front_matter(file: str, text: str) -> tuple[dict[str, Any], list[Problem]]:
    try:
        fields = yaml.load(text, _YAML) or {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        found = f"front matter is not YAML: {error.problem}"
        return {}, [Problem(file, line, found, "key: value lines", "quote values that hold a colon")]
    if not isinstance(fields, dict):
        return {}, [Problem(file, 2, "front matter is not a mapping", "lines like title: SELU", "name each value")]
    return fields, list(_wrong_fields(file, text, fields))


def _wrong_fields(file: str, text: str, fields: dict[str, Any]) -> Iterator[Problem]:
    for key, value in fields.items():
        found = re.search(rf"^{re.escape(str(key))}\s*:", text, re.M)
        line = text[: found.start()].count("\n") + 2 if found else 1
        if key not in KEYS:
            yield Problem(
                file, line, f"unknown key {key!r} in the front matter", f"one of {', '.join(KEYS)}", "remove it"
            )
        elif not isinstance(value, KEYS[key]):
            wanted = "a list, like [a, b]" if KEYS[key] is list else "text"
            yield Problem(file, line, f"{key} is {value!r}", wanted, "write it so")
        for item in filter(holds_html, map(str, value if isinstance(value, list) else [value])):
            place = text.find(item)
            line = text[:place].count("\n") + 2 if place >= 0 else line
            yield Problem(file, line, f"{key}: {item!r} holds HTML", "text", "write it without")
    if not fields.get("title"):
        yield Problem(file, 1, "no title", "front matter with a title", "start the file with ---, title: …, ---")


def _open_fences(note: Note) -> Iterator[Problem]:
    for span in note.spans:
        if not span.closed:
            yield note.problem(
                span.start, "a fence that is never closed", "the same mark on a line of its own", "close it"
            )


def _duplicate_names(notes: list[Note]) -> list[Problem]:
    owner: dict[str, Note] = {}
    problems = []
    for note in notes:
        for name in (note.title, *note.aliases):
            first = owner.setdefault(key(name), note)
            if first is not note:
                found = f"the name {name!r} is also a title or alias of {first.file}"
                line = note.source[: note.body].partition(name)[0].count("\n") + 1
                problems.append(Problem(note.file, line, found, "each name once", "rename one of them"))
    return problems


def _duplicate_pages(notes: list[Note]) -> list[Problem]:
    """Notes that would stand at one address: a_b.md and a-b.md, README.md and index.md, or at that of a made page."""
    owner: dict[str, Note] = {}
    problems = []
    for note in notes:
        first = owner.setdefault(re.sub(r"(?<![^/])readme\.md$", "index.md", note.page.casefold()), note)
        if first is not note:
            found = f"its page has the same address as that of {first.file}"
            problems.append(Problem(note.file, 1, found, "addresses have - for _, and no case", "rename one of them"))
        elif note.address.casefold().partition("/")[0] in MADE:
            found = f"its address begins with {note.address.partition('/')[0]}/, where the build makes a page"
            problems.append(Problem(note.file, 1, found, "another name", "rename it"))
        elif note.stem.casefold() == "readme":
            problems.append(Problem(note.file, 1, "a note called README", "index.md for a folder's page", "rename it"))
    return problems


def key(name: str) -> str:
    """What two names share when they are the same to a wikilink: case, `-`, `_` and spaces do not count."""
    return re.sub(r"[-_\s]+", "", name).casefold()
