"""The formulas stated for a snippet: read, named, and free of strange symbols, gaps and overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from rectified.formulas.balls import NotElementary, compiled
from rectified.formulas.pieces import Unclear, miscounts, pieces
from rectified.formulas.subject import Subject, key
from rectified.latex.left import left_side
from rectified.latex.reader import Cases, Equation, FormulaError, read
from rectified.problems import Problem


@dataclass(frozen=True)
class Statement:
    """A formula that was read, and what of the snippet it is about.

    path, line, column: where its LaTeX begins, blank lines included; blank: how many of those there are.
    kind: "value", "derivative" or "constant". target: the function, or the constant, of the snippet.
    """

    path: str
    line: int
    column: int
    equation: Equation
    kind: str
    target: str
    blank: int = 0

    @property
    def argument(self) -> Any:
        return sp.Symbol(self.equation.argument or "x", real=True)

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line + self.blank}"

    def problem(self, found: str, expected: str = "", todo: str = "", *, at: tuple[int, int] | None = None) -> Problem:
        """A problem at a line and column within the LaTeX, or else of the formula as a whole."""
        if at is None:
            return Problem(self.path, self.line + self.blank, found, expected, todo)
        line, column = position(self.line, self.column, *at)
        return Problem(self.path, line, f"column {column}: {found}", expected, todo)


def position(line: int, column: int, inner_line: int, inner_column: int) -> tuple[int, int]:
    """Line and column in the file of a place within LaTeX that begins at `line` and `column`."""
    return line + inner_line - 1, inner_column + (column - 1 if inner_line == 1 else 0)


def statements(subject: Subject, formulas: Sequence[Mapping[str, Any]]) -> tuple[list[Statement], list[Problem]]:
    """The formulas that can be compared, and what is wrong with the others."""
    good, problems = [], []
    for formula in formulas:
        statement, wrong = _statement(subject, formula)
        for find in (_strangers, _miscounts, _undecidable):
            if statement is not None and not wrong:
                wrong += find(subject, statement)
        problems += wrong
        if statement is not None and not wrong:
            good.append(statement)
    return good, problems


def _statement(subject: Subject, formula: Mapping[str, Any]) -> tuple[Statement | None, list[Problem]]:
    path, line, column, tex = formula["path"], formula["line"], formula["column"], formula["tex"]
    blank = tex[: len(tex) - len(tex.lstrip())].count("\n")
    try:
        equation = read(tex, functions=_callable(tex))
    except FormulaError as error:
        line, column = position(line, column, error.line, error.column)
        found = f"column {column}: {error.message}"
        expected = "LaTeX of the subset that is read"
        return None, [Problem(path, line, found, expected, error.todo or "write that part in another way")]
    find = subject.constant if equation.argument is None else subject.function
    target = find(equation.name)
    if target is None:
        found = f"the formula defines {equation.name}, which {subject.path} does not have"
        expected = f"one of {', '.join([*subject.functions, *subject.constants])}"
        return None, [Problem(path, line + blank, found, expected, "mend the left side")]
    kind = "constant" if equation.argument is None else "derivative" if equation.order else "value"
    return Statement(path, line, column, equation, kind, target, blank), []


def _callable(tex: str) -> frozenset[str]:
    """The function itself may be called where its derivative is stated."""
    left = left_side(tex)
    return frozenset({left[0]}) if left is not None and left[1] else frozenset()


def meanings(subject: Subject, statement: Statement) -> dict[str, tuple[str, str]]:
    """For each symbol of a formula but its argument: ("parameter" or "constant", its name in the snippet)."""
    parameters = {} if statement.kind == "constant" else subject.parameters(statement.target)
    found = {}
    for symbol in statement.equation.places:
        if symbol != statement.equation.argument:
            parameter = next((name for name in parameters if key(name) == key(symbol)), None)
            constant = subject.constant(symbol)
            if parameter is not None:
                found[symbol] = ("parameter", parameter)
            elif constant is not None:
                found[symbol] = ("constant", constant)
    return found


def _strangers(subject: Subject, statement: Statement) -> Iterator[Problem]:
    """A problem for each symbol that is neither the argument nor of the snippet."""
    equation, known = statement.equation, meanings(subject, statement)
    for symbol, at in equation.places.items():
        if symbol == equation.argument or symbol in known:
            continue
        if equation.argument is not None and len(symbol) == 1 and symbol.isascii():
            found = f"the formula for {equation.name} mixes the variables {equation.argument} and {symbol}"
            todo = f"write {equation.argument} for {symbol}, or {equation.name}({symbol}) on the left side"
            yield statement.problem(found, f"{equation.argument}, its argument, alone", todo, at=at)
        else:
            found = f"{symbol} in the formula for {equation.name} means nothing in {subject.path}"
            names = [*subject.parameters(statement.target), *subject.constants]
            expected = f"the argument {equation.argument}" if equation.argument else "a constant"
            expected += f" or one of {', '.join(names)}" if names else ""
            yield statement.problem(found, expected, "mend the letter, or give the snippet that parameter", at=at)


def _miscounts(subject: Subject, statement: Statement) -> Iterator[Problem]:
    """A problem for each gap and overlap of `cases`, with the parameters at their defaults."""
    values = exact_values(subject, statement, subject.parameters(statement.target), {})
    for cases in statement.equation.cases:
        at = (cases.line, cases.column)
        try:
            for where, rows in _wrong_stretches(cases, statement.argument, values):
                who = " and ".join(map(str, rows))
                found = f"rows {who} of the cases overlap at {where}" if rows else f"no row of the cases covers {where}"
                yield statement.problem(found, "each number in exactly one row", "mend the conditions", at=at)
        except Unclear as error:
            yield statement.problem(str(error), "conditions like x > 0 or |x| \\le 1", "simplify the condition", at=at)


def _wrong_stretches(cases: Cases, argument: Any, values: Mapping[Any, Any]) -> list[tuple[str, tuple[int, ...]]]:
    return [(miscount.where, miscount.rows) for miscount in miscounts(cases.conditions, argument, values)]


def _undecidable(subject: Subject, statement: Statement) -> Iterator[Problem]:
    """A problem where a formula's pieces or values cannot be found exactly, with the parameters at their defaults."""
    if statement.kind == "constant":
        return
    values = exact_values(subject, statement, subject.parameters(statement.target), {})
    if statement.equation.index or any(side.has(sp.Sum, sp.Indexed) for side in statement.equation.sides):
        found = "the formula is about the components of a vector; only functions of one number are compared with code"
        yield statement.problem(found, f"a formula of one number {statement.argument}", "state what a claim can test")
        return
    own = sp.Function(statement.equation.name)
    for side in statement.equation.sides:
        try:
            for part in pieces(side.replace(own, lambda inner: inner), statement.argument, values).between:
                compiled(part, statement.argument, values)
        except (Unclear, NotElementary) as error:
            yield statement.problem(str(error), "elementary functions, cut where exact numbers say", "write it so")
            return


def exact_values(
    subject: Subject, statement: Statement, setting: Mapping[str, float | Fraction], constants: Mapping[str, Fraction]
) -> dict[Any, Any]:
    """An exact number for each symbol of a formula: parameters as set, constants as given, else as the snippet writes
    them: its literals, before they are rounded to floats."""
    values = {}
    for symbol, (kind, name) in meanings(subject, statement).items():
        number = setting[name] if kind == "parameter" else constants.get(name, subject.literals[name])
        values[sp.Symbol(symbol, real=True)] = sp.Rational(Fraction(number))
    return values
