"""Facts as the reader sees them: six on a card beside the plot, all in tables that say how each was established."""

from __future__ import annotations

from html import unescape
from xml.etree import ElementTree

import pytest
from conftest import DOUBLE
from woven import findings, note_of, read

from rectified.facts.properties import CARD, PROPERTIES, cells
from rectified.weave.edits import apply
from rectified.weave.facts import card, fact_anchor, table
from rectified.weave.snippets import embed_edits, plots

FORMULA = "\n\n$$\n\\operatorname{double}(x) = 2 x\n$$\n"
HOME = {"snippets/double.py": DOUBLE, "docs/functions/double.md": f"![[double.py#facts]]\n\n![[double.py]]{FORMULA}"}
SAMPLES = {"x": [-1.0, 0.0, 1.0], "f": [-2.0, 0.0, 2.0], "grad": [2.0, 2.0, 2.0], "kinks": [], "parameters": {}}


def row(name, dtype="", **other):
    how = "exhaustive" if dtype == "float16" else "sampled" if dtype else "proved"
    plain = {
        "name": name,
        "dtype": dtype,
        "value": f"{name} it is",
        "how": how,
        "method": f"By {how} means.",
        "figures": {},
    }
    return plain | other


ROWS = [row(each.name, dtype) for each, dtype in cells()]


def found(tmp_path, rows=ROWS, **files):
    return findings(read(tmp_path, {**HOME, **files}), facts={"double": rows}, samples={"double": SAMPLES})


def changed(name, **other):
    return [each | (other if each["name"] == name else {}) for each in ROWS]


def parsed(text):
    """The tables of a section, as elements."""
    blocks = [block for block in text.split("\n\n") if block.startswith("<div")]
    return [ElementTree.fromstring(unescape(block.replace("&lt;", "‹"))) for block in blocks]


def test_a_card_has_six_facts_each_with_its_row_and_how_it_was_established(tmp_path):
    """As a list that reads well as Markdown, too."""
    facts = found(tmp_path)
    lines = card(note_of(facts.project, "functions/double.md"), "double", facts).split("\n")
    assert len(lines) == len(CARD) == 6
    assert lines[0] == "- **Range** [range it is](#fact-range){ .fact .proved } *proved*"
    assert lines[5] == "- **Saturates in float32** [saturates it is](#fact-saturates){ .fact .sampled } *sampled*"


def test_a_value_is_shown_as_it_is(tmp_path):
    """Whatever Markdown or HTML would read in it."""
    facts = found(tmp_path, changed("range", value="[0, ∞) & *x* < 1"))
    note = note_of(facts.project, "functions/double.md")
    assert "[\\[0, ∞) &amp; \\*x\\* &lt; 1](#fact-range)" in card(note, "double", facts)
    assert "<td>[0, ∞) &amp; *x* &lt; 1 <span" in table(note, facts)


def test_another_page_with_the_card_links_to_the_functions_own(tmp_path):
    """Where the table is; there is one of it."""
    facts = found(tmp_path, **{"docs/concepts/a.md": "![[double.py#facts]]"})
    note = note_of(facts.project, "concepts/a.md")
    assert "(../functions/double.md#fact-range)" in card(note, "double", facts)
    assert table(note, facts) == ""


def test_a_table_stands_on_another_page_when_the_functions_own_shows_none(tmp_path):
    """Its rows then say whose they are."""
    home = {"docs/functions/double.md": f"![[double.py]]{FORMULA}"}
    facts = found(tmp_path, **home, **{"docs/concepts/a.md": "![[double.py#facts]]"})
    note = note_of(facts.project, "concepts/a.md")
    assert "(#fact-double-range)" in card(note, "double", facts) and 'id="fact-double-range"' in table(note, facts)


