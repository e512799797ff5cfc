"""What a formula's left side defines: a function's value, its derivative, or a constant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rectified.latex.symbols import FUNCTIONS, GREEK, GREEK_LETTERS, VARIANTS

_GAP = r"(?:\s|\\[,;:! ]|~|\\(?:displaystyle|quad)(?![A-Za-z]))*"
_GREEK = rf"\\(?:{'|'.join(sorted({*GREEK, *VARIANTS}, key=len, reverse=True))})(?![A-Za-z])|[{''.join(GREEK_LETTERS)}]"
_LETTER = rf"(?:[A-Za-z]|{_GREEK})"
_NAME = (
    r"(?:\\(?:operatorname\*?|mathrm|mathit|text|textrm)\s*\{[A-Za-z](?:\w|\\_)*\}"
    rf"|\\(?:{'|'.join(sorted(FUNCTIONS, key=len, reverse=True))})(?![A-Za-z])|[A-Za-z](?:[A-Za-z0-9]|\\_)*|{_GREEK})"
)
_PRIMES = r"(?P<primes>'+|\^\{?\s*(?:(?:\\prime\s*)+|'+)\}?)?"
_INDEX = r"(?:_\{?(?P<index%d>[a-z])\}?)?"
_PARAMETERS = rf"(?:{_GAP}[;,]{_GAP}{_LETTER})*"
_ARGUMENT = rf"{_GAP}(?:\\left)?\({_GAP}(?P<argument>{_LETTER}){_PARAMETERS}{_GAP}(?:\\right)?\)"
_D = r"(?:d|\\mathrm\{d\})"
_BY = rf"\\[dt]?frac\s*\{{{_D}\}}\s*\{{{_GAP}{_D}{_GAP}(?P<by>{_LETTER})\s*\}}{_GAP}"
_EQUALS = rf"{_GAP}:?=(?!=)"

_FUNCTION = re.compile(rf"{_GAP}(?:{_BY})?(?P<name>{_NAME}){_PRIMES}{_INDEX % 1}{_ARGUMENT}{_INDEX % 2}{_EQUALS}")
_CONSTANT = re.compile(rf"{_GAP}(?P<name>{_LETTER}){_EQUALS}")
_MARKS = re.compile(r"^\\(?:operatorname\*?|mathrm|mathit|text|textrm)\s*\{|^\\|\}$")


@dataclass(frozen=True)
class Left:
    """A left side: what it defines (see `reader.Equation`) and the offset behind its equals sign."""

    name: str
    order: int
    argument: str | None
    index: str | None
    end: int


def left(tex: str) -> Left | None:
    """The left side of a formula that defines something, else None."""
    if match := _FUNCTION.match(tex):
        primes = match["primes"] or ""
        order = primes.count("'") + primes.count("prime") + (match["by"] is not None)
        argument = _plain(match["argument"])
        if match["by"] is None or _plain(match["by"]) == argument:
            return Left(_plain(match["name"]), order, argument, match["index1"] or match["index2"], match.end())
    if match := _CONSTANT.match(tex):
        return Left(_plain(match["name"]), 0, None, None, match.end())
    return None


def left_side(tex: str) -> tuple[str, int, str | None] | None:
    """Name, order and argument of what a formula defines; None when its left side is nothing that can be defined."""
    found = left(tex)
    return None if found is None else (found.name, found.order, found.argument)


def _plain(name: str) -> str:
    """A name without LaTeX marks: `leaky_relu`, `lambda`, `x`."""
    name = _MARKS.sub("", name.strip())
    return (GREEK_LETTERS | VARIANTS).get(name, name).replace(r"\_", "_")
