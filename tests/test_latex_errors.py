"""Why a token cannot stand where it does, and what to write instead."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from rectified.latex.errors import explain
from rectified.latex.tokens import tokens


def explained(tex: str, number: int | None) -> tuple[str, int, int, str]:
    """The message, line, column and remedy for the token of that number, or for the end of the formula."""
    kind = "$END" if number is None else tokens(tex)[number].kind
    error = explain(SimpleNamespace(token=SimpleNamespace(type=kind, start_pos=number)), tokens(tex), tex)
    return error.message, error.line, error.column, error.todo


@pytest.mark.parametrize(
    "tex, number, found, column, todo",
    [
        ("1, x", 1, "`,` cannot stand here", 2, "cases"),
        ("x < 1", 1, "`<` cannot stand here", 3, "cases"),
        (r"x \text{if} x", 1, r"`\text{if}` cannot stand here", 3, "cases"),
        ("x & 1", 1, "`&` cannot stand here", 3, "one formula a block"),
        (r"x \\ 1", 1, r"`\\` cannot stand here", 3, "otherwise"),
        (r"x \end{cases}", 1, r"`\end{cases}` cannot stand here", 3, "otherwise"),
        ("x 2", 1, "`2` cannot stand here", 3, "number first"),
        ("x + + 2", 2, "`+` cannot stand here", 5, "one sign at a time"),
        ("x - - 2", 2, "`-` cannot stand here", 5, "one sign at a time"),
        ("x^2^3", 3, "`^` cannot stand here", 4, "parentheses"),
        ("x^2_3", 3, "`_` cannot stand here", 4, "subscript before the exponent"),
        (r"\sum x", 1, "`x` cannot stand here", 6, "bounds"),
        (r"\sqrt[3]{x}", 1, "`[` cannot stand here", 6, "powers"),
        ("x)", 1, "`)` cannot stand here", 2, "the parenthesis that it should close"),
        ("x{y + 1}", 1, "`{` cannot stand here", 2, "parentheses"),
        (r"\{x\}", 0, r"`\{` cannot stand here", 1, r"\max"),
        ("(x = 2", 2, "`=` cannot stand here", 4, "still open"),
    ],
)
def test_a_token_out_of_place_is_named_with_what_to_do(tex, number, found, column, todo):
    """The message holds the token as it is written, its column, and the remedy for tokens of its kind."""
    message, line, at, remedy = explained(tex, number)
    assert (message, line, at) == (found, 1, column)
    assert todo in remedy


def test_a_token_without_a_usual_remedy_is_named_all_the_same():
    """No remedy is better than a wrong one."""
    assert explained("x / / 2", 2) == ("`/` cannot stand here", 1, 5, "")


@pytest.mark.parametrize("tex, number, column", [(r"\frac{}{2}", 2, 7), ("x^{ }", 3, 5)])
def test_empty_braces_are_said_to_be_empty(tex, number, column):
    """A closing brace right behind its opening one means that a value is missing between them."""
    assert explained(tex, number) == ("these braces are empty", 1, column, "remove them, or write what is missing")


def test_a_closing_brace_behind_a_value_is_not_called_empty():
    """Only an opening brace directly before makes them empty."""
    assert explained("{x + }", 3)[0] == "`}` cannot stand here"
    assert explained("} {", 0)[0] == "`}` cannot stand here"


@pytest.mark.parametrize(
    "tex, opened, line, column",
    [
        ("2 (x + 1", "(", 1, 3),
        ("(x + [y)", "[", 1, 6),
        ("(x) + \n (y", "(", 2, 2),
        (r"\max\{x, (0)", r"\{", 1, 5),
        ("x^{2", "{", 1, 3),
        ("2 |x", "|", 1, 3),
        (r"|x| + \begin{cases} 1 & x", r"\begin{cases}", 1, 7),
        ("((x)", "(", 1, 1),
    ],
)
def test_at_the_end_the_innermost_that_is_still_open_is_pointed_at(tex, opened, line, column):
    """What was closed again is not blamed, whatever its kind."""
    assert explained(tex, None) == (f"`{opened}` is not closed before the formula ends", line, column, "close it")


@pytest.mark.parametrize("tex, line, column", [("x +", 1, 4), ("x +\n (y) -", 2, 7), ("", 1, 1)])
def test_a_formula_that_stops_short_is_pointed_at_behind_its_last_character(tex, line, column):
    """With nothing open, a value is what is missing, at the end of the last line."""
    assert explained(tex, None) == ("the formula ends where a value is expected", line, column, "write the value")
