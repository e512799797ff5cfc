"""Formulas as tokens: kinds, meanings, places, and what is refused before any grammar is asked."""

from __future__ import annotations

import pytest

from rectified.latex.tokens import FormulaError, tokens


def kinds(tex: str) -> str:
    """The kinds of a formula's tokens, as one line."""
    return " ".join(piece.kind for piece in tokens(tex))


def values(tex: str) -> list[str]:
    return [piece.value for piece in tokens(tex)]


@pytest.mark.parametrize(
    "tex, expected",
    [
        ("", ""),
        (" \t\n~\\,\\;\\quad\\ \\!", ""),
        (r"\left( x \right)", "OPEN SYMBOL CLOSE"),
        (r"\left. x \right.", "SYMBOL"),
        (r"\bigl[ x \bigr]", "SQUARE_OPEN SYMBOL SQUARE_CLOSE"),
        (r"\max\{x\}", "FUNCTION SET_OPEN SYMBOL SET_CLOSE"),
        ("1.5 .5", "NUMBER NUMBER"),
        ("1.", "NUMBER STOP"),
        ("ex", "CONSTANT SYMBOL"),
        (r"\mathrm{e}^x", "CONSTANT CARET SYMBOL"),
        (r"x <= 1 \le 2 ≥ y", "SYMBOL RELATION NUMBER RELATION NUMBER RELATION SYMBOL"),
        (r"1 \\ 2 \\[1.5ex] 3 \\[ -2pt ] 4", "NUMBER ROW NUMBER ROW NUMBER ROW NUMBER"),
        (r"\\[x]", "ROW SQUARE_OPEN SYMBOL SQUARE_CLOSE"),
        (r"\begin{dcases} 1 \end {dcases}", "BEGIN_CASES NUMBER END_CASES"),
        (r"\text{ if } \text{otherwise.}", "IF OTHERWISE"),
        (r"\dfrac12", "FRAC NUMBER NUMBER"),
        (r"\frac 12 3", "FRAC NUMBER NUMBER NUMBER"),
        (r"\frac{12}{3}", "FRAC BRACE_OPEN NUMBER BRACE_CLOSE BRACE_OPEN NUMBER BRACE_CLOSE"),
        (r"\sqrt{2} \sum", "SQRT BRACE_OPEN NUMBER BRACE_CLOSE SUM"),
    ],
)  # fmt: skip
def test_a_formula_is_a_row_of_kinds(tex, expected):
    """Spaces and what only changes a size are dropped; everything else has one kind."""
    assert kinds(tex) == expected


@pytest.mark.parametrize(
    "tex, expected",
    [
        ("xy", ["x", "y"]),
        (r"\frac12", ["", "1", "2"]),
        (r"\operatorname{leaky\_slope}", ["leaky_slope"]),
        (r"\mathit{ negative }", ["negative"]),
        (r"α \varepsilon λ", ["alpha", "epsilon", "lambda"]),
        (r"x \leqslant y ≠ z", ["x", "<=", "y", "!=", "z"]),
        (r"\infty \pi", ["oo", "pi"]),
    ],
)
def test_a_token_has_the_meaning_of_what_is_written(tex, expected):
    """Names without LaTeX marks, relations as they are compared, digits one by one where LaTeX takes one."""
    assert values(tex) == expected


def test_places_are_counted_from_one_on_each_line():
    """Each letter of a product and each digit of a fraction has a column of its own."""
    found = [(piece.text, piece.line, piece.column) for piece in tokens("xy\n  \\frac12\n\\alpha")]
    assert found == [("x", 1, 1), ("y", 1, 2), (r"\frac", 2, 3), ("1", 2, 8), ("2", 2, 9), (r"\alpha", 3, 1)]


@pytest.mark.parametrize(
    "tex, expected",
    [
        ("|x|", "< x >"),
        ("|x||y|", "< x > < y >"),
        ("||x| - y|", "< < x > - y >"),
        ("|x + |y||", "< x + < y > >"),
        ("|(|x|)|", "< ( < x > ) >"),
        ("|x|/|y|", "< x > / < y >"),
        (r"\left| |x| \right|", "< < x > >"),
        (r"\lvert x \rvert \left\vert y \right\vert", "< x > < y >"),
        ("|x^{|y|}|", "< x ^ { < y > } >"),
    ],
)
def test_bars_open_and_close(tex, expected):
    """A bar closes behind a complete operand where one is open in the same parentheses, and opens otherwise."""
    marks = {"BAR_OPEN": "<", "BAR_CLOSE": ">"}
    assert " ".join(marks.get(piece.kind, piece.text) for piece in tokens(tex)) == expected


