"""Notes in, Markdown pages out: one golden file for each behaviour."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rectified.build import Reporter, check
from rectified.weave import weave
from rectified.weave.edits import Edit, apply, fenced

CASES = sorted((Path(__file__).parent / "cases" / "weave").glob("*.md"))
EXPECTED = {case: case.with_suffix(".woven") for case in CASES}
MYTH = '''"""Claims."""

from rectified.evidence import myth, proved


@myth("Every number is even.", instead="Half of them are odd.")
def all_even():
    """One number."""
    return proved("3 is odd", odd=3)
'''
SETTINGS = """[tool.rectified]
unchecked = { formulas = 2, norun = 1 }
repository = "https://example.org/owner/name"
"""


@pytest.fixture(scope="module")
def pages(make_project, tmp_path_factory) -> dict[str, str]:
    """The pages of a project made of all cases, by the case's name."""
    files = {f"docs/concepts/{case.name}": case.read_bytes() for case in CASES}
    files |= {"claims/a_myth_gets_its_correction.py": MYTH, "pyproject.toml": SETTINGS}
    findings = check(make_project(tmp_path_factory.mktemp("weave"), files), Reporter())
    return {page.path.rpartition("/")[2].replace("-", "_"): page.markdown for page in weave(findings)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_note_is_woven_as_its_golden_file_says(case, pages):
    """RECTIFIED_WRITE_CASES=1 rewrites the golden files, to be read before they are committed."""
    if os.environ.get("RECTIFIED_WRITE_CASES"):
        EXPECTED[case].write_text(pages[case.name], encoding="utf-8")
    assert pages[case.name] == EXPECTED[case].read_text(encoding="utf-8")


def test_edits_are_made_at_the_offsets_of_the_source():
    """In any order, an insertion before what starts at the same place."""
    assert apply("abcdef", [Edit(4, 5, "E"), Edit(1, 2, ""), Edit(4, 4, "<")]) == "acd<Ef"


def test_edits_that_overlap_are_a_bug_of_the_builder():
    """Never silently one of the two."""
    with pytest.raises(ValueError, match="two edits overlap at offset 1: 'y'"):
        apply("abc", [Edit(0, 2, "x"), Edit(1, 3, "y")])


def test_a_fence_is_longer_than_what_it_holds():
    """Output that holds a fence stays output."""
    assert fenced("```\n", "text") == "````text\n```\n````"
