"""Changes to a note's text: stretches, fences, blocks and where they are placed."""

from __future__ import annotations

import pytest

from rectified.notes import read_note
from rectified.weave.edits import Edit, apply, block, fenced, placed


@pytest.mark.parametrize(
    "edits, start, text",
    [
        ([], 0, "abcdef"),
        ([], 2, "cdef"),
        ([Edit(6, 6, "!")], 0, "abcdef!"),
        ([Edit(0, 6, "")], 0, ""),
        ([Edit(2, 3, "C")], 2, "Cdef"),
        ([Edit(1, 1, "1"), Edit(1, 1, "2"), Edit(0, 1, "A")], 0, "A12bcdef"),
        ([Edit(1, 2, "B"), Edit(2, 3, "C")], 0, "aBCdef"),
        ([Edit(1, 2, "bcdef"), Edit(4, 5, "x")], 0, "abcdefcdxf"),
    ],
    ids=[
        "none",
        "from an offset",
        "at the end",
        "everything",
        "at the offset",
        "insertions in order",
        "side by side",
        "longer",
    ],
)
def test_edits_are_made_from_an_offset_on(edits, start, text):
    """What stands before it is left out; offsets are those of the source, whatever the other edits do."""
    assert apply("abcdef", edits, start) == text


@pytest.mark.parametrize("edits, start", [([Edit(1, 2, "x")], 2), ([Edit(0, 3, ""), Edit(2, 2, "x")], 0)])
def test_an_edit_of_what_is_gone_is_a_bug_of_the_builder(edits, start):
    """Before the offset, or within another edit."""
    with pytest.raises(ValueError, match=r"two edits overlap at offset \d: 'x'"):
        apply("abcdef", edits, start)


@pytest.mark.parametrize(
    "code, info, fence",
    [
        ("a\n", "python", "```python\na\n```"),
        ("a", "", "```\na\n```"),
        ("", "text", "```text\n\n```"),
        ("a\n\n", "", "```\na\n\n```"),
        ("`a`\n", "", "```\n`a`\n```"),
        ("a ```` b\n", "", "`````\na ```` b\n`````"),
        ("~~~\n", "", "```\n~~~\n```"),
    ],
)
def test_code_becomes_a_fence_that_it_cannot_close(code, info, fence):
    """With one line end before the closing mark, and no line of the code lost."""
    assert fenced(code, info) == fence


@pytest.mark.parametrize(
    "parts, options, text",
    [
        (("a", "b"), {}, '<div class="k" markdown="1">\n\na\n\nb\n\n</div>'),
        (("", "a", ""), {"anchor": "here"}, '<div class="k" id="here" markdown="1">\n\na\n\n</div>'),
        (("a",), {"nested": True}, '<div class="k">\n\na\n\n</div>'),
    ],
    ids=["parts", "empty parts and an anchor", "nested"],
)
def test_a_block_keeps_its_parts_apart(parts, options, text):
    """Blank lines around each; empty parts leave none. Only what is not nested is told to be Markdown."""
    assert block("k", *parts, **options) == text


@pytest.mark.parametrize(
    "source, text",
    [
        ("before\n@\nafter\n", "before\n<a>\n\n</a>\nafter\n"),
        ("@", "<a>\n\n</a>"),
        ("- item\n    @\n    more\n", "- item\n\n    <a>\n\n    </a>\n\n    more\n"),
        ("- item\n\n    @\n\n    more\n", "- item\n\n    <a>\n\n    </a>\n\n    more\n"),
        ("- item\n    @", "- item\n\n    <a>\n\n    </a>"),
        ("> words\n> @\n> more\n", "> words\n>\n> <a>\n> \n> </a>\n>\n> more\n"),
        ("> words\n>\n> @\n>\n> more\n", "> words\n>\n> <a>\n> \n> </a>\n>\n> more\n"),
    ],
    ids=["on its own", "alone", "in a list", "apart in a list", "at the end", "in a quotation", "apart in a quotation"],
)
def test_blocks_are_placed_as_a_paragraph_of_their_own(source, text):
    """Indented or quoted as what they replace, with one blank line to either side in lists and quotations."""
    note, _ = read_note("a.md", source)
    start = source.index("@")
    assert apply(source, [placed(note, start, start + 1, "<a>\n\n</a>")]) == text
