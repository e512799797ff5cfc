"""What nothing checks, as readers are told: nothing is left out, and nothing is said that is not so."""

from __future__ import annotations

import pytest
from woven import findings, note_of, read

from rectified.numbers import numerals, numerals_in
from rectified.weave.left_open import left_open

CLAIMS = '''from rectified.evidence import cited, claim, measured

@claim("It is 7.75.")
def stated():
    """So."""
    return measured("x", value=2.5)

@cited("It is *said*.", source="Somebody 2017")
def said():
    """It cannot be run."""
'''
LINKS = "[It is](claim:stated) 3.25, [it is said](claim:said).\n"
FORMULA = '\n$$\nE = m c^2\n$$\n{unchecked="defines the symbols"}\n'
CELL = '\n```python norun="needs a GPU"\n1\n```\n'


def section(tmp_path, text):
    front = "---\ntitle: Loose\n---\n\n"
    claims = {"claims/loose.py": CLAIMS} if "claim:" in text else {}
    project = read(tmp_path, {"docs/concepts/loose.md": front + text, **claims})
    note = note_of(project, "concepts/loose.md")
    numbers = {note.file: [*numerals(note)], "loose:stated": [*numerals_in("It is 7.75.")]} if claims else {}
    return left_open(findings(project, numbers=numbers), "claims.md")


def test_everything_is_listed_under_its_kind_with_its_place(tmp_path):
    """A citation by its words, all else by what it is."""
    assert section(tmp_path, LINKS + FORMULA + CELL).splitlines() == [
        "## What nothing checks",
        "",
        "- Numbers with a decimal point that no computed one agrees with: 2",
        "    - [Loose](concepts/loose.md): the number 3.25, which no figure rounds to",
        "    - [It is 7.75.](concepts/loose.md#claim-stated): the number 7.75 of loose:stated, "
        "which no figure of its evidence rounds to",
        "- Formulas that were compared with nothing: 1",
        "    - [Loose](concepts/loose.md): a formula, defines the symbols",
        "- Cells of Python that were not run: 1",
        "    - [Loose](concepts/loose.md): a cell, needs a GPU",
        "- Claims that rest on a source alone: 1",
        "    - [It is *said*.](concepts/loose.md#claim-said)",
    ]


@pytest.mark.parametrize("number, words", [*enumerate(["Every number", "Every formula", "Every cell", "No claim"])])
def test_where_nothing_is_left_the_kind_says_so(number, words, tmp_path):
    """One line each."""
    lines = section(tmp_path, "Nothing.\n").splitlines()[2:]
    assert len(lines) == 4 and lines[number].startswith(f"- {words} ") and lines[number].endswith(".")
