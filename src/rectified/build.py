"""From a folder to a finished site: read, run, check, weave, render, and only then replace the last site."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from rectified.findings import Findings, find
from rectified.problems import BuildError
from rectified.project import read_project
from rectified.running.job import Job, Outcome
from rectified.summary import risen, summary, unchecked


class Reporter:
    """Says on standard error how far a build is: a bar on a terminal, plain lines elsewhere."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._bar = Progress(*Progress.get_default_columns(), console=self._console, transient=True)
        self._total = self._done = 0
        self._unguarded: set[str] = set()

    def begin(self, total: int) -> None:
        """Jobs are about to run, so many of them."""
        self._total, self._done = total, 0
        if self._console.is_terminal:
            self._bar.add_task("running", total=total)
            self._bar.start()
        else:
            self.say(f"running {total} jobs")

    def done(self, job: Job, outcome: Outcome) -> None:
        """One job has ended, well or not."""
        self._done += 1
        for what in sorted({*outcome.unguarded} - self._unguarded):
            self.say(f"not prevented on this system: that a note could {what}")
        self._unguarded |= {*outcome.unguarded}
        if self._console.is_terminal:
            self._bar.update(self._bar.task_ids[-1], advance=1, description=job.id)
            if self._done == self._total:
                self._bar.stop()
        else:
            self.say(f"[{self._done}/{self._total}] {job.id}: {outcome.failure or f'{outcome.seconds:.1f} s'}")

    def say(self, line: str) -> None:
        """One line, as it is."""
        self._console.print(line, markup=False)


def check(root: Path, reporter: Reporter) -> Findings:
    """Read, run and check a project. Raises BuildError with everything that is wrong, from all stages."""
    project, problems = read_project(root)
    findings, wrong = find(project, begin=reporter.begin, done=reporter.done)
    problems += [*wrong, *risen(findings)]
    if problems:
        raise BuildError(problems)
    return findings


def build(root: Path, site: Path) -> None:
    """Leave the finished site in `site`; whatever was there stays until the new one is complete.

    Raises BuildError with all problems of the notes, or RenderError when MkDocs gives up.
    """
    from rectified.plugin import render

    started, reporter = time.monotonic(), Reporter()
    findings = check(root, reporter)
    new = site.with_name(site.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    render(findings, new)
    swap(new, site)
    report(reporter, findings, time.monotonic() - started)


def report(reporter: Reporter, findings: Findings, seconds: float) -> None:
    """The unchecked things by name, then the summary."""
    lines: Iterable[str] = (*map(str, unchecked(findings)), *summary(findings, seconds))
    for line in lines:
        reporter.say(line)


def swap(new: Path, site: Path) -> None:
    """Put a finished folder in the place of the old one; what is served is always one or the other, whole."""
    old = site.with_name(site.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)
