"""The command `python -m rectified exhaustive`: every float32, with progress, on all cores or a cluster."""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from rectified.envelope import dumped, read
from rectified.exhaustive.parcels import parcels
from rectified.exhaustive.patterns import CHUNKS
from rectified.exhaustive.results import envelope, rows
from rectified.exhaustive.run import STATE, all_cores, dask, finished, run
from rectified.exhaustive.sweep import Sweep
from rectified.exhaustive.target import Parcel, code_digest
from rectified.exhaustive.worst import where
from rectified.formulas.subject import read_subject
from rectified.problems import BuildError, Problem


def _chunks(text: str) -> range:
    match = re.fullmatch(r"(\d+):(\d+)", text)
    chosen = range(int(match[1]), int(match[2])) if match else range(0)
    if not 0 <= chosen.start < chosen.stop <= CHUNKS:
        raise BuildError([Problem("--chunks", 1, f"there are no chunks {text!r}", f"A:B within 0:{CHUNKS}")])
    return chosen


def exhaustive(options: argparse.Namespace) -> int:
    """Run it, print the worst case of each function; 1 when one misses its bar."""
    root = options.root.resolve()
    numbers = _chunks(options.chunks)
    chosen = parcels(root, options.stems)
    sweeps = finished(chosen, root / STATE) if options.done else _run(options, chosen, numbers)
    _write(root, options.output, chosen, sweeps, len(numbers))
    return _told(root, chosen, sweeps)


def _run(options: argparse.Namespace, chosen: Mapping[str, Parcel], numbers: range) -> dict[str, Sweep]:
    workers = dask(options.dask) if options.dask else all_cores(options.workers)
    try:
        with workers as executor, _progress() as told:
            return run(chosen, executor, options.root.resolve() / STATE, numbers=numbers, told=told)
    except ModuleNotFoundError as error:
        todo = 'install it: pip install "rectified[cluster]"'
        raise BuildError([Problem("--dask", 1, f"{error.name} is not installed", "dask.distributed", todo)]) from None


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """One bar for each function on a terminal; elsewhere a line for each eighth."""
    if not sys.stderr.isatty():
        yield _line
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True)) as bars:

        def told(function: str, done: int, total: int) -> None:
            task = tasks.setdefault(function, TaskID(len(tasks)))
            if task not in bars.task_ids:
                bars.add_task(function, total=total)
            bars.update(task, completed=done)

        yield told


def _line(function: str, done: int, total: int) -> None:
    if done % max(total // 8, 1) == 0:
        print(f"{function}: {done} of {total} chunks", file=sys.stderr, flush=True)


def _write(
    root: Path, output: Path | None, chosen: Mapping[str, Parcel], sweeps: Mapping[str, Sweep], chunks: int
) -> None:
    if output is None:
        return
    before = read(root / output) if (root / output).exists() else None
    snippets = {parcel.snippet: code_digest(parcel.source) for parcel in chosen.values()}
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    data = envelope(rows(chosen, sweeps, today, chunks=chunks), snippets, today, before)
    (root / output).write_text(dumped(data), encoding="utf-8")


def _told(root: Path, chosen: Mapping[str, Parcel], sweeps: Mapping[str, Sweep]) -> int:
    """Print each worst case; 1 when one misses the bar of its function."""
    missed = 0
    for parcel in chosen.values():
        subject = read_subject(root, parcel.snippet)
        for function in (name for name in sweeps if name in subject.functions):
            sweep, bar = sweeps[function], subject.bar(function, "float32")
            verdict = "" if sweep.ulp <= bar else f", above {bar:g} ulp"
            missed += sweep.ulp > bar
            print(f"{function}: {sweep.ulp:.6f} ulp at {where(sweep, 'float32')}, of {sweep.points} numbers{verdict}")
    return int(missed > 0)
