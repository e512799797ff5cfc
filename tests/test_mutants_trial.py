"""All checks on wrong snippets and formulas: which notices first."""

from __future__ import annotations

import pytest
from conftest import DOUBLE, write

from rectified.running.job import Job
from rectified.running.runner import run

FORMULAS = [
    {"path": "docs/a.md", "line": 1, "column": 1, "tex": r"\operatorname{double}(x) = 2 x", "display": True},
]
TESTS = """from double import double, double_grad
import numpy as np
import pytest

@pytest.mark.parametrize("function", [double, double_grad], ids=["double", "double_grad"])
def test_nan(function):
    assert np.isnan(function(np.float64(np.nan)))

@pytest.mark.parametrize("name", ["other"])
def test_other(name):
    raise RuntimeError("about another function")
"""


def tried(root, target, **arguments):
    """What a job of the trials returns."""
    shared = {"stem": "double", "snippet": "snippets/double.py", "root": str(root), **arguments}
    outcome = run([Job("trial", f"rectified.mutants.trial:{target}", shared, 120)], root=root)["trial"]
    assert outcome.failure is None, outcome.failure
    return [tuple(found) for found in outcome.value]


@pytest.fixture(scope="module")
def fates(make_project, tmp_path_factory):
    """What noticed each of six versions."""
    root = make_project(tmp_path_factory.mktemp("trial"))
    write(root, {"tests/snippets/test_each_snippet.py": TESTS, "tests/snippets/test_accuracy_of_each.py": ""})
    versions = {
        "as it is": DOUBLE,
        "claim": DOUBLE.replace("FACTOR = 2.0", "FACTOR = 2.5"),
        "crash": DOUBLE.replace("np.float64(x) * FACTOR", "np.float64(x) * missing"),
        "loads not": "def",
        "formula": DOUBLE.replace("x.dtype.type(FACTOR)", "x.dtype.type(FACTOR + (x.size > 1))"),
        "test": DOUBLE.replace("np.where(np.isnan(x), x, FACTOR)", "np.where(x == 0, 2, FACTOR)"),
    }
    given = {"claims": "claims/double.py", "names": ["twice"], "formulas": FORMULAS}
    found = tried(root, "try_code", versions=list(versions.values()), **given)
    return dict(zip(versions, found, strict=True))


def test_what_is_not_wrong_is_not_noticed(fates):
    """By no claim, no formula, no test of the function."""
    assert fates["as it is"] == ("", "")


def test_a_claim_is_asked_first(fates):
    """Named, when it fails by an assertion."""
    assert fates["claim"] == ("claim", "twice")


def test_a_crash_is_told_apart(fates):
    """It stops a build, and says nothing of what is stated."""
    assert fates["crash"] == ("crash", "twice: NameError")
    assert fates["loads not"] == ("crash", "the snippet does not load")


def test_then_the_formula_and_the_tests(fates):
    """Each only for what nothing before it noticed; tests about other functions are left out."""
    assert fates["formula"][0] == "formula" and "double in snippets/double.py differs" in fates["formula"][1]
    assert fates["test"] == ("test", "test_nan[double_grad]")


def test_wrong_formulas_are_checked_as_notes_are(make_project, tmp_path):
    """The message is that of a build."""
    root = make_project(tmp_path)
    wrong = [{**FORMULAS[0], "tex": r"\operatorname{double}(x) = 3 x"}]
    found = tried(root, "try_formulas", versions=[FORMULAS, wrong])
    assert found[0] == ("", "")
    assert found[1][0] == "formula" and "differs from the formula" in found[1][1]
