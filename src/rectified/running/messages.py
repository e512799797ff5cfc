"""What a child process tells the builder: lines of JSON through a pipe, never pickles, since a child runs notes.

A note can find the pipe and write to it what it likes. So the builder waits for nothing that has begun to arrive, takes
no more than `LIMIT`, and takes nothing for a message that `child.serve` would not have said.
"""

from __future__ import annotations

import json
import math
import os
import sys
from multiprocessing.connection import Connection
from pathlib import PurePath
from typing import Any

#: Bytes that one child may say in all. Read, they can take thirty times as much: a list in JSON is two brackets.
LIMIT = 32 * 2**20

_PIECE = 2**16  # what a pipe holds on Linux
_RAW = sys.platform != "win32"  # multiprocessing puts lengths between bytes, and waits for as many as they say


class Sender:
    """The child's end of the pipe."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._process = connection, os.getpid()

    def send(self, kind: str, content: Any) -> None:
        """Send one message; raises TypeError or ValueError for what is not JSON, OSError when the pipe is closed."""
        line = (json.dumps([kind, content]) + "\n").encode()
        if os.getpid() != self._process:
            os._exit(1)  # a process that a note forked: it does not speak for the job
        if not _RAW:
            self._connection.send_bytes(line)
            return
        rest = memoryview(line)
        while rest:
            rest = rest[os.write(self._connection.fileno(), rest) :]


class Reader:
    """The builder's end of the pipe.

    received: the messages that have arrived whole, as pairs (kind, content), in order.
    flooded: whether more was sent than `LIMIT`; garbled: whether what was sent is no message. Nothing is read then.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection, self._rest, self._bytes = connection, bytearray(), 0
        self.received: list[tuple[str, Any]] = []
        self.flooded = self.garbled = False
        if _RAW:
            os.set_blocking(connection.fileno(), False)

    @property
    def finished(self) -> bool:
        """Whether the last message that a child sends has arrived, or none can be taken any more."""
        return self.flooded or self.garbled or bool(self.received and self.received[-1][0] == "spent")

    @property
    def partial(self) -> bool:
        """Whether the last message has not arrived whole: what the child still writes may be more than a pipe holds."""
        return bool(self._rest)

    def read(self) -> bool:
        """Take in what has arrived, at most one piece; False when nothing can arrive any more."""
        try:
            piece = self._piece()
        except BlockingIOError:
            return True
        except (EOFError, OSError):
            return False
        self._bytes += len(piece)
        self.flooded = self._bytes > LIMIT
        self._rest += piece
        if b"\n" in piece and not self.flooded:
            self._take()
        return not self.flooded and not self.garbled

    def read_all(self) -> None:
        """Take in all that has arrived from a process that is no more."""
        while not self._connection.closed and self._connection.poll() and self.read():
            continue

    def _piece(self) -> bytes:
        if not _RAW:
            return self._connection.recv_bytes() if self._connection.poll() else b""
        if piece := os.read(self._connection.fileno(), _PIECE):
            return piece
        raise EOFError

    def _take(self) -> None:
        """Move the whole messages to `received`."""
        *lines, self._rest = self._rest.split(b"\n")
        try:
            self.received.extend(map(_message, lines))
        except (TypeError, ValueError, KeyError, RecursionError):
            self.garbled = True


def _message(line: bytearray) -> tuple[str, Any]:
    """What a line says. Raises TypeError, ValueError, KeyError or RecursionError for what no child would say."""
    kind, content = json.loads(line)
    if not _KINDS[kind](content):
        raise ValueError(f"no {kind}")
    return kind, content


def _texts(content: Any) -> bool:
    return isinstance(content, list) and all(isinstance(text, str) for text in content)


def _spent(content: Any) -> bool:
    """{"reads": paths within the project, "cpu": seconds}: the builder will read these files."""
    if not isinstance(content, dict) or set(content) != {"reads", "cpu"}:
        return False
    reads, cpu = content["reads"], content["cpu"]
    if not isinstance(cpu, float) or not 0 <= cpu < math.inf or not _texts(reads):
        return False
    return all(_within(PurePath(name)) for name in reads)


def _within(path: PurePath) -> bool:
    """Whether a path leads nowhere outside its folder, and can be one; raises ValueError for half a surrogate pair."""
    return not path.anchor and ".." not in path.parts and b"\0" not in os.fsencode(path)


#: The kinds of messages, and what is a content of each.
_KINDS = {
    "started": _texts,
    "progress": lambda _: True,
    "value": lambda _: True,
    "failure": lambda content: isinstance(content, str),
    "spent": _spent,
}
