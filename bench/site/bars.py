"""What the readings come to, and whether it meets the bars. Pure functions on given numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bench.bars import Spread, spread
from bench.site.lighthouse import CATEGORIES, Reading

#: The readings of each kind of page.
Readings = Mapping[str, Sequence[Reading]]

#: The figures of a page, by name, each of one reading; the categories' scores are among them.
FIGURES: dict[str, Callable[[Reading], float]] = {
    **{name: (lambda found, name=name: found.scores[name]) for name in CATEGORIES},  # type: ignore[misc]
    "shift": lambda found: found.shift,
    "blocked": lambda found: found.blocked,
    "painted": lambda found: found.painted,
    "bytes": lambda found: found.bytes,
    "script": lambda found: found.script,
}


@dataclass(frozen=True)
class Bar:
    """A figure with a limit; `kind` is the page that comes closest to it or is furthest beyond, None if none has it."""

    name: str
    sense: Literal["at least", "at most"]
    limit: float
    unit: str
    kind: str | None
    measured: Spread | None
    aim: float | None = None

    @property
    def verdict(self) -> str:
        """Held against the median: "met", "missed" or "not measured"."""
        if self.measured is None:
            return "not measured"
        kept = self.measured.median >= self.limit if self.sense == "at least" else self.measured.median <= self.limit
        return "met" if kept else "missed"


def spreads(readings: Sequence[Reading]) -> dict[str, Spread]:
    """Each figure of a page over the runs."""
    return {name: known for name, figure in FIGURES.items() if (known := spread(map(figure, readings)))}


def bars(found: Readings) -> list[Bar]:
    """Every bar, judged by the kind of page that fares worst; what a page weighs, by a function's note."""
    notes = {kind: readings for kind, readings in found.items() if kind == "function"}
    titles = {name: f"Lighthouse, {title}" for name, title in CATEGORIES.items()}
    scores = [_bar(found, name, "at least", 95, "points", title, aim=100) for name, title in titles.items()]
    return [
        *scores,
        _bar(found, "shift", "at most", 0.02, "", "cumulative layout shift"),
        _bar(found, "blocked", "at most", 150, "ms", "total blocking time"),
        _bar(notes, "bytes", "at most", 130_000, "bytes", "first view of a function's note, everything, compressed"),
        _bar(notes, "script", "at most", 12_000, "bytes", "script of our own on it, compressed"),
    ]


def _bar(
    found: Readings,
    figure: str,
    sense: Literal["at least", "at most"],
    limit: float,
    unit: str,
    name: str,
    aim: float | None = None,
) -> Bar:
    by_kind = {kind: spreads(readings)[figure] for kind, readings in found.items() if readings}
    worst = min if sense == "at least" else max
    kind = worst(by_kind, key=lambda kind: by_kind[kind].median) if by_kind else None
    return Bar(name, sense, limit, unit, kind, by_kind[kind] if kind else None, aim)