@pytest.mark.parametrize(
    "tex, column, message, todo",
    [
        ("x + 2e3", 5, "`2e…`", r"\cdot 10^{-3}"),
        ("1.5E-3", 1, "`1.5e…`", r"\cdot 10^{-3}"),
        ("2 tanh x", 3, "`tanh` without a backslash", r"\tanh"),
        ("erf(x)", 1, "`erf` without a backslash", r"\operatorname{erf}"),
        ("x abc", 3, "`abc` is a product of 3 letters", r"\operatorname{abc}"),
        (r"\text{for all } x", 1, "the words `for all`", r"\text{otherwise}"),
        (r"\text{}", 1, "the words ``", r"\text{if}"),
        (r"\begin{aligned}", 1, "the environment `aligned`", r"\begin{cases}"),
        (r"x \cong y", 3, r"`\cong` is not in the subset", ""),
        ("x ? y", 3, "`?` is not in the subset", ""),
        ("x \\", 3, "`\\` is not in the subset", ""),
        (r"\text{a\,b}", 1, r"`\text` is not in the subset", ""),
        ("x^10", 3, "`^10` sets 1 raised or lowered and 0 beside it", "write ^{10}"),
        ("x_12", 3, "`_12` sets 1 raised or lowered and 2 beside it", "write _{12}"),
        ("x^1.5", 3, "`^1.5` sets 1 raised or lowered and .5 beside it", "write ^{1.5}"),
        ("e^-x", 3, "`^-` raises `-` alone", "in braces"),
        ("e^+x", 3, "`^+` raises `+` alone", "in braces"),
        (r"e^\tanh x", 3, r"`^\tanh` raises", "in braces"),
        (r"e^\frac12", 3, r"`^\frac` raises", "in braces"),
        (r"x \sigma(x)", 3, "σ(…) is not defined", r"\frac{1}{1 + e^{-x}}"),
        (r"σ \left( x \right)", 1, "σ(…) is not defined", r"\frac{1}{1 + e^{-x}}"),
    ],
)
def test_what_would_be_misread_is_refused_where_it_stands(tex, column, message, todo):
    """With its column, what is wrong, and how to write what was meant."""
    with pytest.raises(FormulaError) as refused:
        tokens(tex)
    assert (refused.value.line, refused.value.column) == (1, column)
    assert message in refused.value.message and todo in refused.value.todo
    assert str(refused.value) == refused.value.message


@pytest.mark.parametrize("tex", ["2e^x", "2 e x", r"1.5 e - 3", "x^1", "x_1", "e^{-x}", r"\sigma x", r"\sigma^2 (x)"])
def test_what_only_looks_like_a_misreading_is_read(tex):
    """The number e behind a factor, exponents and subscripts of one digit, and a σ that is a parameter."""
    assert tokens(tex)


@pytest.mark.parametrize("mark", ["operatorname", "operatorname*", "mathrm", "mathit", "text", "textrm"])
def test_a_named_function_may_be_called_only_when_it_is_known(mark):
    """Before a parenthesis a name in any upright or slanted type is a call, never a factor."""
    tex = rf"\{mark}{{swish}}\,(x)"
    assert tokens(tex, functions=frozenset({"swish"}))[0].kind == "FUNCTION"
    with pytest.raises(FormulaError, match="the function `swish` is not known"):
        tokens(tex, functions=frozenset({"silu"}))


@pytest.mark.parametrize("tex", ["s(x)", r"\alpha(x)", r"\operatorname{s} x", r"\operatorname{s} [x]"])
def test_other_symbols_before_a_parenthesis_are_factors(tex):
    """A letter is one even when a function of that name is known; so is a name without parentheses behind it."""
    assert tokens(tex, functions=frozenset({"s", "alpha"}))[0].kind == "SYMBOL"
