"""The time of a build: that of the commit, so that one commit gives the same bytes at any time."""

from __future__ import annotations

import os
import subprocess

import pytest
from conftest import write

from rectified.commit import commit_time, dated


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch):
    """No test hears what another has heard, or what the environment says."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    commit_time.cache_clear()
    yield
    commit_time.cache_clear()


def committed(folder, seconds):
    write(folder, {"file": str(seconds)})
    date = {"GIT_AUTHOR_DATE": "@1 +0000", "GIT_COMMITTER_DATE": f"@{seconds} +0200"}
    who = ["-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "all"]):
        subprocess.run(["git", *command], cwd=folder, env={**os.environ, **date}, check=True)
    return folder


def test_it_is_the_time_of_the_last_commit(tmp_path):
    """Of the whole repository, wherever in it the project stands; not of a file that changed since."""
    root = committed(tmp_path, 1_700_000_000)
    write(root, {"file": "changed", "inside/file": ""})
    assert commit_time(root) == commit_time(root / "inside") == 1_700_000_000
    commit_time.cache_clear()
    assert commit_time(committed(root, 1_700_000_777)) == 1_700_000_777


def test_a_project_without_git_has_a_time_of_its_own(tmp_path, monkeypatch):
    """Always the same, whether git does not know it or is not there."""
    assert commit_time(tmp_path) == 315532800
    commit_time.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert commit_time(tmp_path) == 315532800


def test_who_starts_a_build_can_say_another(tmp_path, monkeypatch):
    """As distributions do for all that they build."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234")
    assert commit_time(committed(tmp_path, 1_700_000_000)) == 1234


@pytest.mark.parametrize("before", [None, "99"])
def test_other_programs_are_told_for_as_long_as_they_run(before, tmp_path, monkeypatch):
    """Two projects that one process builds have each their own time."""
    first, second = committed(tmp_path / "a", 1_700_000_000), committed(tmp_path / "b", 1_600_000_000)
    if before:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", before)
    for root, time in ((first, "1700000000"), (second, "1600000000")):
        with dated(root):
            assert os.environ["SOURCE_DATE_EPOCH"] == (before or time)
        assert os.environ.get("SOURCE_DATE_EPOCH") == before
