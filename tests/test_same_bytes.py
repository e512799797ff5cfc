"""One commit gives the same bytes: in another folder, later, in another environment, from a cache or without."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, write

LEFT_OUT = {".git", ".cache", ".venv", ".nox", "site", "site.new", "tests", "__pycache__"}


def clone(folder: Path) -> Path:
    """The work tree in another folder, as one commit of a fixed date, every file with the time of its copying."""
    shutil.copytree(ROOT, folder, ignore=lambda _, names: LEFT_OUT & {*names}, copy_function=shutil.copyfile)
    date = {"GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z"}
    who = ["-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "all"]):
        subprocess.run(["git", *command], cwd=folder, env={**os.environ, **date}, check=True)
    return folder


def build(folder: Path, umask: int = 0o022, **environment: str) -> tuple[dict[str, bytes], str]:
    """What a build leaves in the clone's site, by path, and what it said."""
    settings = {**os.environ, "PYTHONPATH": str(folder / "src"), **environment}
    command = [sys.executable, "-m", "rectified", "build"]
    ran = subprocess.run(
        command, cwd=folder, env=settings, umask=umask, capture_output=True, encoding="utf-8", timeout=600
    )
    assert ran.returncode == 0, ran.stderr
    files = (path for path in (folder / "site").rglob("*") if path.is_file())
    return {path.relative_to(folder / "site").as_posix(): path.read_bytes() for path in files}, ran.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Two clones and what a first build of each left and said."""
    folder = tmp_path_factory.mktemp("same")
    first, second = clone(folder / "one"), clone(folder / "another" / "place")
    found = build(first, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    home = write(tmp_path_factory.mktemp("home"), {".config/matplotlib/matplotlibrc": "lines.linewidth: 9\n"})
    given = {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "HOME": str(home), "GITHUB_TOKEN": "x", "COLUMNS": "40"}
    other = build(second, 0o077, PYTHONHASHSEED="2", **given)
    return (first, *found), (second, *other)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def test_two_clones_give_the_same_site(built):
    """Compressed files included; both have run everything."""
    (_, one, said), (_, other, said_too) = built
    assert differing(one, other) == []
    assert {"index.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json", "claims.json"} <= {*one}
    assert "running" in said and "running" in said_too


def test_a_carried_cache_gives_the_same_site(built):
    """Nothing runs again in a clone that gets the cache of another."""
    (first, one, _), (second, _, _) = built
    shutil.rmtree(second / ".cache")
    shutil.rmtree(second / "site")
    shutil.copytree(first / ".cache", second / ".cache")
    other, said = build(second)
    assert differing(one, other) == []
    assert "running" not in said


def test_a_project_that_only_looks_changed_gives_the_same_site(built):
    """New times of all files, and pages rendered anew from kept results."""
    first, one, _ = built[0]
    for path in (first / "docs").rglob("*"):
        os.utime(path)
    shutil.rmtree(first / ".cache/rectified/pages")
    shutil.rmtree(first / ".cache/rectified/builds")
    again, said = build(first)
    assert differing(one, again) == []
    assert "running" not in said
