"""The table of one function: every fact that there is to be, or a problem for each that is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

from rectified.facts.declared import declarations, missing, open_facts
from rectified.facts.errors import error_facts
from rectified.facts.fact import Fact
from rectified.facts.floating import floating_facts
from rectified.facts.properties import cells
from rectified.formulas.constants import check_constants
from rectified.formulas.statements import Statement, statements
from rectified.formulas.subject import Subject, read_subject

Constants = Mapping[str, Fraction]
#: From a formula to the facts that were proved of it, and why each of the others was not, by name.
Analytic = Callable[[Subject, Statement, Constants], tuple[Sequence[Fact], Mapping[str, str]]]


def _analytic(subject: Subject, statement: Statement, constants: Constants) -> tuple[Sequence[Fact], Mapping[str, str]]:
    from rectified.facts.analytic import table
    from rectified.facts.stated import stated_function

    found = table(stated_function(subject, statement, constants))
    return found.facts, found.open


def facts_of(
    stem: str,
    snippet: str,
    root: str,
    formulas: Sequence[Mapping[str, Any]],
    accuracy: Sequence[Mapping[str, Any]],
    progress: Callable[[Any], object],
    analytic: Analytic = _analytic,
) -> dict[str, Any]:
    """The facts of the function `stem`, parameters at their defaults, from its snippet and its first formula.

    snippet: its path relative to root. formulas: as for `check.check_stem`, which tells what is wrong with them.
    accuracy: what `exhaustive.in_build.judge` reported of its functions.
    Returns "rows", each the fields of a `Fact` in the order of the table, and "problems"; both are empty when no
    formula for the value can be read.
    """
    subject = read_subject(Path(root), snippet)
    stated = statements(subject, formulas)[0]
    statement = next((each for each in stated if each.kind == "value" and each.target == stem), None)
    if statement is None:
        return {"rows": [], "problems": []}
    constants, _, _ = check_constants(subject, [each for each in stated if each.kind == "constant"])
    proved, unproved = analytic(subject, statement, constants)
    function, slope = (subject.functions[name] for name in (stem, f"{stem}_grad"))
    measured = [*error_facts(stem, accuracy), *floating_facts(function, slope)]
    established = {(fact.name, fact.dtype): fact for fact in (*proved, *measured)}
    reasons, wrong = declarations(Path(root))
    declared = open_facts(stem, reasons)
    problems = [*wrong, *missing(stem, snippet, established, declared, unproved)]
    rows = {**declared, **established}
    ordered = [rows[each.name, dtype] for each, dtype in cells() if (each.name, dtype) in rows]
    return {"rows": [asdict(fact) for fact in ordered], "problems": [asdict(problem) for problem in problems]}
