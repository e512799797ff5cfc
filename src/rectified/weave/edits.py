"""Changes to a note's text, made all at once so that offsets stay those of the source."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import NamedTuple

from rectified.notes import Note


class Edit(NamedTuple):
    """Replace source[start:end] by text; an empty stretch inserts. Of two at one place the first given comes first."""

    start: int
    end: int
    text: str


def apply(source: str, edits: Iterable[Edit], start: int = 0) -> str:
    """The source from `start` on with every edit made. Raises ValueError when two edits overlap."""
    pieces, position = [], start
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < position:
            raise ValueError(f"two edits overlap at offset {edit.start}: {edit.text!r}")
        pieces += [source[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, source[position:]])


def fenced(code: str, info: str = "") -> str:
    """Code as a fence whose mark is longer than any run of backticks in it."""
    inside = max((line.count("`") for line in code.splitlines()), default=0)
    mark = "`" * max(3, inside + 1)
    return f"{mark}{info}\n{code if code.endswith(chr(10)) else code + chr(10)}{mark}"


def block(kind: str, *parts: str, anchor: str = "", nested: bool = False, tag: str = "div") -> str:
    """Markdown parts inside an element `<div class=kind>`, or of another tag, whose content is rendered as Markdown.

    nested: in a list item or a quotation, where Markdown reads on without being told to.
    """
    identity = f' id="{anchor}"' if anchor else ""
    told = "" if nested else ' markdown="1"'
    content = "\n\n".join(part for part in parts if part)
    return f'<{tag} class="{kind}"{identity}{told}>\n\n{content}\n\n</{tag}>'


def placed(note: Note, start: int, end: int, text: str) -> Edit:
    """Blocks in place of source[start:end], which begins a line: indented as it is, a paragraph of their own."""
    first, indent = note.line_start(start), note.indent(start)
    lines = textwrap.indent(text, indent, lambda line: bool(line.strip()) or bool(indent.strip()))
    before = note.source[:first].rpartition("\n")[0].rpartition("\n")[2].strip(" \t>")
    after = note.source[end:].partition("\n")[2].partition("\n")[0].strip(" \t>")
    blank = indent.rstrip()
    opening, closing = f"{blank}\n" if indent and before else "", f"\n{blank}" if indent and after else ""
    return Edit(first, end, f"{opening}{lines}{closing}")
