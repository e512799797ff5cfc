"""One wrong version of something, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

#: What wrong versions are made of, in the order in which they are told.
PARTS = ("code", "formula", "derivative", "number", "words")


@dataclass(frozen=True)
class Mutant:
    """A wrong version.

    part: one of `PARTS`. path, line, column: where the change is. what: the change, in words. wrong: what stands there
    instead, of code the whole source.
    """

    part: str
    path: str
    line: int
    column: int
    what: str
    wrong: str


@dataclass(frozen=True)
class Fate:
    """What noticed a mutant first: "claim", "crash" of a claim, "formula", "test" or "reading"; "" when nothing did.

    by: the claim, or what was said. Claims are asked first, so whatever another check noticed no claim did.
    """

    mutant: Mutant
    noticed: str
    by: str = ""
