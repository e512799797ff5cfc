"""Code run in a child process, for the tests of what keeps it there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conftest import write

from rectified.running.job import Job, Outcome
from rectified.running.runner import run

#: Runs code and returns the value of its last line, `found`, or what it raised.
DOING = """
def do(progress, code, names):
    names["progress"] = progress
    try:
        exec(code, names)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return names.get("found")
"""


def project(root: Path, files: Mapping[str, str] = {}) -> Path:
    """A project whose children can run code."""
    return write(root, {"snippets/_doing.py": DOING, **files})


def child(root: Path, code: str, **options: Any) -> Outcome:
    """What comes of code in a child of a project: its `found`, or "Error: words".

    root, a name in the code, is the project's folder. options: fields of the job.
    """
    arguments = {"code": code, "names": {"root": str(root)}}
    return run([Job("it", "_doing:do", arguments, **{"seconds": 20.0, **options})], root=root)["it"]
