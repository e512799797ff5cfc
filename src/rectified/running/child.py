"""The inside of a child process: its surroundings, its limits, the call it was started for."""

from __future__ import annotations

import importlib
import math
import os
import random
import signal
import sys
import traceback
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from rectified.running.messages import Sender

#: Seconds after which a child ends itself, should the builder not be there any more to do it.
GRACE = 2


def serve(
    target: str, arguments: Mapping[str, Any], seconds: float, root: str, scratch: str, connection: Connection
) -> None:
    """Call the target and send its value; never returns, so that nothing a note left behind runs on.

    The last message is ("value", data) or, when the target raised, ("failure", traceback). SystemExit ends the
    process without either.
    """
    sender = Sender(connection)
    _separate(scratch)
    _limit(seconds)
    _settle(Path(root))
    sender.send("started", None)
    try:
        module, _, function = target.partition(":")
        call = getattr(importlib.import_module(module), function)
        sender.send("value", call(**arguments, progress=lambda value: sender.send("progress", value)))
    except Exception:
        sender.send("failure", f"raised an exception:\n{traceback.format_exc()}")
    os._exit(0)


def _separate(scratch: str) -> None:
    """Leave the builder's terminal, process group and working folder."""
    if hasattr(os, "setsid"):
        os.setsid()
    os.chdir(scratch)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)


def _limit(seconds: float) -> None:
    """Set what the system itself enforces. The wall time is the builder's to watch; this is for when it is gone."""
    if hasattr(signal, "alarm"):
        signal.alarm(math.ceil(seconds) + GRACE)


def _settle(root: Path) -> None:
    """Give the job the project's modules and the same chance each time; a claim file hides no module of its name."""
    sys.dont_write_bytecode = True
    sys.path[:] = [str(root / "snippets"), *sys.path, str(root / "claims")]
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002  the generator that a note uses without naming one
