"""What is wrong with a note, a snippet or a claim, as one line that says where and what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake of a writer, addressed by file and line.

    path: relative to the project's root, with forward slashes.
    line: 1-based.
    found, expected, todo: clauses without a final stop; the last two may be empty.
    """

    path: str
    line: int
    found: str
    expected: str = ""
    todo: str = ""

    def __str__(self) -> str:
        message = "; ".join(part for part in (self.found, self.expected, self.todo) if part)
        return f"{self.path}:{self.line}: {printable(message)}"


def printable(text: str) -> str:
    """The text with what would move a terminal's cursor or change its colours written out."""
    return "".join(sign if sign.isprintable() or sign == "\n" else ascii(sign)[1:-1] for sign in text)


class BuildError(Exception):
    """Everything that stops a build, collected over all stages."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class RenderError(Exception):
    """MkDocs gave up on pages that were woven; what it said went to standard error."""
