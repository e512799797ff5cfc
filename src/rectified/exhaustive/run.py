"""Every float32 for every function: chunks on all cores or on a Dask cluster, resumable, worst case by function."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from rectified.exhaustive.chunks import Done, Task, swept
from rectified.exhaustive.patterns import CHUNKS
from rectified.exhaustive.sweep import Sweep
from rectified.exhaustive.target import Parcel, unpacked

#: Where chunks that are done are kept, relative to the project's root.
STATE = Path(".cache", "exhaustive")


def run(
    parcels: Mapping[str, Parcel],
    executor: Executor,
    state: Path,
    *,
    numbers: Sequence[int] = range(CHUNKS),
    told: Callable[[str, int, int], None] = lambda function, done, total: None,
) -> dict[str, Sweep]:
    """The sweep of each function over these chunks, by name; what `state` holds already is not done again.

    told: hears of each function how many of its chunks are done, of how many.
    """
    done = _kept(parcels, state)
    tasks = [
        Task(parcel, function, number)
        for parcel in parcels.values()
        for function in unpacked(parcel)
        for number in numbers
        if number not in done[function].sweeps
    ]
    for function, kept in done.items():
        told(function, len(kept.sweeps), len(numbers))
    _sweep(tasks, executor, done, lambda function: told(function, len(done[function].sweeps), len(numbers)))
    return {function: _sum(kept, numbers) for function, kept in done.items()}


def finished(parcels: Mapping[str, Parcel], state: Path) -> dict[str, Sweep]:
    """The sweeps of the functions all of whose chunks `state` holds; nothing is run."""
    whole = range(CHUNKS)
    return {
        function: _sum(kept, whole)
        for function, kept in _kept(parcels, state).items()
        if all(number in kept.sweeps for number in whole)
    }


def _kept(parcels: Mapping[str, Parcel], state: Path) -> dict[str, Done]:
    return {
        function: Done(state, parcel, function, versions())
        for parcel in parcels.values()
        for function in unpacked(parcel)
    }


def _sweep(tasks: Sequence[Task], executor: Executor, done: Mapping[str, Done], told: Callable[[str], None]) -> None:
    """All tasks, keeping each as it comes; when stopped, those that have not begun are dropped."""
    futures = {executor.submit(swept, task): task for task in tasks}
    try:
        for future in as_completed(futures):
            task = futures[future]
            done[task.function].add(task.number, future.result())
            told(task.function)
    except BaseException:
        for future in futures:
            future.cancel()
        raise


def _sum(kept: Done, numbers: Sequence[int]) -> Sweep:
    total = Sweep()
    for number in numbers:
        total.add(kept.sweeps[number], keep=1000)
    return total


def versions() -> dict[str, str]:
    """What, besides code, the figures depend on: NumPy's routines differ by version and by processor."""
    return {"python": platform.python_version(), "numpy": np.__version__, "machine": platform.machine()}


@contextmanager
def all_cores(workers: int | None = None) -> Iterator[Executor]:
    """One process a core, or so many."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as executor:
        yield executor


@contextmanager
def dask(address: str) -> Iterator[Executor]:
    """The workers of a Dask cluster, by the address of its scheduler; on each this builder is installed.

    Raises ModuleNotFoundError where dask.distributed is not.
    """
    from distributed import Client

    with Client(address) as client, client.get_executor(pure=False) as executor:
        yield executor
