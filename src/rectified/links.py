"""Wikilinks: first every name and heading is learned, then every reference is resolved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from posixpath import relpath
from types import MappingProxyType

from rectified.markdown import paragraph, plain, quoted, sentence
from rectified.notes import MADE, Note, key
from rectified.problems import Problem

# Python's patterns are quick to find where they can match when each way begins with a character of its own.
_WIKILINK = re.compile(
    r"(?:!\[\[|\[\[)(?P<target>[^\[\]|#\n]*?)(?:#(?P<heading>[^\[\]|\n]*?))?(?:\\?\|(?P<label>[^\[\]\n]*))?\]\]"
)
#: Two opening brackets, unless what they open is a Markdown link in brackets or footnotes.
_OPEN = re.compile(r"\[\[(?<!\\\[\[)(?!\^|[^\[\]\n]*\]\()[^\[\]]{0,30}")

#: Letters that a sentence has at least that is quoted alone: "See sparsity." says nothing.
LEAST = 30


@dataclass(frozen=True)
class Wikilink:
    """`[[target#heading|label]]` as it stands in a note; empty parts are ""."""

    start: int
    end: int
    target: str
    heading: str
    label: str


@dataclass(frozen=True)
class Embed:
    """`![[file#region]]`: a snippet, a part of one, or its plot."""

    start: int
    end: int
    file: str
    region: str


@dataclass(frozen=True)
class Resolved:
    """A wikilink and the note it leads to; anchor is "" for the whole note."""

    link: Wikilink
    source: Note
    target: Note
    anchor: str

    @property
    def words(self) -> str:
        """What the reader sees."""
        if self.link.label:
            return self.link.label
        parts = [part for part in (self.link.target, self.link.heading) if part]
        return ": ".join(part.strip() for part in parts)

    @property
    def address(self) -> str:
        """The target as a link between Markdown files."""
        file = "" if self.target is self.source else relative(self.source.page, self.target.page)
        return f"{file}#{self.anchor}" if self.anchor else file or relative(self.source.page, self.target.page)


def relative(source: str, target: str) -> str:
    """The link from one page of docs/ to another, e.g. ("functions/selu.md", "concepts/a.md") -> "../concepts/a.md"."""
    return relpath(target, source.rpartition("/")[0] or ".")


def wikilinks(note: Note) -> Iterator[Wikilink]:
    """The wikilinks of a note's prose, in order."""
    for match in _WIKILINK.finditer(note.prose):
        if not match[0].startswith("!"):
            target, heading, label = (
                note.source[slice(*match.span(g))].strip() if match[g] else "" for g in ("target", "heading", "label")
            )
            yield Wikilink(match.start(), match.end(), target, heading, label)


@lru_cache(maxsize=1024)  # asked for again and again
def embeds(note: Note) -> tuple[Embed, ...]:
    """The embeds of a note, in order."""
    return tuple(
        Embed(match.start(), match.end(), match["target"].strip(), (match["heading"] or "").strip())
        for match in (_WIKILINK.finditer(note.prose) if "![[" in note.source else ())
        if match[0].startswith("!")
    )


class Names:
    """The names under which notes are found: titles and aliases first, then file stems; made pages by their titles."""

    def __init__(self, notes: list[Note]) -> None:
        self._named: dict[str, Note] = {}
        self._stems: dict[str, list[Note]] = defaultdict(list)
        self._written: dict[str, str] = {}
        for note in notes:
            for name in (note.title, *note.aliases):
                self._named.setdefault(key(name), note)
                self._written.setdefault(key(name), name)
            self._stems[key(note.stem)].append(note)
            self._written.setdefault(key(note.stem), note.stem)
        for stem, title in MADE.items():
            self._named.setdefault(key(title), Note(f"{stem}.md", "", title))
            self._written.setdefault(key(title), title)

    def find(self, name: str) -> list[Note]:
        """The notes of that name: none, one, or several when it is ambiguous."""
        named = self._named.get(key(name))
        return [named] if named else self._stems.get(key(name), [])

    def nearest(self, name: str) -> str | None:
        """The known name that is most like an unknown one."""
        close = get_close_matches(key(name), list(self._written), n=1, cutoff=0.5)
        return self._written[close[0]] if close else None


