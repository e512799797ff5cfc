"""The figures of bench/mutants.json, which `nox -s mutants` finds and the repository keeps."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from rectified.envelope import read
from rectified.mutants.mutant import PARTS
from rectified.mutants.results import Figures, figures


@cache
def surveyed() -> dict[str, Any]:
    """The whole file."""
    return read(Path(__file__).parents[1] / "bench" / "mutants.json")


def notes() -> list[dict[str, Any]]:
    """A row for each note of which wrong versions were made."""
    return [row for row in surveyed()["results"]["notes"] if row["parts"]]


def of(*parts: str) -> Figures:
    """The figures of some parts, or of all."""
    return figures(notes(), parts or PARTS)


def table() -> str:
    """A line for each note: wrong versions, how many of them all checks notice; of the code, how many claims alone."""
    width = max(len(_name(row)) for row in notes())
    lines = [" " * width + "   versions   noticed   of the code   by claims alone   equivalent"]
    for row in notes():
        every, code = figures([row]), figures([row], ("code",))
        own = f"{code.wrong:14} {code.claims:17} {every.equivalent or '':12}" if code.made else ""
        lines.append(f"{_name(row):{width}} {every.wrong:10} {every.noticed:9}{own}".rstrip())
    return "\n".join(lines)


def _name(row: dict[str, Any]) -> str:
    return str(row["note"]).removeprefix("docs/").removesuffix(".md")


def left(*, equivalent: bool) -> list[dict[str, Any]]:
    """The versions that nothing notices: those with a proof that they are not wrong, or the others."""
    return [each for row in notes() for each in row["survivors"] if bool(each["proof"]) == equivalent]


def told(rows: list[dict[str, Any]]) -> str:
    """Place and change of each, and of code the line that it is in, without its middle where it is long."""
    lines = []
    for each in rows:
        lines.append(f"{each['path']}:{each['line']}: {each['what']}")
        if each["part"] == "code":
            code = each["code"]
            lines.append(f"    {code if len(code) <= 90 else f'{code[:60]} … {code[-27:]}'}")
    return "\n".join(lines)
