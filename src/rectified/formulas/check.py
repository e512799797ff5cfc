"""Every formula stated for a snippet, checked: against the code, against each other, and link by link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from rectified.formulas.agreement import CannotCompare, Trial, disagreement, trials, worst_by_dtype
from rectified.formulas.constants import check_constants
from rectified.formulas.curve_samples import samples
from rectified.formulas.derivation import check_derivative, check_links, with_calls_written_out
from rectified.formulas.pieces import Unclear
from rectified.formulas.statements import Statement, statements
from rectified.formulas.subject import Subject, read_subject
from rectified.latex.left import left_side
from rectified.problems import Problem
from rectified.running.tracebacks import author_line, words

__all__ = ["check_stem", "samples"]


def check_stem(
    stem: str, snippet: str, formulas: Sequence[Mapping[str, Any]], progress: Callable[[Any], object], root: str = "."
) -> dict[str, Any]:
    """Check the formulas stated for one snippet, in whatever notes they stand.

    snippet: its path relative to root. formulas: each with "path", "line" and "column" where its LaTeX begins, "tex".
    Returns "reports", one for each formula that holds: its place, "kind", "points" compared, "worst" error by dtype in
    ulp, "established" for what was shown without the code; and "problems". progress receives each place in turn.
    """
    try:
        subject = read_subject(Path(root), snippet)
    except Exception as error:  # whatever a file may raise that is imported
        line = author_line(error, str(Path(root, snippet)), 1)
        stopped = Problem(snippet, line, f"importing it raises {words(error)}", "a snippet that loads", "mend the line")
        return {"reports": [], "problems": [asdict(stopped)]}
    reports, problems = check_subject(subject, formulas, progress)
    return {"reports": reports, "problems": [asdict(problem) for problem in problems]}


def check_subject(
    subject: Subject, formulas: Sequence[Mapping[str, Any]], progress: Callable[[Any], object]
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The same for a snippet that has been read."""
    stated, problems = statements(subject, formulas)
    constants, reports, wrong = check_constants(subject, [each for each in stated if each.kind == "constant"])
    problems += wrong
    checks = _Checks(subject, constants, stated, _values_stated(subject, formulas))
    for statement in stated:
        if statement.kind != "constant":
            progress({"formula": statement.place})
            report, wrong = checks.check(statement)
            problems += wrong
            reports += [report] if report and not wrong else []
    return reports, problems


def _values_stated(subject: Subject, formulas: Sequence[Mapping[str, Any]]) -> set[str | None]:
    """The functions whose value some formula states, whether or not that formula can be read."""
    lefts = [left_side(formula["tex"]) for formula in formulas]
    return {subject.function(left[0]) for left in lefts if left is not None and not left[1]}


@dataclass(frozen=True)
class _Checks:
    """The checks of one formula at a time; each gives its report and what is wrong with it."""

    subject: Subject
    constants: Mapping[str, Fraction]
    stated: Sequence[Statement]
    values_stated: set[str | None]

    def check(self, statement: Statement) -> tuple[dict[str, Any], list[Problem]]:
        check = self._value if statement.kind == "value" else self._derivative
        try:
            return check(statement)
        except (CannotCompare, Unclear) as error:
            todo = "mend the formula or the snippet"
            return {}, [statement.problem(str(error), "a formula and a function that can be compared", todo)]

    def _value(self, statement: Statement) -> tuple[dict[str, Any], list[Problem]]:
        links, broken = check_links(self.subject, statement, self.constants)
        found = trials(self.subject, statement, statement.target, self.constants)
        problems = [broken, disagreement(self.subject, statement, statement.target, found)]
        slope = f"{statement.target}_grad"
        if slope in self.subject.functions and not self._slope_stated(statement.target):
            slopes = trials(self.subject, statement, slope, self.constants, derivative=1)
            problems.append(disagreement(self.subject, statement, slope, slopes, derivative=1))
        return _report(statement, found, links), list(filter(None, problems))

    def _slope_stated(self, function: str) -> bool:
        return any(each.equation.order == 1 and each.target == function for each in self.stated)

    def _derivative(self, stated: Statement) -> tuple[dict[str, Any], list[Problem]]:
        value = next((each for each in self.stated if each.kind == "value" and each.target == stated.target), None)
        if value is None:
            return {}, [self._without_value(stated)] if stated.target not in self.values_stated else []
        stated = with_calls_written_out(stated, value)
        how, wrong = check_derivative(self.subject, stated, value, self.constants)
        if wrong:
            return {}, [replace(wrong, todo=self._whom_the_code_supports(stated, value))]
        links, broken = check_links(self.subject, stated, self.constants)
        found, problems = [], [broken]
        if stated.equation.order == 1:
            slope = f"{stated.target}_grad"
            if slope not in self.subject.functions:
                raise CannotCompare(f"{self.subject.path} has no {slope}, whose formula this is")
            found = trials(self.subject, stated, slope, self.constants)
            problems.append(disagreement(self.subject, stated, slope, found))
        return _report(stated, found, [how, *links]), list(filter(None, problems))

    def _without_value(self, stated: Statement) -> Problem:
        found = f"this states the derivative of {stated.target}, but no note states {stated.target} itself"
        todo = rf"state \operatorname{{{stated.target}}}(x) = … in a note"
        return stated.problem(found, "both formulas, so that each is checked by the other", todo)

    def _whom_the_code_supports(self, stated: Statement, value: Statement) -> str:
        """Which of two formulas to mend when one is not the derivative of the other."""
        slope = f"{stated.target}_grad"
        if stated.equation.order == 1 and slope in self.subject.functions:
            for statement, order, todo in (
                (value, 1, f"mend this formula: {slope} is the derivative of the other"),
                (stated, 0, f"mend the formula at {value.place}: {slope} agrees with this one"),
            ):
                found = trials(self.subject, statement, slope, self.constants, derivative=order)
                if disagreement(self.subject, statement, slope, found) is None:
                    return todo
        return "mend this formula or that one"


def _report(statement: Statement, found: list[Trial], established: list[str]) -> dict[str, Any]:
    return {
        "path": statement.path,
        "line": statement.line,
        "kind": statement.kind,
        "points": sum(trial.points for trial in found),
        "worst": worst_by_dtype(found),
        "established": established,
    }
