"""What the samples come to, and whether it meets the bars. Pure functions on given numbers."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bench.samples import Case, Memory, Sample
from bench.systems import FLOOR, OURS


@dataclass(frozen=True)
class Spread:
    """One figure from several rounds: its median, lowest and highest value, and how many there were."""

    median: float
    low: float
    high: float
    rounds: int

    def rounded(self) -> dict[str, Any]:
        """As plain data, with four significant digits, which is more than it is good for."""
        figures = {name: float(f"{getattr(self, name):.4g}") for name in ("median", "low", "high")}
        return {**figures, "rounds": self.rounds}


@dataclass(frozen=True)
class Bar:
    """A figure that must not be exceeded; `measured` is None when this run did not measure it."""

    name: str
    limit: float
    unit: str
    measured: Spread | None
    aim: float | None = None

    @property
    def verdict(self) -> str:
        """Held against the median: "met", "missed" or "not measured"."""
        if self.measured is None:
            return "not measured"
        return "met" if self.measured.median <= self.limit else "missed"


@dataclass(frozen=True)
class Timed:
    """One round on the real site: wall seconds of this builder and of plain MkDocs."""

    ours: float
    plain: float


def spread(values: Iterable[float]) -> Spread | None:
    """The spread of some values; None without any."""
    found = sorted(values)
    return Spread(statistics.median(found), found[0], found[-1], len(found)) if found else None


class Samples:
    """The samples of a run, by case and state."""

    def __init__(self, samples: Iterable[Sample]) -> None:
        self.all = list(samples)

    def of(self, case: Case, state: str) -> dict[int, Sample]:
        """By round; empty when it was not built."""
        return {sample.round: sample for sample in self.all if (sample.case, sample.state) == (case, state)}

    def paired(
        self, first: tuple[Case, str], second: tuple[Case, str], combine: Callable[[Sample, Sample], float]
    ) -> Spread | None:
        """What each round's two samples come to."""
        one, other = self.of(*first), self.of(*second)
        return spread(combine(one[turn], other[turn]) for turn in sorted(one.keys() & other.keys()))

    def ratio(self, case: Case, other: str, state: str) -> Spread | None:
        """CPU of a case over that of another system with the same notes, both in one state."""
        against = Case(other, case.notes, case.figures, case.claims)
        return self.paired((case, state), (against, state), lambda ours, theirs: ours.cpu / theirs.cpu)

    def growth(self, system: str, sizes: tuple[int, int], state: str) -> Spread | None:
        """The exponent p with which CPU grows as (number of notes)^p, without figures."""
        small, large = (Case(system, size, figures=False) for size in sizes)
        return self.paired(
            (large, state),
            (small, state),
            lambda many, few: math.log(many.cpu / few.cpu) / math.log(sizes[1] / sizes[0]),
        )

    def own_cost(self, notes: int) -> dict[str, Spread | None]:
        """Milliseconds a note, cold, with figures and claims, that are neither the floor's nor the notes' own code's.

        own = children + builder + others: what children used beyond the notes' code; what the builder's own process
        used beyond the floor; what is left, which is the server that forks the children, and their last words.
        """
        ours, floor = Case(OURS, notes, claims=True), Case(FLOOR, notes, claims=True)
        parts: dict[str, Callable[[Sample, Sample], float]] = {
            "own": lambda own, base: own.cpu - base.cpu - _known(own.code),
            "children": lambda own, _: _known(own.jobs_cpu) - _known(own.code),
            "builder": lambda own, base: own.main_cpu - base.cpu,
            "others": lambda own, _: own.cpu - own.main_cpu - _known(own.jobs_cpu),
            "floor": lambda _, base: base.cpu,
            "code": lambda own, _: _known(own.code),
        }
        return {name: self.paired((ours, "cold"), (floor, "cold"), _each(part, notes)) for name, part in parts.items()}


def _each(part: Callable[[Sample, Sample], float], notes: int) -> Callable[[Sample, Sample], float]:
    return lambda own, base: 1000 * part(own, base) / notes


def _known(value: float | None) -> float:
    if value is None:
        raise ValueError("this builder's builds say what their jobs used; this sample does not")
    return value


def bars(samples: Samples, memory: Sequence[Memory], site: Sequence[Timed]) -> list[Bar]:
    """Every bar of the benchmark, in the order of its table."""
    warm, cold = Case(OURS, 200), Case(OURS, 50)
    rows: list[tuple[str, float, str, Spread | None]] = [
        ("cold, 50 notes, against mkdocs-jupyter, CPU", 0.12, "ratio", samples.ratio(cold, "mkdocs-jupyter", "cold")),
        ("cold, 50 notes, against markdown-exec, CPU", 0.9, "ratio", samples.ratio(cold, "markdown-exec", "cold")),
        ("nothing changed, 200 notes, against the floor, CPU", 0.35, "ratio", samples.ratio(warm, FLOOR, "warm")),
        ("one note edited, 200 notes, against the floor, CPU", 0.6, "ratio", samples.ratio(warm, FLOOR, "edited")),
        ("growth from 200 to 1000 notes, cold, CPU", 1.05, "exponent", samples.growth(OURS, (200, 1000), "cold")),
        ("growth from 200 to 1000 notes, warm, CPU", 1.05, "exponent", samples.growth(OURS, (200, 1000), "warm")),
        ("peak memory, 200 notes with figures", 250, "MB", _peak(memory, Case(OURS, 200))),
        ("peak memory, 1000 notes without figures", 200, "MB", _peak(memory, Case(OURS, 1000, figures=False))),
        ("the real site, nothing changed, against MkDocs, wall", 0.5, "ratio", spread(t.ours / t.plain for t in site)),
    ]
    own = Bar("own cost of a note, cold, 200 notes, CPU", 60, "ms", samples.own_cost(200)["own"], aim=30)
    return [own, *(Bar(*row) for row in rows)]


def _peak(memory: Sequence[Memory], case: Case) -> Spread | None:
    return spread(peak.tree / 1e6 for peak in memory if peak.case == case)
