"""The table of facts: all of them or a reason, on the whole line."""

from __future__ import annotations

from decimal import Decimal

import pytest
import sympy as sp
from analysed import FORMULAS, SMOOTH, X, fact

from rectified.evidence import STRENGTHS
from rectified.facts.analytic import FACTS, table
from rectified.proofs.domain import Domain
from rectified.proofs.function import Function

NAMES = """range monotone convex symmetry smoothness slope_supremum slope_infimum lipschitz slope_at_zero kinks limit_left
limit_right zeros fixed_points extrema normal_mean normal_variance zero_probability gain""".split()


@pytest.mark.parametrize("stem", [*FORMULAS, *SMOOTH])
def test_every_function_has_the_whole_table(stem):
    """All proved, with a method that says where, and figures that are numbers."""
    for name in NAMES:
        found = fact(stem, name)
        assert found.name == name and found.how == STRENGTHS[-1] == "proved" and found.value and found.dtype == ""
        assert found.method.startswith(("On ", "At x = 0", "Not even")) and found.method.endswith(".")
        assert all(Decimal(figure).is_finite() for figure in found.figures.values())


def test_the_facts_are_those_of_the_table_in_its_order():
    """Of a function on the whole line."""
    assert [each.name for each in table(Function(sp.tanh(X), X)).facts] == list(FACTS) == NAMES


def test_what_is_not_proved_is_named_and_never_in_the_table():
    """sin: algebra gives symmetry, smoothness and the slope at 0; the rest needs tails that are not there."""
    found = table(Function(sp.sin(X), X))
    assert {fact.name for fact in found.facts} == {"symmetry", "smoothness", "slope_at_zero", "kinks"}
    assert set(found.open) == set(NAMES) - {"symmetry", "smoothness", "slope_at_zero", "kinks"}
    assert all("sin" in reason or "cos" in reason for reason in found.open.values())


def test_a_function_that_jumps_is_not_smoothed_over():
    """A step has no range, kink or bound of its slope in the table, but it has a sign of monotony and limits."""
    found = table(Function(sp.Piecewise((0, X < 0), (1, True)), X))
    facts = {fact.name: fact.value for fact in found.facts}
    assert facts["monotone"] == "increasing, constant on (−∞, 0] and [0, ∞)"
    assert facts["smoothness"] == "not continuous at x = 0"
    assert {"range", "kinks", "lipschitz", "convex", "zeros", "slope_at_zero"} <= set(found.open)


def test_the_whole_line_is_needed():
    """Facts state no domain of their own."""
    with pytest.raises(ValueError, match=r"facts are about the whole line; the function is given on \[0, 1\]"):
        table(Function(X, X, domain=Domain(0, 1)))
