"""How many claims each page has, counted."""

from __future__ import annotations

from xml.etree import ElementTree

from rectified.claims import Verdict
from rectified.weave.tally import tally

HOLDS = [Verdict("holds", how, "") for how in ("proved", "proved", "exhaustive", "sampled", "measured")]
OTHERS = [Verdict("false", "proved", ""), Verdict("false", "measured", ""), Verdict("cited", "cited", "")]


def rows(pages):
    table = ElementTree.fromstring("<table>" + "".join(tally(pages)) + "</table>")
    return [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]


def test_claims_that_hold_are_counted_by_how_they_were_established_and_others_by_verdict():
    """A refuted myth is one, whatever refuted it; the last column and the last row have all."""
    assert rows([("A & b", "a-b", HOLDS), ("C", "c", OTHERS)]) == [
        ["Page", "Proved", "Exhaustive", "Sampled", "Measured", "False", "Cited", "All"],
        ["A & b", "2", "1", "1", "1", "0", "0", "5"],
        ["C", "0", "0", "0", "0", "2", "1", "3"],
        ["All pages", "2", "1", "1", "1", "2", "1", "8"],
    ]


def test_a_page_leads_to_its_rows():
    """Further up; all pages lead nowhere."""
    text = "".join(tally([("A", "functions-a", HOLDS)]))
    assert '<th scope="row"><a href="#functions-a">A</a></th>' in text and text.count("<a ") == 1
