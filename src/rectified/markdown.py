"""Where code, mathematics and raw HTML stand in a note, so that everything else can be read as prose.

Nothing here renders Markdown; it finds the stretches that other stages must leave alone or treat specially.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Stands for every character of a span in masked text; no pattern of prose matches it.
MASK = "\x00"

_SPAN = re.compile(
    r"""
      ^(?P<indent>[ \t>]*)(?P<mark>`{3,}|~{3,})(?P<info>[^\n`]*)\n(?P<fence>.*?)(?:^[ \t>]*(?P=mark)[`~]*[ \t]*$|\Z)
    | (?P<comment><!--.*?-->)
    | (?<!\\)\$\$(?P<display>.+?)(?<!\\)\$\$
    | (?<![`\\])(?P<ticks>`+)(?!`)(?P<code>(?:(?!\n\s*\n).)+?)(?<!`)(?P=ticks)(?!`)
    | (?<!\\)\$(?!\s)(?P<math>(?:\\.|[^\\$\n]|\n(?!\s*\n))+?)(?<!\s)\$
    | (?P<html><(?P<tag>pre|script|style|svg|math|textarea|div|table|figure)\b(?![^<>]*\smarkdown)[^<>]*>.*?</(?P=tag)>
             |</?[a-zA-Z][^<>]*>)
    """,
    re.X | re.M | re.S,
)
_ATTRIBUTE = re.compile(r"""([\w-]+)=(?:"([^"]*)"|'([^']*)'|(\S+))""")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”)]?(?:\[\^[\w-]+\])*\s+(?=[^a-z\s])")
_PARAGRAPH_EDGE = re.compile(r"\n[ \t>]*\n|\n(?=#{1,6} )|(?<=\n)(?=[ \t]*(?:[-*+]|\d+\.) )|\n(?=[ \t]*>)")


@dataclass(frozen=True)
class Span:
    """A stretch of a note that is not prose.

    kind: "fence", "comment", "display", "code", "math" or "html".
    start, end: offsets into the note; text: what stands between the marks, from `text_start` on.
    info: what follows the opening mark of a fence.
    """

    kind: str
    start: int
    end: int
    text: str
    text_start: int
    info: str = ""
    closed: bool = True

    @property
    def language(self) -> str:
        """The first word of a fence's info, "" where there is none."""
        first = self.info.split(maxsplit=1)[0] if self.info.split() else ""
        return "" if "=" in first else first

    @property
    def attributes(self) -> dict[str, str]:
        """The `key="value"` pairs of a fence's info."""
        return {key: next((v for v in values if v), "") for key, *values in _ATTRIBUTE.findall(self.info)}


def spans(text: str, start: int = 0) -> tuple[Span, ...]:
    """Every span from `start` on, in order, none inside another."""
    return tuple(_span(match) for match in _SPAN.finditer(text, start))


def _span(match: re.Match[str]) -> Span:
    kind = next(name for name in ("fence", "comment", "display", "code", "math", "html") if match[name] is not None)
    closed = kind != "fence" or match.group().rstrip().endswith(match["mark"])
    text = match[kind]
    if kind == "fence" and match["indent"]:  # of a list item or a quotation: not part of the code
        text = re.sub(rf"^{re.escape(match['indent'])}|^[ \t>]+$", "", text, flags=re.M)
    return Span(kind, match.start(), match.end(), text, match.start(kind), (match["info"] or "").strip(), closed)


def masked(text: str, hidden: Iterable[Span]) -> str:
    """The text with every character of the spans but line ends replaced by `MASK`; offsets stay as they are."""
    pieces, position = [], 0
    for span in hidden:
        pieces += [text[position : span.start], re.sub(r"[^\n]", MASK, text[span.start : span.end])]
        position = span.end
    return "".join([*pieces, text[position:]])


def paragraph(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the paragraph, list item or quotation that holds `offset`, in masked text."""
    edges = [0, *(match.end() for match in _PARAGRAPH_EDGE.finditer(text)), len(text)]
    start = max(edge for edge in edges if edge <= offset)
    end = min((match.start() for match in _PARAGRAPH_EDGE.finditer(text, offset)), default=len(text))
    return start, max(end, offset)


def sentence(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the sentence that holds `offset`, in masked text."""
    first, last = paragraph(text, offset)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, first, last)]
    start = max([first, *(end for end in ends if end <= offset)])
    end = min([last, *(end for end in ends if end > offset)])
    return start + len(text[start:end]) - len(text[start:end].lstrip(" \t\n>-*+")), start + len(
        text[start:end].rstrip()
    )


def plain(text: str) -> str:
    """Prose without its markup: links as their words, no emphasis, code or math marks, one space between words."""
    text = re.sub(r"!?\[\[([^\[\]|]*\\?\|)?([^\[\]]*)\]\]", lambda m: m[2], text)
    text = re.sub(r"\[\^[\w-]+\]", "", text)
    text = re.sub(r"\[([^\[\]]*)\]\([^()\s]*\)", r"\1", text)
    text = re.sub(r"(?<![\\\w])([*_]{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text)
    return " ".join(re.sub(r"[`$]|^\s*>\s?", "", text, flags=re.M).split())


def heading_text(text: str) -> str:
    """A heading's words without markup and without an attribute list."""
    return plain(re.sub(r"\s*#*\s*(\{[^{}]*\})?\s*$", "", text))
