"""What a child process tells the builder: lines of JSON through a pipe, never pickles, since a child runs notes."""

from __future__ import annotations

import json
import os
import select
from multiprocessing.connection import Connection
from typing import Any

#: Bytes sent at once. The system writes so few whole or not at all, and a reader that finds some finds all:
#: it never waits for the rest from a process that is no more. Four bytes are the length before them.
_PIECE = getattr(select, "PIPE_BUF", 4096) - 4

#: Bytes that one child may say in all.
LIMIT = 64 * 2**20


class Sender:
    """The child's end of the pipe."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._process = connection, os.getpid()

    def send(self, kind: str, content: Any) -> None:
        """Send one message; raises TypeError or ValueError for what is not JSON, OSError when the pipe is closed."""
        line = (json.dumps([kind, content]) + "\n").encode()
        if os.getpid() != self._process:
            os._exit(1)  # a process that a note forked: it does not speak for the job
        for start in range(0, len(line), _PIECE):
            self._connection.send_bytes(line[start : start + _PIECE])


class Reader:
    """The builder's end of the pipe.

    received: the messages that have arrived whole, as pairs (kind, content), in order.
    flooded: whether more was sent than `LIMIT`; nothing is read after that.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection, self._rest, self._bytes = connection, bytearray(), 0
        self.received: list[tuple[str, Any]] = []
        self.flooded = False

    def read(self) -> bool:
        """Take in one piece, if one has arrived; False when none can arrive any more."""
        try:
            if self._connection.poll():
                piece = self._connection.recv_bytes(_PIECE)
                self._rest += piece
                self._bytes += len(piece)
                self.flooded = self._bytes > LIMIT
                if self._rest.endswith(b"\n"):
                    self._take()
        except (EOFError, OSError):
            return False
        except (TypeError, ValueError, RecursionError):  # no message: a note found the pipe and wrote to it
            return False
        return not self.flooded

    def read_all(self) -> None:
        """Take in all that has arrived from a process that is no more."""
        while self._connection.poll() and self.read():
            continue

    def _take(self) -> None:
        """Move the whole messages, newlines at their ends, to `received`."""
        for line in self._rest.splitlines():
            kind, content = json.loads(line)
            self.received.append((kind, content))
        self._rest.clear()
