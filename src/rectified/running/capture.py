"""What a cell says while it runs: its output in order, and its warnings, which are errors unless announced."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from collections.abc import Iterator
from typing import Any, TextIO

import numpy as np

from rectified.running.job import Limits


class TooMuch(BaseException):
    """A cell printed more than it may; no `except Exception` of a note's takes it for its own."""


class _Limited(io.BytesIO):
    """Takes `most` bytes; over: whether more were to be written."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most, self.over = most, False

    def write(self, data: Any) -> int:
        if self.tell() + memoryview(data).nbytes > self.most:
            self.over = True
            raise TooMuch("the cell prints too much")
        return super().write(data)


class Tape:
    """What was written to standard output and standard error, in order, and how many announced warnings were given.

    most: KiB that may be written; what goes beyond raises TooMuch where it is written.
    """

    def __init__(self, most: float) -> None:
        self._bytes = _Limited(int(most * 1024))
        self.stream = io.TextIOWrapper(self._bytes, "utf-8", errors="backslashreplace", newline="", write_through=True)
        self.warned = 0

    @property
    def text(self) -> str:
        """All that was written and may be; nothing when the cell has closed its own standard output."""
        return "" if self._bytes.closed else self._bytes.getvalue()[: self._bytes.most].decode("utf-8", "replace")

    @property
    def over(self) -> bool:
        """Whether more was to be written than may be, though the cell may have caught TooMuch, or evaded it."""
        return self._bytes.over or (not self._bytes.closed and self._bytes.getbuffer().nbytes > self._bytes.most)

    def write(self, text: str) -> None:
        if not self.stream.closed:
            self.stream.write(text)

    def show(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        """Write a warning down in place of `warnings.showwarning`, without file and line."""
        self.warned += 1
        self.write(f"{category.__name__}: {message}\n")


@contextlib.contextmanager
def captured(warns: str | None, most: float = Limits.output) -> Iterator[Tape]:
    """Collect all output on one tape. A warning is raised as an exception where it is given.

    warns: part of the message of warnings that are not raised but written to the tape, once for each line that
    gives them, as "RuntimeWarning: overflow encountered in exp". most: KiB of output.
    NumPy's floating-point warnings are on whatever an earlier cell did to them, underflow excepted, as by default.
    """
    tape = Tape(most)
    with (
        contextlib.redirect_stdout(tape.stream),
        contextlib.redirect_stderr(tape.stream),
        warnings.catch_warnings(),
        np.errstate(divide="warn", over="warn", invalid="warn", under="ignore"),
    ):
        warnings.simplefilter("error")
        if warns:
            warnings.filterwarnings("default", message=f"(?s:.*){re.escape(warns)}")
            warnings.showwarning = tape.show
        yield tape
