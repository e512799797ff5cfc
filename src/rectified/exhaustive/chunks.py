"""What is done of a run, kept on disk chunk by chunk, so that one that was stopped goes on where it was."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from rectified.cache import key
from rectified.exhaustive.patterns import blocks, chunk
from rectified.exhaustive.sweep import Sweep, from_data, sweep32
from rectified.exhaustive.target import Parcel, code_digest, unpacked

_DECIDING = ("enclosures", "errors", "exact", "forms", "patterns", "reference", "sweep", "target")


#: What glibc's mallopt calls the memory that is given back, asked for at once, and asked for apart from all other.
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3


class Task(NamedTuple):
    """One chunk of one function."""

    parcel: Parcel
    function: str
    number: int


def swept(task: Task) -> dict[str, Any]:
    """Judge one chunk, in whatever process; JSON-able."""
    _keep_memory()
    target = unpacked(task.parcel)[task.function]
    return sweep32(target, blocks(chunk(task.number))).data()


@cache
def _keep_memory() -> None:
    """Let this process keep what memory it frees, for the next block wants as much: where glibc is, twice as fast."""
    with suppress(AttributeError, OSError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        for option, size in ((_TRIM_THRESHOLD, 2**30), (_TOP_PAD, 2**24), (_MMAP_THRESHOLD, 2**25)):
            mallopt(option, size)


class Done:
    """The chunks of one function that are done, one a line of a file named by all that its figures depend on."""

    def __init__(self, folder: Path, parcel: Parcel, function: str, surroundings: Mapping[str, str]) -> None:
        name = key(parcel.digest, function, dict(surroundings), deciding())
        self.file = folder / f"{function}-{name[:16]}.jsonl"
        self.sweeps = dict(self._read())

    def _read(self) -> Iterator[tuple[int, Sweep]]:
        """Every whole line; the last one may have been cut off."""
        text = self.file.read_text(encoding="utf-8") if self.file.exists() else ""
        for line in text.splitlines(keepends=True):
            if line.endswith("\n"):
                row = json.loads(line)
                yield row["chunk"], from_data(row["sweep"])
        if text and not text.endswith("\n"):
            self.file.write_text(text[: text.rfind("\n") + 1], encoding="utf-8")

    def add(self, number: int, data: Mapping[str, Any]) -> None:
        """Keep the sweep of a chunk."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"chunk": number, "sweep": data}) + "\n")
        self.sweeps[number] = from_data(dict(data))


@cache
def deciding() -> dict[str, str]:
    """The digests of the code of the builder's modules that decide what a sweep finds."""
    package = Path(__file__).parents[1]
    files = [package / "exhaustive" / f"{name}.py" for name in _DECIDING]
    files += [file for folder in ("formulas", "latex") for file in sorted((package / folder).glob("*.py"))]
    return {file.relative_to(package).as_posix(): code_digest(file.read_text(encoding="utf-8")) for file in files}
