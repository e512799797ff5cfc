"""The page that shows how all notes link to each other: a drawing, and beside it the same as a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from itertools import groupby

from rectified.cache import Cache, key
from rectified.drawing.network import SHAPES, Dot, network
from rectified.findings import Findings
from rectified.links import relative
from rectified.markdown import literal
from rectified.notes import MADE, Note
from rectified.surroundings import surroundings
from rectified.weave.edits import block
from rectified.weave.page import GRAPH, Page, front_matter
from rectified.weave.sections import in_order

TITLE = MADE["graph"]
OPENING = "Every note and the links between them, drawn and listed."
KEY = (
    "Shape and colour tell the section. A plain line joins two notes that link to each other; "
    "an arrow leads from a note to one that does not link back."
)

#: Turns previews off and on, and is of use with claims.js alone, which shows them.
CHOICE = (
    '<label class="previews" hidden><input type="checkbox"> Show what a note is about beside the links to it</label>'
)

#: The links between notes, by index, in the order of the pairs.
Pairs = Sequence[tuple[int, int]]


def graph_pages(findings: Findings) -> Iterator[Page]:
    """One page, if there are two notes at least that are no first page of a section or of the site."""
    notes = [note for note in findings.project.notes if not note.is_index]
    notes.sort(key=lambda note: (in_order(note.section), note.title.casefold()))
    numbers = {note.path: index for index, note in enumerate(notes)}
    resolved = findings.project.wikilinks
    found = {(numbers.get(link.source.path, -1), numbers.get(link.target.path, -1)) for link in resolved}
    pairs = sorted((a, b) for a, b in found if a != b and min(a, b) >= 0)
    if len(notes) < 2:
        return
    drawing, lists = block("graph", f"![{TITLE}](graph/graph.svg)"), "\n\n".join(_lists(notes, pairs))
    listed = f'<div class="links" data-search-exclude markdown="1">\n\n{lists}\n\n</div>'
    text = "\n\n".join([f"# {TITLE}", OPENING, KEY, drawing, listed, CHOICE])
    front = front_matter(title=TITLE, description=OPENING, loads=["stylesheets/graph.css"])
    drawn = _drawn(notes, pairs, Cache(findings.project.cache / "graph"))
    yield Page(GRAPH, TITLE, f"{front}{text}\n", {"graph/graph.svg": drawn.encode()})


def _sections(notes: Sequence[Note]) -> list[str]:
    return list(dict.fromkeys(note.section for note in notes))


def _drawn(notes: Sequence[Note], pairs: Pairs, cache: Cache) -> str:
    """The drawing, kept until something of it changes; sections for which there is no shape left share the last."""
    sections = _sections(notes)
    named = [name.capitalize() or "Others" for name in sections]
    kinds = [*named[: len(SHAPES) - 1], " and ".join(named[len(SHAPES) - 1 :])] if len(named) >= len(SHAPES) else named
    dots = [
        Dot(
            f"../{note.address}",
            note.title,
            f"{note.title}: {note.summary}" if note.summary else note.title,
            min(sections.index(note.section), len(SHAPES) - 1),
        )
        for note in notes
    ]
    name = key(surroundings(), [astuple(dot) for dot in dots], pairs, kinds)
    drawn: str | None = cache.get(name)
    if drawn is None:
        drawn = network(dots, pairs, kinds, TITLE)
        cache.put(name, drawn)
    return drawn


def _lists(notes: Sequence[Note], pairs: Pairs) -> Iterator[str]:
    """By section each note, what it links to and what links to it."""
    leads, led = defaultdict(list), defaultdict(list)
    for a, b in pairs:
        leads[a].append(b)
        led[b].append(a)
    for section, numbers in groupby(range(len(notes)), key=lambda number: notes[number].section):
        yield f"## {section.capitalize() or 'Others'}"
        for number in numbers:
            to, by = _named(notes, leads[number]), _named(notes, led[number])
            yield f"{_link(notes[number])}\n:   Links to: {to}\n:   Linked from: {by}"


def _named(notes: Sequence[Note], numbers: Sequence[int]) -> str:
    return ", ".join(_link(notes[index]) for index in numbers) or "none"


def _link(note: Note) -> str:
    return f"[{literal(note.title)}]({relative(GRAPH, note.page)})"
