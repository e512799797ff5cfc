"""What the script of a live plot needs of a function: trees to evaluate, parameters to move, places to cut at."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from rectified.formulas.pieces import Unclear
from rectified.formulas.statements import Statement, exact_values, meanings
from rectified.formulas.subject import Subject
from rectified.formulas.trees import NotWritable
from rectified.formulas.well_written import Writer, Written
from rectified.latex.symbols import GREEK_LETTERS

#: How far a parameter can be moved from its default, as a multiple of that and no less than 1; the steps to a unit.
_MULTIPLE, _STEPS = 3.0, 100
#: As close as two slopes are that differ by rounding alone.
_SAME = 1e-9
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
        slopes = _as_chosen(subject, stated, writer, slope)
    except (NotWritable, Unclear):
        return None
    return {"parameters": parameters, "f": f.tree, "slope": slopes, "cuts": f.cuts}


def _as_chosen(subject: Subject, stated: Statement, writer: Writer, slope: Written) -> Any:
    """The tree of a slope that has at a kink what the code returns there; the formula may give the point to a piece
    with another slope. Raises NotWritable where that may depend on a parameter, or is no number."""
    code, formula, written = subject.functions[f"{stated.target}_grad"], stated.equation.sides[0], slope.tree
    for cut in (cut for cut in slope.cuts if isinstance(cut, (int, float))):
        for setting in writer.settings:
            given = {writer.names[symbol]: float(value) for symbol, value in setting.items()}
            chosen = float(code(np.float64(cut), **given))
            if math.isclose(chosen, writer.slope_at(formula, cut, setting), rel_tol=_SAME, abs_tol=_SAME):
                continue
            if setting or not math.isfinite(chosen):
                raise NotWritable(f"the slope that the code takes at {cut:g} is not one number")
            written = ["if", ["=", "x", cut], chosen, written]
    return written


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
