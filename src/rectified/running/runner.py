"""Running jobs in child processes, one a job: what a note, a claim file or a lab does cannot hurt the build.

This is the builder's side: it starts children (`server`), hears what they say (`messages`), and ends them when their
time is over. What happens inside a child is in `child`.
"""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from rectified.problems import printable
from rectified.running import server
from rectified.running.job import Job, Outcome
from rectified.running.messages import LIMIT, Reader
from rectified.running.scratch import remove

#: Seconds a child may take until it begins with its job: the first one waits for the server to load.
START = 60.0

#: Seconds after which what children have said is read though none has ended. To wake for each word would cost more.
LISTEN = 0.05

_NAMES = {sign.value: sign.name for sign in signal.Signals}


def run(
    jobs: Sequence[Job], *, root: Path, workers: int = 2, on_done: Callable[[Job, Outcome], None] | None = None
) -> dict[str, Outcome]:
    """Run all jobs, at most `workers` at a time; outcomes by id, in the order of the jobs.

    root: the project, whose snippets/ and claims/ the children can import from.
    on_done: hears of each job as it ends. A job that fails stops no other; an exception here kills all children.
    Raises ValueError when two jobs have one id.
    """
    if len({job.id for job in jobs}) < len(jobs):
        raise ValueError("two jobs have the same id")
    server.prepare(jobs)
    outcomes: dict[str, Outcome] = {}
    waiting, running = list(reversed(jobs)), list[_Child]()
    with tempfile.TemporaryDirectory(prefix="rectified-", ignore_cleanup_errors=True) as scratch:
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    running.append(_Child(waiting.pop(), root, tempfile.mkdtemp(dir=scratch)))
                for child in _ended(running):
                    running.remove(child)
                    outcomes[child.job.id] = outcome = child.outcome()
                    if on_done:
                        on_done(child.job, outcome)
        finally:
            for child in running:
                child.kill()
    return {job.id: outcomes[job.id] for job in jobs}


def _ended(running: Sequence[_Child]) -> list[_Child]:
    """Wait until a child ends or has had its time, or for a while; read what was said, return those that have ended."""
    now = time.monotonic()
    sources = [source for child in running for source in child.sources()]
    ready = wait(sources, max(0.0, min(LISTEN, min(child.deadline for child in running) - now)))
    for child in running:
        if child.listening:
            child.read()
    return [child for child in running if child.process.sentinel in ready or child.is_over()]


class _Child:
    """A job under way in its process, and what it has said so far."""

    def __init__(self, job: Job, root: Path, scratch: str) -> None:
        self.job, self.scratch = job, scratch
        self.reader, writer = server.pipe()
        self.messages, self.listening = Reader(self.reader), True
        self.started = time.monotonic()
        self.deadline = self.started + START
        self.process = server.start(job, root.resolve(), scratch, writer)
        writer.close()

    def sources(self) -> list[Any]:
        """What to wait for: its end, and while it is in the middle of a word the rest of that.

        A child may close its end of the pipe and live on, or leave it to another process.
        """
        return [self.process.sentinel, *([self.reader] if self.listening and self.messages.partial else [])]

    def read(self) -> None:
        """Take in what has arrived. The time allowed begins to count with the first word."""
        begun = bool(self.messages.received)
        self.listening = self.messages.read()
        if self.messages.received and not begun:
            self.started = time.monotonic()
            self.deadline = self.started + self.job.seconds

    def is_over(self) -> bool:
        """Whether it has had its time, or there is nothing more to hear from it."""
        return self.deadline <= time.monotonic() or self.messages.finished

    def outcome(self) -> Outcome:
        """End the process if it has not ended, and say what came of it."""
        late = time.monotonic() >= self.deadline and not self.messages.finished  # the builder may have been busy
        self.kill()
        if self.listening:
            self.messages.read_all()
        ended = self._late() if late else self._ending()
        self.reader.close()
        self.process.close()
        return _outcome(self.messages.received, ended, time.monotonic() - self.started)

    def _late(self) -> str:
        return f"ran longer than {self.job.seconds:g} s" if self.messages.received else f"did not start in {START:g} s"

    def _ending(self) -> str:
        """How a process ended that ended without a result."""
        status = self.process.exitcode
        if self.messages.flooded:
            return f"sent the build more than {LIMIT // 2**20} MiB"
        if self.messages.garbled:
            return "wrote to the pipe through which it is to speak to the build"
        if status == -getattr(signal, "SIGXCPU", signal.NSIG):
            return f"used more than {self.job.limits.cpu:g} s of processor time"
        if status is not None and status < 0:
            return f"was killed by signal {_NAMES.get(-status, -status)}"
        return f"ended the interpreter (exit status {status}) before it finished"

    def kill(self) -> None:
        """End the process with all that it started, and remove what it wrote."""
        if hasattr(os, "killpg") and self.process.pid is not None:
            with suppress(ProcessLookupError, PermissionError):  # no such group: it ended, or has not made its own yet
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        remove(self.scratch)


def _outcome(said: Sequence[tuple[str, Any]], ended: str, seconds: float) -> Outcome:
    """What a child's words come to. ended: how the process ended, for when they are not whole."""
    progress = [content for kind, content in said if kind == "progress"]
    told = {kind: content for kind, content in said if kind != "progress"}
    failure: str | None = ended
    if "spent" in told:  # the last word
        failure = told.get("failure", None if "value" in told else ended)
    spent = told.get("spent", {"reads": (), "cpu": 0.0})
    return Outcome(
        told.get("value") if failure is None else None,
        failure and printable(failure),
        progress,
        seconds,
        reads=tuple(spent["reads"]),
        cpu=spent["cpu"],
        unguarded=tuple(told.get("started", ())),
    )
