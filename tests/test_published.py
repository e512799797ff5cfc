"""What other programs read from a site: claims.json and facts.json with their schemas, the snippets, the labs' files."""

from __future__ import annotations

import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path

import jsonschema
import nbformat
import pytest
from html_pages import ROOT, addresses, classes, read_page, words

from rectified.claims import read_claims
from rectified.facts.properties import cells
from rectified.notes import read_notes
from rectified.published import CLAIMS_SCHEMA, FACTS_SCHEMA

SNIPPETS = sorted(path.stem for path in (ROOT / "snippets").glob("*.py"))
LABS = sorted((ROOT / "docs/labs").glob("*.py"))


@pytest.fixture(scope="module")
def rows(site):
    return json.loads((site / "claims.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def facts(site):
    return json.loads((site / "facts.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def index(site):
    rows = json.loads((site / "snippets/index.json").read_text(encoding="utf-8"))
    return {row["name"]: row for row in rows}


def test_claims_json_is_valid_by_the_schema_beside_it(site, rows):
    """The schema is itself a valid schema, and the one that the builder documents."""
    schema = json.loads((site / "claims.schema.json").read_text(encoding="utf-8"))
    assert schema == CLAIMS_SCHEMA
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(rows, schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "change",
    [{"verdict": "fails"}, {"how": "guessed"}, {"id": "selu"}, {"figures": {"floor": 1.5}}, {"seconds": "2"}],
    ids=lambda change: next(iter(change)),
)
def test_the_schema_refuses_what_no_site_publishes(change):
    """A failed claim, an unknown way of checking, an id without a name, a figure as a float, a time."""
    row = {"id": "selu:bounded_below", "kind": "claim", "statement": "S", "verdict": "holds", "how": "proved"}
    row |= {"evidence": "E", "figures": {"floor": "1.5"}, "page": "functions/selu/#claim-x", "source": "claims/x.py:1"}
    jsonschema.validate([row], CLAIMS_SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([row | change], CLAIMS_SCHEMA)


def test_claims_json_lists_every_claim_once(rows):
    """Those of claims/*.py, and those that stand in a note."""
    ids = [row["id"] for row in rows]
    claims, problems = read_claims(ROOT)
    assert problems == [] and len(ids) == len(set(ids))
    assert set(claims) <= set(ids)
    assert [row["id"] for row in rows if row["id"] not in claims and not row["source"].startswith("docs/")] == []


def test_each_permanent_address_shows_the_claim(rows, site):
    """The place exists, and states the claim, its verdict and what was found; a reader can link to it and run it."""
    for row in rows:
        address, _, anchor = row["page"].partition("#")
        assert address in addresses(), row["id"]
        page = read_page(site, f"{address}index.html")
        place = page.by_id(anchor)
        verdict = next(element for element in place.iter() if "verdict" in classes(element))
        assert row["verdict"] in classes(verdict), row["id"]
        assert row["how"] in words(verdict)
        assert _plain(row["statement"]) in _plain(words(place))
        assert _plain(row["evidence"]) in _plain(words(place)), row["id"]
        own = row["source"].startswith("claims/") and row["kind"] != "cited"
        assert (f"nox -s check -- {row['id']}" in words(place)) == own


def _plain(text: str) -> str:
    """Letters and digits alone: what typesetting and markup do not change."""
    return "".join(re.findall(r"[^\W_]", text))


def test_each_source_is_the_line_of_the_claim(rows):
    """The line holds the function, or the fence in the note."""
    for row in rows:
        path, _, line = row["source"].rpartition(":")
        text = (ROOT / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        name = row["id"].partition(":")[2]
        assert f"def {name}(" in text or f"claim={name}" in text, row["id"]


def test_figures_are_decimal_numbers(rows):
    """Kept as text, so that no digit is lost on the way."""
    assert [row["id"] for row in rows if not all(Decimal(text).is_finite() for text in row["figures"].values())] == []
    assert any(len(text) > 25 for row in rows for text in row["figures"].values())


FACT = {
    "id": "selu:worst_error:float32",
    "function": "selu",
    "property": "worst_error",
    "heading": "Worst error found",
    "group": "In floating point",
    "dtype": "float32",
    "value": "0.5 ulp",
    "how": "sampled",
    "method": "M",
    "figures": {"ulp": "0.5"},
    "page": "functions/selu/#fact-worst-error",
    "source": "snippets/selu.py",
}


def test_facts_json_is_valid_by_the_schema_beside_it(site, facts):
    """The schema is itself a valid schema, and the one that the builder documents."""
    schema = json.loads((site / "facts.schema.json").read_text(encoding="utf-8"))
    assert schema == FACTS_SCHEMA
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(facts, schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "change",
    [
        {"how": "guessed"},
        {"id": "selu"},
        {"property": "warmth"},
        {"dtype": "float8"},
        {"value": ""},
        {"method": ""},
        {"figures": {"ulp": 0.5}},
        {"seconds": "2"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_schema_refuses_what_is_no_fact(change):
    """An unknown way of establishing one, an empty cell, a cell without its method, a figure as a float, a time."""
    jsonschema.validate([FACT], FACTS_SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([FACT | change], FACTS_SCHEMA)


def test_facts_json_has_every_cell_of_every_function(facts):
    """Of each function that has a note of its own; figures are decimal numbers."""
    functions = {note.stem for note in read_notes(ROOT)[0] if note.section == "functions"} & set(SNIPPETS)
    expected = {(stem, each.name, dtype) for stem in functions for each, dtype in cells()}
    found = [(row["function"], row["property"], row["dtype"]) for row in facts]
    assert sorted(found) == sorted(expected)
    assert len({row["id"] for row in facts}) == len(facts)
    assert [row["id"] for row in facts if not all(Decimal(text).is_finite() for text in row["figures"].values())] == []


def test_each_fact_stands_where_it_says(facts, site):
    """With its heading, its value and how it was established."""
    for row in facts:
        address, _, anchor = row["page"].partition("#")
        shown = _plain(words(read_page(site, f"{address}index.html").by_id(anchor)))
        for name in ("heading", "value", "how", "method"):
            assert _plain(row[name]) in shown, (row["id"], name)


@pytest.mark.parametrize("stem", SNIPPETS)
def test_the_site_hands_out_the_tested_file(stem, site, index):
    """Byte for byte, with the index's sha256, under the address the index gives."""
    source = (ROOT / f"snippets/{stem}.py").read_bytes()
    row = index[stem]
    assert (site / row["file"]).read_bytes() == source
    assert row["file"] == f"snippets/{stem}.py"
    assert row["sha256"] == hashlib.sha256(source).hexdigest()
    assert (row["licence"], row["numpy"]) == ("MIT-0", ">=1.26")
    assert re.fullmatch(r"\d+\.\d+\.\d+", row["version"])


def test_the_index_lists_every_snippet_and_nothing_else(index):
    """A program that copies snippets needs to read no page."""
    assert sorted(index) == SNIPPETS


@pytest.mark.parametrize("stem", SNIPPETS)
def test_the_page_of_a_snippet_copies_and_downloads_the_file(stem, site, index):
    """The copy button holds the exact text, the shown code is that text, the download link leads to the file."""
    page = read_page(site, f"{index[stem]['page']}index.html")
    source = (ROOT / f"snippets/{stem}.py").read_text(encoding="utf-8")
    shown = next(box for box in page.all("div", cls="snippet") if source in [e.get("data-copy") for e in box.iter()])
    assert "".join(next(shown.iter("pre")).itertext()) == source
    link = next(element for element in shown.iter("a") if "snippet-download" in classes(element))
    assert link.get("href", "").endswith(f"/snippets/{stem}.py") and "download" in link.attrib


@pytest.mark.parametrize("lab", LABS, ids=lambda path: path.stem)
def test_a_lab_is_handed_out_as_written_and_as_run(lab, site):
    """The .py byte for byte; the .ipynb valid, every cell run in order, no error in it; both linked from the page."""
    assert (site / f"labs/{lab.name}").read_bytes() == lab.read_bytes()
    notebook = nbformat.read(site / f"labs/{lab.stem}.ipynb", as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    kinds = {output.output_type for cell in code for output in cell.outputs}
    assert "execute_result" in kinds and "error" not in kinds
    page = read_page(site, f"labs/{lab.stem.replace('_', '-')}/index.html")
    offered = {link.get("href") for link in page.all("a") if "download" in link.attrib}
    assert {f"../{lab.name}", f"../{lab.stem}.ipynb"} <= offered


def test_nothing_else_is_published(site):
    """Claim files, notes and the builder stay in the repository."""
    kept = {"html", "css", "js", "map", "json", "svg", "png", "woff2", "txt", "xml", "gz", "py", "ipynb", "md"}
    files = [path.relative_to(site) for path in site.rglob("*") if path.is_file()]
    assert [path for path in files if path.suffix[1:] not in kept] == []
    assert {path.parts[0] for path in files if path.suffix == ".py"} == {"snippets", "labs"}
    assert Path("claims/selu.py") not in files


def test_plots_json_has_each_function_whose_plot_is_live(site):
    """By the stem that the pages' plots name, with the name that readers know."""
    plots = json.loads((site / "plots.json").read_text(encoding="utf-8"))
    pages = [read_page(site, f"{address}index.html") for address in addresses()]
    named = {svg.get("data-function") for page in pages for svg in page.all("svg", cls="standard-plot")}
    assert named - {None} == set(plots) and len(plots) >= 9
    assert plots["leaky_relu"]["name"] == "Leaky ReLU"
    assert all(row.keys() == {"name", "parameters", "f", "slope", "cuts"} for row in plots.values())
