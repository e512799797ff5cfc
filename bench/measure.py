"""What one command costs: wall seconds, CPU seconds of its whole process tree, or the tree's peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Seconds between two looks at the memory of a process tree.
INTERVAL = 0.05

#: Seconds after which a command is ended.
LIMIT = 3600.0


class Failed(Exception):
    """A command that ended badly, or did not end."""


@dataclass(frozen=True)
class Usage:
    """What a command used.

    wall: seconds until the command ended. cpu: user and system seconds of it and all its descendants, until the last
    ended; main_cpu: its own share (to a hundredth). largest_rss: bytes of the largest single process at its peak.
    peak_pss: bytes of all together at the highest of the samples, each page counted once; 0 unless asked for.
    """

    wall: float
    cpu: float
    main_cpu: float
    largest_rss: int
    peak_pss: int


def measure(
    command: Sequence[str],
    folder: Path,
    *,
    memory: bool = False,
    limit: float = LIMIT,
    environment: Mapping[str, str] = {},
) -> Usage:
    """Run a command in a folder and say what it used.

    memory: look at the memory too. Looking costs both sides time, so such a run says nothing about CPU or wall time.
    Raises Failed, with the end of what the command printed, unless it returns 0 and leaves no process behind.
    """
    with tempfile.TemporaryDirectory(prefix="bench-log-") as scratch:
        log = Path(scratch, "log")
        sample = INTERVAL if memory else None
        request = {"command": list(command), "folder": str(folder), "log": str(log), "limit": limit, "sample": sample}
        counter = [sys.executable, "-P", str(Path(__file__).with_name("tree.py")), json.dumps(request)]
        result = json.loads(_answer(counter, {**os.environ, **environment}))
        if failure := result.get("error") or (result["status"] and f"exit status {result['status']}"):
            tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
            raise Failed(f"{' '.join(command[1:])}: {failure}\n{tail}")
    del result["status"]
    return Usage(**result)


def _answer(counter: Sequence[str], environment: Mapping[str, str]) -> bytes:
    """What the counting process prints. It is asked to end when this one is interrupted, and then ends all others."""
    process = subprocess.Popen(counter, stdout=subprocess.PIPE, env=environment)
    try:
        answer, _ = process.communicate()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, counter[0])
    return answer
