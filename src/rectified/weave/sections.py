"""The first page of each section, made from its notes: their titles and summaries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rectified.drawing.sparkline import sparkline
from rectified.findings import Findings
from rectified.labs.pages import opening, title
from rectified.links import relative
from rectified.markdown import literal
from rectified.notes import Note
from rectified.weave.links import lab_page
from rectified.weave.page import Page, front_matter

#: The folders of docs/ in the order in which readers are led to them; others follow.
SECTIONS = ("functions", "concepts", "audits", "labs", "about")

#: What each section holds, in one sentence; other folders get none.
OPENINGS = {
    "functions": "Activation functions, each with its formula, its derivative, its code and what is known about it.",
    "concepts": "Ideas that the notes on functions rest on.",
    "audits": "What other texts say, sentence by sentence, against what can be checked.",
    "about": "How this site is made, and what that costs.",
    "labs": "Experiments that take longer than a cell of a note, with their code and their results.",
}


def in_order(section: str) -> tuple[int, str]:
    """What sections are sorted by."""
    return SECTIONS.index(section) if section in SECTIONS else len(SECTIONS), section


@dataclass(frozen=True)
class _Entry:
    """What a section says of one of its pages; stem, graph: of a function, its name in files and its sparkline."""

    title: str
    page: str
    summary: str
    stem: str = ""
    graph: str = ""


def section_pages(findings: Findings) -> Iterator[Page]:
    """One page for each section that has no index note of its own, by name."""
    notes = findings.project.notes
    written = {note.section for note in notes if note.is_index and note.path.count("/") == 1}
    entries: dict[str, list[_Entry]] = {}
    for note in notes:
        if note.section and note.section not in written:
            entries.setdefault(note.section, []).append(_entry(note, findings))
    for path, lab in findings.labs.items() if "labs" not in written else ():
        heading = title(lab["notebook"]) or Path(path).stem
        entries.setdefault("labs", []).append(_Entry(heading, lab_page(path), opening(lab["notebook"])))
    for section in sorted(entries):
        yield _page(section, sorted(entries[section], key=lambda entry: entry.title.casefold()))


def _entry(note: Note, findings: Findings) -> _Entry:
    samples = findings.samples.get(note.stem) if findings.project.page_of(note.stem) is note else None
    graph = sparkline(samples, name=note.title) if samples else ""
    return _Entry(note.title, note.page, note.summary, note.stem, graph)


def _page(section: str, entries: Sequence[_Entry]) -> Page:
    path, name, words = f"{section}/index.md", section.capitalize(), OPENINGS.get(section, "")
    drawn = [entry for entry in entries if entry.graph]
    assets = {f"{section}/{_file(entry)}": entry.graph.encode() for entry in drawn}
    front = front_matter(title=name, description=words, loads=["stylesheets/tables.css"] if drawn else [])
    opening_words = f"{words}\n\n" if words else ""
    lines = "\n".join(_item(entry, path) for entry in entries)
    return Page(path, name, f"{front}# {name}\n\n{opening_words}{lines}\n", assets)


def _item(entry: _Entry, path: str) -> str:
    alt = f"{literal(entry.title)} and its derivative"
    graph = f"![{alt}]({_file(entry)}){{ .sparkline }} " if entry.graph else ""
    summary = f": {literal(entry.summary)}" if entry.summary else ""
    return f"- {graph}[{literal(entry.title)}]({relative(path, entry.page)}){summary}"


def _file(entry: _Entry) -> str:
    return f"sparkline-{entry.stem}.svg"
