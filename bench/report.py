"""The results as tables on a terminal, and as the plain data of the result file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.bars import Bar, Samples, Spread, Timed, spread
from bench.measure import INTERVAL
from bench.samples import Case, Memory, Sample
from bench.systems import FLOOR

#: How the figures were found, for who reads them without the code.
METHOD = {
    "cpu": "User and system seconds of the command and all its descendants, as the kernel counts them when each ends.",
    "wall": "Seconds from the start of the command until it ended.",
    "memory": f"Proportional set sizes of all processes, added up every {1000 * INTERVAL:g} ms of one cold build; "
    "the highest sum. `largest` is the resident set of the largest process at its peak.",
    "ratio": "Taken round by round between builds that took turns; the median, with the lowest and the highest.",
    "load": "The machine's load average over the minute before: what else it was doing.",
    "floor": "mkdocs: the same pages and code with the same theme, search and navigation, and nothing executed.",
}


def runs(samples: Samples) -> list[dict[str, Any]]:
    """One row a case and state, in the order they were first built."""
    keys = dict.fromkeys((sample.case, sample.state) for sample in samples.all)
    return [_run(case, state, list(samples.of(case, state).values()), samples) for case, state in keys]


def _run(case: Case, state: str, found: Sequence[Sample], samples: Samples) -> dict[str, Any]:
    cpu, wall = spread(sample.cpu for sample in found), spread(sample.wall for sample in found)
    against = samples.ratio(case, FLOOR, state)
    return {**asdict(case), "state": state, "cpu": _plain(cpu), "wall": _plain(wall), "of_floor": _plain(against)}


def results(
    samples: Samples,
    memory: Sequence[Memory],
    site: Sequence[Timed],
    judged: Sequence[Bar],
    *,
    skipped: Sequence[str],
    load: float,
) -> dict[str, Any]:
    """All that the result file holds: bars, parts of the own cost, runs, memory, the real site, what was left out."""
    size = max((sample.case.notes for sample in samples.all if sample.case.claims), default=0)
    return {
        "bars": [
            {"name": bar.name, "limit": bar.limit, "aim": bar.aim, "unit": bar.unit, "verdict": bar.verdict}
            | {"measured": _plain(bar.measured)}
            for bar in judged
        ],
        "own_cost": {"notes": size, "unit": "ms of CPU a note"}
        | {name: _plain(part) for name, part in (samples.own_cost(size) if size else {}).items()},
        "runs": runs(samples),
        "memory": [{**asdict(peak.case), "tree": peak.tree, "largest": peak.largest} for peak in memory],
        "real_site": [asdict(timed) for timed in site],
        "skipped": list(skipped),
        "load": round(load, 2),
        "method": METHOD,
    }


def _plain(found: Spread | None) -> dict[str, Any] | None:
    return found.rounded() if found else None


def show(console: Console, data: dict[str, Any]) -> None:
    """Print every run, the parts of the own cost, and the bars."""
    console.print(_runs_table(data["runs"]))
    for peak in data["memory"]:
        case = Case(*(peak[name] for name in ("system", "notes", "figures", "claims")))
        console.print(f"{case}: {peak['tree'] / 1e6:.0f} MB at most, largest process {peak['largest'] / 1e6:.0f} MB")
    parts = {name: part for name, part in data["own_cost"].items() if isinstance(part, dict)}
    if parts:
        said = ", ".join(f"{name} {part['median']:g}" for name, part in parts.items())
        console.print(f"ms of CPU a note at {data['own_cost']['notes']} notes, cold: {said}")
    for line in data["skipped"]:
        console.print(line)
    console.print(_bars_table(data["bars"]))


def _runs_table(rows: Sequence[dict[str, Any]]) -> Table:
    table = Table(title="Seconds, median over the rounds; CPU is that of the whole process tree")
    for name in ("notes", "with", "state", "system"):
        table.add_column(name)
    for name in ("CPU", "wall", "CPU / floor"):
        table.add_column(name, justify="right")
    for row in rows:
        content = ", ".join(name for name in ("figures", "claims") if row[name])
        ratio = f"{row['of_floor']['median']:.2f}" if row["of_floor"] else ""
        figures = [f"{row[name]['median']:.2f}" for name in ("cpu", "wall")]
        table.add_row(str(row["notes"]), content, row["state"], row["system"], *figures, ratio)
    return table


def _bars_table(rows: Sequence[dict[str, Any]]) -> Table:
    table = Table(title="Bars")
    table.add_column("what")
    table.add_column("at most", justify="right")
    table.add_column("measured", justify="right")
    table.add_column("")
    colours = {"met": "green", "missed": "red", "not measured": "yellow"}
    for row in rows:
        found, verdict = row["measured"], row["verdict"]
        shown = f"{found['median']:.3g} ({found['low']:.3g} to {found['high']:.3g})" if found else ""
        limit = f"{row['limit']:g} {row['unit']}" + (f", aim {row['aim']:g}" if row["aim"] else "")
        table.add_row(row["name"], limit, shown, f"[{colours[verdict]}]{verdict}")
    return table
