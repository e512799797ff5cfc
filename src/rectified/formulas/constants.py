"""Constants of a snippet against the formulas that define them: a literal must be the nearest float64."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from rectified.accuracy import ulp_error
from rectified.formulas.balls import NotElementary, NoValue, compiled, number, value
from rectified.formulas.identity import shown
from rectified.formulas.statements import Statement
from rectified.formulas.subject import Subject
from rectified.problems import Problem

_NOTHING = sp.Dummy("nothing")


def check_constants(
    subject: Subject, stated: Sequence[Statement]
) -> tuple[dict[str, Fraction], list[dict[str, Any]], list[Problem]]:
    """The value, to 50 digits, of each constant that has a formula, a report for each formula, and what is wrong.

    A formula that holds other constants takes their formulas where there are any, so that no rounding enters.
    """
    definitions = {statement.target: statement for statement in stated}
    exact: dict[str, Fraction] = {}
    reports, problems = [], []
    for statement in stated:
        balls = []
        for side in statement.equation.sides:
            try:
                whole = _without_constants(subject, side, definitions, (statement.target,))
                balls.append(value(compiled(whole, _NOTHING, {}), 0.0))
            except (NoValue, NotElementary) as error:
                found = f"the formula for {statement.target} gives no number: {error}"
                problems.append(statement.problem(found, "a number to 50 digits", "mend the formula"))
        if len(balls) == len(statement.equation.sides):
            exact.setdefault(statement.target, _fraction(balls[0]))
            wrong = _wrong(subject, statement, balls)
            problems += wrong
            reports += [] if wrong else [_report(subject, statement, balls[0])]
    return exact, reports, problems


def _without_constants(subject: Subject, side: Any, stated: Mapping[str, Statement], open_: tuple[str, ...]) -> Any:
    """A side with every constant replaced by its own formula, or by its literal where it has none."""
    for symbol in side.free_symbols:
        name = subject.constant(symbol.name) or symbol.name
        if name in open_:
            raise NoValue(f"it is defined by itself, through {' and '.join(open_)}")
        if name in stated:
            inner = _without_constants(subject, stated[name].equation.sides[0], stated, (*open_, name))
        else:
            inner = sp.Rational(subject.literals[name])
        side = side.subs(symbol, inner)
    return side


def _fraction(ball: Any) -> Fraction:
    mantissa, exponent = ball.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _nearest(ball: Any) -> float:
    try:
        return float(_fraction(ball))
    except OverflowError:
        return math.inf if ball > 0 else -math.inf


def _wrong(subject: Subject, statement: Statement, balls: Sequence[Any]) -> list[Problem]:
    name = statement.target
    for ball in balls:
        if subject.constants[name] != (nearest := _nearest(ball)):
            apart = ulp_error(np.float64(subject.constants[name]), number(ball))
            literal = f"{name} is {subject.constants[name]!r} in {subject.path}"
            found = f"{literal}, its formula gives {shown(number(ball))}, {apart:.3g} ulp away"
            expected = f"the nearest float64, {nearest!r}"
            return [statement.problem(found, expected, "mend the literal or the formula")]
    return []


def _report(subject: Subject, statement: Statement, ball: Any) -> dict[str, Any]:
    apart = ulp_error(np.float64(subject.constants[statement.target]), number(ball))
    worst = {"float64": {"ulp": apart, "x": ""}}
    return {"path": statement.path, "line": statement.line, "kind": "constant", "points": 1, "worst": worst}
