"""From a folder to a finished site: read, run, check, weave, render, and only then replace the last site."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rectified.cache import CACHE, Cache
from rectified.problems import BuildError
from rectified.reporter import Reporter
from rectified.running import server
from rectified.running.job import Job, Outcome
from rectified.site_folder import beside, swap
from rectified.unchanged import standing

if TYPE_CHECKING:
    from rectified.findings import Findings


def check(root: Path, reporter: Reporter) -> Findings:
    """Read, run and check a project. Raises BuildError with everything that is wrong, from all stages."""
    from rectified.findings import find
    from rectified.project import read_project
    from rectified.summary import risen

    project, problems = read_project(root)
    try:
        findings, wrong = find(project, begin=reporter.begin, done=reporter.done)
    finally:
        reporter.end()
    problems += [*wrong, *risen(findings)]
    if problems:
        raise BuildError(problems)
    return findings


def build(root: Path, site: Path, timings: Path | None = None) -> None:
    """Leave the finished site in `site`; whatever was there stays until the new one is complete.

    timings: a file for what each job that ran took, as `timed` gives it.
    Raises BuildError with all problems of the notes, or RenderError when MkDocs gives up or another build is at it.
    """
    started, reporter = time.monotonic(), Reporter()
    with beside(site) as new:
        now = standing(root, site)
        words = now.last_words()
        if words is None:
            words, reads = _made(root, new, site, reporter)
            now.remember(new, reads, words)
            swap(new, site)
            Cache(root / CACHE).prune()
        else:
            reporter.say(f"nothing has changed since {site.name} was built")
    for line in (*words, f"{time.monotonic() - started:.1f} s"):
        reporter.say(line)
    if timings:
        timings.write_text(json.dumps({"jobs": [timed(*ran) for ran in reporter.ran]}), encoding="utf-8")


def _made(root: Path, new: Path, site: Path, reporter: Reporter) -> tuple[list[str], Mapping[str, str | None]]:
    """Build the next site into an empty folder; returns what is to be said of it, and what its code read."""
    from rectified.plugin import render
    from rectified.summary import summary
    from rectified.unchecked import unchecked

    findings = check(root, reporter)
    server.end()
    render(findings, new, site)
    return [*map(str, unchecked(findings)), *summary(findings)], findings.reads


def timed(job: Job, outcome: Outcome) -> dict[str, Any]:
    """What a job took: seconds of wall time, of its process's processor time, and of that the project's own code."""
    own = [item["code"] for item in outcome.progress if isinstance(item, dict) and "code" in item]
    return {"id": job.id, "seconds": outcome.seconds, "cpu": outcome.cpu, "code": sum(own)}
