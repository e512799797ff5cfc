"""Wikilinks: names, headings, labels, backlinks."""

import pytest

from rectified.links import backlinks, embeds, relative, resolve, unlinked, wikilinks
from rectified.notes import read_note


def note(path, text, title=None, aliases="[]"):
    front = f"---\ntitle: {title or path.rpartition('/')[2].removesuffix('.md')}\naliases: {aliases}\n---\n"
    return read_note(path, front + text)[0]


SELU = note("functions/selu.md", "## In floating point\n", "SELU", "[Scaled ELU]")
LEAKY = note("functions/leaky_relu.md", "", "Leaky ReLU")


def resolved(text, *others):
    source = note("concepts/a.md", text)
    links, problems = resolve([source, SELU, LEAKY, *others])
    return [(link.words, link.address) for link in links], [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "text, words, address",
    [
        ("[[SELU]]", "SELU", "../functions/selu.md"),
        ("[[selu|the function]]", "the function", "../functions/selu.md"),
        ("[[scaled elu]]", "scaled elu", "../functions/selu.md"),
        ("[[leaky-relu]]", "leaky-relu", "../functions/leaky-relu.md"),
        ("[[SELU#In floating point]]", "SELU: In floating point", "../functions/selu.md#in-floating-point"),
        ("## Here\n[[#Here]]", "Here", "#here"),
        ("## The `kink`\n[[#The `kink`|it]]", "it", "#the-kink"),
        ("| [[SELU\\|in a table]] |", "in a table", "../functions/selu.md"),
        ("[[ledger of claims]]", "ledger of claims", "../claims.md"),
    ],
)
def test_a_wikilink_becomes_a_relative_link(text, words, address):
    """By title, alias or stem; with heading and label."""
    assert resolved(text) == ([(words, address)], [])


@pytest.mark.parametrize(
    "text",
    ["`[[SELU]]`", "```python\n[[1, 2], [3, 4]]\n```", "$[[x]]$", "<kbd title='[[SELU]]'>", "a [[1, 2], [3, 4]] b"],
)
def test_brackets_in_code_math_and_html_are_not_links(text):
    """A nested list is code, not a link."""
    assert resolved(text) == ([], [])


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "\n[[SELUU]]",
            "docs/concepts/a.md:6: [[SELUU]] leads to no note; a title, alias or file stem; did you mean [[SELU]]",
        ),
        ("[[SELU#Nowhere]]", "docs/concepts/a.md:5: [[SELU#Nowhere]]: docs/functions/selu.md has no such heading; "),
        ("[[]]", "docs/concepts/a.md:5: [[]] leads to no note; "),
        ("[[#Nowhere]]", "docs/concepts/a.md:5: [[#Nowhere]]: docs/concepts/a.md has no such heading; "),
    ],
)
def test_what_cannot_be_resolved_is_reported(text, expected):
    """With file, line and the nearest name."""
    links, problems = resolved(text)
    assert links == [] and problems[0].startswith(expected)


def test_a_stem_that_two_notes_share_is_ambiguous():
    """Both files are named."""
    others = note("concepts/b.md", "", "One"), note("audits/b.md", "", "Two")
    _, problems = resolved("[[b]]", *others)
    assert problems[0].startswith("docs/concepts/a.md:5: [[b]] is ambiguous: docs/concepts/b.md and docs/audits/b.md; ")


def test_a_title_is_found_before_a_stem():
    """An audit of SELU has the stem selu, and [[SELU]] still leads to the function."""
    audit = note("audits/selu.md", "", "An audit")
    assert resolved("[[SELU]]", audit)[0] == [("SELU", "../functions/selu.md")]


def test_embeds_are_not_links():
    """`![[selu.py#plot]]` is an embed with a region."""
    source = note("a.md", "![[selu.py#plot]] [[SELU]]")
    assert [(embed.file, embed.region) for embed in embeds(source)] == [("selu.py", "plot")]
    assert [link.target for link in wikilinks(source)] == ["SELU"]


