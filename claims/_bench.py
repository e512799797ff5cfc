"""The figures of bench/results.json, which `nox -s bench` measures and the repository keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from _committed import committed


@dataclass(frozen=True)
class Bar:
    """A figure that a build is to keep to: its name, limit and unit, the median found, the lowest and the highest."""

    name: str
    limit: float
    unit: str
    median: float
    low: float
    high: float
    rounds: int

    @property
    def verdict(self) -> str:
        return "met" if self.median <= self.limit else "missed"

    @property
    def measured(self) -> str:
        """The median with its unit, and the range when there was more than one round."""
        unit = f" {self.unit}" if self.unit in ("ms", "MB") else ""
        return f"{self.median:.3g}{unit}" + (f" ({self.low:.3g} to {self.high:.3g})" if self.rounds > 1 else "")

    @property
    def most(self) -> str:
        return f"{self.limit:g}" + (f" {self.unit}" if self.unit in ("ms", "MB") else "")


def results() -> dict[str, Any]:
    """The whole file."""
    return committed("results.json")


def bars() -> list[Bar]:
    """Every bar, in the order of the file."""
    rows = results()["results"]["bars"]
    return [Bar(row["name"], row["limit"], row["unit"], **row["measured"]) for row in rows]


def bar(words: str) -> Bar:
    """The one bar whose name begins so."""
    (found,) = [bar for bar in bars() if bar.name.startswith(words)]
    return found


def seconds(system: str, notes: int, state: str = "cold", figures: bool = True, claims: bool = False) -> float:
    """The median of processor seconds that a system took for so many notes."""
    (found,) = [
        run["cpu"]["median"]
        for run in results()["results"]["runs"]
        if (run["system"], run["notes"], run["state"]) == (system, notes, state)
        and (run["figures"], run["claims"]) == (figures, claims)
    ]
    return float(found)
