"""Which claims notice wrong snippets."""

from __future__ import annotations

import pytest
from conftest import write

from rectified.mutants.noticing import imported_snippets
from rectified.running.job import Job
from rectified.running.runner import run

CLAIMS = '''from rectified.evidence import claim, measured
from double import double

@claim("S")
def exact():
    """."""
    assert double(1.5) == 3
    return measured("x")

@claim("S")
def positive():
    """Half of the wrong versions are positive too."""
    assert double(1.5) > 0
    return measured("x")

@claim("S")
def crashes():
    """Fails by an error that says nothing of the statement."""
    return [measured("x")][0 if double(1.5) == 3 else 1]

@claim("S")
def hangs():
    """Has no end where the snippet is wrong."""
    while double(1.5) != 3:
        pass
    return measured("x")

@claim("S")
def tests_nothing():
    """."""
    double(1.5)
    assert True
    return measured("x")
'''


def test_a_claim_file_is_tried_on_every_snippet_it_reaches(tmp_path):
    """Its own first, then those it imports, itself or through helpers; NumPy is no snippet."""
    files = {f"snippets/{stem}.py": "" for stem in ("a", "b", "c", "own")}
    files |= {"claims/_helper.py": "import b\nfrom _helper import x\n", "claims/own.py": "import numpy\nimport a\n"}
    files["claims/own.py"] += "def f():\n    from _helper import x\n    from own import own\n"
    assert imported_snippets("claims/own.py", write(tmp_path, files)) == ["own", "a", "b"]


@pytest.fixture(scope="module")
def noticed(make_project, tmp_path_factory):
    """What each claim of a file notices first."""
    root = make_project(tmp_path_factory.mktemp("mutants"), {"claims/double.py": CLAIMS})
    names = ["exact", "positive", "crashes", "hangs", "tests_nothing"]
    arguments = {"path": "claims/double.py", "names": names, "root": str(root), "seconds": 0.2}
    outcome = run([Job("notice", "rectified.mutants.noticing:notice", arguments, 60)], root=root)["notice"]
    assert outcome.failure is None
    return {item["name"]: item["noticed"] for item in outcome.progress}


def test_a_claim_notices_the_first_version_that_it_fails_on(noticed):
    """Named by snippet and line."""
    assert noticed["exact"] == "double.py, line 8: double returns zero"
    assert noticed["positive"] == noticed["exact"]


@pytest.mark.parametrize("name", ["crashes", "hangs", "tests_nothing"])
def test_to_crash_or_to_hang_is_not_to_notice(name, noticed):
    """A claim must fail by an assertion; one that computes for too long is stopped, and the others still run."""
    assert noticed[name] is None
