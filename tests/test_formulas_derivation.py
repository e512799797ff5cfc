"""Formulas against each other: chains, stated derivatives, and derivatives stated by their own function."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp

from rectified.formulas.derivation import check_derivative, check_links, established, with_calls_written_out
from rectified.formulas.identity import Comparison
from rectified.formulas.statements import Statement, statements
from rectified.formulas.subject import Subject


def bend(x, alpha=1.0):
    return alpha * x


SUBJECT = Subject("snippets/bend.py", {"bend": bend}, {"C": 2.0}, {"C": Fraction(2)}, {})


def statement(tex: str, line: int = 1) -> Statement:
    (found,), problems = statements(SUBJECT, [{"path": "n.md", "line": line, "column": 1, "tex": tex}])
    assert problems == []
    return found


def derived(value: str, slope: str) -> tuple[str, str | None]:
    """How the second was established as derivative of the first, and what is wrong; calls are written out."""
    stated, function = statement(slope, 2), statement(value)
    how, wrong = check_derivative(SUBJECT, with_calls_written_out(stated, function), function, {})
    return how, wrong and str(wrong)


@pytest.mark.parametrize(
    "comparison, words",
    [(Comparison(7, proved=True), "by simplification"), (Comparison(7), "at 7 points to 50 digits")],
)
def test_how_equality_was_found_is_said(comparison, words):
    """A proof needs no count of points; values are no proof."""
    assert established(comparison) == words


def test_each_link_of_a_chain_is_established():
    """Three sides are two links; one side has none."""
    words, wrong = check_links(SUBJECT, statement(r"bend(x) = \ln(1 + e^x) = \ln(e^x + 1) = x + \ln(1 + e^{-x})"), {})
    assert wrong is None and words[0] == "by simplification" and words[1].endswith(" points to 50 digits")
    assert check_links(SUBJECT, statement("bend(x) = x"), {}) == ([], None)


def test_the_first_broken_link_is_named():
    """With both values; what held before it is kept, what follows is not looked at."""
    words, wrong = check_links(SUBJECT, statement("bend(x) = 2x = x + x = 3x = 4x", 5), {})
    assert words == ["by simplification"]
    assert str(wrong) == (
        "n.md:5: link 2 of the chain does not hold: at x = -1.0 its left side is -2.0, its right side -3.0; "
        "equal sides; mend one of them"
    )


def test_a_link_must_hold_at_other_parameters_than_the_default():
    """αx is x for the default α = 1 only."""
    _, wrong = check_links(SUBJECT, statement(r"bend(x) = \alpha x = x"), {})
    assert "at x = -1.0 its left side is -0.5, its right side -1.0" in wrong.found


def test_points_are_counted_over_all_settings():
    """Three values of α are three times the points of a formula without it."""
    one, three = (
        int(check_links(SUBJECT, statement(tex), {})[0][0].split()[1])
        for tex in (r"bend(x) = \ln(1 + e^x) = x + \ln(1 + e^{-x})", r"bend(x) = \alpha + \ln(1 + e^x) = \alpha + x + \ln(1 + e^{-x})")
    )  # fmt: skip
    assert one > 500 and three == 3 * one


def test_what_is_proved_at_one_setting_only_is_not_called_proved():
    """For α = 2 both sides are 0; for 1 and 1/2 they agree by their values."""
    factor = r"\min(\alpha - 1.5, 0)"
    (words,), wrong = check_links(
        SUBJECT, statement(rf"bend(x) = {factor} \cdot \ln(1 + e^x) = {factor} \cdot (x + \ln(1 + e^{{-x}}))"), {}
    )
    assert wrong is None and words.endswith("points to 50 digits")


def test_constants_take_the_values_that_are_given():
    """2x is cx for the literal 2, and not for what a formula for c says."""
    stated = statement("bend(x) = c x = 2x")
    assert check_links(SUBJECT, stated, {})[1] is None
    assert check_links(SUBJECT, stated, {"C": Fraction(3)})[1] is not None


@pytest.mark.parametrize(
    "value, slope, how",
    [
        ("bend(x) = x^3", "bend'(x) = 3x^2", "by simplification"),
        ("bend(x) = x^3", "bend''(x) = 6x", "by simplification"),
        ("bend(z) = z^3", "bend'(x) = 3x^2", "by simplification"),
        (r"bend(x) = \tanh(\alpha x)", r"bend'(x) = \alpha (1 - \tanh^2(\alpha x))", "by simplification"),
        (r"bend(x) = |x|", r"bend'(x) = \begin{cases} 1 & x \ge 0 \\ -1 & x < 0 \end{cases}", "by simplification"),
        (r"bend(z) = e^{2z}", r"bend'(x) = 2 \operatorname{bend}(x)", "by simplification"),
        (r"bend(x) = \cos(x)", r"bend'(x) = -\operatorname{bend}(\frac{\pi}{2} - x)", "by simplification"),
    ],
)
def test_a_right_derivative_is_established(value, slope, how):
    """Of either order, in either variable, off the kinks, and by the function itself."""
    assert derived(value, slope) == (how, None)


@pytest.mark.parametrize(
    "value, slope, expected",
    [
        ("bend(x) = x^3", "bend'(x) = 2x^2", "n.md:2: this is not the derivative of the formula at n.md:1: at x = -1.0 "
         "that derivative is 3.0, this 2.0; equal values off the kinks; mend this formula or that one"),
        ("bend(x) = x^3", "bend''(x) = 5x", "this is not the derivative of order 2 of the formula at n.md:1: at x = -1.0 "
         "that derivative of order 2 is -6.0, this -5.0"),
        (r"bend(x) = \alpha x", "bend'(x) = 1", "that derivative is 0.5, this 1.0"),
        ("bend(x) = x", r"bend'(x) = \alpha", "that derivative is 1.0, this 0.5"),
        (r"bend(x) = e^{2x}", r"bend'(x) = \operatorname{bend}(x)", "at x = -1.0"),
        ("bend(x) = |x|", "bend'(x) = 1", "at x = -1.0 that derivative is -1.0, this 1.0"),
    ],
)  # fmt: skip
def test_a_wrong_derivative_is_told_with_both_values(value, slope, expected):
    """Also one that is right at the default parameters alone, where either formula names the parameter."""
    how, wrong = derived(value, slope)
    assert how == "" and expected in wrong


def test_calls_are_written_out_with_the_functions_formula():
    """Each call takes its own argument; the formula's symbols become the derivative's, but for its variable."""
    value = statement(r"bend(z) = \begin{cases} \alpha z & z > 0 \\ 0 & z \le 0 \end{cases}")
    stated = statement(r"bend'(x) = \operatorname{bend}(2x) + c = 1", 2)
    written = with_calls_written_out(stated, value)
    x, alpha, c = sp.symbols("x alpha c", real=True)
    assert written.equation.sides[0].subs(x, 3) == 6 * alpha + c and written.equation.sides[0].subs(x, -3) == c
    assert written.equation.sides[1] == 1
    assert set(written.equation.places) == {"alpha", "x", "c"}
    assert (written.place, written.kind, written.target) == (stated.place, "derivative", "bend")
