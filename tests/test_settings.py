"""What a project sets for its builds."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from conftest import write

from rectified.problems import BuildError
from rectified.running.job import Job, Limits
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


def test_what_a_process_may_use_is_a_setting(tmp_path):
    """What is not set keeps its default; every job gets the limits of its project and the time of its kind."""
    text = "[tool.rectified]\nlimits = { memory = 512, output = 64.5 }\nseconds = { lab = 7 }\n"
    settings = read_settings(write(tmp_path, {"pyproject.toml": text}))
    assert settings.limits == Limits(memory=512, output=64.5)
    assert settings.limits == replace(Limits(), memory=512, output=64.5)
    job = settings.job("a", "m:f", {"x": 1}, "lab", processes=True)
    assert job == Job("a", "m:f", {"x": 1}, 7, settings.limits, processes=True)
    assert settings.job("b", "m:f", {}, "note").seconds == SECONDS["note"]


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
        (
            "[tool.rectified]\nlimits = 5",
            "pyproject.toml:2: limits is 5; a table of cpu, memory, output, files, file_size; ",
        ),
        (
            "[tool.rectified]\nlimits = { memroy = 5 }",
            "pyproject.toml:2: unknown key 'memroy' of limits; one of cpu, memory, ",
        ),
        ("[tool.rectified]\nlimits = { files = true }", "pyproject.toml:2: files of limits is True; a number; "),
        ("[tool.rectified]\nlimits = { memory = '1 GB' }", "pyproject.toml:2: memory of limits is '1 GB'; a number; "),
        ("[tool.rectified]\n[tool.rectified.limits]\ncpu = []", "pyproject.toml:2: cpu of limits is []; a number; "),
        ("[tool.rectified]\nlimits = { cpu = 0 }", "pyproject.toml:2: cpu of limits is 0; a number above 0; "),
        (
            "[tool.rectified]\nlimits = { memory = nan }",
            "pyproject.toml:2: memory of limits is nan; a number above 0; ",
        ),
        ("[tool.rectified]\nseconds = { note = inf }", "pyproject.toml:2: note of seconds is inf; a number above 0; "),
        ("[tool.rectified]\nunchecked = { numbrs = 1 }", "pyproject.toml:2: unknown key 'numbrs' of unchecked; "),
        ("[tool.rectified]\nsecods = {}", "pyproject.toml:2: unknown setting 'secods'; one of seconds, "),
    ],
)
def test_settings_that_mean_nothing_are_reported(tmp_path, text, said):
    """With their line, before anything runs."""
    with pytest.raises(BuildError, match=re.escape(said)):
        read_settings(write(tmp_path, {"pyproject.toml": text}))
