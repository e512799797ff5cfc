"""What the system itself keeps a child process to: processor time, memory, files, and an end with its parent."""

from __future__ import annotations

import ctypes
import math
import signal
import sys
from contextlib import suppress
from pathlib import Path

from rectified.running.job import Limits

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

#: Seconds after which a child ends itself, should the builder not be there any more to do it.
GRACE = 2

_MIB = 2**20
_PR_SET_PDEATHSIG = 1

if sys.platform == "linux":
    _LIBC = ctypes.CDLL(None)


def set_limits(limits: Limits, seconds: float) -> None:
    """Set every limit this system knows. The wall time is the builder's to watch; the alarm is for when it is gone.

    A process that goes on after the signal that ends its processor time is killed `GRACE` seconds later.
    """
    if hasattr(signal, "alarm"):
        signal.alarm(math.ceil(seconds) + GRACE)
    end_with_parent()
    if resource is None:
        return
    values = {
        "RLIMIT_CORE": 0,
        "RLIMIT_CPU": math.ceil(limits.cpu),
        "RLIMIT_AS": int(limits.memory * _MIB),
        "RLIMIT_NOFILE": int(limits.files),
        "RLIMIT_FSIZE": int(limits.file_size * _MIB),
    }
    for name, value in values.items():
        if hasattr(resource, name):
            kind = getattr(resource, name)
            hard = resource.getrlimit(kind)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            last = value + GRACE if name == "RLIMIT_CPU" and hard == resource.RLIM_INFINITY else value
            resource.setrlimit(kind, (value, last))


def end_with_parent() -> None:
    """Let Linux kill this process when the one that started it ends, whatever way it ends."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def go_first() -> None:
    """Should Linux run out of memory, let it end this process, and all that it forks, rather than the builder."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
