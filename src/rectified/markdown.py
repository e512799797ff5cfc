"""Where code, mathematics and raw HTML stand in a note, so that everything else can be read as prose.

Nothing here renders Markdown; it finds the stretches that other stages must leave alone or treat specially.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

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
#: What a span begins with, but for the blanks and marks of quotation in front of a fence.
_MARK = re.compile(r"[`~<$]")
_ATTRIBUTE = re.compile(r"""([\w-]+)=(?:"([^"]*)"|'([^']*)'|(\S+))""")
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bet al\.)(?<!\bcf\.)(?<!\bvs\.)[\"”)]?(?:\[\^[\w-]+\])*\s+(?=[^a-z\s])"
)
_PARAGRAPH_EDGE = re.compile(
    r"\n[ \t>]*\n|\n(?=#{1,6} )|(?<=\n)(?=[ \t]*(?:[-*+]|\d+\.) )|\n(?=[ \t]*>)|\n(?=[ \t]*\|)"
)
#: What stands before the first word of a paragraph: marks of quotations, list items, headings and table cells.
_OPENING = re.compile(r"(?:[ \t\n>|]|[-*+][ \t]|\d+\.[ \t]|#+[ \t])*")
#: Line starts whose indented paragraphs belong to them: list items, definitions, footnotes, admonitions.
_CONTAINER = re.compile(r"(?:[-*+:]|\d+\.)[ \t]|(?:!!!|\?\?\?)|\[\^[\w-]+\]:")
_PRIVATE = 0xE000  # the first of the characters that stand for spans while the words around them change
_LEVEL = 4  # columns of indentation that Python-Markdown asks for


@dataclass(frozen=True)
class Span:
    """A stretch of a note that is not prose.

    kind: "fence", "comment", "display", "code", "math", "html", or "indented" for code by its indentation.
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

    @cached_property
    def language(self) -> str:
        """The first word of a fence's info, "" where there is none."""
        first = self.info.split(maxsplit=1)[0] if self.info.split() else ""
        return "" if "=" in first else first

    @cached_property
    def attributes(self) -> dict[str, str]:
        """The `key="value"` pairs of a fence's info."""
        return {key: next((v for v in values if v), "") for key, *values in _ATTRIBUTE.findall(self.info)}


@lru_cache(maxsize=2048)  # several checks look at one note
def spans(text: str, start: int = 0) -> tuple[Span, ...]:
    """Every span from `start` on, in order, none inside another."""
    found = [_span(match) for match in _matches(text, start)]
    blocks = [span for span in found if span.kind in ("fence", "comment", "display", "html")]
    code = list(_indented(masked(text, blocks), text, start))
    outside = [span for span in found if not any(block.start < span.end and span.start < block.end for block in code)]
    return tuple(sorted([*outside, *code], key=lambda span: span.start)) if code else tuple(found)


def _matches(text: str, start: int) -> Iterator[re.Match[str]]:
    """All matches of `_SPAN` from `start` on, looked for only where there is a mark: most characters are prose."""
    position = start
    while mark := _MARK.search(text, position):
        line = text.rfind("\n", 0, mark.start()) + 1
        leading = line >= position and not text[line : mark.start()].strip(" \t>")
        first = line if leading else mark.start()
        match = _SPAN.match(text, first) or (first < mark.start() and _SPAN.match(text, mark.start()))
        if match:
            yield match
        position = match.end() if match else mark.end()


def _indented(shown: str, text: str, start: int) -> Iterator[Span]:
    """The code blocks made by indentation: deeper than what the paragraph belongs to. `shown`: without other blocks."""
    if " " * _LEVEL not in shown and "\t" not in shown:
        return
    holds: dict[int, bool] = {}  # by level: whether the last paragraph there takes indented ones in
    for block in re.finditer(r"(?:^.*\S.*(?:\n|\Z))+", shown[start:], re.M):
        lines = block.group().splitlines(keepends=True)
        levels = [_level(line) for line in lines]
        depth = next((depth for depth in range(levels[0]) if not holds.get(depth)), levels[0])
        if depth < levels[0]:
            count = next((count for count, level in enumerate(levels) if level <= depth), len(lines))
            size = sum(map(len, lines[:count]))
            first, last = start + block.start(), start + block.start() + len(block.group()[:size].rstrip())
            yield Span("indented", first, last, text[first:last], first)
        elif not lines[0].lstrip(" \t").startswith(MASK):
            holds = {level: holds[level] for level in range(depth)}
            for level, line in zip(levels, lines, strict=True):
                holds[level] = holds.get(level, False) or bool(_CONTAINER.match(line.lstrip(" \t")))


def _level(line: str) -> int:
    """How many levels deep a line is indented: by spaces and tabs, no other blank makes code of it."""
    blanks = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blanks.expandtabs(_LEVEL)) // _LEVEL


