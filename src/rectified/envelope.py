"""The form that every committed result file has, and a check that refuses any other.

A figure that depends on the time or the machine may stand on a page only if it comes from such a file. It says what it
holds, which code made it, with which versions, on which machine and when:

    {"schema": 1, "what": "…", "made_by": {"bench/notes.py": "<sha256>", …}, "versions": {"python": "3.13.1", …},
     "machine": {"processor": "…", "cores": 8, "memory": 33554432000, "system": "Linux 6.12 x86_64"},
     "date": "2026-11-23", "results": {…}}

Memory is in bytes. Nothing in it names a host, a user or a folder of the machine.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

SCHEMA = 1
KEYS = ("schema", "what", "made_by", "versions", "machine", "date", "results")

_MACHINE = {"processor": str, "cores": int, "memory": int, "system": str}
_PATH = re.compile(r"(?:^|[\s\"'(=])(?:~?/[\w.-]+/|[A-Za-z]:\\)|\w+://")


def envelope(
    what: str,
    *,
    made_by: Mapping[str, str],
    versions: Mapping[str, str],
    machine: Mapping[str, Any],
    date: str,
    results: Mapping[str, Any],
) -> dict[str, Any]:
    """A result file as a dict. Raises ValueError for what `check` refuses."""
    data = {"schema": SCHEMA, "what": what, "made_by": dict(made_by), "versions": dict(versions)}
    data |= {"machine": dict(machine), "date": date, "results": dict(results)}
    check(data)
    return data


def check(data: Any) -> None:
    """Raise ValueError, with all that is wrong, unless `data` has the form."""
    if wrong := list(_wrong(data)):
        raise ValueError("; ".join(wrong))


def read(file: Path) -> dict[str, Any]:
    """A result file that has the form. Raises ValueError, which names the file, for any other."""
    return parsed(file.read_bytes(), file.name)


def parsed(content: bytes, name: str) -> dict[str, Any]:
    """What a result file of that name holds; raises as `read`."""
    try:
        data: dict[str, Any] = json.loads(content.decode("utf-8"), parse_constant=_no_number)
        check(data)
    except ValueError as error:  # JSON and UTF-8 errors are ValueErrors as well
        raise ValueError(f"{name}: {error}") from None
    return data


def dumped(data: Mapping[str, Any]) -> str:
    """The text of a result file. Raises ValueError when it lacks the form."""
    check(data)
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def digests(root: Path, names: Sequence[str]) -> dict[str, str]:
    """The SHA-256 of each of these files below `root`, by name."""
    return {name: hashlib.sha256((root / name).read_bytes()).hexdigest() for name in sorted(names)}


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _wrong(data: Any) -> Iterator[str]:
    if not isinstance(data, dict) or set(data) != set(KEYS):
        yield f"not a mapping of exactly {', '.join(KEYS)}"
        return
    if data["schema"] != SCHEMA or isinstance(data["schema"], bool):
        yield f"schema is {data['schema']!r}, not {SCHEMA}"
    if not (isinstance(data["what"], str) and re.fullmatch(r"\S.*\S\.", data["what"])):
        yield "what is not one sentence that ends in a full stop"
    yield from _wrong_texts("made_by", data["made_by"], r"[0-9a-f]{64}")
    yield from _wrong_texts("versions", data["versions"], r"\S.*")
    yield from _wrong_machine(data["machine"])
    if not _is_date(data["date"]):
        yield f"date is {data['date']!r}, not YYYY-MM-DD"
    if not (isinstance(data["results"], dict) and data["results"]):
        yield "results is not a mapping with anything in it"
    yield from _wrong_values("results", data["results"])
    yield from (f"{text!r} names a place on a machine" for text in _texts(data) if _PATH.search(text))


def _wrong_texts(name: str, value: Any, pattern: str) -> Iterator[str]:
    if not isinstance(value, dict) or not value:
        yield f"{name} is not a mapping with anything in it"
        return
    for key, text in value.items():
        if not (isinstance(key, str) and isinstance(text, str) and re.fullmatch(pattern, text)):
            yield f"{name}: {key!r} has {text!r}"


def _wrong_machine(machine: Any) -> Iterator[str]:
    if not isinstance(machine, dict) or set(machine) != set(_MACHINE):
        yield f"machine is not a mapping of exactly {', '.join(_MACHINE)}"
        return
    for name, kind in _MACHINE.items():
        if type(machine[name]) is not kind or not machine[name]:
            yield f"machine: {name} is {machine[name]!r}"


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _wrong_values(where: str, value: Any) -> Iterator[str]:
    """Values that JSON has no form for, or that are no finite number."""
    if isinstance(value, dict):
        for key, part in value.items():
            if not isinstance(key, str):
                yield f"{where}: the key {key!r} is not text"
            yield from _wrong_values(f"{where}.{key}", part)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _wrong_values(f"{where}[{number}]", part)
    elif not (
        value is None or isinstance(value, str | int | bool) or (isinstance(value, float) and math.isfinite(value))
    ):
        yield f"{where} is {value!r}"


def _texts(value: Any) -> Iterator[str]:
    """Every piece of text in it, keys included."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(key)
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield value
