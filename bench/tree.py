"""Counts what a command and all its descendants use; runs in a process of its own, which needs nothing but Python.

Every process that ends without a parent is handed to this one (a child subreaper, prctl(2)), which waits for each: what
wait4(2) says of a process includes all that it waited for itself, so nothing is left out or counted twice. The one
exception is a process that ignores SIGCHLD: the kernel drops what its children used.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
_TICKS = os.sysconf("SC_CLK_TCK")

#: Seconds that descendants may outlive the command.
LINGER = 20.0


class Overrun(Exception):
    """The command, or what it started, did not end in time."""


class Tree:
    """A command with all its descendants, from its start until the last of them has ended."""

    def __init__(self, command: list[str], log: int) -> None:
        ctypes.CDLL(None, use_errno=True).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
        self.cpu = self.main_cpu = self.wall = 0.0
        self.largest_rss = self.peak_pss = 0
        self.status: int | None = None
        actions: list[Any] = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)]
        actions += [(os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)]
        self.started = time.monotonic()
        self.main = os.posix_spawnp(command[0], command, os.environ, file_actions=actions, setsigmask=[])

    def run(self, *, limit: float, sample: float | None) -> None:
        """Wait for everything. limit: seconds for the command; sample: seconds between looks at memory, if any.

        Raises Overrun, after killing all that runs.
        """
        try:
            while not self._reap():
                if self.status is None and time.monotonic() - self.started > limit:
                    raise Overrun(f"the command ran longer than {limit:g} s")
                if self.status is not None and time.monotonic() - self.started - self.wall > LINGER:
                    raise Overrun(f"{len(descendants(os.getpid()))} processes outlived the command by {LINGER:g} s")
                if sample:
                    self.peak_pss = max(self.peak_pss, sum(map(pss, descendants(os.getpid()))))
                signal.sigtimedwait([signal.SIGCHLD], sample or 0.2)
        finally:
            self._kill()

    def _reap(self) -> bool:
        """Count every process that has ended; returns whether none is left."""
        while True:
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT | os.WNOHANG)
            except ChildProcessError:
                return True
            if ended is None:
                return False
            own = own_cpu(ended.si_pid)
            _, status, usage = os.wait4(ended.si_pid, 0)
            self.cpu += usage.ru_utime + usage.ru_stime
            self.largest_rss = max(self.largest_rss, usage.ru_maxrss * 1024)
            if ended.si_pid == self.main:
                self.wall, self.main_cpu = time.monotonic() - self.started, own
                self.status = os.waitstatus_to_exitcode(status)

    def _kill(self) -> None:
        while not self._reap():
            for process in descendants(os.getpid()):
                os.kill(process, signal.SIGKILL)
            time.sleep(0.01)


def own_cpu(process: int) -> float:
    """CPU seconds of a process itself, without those it waited for; it may have ended, but must not be reaped yet."""
    fields = _stat(process)
    return (int(fields[11]) + int(fields[12])) / _TICKS


def descendants(root: int) -> list[int]:
    """All processes below `root` that have not ended."""
    children: dict[int, list[int]] = {}
    for process, parent in _parents():
        children.setdefault(parent, []).append(process)
    found, waiting = [], [root]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _parents() -> Iterator[tuple[int, int]]:
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = _stat(int(entry))
            except OSError:  # it has ended meanwhile
                continue
            if fields[0] not in ("Z", "X"):
                yield int(entry), int(fields[1])


def _stat(process: int) -> list[str]:
    """The fields of /proc/PID/stat from the third, the state, on; a name may hold blanks and parentheses."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def pss(process: int) -> int:
    """Bytes of a process's memory, what it shares with others divided among them; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def main(request: dict[str, Any]) -> dict[str, Any]:
    """Run what a request of `measure` describes."""
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.chdir(request["folder"])
    tree = Tree(request["command"], log)
    try:
        tree.run(limit=request["limit"], sample=request["sample"])
    except Overrun as error:
        return {"error": str(error)}
    names = ("status", "wall", "cpu", "main_cpu", "largest_rss", "peak_pss")
    return {name: getattr(tree, name) for name in names}


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that nothing it started outlives it
    print(json.dumps(main(json.loads(sys.argv[1]))))
