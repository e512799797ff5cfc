"""Values by key in a folder: what is put comes back whole or not at all, whatever happened to the folder."""

from __future__ import annotations

import json
import os
import time
import zlib
from contextlib import nullcontext
from pathlib import Path

import pytest
from conftest import write

from rectified.cache import DAYS, Cache, key

NAME, OTHER = key("one"), key("another")
DAY = 86400


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache" / "kind")


def files(cache):
    return [path for path in cache.folder.rglob("*") if path.is_file()]


def aged(file, days):
    """Let a file be as if nobody had asked for it for so long."""
    then = time.time() - days * DAY
    os.utime(file, (then, then))
    return then


def test_a_key_does_not_depend_on_the_order_of_names():
    """That of parts and values does matter, and so does their type."""
    assert key({"a": 1, "b": [2, None]}, "c") == key({"b": [2, None], "a": 1}, "c")
    keys = [key(), key("a", "b"), key("b", "a"), key("ab"), key(["a", "b"]), key(1), key("1"), key(1.5), key(None)]
    assert len({*keys}) == len(keys)


@pytest.mark.parametrize(
    "value", [True, 0, [], {"a": [1.5, None]}, "λ\ud800\n", 0.1 + 0.2, float("inf"), "x" * 1_000_000]
)
def test_what_is_put_comes_back(cache, value):
    """Whatever JSON can say; it replaces what was there, and another cache of the folder finds it."""
    assert cache.get(NAME) is None
    cache.put(NAME, "before")
    cache.put(NAME, value)
    assert Cache(cache.folder).get(NAME) == value
    assert cache.get(OTHER) is None
    assert len(files(cache)) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:10],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: bytes(len(data)),
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: data[32:],
        lambda data: zlib.compress(json.dumps([]).encode()),
        lambda data: bytes(32) + zlib.compress(json.dumps([]).encode()),
    ],
    ids=["empty", "short", "cut", "longer", "zeros", "one bit", "no digest", "other JSON", "another digest"],
)
def test_a_damaged_entry_is_as_good_as_none(cache, damage):
    """And is mended by the next who puts it there."""
    cache.put(NAME, {"a": 1})
    (file,) = files(cache)
    file.write_bytes(damage(file.read_bytes()))
    assert cache.get(NAME) is None
    cache.put(NAME, {"a": 1})
    assert cache.get(NAME) == {"a": 1}


def test_an_entry_is_none_under_another_name(cache):
    """Though it is whole."""
    cache.put(NAME, 1)
    cache.put(OTHER, 2)
    one, other = (cache.folder / name for name in (NAME, OTHER))
    other.write_bytes(one.read_bytes())
    assert (cache.get(NAME), cache.get(OTHER)) == (1, None)


@pytest.mark.parametrize("blocked", ["cache", "cache/kind"])
def test_a_folder_that_cannot_be_written_to_keeps_nothing(blocked, cache, tmp_path):
    """Nor does it harm; a file stands where it would be."""
    write(tmp_path, {blocked: "a file"})
    cache.put(NAME, 1)
    assert cache.get(NAME) is None
    cache.prune()
    assert (tmp_path / blocked).read_text() == "a file"


@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()], ids=["full", "interrupted"])
def test_an_entry_that_is_half_written_is_none(error, cache, monkeypatch):
    """Though another was there before; a full disk is no fault, and Ctrl-C is heard."""
    cache.put(NAME, "before")

    def cut_off(file, data):
        with open(file, "wb") as stream:
            stream.write(data[: len(data) // 2])
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", cut_off)
        with nullcontext() if isinstance(error, OSError) else pytest.raises(KeyboardInterrupt):
            cache.put(NAME, "after")
    assert cache.get(NAME) is None
    cache.put(NAME, "again")
    assert cache.get(NAME) == "again"


def test_what_nobody_asked_for_in_a_month_is_removed(cache):
    """Wherever it is; not what was asked for, even once."""
    for name in (NAME, OTHER, key("third")):
        cache.put(name, name)
    older = write(cache.folder, {f"{NAME[:2]}/{NAME}": "as they once were kept"}) / NAME[:2] / NAME
    for file in files(cache):
        aged(file, DAYS + 1)
    cache.put(key("third"), 3)
    assert cache.get(NAME) == NAME
    Cache(cache.folder.parent).prune()
    assert (cache.get(NAME), cache.get(OTHER), cache.get(key("third"))) == (NAME, None, 3)
    assert not older.exists()


def test_an_entry_is_noted_as_used_once_a_day_at_most(cache):
    """A build reads thousands of them."""
    cache.put(NAME, 1)
    (file,) = files(cache)
    then = aged(file, 0.5)
    cache.get(NAME)
    assert file.stat().st_mtime == pytest.approx(then)
    aged(file, 2)
    cache.get(NAME)
    assert file.stat().st_mtime > time.time() - 60
