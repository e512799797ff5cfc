"""Formulas as statements about a snippet: what they are about, where they stand, what their symbols mean."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp

from rectified.formulas.statements import Statement, exact_values, meanings, position, statements
from rectified.formulas.subject import Subject


def bend(x, alpha=0.5, scale=3.0):
    return alpha * x


def bend_grad(x, alpha=0.5):
    return alpha


#: ALPHA is hidden by the parameter of its name where a function is stated; BETA's literal has more digits than a float.
SUBJECT = Subject(
    "snippets/bend.py",
    {"bend": bend, "bend_grad": bend_grad},
    {"ALPHA": 7.0, "BETA": 0.1},
    {"ALPHA": Fraction(7), "BETA": Fraction(1, 10)},
    {},
)


def stated(*formulas: str, line: int = 10, column: int = 5) -> tuple[list[Statement], list[str]]:
    """The statements that these formulas, all at one place, make; and the problems as a build prints them."""
    rows = [{"path": "n.md", "line": line, "column": column, "tex": tex} for tex in formulas]
    good, problems = statements(SUBJECT, rows)
    return good, [str(problem) for problem in problems]


def only(tex: str) -> Statement:
    (statement,), problems = stated(tex)
    assert problems == []
    return statement


@pytest.mark.parametrize(
    "tex, kind, target, argument",
    [
        ("bend(x) = x", "value", "bend", "x"),
        (r"\operatorname{Be\_nd}(z) = z", "value", "bend", "z"),
        ("bend'(x) = 1", "derivative", "bend", "x"),
        ("bend''(x) = 0", "derivative", "bend", "x"),
        (r"\alpha = 7", "constant", "ALPHA", "x"),
        (r"\beta = \frac{\alpha}{70}", "constant", "BETA", "x"),
    ],
)
def test_a_statement_is_about_a_function_or_a_constant(tex, kind, target, argument):
    """The left side says which, without regard to case and underscores."""
    statement = only(tex)
    assert (statement.kind, statement.target) == (kind, target)
    assert statement.argument == sp.Symbol(argument, real=True)


@pytest.mark.parametrize(
    "inner, expected",
    [((1, 1), (10, 5)), ((1, 9), (10, 13)), ((2, 1), (11, 1)), ((3, 9), (12, 9))],
)
def test_only_the_first_line_begins_at_a_column(inner, expected):
    """LaTeX that begins at line 10, column 5: later lines begin at their own column 1."""
    assert position(10, 5, *inner) == expected


def test_a_statement_stands_on_its_first_line_that_is_not_blank():
    """A display formula begins behind its dollar signs, often at the end of a line."""
    statement = only("\n\n  bend(x) = x")
    assert statement.place == "n.md:12"
    assert str(statement.problem("a", "b", "c")) == "n.md:12: a; b; c"
    assert str(statement.problem("a", at=(3, 4))) == "n.md:12: column 4: a"
    assert str(statement.problem("a", at=(1, 4))) == "n.md:10: column 8: a"


@pytest.mark.parametrize(
    "tex, expected",
    [
        ("bend(x) = \\oint x", "n.md:10: column 15: `\\oint` is not in the subset of LaTeX that is read; LaTeX of the subset"
         " that is read; write that part in another way"),
        ("\nbend(x) = e^-x", "n.md:11: column 13: `^-` raises `-` alone; LaTeX of the subset that is read; put the exponent"),
        ("\nbind(x) = x", "n.md:11: the formula defines bind, which snippets/bend.py does not have; one of bend, bend_grad, "
         "ALPHA, BETA; mend the left side"),
        (r"\gamma = 1", "n.md:10: the formula defines gamma"),
        ("bend(x) =\n x +\n y", "n.md:12: column 2: the formula for bend mixes the variables x and y; x, its argument, alone; "
         "write x for y, or bend(y) on the left side"),
        (r"bend(x) = \gamma x", "n.md:10: column 15: gamma in the formula for bend means nothing in snippets/bend.py; "
         "the argument x or one of alpha, scale, ALPHA, BETA; mend the letter"),
        (r"\beta = \frac{x}{10}", "n.md:10: column 19: x in the formula for beta means nothing in snippets/bend.py; "
         "a constant or one of ALPHA, BETA"),
        (r"bend(x) = x + \begin{cases} 1 & x > \alpha \end{cases}", "n.md:10: column 19: no row of the cases covers x ≤ 0.5; "
         "each number in exactly one row; mend the conditions"),
        (r"bend(x) = \begin{cases} 1 & \cos(x) > x \\ 0 & \text{otherwise} \end{cases}", "n.md:10: column 15: where "),
        (r"bend(x) = \max(\cos x, x)", "n.md:10: where "),
        (r"bend(x) = \frac{x}{0}", "n.md:10: zoo is not made of elementary functions"),
        (r"bend(x)_i = x_i", "n.md:10: the formula is about the components of a vector"),
        (r"bend(x) = \sum_{j=1}^{3} x^j", "n.md:10: the formula is about the components of a vector"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_one_problem_at_its_place(tex, expected):
    """Lines and columns are those of the note; what is wrong comes with what was expected and what to do."""
    good, (problem,) = stated(tex)
    assert good == []
    assert problem.startswith(expected)


def test_each_stranger_is_named_and_other_formulas_are_kept():
    """Two strange symbols are two problems; nothing further is asked of that formula, nor of the ones beside it."""
    good, problems = stated(r"bend(x) = \gamma x + \delta", "bend'(x) = 1")
    assert [statement.kind for statement in good] == ["derivative"]
    assert ["gamma" in problems[0], "delta" in problems[1], len(problems)] == [True, True, 2]


def test_a_derivative_may_call_its_own_function():
    """And only a derivative may: a value is not defined by itself."""
    assert only(r"bend'(x) = \operatorname{bend}(x) + 1").kind == "derivative"
    assert "the function `bend` is not known" in stated(r"bend(x) = \operatorname{bend}(x) + 1")[1][0]


def test_symbols_mean_parameters_before_constants():
    """Of the function that is stated; in a constant's formula there are only constants; the argument means itself."""
    assert meanings(SUBJECT, only(r"bend(x) = \alpha x + \beta")) == {
        "alpha": ("parameter", "alpha"),
        "beta": ("constant", "BETA"),
    }
    assert meanings(SUBJECT, only(r"\beta = \frac{\alpha}{70}")) == {"alpha": ("constant", "ALPHA")}
    assert meanings(SUBJECT, only(r"bend(\alpha) = 2 \alpha")) == {}


def test_values_are_exact():
    """A parameter is the float it is set to, a constant its formula's value where there is one, else its literal."""
    statement = only(r"bend(x) = \alpha x + \beta")
    alpha, beta = sp.symbols("alpha beta", real=True)
    assert exact_values(SUBJECT, statement, {"alpha": 0.1}, {}) == {
        alpha: sp.Rational(Fraction(0.1)),
        beta: sp.Rational(1, 10),
    }
    third = {"BETA": Fraction(1, 3)}
    assert exact_values(SUBJECT, statement, {"alpha": 0.5}, third) == {
        alpha: sp.Rational(1, 2),
        beta: sp.Rational(1, 3),
    }
