"""The folder of the site: what is built beside it takes its place whole, and one build at a time is at it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from conftest import write

from rectified.problems import RenderError
from rectified.site_folder import beside, swap, taken_over

posix = pytest.mark.skipif(sys.platform == "win32", reason="no build can tell there that another is at work")


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_swap_puts_the_new_folder_in_the_place_of_the_old(tmp_path):
    """What an interrupted swap left is removed."""
    write(tmp_path, {"site/old": "", "site.old/older": "", "site.new/new": ""})
    swap(tmp_path / "site.new", tmp_path / "site")
    assert names(tmp_path) == ["site", "site/new"]


def test_swap_needs_no_old_folder(tmp_path):
    """The first build of a fresh clone."""
    write(tmp_path, {"site.new/new": ""})
    swap(tmp_path / "site.new", tmp_path / "site")
    assert names(tmp_path) == ["site", "site/new"]


def test_a_build_gets_an_empty_folder_that_is_gone_after_it(tmp_path):
    """Unless it takes the place of the site."""
    with beside(tmp_path / "a" / "site") as new:
        assert names(tmp_path) == ["a", "a/site.new"]
        write(new, {"page.html": ""})
    assert names(tmp_path) == ["a"]
    with beside(tmp_path / "a" / "site") as new:
        write(new, {"page.html": ""})
        swap(new, tmp_path / "a" / "site")
    assert names(tmp_path) == ["a", "a/site", "a/site/page.html"]


def test_what_the_last_site_has_already_is_taken_over(tmp_path):
    """As the same file; not what holds something else, nor what it lacks."""
    last, new = write(tmp_path, {"site/a/b": "same", "site/c": "older"}) / "site", tmp_path / "site.new"
    assert taken_over(b"same", "a/b", last, new) and (new / "a/b").samefile(last / "a/b")
    assert not taken_over(b"newer", "c", last, new)
    assert not taken_over(b"", "d", last, new)
    assert names(new) == ["a", "a/b"]


def test_without_links_nothing_is_taken_over(tmp_path, monkeypatch):
    """Some file systems have none; the caller writes the file then."""

    def refused(*_, **__):
        raise PermissionError("Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    write(tmp_path, {"site/a": "same"})
    assert not taken_over(b"same", "a", tmp_path / "site", tmp_path / "site.new")


def test_the_folder_of_a_build_that_fails_is_removed(tmp_path):
    """And the site is as it was."""
    write(tmp_path, {"site/page": ""})
    with pytest.raises(FileExistsError), beside(tmp_path / "site") as new:
        write(new, {"half": ""}).mkdir()
    assert names(tmp_path) == ["site", "site/page"]


def test_what_a_killed_build_left_is_removed(tmp_path):
    """Files, folders and links, without following them."""
    write(tmp_path, {"site.new/a/b": "", "site.new/c": "", "kept/d": ""})
    (tmp_path / "site.new/link").symlink_to(tmp_path / "kept")
    with beside(tmp_path / "site") as new:
        assert list(new.iterdir()) == []
    assert names(tmp_path) == ["kept", "kept/d"]


def test_a_build_that_is_killed_between_two_renamings_loses_no_site(tmp_path):
    """The old site, already moved away, comes back; what was to be removed of it is removed later."""
    write(tmp_path, {"site.old/page": "the last good site", "site.new/page": "not yet in its place"})
    with beside(tmp_path / "site"):
        assert (tmp_path / "site/page").read_text() == "the last good site"
    write(tmp_path, {"site.old/half": "removed in part"})
    with beside(tmp_path / "site"):
        assert names(tmp_path / "site") == ["page"]
    assert names(tmp_path) == ["site", "site/page"]


@posix
def test_two_builds_of_one_site_do_not_meet(tmp_path):
    """The second is told so and changes nothing; another site of the project is no matter."""
    with beside(tmp_path / "site") as new:
        write(new, {"half": ""})
        with (
            pytest.raises(RenderError, match=r"another build is under way, in site\.new; wait"),
            beside(tmp_path / "site"),
        ):
            pytest.fail("two builds at once")
        assert (new / "half").exists()
        with beside(tmp_path / "other") as other:
            assert other.name == "other.new"
    with beside(tmp_path / "site"):
        pass


@posix
def test_a_killed_build_stands_in_nobodys_way(tmp_path):
    """The system lets go of its folder, whatever way it ends."""
    code = "import os, sys\nfrom pathlib import Path\nfrom rectified.site_folder import beside\n"
    code += "with beside(Path(sys.argv[1])):\n    os.kill(os.getpid(), 9)\n"
    ended = subprocess.run([sys.executable, "-c", code, tmp_path / "site"], timeout=60)
    assert ended.returncode == -9 and (tmp_path / "site.new").is_dir()
    with beside(tmp_path / "site") as new:
        assert list(new.iterdir()) == []


@posix
def test_a_folder_that_took_its_place_meanwhile_is_not_taken_for_it(tmp_path, monkeypatch):
    """Between opening a folder and holding it, another build can end: what is held is then a site."""
    opened = os.open

    def open_late(path, flags):
        descriptor = opened(path, flags)
        swap(tmp_path / "site.new", tmp_path / "site")
        return descriptor

    monkeypatch.setattr(os, "open", open_late)
    with (
        pytest.raises(RenderError, match=r"another build has just ended, in site\.new; build again"),
        beside(tmp_path / "site"),
    ):
        pytest.fail("a site is held for a new folder")
    assert names(tmp_path) == ["site"]
