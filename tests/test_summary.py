"""What a build left unchecked, by name and by number."""

from __future__ import annotations

import pytest

from rectified.findings import find
from rectified.project import read_project
from rectified.summary import risen, summary

CLAIMS = '''from rectified.evidence import cited, claim, measured

@claim("It is 2.5 or 7.75.")
def stated():
    """So."""
    return measured("x", value=2.5)

@cited("It is said.", source="Somebody 2017")
def said():
    """It cannot be run."""
'''
NOTE = """---
title: Loose
---

[It is](claim:stated) 2.5 and 3.25, [it is said](claim:said).

$$
E = m c^2
$$
{unchecked="defines the symbols"}

```python norun="needs a GPU"
1
```

```python
print(1)
```
"""
FILES = {"docs/concepts/loose.md": NOTE, "claims/loose.py": CLAIMS}


def findings_of(root):
    project, problems = read_project(root)
    findings, wrong = find(project, begin=lambda total: None, done=lambda job, outcome: None)
    assert [*problems, *wrong] == []
    return findings


@pytest.fixture(scope="module")
def findings(make_project, tmp_path_factory):
    return findings_of(make_project(tmp_path_factory.mktemp("summary"), FILES))


def test_the_summary_counts_what_was_checked_and_what_was_not(findings):
    """Notes, formulas, cells, claims by verdict and by how they were established, unchecked things."""
    assert list(summary(findings)) == [
        "3 notes, 1 snippets, 0 labs",
        "1 formulas read and compared, 1 cells and 0 values computed",
        "3 claims: 2 hold, 1 cited",
        "established: 2 measured, 1 cited",
        "unchecked: 2 numbers, 1 formulas, 1 norun, 1 cited",
    ]


@pytest.mark.parametrize(
    "agreed, kinds",
    [
        ("numbers = 2, formulas = 1, norun = 1, cited = 1", []),
        ("numbers = 9, formulas = 1, norun = 1, cited = 1", []),
        ("numbers = 1, formulas = 1, norun = 1, cited = 1", ["2 unchecked numbers"]),
        ("numbers = 2", ["1 unchecked formulas", "1 unchecked norun", "1 unchecked cited"]),
    ],
)
def test_a_total_above_the_committed_one_is_a_problem(agreed, kinds, make_project, tmp_path):
    """At the line of the totals, with the places; a total that falls is none."""
    settings = {"pyproject.toml": f"[tool.rectified]\n\nunchecked = {{ {agreed} }}\n"}
    problems = risen(findings_of(make_project(tmp_path, FILES | settings)))
    assert [problem.found.partition(":")[0] for problem in problems] == kinds
    assert all((problem.path, problem.line) == ("pyproject.toml", 3) for problem in problems)
    if "2 unchecked numbers" in kinds:
        assert "docs/concepts/loose.md:5 (the number 3.25" in problems[0].found
        assert problems[0].expected == "at most 1"


def test_without_settings_nothing_may_stay_unchecked(findings):
    """One problem for each kind."""
    assert len(risen(findings)) == 4
