"""When files were last changed: as the history says, the same in every full clone, and nothing where there is none."""

from __future__ import annotations

import os
import subprocess

from conftest import write

from rectified.revisions import last_changed


def git(folder, *command, day="2026-01-01"):
    date = f"{day}T23:30:00-0500"
    who = {"GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z", "GIT_COMMITTER_DATE": date}
    names = ["-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run(["git", *names, *command], cwd=folder, env={**os.environ, **who}, check=True, capture_output=True)


def committed(folder, files, day):
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
    write(folder, files)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", f"{day}\n\ndocs/a.md", day=day)


def test_it_is_the_day_of_the_last_commit_that_changed_the_file(tmp_path):
    """In the committer's zone, whatever was changed since; names outside ASCII as they are."""
    committed(tmp_path, {"docs/a.md": "1", "docs/λ.md": "1"}, "2026-01-01")
    committed(tmp_path, {"docs/a.md": "2", "docs/b c.md": "1"}, "2026-03-01")
    write(tmp_path, {"docs/λ.md": "2", "docs/new.md": ""})
    assert last_changed(tmp_path) == {"docs/a.md": "2026-03-01", "docs/b c.md": "2026-03-01", "docs/λ.md": "2026-01-01"}


def test_paths_are_those_of_the_project(tmp_path):
    """Which need not be the whole of a repository."""
    committed(tmp_path, {"site/docs/a.md": "1", "docs/b.md": "1"}, "2026-01-01")
    assert last_changed(tmp_path / "site") == {"docs/a.md": "2026-01-01"}


def test_two_clones_say_the_same_and_a_shallow_one_nothing(tmp_path):
    """The oldest commit of a shallow clone seems to have made every file."""
    committed(tmp_path, {"a": "1", "b": "1"}, "2026-01-01")
    committed(tmp_path, {"a": "2"}, "2026-03-01")
    for name, options in (("full", []), ("shallow", ["--depth=1"])):
        git(tmp_path.parent, "clone", "-q", *options, tmp_path.as_uri(), str(tmp_path / name))
    assert last_changed(tmp_path / "full") == last_changed(tmp_path) == {"a": "2026-03-01", "b": "2026-01-01"}
    assert last_changed(tmp_path / "shallow") == {}


def test_without_a_history_there_are_no_days(tmp_path, monkeypatch):
    """Git does not know the folder, has no commit of it, or is not there."""
    assert last_changed(tmp_path) == {}
    git(tmp_path, "init", "-q")
    assert last_changed(tmp_path) == {}
    monkeypatch.setenv("PATH", str(tmp_path))
    assert last_changed(tmp_path) == {}
