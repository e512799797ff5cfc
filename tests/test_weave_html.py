"""Pieces of HTML in raw blocks: nothing in them is read as markup that was not meant to be."""

from __future__ import annotations

import pytest

from rectified.weave.html import controls, menu, table, ticks, words


@pytest.mark.parametrize(
    "text, shown",
    [
        ("It is *even*, **so**.", "It is even, so."),
        ("x * (x > 0) is NaN & <b>", "x * (x &gt; 0) is NaN &amp; &lt;b&gt;"),
        ("`a < b` is code", "<code>a &lt; b</code> is code"),
        ("$\\alpha < 1$ is TeX", '<span class="arithmatex">\\(\\alpha &lt; 1\\)</span> is TeX'),
        ("over\n  two lines", "over two lines"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("|x| ≥ 1 and `a` and $b$", '|x| ≥ 1 and <code>a</code> and <span class="arithmatex">\\(b\\)</span>'),
    ],
)
def test_a_line_of_markdown_becomes_text_with_its_code_and_mathematics(text, shown):
    """What else has a meaning in Markdown or HTML is shown as it is, or goes."""
    assert words(text) == shown


def test_a_menu_offers_any_first():
    """Values and words are text."""
    assert menu("page", "Page", [("a/b", 'A "b" & c')]) == (
        '<label>Page <select name="page"><option value="">any</option>'
        '<option value="a/b">A &quot;b&quot; &amp; c</option></select></label>'
    )


def test_boxes_stand_in_a_group_with_a_name():
    """Each with its words in its label."""
    assert ticks("columns", "Columns", [("a", "A < B", True), ("c", "C", False)]).splitlines() == [
        "<fieldset>",
        "<legend>Columns</legend>",
        '<label><input type="checkbox" name="columns" value="a" checked> A &lt; B</label>',
        '<label><input type="checkbox" name="columns" value="c"> C</label>',
        "</fieldset>",
    ]


def test_controls_name_their_table_and_tell_how_many_things_it_shows():
    """In a line that is read out when it changes."""
    lines = controls("claims", "rows", "<label>…</label>").splitlines()
    assert 'data-table="claims" data-things="rows"' in lines[0]
    assert lines[1:] == ["<label>…</label>", '<button type="reset">Reset</button>', '<p role="status"></p>', "</form>"]


def test_a_table_has_a_name_and_a_box_to_scroll_in():
    """The caption names both."""
    assert table("pages", "ledger", "Claims", ["<tbody>", "</tbody>"]).splitlines() == [
        '<div class="facts-scroll" role="region" aria-labelledby="pages-caption" data-search-exclude>',
        '<table class="ledger" id="pages">',
        '<caption id="pages-caption">Claims</caption>',
        "<tbody>",
        "</tbody>",
        "</table>",
        "</div>",
    ]
