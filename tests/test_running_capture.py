"""What a cell says: its output on one tape, its warnings as errors unless they are announced."""

from __future__ import annotations

import contextlib
import sys
import warnings

import numpy as np
import pytest

from rectified.running.capture import TooMuch, captured

HUGE, TINY = np.float64(1e300), np.float64(1e-300)


def test_all_output_is_on_one_tape_in_its_order():
    """Standard output and standard error, text and bytes, as they came, without translated line ends."""
    with captured(None) as tape:
        print("first")
        print("second", file=sys.stderr)
        sys.stdout.buffer.write(b"third\r\n")
        tape.write("fourth")
    assert tape.text == "first\nsecond\nthird\r\nfourth"


def test_output_that_is_no_text_can_be_shown_all_the_same():
    """Half a surrogate pair is spelled out, a byte that is not UTF-8 is replaced."""
    with captured(None) as tape:
        print("\ud800", end="")
        sys.stdout.buffer.write(b"\xff")
    assert tape.text == "\\ud800\N{REPLACEMENT CHARACTER}"


def test_a_cell_may_close_its_output():
    """There is nothing to show then, and what is written later is lost without an error."""
    with captured("late") as tape:
        print("lost")
        sys.stdout.close()
        tape.write("lost too")
        warnings.warn("too late", stacklevel=1)
    assert (tape.text, tape.warned) == ("", 1)


@pytest.mark.parametrize(
    "write",
    [
        lambda: print("x" * 2000),
        lambda: print("é" * 600),
        lambda: [print("x" * 100) for _ in range(20)],
        lambda: print("x" * 2000, file=sys.stderr),
        lambda: sys.stdout.buffer.write(b"x" * 2000),
        lambda: sys.stdout.buffer.write(np.ones(200)),
    ],
    ids=["at once", "bytes count", "piece by piece", "standard error", "bytes", "an array"],
)
def test_too_much_output_is_refused_where_it_is_written(write):
    """By an exception that `except Exception` does not catch; what was written until then stays."""
    with captured(None, most=1) as tape:
        print("before")
        with pytest.raises(TooMuch), contextlib.suppress(Exception):  # as a note would
            write()
    assert tape.text.startswith("before\n") and len(tape.text.encode()) <= 1024
    assert tape.over is True
    assert not issubclass(TooMuch, Exception)


def test_what_may_be_written_may_be_written_to_the_last_byte():
    """A KiB is 1024 bytes, however many writes it takes."""
    with captured(None, most=1) as tape:
        for _ in range(1024):
            sys.stdout.write("x")
    assert (tape.text, tape.over) == ("x" * 1024, False)


def test_a_cell_that_goes_on_after_too_much_has_printed_too_much_all_the_same():
    """Whatever it catches, or how it writes; the text is cut off."""
    with captured(None, most=1) as tape:
        with contextlib.suppress(BaseException):
            print("x" * 2000)
        print("after")
    assert (tape.text, tape.over) == ("after\n", True)
    with captured(None, most=1) as tape:
        sys.stdout.buffer.writelines([b"x" * 1000] * 3)  # writes past `write`
    assert (tape.text, tape.over) == ("x" * 1024, True)


def test_output_that_a_cell_closes_is_not_too_much():
    """Nothing is shown of it; that more was to be written is known."""
    with captured(None, most=1) as tape:
        sys.stdout.close()
    assert tape.over is False
    with captured(None, most=1) as tape:
        with contextlib.suppress(TooMuch):
            print("x" * 2000)
        sys.stdout.close()
    assert tape.over is True


@pytest.mark.parametrize("warns", [None, "", "another"])
def test_a_warning_that_is_not_announced_is_raised(warns):
    """As an exception, where it is given."""
    with pytest.raises(UserWarning, match="oh"), captured(warns) as tape:
        warnings.warn("oh", stacklevel=1)
    assert (tape.text, tape.warned) == ("", 0)


@pytest.mark.parametrize(
    "warns, message",
    [
        ("over", "an overflow"),
        ("a.b(", "it has a.b( in it"),
        ("second", "a first line\nand a second"),
        ("whole", "whole"),
    ],
    ids=["a part", "what means something in a pattern", "a later line", "all"],
)
def test_an_announced_warning_is_written_down(warns, message):
    """Its kind and its message, no file and no line, between the output."""
    with captured(warns) as tape:
        print("before")
        warnings.warn(message, RuntimeWarning, stacklevel=1)
        print("after")
    assert tape.text == f"before\nRuntimeWarning: {message}\nafter\n"
    assert tape.warned == 1


@pytest.mark.parametrize("warns, message", [("a.b", "acb"), ("Over", "")])
def test_what_is_announced_is_no_pattern(warns, message):
    """A dot is a dot, and an empty message contains nothing."""
    with pytest.raises(UserWarning), captured(warns):
        warnings.warn(message, stacklevel=1)


def test_a_line_warns_once():
    """However often it runs; another line warns again."""
    with captured("oh") as tape:
        for _ in range(3):
            warnings.warn("oh", stacklevel=1)
        warnings.warn("oh", stacklevel=1)
    assert tape.warned == 2


@pytest.mark.parametrize("earlier", ["ignore", "raise"])
@pytest.mark.parametrize(
    "compute, message",
    [
        (lambda: np.float64(1) / np.float64(0), "divide by zero"),
        (lambda: HUGE * HUGE, "overflow"),
        (lambda: np.float64(np.inf) - np.float64(np.inf), "invalid value"),
    ],
    ids=["division", "overflow", "invalid"],
)
def test_floating_point_warnings_are_on(compute, message, earlier):
    """Whatever an earlier cell did to them."""
    with np.errstate(all=earlier), pytest.raises(RuntimeWarning, match=message), captured(None):
        compute()


def test_underflow_is_not_worth_a_warning():
    """As NumPy has it by default."""
    with np.errstate(all="raise"), captured(None):
        assert TINY * TINY == 0


@pytest.mark.parametrize("error", [None, KeyError, SystemExit])
def test_everything_is_as_before_afterwards(error):
    """Streams, warnings and NumPy's state, also when the cell raises."""

    def state():
        return sys.stdout, sys.stderr, list(warnings.filters), warnings.showwarning, np.geterr()

    before = state()
    try:
        with captured("oh"):
            assert state() != before
            np.seterr(all="ignore")
            warnings.simplefilter("ignore")
            if error:
                raise error
    except (KeyError, SystemExit):
        assert error
    assert state() == before
