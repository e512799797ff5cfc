"""Formulas with what was found about them, and two that follow each other set side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rectified.contents import Formula
from rectified.findings import Findings
from rectified.markdown import inline
from rectified.weave.claims import target
from rectified.weave.edits import Edit, block, placed


def formula_edits(formulas: Sequence[Formula], findings: Findings) -> Iterator[Edit]:
    """Each display formula followed by what backs it; pairs share a row."""
    displayed = [formula for formula in formulas if formula.span.kind == "display"]
    pairs = _pairs(displayed)
    for formula in displayed:
        note, span = formula.note, formula.span
        if indent := note.indent(span.start):
            tex = note.source[span.start : span.end].replace(f"\n{indent}", "\n")
            yield placed(note, span.start, formula.end, block("formula", tex, _backing(formula, findings), nested=True))
            continue
        before = '<div class="formulas" markdown="1">\n\n' if formula in pairs else ""
        after = "\n\n</div>" if formula in pairs.values() else ""
        opening = '<div class="formula" markdown="1">\n\n'
        yield Edit(span.start, span.start, before + opening)
        yield Edit(span.end, formula.end, f"\n\n{_backing(formula, findings)}\n\n</div>{after}")


def _pairs(formulas: Sequence[Formula]) -> dict[Formula, Formula]:
    """First and second of every two formulas with nothing between them."""
    pairs: dict[Formula, Formula] = {}
    for first, second in pairwise(formulas):
        between = first.note.source[first.end : second.span.start]
        nested = first.note.indent(first.span.start) or first.note.indent(second.span.start)
        if not between.strip() and not nested and first not in pairs.values():
            pairs[first] = second
    return pairs


def _backing(formula: Formula, findings: Findings) -> str:
    if formula.stem:
        return f"Checked against `{formula.stem}.py`{_points(formula, findings)}.\n{{ .backing }}"
    if formula.claim:
        claim = findings.project.claims[formula.claim]
        return f"Rests on [{inline(claim.text)}]({target(formula.note, claim, findings)})\n{{ .backing }}"
    return f"Unchecked: {inline(formula.unchecked)}.\n{{ .backing .unchecked }}"


def _points(formula: Formula, findings: Findings) -> str:
    line = formula.note.line(formula.span.text_start)
    for report in findings.formulas.get(formula.note.file, ()):
        if report["line"] == line and report["points"] > 1:
            return f" at {report['points']:,} points".replace(",", " ")
    return ""
