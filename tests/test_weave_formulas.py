"""Formulas with what backs them under them, and pairs in a row."""

from __future__ import annotations

import pytest
from conftest import CLAIM, DOUBLE, NOTE
from woven import findings, note_of, read

from rectified.weave.edits import apply
from rectified.weave.formulas import formula_edits

FILES = {"snippets/double.py": DOUBLE, "claims/double.py": CLAIM, "docs/functions/double.md": NOTE}
VALUE = "$$\n\\operatorname{double}(x) = 2 x\n$$"
SLOPE = "$$\n\\operatorname{double}'(x) = 2\n$$"
FREE = '$$\ny = 1\n$$\n{unchecked="defines $y$"}'
BARE = "$$\ny = 1\n$$"
CHECKED = "Checked against `double.py`.\n{ .backing }"
UNCHECKED = "Unchecked: defines $y$.\n{ .backing .unchecked }"


def woven(tmp_path, text, reports=()):
    """A note's text with its formulas woven; reports as the check gives them, for lines counted in the text."""
    project = read(tmp_path, {**FILES, "docs/concepts/a.md": text})
    note = note_of(project, "concepts/a.md")
    above = note.line(note.body)
    shifted = [{"line": above + line, "points": points} for line, points in reports]
    found = findings(project, formulas={note.file: shifted} if reports else {})
    formulas = [formula for formula in project.formulas if formula.note is note]
    return apply(note.source, formula_edits(formulas, found), note.body).strip("\n")


def backed(tex, backing):
    return f'<div class="formula" markdown="1">\n\n{tex}\n\n{backing}\n\n</div>'


def row(*formulas):
    inside = "\n\n".join(formulas)
    return f'<div class="formulas" markdown="1">\n\n{inside}\n\n</div>'


@pytest.mark.parametrize(
    "text, reports, expected",
    [
        (VALUE, (), backed(VALUE, CHECKED)),
        (VALUE, [(1, 1234567)], backed(VALUE, "Checked against `double.py` at 1 234 567 points.\n{ .backing }")),
        (VALUE, [(1, 1)], backed(VALUE, CHECKED)),
        (VALUE, [(2, 40)], backed(VALUE, CHECKED)),
        (FREE, (), backed(BARE, UNCHECKED)),
        (
            f"{BARE}\n{{claim=double/twice}}",
            (),
            backed(BARE, "Rests on [Double is twice its input.](../functions/double.md#claim-twice)\n{ .backing }"),
        ),
    ],
    ids=["read", "many points", "one point", "another line", "unchecked", "a claim"],
)
def test_a_formula_says_what_backs_it(text, reports, expected, tmp_path):
    """The snippet and how many points were compared, the claim, or why nothing does; its mark is not shown."""
    assert woven(tmp_path, text, reports) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (f"{VALUE}\n\n{SLOPE}", row(backed(VALUE, CHECKED), backed(SLOPE, CHECKED))),
        (f"{FREE}\n\n{VALUE}", row(backed(BARE, UNCHECKED), backed(VALUE, CHECKED))),
        (
            f"{VALUE}\n\n{SLOPE}\n\n{FREE}",
            row(backed(VALUE, CHECKED), backed(SLOPE, CHECKED)) + "\n\n" + backed(BARE, UNCHECKED),
        ),
        (
            f"{VALUE}\n\n{SLOPE}\n\n{FREE}\n\n{VALUE}",
            row(backed(VALUE, CHECKED), backed(SLOPE, CHECKED))
            + "\n\n"
            + row(backed(BARE, UNCHECKED), backed(VALUE, CHECKED)),
        ),
        (f"{VALUE}\n\nand\n\n{SLOPE}", backed(VALUE, CHECKED) + "\n\nand\n\n" + backed(SLOPE, CHECKED)),
    ],
    ids=["two", "one of them marked", "three", "four", "words between"],
)
def test_two_formulas_that_follow_each_other_share_a_row(text, expected, tmp_path):
    """Never three, and none across words."""
    assert woven(tmp_path, text) == expected


def test_formulas_in_a_list_stay_in_it(tmp_path):
    """Indented as they were, each on its own, with the blocks told nothing since a list reads on."""
    indented = "\n".join(f"    {line}" if line else "" for line in f'{BARE}\n{{unchecked="defines $y$"}}'.split("\n"))
    inner = f'<div class="formula">\n\n{BARE}\n\n{UNCHECKED}\n\n</div>'
    expected = "\n".join(f"    {line}" if line else "" for line in inner.split("\n"))
    assert woven(tmp_path, f"- item\n\n{indented}\n\n{indented}") == f"- item\n\n{expected}\n\n{expected}"


def test_a_formula_in_a_sentence_is_left_where_it_is(tmp_path):
    """It is checked, but there is no room under it."""
    text = "It is $\\operatorname{double}(x) = 2 x$, we say."
    assert woven(tmp_path, text) == text
