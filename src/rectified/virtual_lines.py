"""Lines as child processes count them: as if the pieces of code or TeX they are given followed each other in one file.

Where the pieces stand in a note does not reach the child, so that words put above a cell do not make it run again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Any

from rectified.problems import Problem

_PLACE = re.compile(r"(?P<path>docs/[^\s:]+\.md):(?P<line>\d+)")


def first_lines(texts: Iterable[str]) -> list[int]:
    """The line, counted from 1, on which each text begins, and the one behind the last."""
    return [*accumulate((text.count("\n") + 1 for text in texts), initial=1)]


def in_note(line: int, firsts: Sequence[int], lines: Sequence[int]) -> int:
    """The line of a note that a line of a child stands for.

    firsts: where the pieces begin for the child; lines: where they begin in their notes.
    """
    number = min(max(bisect_right(firsts, line) - 1, 0), len(lines) - 1)
    return lines[number] + line - firsts[number]


def told(problem: dict[str, Any], place: Callable[[int], int]) -> Problem:
    """A child's problem with a note, with the note's own lines; a problem with another file stays as it is."""
    if not problem["path"].startswith("docs/"):
        return Problem(**problem)
    words = {
        name: _PLACE.sub(lambda match: f"{match['path']}:{place(int(match['line']))}", problem[name])
        for name in ("found", "expected", "todo")
    }
    return Problem(problem["path"], place(problem["line"]), **words)
