"""The function that a formula states."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp
from conftest import ROOT

from rectified.facts.stated import stated_function
from rectified.formulas.statements import statements
from rectified.formulas.subject import read_subject


@pytest.mark.parametrize(
    "stem, tex, constants, value",
    [
        ("selu", r"selu(x) = \lambda x", {}, sp.Rational("1.0507009873554804934193349852946")),
        ("selu", r"selu(x) = \lambda x", {"LAMBDA": Fraction(2)}, 2),
        ("leaky_relu", r"leaky\_relu(x) = \alpha x", {}, sp.Rational(1, 100)),
    ],
    ids=["the literal of a constant", "a given constant", "a parameter"],
)
def test_numbers_are_as_they_are_written(stem, tex, constants, value):
    """At x = 1, exactly: given constants win over literals, and no decimal is rounded to a float."""
    subject = read_subject(ROOT, f"snippets/{stem}.py")
    (statement,) = statements(subject, [{"path": "n.md", "line": 1, "column": 1, "tex": tex}])[0]
    assert stated_function(subject, statement, constants).exactly(1) == value
