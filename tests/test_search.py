"""What the search finds: names, aliases, Greek letters as they are spelled, and claims where their evidence stands."""

from __future__ import annotations

import json

import pytest
from conftest import CLAIM, NOTE
from html_pages import ROOT

from rectified.findings import find
from rectified.plugin import render
from rectified.plugin.search import findable, searched
from rectified.project import read_project

MYTH = '''

@myth("Double is *never* negative, for x < 0 too.", instead="It is below 0 where x is.")
def never_negative():
    """One value."""
    assert double(-1.0) == -2
    return proved("double(−1) is −2")
'''
FILES = {
    "docs/functions/double.md": NOTE.replace("summary: Twice its input.", "summary: Twice α, for R&D.")
    + "\n> False: [Double is never negative](myth:never_negative).\n\n## In floats\n\nIts alpha is exact.\n",
    "claims/double.py": CLAIM.replace("claim, measured", "claim, measured, myth, proved") + MYTH,
    "docs/concepts/other.md": "---\ntitle: Other\ntags: [smooth]\n---\n\nBeyond [[Double]] there is λα.\n\n## Later\n\nWords.\n",
}


@pytest.fixture(scope="module")
def index(make_project, tmp_path_factory):
    """What the search reads of a small project."""
    folder = tmp_path_factory.mktemp("search")
    project, problems = read_project(make_project(folder / "project", FILES))
    findings, wrong = find(project, begin=lambda total: None, done=lambda job, outcome: None)
    assert [*problems, *wrong] == []
    render(findings, folder / "site")
    return json.loads((folder / "site/search/search_index.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def entries(index):
    """Its entries by where they lead."""
    return {entry["location"]: entry for entry in index["docs"]}


def test_the_search_reads_the_script_that_lets_it_find_numbers(index):
    """As that of a language, which has to stand where Material's script asks for it."""
    (language,) = index["config"]["lang"]
    assert (ROOT / f"docs/assets/javascripts/lunr/min/lunr.{language}.min.js").is_file()


def test_a_page_begins_with_its_summary_and_what_it_is_also_called(entries):
    """As text, so that results show them."""
    assert entries["functions/double/"]["text"].startswith(
        "<p>Twice α, for R&amp;D. Also called Twofold.</p> <p>Double is"
    )
    assert entries["concepts/other/"]["text"] == "<p>No claims checked yet.</p> <p>Beyond Double there is λα.</p>"


def test_a_page_is_found_by_the_names_in_its_code(entries):
    """And by its aliases, though an alias need not be a word of the page; other pages have no such names."""
    assert entries["functions/double/"]["names"] == "double double grad"
    assert entries["functions/double/"]["aliases"] == "Twofold"
    for other in ("concepts/other/", "functions/double/#in-floats"):
        assert not {"names", "aliases"} & {*entries[other]}


def test_greek_letters_are_found_by_their_names_and_the_other_way_round(entries):
    """Each entry for itself: letters that it shows, and names that it spells."""
    assert entries["functions/double/"]["letters"] == "α alpha"
    assert entries["functions/double/#in-floats"]["letters"] == "α alpha"
    assert entries["concepts/other/"]["letters"] == "α alpha λ lambda"
    assert "letters" not in entries["concepts/other/#later"]


def test_a_claim_is_found_where_its_evidence_stands(entries):
    """By its statement; with how it was established, and without the code of the check."""
    found = entries["functions/double/#claim-twice"]
    assert found["title"] == "Double is twice its input."
    assert found["text"] == "<p>Holds: measured.</p> <p>double(1.5) is 3</p> <p>How: One value.</p>"
    assert "twice its input" not in entries["functions/double/#all-claims"]["text"]


def test_a_myth_is_found_as_false(entries):
    """In its title and in its text, which goes on with what is true; nothing in it is markup."""
    found = entries["functions/double/#claim-never_negative"]
    assert found["title"] == "False: Double is never negative, for x &lt; 0 too."
    assert found["text"].startswith("<p>False: proved. True: It is below 0 where x is.</p>")
    stating = [entry for entry in entries.values() if "is never negative" in f"{entry['title']} {entry['text']}"]
    assert all("False: Double is never negative" in f"{entry['title']} {entry['text']}" for entry in stating)


def test_tags_stand_with_the_whole_page_alone(entries):
    """Beside each section they would only take room."""
    assert entries["concepts/other/"]["tags"] == ["smooth"]
    assert "tags" not in entries["concepts/other/#later"]


def test_sentences_of_other_pages_are_found_there(entries):
    """Where they are quoted is no result."""
    assert "functions/double/#linked-from" not in entries


@pytest.mark.parametrize(
    "content, seen",
    [
        ("<p>a</p><svg><text>1</text></svg>", "<p>a</p>"),
        ('<code><span class="k">if</span> x</code>', "<code>if x</code>"),
        ('<h2 id="linked-from">L</h2><ul></ul><h2 id="sources">S</h2>', '<h2 id="sources">S</h2>'),
        (
            '<details class="evidence" id="claim-a"><summary><strong>A &lt; b</strong> <span>holds, proved</span></summary></details>',
            '<details><h3 id="claim-a">A &lt; b</h3><p>Holds: proved.</p></details>',
        ),
        (
            '<div class="evidence" id="claim-a"><p><strong>A.</strong> <span>cited</span></p><p>True: B.</p></div>',
            '<div><h3 id="claim-a">A.</h3><p>Cited. True: B.</p></div>',
        ),
        ('<div class="other" id="a"><p><strong>A.</strong></p></div>', '<div class="other" id="a"><p>A.</p></div>'),
        ('<p><em>a</em> <strong>b</strong>, <a href=".."><code>c</code></a></p>', "<p>a b, <code>c</code></p>"),
        ('<h2 id="a">A<a class="headerlink" href="#a" title="Link">¶</a></h2>', '<h2 id="a">A</h2>'),
        (
            '<p><math><mrow><mi>λ</mi><mo>&lt;</mo><mspace width="1em"/><msup><mi>x</mi><mn>2</mn></msup></mrow></math></p>',
            "<p>λ&lt;x2</p>",
        ),
        ('<p><a href="x" title="a > b">w</a></p>', "<p>w</p>"),
        ("<p><em data-search-exclude>x</em> <span>y</span></p>", "<p><em data-search-exclude>x</em> y</p>"),
        ("<main><mark>a</mark> <address>b</address> <sub>c</sub></main>",) * 2,
    ],
    ids=[
        "drawings",
        "colours of code",
        "backlinks",
        "folded evidence",
        "evidence",
        "anything else",
        "emphasis and links",
        "links to headings",
        "mathematics",
        "attributes with signs",
        "what is not to be found",
        "other tags that begin so",
    ],
)
def test_what_material_reads_of_a_page(content, seen):
    """Headings where evidence stands; nothing without words."""
    assert searched(content) == seen


def test_letters_of_mathematics_are_letters():
    """A formula's italic alpha is α; a name within a word is none, one in code is."""
    texts = ["𝛼", "alphabet", "ALPHA_2", "Σ", "betatron, lambda"]
    found = [findable([{"title": "", "text": text}], "", [], [])[0].get("letters") for text in texts]
    assert found == ["α alpha", None, "α alpha", "σ sigma", "λ lambda"]


def test_a_page_without_entries_gets_none():
    """One that is left out of the search."""
    assert findable([], "Words.", ["A"], ["a"]) == []
