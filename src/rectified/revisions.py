"""When each file of a project was last changed, as its history has it: one commit always gives the same dates."""

from __future__ import annotations

import subprocess
from pathlib import Path


def last_changed(root: Path) -> dict[str, str]:
    """The day (YYYY-MM-DD) of the last commit that changed each file, by path relative to `root`.

    Empty where git or its history is missing, and in a shallow clone: its oldest commit seems to have made every file.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    dates: dict[str, str] = {}
    date = ""
    for line in _git(root, "log", "--format=%x00%cs", "--name-only", "--relative").splitlines():
        if line.startswith("\0"):
            date = line[1:]
        elif line:
            dates.setdefault(line, date)
    return dates


def _git(root: Path, *arguments: str) -> str:
    """What git says, "" when it fails."""
    command = ["git", "-C", str(root), "-c", "core.quotePath=false", *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    except (OSError, subprocess.CalledProcessError):
        return ""
