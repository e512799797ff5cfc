"""What a build left unchecked: numbers, formulas, cells that do not run, claims that are only cited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rectified.contents import is_python
from rectified.findings import Findings
from rectified.project import Project


@dataclass(frozen=True)
class Unchecked:
    """One thing that a build left unchecked.

    kind: one of `settings.UNCHECKED`; claim: the id of the claim that it belongs to, "" for what stands in a note.
    """

    kind: str
    path: str
    line: int
    what: str
    claim: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: unchecked: {self.what}"


def unchecked(findings: Findings) -> list[Unchecked]:
    """Everything the build left unchecked, by kind, then in the order of the notes."""
    return [*_numbers(findings), *_formulas(findings), *_cells(findings.project), *_cited(findings.project)]


def _numbers(findings: Findings) -> Iterator[Unchecked]:
    for note in findings.project.notes:
        for numeral in findings.numbers.get(note.file, ()):
            what = f"the number {numeral.text}, which no figure rounds to"
            yield Unchecked("numbers", note.file, note.line(numeral.offset), what)
    for claim in findings.project.claims.values():
        for numeral in findings.numbers.get(claim.id, ()):
            what = f"the number {numeral.text} of {claim.id}, which no figure of its evidence rounds to"
            yield Unchecked("numbers", claim.path, claim.line, what, claim.id)


def _formulas(findings: Findings) -> Iterator[Unchecked]:
    for formula in findings.project.formulas:
        if formula.unchecked:
            line = formula.note.line(formula.span.start)
            yield Unchecked("formulas", formula.note.file, line, f"a formula, {formula.unchecked}")


def _cells(project: Project) -> Iterator[Unchecked]:
    for note in project.notes:
        for span in note.spans:
            if is_python(span) and (reason := span.attributes.get("norun")):
                yield Unchecked("norun", note.file, note.line(span.start), f"a cell, {reason}")


def _cited(project: Project) -> Iterator[Unchecked]:
    for claim in project.claims.values():
        if claim.kind == "cited":
            yield Unchecked("cited", claim.path, claim.line, f"{claim.id}, only cited", claim.id)
