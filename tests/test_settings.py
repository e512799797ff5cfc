"""What a project sets for its builds."""

from __future__ import annotations

import re

import pytest
from conftest import write

from rectified.problems import BuildError
from rectified.settings import SECONDS, read_settings


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch):
    """Tests run in continuous builds too."""
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    monkeypatch.delenv("GITHUB_SERVER_URL", raising=False)


def test_a_project_without_settings_gets_the_defaults(tmp_path):
    """All limits, nothing agreed to stay unchecked, no address for disputes."""
    settings = read_settings(tmp_path)
    assert settings.seconds == SECONDS
    assert (settings.unchecked, settings.repository, settings.version) == ({}, "", "0")


def test_settings_are_read_from_pyproject(tmp_path):
    """A limit that is set replaces its default; the others stay."""
    text = '[project]\nversion = "1.2.3"\n[tool.rectified]\nseconds = { note = 5 }\nunchecked = { cited = 2 }\n'
    settings = read_settings(write(tmp_path, {"pyproject.toml": text + 'repository = "https://a.b/c"\n'}))
    assert settings.seconds == {**SECONDS, "note": 5}
    assert (settings.unchecked, settings.repository, settings.version) == ({"cited": 2}, "https://a.b/c", "1.2.3")


def test_a_continuous_build_knows_its_repository(tmp_path, monkeypatch):
    """Where claims are disputed, unless the project says otherwise."""
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "somebody/rectified")
    assert read_settings(tmp_path).repository == "https://github.com/somebody/rectified"
    write(tmp_path, {"pyproject.toml": '[tool.rectified]\nrepository = "https://a.b/c"\n'})
    assert read_settings(tmp_path).repository == "https://a.b/c"


@pytest.mark.parametrize(
    "text, said",
    [
        ("a = [", "pyproject.toml:1: it is not TOML: "),
        ("a = 1\nb = = 2", "pyproject.toml:2: it is not TOML: "),
        ("[tool.rectified]\n\nseconds = 5", "pyproject.toml:3: seconds is 5; a table of note, "),
        ("[tool.rectified]\nseconds = { note = 'a' }", "pyproject.toml:2: note of seconds is 'a'; a number; "),
        ("[tool.rectified]\nunchecked = { numbrs = 1 }", "pyproject.toml:2: unknown key 'numbrs' of unchecked; "),
        ("[tool.rectified]\nsecods = {}", "pyproject.toml:2: unknown setting 'secods'; one of seconds, "),
    ],
)
def test_settings_that_mean_nothing_are_reported(tmp_path, text, said):
    """With their line, before anything runs."""
    with pytest.raises(BuildError, match=re.escape(said)):
        read_settings(write(tmp_path, {"pyproject.toml": text}))
