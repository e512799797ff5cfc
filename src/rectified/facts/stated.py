"""The function that a formula states, the parameters of the snippet's function at their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from rectified.formulas.statements import Statement, exact_values
from rectified.formulas.subject import Subject
from rectified.proofs.function import Function


def stated_function(subject: Subject, statement: Statement, constants: Mapping[str, Fraction]) -> Function:
    """The function that a statement is about; a default is what is written: 0.01 is 1/100, not the nearest float.

    constants: exact values of the snippet's constants, as `check_constants` finds them; the snippet's literals stand in
    for those that are not given.
    """
    defaults = subject.parameters(statement.target)
    written = {name: Fraction(repr(number)) for name, number in defaults.items()}
    values = exact_values(subject, statement, written, constants)
    return Function(statement.equation.sides[0], statement.argument, values)
