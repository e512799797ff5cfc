"""Jobs that ran before, as they are, are not run again; whatever their outcome came from makes them others."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import replace

import pytest
from conftest import write

from rectified.cache import Cache
from rectified.running import cached
from rectified.running.cached import run_new
from rectified.running.job import Job, Limits, Outcome
from rectified.surroundings import digest

FILES = {"table.txt": "1 2 3", "data/a.txt": "", "snippets/double.py": "", "other.txt": ""}
READS = ("table.txt", "later.txt", "data/", "snippets/none.py", "given:labs/a.json")
JOB = Job("docs/a.md", "m:f", {"root": "", "x": 1}, 1.0, files={"labs/a.json": "{}", "labs/b.json": "{}"})
WELL = Outcome([{"problem": None, "value": "3"}], None, [{"step": 0}, {"code": 0.1}], 0.5, reads=READS, cpu=0.2)


class Runs:
    """Runs no jobs: they all come to the same outcome, and something may happen to the project meanwhile."""

    def __init__(self, root, outcome=WELL):
        self.root, self.outcome, self.ran, self.meanwhile = root, outcome, [], lambda: None
        self.reads, self.begun, self.done = {}, [], []

    def run(self, jobs, *, root, on_done):
        assert root == self.root
        self.meanwhile()
        for job in jobs:
            self.ran.append(job)
            on_done(job, self.outcome)
        return {job.id: self.outcome for job in jobs}

    def again(self, *jobs):
        """The outcomes of jobs, and the ids of those that were run for them; what was written just before is settled."""
        time.sleep(2 * cached._TICK / 1e9)
        self.ran, self.reads, self.begun, self.done = [], {}, [], []
        cache = Cache(self.root / ".cache")
        outcomes = run_new(
            jobs,
            root=self.root,
            cache=cache,
            reads=self.reads,
            begin=self.begun.append,
            done=lambda *it: self.done.append(it),
        )
        return outcomes, [job.id for job in self.ran]


@pytest.fixture
def runs(tmp_path, monkeypatch):
    """A project and its runs."""
    return of(Runs(write(tmp_path / "project", FILES)), monkeypatch)


def of(runs, monkeypatch):
    monkeypatch.setattr(cached, "run", runs.run)
    return runs


def job(**changes):
    return replace(JOB, **changes)


def test_an_unchanged_job_is_run_once(runs):
    """The second time its outcome is the same, but that it took no time; who listens hears only of what runs."""
    first, ran = runs.again(JOB)
    assert (first, ran, runs.begun, runs.done) == ({JOB.id: WELL}, [JOB.id], [1], [(JOB, WELL)])
    second, ran = runs.again(JOB)
    assert (ran, runs.begun, runs.done) == ([], [], [])
    found = second[JOB.id]
    assert (found.value, found.failure, found.progress) == (WELL.value, None, WELL.progress)
    assert (sorted(found.reads), found.seconds) == (sorted(READS), 0.0)


def test_outcomes_stand_in_the_order_of_the_jobs(runs):
    """Whether they ran or not."""
    runs.again(job(id="b"))
    outcomes, ran = runs.again(job(id="a"), job(id="b"), job(id="c", arguments={"x": 2}))
    assert list(outcomes) == ["a", "b", "c"]
    assert ran == ["c"], "a job is known by what it does, not by its name"


@pytest.mark.parametrize(
    "changes",
    [
        {"target": "m:g"},
        {"arguments": {"root": "", "x": 2}},
        {"limits": Limits(memory=1)},
        {"files": {"labs/a.json": "[]", "labs/b.json": "{}"}},
        {"files": {"labs/a.json": "{}", "labs/c.json": "{}"}},
        {"files": {"labs/b.json": "{}"}},
    ],
    ids=["function", "argument", "limit", "a file it read", "the names of its files", "a file it read is gone"],
)
def test_another_job_is_run(changes, runs):
    """And each of both is known from then on."""
    runs.again(JOB)
    assert runs.again(job(**changes))[1] == [JOB.id]
    assert runs.again(job(**changes))[1] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"seconds": 9.0},
        {"arguments": {"root": "/elsewhere", "x": 1}},
        {"files": {"labs/a.json": "{}", "labs/b.json": "[]"}},
    ],
    ids=["time allowed", "folder of the project", "a file it did not read"],
)
def test_what_does_not_change_an_outcome_runs_nothing(changes, runs):
    """It ran within the time that it was allowed; where it runs is no matter."""
    runs.again(JOB)
    assert runs.again(job(**changes))[1] == []


@pytest.mark.parametrize(
    "files",
    [{"table.txt": "4 5 6"}, {"later.txt": ""}, {"data/b.txt": ""}, {"snippets/none.py": ""}, {"table.txt": None}],
)
def test_a_file_that_it_read_or_looked_for_runs_it_again(files, runs):
    """Changed, there at last, new in a folder that it listed, or gone; and when it is as it was before, once more."""
    runs.again(JOB)
    for name, text in files.items():
        (runs.root / name).unlink() if text is None else write(runs.root, {name: text})
    assert runs.again(JOB)[1] == [JOB.id]
    assert runs.again(JOB)[1] == []


def test_other_files_run_nothing(runs):
    """Nor does the time of a file, nor what a file holds in a folder that was only listed."""
    runs.again(JOB)
    write(runs.root, {"other.txt": "x", "data/a.txt": "x", "new.txt": ""})
    os.utime(runs.root / "table.txt")
    assert runs.again(JOB)[1] == []


def test_a_cache_can_be_carried_along(runs, tmp_path, monkeypatch):
    """To another folder."""
    runs.again(JOB)
    shutil.copytree(runs.root, tmp_path / "moved")
    assert of(Runs(tmp_path / "moved"), monkeypatch).again(JOB)[1] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"value": None, "failure": "ran longer than 1 s"},
        {"value": [{"problem": None}, {"problem": {"line": 1}}]},
        {"value": {"problems": [{"line": 1}], "reports": []}},
        {"value": None, "progress": [{"name": "a", "how": "proved"}, {"name": "b", "error": {"line": 1}}]},
        {"value": None, "progress": [{"load": {"line": 1}}]},
    ],
    ids=["a child", "a cell", "a formula or a lab", "a claim", "a claim file"],
)
def test_what_did_not_go_well_is_run_again(changes, runs):
    """Though nothing has changed: it may have been the machine."""
    runs.outcome = replace(WELL, **changes)
    for _ in range(2):
        assert runs.again(JOB) == ({JOB.id: runs.outcome}, [JOB.id])


def test_the_digests_of_what_was_read_are_told(runs):
    """By name, whether it was read now or before; files that a job was given are none of the project's."""
    expected = {name: digest(runs.root / name) for name in READS if not name.startswith("given:")}
    assert expected["table.txt"] and expected["later.txt"] is None
    for _ in range(2):
        runs.again(JOB)
        assert runs.reads == expected


