"""What mkdocs.yml rests on: nothing that it names is missed, however it is written."""

from __future__ import annotations

import pytest
from conftest import write

from rectified.configuration import configuration

FILES = {
    "mkdocs.yml": "",
    "theme/main.html": "",
    "my hooks.py": "",
    "hooks.py": "",
    "docs/index.md": "",
    "base.yml": "site_name: !ENV NAME\nhooks: [hooks.py]\n",
}


def found(root, text, **files):
    """Files and folders that a configuration rests on, by name, without itself; and its variables."""
    write(root, {**FILES, "mkdocs.yml": text, **files})
    it = configuration(root)
    assert it.files[0] == root / "mkdocs.yml"
    named = [path.relative_to(root).as_posix() for path in (*it.files[1:], *it.folders)]
    return named, {**it.variables}


@pytest.mark.parametrize(
    "text, names",
    [
        ("theme:\n  custom_dir: theme\n", ["theme"]),
        ("theme: {custom_dir: ./theme/}\n", ["theme"]),
        ("hooks:\n  - hooks.py\n", ["hooks.py"]),
        ("hooks: ['hooks.py', \"theme\"] # base\n", ["hooks.py", "theme"]),
        ("INHERIT: base.yml\n", ["base.yml", "hooks.py"]),
        ("a: .\nb: ..\nc: /\nd: ''\ne: ../..\n", []),
        ("site_name: A site\n", []),
    ],
    ids=["a folder", "a folder, otherwise", "a file", "two of a list", "what another names", "the project", "no name"],
)
def test_files_and_folders_are_named(text, names, tmp_path):
    """Beside mkdocs.yml, or beside the file that it inherits from; neither the project itself nor what is above it."""
    assert found(tmp_path, text)[0] == names


def test_a_file_outside_the_project_is_part_of_it(tmp_path):
    """Its own names are relative to it."""
    write(tmp_path, {"base.yml": "hooks: [above.py]", "above.py": "", "project/mkdocs.yml": "INHERIT: ../base.yml"})
    names = [path.relative_to(tmp_path).as_posix() for path in configuration(tmp_path / "project").files]
    assert names == ["project/mkdocs.yml", "base.yml", "above.py"]


@pytest.mark.parametrize(
    "text",
    [
        "site_name: !ENV NAME",
        'site_name: !ENV [NAME, "none"]',
        "site_name: !ENV ['NAME']",
        "site_name: !ENV\n  - OTHER\n  - NAME\n",
        "INHERIT: base.yml",
    ],
)
def test_variables_are_named(text, tmp_path, monkeypatch):
    """With their values; one that is not set is not there."""
    monkeypatch.setenv("NAME", "A name")
    monkeypatch.setenv("UNNAMED", "x")
    monkeypatch.delenv("OTHER", raising=False)
    assert found(tmp_path, text)[1] == {"NAME": "A name"}


def test_two_that_inherit_from_each_other_end(tmp_path):
    """MkDocs will say what it thinks of it."""
    assert found(tmp_path, "INHERIT: base.yml", **{"base.yml": "INHERIT: mkdocs.yml"})[0] == ["base.yml"]


def test_a_project_without_configuration_has_none(tmp_path):
    """Nor has one that is not text, but for itself."""
    assert configuration(tmp_path).files == ()
    assert configuration(write(tmp_path, {"mkdocs.yml": b"\xff\xfe"})).files == (tmp_path / "mkdocs.yml",)
