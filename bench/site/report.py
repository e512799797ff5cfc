"""The results as tables on a terminal, and as the plain data of the result file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.bars import Spread
from bench.site.bars import Readings, bars, spreads

#: How the figures were found, for who reads them without the code.
METHOD = {
    "page": "Loaded in a fresh profile from a server on the same machine that compresses text, below a folder.",
    "device": "Lighthouse's phone: 412 pixels wide, processor slowed four times, slow 4G simulated.",
    "spread": "The median of the runs, with the lowest and the highest.",
    "bars": "Held against the kind of page that fares worst.",
    "load": "The machine's load average over the minute before: what else it was doing.",
}


def results(found: Readings, paths: Mapping[str, str], load: float) -> dict[str, Any]:
    """All that the result file holds: the bars, and each page's figures with the audits that cost it points."""
    return {
        "bars": [{**asdict(bar), "measured": _plain(bar.measured), "verdict": bar.verdict} for bar in bars(found)],
        "pages": [
            {"kind": kind, "path": paths[kind]}
            | {name: _plain(known) for name, known in spreads(readings).items()}
            | {"short": sorted({audit for reading in readings for audit in reading.short})}
            for kind, readings in found.items()
        ],
        "load": round(load, 2),
        "method": METHOD,
    }


def _plain(found: Spread | None) -> dict[str, Any] | None:
    return found.rounded() if found else None


#: The columns of the table of pages: heading, figure, form.
COLUMNS = {
    "perf.": ("performance", "{:.0f}"),
    "access.": ("accessibility", "{:.0f}"),
    "best pr.": ("best-practices", "{:.0f}"),
    "SEO": ("seo", "{:.0f}"),
    "CLS": ("shift", "{:.3f}"),
    "TBT ms": ("blocked", "{:.0f}"),
    "LCP s": ("painted", "{:.1f}"),
    "bytes": ("bytes", "{:.0f}"),
    "ours": ("script", "{:.0f}"),
}


def show(console: Console, data: Mapping[str, Any]) -> None:
    """Print each page's figures, what cost it points, and the bars."""
    table = Table(title="Lighthouse, phone, medians")
    table.add_column("page")
    for name in COLUMNS:
        table.add_column(name, justify="right")
    for page in data["pages"]:
        table.add_row(page["kind"], *(form.format(page[name]["median"]) for name, form in COLUMNS.values()))
    console.print(table)
    for page in data["pages"]:
        if page["short"]:
            console.print(f"{page['kind']}: less than the full score for {', '.join(page['short'])}")
    console.print(_bars_table(data))


def _bars_table(data: Mapping[str, Any]) -> Table:
    table = Table(title="Bars")
    for name in ("what", "wanted", "measured", "page", ""):
        table.add_column(name)
    colours = {"met": "green", "missed": "red", "not measured": "yellow"}
    for bar in data["bars"]:
        found, verdict = bar["measured"], bar["verdict"]
        shown = f"{found['median']:g} ({found['low']:g} to {found['high']:g})" if found else ""
        aim = f", aim {bar['aim']:g}" if bar["aim"] else ""
        wanted = f"{bar['sense']} {bar['limit']:g} {bar['unit']}".strip() + aim
        table.add_row(bar["name"], wanted, shown, bar["kind"] or "", f"[{colours[verdict]}]{verdict}")
    return table
