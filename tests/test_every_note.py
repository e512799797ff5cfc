"""Every claim of every note, and what every note is to hold, on the real site."""

from __future__ import annotations

import json

import pytest
from html_pages import ROOT, HtmlPage, classes, local, read_page, words

from rectified.claims import Claim, read_claims
from rectified.contents import formulas
from rectified.evidence import STRENGTHS
from rectified.facts.declared import OPEN
from rectified.facts.properties import PROPERTIES
from rectified.latex.left import left_side
from rectified.notes import Note, read_notes
from rectified.snippets import read_snippets
from rectified.weave.facts import fact_anchor

CLAIMS = list(read_claims(ROOT)[0].values())
NOTES = read_notes(ROOT)[0]
FUNCTIONS = [note for note in NOTES if note.section == "functions" and not note.is_index]
CONCEPTS = [note for note in NOTES if note.section == "concepts" and not note.is_index]
SNIPPETS = read_snippets(ROOT)[0]

#: Verdicts by kind of statement: nothing else is ever published.
VERDICTS = {"claim": "holds", "myth": "false", "cited": "cited"}


def note_id(note: Note) -> str:
    return note.stem


def built(site, note: Note) -> HtmlPage:
    return read_page(site, f"{note.folder}/index.html")


@pytest.fixture(scope="module")
def rows(site):
    return {row["id"]: row for row in json.loads((site / "claims.json").read_text(encoding="utf-8"))}


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_claim(claim: Claim, rows, site):
    """Its check ran and said what is published: verdict, how established, what was found; its words lead there."""
    row = rows[claim.id]
    assert row["verdict"] == VERDICTS[claim.kind]
    assert (row["statement"], row["instead"] if claim.kind == "myth" else "") == (claim.text, claim.instead)
    assert (row["how"] == "cited") == (claim.kind == "cited")
    assert len(row["evidence"]) > 3
    if row["how"] == "measured" and not claim.independent:
        assert any(letter.isdigit() for letter in row["evidence"]), "a verdict without a number is an opinion"
    home, _, anchor = row["page"].partition("#")
    linked = read_page(site, f"{home}index.html").all("a", cls="claim")
    links = [link for link in linked if link.get("href") == f"#{anchor}"]
    assert links, "nothing on the page leads to the evidence"
    assert all({row["verdict"], row["how"]} <= set(classes(link)) for link in links)


@pytest.mark.parametrize("note", FUNCTIONS, ids=note_id)
def test_function_note(note: Note, site):
    """A title that is searched for, the plot beside the card, formula beside derivative, the snippet, four claims."""
    page = built(site, note)
    assert words(page.all("title")[0]) == f"{note.title}: formula, derivative, NumPy code"
    glance = page.all("div", cls="at-a-glance")[0]
    facts = next(element for element in glance.iter() if "facts" in classes(element))
    assert len([link for link in facts.iter() if "fact" in classes(link)]) == 6
    assert "PyTorch" in words(facts) and "JAX" in words(facts)
    assert [local(svg) for svg in glance.iter() if "standard-plot" in classes(svg)] == ["svg"]
    pair = page.all("div", cls="formulas")[0]
    assert len([math for math in pair.iter() if local(math) == "math"]) == 2
    assert [row for row in page.all("p", cls="backing") if "Checked against" in words(row)]
    copied = [button.get("data-copy") for button in page.all("button", cls="snippet-copy")]
    assert SNIPPETS[note.stem].source in copied
    assert sum(claim.stem == note.stem for claim in CLAIMS) >= 4


