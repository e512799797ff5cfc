"""What every result depends on: one digest that another builder, package, interpreter or processor changes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, write

from rectified import surroundings as module
from rectified.surroundings import digest, surroundings, tree

CODE = "from rectified.surroundings import surroundings; print(surroundings())"


def fresh() -> str:
    """The digest, found anew."""
    surroundings.cache_clear()
    return surroundings()


@pytest.fixture(autouse=True)
def found_anew():
    """No test sees what another has found."""
    yield
    surroundings.cache_clear()


def told(cwd, source=ROOT / "src", **environment) -> str:
    """What another process says, which runs the builder that stands in `source`."""
    settings = {**os.environ, "PYTHONPATH": str(source), **environment}
    ran = subprocess.run(
        [sys.executable, "-c", CODE], cwd=cwd, env=settings, capture_output=True, text=True, check=True
    )
    return ran.stdout


def test_the_same_builder_says_the_same_anywhere(tmp_path):
    """In another folder, with other seeds and words; a compiled file more is no other builder."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    first = told(tmp_path, PYTHONHASHSEED="1", LC_ALL="C")
    write(tmp_path, {"src/rectified/__pycache__/cache.cpython-311.pyc.1234": "half written"})
    assert told("/", tmp_path / "src", PYTHONHASHSEED="2", TZ="Asia/Tokyo", HOME=str(tmp_path)) == first


@pytest.mark.parametrize("file", ["cache.py", "latex/grammar.lark", "vendor/temml.min.js", "new.txt"])
def test_another_file_of_the_builder_is_another_builder(file, tmp_path):
    """Whatever kind of file it is, a new one too."""
    shutil.copytree(ROOT / "src", tmp_path / "src")
    first = told(tmp_path, tmp_path / "src")
    with (tmp_path / "src/rectified" / file).open("a", encoding="utf-8") as text:
        text.write("\n")
    assert told(tmp_path, tmp_path / "src") != first


def test_another_package_or_version_is_another_surrounding(tmp_path, monkeypatch):
    """Told by the folders of metadata; what is imported first counts, so their order does as well."""
    for place, version in (("a", "1.0"), ("b", "2.0")):
        (tmp_path / place / f"thing-{version}.dist-info").mkdir(parents=True)
    known = [*sys.path]
    found = []
    for extra in ([], ["a"], ["b"], ["a", "b"], ["b", "a"]):
        monkeypatch.setattr(sys, "path", [*(str(tmp_path / name) for name in extra), *known])
        found.append(fresh())
    assert len({*found}) == len(found)
    write(tmp_path, {"a/module.py": "", "a/words.txt": ""})
    monkeypatch.setattr(sys, "path", [str(tmp_path / "a"), str(tmp_path / "none"), *known])
    assert fresh() == found[1]


def test_another_processor_interpreter_or_folder_of_libraries_is_another_surrounding(monkeypatch):
    """NumPy takes other routines where the processor has other features."""
    first = fresh()
    with monkeypatch.context() as changed:
        changed.setattr(module, "_processor", lambda: "flags: none")
        assert fresh() != first
    with monkeypatch.context() as changed:
        changed.setattr(sys, "version", "3.99")
        assert fresh() != first
    with monkeypatch.context() as changed:
        changed.setenv("LD_LIBRARY_PATH", "/opt/other")
        assert fresh() != first
    assert fresh() == first


def test_the_digest_of_a_file_is_that_of_its_bytes(tmp_path):
    """Of a folder, that of the names in it, whatever they hold; where there is neither, there is none."""
    write(tmp_path, {"folder/a": "one", "folder/b/c": "two"})
    assert digest(tmp_path / "folder/a") == hashlib.sha256(b"one").hexdigest()
    before = digest(tmp_path / "folder")
    write(tmp_path, {"folder/a": "changed", "folder/b/d": "new"})
    assert digest(tmp_path / "folder") == before
    write(tmp_path, {"folder/e": ""})
    assert digest(tmp_path / "folder") != before
    assert digest(tmp_path / "folder/none") is None
    assert digest(tmp_path / "folder/a/b") is None


def test_a_tree_is_all_files_below_a_folder(tmp_path):
    """Hidden ones too; through links to folders, without what Python has compiled."""
    write(tmp_path, {"tree/a": "1", "tree/.b/c": "2", "tree/d/__pycache__/e.pyc": "3", "elsewhere/f": "4"})
    (tmp_path / "tree/link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "tree/dead").symlink_to("nowhere")
    found = tree(tmp_path / "tree")
    assert {*found} == {"a", ".b/c", "link/f", "dead"}
    assert (found["a"], found["dead"]) == (hashlib.sha256(b"1").hexdigest(), None)
    assert tree(tmp_path / "none") == {}
