"""Wrong snippets, and which claims notice them."""

from __future__ import annotations

import ast

import pytest
from conftest import write

from rectified.mutants import imported_snippets, mutants
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


def changed(line: str) -> dict[str, str]:
    """The wrong versions of one line, by what is wrong."""
    return {what.partition(": ")[2]: wrong for what, wrong in mutants(line)}


@pytest.mark.parametrize(
    "right, what, wrong",
    [
        ("ALPHA = 0.5", "a constant doubled", "ALPHA = 1.0"),
        ("ALPHA = 0.5", "a constant 1 % larger", "ALPHA = 0.505"),
        ("y = x ** 2", "an integer one larger", "y = x ** 3"),
        ("y = np.where(x > 0, a, b)", "where without its first branch", "y = np.where(x > 0, b, b)"),
        ("y = np.where(x > 0, a, b)", "comparison flipped", "y = np.where(x < 0, a, b)"),
        ("y = a + b", "operator flipped", "y = a - b"),
        ("y *= b", "operator flipped", "y /= b"),
        ("y = -x", "sign dropped", "y = +x"),
        ("y = np.expm1(x)", "expm1 mistaken for exp", "y = np.exp(x)"),
        ("def f(x):\n    return x", "f returns zero", "def f(x):\n    return x * 0"),
    ],
)
def test_each_kind_of_mistake_is_made(right, what, wrong):
    """The whole source is given, with one thing wrong."""
    assert changed(right)[what] == wrong


def test_helpers_keep_their_value():
    """A snippet whose `_floats` returns zero is wrong in one place for all its functions, which says little."""
    assert "_f returns zero" not in changed("def _f(x):\n    return x")


def test_every_version_differs_in_one_place_and_loads():
    """Each is Python, differs from the source, and says on which line."""
    source = "A = 1.5\nB = -2.5\n\ndef f(x):\n    return np.where(x > 0, A * x, B + x)\n"
    made = list(mutants(source))
    assert len({wrong for _, wrong in made}) == len(made) > 10
    for what, wrong in made:
        assert ast.dump(ast.parse(wrong)) != ast.dump(ast.parse(source))
        assert what.startswith("line ")


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
    outcome = run([Job("notice", "rectified.mutants:notice", arguments, 60)], root=root)["notice"]
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
