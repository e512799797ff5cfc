"""The table of a function: every fact there is to be, in its order, or a problem that names what is missing."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from conftest import DOUBLE, write

from rectified.dtypes import DTYPES
from rectified.evidence import STRENGTHS
from rectified.facts.declared import FILE, OPEN
from rectified.facts.fact import Fact
from rectified.facts.properties import CARD, PROPERTIES, cells
from rectified.facts.table import facts_of

#: The names that the two ways of computing facts agree on.
ANALYTIC = (
    "range monotone convex symmetry smoothness slope_supremum slope_infimum lipschitz slope_at_zero kinks limit_left "
    "limit_right zeros fixed_points extrema normal_mean normal_variance zero_probability gain"
).split()
FLOATING = "worst_error worst_slope_error saturates slope_zero at_zero at_infinity at_nan".split()
REASONS = {"gain": "no moments"}
VALUE = {"path": "docs/functions/double.md", "line": 1, "column": 1, "tex": "\\operatorname{double}(x) = 2 x"}
ACCURACY = [
    {"function": name, "dtype": dtype, "ulp": 0.0, "x": "1.0", "points": 9, "bound": 0.0, "by_balls": 9}
    for name in ("double", "double_grad")
    for dtype in DTYPES
]


def proved(but=()):
    """A way to prove everything, but for the named."""

    def analytic(subject, statement, constants):
        assert (subject.path, statement.target, constants) == ("snippets/double.py", "double", {})
        return [Fact(name, "so", "proved", "Proved.") for name in reversed(ANALYTIC) if name not in but], REASONS

    return analytic


def table(root, analytic, exceptions="", formulas=(VALUE,), accuracy=ACCURACY):
    files = {"snippets/double.py": DOUBLE} | ({FILE: exceptions} if exceptions else {})
    write(root, files)
    arguments = {"stem": "double", "snippet": "snippets/double.py", "root": str(root), "formulas": list(formulas)}
    return facts_of(**arguments, accuracy=accuracy, progress=lambda item: None, analytic=analytic)


def problems(found):
    return [f"{each['path']}:{each['line']}: {each['found']}" for each in found["problems"]]


def declared(function="double", property="convex", reason="Nobody knows."):
    return f'[[open]]\nfunction = "{function}"\nproperty = "{property}"\nreason = "{reason}"\n'


def test_the_properties_are_those_that_are_computed():
    """Each has a heading of its own; those on the card are six of them."""
    assert sorted(PROPERTIES) == sorted([*ANALYTIC, *FLOATING])
    assert [name for name, each in PROPERTIES.items() if each.by_dtype] == FLOATING
    headings = [each.heading for each in PROPERTIES.values()]
    assert len(set(headings)) == len(headings)
    assert len(CARD) == 6 and set(CARD) <= {(each.name, dtype) for each, dtype in cells()}


def test_a_table_holds_each_fact_once_and_in_order(tmp_path):
    """Mathematics first, then what floats do, each dtype in turn; all of it plain data."""
    found = table(tmp_path, proved())
    assert problems(found) == []
    expected = [(name, "") for name in PROPERTIES if name in ANALYTIC]
    expected += [(name, dtype) for name in FLOATING for dtype in DTYPES]
    assert [(row["name"], row["dtype"]) for row in found["rows"]] == expected
    assert json.loads(json.dumps(found)) == found
    assert {row["how"] for row in found["rows"]} <= set(STRENGTHS)
    errors = [row["value"] for row in found["rows"] if row["name"] == "worst_error"]
    assert errors == ["0 ulp"] * 3


def test_what_was_not_judged_has_no_worst_error(tmp_path):
    """One dtype of the function; its derivative is complete."""
    found = table(tmp_path, proved(), accuracy=[row for row in ACCURACY if row != ACCURACY[1]])
    assert problems(found) == [
        "snippets/double.py:1: the fact 'worst_error' (Worst error found) of double is not established in float32"
    ]


def test_what_is_not_established_is_a_problem_unless_it_is_declared_open(tmp_path):
    """An open cell stands in its place and has its reason."""
    found = table(tmp_path, proved(but=("convex", "gain")), declared())
    assert problems(found) == [
        "snippets/double.py:1: the fact 'gain' (Initialisation gain) of double is not established: no moments"
    ]
    row = found["rows"][list(PROPERTIES).index("convex")]
    expected = Fact("convex", "not established", OPEN, "Nobody knows.")
    assert row == asdict(expected)


@pytest.mark.parametrize(
    "tex", ["\\operatorname{double}(x) = 2 z", "\\operatorname{double}'(x) = 2"], ids=["unreadable", "the derivative"]
)
def test_without_a_formula_for_the_value_there_are_no_facts(tex, tmp_path):
    """That something is wrong with the formula, its own check tells."""
    assert table(tmp_path, proved(), formulas=[{**VALUE, "tex": tex}]) == {"rows": [], "problems": []}
