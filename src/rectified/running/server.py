"""Starting child processes: forked from one server that has NumPy and matplotlib loaded.

A forked child begins within milliseconds, a new interpreter takes a second to load the same. Where forking is missing
or unsafe, each child is a new interpreter all the same.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

from rectified.running.job import Job

#: Modules that the server loads before it forks, besides those of its first jobs; one that is missing is left out. A
#: child needs this one and multiprocessing's to begin.
PRELOADED = ["rectified.running.alive", "rectified.running.child", "rectified.running.server", "numpy.random"]
PRELOADED += ["encodings.ascii", "multiprocessing.popen_forkserver"]

#: The module of notes' cells, what else it needs to be quick, that of claims, which run after all else, and from how
#: many jobs on these are worth their time.
_CELLS, _DRAWN, _CLAIMS, _MANY = "rectified.running.cells", "rectified.running.first_figure", "rectified.verdicts", 4

#: What children find in their environment, whatever the builder's own: one order of sums, one language, one time.
ENVIRONMENT = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"),
    "LC_ALL": "C.UTF-8",
    "MPLBACKEND": "svg",
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
}

#: How long the name of a socket may be, in bytes, and what multiprocessing puts behind that of the folder for temporary
#: files to name the server's: "/pymp-12345678/listener-12345678", its end not counted.
_NAME, _ADDED = 107, 32

#: What they find there of the builder's own: where programs, packages and temporary files are. No token, no proxy.
KEPT = ("HOME", "LD_LIBRARY_PATH", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "USERPROFILE")


def pipe() -> tuple[Connection, Connection]:
    """A pipe to hand to a child: the end to read from, the end to write to."""
    reader, writer = _context().Pipe(duplex=False)
    return reader, writer


def prepare(jobs: Sequence[Job]) -> None:
    """Let the server, if it has not been started, load what these jobs call; a child loads what it does not find."""
    modules = [job.target.partition(":")[0] for job in jobs]
    claims = [_CLAIMS] if len(modules) >= _MANY else []
    drawn = [_DRAWN] if modules.count(_CELLS) >= _MANY else []
    if _context().get_start_method() == "forkserver":
        _context().set_forkserver_preload([*PRELOADED, *sorted({*modules, *claims}), *drawn])


def begin() -> None:
    """Start the server with all that jobs need, before there are any."""
    if _context().get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        _context().set_forkserver_preload([*PRELOADED, _CELLS, _CLAIMS, _DRAWN, "rectified.formulas.check"])
        with _environment(), _short_names():
            ensure_running()


def start(job: Job, root: Path, scratch: str, connection: Connection) -> BaseProcess:
    """Start a child that does a job and speaks through `connection`; it is ended with the builder at the latest."""
    process: BaseProcess = _context().Process(target=_serve, args=(job, str(root), scratch, connection), daemon=True)
    with _environment(), _no_main_module(), _short_names():
        process.start()
    return process


def end() -> None:
    """End the server, whose memory nobody needs once all jobs have run; the next job starts another."""
    forkserver = sys.modules.get("multiprocessing.forkserver")
    stop = getattr(getattr(forkserver, "_forkserver", None), "_stop", None)  # it has no public name
    if stop:
        stop()


def _serve(*arguments: Any) -> None:
    """In the child; only it needs NumPy, which takes long to load."""
    from rectified.running.child import serve

    serve(*arguments)


@cache
def _context() -> Any:
    """The way to start children. macOS can fork, but its libraries do not survive it."""
    if sys.platform != "linux" or "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    return multiprocessing.get_context("forkserver")


@contextmanager
def _environment() -> Iterator[None]:
    """What a server or an interpreter that is started now will see; the builder's own environment comes back."""
    here = str(Path(__file__).parents[2])
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    before = dict(os.environ)
    kept = {name: value for name, value in before.items() if name in KEPT}
    os.environ.clear()
    os.environ.update({**kept, **ENVIRONMENT, "PYTHONPATH": os.pathsep.join(paths)})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _short_names() -> Iterator[None]:
    """The server's socket may be elsewhere than other temporary files, where the name of their folder is too long."""
    before, there = tempfile.tempdir, tempfile.gettempdir()
    if os.name == "posix" and len(os.fsencode(there)) + _ADDED > _NAME:
        tempfile.tempdir = "/tmp"  # multiprocessing makes a folder there that nobody else can read
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextmanager
def _no_main_module() -> Iterator[None]:
    """multiprocessing lets each child import the script that the builder was started from; no job needs it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
