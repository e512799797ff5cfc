"""The comparison with other libraries is of today's snippets, and its file is read whole or refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from compared import ROWS, results
from conftest import DOUBLE, write
from oracles.counterparts import COUNTERPARTS

from rectified.oracles import FILE, Cell, Instead, Oracles, Wrong, in_short, read_oracles
from rectified.snippets import read_snippets

ROOT = Path(__file__).parents[1]
COMPARED = {each.stem for each in COUNTERPARTS}


@pytest.fixture(scope="module")
def found() -> Oracles:
    """The committed file."""
    oracles, problems = read_oracles(ROOT)
    assert oracles is not None and problems == []
    return oracles


@pytest.mark.parametrize("stem", sorted(COMPARED & {file.stem for file in (ROOT / "snippets").glob("*.py")}))
def test_what_is_shown_is_of_the_snippet_of_today(stem: str, found: Oracles) -> None:
    """After a change to a snippet, or for a new one: run nox -s oracles and commit the file."""
    assert found.knows(stem, read_snippets(ROOT)[0][stem].source)


def test_no_snippet_is_compared_that_is_gone(found: Oracles) -> None:
    """Nor one without counterparts."""
    assert set(found.functions) <= COMPARED & set(read_snippets(ROOT)[0])


def test_each_difference_by_convention_has_its_reason(found: Oracles) -> None:
    """Declared in oracles/conventions.py; without one the page says that none is known."""
    rows = [row for rows in found.functions.values() for row in rows]
    cells = [cell for row in rows for cell in row.dtypes.values()]
    reasons = [special.reason for row in rows for special in row.specials]
    reasons += [cell.instead.reason for cell in cells if cell.instead]
    reasons += [cell.flushing for cell in cells if cell.flushed]
    assert len(reasons) > 10 and all(reasons)


def test_the_snippets_themselves_are_never_wrong(found: Oracles) -> None:
    """They are in the table to be judged as all others are."""
    own = [row for rows in found.functions.values() for row in rows if not row.library]
    assert len(own) >= 2 * len(found.functions)
    assert [row.call for row in own for cell in row.dtypes.values() if cell.wrong or cell.ulp > 2 or cell.flushed] == []


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    """With all its rows."""
    oracles, problems = read_oracles(write(tmp_path, {FILE: results()}))
    assert problems == [] and oracles is not None
    assert oracles.functions == {"double": list(ROWS)}
    assert (oracles.date, oracles.bar, oracles.versions["torch"]) == ("2026-11-25", 10.0, "9.1")
    assert oracles.knows("double", DOUBLE) and not oracles.knows("double", f"{DOUBLE}\n")
    assert not oracles.knows("treble", DOUBLE)


def test_a_project_need_not_be_compared(tmp_path: Path) -> None:
    """Without the file there is nothing to say and nothing wrong."""
    assert read_oracles(tmp_path) == (None, [])


def broken(*path: str | int, value: object) -> str:
    """A result file with another value at one place."""
    data = json.loads(results())
    place = data["results"]["functions"]["double"]
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return json.dumps(data)


BROKEN = {
    "no JSON": ("{", "Expecting property name"),
    "another form": (results().replace('"schema": 1', '"schema": 2'), "schema is 2, not 1"),
    "a row of text": (broken(0, value="all is well"), "a row without dtypes"),
    "a row without a call": (broken(0, value={"dtypes": {}}), "Row is not a mapping of exactly call,"),
    "an unknown dtype": (broken(0, "dtypes", "float8", value=json.loads(broken(0, "call", value=""))), "Cell is not"),
    "an error that is text": (broken(0, "dtypes", "float32", "ulp", value="small"), "ulp of Cell is 'small'"),
    "a place without ends": (broken(2, "dtypes", "float32", "wrong", value=[{}]), "Wrong is not a mapping of exactly"),
    "places that are none": (broken(2, "dtypes", "float32", "wrong", value="many"), "wrong is not a list"),
    "a special input without reason": (broken(3, "specials", 0, value={"at": "0"}), "Special is not a mapping"),
    "a snippet without its hash": (
        results().replace("snippets/double.py", "snippets/other.py"),
        "made_by does not have",
    ),
}


@pytest.mark.parametrize("text, words", BROKEN.values(), ids=BROKEN)
def test_a_file_of_another_form_is_a_problem(text: str, words: str, tmp_path: Path) -> None:
    """It names the file, and says how to make it again."""
    oracles, (problem,) = read_oracles(write(tmp_path, {FILE: text}))
    assert oracles is None
    assert problem.path == FILE and words in problem.found and "nox -s oracles" in problem.todo


@pytest.mark.parametrize(
    "cell, words",
    [
        (None, "—"),
        (Cell(40, 0.0, 0.0), "exact"),
        (Cell(40, 0.41, 3.0), "within 0.5 ulp"),
        (Cell(40, 2.0, 3.0), "within 2 ulp"),
        (Cell(40, 2.01, 3.0), "within 2.1 ulp"),
        (Cell(40, 2.0, 3.0, wrong=(Wrong(1.0, 2.0, 11.0, 1.0, "1", "2", None),)), "wrong"),
        (Cell(40, 1.0, 3.0, instead=Instead("defaults", 3e8, "", "")), "within 1 ulp, own defaults"),
        (Cell(40, 1.0, 3.0, instead=Instead("gelu_tanh", 3e8, "", "")), "within 1 ulp, as gelu_tanh"),
    ],
)
def test_a_cell_in_short(cell: Cell | None, words: str) -> None:
    """An error is rounded up, so that what is said holds."""
    assert in_short(cell) == words
