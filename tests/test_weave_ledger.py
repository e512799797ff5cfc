"""The ledger: every claim once, with its verdict and its evidence; a myth is never told as true."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from golden import assert_golden
from woven import findings, read

from rectified.claims import Verdict
from rectified.weave.ledger import ledger_pages

CLAIMS = '''from rectified.evidence import cited, claim, myth, proved

@claim("Two is *even*: `2 % 2 == 0` & 1 < 2.")
def even():
    """By hand."""

@myth("Two is odd.", instead="Two is *even*.")
def odd():
    """By hand."""

@cited("It was known.", source="Euclid")
def known():
    """No file goes back so far."""
'''
FILES = {
    "claims/even.py": CLAIMS,
    "claims/zero.py": 'from rectified.evidence import claim\n\n@claim("Zero is even.")\ndef zero():\n    """So."""\n',
    "docs/concepts/even.md": "---\ntitle: Even & odd\n---\n\n[It was known](claim:known) that [two is even](claim:even).\n\n"
    "> False: [Two is odd](myth:odd).\n",
    "docs/functions/zero.md": "---\ntitle: Zero\n---\n\n[Zero is even](claim:zero), [two is even](claim:even/even).\n",
}
VERDICTS = {
    "even:even": Verdict("holds", "proved", "2 = 2 · 1, so $2 \\mid 2$"),
    "even:odd": Verdict("false", "proved", "2 divides it"),
    "even:known": Verdict("cited", "cited", "Euclid"),
    "zero:zero": Verdict("holds", "measured", "0 % 2 is 0"),
}


def page(tmp_path, files=FILES, verdicts=VERDICTS):
    return next(ledger_pages(findings(read(tmp_path, files), verdicts)), None)


def rows(text: str) -> list[ElementTree.Element]:
    (table,) = re.findall(r'<table class="ledger" id="claims">.*?</table>', text, re.S)
    return [row for body in ElementTree.fromstring(table).findall("tbody") for row in body]


def words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_page_is_as_its_golden_file_says(tmp_path):
    """A claim, a myth, a citation and a page of its own for each of two notes."""
    made = page(tmp_path)
    assert (made.path, made.assets, made.notebook) == ("claims.md", {}, "")
    assert_golden(made.markdown, "tables/ledger.woven")


def test_every_claim_has_one_row_in_the_order_of_the_pages(tmp_path):
    """Functions first; on a page in its order; where two notes link it, with the page of its evidence."""
    found = rows(page(tmp_path).markdown)
    links = [row.find("th/a").get("href") for row in found]
    assert links == [
        "../functions/zero/#claim-zero",
        "../concepts/even/#claim-known",
        "../concepts/even/#claim-even",
        "../concepts/even/#claim-odd",
    ]
    assert [words(row.find("td[4]")) for row in found] == ["Zero", *3 * ["Even & odd"]]


def test_a_row_says_verdict_how_and_what_was_found(tmp_path):
    """A source where that is all there is."""
    found = [[words(cell) for cell in row.findall("td")[:3]] for row in rows(page(tmp_path).markdown)]
    assert found == [
        ["holds", "measured", "0 % 2 is 0"],
        ["cited", "cited", "Source: Euclid"],
        ["holds", "proved", "2 = 2 · 1, so \\(2 \\mid 2\\)"],
        ["false", "proved", "2 divides it"],
    ]


def test_a_myth_has_false_in_front_and_its_correction_behind(tmp_path):
    """In the cell itself, so that it is told wherever the row goes."""
    told = [words(row.find("th")) for row in rows(page(tmp_path).markdown)]
    assert told[3] == "False: Two is odd. True: Two is even."
    assert not any("False" in each for each in told[:3])


def test_what_filters_and_sorts_is_in_the_rows_and_in_the_menus(tmp_path):
    """The same values; each menu says how many rows have them."""
    text = page(tmp_path).markdown
    for name in ("verdict", "how", "page"):
        menu = re.search(rf'<select name="{name}">(.*?)</select>', text)[1]
        offered = dict(re.findall(r'value="([^"]+)">[^<]*\((\d+)\)', menu))
        had = [row.get(f"data-{name}") for row in rows(text)]
        assert offered == {value: str(had.count(value)) for value in had}


def test_the_counts_are_those_of_the_rows(tmp_path):
    """By kind, and by how the claims were established."""
    text = page(tmp_path).markdown
    assert "\n\n4 claims and myths: 2 hold (1 proved, 1 measured); 1 myth refuted (1 proved); 1 cited.\n\n" in text


def test_a_claim_on_the_front_page_has_a_row_too(tmp_path):
    """Its page is the site's root."""
    files = {
        **FILES,
        "docs/index.md": "---\ntitle: Home\n---\n\nOne is odd.\n\n```python claim=one\nassert 1 % 2\n```\n",
    }
    made = page(tmp_path, files, {**VERDICTS, "index:one": Verdict("holds", "measured", "It holds.")})
    first = next(row for row in rows(made.markdown) if row.get("data-page") == "home")
    assert first.find("th/a").get("href") == "../#claim-one" and 'id="home"' in made.markdown


def test_without_claims_there_is_no_such_page(tmp_path):
    """Nothing would be in it."""
    assert page(tmp_path, {}, {}) is None
