"""What comparing the snippets with other libraries found: oracles/results.json, which `nox -s oracles` leaves.

The comparison needs packages that a build does not; a build reads its file and nothing else of it.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, get_type_hints

from rectified.dtypes import DTYPES
from rectified.envelope import parsed
from rectified.problems import Problem

#: Where the file stands, relative to the root of a project.
FILE = "oracles/results.json"

#: What JSON has for a field of one of these types.
_PLAIN: Mapping[Any, Any] = {float: int | float, int: int, str: str, bool: bool}


@dataclass(frozen=True)
class Instead:
    """What a library computes where it is not what the snippet does.

    what: "defaults", or the function whose form it takes; apart: the largest error if it were taken for the snippet's.
    """

    what: str
    apart: float
    reason: str
    issue: str


@dataclass(frozen=True)
class Wrong:
    """A stretch of inputs of one sign with errors above the bar.

    ulp, x: the largest error and its place, ulp None where it has no size; got, exact: what is returned there, what is
    right. zero: the part where the function returns 0 and is not, or None.
    """

    low: float
    high: float
    ulp: float | None
    x: float
    got: str
    exact: str
    zero: tuple[float, ...] | None


@dataclass(frozen=True)
class Cell:
    """A function in one dtype, on `points` points.

    ulp, x: the largest error within the bar, and its place. flushed: at how many points the error is above the bar, but
    only as if numbers below the smallest normal one were 0; flushing: why.
    """

    points: int
    ulp: float
    x: float
    flushed: int = 0
    flushing: str = ""
    flushing_issue: str = ""
    instead: Instead | None = None
    wrong: tuple[Wrong, ...] = ()


@dataclass(frozen=True)
class Special:
    """A special input at which a library returns something else than the snippet, and why; numbers as text."""

    at: str
    ours: str
    theirs: str
    dtypes: tuple[str, ...]
    reason: str
    issue: str


@dataclass(frozen=True)
class Default:
    """A parameter or constant of the snippet, and the default of the library's parameter `theirs`."""

    name: str
    ours: float
    theirs: str
    default: float


@dataclass(frozen=True)
class Row:
    """A function of a library, or with slope its derivative. library: its key, "" for the snippet itself."""

    function: str
    library: str
    call: str
    slope: bool
    dtypes: Mapping[str, Cell]
    defaults: tuple[Default, ...] = ()
    specials: tuple[Special, ...] = ()
    issues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Oracles:
    """The file as read.

    bar: up to this many ulp two functions agree. snippets: the SHA-256 of each that took part, by stem.
    """

    date: str
    versions: Mapping[str, str]
    bar: float
    snippets: Mapping[str, str]
    functions: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def knows(self, stem: str, source: str) -> bool:
        """Whether the snippet that was compared is the one of today."""
        return self.snippets.get(stem) == hashlib.sha256(source.encode()).hexdigest()


def read_oracles(root: Path) -> tuple[Oracles | None, list[Problem]]:
    """The file of the project at `root`, None when there is none, and what is wrong with it."""
    file = root / FILE
    if not file.is_file():
        return None, []
    try:
        return _oracles(file.read_bytes(), file.name), []
    except ValueError as error:
        todo = "make it again with nox -s oracles"
        return None, [Problem(FILE, 1, str(error), "what the comparison with other libraries leaves", todo)]


def plain(row: Row) -> dict[str, Any]:
    """A row as the file has it."""
    data: dict[str, Any] = json.loads(json.dumps(asdict(row)))
    return data


def in_short(cell: Cell | None) -> str:
    """A cell of the table: "within 0.5 ulp", "exact", "wrong", "—" where the library does not take the dtype."""
    if cell is None:
        return "—"
    rounded = math.ceil(10 * cell.ulp) / 10
    words = ["wrong"] if cell.wrong else [f"within {rounded:g} ulp" if cell.ulp else "exact"]
    if cell.instead:
        words.append("own defaults" if cell.instead.what == "defaults" else f"as {cell.instead.what}")
    return ", ".join(words)


@lru_cache(maxsize=1)  # while pages are served, it is as it was
def _oracles(content: bytes, name: str) -> Oracles:
    data = parsed(content, name)
    results, made_by = data["results"], data["made_by"]
    if set(results) != {"bar", "functions"}:
        raise ValueError("results is not a mapping of bar and functions")
    functions = {stem: [_row(row) for row in rows] for stem, rows in results["functions"].items()}
    names = {stem: f"snippets/{stem}.py" for stem in functions}
    if missing := [name for name in names.values() if name not in made_by]:
        raise ValueError(f"made_by does not have {missing[0]}")
    snippets = {stem: made_by[name] for stem, name in names.items()}
    return Oracles(data["date"], data["versions"], results["bar"], snippets, functions)


def _row(data: Any) -> Row:
    cells = {dtype: _cell(cell) for dtype, cell in _mapping(data, "dtypes").items()}
    if not set(cells) <= set(DTYPES):
        raise ValueError(f"dtypes has {', '.join(cells)}")
    parts = {"defaults": Default, "specials": Special}
    lists = {name: [_made(kind, each) for each in data.get(name, ())] for name, kind in parts.items()}
    row: Row = _made(Row, {**data, "dtypes": cells, **lists})
    return row


def _cell(data: Any) -> Cell:
    instead = data.get("instead") if isinstance(data, dict) else None
    wrong = [_made(Wrong, each) for each in _list(data, "wrong")]
    cell: Cell = _made(Cell, {**data, "instead": instead and _made(Instead, instead), "wrong": wrong})
    return cell


def _mapping(data: Any, name: str) -> dict[str, Any]:
    if not (isinstance(data, dict) and isinstance(data.get(name), dict)):
        raise ValueError(f"a row without {name}")
    found: dict[str, Any] = data[name]
    return found


def _list(data: Any, name: str) -> list[Any]:
    if not (isinstance(data, dict) and isinstance(data.get(name, []), list)):
        raise ValueError(f"{name} is not a list")
    found: list[Any] = data.get(name, [])
    return found


def _made(kind: Any, data: Any) -> Any:
    """A dataclass from a mapping of its fields. Raises ValueError for others, and for a number or text that is none."""
    names = _fields(kind)
    if not isinstance(data, dict) or data.keys() != names.keys():
        raise ValueError(f"{kind.__name__} is not a mapping of exactly {', '.join(sorted(names))}")
    for name, forms in names.items():
        if not isinstance(data[name], forms):
            raise ValueError(f"{name} of {kind.__name__} is {data[name]!r}")
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in data.items()})


@cache
def _fields(kind: Any) -> Mapping[str, Any]:
    """What JSON has for each field of a dataclass, `object` where that is not a number or text."""
    hints = get_type_hints(kind)
    return {each.name: _PLAIN.get(hints[each.name], object) for each in fields(kind)}
