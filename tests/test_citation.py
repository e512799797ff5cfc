"""An entry for BibTeX: what is known of a page, and nothing that TeX would take for a command."""

from __future__ import annotations

import pytest

from rectified.citation import bibtex


def test_all_that_is_known_is_said():
    """The key is made from the site and the page's place in it."""
    address = "https://example.org/rectified/functions/leaky-relu/"
    assert bibtex(
        "Leaky ReLU", site="Rectified", path="functions/leaky-relu/", address=address, revised="2026-01-02"
    ) == (
        "@misc{rectified-functions-leaky-relu,\n"
        "  author = {{Contributors to Rectified}},\n"
        "  title = {{Leaky ReLU}},\n"
        "  howpublished = {Rectified},\n"
        "  year = {2026},\n"
        "  note = {Last changed 2026-01-02},\n"
        "  url = {https://example.org/rectified/functions/leaky-relu/}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    "known, missing",
    [({}, ["year", "note", "url"]), ({"revised": "2026-01-02"}, ["url"]), ({"address": "a"}, ["year", "note"])],
)
def test_what_is_not_known_is_left_out(known, missing):
    """Neither a day nor an address is made up."""
    found = bibtex("A", site="S", path="", **known)
    assert found.startswith("@misc{s,\n") and found.endswith("}\n}\n")
    assert [name for name in ("year", "note", "url") if f"  {name} = " not in found] == missing


def test_titles_are_text():
    """Braces would be lost, the rest are commands."""
    assert r"title = {{50 \% of \$x\_1\$ \& \{all\} \#1}}" in bibtex("50 % of $x_1$ & {all} #1", site="S", path="")
