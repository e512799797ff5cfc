"""What is run in a child process and what comes of it: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Limits:
    """What one child process may use.

    cpu: seconds of processor time; memory: MiB of address space; output: KiB that one cell may print, or draw in one
    figure; files: how many may be open at once; file_size: MiB of each.
    """

    cpu: float = 300
    memory: float = 4096
    output: float = 1024
    files: float = 256
    file_size: float = 64


@dataclass(frozen=True)
class Job:
    """A function to call in a child process.

    id: unique within one `run`; target: "package.module:function"; arguments: JSON-able keyword arguments.
    seconds: the wall time it may take; limits: what else it may use.
    files: text by name, which it finds in its scratch folder.
    processes: whether it may start processes of its own, as a lab does, whose kernel is one.
    The function also gets `progress`, a callable that takes one JSON-able value, and returns JSON-able data.
    """

    id: str
    target: str
    arguments: Mapping[str, Any]
    seconds: float
    limits: Limits = Limits()
    files: Mapping[str, str] = field(default_factory=dict)
    processes: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a job.

    value: what the function returned; None when it failed. failure: how the child failed, as the end of a sentence
    ("ran longer than 60 s"), or None. progress: all values it sent, in order. seconds: wall time.
    reads: the files of the project that it read or looked for, and the folders that it listed, relative to the root;
    of its own `files`, their names after "given:". cpu: seconds of processor time. unguarded: what nothing prevented.
    """

    value: Any
    failure: str | None
    progress: list[Any]
    seconds: float
    reads: tuple[str, ...] = ()
    cpu: float = 0.0
    unguarded: tuple[str, ...] = ()
