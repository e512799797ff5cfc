"""What a build checked and what it left unchecked, counted, and held against the committed totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rectified.contents import is_python
from rectified.evidence import STRENGTHS
from rectified.findings import Findings
from rectified.problems import Problem
from rectified.project import Project
from rectified.settings import UNCHECKED
from rectified.weave.claims import WORDS


@dataclass(frozen=True)
class Unchecked:
    """One thing that a build left unchecked: a number, a formula, a cell that does not run, a cited claim."""

    kind: str
    path: str
    line: int
    what: str

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
            yield Unchecked("numbers", claim.path, claim.line, what)


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
            yield Unchecked("cited", claim.path, claim.line, f"{claim.id}, only cited")


def risen(findings: Findings) -> list[Problem]:
    """A problem for each kind whose total is above the committed one; it names the places."""
    found = unchecked(findings)
    line = _line_of_totals(findings)
    problems = []
    for kind in UNCHECKED:
        of_kind = [item for item in found if item.kind == kind]
        committed = findings.project.settings.unchecked.get(kind, 0)
        if len(of_kind) > committed:
            places = ", ".join(f"{item.path}:{item.line} ({item.what})" for item in of_kind[:20])
            what = f"{len(of_kind)} unchecked {kind}: {places}"
            todo = "check them, or raise `unchecked` in [tool.rectified] on purpose"
            problems.append(Problem("pyproject.toml", line, what, f"at most {committed}", todo))
    return problems


def _line_of_totals(findings: Findings) -> int:
    file = findings.project.root / "pyproject.toml"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return next((number for number, line in enumerate(lines, 1) if line.startswith("unchecked")), 1)


def summary(findings: Findings) -> Iterator[str]:
    """The lines that end a build."""
    project = findings.project
    ran = Counter(step.kind for steps in project.steps.values() for step in steps)
    words = Counter(verdict.word for verdict in findings.verdicts.values())
    how = Counter(verdict.how for verdict in findings.verdicts.values())
    left = Counter(item.kind for item in unchecked(findings))
    checked = sum(bool(formula.stem) for formula in project.formulas)
    yield f"{len(project.notes)} notes, {len(project.snippets)} snippets, {len(project.labs)} labs"
    yield f"{checked} formulas read and compared, {ran['cell'] + ran['claim']} cells and {ran['value']} values computed"
    yield f"{len(findings.verdicts)} claims: " + ", ".join(
        f"{words[word]} {name}" for word, name in WORDS.items() if words[word]
    )
    yield "established: " + ", ".join(f"{how[name]} {name}" for name in reversed(STRENGTHS) if how[name])
    yield "unchecked: " + ", ".join(f"{left[kind]} {kind}" for kind in UNCHECKED)
