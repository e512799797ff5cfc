"""Where Markdown passes HTML through: code and mathematics are masked only where they certainly are such."""

from __future__ import annotations

import pytest

from rectified.active.raw import shown
from rectified.markdown import MASK


@pytest.mark.parametrize(
    "text, seen",
    [
        ("a `b` c", "a ___ c"),
        ("a `b\nc` d", "a `b\nc` d"),
        ("$a$ $$b$$", "___ _____"),
        ("```\na\n```\nb", "___\n_\n___\nb"),
        ("````\n```\n````", "____\n___\n____"),
        ("```\na\n````", "```\na\n````"),
        ("  ```\na\n```", "  ```\na\n```"),
        ("> ```\n> a\n> ```", "_____\n___\n_____"),
        ('```text title="a b"\nc\n```', f"{'_' * 19}\n_\n___"),
        ("```text a,b\nc\n```", "```text a,b\nc\n```"),
        ("    a", "_____"),
        ("<b>`a`</b>", "<b>___</b>"),
        ("<p>`a`</p> `b`\n\n`c`", "<p>`a`</p> `b`\n\n___"),
        ("<div>\n\n`a`\n\n</div>\n\n`b`", "<div>\n\n`a`\n\n</div>\n\n___"),
        ("<div>\n<div>\n</div>\n\n`a`\n</div>\n\n`b`", "<div>\n<div>\n</div>\n\n`a`\n</div>\n\n___"),
        ("<kbd>\n`a`\n\n`b`\n</kbd>", "<kbd>\n`a`\n\n`b`\n</kbd>"),
        ("<hr>\n`a`\n\n`b`", "<hr>\n`a`\n\n___"),
        ("<!-- a -->`b`\n\n`c`", "<!-- a -->`b`\n\n___"),
        ("<p>\n`a`", "<p>\n`a`"),
    ],
)
def test_what_is_certainly_code_is_masked(text, seen):
    """_ stands for the mask. Within raw HTML, up to a blank line at least, nothing is code."""
    assert shown(text).replace(MASK, "_") == seen


@pytest.mark.parametrize(
    "nested, seen", [(True, "<div markdown>\n___\n</div>"), (False, "<div markdown>\n`a`\n</div>")]
)
def test_an_attribute_can_make_it_markdown_again(nested, seen):
    """For a reader of Markdown who knows the attribute."""
    assert shown("<div markdown>\n`a`\n</div>", nested=nested).replace(MASK, "_") == seen


def test_what_stands_before_the_start_is_masked():
    """And keeps its lines, so that offsets stay as they are."""
    assert shown("<p>\nb `c`", 4).replace(MASK, "_") == "___\nb ___"