def changed(root):
    write(root, {"table.txt": "4 5 6"})


def gone(root):
    (root / "table.txt").unlink()


def replaced_by_an_older_one(root):
    write(root, {"older.txt": "4 5 6"})
    os.utime(root / "older.txt", (1, 1))
    os.replace(root / "older.txt", root / "table.txt")


def new_in_a_listed_folder(root):
    write(root, {"data/b.txt": ""})


def there_at_last(root):
    write(root, {"later.txt": ""})


def gone_from_a_folder_it_looked_into(root):
    (root / "snippets/none.py").unlink()


@pytest.mark.parametrize(
    "meanwhile",
    [changed, gone, replaced_by_an_older_one, new_in_a_listed_folder, there_at_last, gone_from_a_folder_it_looked_into],
)
def test_what_changes_while_a_job_runs_is_not_taken_for_what_it_read(meanwhile, runs):
    """Nothing is kept then: what the job has read is neither surely the old nor surely the new."""
    if meanwhile is gone_from_a_folder_it_looked_into:
        write(runs.root, {"snippets/none.py": "for a moment"})
    runs.meanwhile = lambda: meanwhile(runs.root)
    runs.again(JOB)
    assert "changing" in runs.reads.values()
    runs.meanwhile = lambda: None
    assert runs.again(JOB)[1] == [JOB.id]
    assert runs.again(JOB)[1] == []


def test_what_was_written_just_before_may_have_been_written_meanwhile(runs, monkeypatch):
    """The times of files lag behind the clock."""
    monkeypatch.setattr(time, "sleep", lambda seconds: os.utime(runs.root / "table.txt"))
    for _ in range(2):
        assert runs.again(JOB)[1] == [JOB.id]


def test_a_folder_that_a_build_makes_is_no_change_of_the_project(runs):
    """A file that was looked for beside it was not there before, and is not now."""
    runs.outcome = replace(WELL, reads=("later.txt",))
    runs.meanwhile = lambda: write(runs.root, {"site.new/index.html": ""})
    assert runs.again(JOB)[1] == [JOB.id]
    assert runs.again(JOB)[1] == []
