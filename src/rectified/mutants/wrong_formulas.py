r"""Wrong versions of a formula in LaTeX: each token of its right side that carries meaning, replaced by another.

So `\lambda x` becomes `\lambda (x + 1)` and `\frac{a}{b}` becomes `\frac{b}{a}`; the result is LaTeX that can be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from rectified.latex.left import left
from rectified.latex.tokens import FormulaError, Piece, tokens

#: Offsets between which the text is replaced, the change in words, and the new text.
Edit = tuple[int, int, str, str]

_RELATIONS = {"<": ">", ">": "<", "<=": r"\ge ", ">=": r"\le ", "!=": "="}
_STRICTER = {"<": r"\le ", ">": r"\ge ", "<=": "<", ">=": ">"}
_FUNCTIONS = {
    "exp": r"\tanh",
    "ln": r"\exp",
    "log": r"\exp",
    "tanh": r"\sin",
    "max": r"\min",
    "min": r"\max",
    "Phi": r"\phi",
    "phi": r"\Phi",
    "erf": r"\operatorname{erfc}",
}
_CONSTANTS = {"e": "2", "pi": "3", "oo": "1"}


def wrong_formulas(tex: str, names: Collection[str]) -> Iterator[tuple[int, str, str]]:
    """Offset, change and wrong LaTeX of each version.

    names: the constants and parameters that the formula may hold, as LaTeX; one is taken for another.
    Nothing comes of a formula that cannot be read.
    """
    found = left(tex)
    if found is None:
        return
    try:
        pieces = tokens(tex, functions=frozenset({found.name}))
    except FormulaError:
        return
    starts = _offsets(tex, pieces)
    right = [number for number, start in enumerate(starts) if start >= found.end]
    for number in right:
        for start, end, what, new in _edits(tex, pieces, starts, number, found.argument, names):
            yield start, what, tex[:start] + new + tex[end:]


def _offsets(tex: str, pieces: Sequence[Piece]) -> list[int]:
    lines = [0, *(match.end() for match in re.finditer("\n", tex))]
    return [lines[piece.line - 1] + piece.column - 1 for piece in pieces]


def _edits(
    tex: str,
    pieces: Sequence[Piece],
    starts: Sequence[int],
    number: int,
    argument: str | None,
    names: Collection[str],
) -> Iterator[Edit]:
    piece, start = pieces[number], starts[number]
    end = start + len(piece.text)
    for new in _others(piece, argument, names):
        yield start, end, f"{piece.text.strip()} as {new.strip()}", new
    if piece.kind == "FRAC" and (groups := _groups(tex, end)):
        (first, between), (second, last) = groups
        yield first, last, "a fraction upside down", tex[second:last] + tex[between:second] + tex[first:between]
    if piece.kind == "CARET":
        yield start, end, "an exponent as a factor", r"\cdot "


def _others(piece: Piece, argument: str | None, names: Collection[str]) -> Sequence[str]:
    """What may stand in the place of a token."""
    if piece.kind != "SYMBOL":
        return _INSTEAD[piece.kind](piece) if piece.kind in _INSTEAD else []
    if piece.value == argument:
        return [f"({piece.text} + 1)"]
    other = next((name for name in names if name != piece.text.strip()), None)
    return [f"{other} " if other else f"(2{piece.text})"]


def _number(piece: Piece) -> list[str]:
    last = piece.value[-1]
    return [piece.value[:-1] + ("8" if last == "9" else str(int(last) + 1))]


def _table(table: dict[str, str]) -> Callable[[Piece], list[str]]:
    return lambda piece: [table[piece.value]] if piece.value in table else []


_INSTEAD: dict[str, Callable[[Piece], Sequence[str]]] = {
    "NUMBER": _number,
    "PLUS": lambda piece: ["-"],
    "MINUS": lambda piece: ["+"],
    "SLASH": lambda piece: [r"\cdot "],
    "TIMES": lambda piece: ["+"],
    "RELATION": lambda piece: [table[piece.value] for table in (_RELATIONS, _STRICTER) if piece.value in table],
    "FUNCTION": _table(_FUNCTIONS),
    "CONSTANT": _table(_CONSTANTS),
    "SQRT": lambda piece: [r"\exp "],
}


def _groups(tex: str, start: int) -> list[tuple[int, int]]:
    """The two groups in braces that follow, with their braces; none when they are written without."""
    found: list[tuple[int, int]] = []
    position = start
    while len(found) < 2:
        while position < len(tex) and tex[position].isspace():
            position += 1
        end = _closing(tex, position)
        if end is None:
            return []
        found.append((position, end))
        position = end
    return found


def _closing(tex: str, start: int) -> int | None:
    """Where the group that begins with a brace at `start` ends."""
    depth = 0
    for position in range(start, len(tex)):
        depth += {"{": 1, "}": -1}.get(tex[position], 0)
        if depth == 0:
            return position + 1 if position > start else None
    return None
