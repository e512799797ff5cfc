"""The inside of a child process: its surroundings, its limits, the call it was started for."""

from __future__ import annotations

import importlib
import os
import random
import sys
import tempfile
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

import matplotlib as mpl
import numpy as np

from rectified.running import processor
from rectified.running.confinement import confine, missing, prepare
from rectified.running.job import Job
from rectified.running.limits import set_limits
from rectified.running.messages import Sender
from rectified.running.watch import Watch, import_from

#: What nothing prevents here; found out once, by the server that children are forked from.
_UNGUARDED = missing()

#: matplotlib's list of fonts; where it is depends on the home folder, which a child leaves.
_FONTS = mpl.get_cachedir()

prepare()


def serve(job: Job, root: str, scratch: str, connection: Connection) -> None:
    """Call the job's target and send its value; never returns, so that nothing a note left behind runs on.

    The first message is ("started", what the system cannot prevent); what came of the job is ("value", data) or, when
    the target raised, ("failure", traceback); the last is ("spent", {"reads": paths, "cpu": seconds}). SystemExit ends
    the process without these.
    """
    sender = Sender(connection)
    watch = Watch(Path(root), Path(scratch), job.files, processes=job.processes)
    try:
        _separate(scratch, connection.fileno())
        set_limits(job.limits, job.seconds)
        _settle(Path(root), job, watch)
        confine(scratch, [*_readable(root), _FONTS], processes=job.processes)
        watch.begin()
        sender.send("started", _UNGUARDED)
        module, _, function = job.target.partition(":")
        call = getattr(importlib.import_module(module), function)
        sender.send("value", call(**job.arguments, progress=lambda value: sender.send("progress", value)))
    except Exception:
        sender.send("failure", f"raised an exception:\n{traceback.format_exc()}")
    used = processor.seconds() + processor.seconds_of_children()
    sender.send("spent", {"reads": sorted(watch.reads), "cpu": used})
    os._exit(0)


def _separate(scratch: str, pipe: int) -> None:
    """Leave the builder's terminal, process group, working folder, home and files, but for the pipe to speak through.

    A forked child has files by which others speak to multiprocessing's server and to its resource tracker.
    """
    if hasattr(os, "setsid"):
        os.setsid()
    os.chdir(scratch)
    os.environ["HOME"] = os.environ["TMPDIR"] = tempfile.tempdir = scratch
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    if "multiprocessing.forkserver" in sys.modules:
        os.closerange(3, pipe)
        os.closerange(pipe + 1, os.sysconf("SC_OPEN_MAX"))


def _settle(root: Path, job: Job, watch: Watch) -> None:
    """Give the job its files, the project's modules and the same chance each time.

    A claim file hides no module of its name: the claims' folder comes last.
    """
    for name, text in job.files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002  the generator that a note uses without naming one
    sys.dont_write_bytecode = True
    first, last = str(root / "snippets"), str(root / "claims")
    sys.path[:] = [first, *sys.path, last]
    import_from([first, last], watch.look)


def _readable(root: str) -> list[str]:
    """What a job may read of the project: all that is not hidden, as its tokens are.

    A link is left out: it may lead to what is hidden, or anywhere.
    """
    with os.scandir(root) as entries:
        return [entry.path for entry in entries if not entry.name.startswith(".") and not entry.is_symlink()]
