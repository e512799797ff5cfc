"""A folder of results by key: safe to delete, to carry to another machine, to fill from two builds at once.

An entry is JSON, never a pickle, and says what it should hold and under which key; one that is damaged is as good as
none. A cache that cannot be written to keeps nothing and harms nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

#: Where a project keeps what was found and made, from one build to the next, relative to its root.
CACHE = Path(".cache", "rectified")

#: Days after which an entry that no build has asked for is removed.
DAYS = 30

_DAY = 86400.0


def key(*parts: Any) -> str:
    """A key for JSON-able parts: what is equal has the same, whatever the order of its names."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


class Cache:
    """Values by key in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, name: str) -> Any:
        """The value of that key; None when there is none, or none that can be read."""
        file = self._file(name)
        try:
            data = file.read_bytes()
            digest, packed = data[:32], data[32:]
            if _digest(name, packed) != digest:
                return None
            value = json.loads(zlib.decompress(packed))
        except (OSError, ValueError, zlib.error):
            return None
        self._wanted(file)
        return value

    def put(self, name: str, value: Any) -> None:
        """Keep a JSON-able value. Written in part, for want of space or of time, it is damaged."""
        packed = zlib.compress(json.dumps(value).encode(), 1)
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._file(name).write_bytes(_digest(name, packed) + packed)

    def prune(self) -> None:
        """Remove, in this folder of caches, what was not asked for in `DAYS` days."""
        oldest = time.time() - DAYS * _DAY
        for file in self.folder.rglob("*"):
            with suppress(OSError):  # that of a folder
                if file.stat().st_mtime < oldest:
                    file.unlink()

    def _file(self, name: str) -> Path:
        return self.folder / name

    def _wanted(self, file: Path) -> None:
        """Note, at most once a day, that an entry is in use."""
        with suppress(OSError):
            if file.stat().st_mtime < time.time() - _DAY:
                os.utime(file)


def _digest(name: str, packed: bytes) -> bytes:
    return hashlib.sha256(name.encode() + packed).digest()
