"""What a note asks the build to run and to check: its cells, computed values and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rectified.latex.left import left_side
from rectified.markdown import Span
from rectified.mathml import TexError, mathml
from rectified.notes import Note, key
from rectified.problems import Problem
from rectified.snippets import Snippet

#: What the info line of a Python fence may say besides `claim=name`.
FENCE_ATTRIBUTES = ("alt", "claim", "norun", "predict", "raises", "warns")

_VALUE = re.compile(r"\{python\}\s*(\S.*)", re.S)
_LIKE_PYTHON = re.compile(r"\W*i?py(?:thon|con)?\d?\b", re.I)
_MARK = re.compile(
    r"[ \t]*\n[ \t>]*\{[ \t]*(?P<kind>claim|unchecked)=(?:\"(?P<quoted>[^\"\n]*)\"|(?P<bare>[\w/]+))[ \t]*\}"
)


@dataclass(frozen=True)
class Step:
    """Something of a note that runs, in the order of the note.

    kind: "cell", "claim" (a fence that ends in an assert) or "value" (`{python} …` in prose).
    line: the note's line on which the code begins.
    """

    span: Span
    kind: str
    line: int
    source: str
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class Formula:
    """A formula that is checked or must say what backs it.

    stem: the snippet it is about, "" when it is not read; end: where its mark, if any, ends.
    claim: the id of the claim that backs it; unchecked: why nothing does.
    """

    note: Note
    span: Span
    stem: str
    end: int
    claim: str = ""
    unchecked: str = ""


def value_expression(span: Span) -> str | None:
    """The expression of `{python} expression`, None for other code."""
    match = _VALUE.fullmatch(span.text.strip()) if span.kind == "code" else None
    return re.sub(r"\s*\n[ \t>]*", " ", match[1].strip()) if match else None


def is_python(span: Span) -> bool:
    """Whether a fence holds Python: a fence without a language does."""
    return span.kind == "fence" and span.language in ("python", "")


def steps(note: Note) -> Iterator[Step]:
    """Everything of a note that runs, in order."""
    for span in note.spans:
        line = note.line(span.text_start)
        if is_python(span) and "norun" not in span.attributes:
            kind = "claim" if "claim" in span.attributes else "cell"
            yield Step(span, kind, line, span.text, span.attributes)
        elif expression := value_expression(span):
            yield Step(span, "value", line, expression, {})


def fence_problems(note: Note) -> Iterator[Problem]:
    """Python fences with an attribute that means nothing, that stay unrun without a reason, or that no one runs."""
    for span in note.spans:
        if span.kind == "fence" and not is_python(span) and _LIKE_PYTHON.match(span.info):
            found = f"a fence marked {span.info.split()[0]!r}, which is not run"
            yield note.problem(span.start, found, "python for code that runs, text for code to read", "change the mark")
    for span in filter(is_python, note.spans):
        yield from _misplaced(note, span)
        for name in sorted(set(span.attributes) - set(FENCE_ATTRIBUTES)):
            known = f"one of {', '.join(FENCE_ATTRIBUTES)}"
            yield note.problem(span.start, f"unknown attribute {name}= on a fence", known, "remove it")
        if span.attributes.get("norun") == "":
            yield note.problem(span.start, "norun without a reason", 'norun="why"', "say why it does not run")


def _misplaced(note: Note, span: Span) -> Iterator[Problem]:
    _, quote, spaces = note.indent(span.start).rpartition(">")
    columns = len((spaces.removeprefix(" ") if quote else spaces).expandtabs(4))
    if columns % 4:
        found = f"a cell that is indented by {columns} columns"
        yield note.problem(span.start, found, "4 columns for each list it stands in", "indent it so")


def value_problems(note: Note) -> Iterator[Problem]:
    """Computed values that would not be: outside a code span, or within a formula."""
    texts = [(note.prose, 0), *((s.text, s.text_start) for s in note.spans if s.kind in ("math", "display"))]
    for text, start in texts:
        for match in re.finditer(r"\{python\}", text):
            found = "{python} that is not computed here"
            yield note.problem(start + match.start(), found, "`{python} expression` in prose", "write it so")


def tex_problems(note: Note) -> Iterator[Problem]:
    """Formulas that cannot be typeset, or not where they stand."""
    for span in note.spans:
        if span.kind == "display" and (wrong := _crowded(note, span)):
            yield wrong
        if span.kind == "math" and (wrong := _split(note, span)):
            yield wrong
        if span.kind in ("math", "display"):
            try:
                mathml(span.text.strip(), display=span.kind == "display")
            except TexError as error:
                yield note.problem(
                    span.text_start, f"a formula that is no TeX: {error}", "TeX that Temml reads", "mend it"
                )


def _crowded(note: Note, span: Span) -> Problem | None:
    """A problem for a display formula with words on its lines, which Markdown does not take for one."""
    if note.alone(span.start, span.end):
        return None
    found = "a display formula that shares its line with words"
    return note.problem(span.start, found, "$$ … $$ on lines of its own, or $ … $", "set it apart")


def _split(note: Note, span: Span) -> Problem | None:
    """A problem for a formula whose | ends the cell of the table that it stands in."""
    line = note.source[note.line_start(span.start) :]
    if not line.lstrip(" \t>").startswith("|") or not re.search(r"(?<!\\)\|", span.text):
        return None
    return note.problem(span.start, "a | in a formula in a table ends its cell", r"\lvert x \rvert, \mid", "replace it")


def formulas(note: Note, snippets: Mapping[str, Snippet]) -> Iterator[Formula]:
    """The formulas that are read, and every other display formula with its mark."""
    for span in note.spans:
        if span.kind in ("display", "math"):
            stem = _subject(note, span, snippets)
            match = _MARK.match(note.source, span.end) if span.kind == "display" else None
            if stem or span.kind == "display":
                yield _formula(note, span, stem, match)


def _formula(note: Note, span: Span, stem: str, mark: re.Match[str] | None) -> Formula:
    if mark is None:
        return Formula(note, span, stem, span.end)
    text = mark["quoted"] if mark["quoted"] is not None else mark["bare"]
    if mark["kind"] == "unchecked":
        return Formula(note, span, stem, mark.end(), unchecked=text)
    owner, _, name = text.rpartition("/")
    return Formula(note, span, stem, mark.end(), claim=f"{owner or note.stem}:{name}")


def _subject(note: Note, span: Span, snippets: Mapping[str, Snippet]) -> str:
    """The stem of the snippet whose function, derivative or (in its own note) constant stands on the left."""
    left = left_side(span.text)
    if left is None:
        return ""
    name, _, argument = left
    if argument is not None:
        named = [stem for stem in snippets if key(stem) == key(name)]
        return next(iter([*named, *_defining(name, snippets)]), "")
    own = snippets.get(note.stem)
    return note.stem if own and span.kind == "display" and name.upper() in own.constants else ""


def _defining(name: str, snippets: Mapping[str, Snippet]) -> Iterator[str]:
    """The stems of the snippets that have a function of a name besides the one they are named for."""
    return (stem for stem, snippet in snippets.items() if key(name) in map(key, snippet.functions))


def unbacked(formula: Formula) -> Problem | None:
    """A problem for a display formula that is neither read nor says what backs it."""
    if formula.stem or formula.claim or formula.unchecked:
        return None
    found = "a display formula that nothing backs"
    expected = "a left side that names a snippet's function, or a mark on the line after it"
    return formula.note.problem(formula.span.start, found, expected, '{claim=name} or {unchecked="why"}')
