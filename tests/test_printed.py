"""Text that code made, judged before it is published."""

from __future__ import annotations

import pytest

from rectified.printed import unfit_text


@pytest.mark.parametrize(
    "text, found",
    [
        ("<object object at 0x7f12>", "a memory address"),
        ("\x1b[31mred\x1b[0m", r"the escape sequence '\x1b[31m'"),
        ("\x1b]0;title\x07", r"the escape sequence '\x1b]'"),
        ("end \x1b", r"the escape sequence '\x1b'"),
        ("\x9b31m", r"the escape sequence '\x9b'"),
        ("\x00", r"the control character '\x00'"),
        ("\x07bell", r"the control character '\x07'"),
        ("\x7f", r"the control character '\x7f'"),
        ("\x85", r"the control character '\x85'"),
        ("10 %\r20 %", r"the control character '\r'"),
        ("a\u202eb", r"the control character '\u202e'"),
        ("\ufffd", "U+FFFD, which stands for bytes that are not UTF-8"),
        ("a <script>", "the tag '<script'"),
        ("<SCRIPT src=x>", "the tag '<SCRIPT'"),
        ("one\n```\ntwo", "a Markdown fence, '```'"),
        ("one\n > ~~~~\n", "a Markdown fence, '~~~~'"),
    ],
)
def test_what_no_page_should_show_is_named(text, found):
    """Addresses, colours of a terminal, control characters, bytes, scripts, fences."""
    assert unfit_text(text).found == found


@pytest.mark.parametrize(
    "text",
    ["", "a\tb\r\nc\n", "λα ≤ 1 — “é” \u00a0 \U0001f600", "meet at 0xyz or 0x12", "``a`` and ~~b~~", "x ``` y", "<b> <scripts>"],
)  # fmt: skip
def test_plain_text_is_fit(text):
    """Every letter, tabs, ends of lines of all systems, marks within a line."""
    assert unfit_text(text) is None


def test_it_says_what_to_do():
    """Something else for each."""
    texts = ["at 0x1", "\x1b[1m", "\x00", "\ufffd", "<script>", "```"]
    assert len({(unfit_text(text).expected, unfit_text(text).todo) for text in texts}) == len(texts)
