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
    """The work tree in another folder, with the history that pages take dates from; every file as new as its copy."""
    subprocess.run(["git", "clone", "-q", "--no-checkout", str(ROOT), str(folder)], check=True)
    ignored = shutil.ignore_patterns(*LEFT_OUT)
    shutil.copytree(ROOT, folder, ignore=ignored, copy_function=shutil.copyfile, dirs_exist_ok=True)
    subprocess.run(["git", "reset", "-q"], cwd=folder, check=True)
    return folder


def contents(site: Path) -> dict[str, bytes]:
    """The files of a site by path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def build(folder: Path, umask: int = 0o022, **environment: str) -> tuple[dict[str, bytes], str]:
    """What a build leaves in the clone's site, and what it said."""
    settings = {**os.environ, "PYTHONPATH": str(folder / "src"), **environment}
    command = [sys.executable, "-m", "rectified", "build"]
    ran = subprocess.run(
        command, cwd=folder, env=settings, umask=umask, capture_output=True, encoding="utf-8", timeout=600
    )
    assert ran.returncode == 0, ran.stderr
    return contents(folder / "site"), ran.stderr


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """A clone in another place, what a first build of it left there, in another environment, and what that said."""
    folder = clone(tmp_path_factory.mktemp("another") / "place")
    home = write(tmp_path_factory.mktemp("home"), {".config/matplotlib/matplotlibrc": "lines.linewidth: 9\n"})
    given = {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "HOME": str(home), "GITHUB_TOKEN": "x", "COLUMNS": "40"}
    return folder, *build(folder, 0o077, PYTHONHASHSEED="2", **given)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def test_a_clone_gives_the_same_site(site, elsewhere):
    """Compressed files included, and though everything was run."""
    _, other, said = elsewhere
    assert differing(contents(site), other) == []
    assert {"index.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json", "claims.json"} <= {*other}
    assert "running" in said


def test_a_carried_cache_gives_the_same_site(elsewhere, tmp_path):
    """Nothing runs in a clone that gets the cache of another."""
    first, one, _ = elsewhere
    second = clone(tmp_path / "second")
    shutil.copytree(first / ".cache", second / ".cache")
    other, said = build(second, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1")
    assert differing(one, other) == []
    assert "running" not in said


def test_a_project_that_only_looks_changed_gives_the_same_site(elsewhere):
    """New times of all files, and pages rendered anew from kept results."""
    folder, one, _ = elsewhere
    for path in (folder / "docs").rglob("*"):
        os.utime(path)
    shutil.rmtree(folder / ".cache/rectified/pages")
    shutil.rmtree(folder / ".cache/rectified/builds")
    again, said = build(folder)
    assert differing(one, again) == []
    assert "running" not in said
