"""Why a formula cannot be read at a token, in words that say how to write it."""

from __future__ import annotations

from typing import Any

from rectified.latex.tokens import FormulaError, Piece

#: What to do, by the kind of the token that cannot stand where it does.
_TODO = {
    "COMMA": r"conditions belong into the rows of \begin{cases}",
    "RELATION": r"conditions belong into the rows of \begin{cases}",
    "IF": r"conditions belong into the rows of \begin{cases}",
    "AMPERSAND": r"`&` separates value and condition in \begin{cases}; write one formula a block",
    "ROW": r"give each row a condition, as in `0 & x \le 0`, or \text{otherwise}",
    "END_CASES": r"give each row a condition, as in `0 & x \le 0`, or \text{otherwise}",
    "NUMBER": r"write the number first, or \cdot before it",
    "PLUS": "put one sign at a time, and parentheses around a sum: braces do not show on the page",
    "MINUS": "put one sign at a time, and parentheses around a sum: braces do not show on the page",
    "CARET": "put the base in parentheses",
    "UNDERSCORE": r"write the subscript before the exponent, and bounds as \sum_{j=1}^{n}",
    "SYMBOL": r"write bounds as \sum_{j=1}^{n}, and arguments in parentheses",
    "SQUARE_OPEN": r"write a root as \sqrt{x} and other roots as powers",
    "CLOSE": "look for the parenthesis that it should close",
    "BRACE_OPEN": "braces do not show on the page; write parentheses",
    "SET_OPEN": r"write parentheses; \{ \} only hold the arguments of \max and \min",
    "EQUALS": "look for what is still open before it",
}
_OPENED = {
    "OPEN": "CLOSE",
    "SQUARE_OPEN": "SQUARE_CLOSE",
    "BRACE_OPEN": "BRACE_CLOSE",
    "SET_OPEN": "SET_CLOSE",
    "BAR_OPEN": "BAR_CLOSE",
    "BEGIN_CASES": "END_CASES",
}


def explain(error: Any, pieces: list[Piece], tex: str) -> FormulaError:
    """The message for a token that the grammar does not accept."""
    token = error.token
    if token.type != "$END":
        piece = pieces[token.start_pos]
        if piece.kind == "BRACE_CLOSE" and token.start_pos and pieces[token.start_pos - 1].kind == "BRACE_OPEN":
            todo = "remove them, or write what is missing"
            return FormulaError("these braces are empty", piece.line, piece.column, todo)
        return FormulaError(f"`{piece.text}` cannot stand here", piece.line, piece.column, _TODO.get(piece.kind, ""))
    line, column = tex.count("\n") + 1, len(tex) - tex.rfind("\n")
    if opened := _still_open(pieces):
        found = f"`{opened.text}` is not closed before the formula ends"
        return FormulaError(found, opened.line, opened.column, "close it")
    return FormulaError("the formula ends where a value is expected", line, column, "write the value")


def _still_open(pieces: list[Piece]) -> Piece | None:
    opened: list[Piece] = []
    for piece in pieces:
        if piece.kind in _OPENED:
            opened.append(piece)
        elif opened and piece.kind == _OPENED[opened[-1].kind]:
            opened.pop()
    return opened[-1] if opened else None
