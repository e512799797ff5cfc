"""What came of the wrong versions, as figures: of each note and part, and of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rectified.mutants.equivalents import Equivalent, proof
from rectified.mutants.mutant import PARTS, Fate

#: What must be reached: the share noticed by all checks, and of wrong code by claims alone; the share of equivalents.
ALL, CLAIMS, EQUIVALENT = 0.98, 0.8, 0.05

#: The parts that run for minutes and are tried anew only where something changed.
RUN = ("code", "formula", "derivative")


@dataclass(frozen=True)
class Figures:
    """How many wrong versions were made, how many noticed, how many by claims, how many are not wrong."""

    made: int
    noticed: int
    claims: int
    equivalent: int

    @property
    def wrong(self) -> int:
        return self.made - self.equivalent


def counted(fates: Iterable[Fate], parts: Sequence[str] = PARTS) -> dict[str, dict[str, int]]:
    """By part, how many there are by what noticed them."""
    found: dict[str, dict[str, int]] = {}
    for fate in fates:
        if fate.mutant.part in parts:
            row = found.setdefault(fate.mutant.part, {})
            row[fate.noticed or "nothing"] = row.get(fate.noticed or "nothing", 0) + 1
    return found


def survivors(fates: Iterable[Fate], root: Path, equivalents: Sequence[Equivalent]) -> list[dict[str, Any]]:
    """The versions that nothing noticed, with the line that each changes, and the proof of those that are not wrong."""
    rows = []
    for fate in fates:
        if not fate.noticed:
            row = {name: value for name, value in asdict(fate.mutant).items() if name != "wrong"}
            line = (root / row["path"]).read_text(encoding="utf-8").split("\n")[row["line"] - 1].strip()
            rows.append({**row, "code": line, "proof": proof(equivalents, row, line)})
    return rows


def figures(notes: Iterable[Mapping[str, Any]], parts: Sequence[str] = PARTS) -> Figures:
    """Those of some parts of the rows of notes."""
    notes = list(notes)
    counts = [row["parts"][part] for row in notes for part in parts if part in row["parts"]]
    made = sum(number for count in counts for number in count.values())
    nothing = sum(count.get("nothing", 0) for count in counts)
    claims = sum(count.get("claim", 0) for count in counts)
    proved = sum(bool(each["proof"]) for row in notes for each in row["survivors"] if each["part"] in parts)
    return Figures(made, made - nothing, claims, proved)


def missed(notes: Sequence[Mapping[str, Any]]) -> list[str]:
    """The bars that are missed, in words."""
    every, code = figures(notes), figures(notes, ("code",))
    bars = (
        ("of wrong versions all checks notice", every.noticed / every.wrong, ALL),
        ("of wrong code claims alone notice", code.claims / code.wrong, CLAIMS),
        ("of all versions are not equivalent", 1 - every.equivalent / every.made, 1 - EQUIVALENT),
    )
    return [f"{share:.1%} {what}, less than {least:.0%}" for what, share, least in bars if share < least]