def unlinked(note: Note) -> Iterator[Problem]:
    """Double brackets in prose that are no wikilink: left open, over two lines, around other brackets."""
    linked = {match.start("target") - len("[[") for match in _WIKILINK.finditer(note.prose)}
    for match in _OPEN.finditer(note.prose):
        if match.start() not in linked:
            found = f"{note.source[match.start() : match.end()].split(chr(10))[0]}: brackets that are no wikilink"
            yield note.problem(match.start(), found, "[[name]] on one line", "close it, or mark it as code")


def resolve(notes: list[Note]) -> tuple[list[Resolved], list[Problem]]:
    """Every wikilink of every note, resolved, and a problem for each that leads nowhere or to several notes."""
    names = Names(notes)
    found = [_resolve(note, link, names) for note in notes for link in wikilinks(note)]
    resolved = [item for item in found if isinstance(item, Resolved)]
    return resolved, [item for item in found if isinstance(item, Problem)]


def _resolve(note: Note, link: Wikilink, names: Names) -> Resolved | Problem:
    targets = names.find(link.target) if link.target else [note] if link.heading else []
    written = note.source[link.start : link.end]
    if not targets:
        near = names.nearest(link.target)
        hint = f"did you mean [[{near}]]" if near else "add the note or remove the brackets"
        return note.problem(link.start, f"{written} leads to no note", "a title, alias or file stem", hint)
    if len(targets) > 1:
        found = f"{written} is ambiguous: {' and '.join(target.file for target in targets)}"
        return note.problem(link.start, found, "one note", "link by a title or alias that only one of them has")
    return _anchored(note, link, targets[0], written)


def _anchored(note: Note, link: Wikilink, target: Note, written: str) -> Resolved | Problem:
    if not link.heading:
        return Resolved(link, note, target, "")
    headings = {key(text): anchor for text, anchor in target.headings.items()}
    wanted = key(plain(link.heading))
    if wanted in headings:
        return Resolved(link, note, target, headings[wanted])
    near = get_close_matches(link.heading, list(target.headings), n=1, cutoff=0.4)
    hint = (
        f"did you mean [[{link.target}#{near[0]}]]" if near else f"its headings: {', '.join(target.headings) or 'none'}"
    )
    return note.problem(link.start, f"{written}: {target.file} has no such heading", "a heading of that note", hint)


@dataclass(frozen=True)
class Backlink:
    """A note that links here, and the sentence in which it does, as Markdown."""

    source: Note
    sentence: str


def backlinks(
    resolved: list[Resolved], values: Mapping[str, Mapping[int, str]] = MappingProxyType({})
) -> dict[str, list[Backlink]]:
    """For each note's path, the notes that link to it, each once, with the sentence that says most.

    The first page of the site or of a section is left out: it links to all that it lists.
    values: what each computed value came to, by the path of its note and its offset there.
    """
    found: dict[str, dict[str, list[Resolved]]] = defaultdict(lambda: defaultdict(list))
    for item in resolved:
        if item.source is not item.target and not item.source.is_index:
            found[item.target.path][item.source.path].append(item)
    return {
        path: [Backlink(items[0].source, _quoted(items, values)) for items in sources.values()]
        for path, sources in found.items()
    }


def _quoted(items: list[Resolved], values: Mapping[str, Mapping[int, str]]) -> str:
    """The first sentence with a link that is long enough to say something; else the first one with its neighbour."""
    note = items[0].source
    places = [sentence(note.prose, item.link.start) for item in items]
    told = (place for place in places if len(plain(note.source[slice(*place)])) >= LEAST)
    start, end = next(told, None) or _with_neighbour(note.prose, *places[0])
    return quoted(note.source, start, end, note.spans, values.get(note.path, {}))


def _with_neighbour(prose: str, start: int, end: int) -> tuple[int, int]:
    """A sentence and the one before it in its paragraph; the one after it where there is none."""
    first, last = paragraph(prose, start)
    before = len(prose[:start].rstrip()) - 1
    after = end + len(prose[end:last]) - len(prose[end:last].lstrip())
    if before >= first and prose[before] not in "-*+>|#":
        return sentence(prose, before)[0], end
    return start, sentence(prose, after)[1] if after < last else end
