"""The command line: `python -m bench.speed`, from the repository's root."""

from __future__ import annotations

import argparse
import datetime
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.origin import machine, made_by, versions
from bench.projects import REPOSITORY
from bench.speed.contestants import FUNCTIONS
from bench.speed.timing import Row, rows
from rectified.envelope import digests, dumped, envelope

WHAT = "What six activation functions cost in nanoseconds per element, on one core, in NumPy and in other libraries."
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
DTYPES = ("float32", "float64")
PACKAGES = ("numpy", "scipy", "torch", "jax", "jaxlib")


def main(arguments: Sequence[str] | None = None) -> int:
    """Time everything that is installed, print the table and, unless --quick, write bench/speed.json."""
    options = _parser().parse_args(arguments)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core for everyone, threads or not
    sizes, rounds = ((1_000,), 1) if options.quick else (SIZES, options.rounds)
    jobs = [(function, dtype) for function in FUNCTIONS for dtype in DTYPES]
    snippets = _snippets()
    found: list[Row] = []
    for function, dtype in track(jobs, "timing", console=Console(stderr=True)):
        found += rows([function], [dtype], sizes, rounds, snippets)
    show(Console(highlight=False), found)
    if not options.quick:
        options.output.write_text(dumped(_envelope(found)), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.speed", description="Time the snippets against other libraries.")
    parser.add_argument("--rounds", type=int, default=7, help="how often each is timed (default: 7)")
    parser.add_argument(
        "--quick", action="store_true", help="see that everything runs: small arrays, one round, no file"
    )
    parser.add_argument("--output", type=Path, default=REPOSITORY / "bench/speed.json", help="the result file")
    return parser


def _snippets() -> dict[str, Any]:
    """Every snippet as a module by its stem."""
    sys.path.insert(0, str(REPOSITORY / "snippets"))
    return {file.stem: importlib.import_module(file.stem) for file in sorted((REPOSITORY / "snippets").glob("*.py"))}


def _envelope(found: Sequence[Row]) -> dict[str, Any]:
    timed = [f"snippets/{stem}.py" for stem in sorted({row.function for row in found} | {"fast"})]
    present = [name for name in timed if (REPOSITORY / name).is_file()]
    code = made_by(REPOSITORY, "bench/speed") | digests(REPOSITORY, present)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    results = {"unit": "ns an element", "rows": [_plain(row) for row in found]}
    used = versions(REPOSITORY, PACKAGES)
    return envelope(WHAT, made_by=code, versions=used, machine=machine(), date=today, results=results)


def _plain(row: Row) -> dict[str, Any]:
    ns = {name: float(f"{value:.4g}") for name, value in asdict(row.ns).items() if name != "rounds"}
    return {**asdict(row), "ns": {**ns, "rounds": row.ns.rounds}}


def show(console: Console, found: Sequence[Row]) -> None:
    """One line for each function, dtype and size, one column for each contestant."""
    names = list(dict.fromkeys(row.name for row in found))
    table = Table(title="ns an element, median over the rounds")
    for name in ("function", "dtype", "elements", *names):
        table.add_column(name, justify="left" if name in ("function", "dtype") else "right")
    for key in dict.fromkeys((row.function, row.dtype, row.size) for row in found):
        here = {row.name: row.ns.median for row in found if (row.function, row.dtype, row.size) == key}
        shown = [f"{here[name]:.2f}" if name in here else "" for name in names]
        table.add_row(key[0], key[1], f"{key[2]:.0e}", *shown)
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
