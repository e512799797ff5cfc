"""Removing what a note has left in its folder."""

from __future__ import annotations

import os
import sys

import pytest
from conftest import write

from rectified.running.scratch import remove


def test_a_folder_is_removed_with_all_in_it(tmp_path):
    """And nothing beside it."""
    write(tmp_path, {"scratch/a": "", "scratch/b/c": "", "scratch/b/d/e": "", "scratch-0": "beside", "scratch2/f": ""})
    (tmp_path / "scratch/empty").mkdir()
    remove(str(tmp_path / "scratch"))
    assert sorted(os.listdir(tmp_path)) == ["scratch-0", "scratch2"]
    assert (tmp_path / "scratch2/f").is_file()


def test_what_is_gone_needs_no_removing(tmp_path):
    """No error either."""
    remove(str(tmp_path / "scratch"))
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links and rights are POSIX's")
def test_links_are_not_followed(tmp_path):
    """What they lead to stays."""
    write(tmp_path, {"kept/file": "kept", "scratch/a": ""})
    (tmp_path / "scratch/folder").symlink_to(tmp_path / "kept")
    (tmp_path / "scratch/file").symlink_to(tmp_path / "kept/file")
    (tmp_path / "scratch/nowhere").symlink_to("nowhere")
    remove(str(tmp_path / "scratch"))
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["kept", "kept/file"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and rights are POSIX's")
def test_folders_without_rights_are_removed(tmp_path):
    """A note may take its own rights away, and those of folders in folders."""
    write(tmp_path, {"scratch/a/b/c": ""})
    for folder in ("a/b", "a", ""):
        (tmp_path / "scratch" / folder).chmod(0)
    remove(str(tmp_path / "scratch"))
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="paths are short there")
def test_folders_are_removed_however_deep_they_are(tmp_path):
    """Deeper than Python's stack, and with a path longer than the system takes."""
    here = os.getcwd()
    try:
        os.mkdir(tmp_path / "scratch")
        os.chdir(tmp_path / "scratch")
        for _ in range(sys.getrecursionlimit() + 500):
            os.mkdir("folder")
            os.chdir("folder")
            with open("file", "w"):
                pass
    finally:
        os.chdir(here)
    remove(str(tmp_path / "scratch"))
    assert os.listdir(tmp_path) == []
