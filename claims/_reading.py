"""The figures of bench/site.json, which `nox -s lighthouse` measures and the repository keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from _committed import committed


@dataclass(frozen=True)
class Bar:
    """A figure that the pages keep to: its limit, the kind of page that fares worst, and the median found there."""

    name: str
    sense: str
    limit: float
    unit: str
    kind: str
    median: float
    verdict: str
    aim: float | None

    @property
    def wanted(self) -> str:
        return f"{self.sense} {_shown(self.limit, self.unit)}" + (f", aim {self.aim:g}" if self.aim else "")

    @property
    def measured(self) -> str:
        return f"{_shown(self.median, self.unit)}, {self.kind}"


def _shown(value: float, unit: str) -> str:
    """Bytes in kB, the rest with three digits."""
    return f"{value / 1000:.3g} kB" if unit == "bytes" else f"{value:.3g} {unit}".rstrip()


def results() -> dict[str, Any]:
    """The whole file."""
    return committed("site.json")


def bars() -> list[Bar]:
    """Every bar, in the order of the file."""
    rows = results()["results"]["bars"]
    names = ("name", "sense", "limit", "unit", "kind", "verdict", "aim")
    return [Bar(**{name: row[name] for name in names}, median=row["measured"]["median"]) for row in rows]


def bar(words: str) -> Bar:
    """The one bar whose name contains this."""
    (found,) = [bar for bar in bars() if words in bar.name]
    return found


def pages() -> list[dict[str, Any]]:
    """Each kind of page with the spread of its figures."""
    found: list[dict[str, Any]] = results()["results"]["pages"]
    return found


#: The columns of the table: heading, figure, form.
COLUMNS = {
    "perf": ("performance", "{:.0f}"),
    "access": ("accessibility", "{:.0f}"),
    "best": ("best-practices", "{:.0f}"),
    "SEO": ("seo", "{:.0f}"),
    "CLS": ("shift", "{:.2f}"),
    "TBT": ("blocked", "{:.0f}"),
    "LCP": ("painted", "{:.1f}"),
    "kB": ("kilobytes", "{:.0f}"),
}


def table() -> str:
    """Each kind of page in a row, each figure's median in a column."""
    lines = ["page    " + "".join(f"{heading:>8}" for heading in COLUMNS)]
    for page in pages():
        medians = {figure: page[figure]["median"] for figure, _ in COLUMNS.values() if figure in page}
        medians["kilobytes"] = page["bytes"]["median"] / 1000
        cells = [form.format(medians[figure]) for figure, form in COLUMNS.values()]
        lines.append(f"{page['kind']:<8}" + "".join(f"{cell:>8}" for cell in cells))
    return "\n".join(lines)
