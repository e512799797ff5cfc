"""Figures that the reader is asked to predict: a question on the cell's fence, its answer in the next paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rectified.active.tags import holds_html
from rectified.contents import is_python
from rectified.markdown import Span, paragraph
from rectified.notes import Note
from rectified.problems import Problem

#: What begins something other than a paragraph: headings, quotations, tables, HTML, images, definitions, lists.
_OTHER = re.compile(r"[#>|<:]|!?\[\^|!\[|!!!|\?\?\?|///|(?:[-*+]|\d+\.)[ \t]")


def predictions(note: Note) -> Iterator[tuple[Span, int]]:
    """The cells whose figure is to be predicted, each with the offset at which its answer ends."""
    for span in _asking(note):
        if (end := _answer_end(note, span)) is not None:
            yield span, end


def prediction_problems(note: Note) -> Iterator[Problem]:
    """Questions that ask nothing, hold HTML, stand where nothing is drawn or folded, or have no answer."""
    for span in _asking(note):
        if wrong := _wrong(note, span):
            yield note.problem(span.start, *wrong)


def _asking(note: Note) -> Iterator[Span]:
    return (span for span in note.spans if is_python(span) and "predict" in span.attributes)


def _wrong(note: Note, span: Span) -> tuple[str, str, str] | None:
    question = span.attributes["predict"]
    if not re.search(r"\w\W*\?$", question):
        return f"predict={question!r} is no question", "one that ends in ?", "ask what the figure will show"
    if holds_html(question):
        return f"predict={question!r} holds HTML", "text", "write it without"
    if "norun" in span.attributes or not span.attributes.get("alt"):
        return "predict= on a cell without a figure", 'a cell that draws one, with alt="…"', "ask about a figure"
    if note.indent(span.start):
        return "predict= in a list or a quotation", "a cell that is not indented", "move it out"
    if _answer_end(note, span) is None:
        return "predict= without an answer", "a paragraph after the cell", "say there what the figure shows, and why"
    return None


def _answer_end(note: Note, span: Span) -> int | None:
    """Where the paragraph after a cell ends; None where something else follows, or nothing."""
    rest = note.prose[span.end :]
    start = span.end + len(rest) - len(rest.lstrip())
    later = (other for other in note.spans if other.start >= start)
    blocks = [other.start for other in later if other.kind not in ("code", "math", "html")]
    if start == len(note.source) or start in blocks or _OTHER.match(note.source, start):
        return None
    end = min([paragraph(note.prose, start)[1], *blocks])
    return start + len(note.source[start:end].rstrip())
