"""Wrong numbers and words of notes and claims, and what a survey depends on."""

from __future__ import annotations

import pytest
from conftest import CLAIM, NOTE, write

from rectified.build import check
from rectified.mutants.survey import digest, read_note
from rectified.project import read_project
from rectified.reporter import Reporter

STATED = CLAIM.replace("Double is twice its input.", "Double is twice its input, 3.0 at 1.5, and not above it below 0.")
WORDS = "Double is [twice its input, 3.0 at 1.5](claim:twice). It is 3.0 there."


@pytest.fixture(scope="module")
def fates(make_project, tmp_path_factory):
    """Of the wrong numbers and words of one note and its claim: what noticed each, by part and change."""
    note = NOTE.replace("Double is [twice its input](claim:twice).", WORDS)
    claim = STATED.replace("value=3)", "value=3, at=1.5)")
    files = {"docs/functions/double.md": note, "claims/double.py": claim}
    findings = check(make_project(tmp_path_factory.mktemp("survey"), files), Reporter())
    (note,) = [note for note in findings.project.notes if note.stem == "double"]
    return [(fate.mutant.part, fate.mutant.path, fate.mutant.what, fate.noticed) for fate in read_note(findings, note)]


def test_a_wrong_number_is_read_as_unchecked(fates):
    """In prose, in linked words and in what the claim states."""
    numbers = [(path, what, noticed) for part, path, what, noticed in fates if part == "number"]
    assert ("docs/functions/double.md", "3.0 as 3.1", "reading") in numbers
    assert ("claims/double.py", "1.5 as 1.6 in what twice states", "reading") in numbers
    assert {noticed for *_, noticed in numbers} == {"reading"} and len(numbers) == 5


def test_wrong_words_are_noticed_where_they_are_linked(fates):
    """They no longer stand in the statement."""
    words = {(path, what): noticed for part, path, what, noticed in fates if part == "words"}
    assert words == {
        ("docs/functions/double.md", "3.0 as 3.1 in the words of double:twice"): "reading",
        ("docs/functions/double.md", "1.5 as 1.6 in the words of double:twice"): "reading",
    }


def test_a_survey_of_a_note_depends_on_code_claims_formulas_and_tests(make_project, tmp_path):
    """And not on its prose."""
    root = make_project(tmp_path)

    def now():
        project, _ = read_project(root)
        return digest(project, next(note for note in project.notes if note.stem == "double"))

    before = now()
    write(root, {"docs/functions/double.md": NOTE.replace("Double is", "The double is")})
    assert now() == before
    for name, text in {
        "docs/functions/double.md": NOTE.replace("2 x", "x + x"),
        "claims/double.py": CLAIM.replace("1.5", "1.25").replace('"""Claims."""', "from _helper import A"),
        "claims/_helper.py": "A = 1\n",
        "snippets/double.py": (root / "snippets/double.py").read_text() + "\n# more\n",
        "tests/snippets/test_each_snippet.py": "A = 1\n",
    }.items():
        write(root, {name: text})
        assert now() != before, name
        before = now()
    write(root, {"claims/_unused.py": "A = 1\n", "claims/other.py": CLAIM})
    assert now() == before
