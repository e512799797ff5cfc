"""Formulas against each other: the links of a chain a = b = c, and a stated derivative against its function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import sympy as sp

from rectified.formulas.agreement import settings
from rectified.formulas.comparison import grid
from rectified.formulas.identity import Comparison, compare
from rectified.formulas.statements import Statement, exact_values
from rectified.formulas.subject import Subject
from rectified.problems import Problem


def established(comparison: Comparison) -> str:
    """How equality was found, in words."""
    return "by simplification" if comparison.proved else f"at {comparison.points} points to 50 digits"


def check_links(
    subject: Subject, statement: Statement, constants: Mapping[str, Fraction]
) -> tuple[list[str], Problem | None]:
    """How each link of a chain was established, or the first that does not hold."""
    words: list[str] = []
    for number, (one, other) in enumerate(pairwise(statement.equation.sides), 1):
        comparison = _compare(subject, statement, constants, one, other)
        if comparison.differs_at is not None:
            values = _differs(comparison, "its left side", "its right side")
            found = f"link {number} of the chain does not hold: {values}"
            return words, statement.problem(found, "equal sides", "mend one of them")
        words.append(established(comparison))
    return words, None


def check_derivative(
    subject: Subject, stated: Statement, value: Statement, constants: Mapping[str, Fraction]
) -> tuple[str, Problem | None]:
    """How a stated derivative was established as that of the function's formula, or that it is not."""
    formula = value.equation.sides[0].subs(value.argument, stated.argument)
    order = stated.equation.order
    comparison = _compare(subject, stated, constants, formula, stated.equation.sides[0], order, value)
    if comparison.differs_at is None:
        return established(comparison), None
    what = "derivative" if order == 1 else f"derivative of order {order}"
    found = f"this is not the {what} of the formula at {value.place}: {_differs(comparison, f'that {what}', 'this')}"
    return "", stated.problem(found, "equal values off the kinks", "mend this formula or that one")


def _compare(
    subject: Subject,
    statement: Statement,
    constants: Mapping[str, Fraction],
    one: Any,
    other: Any,
    order: int = 0,
    also: Statement | None = None,
) -> Comparison:
    """The two at every setting of the parameters: the first at which they differ, or the least that was established."""
    weakest = Comparison(0, True)
    for setting in settings(subject, statement, statement.target):
        values = {}
        for source in (also, statement) if also else (statement,):
            values.update(exact_values(subject, source, setting, constants))
        points = grid("float64", []).tolist()
        found = compare(one, other, statement.argument, values, points, derivative=order)
        if found.differs_at is not None:
            return found
        weakest = Comparison(weakest.points + found.points, weakest.proved and found.proved)
    return weakest


def _differs(comparison: Comparison, one: str, other: str) -> str:
    return f"at x = {comparison.differs_at!r} {one} is {comparison.first}, {other} {comparison.second}"


def with_calls_written_out(stated: Statement, value: Statement) -> Statement:
    """A derivative stated by its function, as in `s'(x) = s(x)(1 − s(x))`, with that function's formula put in."""
    called = sp.Function(stated.equation.name)
    formula = value.equation.sides[0]
    sides = tuple(
        side.replace(called, lambda inner: formula.subs(value.argument, inner)) for side in stated.equation.sides
    )
    places = {**value.equation.places, **stated.equation.places}
    places.pop(value.equation.argument or "", None)
    return replace(stated, equation=replace(stated.equation, sides=sides, places=places))
