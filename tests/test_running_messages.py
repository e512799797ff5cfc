"""Messages through a pipe: whole, in order, and never more than words."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import tracemalloc

import pytest

from rectified.running import messages
from rectified.running.messages import LIMIT, Reader, Sender

posix = pytest.mark.skipif(sys.platform == "win32", reason="writes to the pipe itself")

SPENT = {"reads": ["snippets/half.py", "docs/", "given:labs/a.json", "\udcff"], "cpu": 0.5}
LARGE = 400_000  # bytes, more than a pipe holds


@pytest.fixture
def ends():
    """Both ends of a pipe."""
    reader, writer = multiprocessing.Pipe(duplex=False)
    with reader, writer:
        yield reader, writer


def received(reader):
    messages = Reader(reader)
    messages.read_all()
    return messages.received


def write(writer, text):
    """What a note can do that has found the pipe."""
    os.write(writer.fileno(), text)


@pytest.mark.parametrize(
    "content",
    [None, True, 1.5, "λα\u2028\r\n\x85\ud800", [], {"a": [1, None]}],
    ids=["null", "true", "number", "line ends", "list", "object"],
)
def test_a_message_arrives_as_it_was_sent(ends, content):
    """Whatever JSON can say; another one after it as well."""
    reader, writer = ends
    sender = Sender(writer)
    sender.send("progress", content)
    sender.send("value", 0)
    assert received(reader) == [("progress", content), ("value", 0)]


def test_a_long_message_arrives_in_pieces(ends):
    """The sender waits while the pipe is full, and a reader takes what there is."""
    reader, writer = ends
    sender = Sender(writer)

    def speak():
        sender.send("progress", "x" * LARGE)
        sender.send("spent", SPENT)

    speaking = threading.Thread(target=speak)
    speaking.start()
    heard, pieces = Reader(reader), 0
    while not heard.finished and reader.poll(10):
        assert heard.read() is True
        pieces += 1
    speaking.join()
    assert heard.received == [("progress", "x" * LARGE), ("spent", SPENT)]
    assert pieces > 1


@posix
def test_a_message_counts_when_it_is_whole(ends):
    """A part of one is not shown, and reading does not wait for the rest, however little has come."""
    reader, writer = ends
    messages = Reader(reader)
    assert messages.read() is True
    for piece, known in ((b"[", []), (b'"progress"', []), (b", 1]", []), (b'\n["va', [("progress", 1)])):
        write(writer, piece)
        assert messages.read() is True
        assert (messages.received, messages.partial) == (known, True)
    assert messages.read() is True
    write(writer, b'lue", 2]\n["progress", 3]\n')
    assert (messages.read(), messages.partial) == (True, False)
    assert messages.received == [("progress", 1), ("value", 2), ("progress", 3)]
    assert (messages.finished, messages.garbled, messages.flooded) == (False, False, False)


@pytest.mark.parametrize("content, error", [(object(), TypeError), ({(1, 2): 3}, TypeError), ([b"bytes"], TypeError)])
def test_what_is_not_json_is_not_sent(ends, content, error):
    """The sender hears of it; of the message nothing arrives."""
    reader, writer = ends
    sender = Sender(writer)
    with pytest.raises(error):
        sender.send("value", content)
    sender.send("value", "after it")
    assert received(reader) == [("value", "after it")]


def test_what_holds_itself_is_not_json(ends):
    """A list inside itself would never end."""
    endless: list = []
    endless.append(endless)
    with pytest.raises(ValueError, match="Circular"):
        Sender(ends[1]).send("value", endless)


def test_a_sender_without_a_reader_hears_of_it(ends):
    """The pipe is closed at the other end."""
    ends[0].close()
    with pytest.raises(OSError, match="pipe"):
        Sender(ends[1]).send("value", 1)


def test_a_reader_knows_when_nothing_can_arrive_any_more(ends):
    """After the last message, once the other end is closed; what arrived stays."""
    reader, writer = ends
    Sender(writer).send("value", 1)
    writer.close()
    messages = Reader(reader)
    assert [messages.read(), messages.read()] == [True, False]
    assert messages.received == [("value", 1)]
    reader.close()
    assert messages.read() is False
    messages.read_all()
    assert messages.garbled is False


def test_the_last_message_says_so(ends):
    """Nothing comes after what a job has spent."""
    messages = Reader(ends[0])
    for kind, content, last in (("started", [], False), ("value", 1, False), ("spent", SPENT, True)):
        Sender(ends[1]).send(kind, content)
        assert messages.read() is True
        assert messages.finished is last


@posix
@pytest.mark.parametrize(
    "words",
    [
        b"hello",
        b"5",
        b"null",
        b"[1]",
        b"[1, 2, 3]",
        b"{}",
        b"",
        b"\xff",
        b'["unknown", 1]',
        b"[[], 1]",
        b'["failure", 5]',
        b'["started", "none"]',
        b'["started", [5]]',
        b'["spent", 5]',
        b'["spent", {"reads": []}]',
        b'["spent", {"reads": [], "cpu": -1.0}]',
        b'["spent", {"reads": [], "cpu": NaN}]',
        b'["spent", {"reads": [5], "cpu": 0.0}]',
        b'["spent", {"reads": ["/dev/zero"], "cpu": 0.0}]',
        b'["spent", {"reads": ["docs/../../a"], "cpu": 0.0}]',
        b'["spent", {"reads": ["a\\u0000b"], "cpu": 0.0}]',
        b'["spent", {"reads": ["\\ud800"], "cpu": 0.0}]',
        b'["value", ' + b"9" * 10_000 + b"]",
        b"[" * 50_000,
    ],
    ids=lambda words: words[:40].decode("latin-1"),
)
def test_a_note_that_writes_to_the_pipe_only_silences_itself(ends, words):
    """What no child says ends the conversation, and what was said before it stays."""
    reader, writer = ends
    messages = Reader(reader)
    Sender(writer).send("progress", 1)
    assert messages.read() is True
    write(writer, words + b"\n")
    assert messages.read() is False
    assert (messages.received, messages.garbled, messages.finished) == ([("progress", 1)], True, True)


@posix
def test_a_reader_takes_no_more_than_the_limit(ends, monkeypatch):
    """Then it has had enough; what it holds is about as large."""
    monkeypatch.setattr(messages, "LIMIT", 1_000_000)
    reader, writer = ends
    os.set_blocking(writer.fileno(), False)
    heard, said = Reader(reader), 0
    tracemalloc.start()
    while heard.read():
        said += os.write(writer.fileno(), b"x" * 60_000)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (heard.flooded, heard.finished, heard.received) == (True, True, [])
    assert 1_000_000 < said < 1_200_000
    assert most < 3_000_000
    assert LIMIT == 32 * 2**20


def test_a_copy_of_the_process_is_silent(ends, monkeypatch):
    """A process that a note forked ends when it speaks."""
    sender = Sender(ends[1])
    monkeypatch.setattr(os, "getpid", os.getppid)  # as it is in a copy
    monkeypatch.setattr(os, "_exit", sys.exit)
    with pytest.raises(SystemExit) as left:
        sender.send("value", "a copy")
    assert (left.value.code, received(ends[0])) == (1, [])
