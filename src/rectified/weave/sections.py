"""The first page of each section, made from its notes: their titles and summaries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rectified.findings import Findings
from rectified.labs.pages import opening, title
from rectified.links import relative
from rectified.markdown import literal
from rectified.weave.links import lab_page
from rectified.weave.page import Page, front_matter

#: What each section holds, in one sentence; other folders get none.
OPENINGS = {
    "functions": "Activation functions, each with its formula, its derivative, its code and what is known about it.",
    "concepts": "Ideas that the notes on functions rest on.",
    "audits": "What other texts say, sentence by sentence, against what can be checked.",
    "about": "How this site is made, and what that costs.",
    "labs": "Experiments that take longer than a cell of a note, with their code and their results.",
}


def section_pages(findings: Findings) -> Iterator[Page]:
    """One page for each section that has no index note of its own, by name."""
    notes = findings.project.notes
    written = {note.section for note in notes if note.is_index and note.path.count("/") == 1}
    rows: dict[str, list[tuple[str, str, str]]] = {}
    for note in notes:
        if note.section and note.section not in written:
            rows.setdefault(note.section, []).append((note.title, note.page, note.summary))
    for path, lab in findings.labs.items() if "labs" not in written else ():
        heading = title(lab["notebook"]) or Path(path).stem
        rows.setdefault("labs", []).append((heading, lab_page(path), opening(lab["notebook"])))
    for section in sorted(rows):
        yield _page(section, sorted(rows[section], key=lambda row: row[0].casefold()))


def _page(section: str, rows: Sequence[tuple[str, str, str]]) -> Page:
    path, name, words = f"{section}/index.md", section.capitalize(), OPENINGS.get(section, "")
    items = [
        f"- [{literal(heading)}]({relative(path, page)})" + (f": {literal(summary)}" if summary else "")
        for heading, page, summary in rows
    ]
    lines = "\n".join(items)
    opening_words = f"{words}\n\n" if words else ""
    return Page(path, name, f"{front_matter(title=name, description=words)}# {name}\n\n{opening_words}{lines}\n")
