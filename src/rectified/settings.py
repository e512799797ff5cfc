"""What a project may set for its builds: `[tool.rectified]` in pyproject.toml."""

from __future__ import annotations

import math
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from rectified.problems import BuildError, Problem
from rectified.running.job import Job, Limits

#: Wall-time limits in seconds for one note's cells, one claim file, one snippet's formulas, its accuracy, one lab.
SECONDS = {"note": 60.0, "claims": 300.0, "formulas": 120.0, "accuracy": 300.0, "lab": 300.0}

#: The kinds of things a build leaves unchecked, each with a committed total.
UNCHECKED = ("numbers", "formulas", "norun", "cited")


#: Where the settings stand.
FILE = "pyproject.toml"

_LIMITS = tuple(field.name for field in fields(Limits))
_KEYS = {"seconds": tuple(SECONDS), "limits": _LIMITS, "unchecked": UNCHECKED}


@dataclass(frozen=True)
class Settings:
    """The settings of one project.

    seconds: wall-time limits by kind of job; limits: what else a child process may use.
    unchecked: the committed totals.
    repository: where claims are disputed, an address without a final slash, "" when unknown.
    address: where the site is published, as mkdocs.yml takes it from SITE_URL, "" when unknown.
    """

    root: Path
    seconds: dict[str, float] = field(default_factory=lambda: dict(SECONDS))
    limits: Limits = field(default_factory=Limits)
    unchecked: dict[str, int] = field(default_factory=dict)
    repository: str = ""
    version: str = "0"
    address: str = ""

    def job(self, name: str, target: str, arguments: Mapping[str, Any], kind: str, **other: Any) -> Job:
        """A job of one of the kinds that `seconds` lists, within the project's limits."""
        return Job(name, target, arguments, self.seconds[kind], self.limits, **other)


def read_settings(root: Path) -> Settings:
    """The settings of the project at `root`; a project without pyproject.toml gets the defaults.

    Raises BuildError when they cannot be read.
    """
    data = _read(root / FILE)
    own = data.get("tool", {}).get("rectified", {})
    if wrong := list(_wrong(own)):
        raise BuildError([Problem(FILE, _line(root / FILE, name), *words) for name, *words in wrong])
    server, name = os.environ.get("GITHUB_SERVER_URL", ""), os.environ.get("GITHUB_REPOSITORY", "")
    return Settings(
        root=root,
        seconds={**SECONDS, **own.get("seconds", {})},
        limits=Limits(**own.get("limits", {})),
        unchecked=own.get("unchecked", {}),
        repository=own.get("repository", "") or (f"{server}/{name}" if server and name else ""),
        version=data.get("project", {}).get("version", "0"),
        address=os.environ.get("SITE_URL", ""),
    )


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8")) if file.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else 1
        raise BuildError([Problem(FILE, line, f"it is not TOML: {error}", "TOML", "mend it")]) from None


def _wrong(own: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """The name of each setting that means nothing, and what to say of it."""
    for name in sorted(set(own) - {*_KEYS, "repository"}):
        yield name, f"unknown setting {name!r}", f"one of {', '.join([*_KEYS, 'repository'])}", "remove it"
    for name, known in _KEYS.items():
        table = own.get(name, {})
        if not isinstance(table, dict):
            yield name, f"{name} is {table!r}", f"a table of {', '.join(known)}", "write it so"
            continue
        for key, value in table.items():
            if key not in known:
                yield name, f"unknown key {key!r} of {name}", f"one of {', '.join(known)}", "remove it"
            elif isinstance(value, bool) or not isinstance(value, int | float):
                yield name, f"{key} of {name} is {value!r}", "a number", "write it so"
            elif name != "unchecked" and not 0 < value < math.inf:
                yield name, f"{key} of {name} is {value!r}", "a number above 0", "raise or lower it"


def _line(file: Path, name: str) -> int:
    """The line of a setting, 1 when it is not found."""
    lines = file.read_text(encoding="utf-8").splitlines()
    starts = (name, f"[tool.rectified.{name}]")
    return next((number for number, line in enumerate(lines, 1) if line.strip().startswith(starts)), 1)
