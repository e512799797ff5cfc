"""Formulas read from LaTeX, and those refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import sympy as sp

from rectified.latex.left import left_side
from rectified.latex.reader import FormulaError, read

CASES = Path(__file__).parent / "cases" / "latex"


def outcome(tex: str) -> str:
    """What reading a formula gives, or why it is refused, as the golden files record it."""
    try:
        equation = read(tex)
    except FormulaError as error:
        return f"{error.line}:{error.column}: {error.message}" + (f"; {error.todo}" if error.todo else "")
    kind = f"constant {equation.name}" if equation.argument is None else f"{equation.name} of {equation.argument}"
    index = f", component {equation.index}" if equation.index else ""
    return "\n".join([f"{kind}, order {equation.order}{index}", *map(str, equation.sides)])


@pytest.mark.parametrize("case", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_formula_is_read_as_recorded(case):
    """Each file holds a formula, a line of dashes, and the equation or the refusal it must give."""
    tex, _, expected = case.read_text(encoding="utf-8").rpartition("\n---\n")
    assert outcome(tex) == expected.rstrip("\n")


@pytest.mark.parametrize(
    "tex, expected",
    [
        (r"\operatorname{selu}(x) = x", ("selu", 0, "x")),
        (r"\operatorname{leaky\_relu}'(x) = x", ("leaky_relu", 1, "x")),
        (r"\mathrm{SELU}\left( z \right) = z", ("SELU", 0, "z")),
        (r"SELU'(z) = z", ("SELU", 1, "z")),
        (r"f^{\prime}(x) = 1", ("f", 1, "x")),
        (r"f''(x) = 0", ("f", 2, "x")),
        (r"\frac{d}{dx} \tanh(x) = 1", ("tanh", 1, "x")),
        (r"\tanh(x) = x", ("tanh", 0, "x")),
        (r"\operatorname{elu}(x; \alpha) = x", ("elu", 0, "x")),
        (r"\operatorname{softmax}(x)_i = x", ("softmax", 0, "x")),
        ("\n\\lambda = 1", ("lambda", 0, None)),
        ("α = 1", ("alpha", 0, None)),
        (r"\operatorname{selu}(0) = 0", None),
        (r"\operatorname{selu}(x) > 0", None),
        (r"\frac{d}{dz} \tanh(x) = 1", None),
        (r"E = m c^2", ("E", 0, None)),
        (r"x^2 = 1", None),
        (r"\lambda\alpha = 1", None),
    ],
)
def test_the_left_side_says_what_a_formula_defines(tex, expected):
    """Name, order of the derivative and argument; None where nothing is defined."""
    assert left_side(tex) == expected


def test_a_known_function_may_be_called():
    """A name that is given as known is read as an undefined function of its argument."""
    equation = read(r"s'(x) = \operatorname{s}(x)\,(1 - \operatorname{s}(x))", functions=frozenset({"s"}))
    x = sp.Symbol("x", real=True)
    assert equation.sides == (sp.Function("s")(x) * (1 - sp.Function("s")(x)),)


def test_places_are_those_of_the_first_use():
    """Line and column of each symbol and of each `cases` are counted from 1 in the LaTeX as given."""
    equation = read("f(x) =\n  \\alpha x + \\begin{cases} \\alpha & z > 0 \\\\ 0 & z \\le 0 \\end{cases}")
    assert equation.places == {"alpha": (2, 3), "x": (2, 10), "z": (2, 37)}
    assert [(cases.line, cases.column) for cases in equation.cases] == [(2, 14)]


def test_every_refusal_says_where():
    """Cut off anywhere, a formula is read or refused at a place inside it, and nothing else happens."""
    tex = r"f(x) = \lambda \begin{cases} |x| & x > 0 \\ \alpha\,(e^{x} - 1) & \text{if } x \le 0 \end{cases}"
    for end in range(len(tex)):
        line, column = _refused_at(tex[:end])
        assert line == 1 and column <= end + 1


def _refused_at(tex: str) -> tuple[int, int]:
    try:
        read(tex)
    except FormulaError as error:
        return error.line, error.column
    return 1, 1