@pytest.mark.parametrize("note", FUNCTIONS, ids=note_id)
def test_every_fact_of_a_function_is_on_its_page(note: Note, site):
    """A row for each property under an address of its own; the card has what its rows have; nothing is open unsaid."""
    page = built(site, note)
    rows = {name: page.by_id(fact_anchor(note, note.stem, name)) for name in PROPERTIES}
    for name, row in rows.items():
        cells = [cell for cell in row.iter() if local(cell) == "td" and cell.get("colspan") is None]
        assert len(cells) == len(PROPERTIES[name].dtypes), name
        assert all(words(cell) for cell in cells), name
        assert [way for way in row.iter() if set(classes(way)) & {*STRENGTHS, OPEN}], name
    for link in (link for link in page.all("a") if "fact" in classes(link)):
        row = page.by_id(link.get("href", "").removeprefix("#"))
        assert "".join(words(link).split()) in "".join(words(row).split())
    tables = page.all("table", cls="facts-table")
    assert [len([each for each in table.iter() if local(each) == "caption"]) for table in tables] == [1] * len(tables)


@pytest.mark.parametrize("note", FUNCTIONS, ids=note_id)
def test_function_and_derivative_are_stated(note: Note):
    """Among the formulas that were read, one has the function on its left side, one the derivative."""
    read = [left_side(formula.span.text) for formula in formulas(note, SNIPPETS) if formula.stem == note.stem]
    assert {0, 1} <= {order for _, order, argument in filter(None, read) if argument}


@pytest.mark.parametrize("note", CONCEPTS, ids=note_id)
def test_concept_note(note: Note, site):
    """At least three claims, and an experiment whose output or plot is on the page."""
    assert sum(claim.stem == note.stem for claim in CLAIMS) >= 3
    assert built(site, note).all("div", cls="cell-output")


@pytest.mark.parametrize("note", [*FUNCTIONS, *CONCEPTS], ids=note_id)
def test_note(note: Note, rows, site):
    """A summary, its evidence, its sources, and the notes that link here; no banner that says it is unchecked."""
    page = built(site, note)
    headings = [words(heading).strip("¶") for heading in page.all("h2")]
    assert note.summary.endswith(".")
    assert {"All claims", "Linked from", "Sources"} <= set(headings)
    assert page.all(cls="banner-unclaimed") == []
    own = [row["page"].partition("#")[2] for row in rows.values() if row["page"].startswith(f"{note.folder}/#")]
    assert sorted(box.get("id") for box in page.all("details", cls="evidence")) == sorted(own)


def test_the_selu_page_holds_what_a_reader_comes_for(site):
    """MathML, the plot, figures of cells, what they printed, verdicts of each kind, evidence with its code."""
    page = read_page(site, "functions/selu/index.html")
    assert len(page.all("math")) >= 2
    assert page.all("svg", cls="standard-plot")
    figures = [svg for output in page.all("div", cls="cell-output") for svg in output.iter() if local(svg) == "svg"]
    printed = [pre for output in page.all("div", cls="cell-output") for pre in output.iter() if local(pre) == "pre"]
    assert len(figures) >= 2 and printed
    verdicts = {name for element in page.all(cls="verdict") for name in classes(element)}
    assert {"holds", "false", "cited"} <= verdicts
    assert [details for details in page.all("details") if "Code of the check" in words(details)]


def test_the_lab_page_holds_the_executed_lab(site):
    """Code, figures, and each labelled result under an address of its own."""
    page = read_page(site, "labs/self-normalization/index.html")
    notebook = json.loads((site / "labs/self_normalization.ipynb").read_text(encoding="utf-8"))
    labels = [cell["metadata"]["label"] for cell in notebook["cells"] if "label" in cell["metadata"]]
    assert labels and set(labels) <= set(page.ids)
    assert len(page.all("figure")) >= 2 and len(page.all("pre")) > len(labels)


def test_the_audit_links_each_finding_to_evidence(site):
    """Claims of its own or of other notes, in every part of the page; the note's code is shown failing as it stands."""
    page = read_page(site, "audits/selu/index.html")
    assert len(page.all("a", cls="claim")) > 15
    assert any("SyntaxError" in words(output) for output in page.all("div", cls="cell-output"))
