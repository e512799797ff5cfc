"""Spans, masking, sentences and plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectified.markdown import _SPAN, MASK, _matches, inline, literal, masked, plain, sentence, spans

#: What the ends of spans are made of, and what stands around them.
PIECES = ["`", "``", "```", "~~~", "$", "$$", "<b>", "</b>", "<pre>", "</pre>", "<!--", "-->", "\\"]
PIECES += [" ", "    ", "\t", "> ", "\n", "\n\n", "a", "- ", "python", "{", '<div markdown="1">', "</div>"]


def kinds(text):
    return [(span.kind, span.text) for span in spans(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("a `b` c", [("code", "b")]),
        ("a ``b ` c`` d", [("code", "b ` c")]),
        ("`one\n\ntwo`", []),
        ("$x$ and $y$", [("math", "x"), ("math", "y")]),
        ("costs $5 and $6", []),
        (r"\$x$", []),
        ("$$\nx\n$$", [("display", "\nx\n")]),
        ("```python\n[[1, 2], [3, 4]]\n```", [("fence", "[[1, 2], [3, 4]]\n")]),
        ("~~~\n```\n~~~", [("fence", "```\n")]),
        ("````text\n```\n````", [("fence", "```\n")]),
        ("- a\n\n  ```text\n  b\n  ```\n", [("fence", "b\n")]),
        ("> ```text\n> b\n>\n>   c\n> ```\n", [("fence", "b\n\n  c\n")]),
        ("<!-- [[a]] -->", [("comment", "<!-- [[a]] -->")]),
        ("<div>[[a]]</div>", [("html", "<div>[[a]]</div>")]),
        ('<div markdown="1">[[a]]</div>', [("html", '<div markdown="1">'), ("html", "</div>")]),
        ('<a title="[[a]]">', [("html", '<a title="[[a]]">')]),
        ("a < b and c > d", []),
        ("a\n\n    [[b]] `c`\n\nd", [("indented", "    [[b]] `c`")]),
        ("a\n    b", []),
        ("a\n\n\u00a0\u00a0\u00a0\u00a0`b`\n\n- c\n\n    d", [("code", "b")]),
        ("- a\n\n    b\n\n        c\n\n    d", [("indented", "        c")]),
        ("- a\n    - b\n\n        c\n\nd\n\n\te", [("indented", "\te")]),
        ("- a\n  b\n\n    c", []),
        ("1. a\n\n    ```text\n    b\n    ```\n\n    c", [("fence", "b\n")]),
        ("[^1]: a\n\n    b", []),
        ("!!! note\n\n    b", []),
        ("> $$\n> x\n> $$", [("display", "\n  x\n  ")]),
    ],
)
def test_spans(text, expected):
    """Code, mathematics and raw HTML are found where Markdown finds them; everything else is prose."""
    assert kinds(text) == expected


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(0, 3))
def test_spans_are_where_their_pattern_matches(text, start):
    """Looking for it only at marks leaves none out."""
    found = [(match.span(), match.groupdict()) for match in _matches(text, start)]
    assert found == [(match.span(), match.groupdict()) for match in _SPAN.finditer(text, start)]


def test_a_fence_has_a_language_and_attributes():
    """The info line of a fence is a language and key="value" pairs."""
    (span,) = spans('```python alt="A line" warns=overflow\n1\n```')
    assert (span.language, span.attributes) == ("python", {"alt": "A line", "warns": "overflow"})


def test_a_fence_may_have_attributes_and_no_language():
    """An attribute is not taken for a language."""
    (span,) = spans("```claim=x\n1\n```")
    assert (span.language, span.attributes) == ("", {"claim": "x"})


def test_a_fence_that_is_never_closed_says_so():
    """It reaches to the end of the file."""
    (span,) = spans("```python\n1\n")
    assert not span.closed


def test_masked_text_keeps_offsets_and_lines():
    """Only the characters of spans change, and line ends stay."""
    text = "a $x$ b\n```\ncode\n```\nc"
    hidden = masked(text, spans(text))
    assert len(hidden) == len(text) and hidden.count("\n") == text.count("\n")
    assert hidden.startswith(f"a {MASK * 3} b\n") and hidden.endswith("\nc")


@pytest.mark.parametrize(
    "text, word, expected",
    [
        ("One. Two here. Three.", "here", "Two here."),
        ("One.\n\nTwo here\nand there.\n\nThree.", "here", "Two here\nand there."),
        ("- First item.\n- Second here.\n- Third.", "here", "Second here."),
        ("Said at 1.5 here. Next.", "here", "Said at 1.5 here."),
        ("# Title\n\nIt is here.", "here", "It is here."),
        ("See e.g. here. Next.", "here", "See e.g. here."),
        ("> Quoted here. More.", "here", "Quoted here."),
        ("See e.g. [[Double]] here. Next.", "here", "See e.g. [[Double]] here."),
        ("Shown by A et al. 2017 here. Next.", "here", "Shown by A et al. 2017 here."),
        ("**It** is here.", "here", "**It** is here."),
        ("## A heading here\n\nText.", "here", "A heading here"),
        ("1. First.\n2. Second here.", "here", "Second here."),
        ("| a | b |\n|---|---|\n| here | c |\n| d | e |", "here", "here | c"),
    ],
)
def test_sentence(text, word, expected):
    """A sentence ends at a full stop before a capital, at a blank line, at a list item."""
    start, end = sentence(text, text.index(word))
    assert text[start:end] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("See [[SELU]] and [[ELU|the other]].", "See SELU and the other."),
        ("It is [bounded **below**](claim:bounded_below) by `-1`[^a].", "It is bounded below by -1."),
        ("a_b and _emphasis_", "a_b and emphasis"),
        ("over\ntwo   lines", "over two lines"),
        ('[a [1] b](x.md "title") and ![alt](c.svg)', "a [1] b and alt"),
    ],
)
def test_plain(text, expected):
    """Markup goes, words stay."""
    assert plain(text) == expected


def test_literal_text_shows_itself():
    """Nothing in it is markup, not even in a table; it stays in one line."""
    shown = r"\*a\* \_b\_ \| \`c\` \$d\$ \[\[e\]\] \{f\} &lt;g> &amp;"
    assert literal("*a* _b_ | `c` $d$ [[e]] {f}\n<g> &") == shown
    assert literal("−1.6733 (1e-07)") == "−1.6733 (1e-07)"


def test_a_line_of_markdown_holds_no_html():
    """Code, mathematics and emphasis stay; tags are shown, wikilinks are not made."""
    shown = r"*a* `<b>` $c<d$ &lt;i>e&lt;/i> &lt;!-- f --> [\[1, 2]] x < y"
    assert inline("*a* `<b>` $c<d$\n<i>e</i> <!-- f --> [[1, 2]] x < y") == shown
