"""What the script of a live plot needs of a function: trees to evaluate, parameters to move, places to cut at."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from rectified.formulas.pieces import Unclear
from rectified.formulas.statements import Statement, exact_values, meanings
from rectified.formulas.subject import Subject
from rectified.formulas.trees import NotWritable
from rectified.formulas.well_written import Writer
from rectified.latex.symbols import GREEK_LETTERS

#: How far a parameter can be moved from its default, as a multiple of that and no less than 1; the steps to a unit.
_MULTIPLE, _STEPS = 3.0, 100
_SIGNS = {name: letter for letter, name in reversed(GREEK_LETTERS.items())}


def live(subject: Subject, stated: Statement) -> dict[str, Any] | None:
    """The function of a statement as plain data; None where it cannot be evaluated by the script.

    "f", "slope": trees as in `trees`, over "x" and the parameters; "cuts": trees of where pieces end; "parameters":
    "name", "sign" (as formulas write it), "value" (the default), "low" and "high" of each in the formula.
    """
    moved = {symbol: name for symbol, (kind, name) in meanings(subject, stated).items() if kind == "parameter"}
    parameters = [_parameter(subject, stated.target, symbol, name) for symbol, name in moved.items()]
    writer = _writer(subject, stated, moved, parameters)
    formula = stated.equation.sides[0]
    try:
        f, slope = (writer.write(formula, derivative=order) for order in (0, 1))
    except (NotWritable, Unclear):
        return None
    return {"parameters": parameters, "f": f.tree, "slope": slope.tree, "cuts": f.cuts}


def _writer(subject: Subject, stated: Statement, moved: dict[str, str], parameters: list[dict[str, Any]]) -> Writer:
    """With settings in which all parameters have their defaults, then their least values, then their greatest."""
    symbols = {symbol: sp.Symbol(symbol, real=True) for symbol in moved}
    exact = exact_values(subject, stated, subject.parameters(stated.target), {})
    settings = [
        {symbols[symbol]: sp.Rational(Fraction(each[end])) for symbol, each in zip(moved, parameters, strict=True)}
        for end in ("value", "low", "high")
    ]
    names = {stated.argument: "x", **{symbols[symbol]: name for symbol, name in moved.items()}}
    constants = {symbol: value for symbol, value in exact.items() if symbol not in names}
    return Writer(stated.argument, names, constants, settings if moved else settings[:1])


def _parameter(subject: Subject, function: str, symbol: str, name: str) -> dict[str, Any]:
    value = subject.parameters(function)[name]
    low, high = (_furthest(subject, function, name, value, sign) for sign in (-1, 1))
    return {"name": name, "sign": _SIGNS.get(symbol, symbol), "value": value, "low": low, "high": high}


def _furthest(subject: Subject, function: str, name: str, value: float, sign: int) -> float:
    """The last value, in steps from the default, up to which the function accepts each."""
    furthest = value
    for step in range(1, round(_STEPS * max(1.0, _MULTIPLE * abs(value))) + 1):
        tried = round(value + sign * step / _STEPS, 9)
        if not subject.accepts(function, name, tried):
            break
        furthest = tried
    return furthest
