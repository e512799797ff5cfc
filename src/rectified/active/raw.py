"""Where Markdown passes HTML through: everything but code and mathematics, and inside raw HTML these too.

When in doubt a stretch counts as passed through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown.util import BLOCK_LEVEL_ELEMENTS

from rectified.markdown import Span, masked, spans

#: What may follow the marks of a fence that every reader of Markdown takes for one; cells are woven anew.
_FENCE_INFO = re.compile(
    r"""python\b.*|\.?[\w#.+-]*[ \t]*(?:\{.*\}|(?:[ \t]*[a-zA-Z]\w*(?:=(?:"[^"]*"|'[^']*'))?(?=[ \t]|$))*)"""
)
#: What stands before the marks of a fence, and they.
_FENCE = re.compile(r"([ \t>]*)([`~]+)")
_TAG = re.compile(r"(?P<first>^[ ]{0,3})?<(?P<tag>[a-zA-Z][\w-]*)\b(?P<attributes>[^<>]*)>(?P<last>[ \t]*$)?", re.M)
_REMARK = re.compile(r"^[ ]{0,3}<(?:!--.*?-->|[!?])", re.M | re.S)
_MARKDOWN = re.compile(r"\smarkdown\b")
_VOID = ("hr", "br", "img", "input", "wbr", "col", "source")


def shown(text: str, start: int = 0, *, nested: bool = True) -> str:
    """The text with its code and mathematics masked, and all before `start`; offsets stay as they are.

    nested: whether an attribute `markdown` makes the inside of raw HTML Markdown again.
    """
    hidden = [span for span in spans(text, start) if _hides(text, span)]
    before = Span("front", 0, start, text[:start], 0)
    raw = list(_raw_blocks(masked(text, [before, *hidden]), nested=nested))
    kept = [span for span in hidden if not any(first <= span.start < last for first, last in raw)]
    return masked(text, [before, *kept])


def _hides(text: str, span: Span) -> bool:
    """Whether a span is certainly shown as text: over several lines `…`, $…$ and $$…$$ can turn out to be none."""
    if span.kind == "fence":
        lines = text[span.start : span.end].split("\n")
        opening, closing = _FENCE.match(lines[0]), _FENCE.fullmatch(lines[-1].rstrip())
        same = opening and closing and opening.groups() == closing.groups()
        return bool(same and _FENCE_INFO.fullmatch(span.info))
    return span.kind == "indented" or (span.kind in ("code", "math", "display") and "\n" not in span.text)


def _raw_blocks(visible: str, *, nested: bool) -> Iterator[tuple[int, int]]:
    """Start and end of what a block's tag, a tag alone on its line or a comment begins: at least to a blank line."""
    if "<" not in visible:
        return
    for opening in _TAG.finditer(visible):
        alone = opening["first"] is not None and opening["last"] is not None
        if nested and _MARKDOWN.search(opening["attributes"]):
            continue
        if alone or opening["tag"].lower() in BLOCK_LEVEL_ELEMENTS:
            closed = _closed(visible, opening["tag"].lower(), opening.end())
            yield opening.start(), max(closed, _blank_line(visible, opening.end()))
    yield from ((remark.start(), _blank_line(visible, remark.end())) for remark in _REMARK.finditer(visible))


def _blank_line(text: str, position: int) -> int:
    """Where the next blank line, or the end of the text, is."""
    blank = re.compile(r"\n[ \t]*\n").search(text, position)
    return blank.start() if blank else len(text)


def _closed(visible: str, tag: str, position: int) -> int:
    """Where the element that was opened before `position` ends; the end of the text when it never does."""
    depth = 0 if tag in _VOID else 1
    for found in re.compile(rf"<(/?){re.escape(tag)}\b[^<>]*>", re.I).finditer(visible, position) if depth else ():
        depth += -1 if found[1] else 1
        if depth == 0:
            return found.end()
    return len(visible) if depth else position
