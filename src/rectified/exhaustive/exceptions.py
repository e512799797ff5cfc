"""snippets/EXCEPTIONS.toml: the functions that miss the bar, each with what was measured and what was tried."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from pathlib import Path

from rectified.dtypes import DTYPES
from rectified.problems import Problem

FILE = "snippets/EXCEPTIONS.toml"
KEYS = ("function", "dtype", "ulp", "tried")


def exception_problems(root: Path, functions: Collection[str]) -> list[Problem]:
    """What is wrong with the list itself; functions: all that the snippets define."""
    file = root / FILE
    if not file.is_file():
        return []
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get("exception", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [Problem(FILE, 1, f"it is not TOML: {error}", "tables [[exception]]", "mend it")]
    return [
        Problem(FILE, 1, found, "function, dtype, ulp and tried of a function there is", "mend or remove it")
        for number, row in enumerate(rows, 1)
        if (found := _wrong(number, row, functions))
    ]


def _wrong(number: int, row: object, functions: Collection[str]) -> str:
    if not isinstance(row, dict) or set(row) != set(KEYS):
        return f"exception {number} does not have exactly {', '.join(KEYS)}"
    if row["function"] not in functions:
        return f"exception {number} is for {row['function']!r}, which no snippet defines"
    if row["dtype"] not in DTYPES:
        return f"exception {number} is for {row['dtype']!r}, which is none of {', '.join(DTYPES)}"
    if not isinstance(row["ulp"], int | float) or isinstance(row["ulp"], bool) or not row["ulp"] > 0:
        return f"exception {number} has ulp = {row['ulp']!r}, not what was measured"
    return "" if str(row["tried"]).strip() else f"exception {number} does not say what was tried"
