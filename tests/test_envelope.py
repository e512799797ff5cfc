"""Every committed result file has one form; any other is refused with what is wrong."""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path

import pytest
from bench.origin import machine, made_by

from rectified import envelope

ROOT = Path(__file__).parents[1]

GOOD = {
    "schema": 1,
    "what": "What a thing costs.",
    "made_by": {"bench/notes.py": "0" * 64},
    "versions": {"python": "3.13.1"},
    "machine": {"processor": "A processor @ 2 GHz", "cores": 2, "memory": 8 << 30, "system": "Linux 6.12 x86_64"},
    "date": "2026-11-23",
    "results": {"bars": [{"measured": 0.5, "limit": None}]},
}


def test_result_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Made, dumped and read, it is the same."""
    named = {name: GOOD[name] for name in envelope.KEYS[2:]}
    made = envelope.envelope("What a thing costs.", **named)
    assert made == GOOD
    (tmp_path / "results.json").write_text(envelope.dumped(made), encoding="utf-8")
    assert envelope.read(tmp_path / "results.json") == GOOD


@pytest.mark.parametrize(
    "key, value, message",
    [
        ("schema", 2, "schema is 2, not 1"),
        ("schema", True, "schema is True"),
        ("what", "no full stop", "what is not one sentence"),
        ("made_by", {}, "made_by is not a mapping with anything in it"),
        ("made_by", {"bench/notes.py": "abc"}, "'bench/notes.py' has 'abc'"),
        ("versions", {"python": 3.13}, "'python' has 3.13"),
        ("machine", {"processor": "x"}, "machine is not a mapping of exactly"),
        ("machine", {**GOOD["machine"], "cores": "two"}, "cores is 'two'"),
        ("machine", {**GOOD["machine"], "host": "somewhere"}, "machine is not a mapping of exactly"),
        ("date", "23.11.2026", "date is '23.11.2026', not YYYY-MM-DD"),
        ("date", "2026-13-01", "not YYYY-MM-DD"),
        ("results", {}, "results is not a mapping with anything in it"),
        ("results", {"a": [1.0, float("nan")]}, r"results.a\[1\] is nan"),
        ("results", {"a": {1: 2}}, "the key 1 is not text"),
        ("results", {"log": "built in /home/someone/project"}, "names a place on a machine"),
        ("results", {"log": "from https://example.org"}, "names a place on a machine"),
    ],
)
def test_result_file_of_another_form_is_refused(key: str, value: object, message: str) -> None:
    """What is missing, of the wrong kind, not finite, or tells where it was made."""
    with pytest.raises(ValueError, match=message):
        envelope.check({**GOOD, key: value})


def test_result_file_has_exactly_its_keys(tmp_path: Path) -> None:
    """One too few or one too many is refused, and reading names the file."""
    for changed in ({name: GOOD[name] for name in envelope.KEYS[1:]}, {**GOOD, "more": 1}, [GOOD]):
        (tmp_path / "results.json").write_text(json.dumps(changed))
        with pytest.raises(ValueError, match=r"results\.json: not a mapping of exactly"):
            envelope.read(tmp_path / "results.json")


@pytest.mark.parametrize("text", ["", "{", '{"results": NaN}'])
def test_what_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    """An empty, cut off or non-standard file names itself."""
    (tmp_path / "results.json").write_text(text)
    with pytest.raises(ValueError, match=r"results\.json: "):
        envelope.read(tmp_path / "results.json")


@pytest.mark.skipif(sys.platform != "linux", reason="the machine is described as Linux shows it")
def test_origin_has_the_form_and_names_no_host() -> None:
    """What the benchmark says of this machine passes the check."""
    origin = {"made_by": made_by(ROOT, "bench"), "machine": machine(), "versions": GOOD["versions"]}
    made = envelope.envelope("What a thing costs.", **origin, date="2026-11-23", results={"a": 1})
    assert set(made["made_by"]) == {f"bench/{file.name}" for file in (ROOT / "bench").glob("*.py")}
    assert platform.node() not in json.dumps(made["machine"]).split()