def test_every_fact_has_a_row_with_an_address_and_how_it_was_established(tmp_path):
    """Under the heading of its group, by headers that a screen reader tells."""
    facts = found(tmp_path)
    note = note_of(facts.project, "functions/double.md")
    text = table(note, facts)
    assert text.startswith("## All facts\n\n40 facts about `double`, ")
    assert (
        ": 19 proved, 7 exhaustive, 14 sampled. [Beside other functions](../compare.md). As data: [facts.json](../facts.json)."
        in text
    )
    tables = parsed(text)
    captions = [caption.text for each in tables for caption in each.iter("caption")]
    assert captions == list(dict.fromkeys(each.group for each in PROPERTIES.values()))
    assert {head.get("scope") for each in tables for head in each.iter("th")} == {"col", "row"}
    rows = {element.get("id"): element for each in tables for element in each.iter() if element.get("id")}
    assert list(rows) == [fact_anchor(note, "double", name) for name in PROPERTIES]
    for name, each in PROPERTIES.items():
        words = " ".join("".join(rows[fact_anchor(note, "double", name)].itertext()).split())
        assert words.startswith(each.heading) and words.count(f"{name} it is") == len(each.dtypes)
        ways = "float16, exhaustive: By exhaustive means. float32, float64, sampled: By sampled means."
        assert words.endswith(ways if each.by_dtype else "proved: By proved means.")


def test_an_open_fact_says_so_and_why(tmp_path):
    """On the card, in the table, and in the count."""
    facts = found(tmp_path, changed("kinks", value="not established", how="open", method="Nobody knows."))
    note = note_of(facts.project, "functions/double.md")
    assert "- **Kinks** [not established](#fact-kinks){ .fact .open } *open*" in card(note, "double", facts)
    assert '<span class="open">open</span>: Nobody knows.' in table(note, facts) and ", 1 open. [B" in table(
        note, facts
    )


def test_the_parameters_that_a_table_is_of_are_told(tmp_path):
    """They have their defaults."""
    snippet = DOUBLE.replace("def double(x)", "def double(x, alpha=0.01)")
    facts = found(tmp_path, **{"snippets/double.py": snippet})
    assert "40 facts about `double` with `alpha=0.01`, " in table(note_of(facts.project, "functions/double.md"), facts)


LISTED = "- **Saturates in float32** [saturates it is](#fact-double-saturates){ .fact .sampled } *sampled*"


@pytest.mark.parametrize(
    "after, rest",
    [
        ("\n\n- PyTorch\n- JAX\n\nAfter.\n", "\n- PyTorch\n- JAX\n\n</div>\n\n</div>\n\nAfter.\n"),
        ("\n\nAfter.\n", "\n\n</div>\n\n</div>\n\nAfter.\n"),
        ("", "\n\n</div>\n\n</div>"),
        ("\n- PyTorch", "\n- PyTorch\n\n</div>\n\n</div>"),
    ],
    ids=["a list", "words", "nothing", "a list at the end"],
)
def test_the_card_stands_beside_the_plot_with_the_list_that_follows(after, rest, tmp_path):
    """One list of both, and nothing after it."""
    home = {"docs/functions/double.md": f"![[double.py]]{FORMULA}"}
    text = f"Before.\n\n![[double.py#plot]]\n\n![[double.py#facts]]{after}"
    facts = found(tmp_path, **home, **{"docs/concepts/a.md": text})
    note = note_of(facts.project, "concepts/a.md")
    woven = apply(note.source, embed_edits(note, facts, plots(note, facts)), note.body)
    assert woven.count('<div class="facts" markdown="1">') == woven.count('<div class="at-a-glance" markdown="1">') == 1
    assert woven.startswith(
        '\nBefore.\n\n<div class="at-a-glance" markdown="1">\n\n<div class="plot" markdown="1">\n\n!['
    )
    assert woven.partition(LISTED)[2] == rest


def test_a_card_without_a_plot_stands_alone(tmp_path):
    """As does one that words part from the plot."""
    facts = found(tmp_path, **{"docs/concepts/a.md": "![[double.py#plot]]\n\nWords.\n\n![[double.py#facts]]\n"})
    note = note_of(facts.project, "concepts/a.md")
    woven = apply(note.source, embed_edits(note, facts, plots(note, facts)), note.body)
    assert "at-a-glance" not in woven and woven.count("*proved*\n") == 5
    assert '\n\nWords.\n\n<div class="facts" markdown="1">\n\n- **Range** [' in woven
