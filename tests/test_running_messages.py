"""Messages through a pipe: whole, in order, and never more than words."""

from __future__ import annotations

import multiprocessing
import os
import struct

import pytest

from rectified.running.messages import _PIECE, Reader, Sender


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


@pytest.mark.parametrize(
    "content",
    [None, True, 1.5, "λα\u2028\r\n\x85\ud800", [], {"a": [1, None]}, "x" * (5 * _PIECE), "x" * (_PIECE - 14)],
    ids=["null", "true", "number", "line ends", "list", "object", "many pieces", "one full piece"],
)
def test_a_message_arrives_as_it_was_sent(ends, content):
    """Whatever JSON can say, of any length; another one after it as well."""
    reader, writer = ends
    sender = Sender(writer)
    sender.send("progress", content)
    sender.send("value", 0)
    assert received(reader) == [("progress", content), ("value", 0)]


def test_a_message_counts_when_it_is_whole(ends):
    """A part of one is not shown, and reading does not wait for the rest."""
    reader, writer = ends
    messages = Reader(reader)
    assert messages.read() is True
    for piece, known in ((b'["progress"', []), (b", 1]", []), (b"\n", [("progress", 1)])):
        writer.send_bytes(piece)
        assert messages.read() is True
        assert messages.received == known


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


@pytest.mark.parametrize(
    "words",
    [b"hello\n", b"5\n", b"null\n", b"[1]\n", b"[1, 2, 3]\n", b"{}\n", b"\n", b"\xff\n", b"[" * (_PIECE - 1) + b"\n"],
    ids=["words", "a number", "null", "one", "three", "an object", "nothing", "no UTF-8", "deep"],
)
def test_a_note_that_writes_to_the_pipe_only_silences_itself(ends, words):
    """What is no message ends the conversation, and what was said before it stays."""
    reader, writer = ends
    Sender(writer).send("progress", 1)
    writer.send_bytes(words)
    messages = Reader(reader)
    assert [messages.read(), messages.read()] == [True, False]
    assert messages.received == [("progress", 1)]


def test_a_reader_takes_no_piece_longer_than_is_ever_sent(ends):
    """A length that a note wrote makes the builder wait for nothing."""
    reader, writer = ends
    os.write(writer.fileno(), struct.pack("!i", 1_000_000))
    assert Reader(reader).read() is False


def test_pieces_are_written_whole_or_not_at_all(ends):
    """Each fits, with the four bytes of its length, into what the system writes at once."""
    reader, writer = ends
    Sender(writer).send("value", "x" * 10_000)
    lengths = []
    while reader.poll():
        lengths.append(len(reader.recv_bytes()))
    assert len(lengths) == 10_000 // _PIECE + 1
    assert max(lengths) + 4 <= os.fpathconf(writer.fileno(), "PC_PIPE_BUF")
