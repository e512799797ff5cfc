"""Constants against the formulas that define them."""

from __future__ import annotations

import math
from fractions import Fraction

import mpmath
import pytest

from rectified.formulas.constants import check_constants
from rectified.formulas.statements import statements
from rectified.formulas.subject import Subject

#: SELU's constants, from the fixed point of mean 0 and variance 1 (Klambauer et al. 2017, equation 14).
ALPHA = r"\alpha = -\frac{\sqrt{\frac{2}{\pi}}}{\operatorname{erfc}(\frac{1}{\sqrt{2}}) e^{\frac{1}{2}} - 1}"


def checked(*formulas: str, **constants: float):
    """Exact values, reports, and problems as a build prints them; formulas stand on lines 1, 2, …"""
    literals = {name: Fraction(str(value)) for name, value in constants.items()}
    subject = Subject("snippets/s.py", {}, constants, literals, {})
    rows = [{"path": "n.md", "line": line, "column": 1, "tex": tex} for line, tex in enumerate(formulas, 1)]
    good, problems = statements(subject, rows)
    assert problems == []
    exact, reports, problems = check_constants(subject, good)
    return exact, reports, [str(problem) for problem in problems]


def test_the_nearest_float_to_a_formula_is_right():
    """π to 50 digits, though its float has 16; the report gives the float's own rounding, below half an ulp."""
    exact, (report,), problems = checked(r"p = \pi", P=math.pi)
    assert problems == []
    with mpmath.workdps(60):
        found = mpmath.mpf(exact["P"].numerator) / exact["P"].denominator
        assert abs(found / mpmath.pi - 1) < mpmath.mpf(10) ** -50
        rounding = float(abs(mpmath.mpf(math.pi) - mpmath.pi) / mpmath.mpf(2) ** -51)
    assert report.pop("worst") == {"float64": {"ulp": pytest.approx(rounding), "x": ""}}
    assert report == {"path": "n.md", "line": 1, "kind": "constant", "points": 1}


def test_a_float_beside_the_nearest_is_wrong():
    """One unit off is named, with the formula's 17 digits and the float that was wanted."""
    exact, reports, (problem,) = checked(r"p = \pi", P=math.nextafter(math.pi, 4))
    assert reports == [] and float(exact["P"]) == math.pi
    found, expected, _ = problem.split("; ")
    assert (
        found
        == "n.md:1: P is 3.1415926535897936 in snippets/s.py, its formula gives 3.1415926535897932, 0.724 ulp away"
    )
    assert expected == "the nearest float64, 3.141592653589793"


def test_a_constant_of_selu_is_found():
    """α by complementary error functions, worked out with mpmath."""
    with mpmath.workdps(30):
        alpha = float(mpmath.sqrt(2 / mpmath.pi) / (1 - mpmath.erfc(1 / mpmath.sqrt(2)) * mpmath.sqrt(mpmath.e)))
    assert alpha == 1.6732632423543772 and checked(ALPHA, ALPHA=alpha)[2] == []


def test_other_constants_enter_by_their_own_formulas():
    """3·(1/3) is 1 where a formula says 1/3, and not 1 by the literal 0.33 where none does."""
    assert checked("a = 3b", r"b = \frac{1}{3}", A=1.0, B=1 / 3)[::2] == (
        {"A": Fraction(1), "B": pytest.approx(1 / 3)},
        [],
    )
    (problem,) = checked("a = 3b", A=1.0, B=0.33)[2]
    assert "A is 1.0" in problem and "its formula gives 0.99" in problem


def test_a_chain_is_checked_side_by_side():
    """The second side of a = b = c must give the constant too; the exact value is the first one's."""
    assert checked(r"a = \frac{1}{4} = 2^{-2}", A=0.25)[2] == []
    exact, reports, (problem,) = checked(r"a = \frac{1}{4} = \frac{1}{5}", A=0.25)
    assert reports == [] and exact == {"A": Fraction(1, 4)}
    assert "its formula gives 0.2, " in problem


def test_a_chain_with_a_side_that_is_no_number_gives_nothing():
    """Its other side is not taken for the whole, neither as a value nor in a report."""
    exact, reports, (problem,) = checked(r"a = \frac{1}{4} = \frac{1}{0}", A=0.25)
    assert (exact, reports) == ({}, []) and "gives no number" in problem


def test_the_first_of_two_formulas_gives_the_value_and_both_are_checked():
    """Two notes may state one constant."""
    exact, reports, (problem,) = checked(r"a = \frac{1}{4}", "a = 0.3", A=0.25)
    assert exact == {"A": Fraction(1, 4)} and [report["line"] for report in reports] == [1]
    assert problem.startswith("n.md:2: ")


@pytest.mark.parametrize(
    "formulas, expected",
    [
        (["a = b", "b = a"], "it is defined by itself, through A and B"),
        (["a = a + 1"], "it is defined by itself, through A"),
        ([r"a = \frac{1}{0}"], "zoo is not made of elementary functions"),
        ([r"a = \ln(-1)"], "is not made of elementary functions of real numbers"),
        ([r"a = \sqrt{1 - \pi}"], "no value"),
    ],
)
def test_a_formula_without_a_number_is_named(formulas, expected):
    """A circle, a pole or a value that is not real: no report, no exact value."""
    exact, reports, problems = checked(*formulas, A=1.0, B=1.0)
    assert exact == {} and reports == []
    assert problems[0].startswith("n.md:1: the formula for A gives no number: ") and expected in problems[0]


@pytest.mark.parametrize("sign, nearest", [("", "inf"), ("-", "-inf")])
def test_a_number_beyond_every_float_is_wrong_rather_than_an_error(sign, nearest):
    """10^400 rounds to infinity, which no literal is."""
    (problem,) = checked(f"a = {sign}10^{{400}}", A=1.0)[2]
    assert f"the nearest float64, {nearest}; mend the literal or the formula" in problem


def test_nothing_stated_is_nothing_wrong():
    """A snippet may have constants that no note defines."""
    assert checked(A=1.0) == ({}, [], [])
