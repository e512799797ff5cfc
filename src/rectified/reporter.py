"""Telling on standard error how far a build is."""

from __future__ import annotations

import sys
from typing import Any

from rectified.running.job import Job, Outcome


class Reporter:
    """A bar on a terminal, plain lines elsewhere. ran: every job that has ended, with its outcome."""

    def __init__(self) -> None:
        self.ran: list[tuple[Job, Outcome]] = []
        self._bar: Any = None
        self._total = self._done = 0
        self._unguarded: set[str] = set()

    def begin(self, total: int) -> None:
        """Jobs are about to run, so many of them."""
        self._total, self._done = total, 0
        if sys.stderr.isatty():
            self._bar = _bar(total)
            self._bar.start()
        else:
            self.say(f"running {total} job{'s' if total > 1 else ''}")

    def done(self, job: Job, outcome: Outcome) -> None:
        """One job has ended, well or not."""
        self._done += 1
        self.ran.append((job, outcome))
        for what in sorted({*outcome.unguarded} - self._unguarded):
            self.say(f"not prevented on this system: that a note could {what}")
        self._unguarded |= {*outcome.unguarded}
        if self._bar is None:
            self.say(f"[{self._done}/{self._total}] {job.id}: {outcome.failure or f'{outcome.seconds:.1f} s'}")
            return
        self._bar.update(self._bar.task_ids[-1], advance=1, description=_plain(job.id))
        if self._done == self._total:
            self.end()

    def end(self) -> None:
        """Put the bar away, if there is one, whether all jobs have ended or not."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def say(self, line: str) -> None:
        """One line, as it is."""
        if self._bar is None:
            print(line, file=sys.stderr, flush=True)
        else:
            self._bar.console.print(line, markup=False)


def _plain(name: str) -> str:
    from rich.markup import escape

    return escape(name)


def _bar(total: int) -> Any:
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    bar = Progress(*Progress.get_default_columns(), console=console, transient=True)
    bar.add_task("running", total=total)
    return bar
