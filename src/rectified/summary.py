"""What a build checked and what it left unchecked, counted, and held against the committed totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rectified.evidence import STRENGTHS
from rectified.findings import Findings
from rectified.problems import Problem
from rectified.settings import UNCHECKED
from rectified.unchecked import unchecked
from rectified.weave.claims import WORDS


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
