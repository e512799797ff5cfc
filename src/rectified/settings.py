"""What a project may set for its builds: `[tool.rectified]` in pyproject.toml."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

#: Wall-time limits in seconds for one note's cells, one claim file, one snippet's formulas, one lab.
SECONDS = {"note": 60.0, "claims": 300.0, "formulas": 120.0, "lab": 300.0}

#: The kinds of things a build leaves unchecked, each with a committed total.
UNCHECKED = ("numbers", "formulas", "norun", "cited")


@dataclass(frozen=True)
class Settings:
    """The settings of one project.

    seconds: wall-time limits by kind of job; unchecked: the committed totals.
    repository: where claims are disputed, an address without a final slash, "" when unknown.
    """

    root: Path
    seconds: dict[str, float] = field(default_factory=lambda: dict(SECONDS))
    unchecked: dict[str, int] = field(default_factory=dict)
    repository: str = ""
    version: str = "0"


def read_settings(root: Path) -> Settings:
    """The settings of the project at `root`; a project without pyproject.toml gets the defaults."""
    file = root / "pyproject.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    own = data.get("tool", {}).get("rectified", {})
    server, name = os.environ.get("GITHUB_SERVER_URL", ""), os.environ.get("GITHUB_REPOSITORY", "")
    return Settings(
        root=root,
        seconds={**SECONDS, **own.get("seconds", {})},
        unchecked=own.get("unchecked", {}),
        repository=own.get("repository", "") or (f"{server}/{name}" if server and name else ""),
        version=data.get("project", {}).get("version", "0"),
    )
