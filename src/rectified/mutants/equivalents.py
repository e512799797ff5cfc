"""snippets/EQUIVALENTS.toml: wrong versions of code that are not wrong, each with a proof."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rectified.problems import BuildError, Problem

FILE = "snippets/EQUIVALENTS.toml"
KEYS = ("snippet", "code", "change", "proof")


@dataclass(frozen=True)
class Equivalent:
    """Changes of a line that leave the snippet within what it promises.

    code: the line, without indentation. change: in the words of `Mutant.what`. proof: why nothing can tell them apart.
    """

    snippet: str
    code: str
    change: str
    proof: str


def read_equivalents(root: Path) -> list[Equivalent]:
    """The list, empty where there is no file. Raises BuildError for rows that are not whole."""
    try:
        rows = tomllib.loads((root / FILE).read_text(encoding="utf-8")).get("equivalent", [])
    except FileNotFoundError:
        return []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BuildError([Problem(FILE, 1, f"it is not TOML: {error}", "tables [[equivalent]]", "mend it")]) from None
    wrong = [f"row {number} does not have exactly {', '.join(KEYS)}" for number in _not_whole(rows)]
    if wrong:
        raise BuildError([Problem(FILE, 1, found, "four texts", "complete it") for found in wrong])
    return [Equivalent(**row) for row in rows]


def _not_whole(rows: Iterable[Any]) -> Iterator[int]:
    for number, row in enumerate(rows, 1):
        texts = [row.get(name) for name in KEYS] if isinstance(row, dict) and set(row) == set(KEYS) else [None]
        if not all(isinstance(text, str) and text.strip() for text in texts):
            yield number


def proof(equivalents: Iterable[Equivalent], survivor: Mapping[str, Any], line: str) -> str:
    """The proof that a survivor is no wrong version, "" when there is none. line: the one that it changes."""
    for each in equivalents:
        if (each.snippet, each.code, each.change) == (survivor["path"], line.strip(), survivor["what"]):
            return each.proof
    return ""
