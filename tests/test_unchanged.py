"""A site that nothing has touched, of a project in which nothing has changed, is left as it is; any other is built."""

from __future__ import annotations

import os
import shutil
import sys

import pytest
from conftest import write

from rectified.commit import commit_time
from rectified.site_folder import swap
from rectified.surroundings import digest, surroundings
from rectified.unchanged import standing

FILES = {
    "mkdocs.yml": "site_name: !ENV NAME\ntheme:\n  custom_dir: looks\n",
    "pyproject.toml": "",
    "docs/index.md": "words",
    "docs/assets/a.css": "",
    "snippets/double.py": "",
    "claims/double.py": "",
    "looks/main.html": "",
    "data/table.txt": "1 2 3",
    "README.md": "",
}
SITE = {"index.html": "a page", "a/index.html": "another"}
READS = ["data/table.txt", "data/later.txt", "data/"]
WORDS = ["one line", "and another"]


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch):
    """Surroundings and time are found anew in each test."""
    for name in ("NAME", "SOURCE_DATE_EPOCH", "GITHUB_REPOSITORY"):
        monkeypatch.delenv(name, raising=False)
    commit_time.cache_clear()
    yield
    commit_time.cache_clear()
    surroundings.cache_clear()


@pytest.fixture
def root(tmp_path):
    """A project whose site a build has left."""
    root = write(tmp_path / "project", FILES)
    built(root)
    return root


def built(root):
    """Do what a build does."""
    now = standing(root, root / "site")
    new = write(root / "site.new", SITE)
    now.remember(new, {name: digest(root / name) for name in READS}, WORDS)
    swap(new, root / "site")


def words(root, site="site"):
    return standing(root, root / site).last_words()


def test_a_site_that_stands_is_known_by_its_words(root):
    """What its build said at its end."""
    assert words(root) == WORDS


def test_no_site_is_known_before_it_is_built(tmp_path):
    """Though one is there."""
    root = write(tmp_path, {**FILES, **{f"site/{name}": text for name, text in SITE.items()}})
    assert words(root) is None


@pytest.mark.parametrize(
    "name, text",
    [
        ("docs/index.md", "other words"),
        ("docs/new.md", ""),
        ("docs/assets/a.css", "p {}"),
        ("snippets/double.py", "1"),
        ("claims/_new.py", ""),
        ("pyproject.toml", "[tool]"),
        ("mkdocs.yml", "site_name: Other"),
        ("looks/partials/new.html", ""),
        ("looks/main.html", "x"),
        ("data/table.txt", "4 5 6"),
        ("data/later.txt", "here"),
        ("data/other.txt", ""),
        ("site/index.html", "hand-edited"),
        ("site/new.html", ""),
        ("site/a/index.html", "anotheR"),
    ],
)
def test_whatever_a_site_is_made_from_makes_it_another(name, text, root):
    """Its sources, its templates, what code read, listed or looked for; and the site itself."""
    write(root, {name: text})
    assert words(root) is None


@pytest.mark.parametrize(
    "name", ["docs/index.md", "looks/main.html", "data/table.txt", "site/index.html", "mkdocs.yml"]
)
def test_what_is_gone_makes_it_another(name, root):
    """As what is changed does."""
    (root / name).unlink()
    assert words(root) is None


@pytest.mark.parametrize("name", ["NAME", "GITHUB_REPOSITORY", "SOURCE_DATE_EPOCH", "LD_LIBRARY_PATH"])
def test_another_environment_makes_it_another(name, root, monkeypatch):
    """As far as anything in the site may come from it."""
    monkeypatch.setenv(name, "1234")
    commit_time.cache_clear()
    surroundings.cache_clear()
    assert words(root) is None


def test_what_no_site_is_made_from_does_not_matter(root, monkeypatch):
    """Other files, other variables, what Python has compiled, the time of a file that is as it was."""
    write(root, {"README.md": "x", "tests/new.py": "", "snippets/__pycache__/double.cpython-311.pyc": "", ".git/x": ""})
    monkeypatch.setenv("UNNAMED", "x")
    os.utime(root / "docs/index.md")
    assert words(root) == WORDS


def test_the_time_of_a_page_matters(root):
    """Nobody reads all pages to see whether they are as they were."""
    os.utime(root / "site/index.html")
    assert words(root) is None


def test_a_dead_link_is_no_page(root):
    """And no reason to stop."""
    (root / "site/index.html").unlink()
    (root / "site/index.html").symlink_to("nowhere")
    assert words(root) is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_what_a_link_leads_to_is_a_source(root, tmp_path):
    """MkDocs follows links to folders."""
    write(tmp_path, {"elsewhere/a.txt": "1"})
    (root / "docs/linked").symlink_to(tmp_path / "elsewhere")
    built(root)
    assert words(root) == WORDS
    write(tmp_path, {"elsewhere/a.txt": "2"})
    assert words(root) is None


def test_another_site_of_the_project_is_another(root):
    """Each is known by its own place; the project can be moved with its site."""
    shutil.copytree(root / "site", root / "other")
    assert words(root, "other") is None
    shutil.copytree(root, root.with_name("moved"))
    assert words(root.with_name("moved")) == WORDS


def test_a_project_that_changed_while_it_was_built_is_not_known(root):
    """Nobody knows which of its states the site shows; when it is as it was before, it is built all the same."""
    now = standing(root, root / "site")
    write(root, {"docs/index.md": "other words"})
    new = write(root / "site.new", {**SITE, "index.html": "other words"})
    now.remember(new, {}, ["of other words"])
    swap(new, root / "site")
    write(root, {"docs/index.md": FILES["docs/index.md"]})
    assert words(root) is None


def test_what_was_read_while_it_changed_is_never_as_it_was(root):
    """Its digest is none that a file can have."""
    now = standing(root, root / "site")
    new = write(root / "site.new", SITE)
    now.remember(new, {"data/table.txt": "changing"}, WORDS)
    swap(new, root / "site")
    assert words(root) is None


def test_a_project_without_settings_is_known_as_well(tmp_path):
    """Nothing need be there."""
    (tmp_path / "data").mkdir()
    built(tmp_path)
    assert words(tmp_path) == WORDS
