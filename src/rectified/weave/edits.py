"""Changes to a note's text, made all at once so that offsets stay those of the source."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import NamedTuple


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
    longest = max((len(run) for run in code.replace("\n", " ").split() if set(run) == {"`"}), default=0)
    inside = max((line.count("`") for line in code.splitlines()), default=0)
    mark = "`" * max(3, longest + 1, inside + 1)
    return f"{mark}{info}\n{code if code.endswith(chr(10)) else code + chr(10)}{mark}"


def block(kind: str, *parts: str, anchor: str = "") -> str:
    """Markdown parts inside a `<div class=kind>` whose content is rendered as Markdown."""
    identity = f' id="{anchor}"' if anchor else ""
    content = "\n\n".join(part for part in parts if part)
    return f'<div class="{kind}"{identity} markdown="1">\n\n{content}\n\n</div>'


def indented(text: str, indent: str) -> str:
    """Text for a place that is indented or quoted, such as a list item."""
    return textwrap.indent(text, indent, lambda line: bool(line.strip()) or not indent.isspace())
