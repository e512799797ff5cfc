"""What code prints, returns or gives as evidence, and must not be published: by accident it says what nobody wrote."""

from __future__ import annotations

import re
from typing import NamedTuple


class Unfit(NamedTuple):
    """What a text holds, what it should be, and what to do: the last three parts of a `problems.Problem`."""

    found: str
    expected: str
    todo: str


#: Tried in this order; the first group of a pattern, if it has one, is shown.
_UNFIT = (
    (
        re.compile(r"\bat 0x[0-9a-fA-F]+"),
        Unfit("a memory address", "the same output in every build", "give the last expression a name, as in `_ = …`"),
    ),
    (
        re.compile(r"(\x1b(?:\[[0-?]*[ -/]*[@-~]|[!-~])?|\x9b)"),
        Unfit("the escape sequence", "plain text", "print without colours"),
    ),
    (
        # All of C0 and C1 but tabs and line ends, and what reorders the text around it.
        re.compile(r"([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n))"),
        Unfit("the control character", "plain text", "print without it"),
    ),
    (
        re.compile("\ufffd"),
        Unfit("U+FFFD, which stands for bytes that are not UTF-8", "text", "decode bytes before printing them"),
    ),
    (re.compile(r"(<script\b)", re.I), Unfit("the tag", "text, no page", "print what is to be read")),
    (
        re.compile(r"^[ \t>]*(`{3,}|~{3,})", re.M),
        Unfit("a Markdown fence,", "text that cannot end its own block", "print without the marks"),
    ),
)


def unfit_text(text: str) -> Unfit | None:
    """The first thing in a text that keeps it from being published, None when it is fit."""
    for pattern, unfit in _UNFIT:
        if match := pattern.search(text):
            shown = f"{unfit.found} {match[1]!r}" if pattern.groups else unfit.found
            return unfit._replace(found=shown)
    return None
