"""LaTeX of a formula as tokens, each with its line and column. What no table names is refused by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from rectified.latex.symbols import CHARACTERS, COMMANDS, FUNCTIONS, TEXTS


class FormulaError(ValueError):
    """A part of a formula that is outside the subset of LaTeX that is read.

    message: what stands there and why it is refused; todo: how to write it instead, may be empty.
    line, column: 1-based within the LaTeX given.
    """

    def __init__(self, message: str, line: int, column: int, todo: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.column, self.todo = message, line, column, todo


@dataclass(frozen=True)
class Piece:
    """One token: `kind` is a terminal of grammar.lark, `value` its meaning, `text` how it is written."""

    kind: str
    value: str
    text: str
    line: int
    column: int


_TOKEN = re.compile(
    r"""
      (?P<space>\s+|~|\\(?:left|right)\s*\.)
    | (?P<number>\d+(?:\.\d+)?|\.\d+)
    | (?P<letters>[A-Za-z]+)
    | (?P<bar>\\(?P<side>left|right)\s*(?:\||\\[lr]?vert(?![A-Za-z])))
    | (?P<environment>\\(?P<edge>begin|end)\s*\{(?P<name>[^{}]*)\})
    | (?P<word>\\(?:operatorname\*?|mathrm|mathit|text|textrm)\s*\{(?P<content>(?:\\_|[^{}\\])*)\})
    | (?P<row>\\\\(?:\[\s*-?[\d.]+\s*(?:pt|ex|em|mm)\s*\])?)
    | (?P<command>\\(?:[A-Za-z]+|.))
    | (?P<character><=|>=|.)
    """,
    re.X | re.S,
)


def tokens(tex: str, *, functions: frozenset[str] = frozenset()) -> list[Piece]:
    """The tokens of a formula, without spaces; `functions` are further names that may be called.

    Raises FormulaError for everything that is not in the subset.
    """
    pieces = [piece for piece in _pieces(tex) if piece.kind != "SPACE"]
    pieces = list(_bars(_split_fractions(pieces)))
    for before, piece in pairwise(pieces):
        _refuse_misreadings(before, piece)
    return [_called(piece, after, functions) for piece, after in zip_longest(pieces, pieces[1:])]


def _pieces(tex: str) -> Iterator[Piece]:
    for match in _TOKEN.finditer(tex):
        line = tex.count("\n", 0, match.start()) + 1
        column = match.start() - tex.rfind("\n", 0, match.start())
        place = Piece("SPACE", "", match.group(), line, column)
        group = match.lastgroup if match.lastgroup not in ("side", "edge", "name", "content") else ""
        group = group or next(name for name in ("bar", "environment", "word") if match[name])
        yield from _READERS[group](place, match)


def _number(place: Piece, match: re.Match[str]) -> list[Piece]:
    if re.match(r"[eE][-+]?\d", match.string[match.end() :]):
        todo = r"write a power of ten, as in 1.5 \cdot 10^{-3}"
        raise _error(place, f"`{place.text}e…` reads as a product with e", todo)
    return [replace(place, kind="NUMBER", value=place.text)]


def _letters(place: Piece, match: re.Match[str]) -> list[Piece]:
    if place.text in FUNCTIONS:
        raise _error(
            place, f"`{place.text}` without a backslash is a product of letters", f"write {_latex(place.text)}"
        )
    if len(place.text) > 2:
        raise _error(place, f"`{place.text}` is a product of {len(place.text)} letters", f"write {_latex(place.text)}")
    kinds = ["CONSTANT" if letter == "e" else "SYMBOL" for letter in place.text]
    return [
        replace(place, kind=kind, value=letter, text=letter, column=place.column + number)
        for number, (kind, letter) in enumerate(zip(kinds, place.text, strict=True))
    ]


def _latex(name: str) -> str:
    return rf"\{name}" if name in FUNCTIONS - {"erf", "erfc"} else rf"\operatorname{{{name}}}"


def _word(place: Piece, match: re.Match[str]) -> list[Piece]:
    content = match["content"].replace(r"\_", "_").strip(" ,.;~")
    kind, value = TEXTS.get(content, ("SYMBOL", content))
    if not re.fullmatch(r"[A-Za-z]\w*", content):
        raise _error(place, f"the words `{content}` are not read", r"in cases write \text{if} or \text{otherwise}")
    return [replace(place, kind=kind, value=value)]


def _environment(place: Piece, match: re.Match[str]) -> list[Piece]:
    if match["name"] not in ("cases", "dcases"):
        todo = r"use \begin{cases}, or one formula a block"
        raise _error(place, f"the environment `{match['name']}` is not read", todo)
    return [replace(place, kind=f"{match['edge'].upper()}_CASES")]


def _command(place: Piece, match: re.Match[str]) -> list[Piece]:
    return [_from_table(place, COMMANDS, place.text[1:] if place.text[1:].strip() else ",")]


def _character(place: Piece, match: re.Match[str]) -> list[Piece]:
    return [_from_table(place, CHARACTERS, place.text)]


def _from_table(place: Piece, table: dict[str, tuple[str, str]], key: str) -> Piece:
    if key not in table:
        raise _error(place, f"`{place.text}` is not in the subset of LaTeX that is read")
    kind, value = table[key]
    return replace(place, kind=kind, value=value)


_READERS = {
    "space": lambda place, match: [place],
    "number": _number,
    "letters": _letters,
    "bar": lambda place, match: [replace(place, kind="BAR_OPEN" if match["side"] == "left" else "BAR_CLOSE")],
    "environment": _environment,
    "word": _word,
    "row": lambda place, match: [replace(place, kind="ROW")],
    "command": _command,
    "character": _character,
}


def _split_fractions(pieces: list[Piece]) -> list[Piece]:
    r"""`\frac12` is one half: its two arguments are single digits."""
    split: list[Piece] = []
    for piece in pieces:
        if piece.kind == "NUMBER" and split and split[-1].kind == "FRAC" and re.fullmatch(r"\d\d", piece.value):
            for number, digit in enumerate(piece.value):
                split.append(replace(piece, value=digit, text=digit, column=piece.column + number))
        else:
            split.append(piece)
    return split


#: After one of these an operand is complete, so that a `|` closes the bar that is open there.
_OPERAND_ENDS = frozenset("NUMBER SYMBOL CONSTANT CLOSE SQUARE_CLOSE BRACE_CLOSE BAR_CLOSE END_CASES".split())


def _bars(pieces: list[Piece]) -> Iterator[Piece]:
    """Say of each plain `|` whether it opens or closes."""
    depth, before = [0], ""
    for piece in pieces:
        kind = piece.kind
        if kind == "BAR":
            kind = "BAR_CLOSE" if depth[-1] and before in _OPERAND_ENDS else "BAR_OPEN"
            depth[-1] += 1 if kind == "BAR_OPEN" else -1
        elif kind in ("OPEN", "SQUARE_OPEN", "BRACE_OPEN", "BEGIN_CASES"):
            depth.append(0)
        elif kind in ("CLOSE", "SQUARE_CLOSE", "BRACE_CLOSE", "END_CASES") and len(depth) > 1:
            depth.pop()
        before = kind
        yield replace(piece, kind=kind)


def _refuse_misreadings(before: Piece, piece: Piece) -> None:
    """What LaTeX sets otherwise than it looks in the source, and σ(…)."""
    raised = before.kind in ("CARET", "UNDERSCORE")
    if raised and piece.kind == "NUMBER" and len(piece.value) > 1:
        first, rest = piece.value[0], piece.value[1:]
        raise _error(
            piece,
            f"`{before.text}{piece.value}` sets {first} raised or lowered and {rest} beside it",
            f"write {before.text}{{{piece.value}}}",
        )
    if before.kind == "CARET" and piece.kind in ("PLUS", "MINUS", "FUNCTION", "FRAC"):
        raise _error(piece, f"`^{piece.text}` raises `{piece.text}` alone", "put the exponent in braces, as in e^{-x}")
    if before.kind == "SYMBOL" and before.value == "sigma" and piece.kind == "OPEN":
        raise _error(before, "σ(…) is not defined", r"write it out, as \frac{1}{1 + e^{-x}}")


def _called(piece: Piece, after: Piece | None, functions: frozenset[str]) -> Piece:
    """An operator name before a parenthesis is a call, of a function that must be known."""
    if piece.kind != "SYMBOL" or not piece.text.endswith("}"):
        return piece
    if after is None or after.kind != "OPEN":
        return piece
    if piece.value not in functions:
        raise _error(piece, f"the function `{piece.value}` is not known", r"write it out; for a product write \cdot")
    return replace(piece, kind="FUNCTION")


def _error(piece: Piece, message: str, todo: str = "") -> FormulaError:
    return FormulaError(message, piece.line, piece.column, todo)
