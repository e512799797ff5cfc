r"""LaTeX formulas as SymPy equations: a listed subset is read by a grammar, everything else is refused, never guessed.

Read are numbers, Latin and Greek letters, subscripts, powers, fractions, roots, |x|, `cases`, products with and without
a sign, sums over an index, and the functions of `symbols.FUNCTIONS`. See grammar.lark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Tree, UnexpectedToken
from lark.lexer import Lexer

from rectified.latex.errors import explain
from rectified.latex.expressions import Cases, Expressions
from rectified.latex.left import left
from rectified.latex.tokens import FormulaError, tokens

__all__ = ["Cases", "Equation", "FormulaError", "read"]


@dataclass(frozen=True)
class Equation:
    r"""A formula `NAME(argument) = side = side …`, or `\lambda = side` for a constant.

    name: as written, without LaTeX marks; order: 0 for a value, 1 for the derivative by the argument.
    argument: None for a constant; index: the component that is given, as in `softmax(x)_i`, else None.
    sides: the right sides as SymPy expressions over real symbols, left to right.
    cases: every `cases` of the right sides; places: line and column of each symbol's first use.
    """

    name: str
    order: int
    argument: str | None
    sides: tuple[Any, ...]
    index: str | None = None
    cases: tuple[Cases, ...] = ()
    places: dict[str, tuple[int, int]] = field(default_factory=dict)


def read(tex: str, *, functions: frozenset[str] = frozenset()) -> Equation:
    """The equation that `tex`, without dollar signs, states.

    functions: names, other than those always known, that the right side may call; a call is an undefined SymPy
    function of that name. Raises FormulaError, with line and column, for what is outside the subset.
    """
    found = left(tex)
    if found is None:
        todo = r"begin with \operatorname{NAME}(x) ="
        raise FormulaError("no left side that names a function or a constant", 1, 1, todo)
    blank = re.sub(r"[^\n]", " ", tex[: found.end])
    pieces = tokens(blank + tex[found.end :], functions=functions)
    try:
        tree = _grammar().parse(pieces)
    except UnexpectedToken as error:
        raise explain(error, pieces, tex) from None
    expressions = Expressions(found.index)
    sides = tuple(expressions.visit(side) for side in tree.children if isinstance(side, Tree))
    cases = tuple(expressions.cases_read)
    return Equation(found.name, found.order, found.argument, sides, found.index, cases, expressions.places)


class _Pieces(Lexer):
    """Hands the tokens that are there already to lark."""

    def __init__(self, configuration: Any) -> None:
        pass

    def lex(self, pieces: Any, parser_state: Any = None) -> Iterator[Token]:
        for number, piece in enumerate(pieces):
            yield Token(piece.kind, piece.value or piece.text, number, piece.line, piece.column)


@cache
def _grammar() -> Lark:
    grammar = files("rectified.latex").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer=_Pieces, propagate_positions=True)
