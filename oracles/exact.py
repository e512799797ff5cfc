"""The exact values of a snippet's functions: its notes' formulas, with whatever parameters and constants are wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from rectified.contents import Formula
from rectified.formulas.comparison import Reference
from rectified.formulas.constants import check_constants
from rectified.formulas.statements import Statement, exact_values, statements
from rectified.formulas.subject import Subject, read_subject
from rectified.jobs import formula_arguments
from rectified.latex.left import left_side
from rectified.project import Project


class Remembered(Reference):
    """A reference that computes each value once: the libraries are all asked at the same points."""

    def __init__(self, *arguments: Any, **others: Any) -> None:
        super().__init__(*arguments, **others)
        self._known: dict[float, Any] = {}

    def __call__(self, x: float) -> Any:
        """A ball around the value at a float. Raises NoValue where there is none."""
        if x not in self._known:
            self._known[x] = super().__call__(x)
        return self._known[x]


class Exact:
    """A snippet in use, and its functions as its notes state them."""

    def __init__(self, project: Project, stem: str) -> None:
        arguments = formula_arguments(project, stem, _formulas(project, stem))
        self.subject: Subject = read_subject(Path(arguments["root"]), arguments["snippet"])
        stated, problems = statements(self.subject, arguments["formulas"])
        constants = [each for each in stated if each.kind == "constant"]
        self._constants, _, wrong = check_constants(self.subject, constants)
        if problems or wrong:
            raise ValueError(f"the formulas of {stem} do not hold: {[*problems, *wrong][0]}")
        self._references: dict[Any, Reference] = {}
        self._values: dict[str, Statement] = {each.target: each for each in reversed(stated) if each.kind == "value"}

    def stated(self, function: str) -> bool:
        """Whether a note says what the function is."""
        return function in self._values

    def own(self, function: str, name: str) -> float:
        """The default of a parameter of the snippet, or a constant of it."""
        return {**self.subject.constants, **self.subject.parameters(function)}[name]

    def reference(self, function: str, others: Mapping[str, float], *, slope: bool) -> Reference:
        """The exact function or its derivative. others: parameters and constants that are not to be the snippet's."""
        name = (function, tuple(sorted(others.items())), slope)
        if name not in self._references:
            self._references[name] = self._reference(function, others, slope)
        return self._references[name]

    def _reference(self, function: str, others: Mapping[str, float], slope: bool) -> Reference:
        statement = self._values[function]
        setting = {name: others.get(name, own) for name, own in self.subject.parameters(function).items()}
        replaced = {name: Fraction(value) for name, value in others.items() if name in self.subject.constants}
        values = exact_values(self.subject, statement, setting, {**self._constants, **replaced})
        return Remembered(statement.equation.sides[0], statement.argument, values, derivative=int(slope))

    def snippet(self, function: str, *, slope: bool) -> Callable[[Any], Any]:
        """The snippet's own function or derivative."""
        return self.subject.functions[f"{function}_grad" if slope else function]


def _formulas(project: Project, stem: str) -> list[Formula]:
    """The formulas of a snippet's functions and constants, those among them that its note backs by a claim."""
    names, found = set(project.snippets[stem].functions), project.formulas
    return [each for each in found if each.stem == stem or (each.note.stem == stem and _of(each) in names)]


def _of(formula: Formula) -> str:
    """The function whose value a formula states, "" when it states something else."""
    left = left_side(formula.span.text)
    return left[0] if left and left[2] and not left[1] else ""
