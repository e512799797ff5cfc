"""Running only what has not been run before, as it is: a result is kept with the files that it was made from."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from rectified.cache import Cache, key
from rectified.running.job import Job, Outcome
from rectified.running.runner import run
from rectified.surroundings import digest, surroundings

#: What a job or an item of its progress says that did not go well; that is run again, whether anything changed or not.
_FAULTS = ("error", "load", "problem", "problems")

#: Nanoseconds by which the times that a system gives to files may be behind its clock.
_TICK = 20_000_000

#: How the name of a file begins that a job is given.
_GIVEN = "given:"

#: The digest of what changed while it was read, which no file has.
_CHANGING = "changing"


def run_new(
    jobs: Sequence[Job],
    *,
    root: Path,
    cache: Cache,
    reads: MutableMapping[str, str | None],
    begin: Callable[[int], None],
    done: Callable[[Job, Outcome], None],
) -> dict[str, Outcome]:
    """Outcomes by id in the order of the jobs, as `runner.run` gives them, those of unchanged jobs from the cache.

    reads: gets the digests of the files and folders of the project from which these outcomes came, as `digest` gives
    them, by name; of one that changed meanwhile it gets a word that is the digest of nothing.
    begin: hears how many are run, if any is; done: hears of each of those.
    """
    files = _Files(root)
    found = {job.id: _kept(job, cache, files) for job in jobs}
    new = [job for job in jobs if found[job.id] is None]
    if new:
        begin(len(new))

    def ended(job: Job, outcome: Outcome) -> None:
        _keep(job, outcome, cache, files)
        done(job, outcome)

    ran = run(new, root=root, on_done=ended)
    outcomes = {job.id: found[job.id] or ran[job.id] for job in jobs}
    names = {name for outcome in outcomes.values() for name in outcome.reads if not name.startswith(_GIVEN)}
    reads.update({name: files.digest(name, {}) if files.settled(name) else _CHANGING for name in names})
    return outcomes


class _Files:
    """What the files of a project hold at this time; each is read once."""

    def __init__(self, root: Path) -> None:
        self.root, self.since = root, time.time_ns() - _TICK
        self._names = {*os.listdir(root)}
        self._digests: dict[str, str | None] = {}

    def digest(self, name: str, given: Mapping[str, str]) -> str | None:
        """Of a file or folder as `Outcome.reads` names it."""
        if name.startswith(_GIVEN):
            text = given.get(name.removeprefix(_GIVEN))
            return None if text is None else sha256(text.encode()).hexdigest()
        if name not in self._digests:
            self._digests[name] = digest(self.root / name)
        return self._digests[name]

    def settled(self, name: str) -> bool:
        """Whether a file is as it was when the jobs began, so that what they read is what it holds."""
        place = self.root / name
        if name.startswith(_GIVEN) or not place.is_relative_to(self.root):
            return True
        while place != self.root:
            if os.path.lexists(place):
                return _changed(place) < self.since
            if place.parent == self.root:  # in which a build makes folders of its own
                return place.name not in self._names
            place = place.parent
        return _changed(place) < self.since


def _changed(place: Path) -> int:
    """When a file was last written to, renamed or replaced, or a folder got or lost a file: ns since 1970."""
    try:
        found = place.stat()
    except OSError:
        found = place.lstat()
    return max(found.st_mtime_ns, found.st_ctime_ns)


def _key(job: Job) -> str:
    """Of everything but the folder that the project stands in, so that a cache can be carried along."""
    arguments = {name: value for name, value in job.arguments.items() if name != "root"}
    return key(surroundings(), job.target, arguments, vars(job.limits), sorted(job.files))


def _kept(job: Job, cache: Cache, files: _Files) -> Outcome | None:
    entry = cache.get(_key(job))
    if entry is None or any(files.digest(name, job.files) != was for name, was in entry["reads"].items()):
        return None
    return Outcome(entry["value"], None, entry["progress"], 0.0, reads=tuple(entry["reads"]))


def _keep(job: Job, outcome: Outcome, cache: Cache, files: _Files) -> None:
    if _sound(outcome) and all(files.settled(name) for name in outcome.reads):
        reads = {name: files.digest(name, job.files) for name in outcome.reads}
        cache.put(_key(job), {"value": outcome.value, "progress": outcome.progress, "reads": reads})


def _sound(outcome: Outcome) -> bool:
    """Whether nothing went wrong: what did may have been the machine, and should not be told again when it is not."""
    values: list[Any] = outcome.value if isinstance(outcome.value, list) else [outcome.value]
    told = [item for item in [*values, *outcome.progress] if isinstance(item, dict)]
    return outcome.failure is None and not any(item.get(fault) for item in told for fault in _FAULTS)
