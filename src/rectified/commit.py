"""The time that stands in for today's in what is built, so that one commit always gives the same bytes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

#: For a project that git knows nothing of: the first moment that every archive format can state.
_NEVER = 315532800

#: By which programs agree on a time that stands in for today's.
_VARIABLE = "SOURCE_DATE_EPOCH"


@cache
def commit_time(root: Path) -> int:
    """Seconds since 1970 of the project's last commit, or what SOURCE_DATE_EPOCH says instead."""
    if given := os.environ.get(_VARIABLE):
        return int(given)
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        said = subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return _NEVER
    return int(said) if said.isdigit() else _NEVER


@contextmanager
def dated(root: Path) -> Iterator[None]:
    """Let every program that asks for the time of a build, as MkDocs does, be told that of the commit."""
    given = {name: os.environ[name] for name in (_VARIABLE,) if name in os.environ}
    os.environ[_VARIABLE] = str(commit_time(root))
    try:
        yield
    finally:
        del os.environ[_VARIABLE]
        os.environ |= given
