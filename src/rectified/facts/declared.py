"""What of a table is missing, against what its project declares open.

A property is declared open in snippets/EXCEPTIONS.toml, by [[open]] with function, property and reason.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from rectified.facts.fact import Fact
from rectified.facts.properties import PROPERTIES, cells
from rectified.problems import Problem

#: The name of the declarations, and what an open cell has in place of how it was established.
OPEN = "open"

FILE = "snippets/EXCEPTIONS.toml"

_KEYS = ("function", "property", "reason")

Rows = Mapping[tuple[str, str], Fact]


def declarations(root: Path) -> tuple[dict[tuple[str, str], str], list[Problem]]:
    """The reason by function and property, and what is wrong with those that mean nothing."""
    file = root / FILE
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    known = {path.stem for path in (root / "snippets").glob("*.py")}
    reasons, problems = {}, []
    for row in tomllib.loads(text).get(OPEN, []):
        if set(row) != set(_KEYS) or not all(isinstance(value, str) and value.strip() for value in row.values()):
            problems.append(_wrong(text, f"{sorted(row)} in [[{OPEN}]]", f"texts for {', '.join(_KEYS)}"))
        elif row["property"] not in PROPERTIES:
            found = f"{row['property']!r} in [[{OPEN}]] is no property"
            problems.append(_wrong(text, found, f"one of {', '.join(PROPERTIES)}", row["property"]))
        elif row["function"] not in known:
            found = f"{row['function']!r} in [[{OPEN}]] is no snippet"
            problems.append(_wrong(text, found, f"one of {', '.join(sorted(known))}", row["function"]))
        else:
            reasons[row["function"], row["property"]] = row["reason"]
    return reasons, problems


def _wrong(text: str, found: str, expected: str, word: str = f"[[{OPEN}]]") -> Problem:
    line = next((number for number, line in enumerate(text.splitlines(), 1) if word in line), 1)
    return Problem(FILE, line, found, expected, "mend it")


def open_facts(stem: str, reasons: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], Fact]:
    """Cells that say why there is no fact, for a function."""
    return {
        (each.name, dtype): Fact(each.name, "not established", OPEN, reason, dtype)
        for each, dtype in cells()
        if (reason := reasons.get((stem, each.name)))
    }


def missing(stem: str, path: str, established: Rows, declared: Rows, reasons: Mapping[str, str]) -> Iterator[Problem]:
    """A problem for each property that has neither fact nor declaration, or both.

    path: of the snippet; reasons: why a property has no fact, where that is known.
    """
    for name, each in PROPERTIES.items():
        lacking = [dtype for dtype in each.dtypes if (name, dtype) not in established]
        is_open = (name, each.dtypes[0]) in declared
        where = f" in {', '.join(lacking)}" if each.by_dtype else ""
        why = f": {reasons[name]}" if name in reasons else ""
        if lacking and not is_open:
            found = f"the fact {name!r} ({each.heading}) of {stem} is not established{where}{why}"
            todo = f"prove it, or declare it [[{OPEN}]] with a reason in {FILE}"
            yield Problem(path, 1, found, "every fact of the table", todo)
        if is_open and not lacking:
            found = f"the fact {name!r} of {stem} is declared open, and established"
            yield Problem(FILE, 1, found, "one of the two", "remove the declaration")