def test_backlinks_quote_the_sentence():
    """One for each linking note, as Markdown without links and emphasis."""
    source = note("concepts/a.md", "First. It is very much **like** [[SELU]], says `x`. Then [[SELU]] is named again.")
    links, _ = resolve([source, SELU])
    (found,) = backlinks(links)["functions/selu.md"]
    assert (found.source, found.sentence) == (source, "It is very much like SELU, says `x`.")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("See [[SELU]]. Later there is more about [[SELU]].", "Later there is more about SELU."),
        ("It has no zeros. See [[SELU]].\n\nWords.", "It has no zeros. See SELU."),
        ("Words.\n\nAs [[SELU]] does. That has a kink.", "As SELU does. That has a kink."),
        ("Words.\n\n- See [[SELU]].\n- More.", "See SELU."),
        ("> Words.\n\n> [[SELU]].\n\nWords.", "SELU."),
        ("# [[SELU]]\n\nWords.", "SELU"),
    ],
    ids=["a longer one", "the one before", "the one after", "an item", "a quotation", "a heading"],
)
def test_a_sentence_that_says_nothing_has_company(text, expected):
    """A longer one with a link is taken in its place, or its neighbour in the same paragraph with it."""
    links, _ = resolve([note("concepts/a.md", text), SELU])
    assert backlinks(links)["functions/selu.md"][0].sentence == expected


@pytest.mark.parametrize("path", ["index.md", "concepts/index.md"])
def test_a_first_page_is_no_backlink(path):
    """It lists everything."""
    links, _ = resolve([note(path, "It is very much like [[SELU]]."), SELU])
    assert len(links) == 1 and backlinks(links) == {}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("**[[SELU]]** is it.", "SELU is it."),
        ("## On [[SELU]]", "On SELU"),
        ("| a | b |\n|---|---|\n| [[SELU]] | c |\n| d | e |", "SELU \\| c"),
        ("At $\\alpha_1$ [[SELU]] and <b>x</b> a < b.", "At $\\alpha_1$ SELU and x a &lt; b."),
        ('Of [[SELU]] [here](x.md "t")[^1] ![i](a.svg).', "Of SELU here i."),
        ("Of `<div>`, * and a_b_ and [[SELU]].", "Of `<div>`, \\* and a\\_b\\_ and SELU."),
    ],
)
def test_a_quoted_sentence_shows_only_its_words(text, expected):
    """No mark of a list, heading or table before it, no raw HTML, no markup by accident; code and mathematics stay."""
    links, _ = resolve([note("concepts/a.md", text), SELU])
    assert backlinks(links)["functions/selu.md"][0].sentence == expected


def test_a_computed_value_is_quoted_as_its_value():
    """Never as the expression."""
    source = note("concepts/a.md", "It is `{python} 1 + 1` for [[SELU]].")
    links, _ = resolve([source, SELU])
    values = {"concepts/a.md": {source.spans[0].start: "2"}}
    assert backlinks(links, values)["functions/selu.md"][0].sentence == "It is 2 for SELU."


@pytest.mark.parametrize("text", ["[[SELU", "[[batch\nnormalization]]", "[[1, 2], [3, 4]]", "a [[b[c]]]"])
def test_brackets_that_are_no_wikilink_are_reported(text):
    """They would stay on the page."""
    (problem,) = unlinked(note("concepts/a.md", f"\n{text}"))
    assert str(problem).startswith("docs/concepts/a.md:6: [[") and "no wikilink" in problem.found


@pytest.mark.parametrize("text", ["[[SELU]] ![[selu.py]]", "[[text](https://a.b)]", "\\[[a]", "[[^1][^2]", "`[[`"])
def test_other_brackets_are_no_mistake(text):
    """Links and footnotes in brackets, escaped ones, code."""
    assert list(unlinked(note("concepts/a.md", text))) == []


@pytest.mark.parametrize(
    "source, target, expected",
    [
        ("index.md", "functions/selu.md", "functions/selu.md"),
        ("functions/selu.md", "functions/elu.md", "elu.md"),
        ("functions/selu.md", "concepts/a.md", "../concepts/a.md"),
        ("functions/selu.md", "index.md", "../index.md"),
        ("functions/selu.md", "functions/selu/plot.svg", "selu/plot.svg"),
        ("a/b/c.md", "a/d.md", "../d.md"),
    ],
)
def test_relative(source, target, expected):
    """Links between Markdown files, as MkDocs wants them."""
    assert relative(source, target) == expected