def _span(match: re.Match[str]) -> Span:
    kind = next(name for name in ("fence", "comment", "display", "code", "math", "html") if match[name] is not None)
    closed = kind != "fence" or match.group().rstrip().endswith(match["mark"])
    text = match[kind]
    if kind == "fence" and match["indent"]:  # of a list item or a quotation: not part of the code
        text = re.sub(rf"^{re.escape(match['indent'])}|^[ \t>]+$", "", text, flags=re.M)
    if kind == "display" and re.search(r"^[ \t]*>[ \t>]*\Z", match.string[: match.start()].rpartition("\n")[2]):
        text = re.sub(r"^[ \t>]+", lambda m: " " * len(m[0]), text, flags=re.M)  # offsets stay
    return Span(kind, match.start(), match.end(), text, match.start(kind), (match["info"] or "").strip(), closed)


def masked(text: str, hidden: Iterable[Span]) -> str:
    """The text with every character of the spans but line ends replaced by `MASK`; offsets stay as they are."""
    pieces, position = [], 0
    for span in hidden:
        lines = text[span.start : span.end].split("\n")
        pieces += [text[position : span.start], "\n".join(MASK * len(line) for line in lines)]
        position = span.end
    return "".join([*pieces, text[position:]])


def paragraph(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the paragraph, list item or quotation that holds `offset`, in masked text."""
    starts = _paragraph_starts(text)
    edge = _PARAGRAPH_EDGE.search(text, offset)
    return starts[bisect_right(starts, offset) - 1], edge.start() if edge else len(text)


@lru_cache(maxsize=1024)  # each link of a note asks
def _paragraph_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in _PARAGRAPH_EDGE.finditer(text))]


def sentence(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the sentence that holds `offset`, in masked text."""
    first, last = paragraph(text, offset)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, first, last)]
    start = max([first, *(end for end in ends if end <= offset)])
    end = min([last, *(end for end in ends if end > offset)])
    opening = _OPENING.match(text, start, end)
    return opening.end() if opening else start, start + len(text[start:end].rstrip(" \t\n|"))


@lru_cache(maxsize=8192)  # of a claim it is asked wherever it is linked
def plain(text: str) -> str:
    """Prose without its markup: links as their words, no emphasis, code or math marks, one space between words."""
    text = re.sub(r"!?\[\[([^\[\]|]*\\?\|)?([^\[\]]*)\]\]", lambda m: m[2], text)
    text = re.sub(r"\[\^[\w-]+\]", "", text)
    text = re.sub(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)", r"\1", text)
    text = re.sub(r"(?<![\\\w])([*_]{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text)
    return " ".join(re.sub(r"[`$]|^\s*>\s?", "", text, flags=re.M).split())


def heading_text(text: str) -> str:
    """A heading's words without markup and without an attribute list."""
    return plain(re.sub(r"\s*#*\s*(\{[^{}]*\})?\s*$", "", text))


def literal(text: str) -> str:
    """Text as Markdown that shows it as it is, also in a table, in one line."""
    text = re.sub(r"[\\`*_{}\[\]|$]", r"\\\g<0>", " ".join(text.split()))
    return text.replace("&", "&amp;").replace("<", "&lt;")


def titled(text: str) -> str:
    """Text as the title of a Markdown link: in no way to end it, and without markup."""
    words = re.sub(r"[`$\\\[\]]", "", text.replace('"', "”").replace("'", "’").replace("{", "(").replace("}", ")"))
    return re.sub(r"[&<>|]", lambda match: f"&#{ord(match[0])};", " ".join(words.split()))


@lru_cache(maxsize=8192)  # as `plain`
def inline(text: str) -> str:
    """Markdown for one line in which nothing is raw HTML or a wikilink; code, mathematics and emphasis stay."""
    text = " ".join(text.split())
    pieces, position = [], 0
    for span in spans(text):
        pieces += [_bracketed(text[position : span.start]), text[span.start : span.end]]
        pieces[-1] = pieces[-1].replace("<", "&lt;") if span.kind in ("html", "comment") else pieces[-1]
        position = span.end
    return "".join([*pieces, _bracketed(text[position:])])


def _bracketed(prose: str) -> str:
    return prose.replace("[[", "[\\[")


def quoted(text: str, start: int, end: int, within: Iterable[Span], values: Mapping[int, str]) -> str:
    """The prose of text[start:end] as Markdown without links and emphasis; code and mathematics stay.

    within: the spans of the text. values: what stands for a span in place of its text, by its offset.
    """
    kept: list[str] = []
    pieces, position = [], start
    for span in (span for span in within if start <= span.start and span.end <= end):
        shown = text[span.start : span.end] if span.kind in ("code", "math") else ""
        kept.append(values.get(span.start, shown))
        pieces += [text[position : span.start], chr(_PRIVATE + len(kept) - 1)]
        position = span.end
    words = literal(re.sub(r"\\([^\w\s])", r"\1", plain("".join([*pieces, text[position:end]]))))
    return re.sub("[\ue000-\uf8ff]", lambda m: kept[ord(m[0]) - _PRIVATE], words)
