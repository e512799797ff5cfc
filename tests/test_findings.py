"""What comes of running a whole project, and what its numbers may state."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rectified.findings import figures, find
from rectified.jobs import facts_jobs, formula_jobs, lab_jobs, note_jobs, plot_jobs
from rectified.project import read_project

NOTE = """---
title: Cells
---

Two is even.

```python claim=even
print("2 % 2 is 0")
assert 2 % 2 == 0
```

It is `{python} 1 + 2` in [[Double]], which is [twice its input](claim:double/twice).

![[double.py#plot]]
"""
LAB = """# %% [markdown]
# # A lab

# %% label="one"
{"one": 1.5}
"""
RESTS = '''from rectified.evidence import claim, from_lab

@claim("It rests on a lab.")
def rests():
    """Lab."""
    return from_lab("lab", "one")
'''
GONE = "import os\nos._exit(0)\n\nFACTOR = 2.0\n\ndef double(x):\n    return x\n"
FILES = {
    "docs/concepts/cells.md": NOTE,
    "docs/concepts/rests.md": "---\ntitle: Rests\n---\n\n[It rests on a lab](claim:rests).\n",
    "docs/labs/lab.py": LAB,
    "claims/rests.py": RESTS,
}


@pytest.fixture(scope="module")
def project(make_project, tmp_path_factory):
    project, problems = read_project(make_project(tmp_path_factory.mktemp("findings"), FILES))
    assert problems == []
    return project


@pytest.fixture(scope="module")
def found(project):
    """Everything found, and the ids of the jobs in the order in which they ended, after how many were to run."""
    told = []
    findings, problems = find(project, begin=told.append, done=lambda job, outcome: told.append(job.id))
    assert problems == []
    return findings, told


def test_each_thing_that_runs_is_one_job_of_its_own(project):
    """Notes without anything to run get none; limits are those of the project."""
    kinds = (lab_jobs, formula_jobs, facts_jobs, plot_jobs, note_jobs)
    jobs = [job for kind in kinds for job in kind(project)]
    assert [job.id for job in jobs] == ["docs/labs/lab.py", "formulas double", "plot double", "docs/concepts/cells.md"]
    kinds = ("lab", "formulas", "formulas", "note")
    assert [job.seconds for job in jobs] == [project.settings.seconds[kind] for kind in kinds]


def test_labs_end_before_the_claims_that_rest_on_them_begin(found):
    """Progress is told of every job, after how many of them will run."""
    told = found[1]
    assert [each for each in told if isinstance(each, int)] == [3, 2, 2] and len(told) == 3 + 7
    assert told[0] == 3 and "docs/labs/lab.py" in told[1:4] and told[4] == 2 and told[7] == 2
    assert sorted(told[8:]) == ["claims/double.py", "claims/rests.py"]
    assert found[0].verdicts["rests:rests"].text == "lab lab, one: one 1.5"


def test_a_claim_in_a_note_gets_its_verdict_from_the_cell(found):
    """What it printed is its evidence."""
    verdict = found[0].verdicts["cells:even"]
    assert (verdict.word, verdict.how, verdict.text) == ("holds", "measured", "2 % 2 is 0")


def test_results_are_kept_for_weaving(found):
    """Steps by note, reports of formulas by file, samples by stem, labs by path."""
    findings = found[0]
    assert [result["value"] for result in findings.steps["concepts/cells.md"]] == ["", "3"]
    assert [report["line"] for report in findings.formulas["docs/functions/double.md"]] == [9]
    assert {"x", "f", "grad"} <= set(findings.samples["double"])
    assert findings.labs["docs/labs/lab.py"]["results"] == {"one": {"one": 1.5}}


def test_numbers_may_state_constants_and_the_values_of_linked_claims(project, found):
    """The constants of the note's own snippet; the figures of every claim it links, of any note."""
    notes = {note.stem: note for note in project.notes}
    assert figures(project, notes["double"], found[0].verdicts) == [Decimal("2.0"), Decimal(3)]
    assert figures(project, notes["cells"], found[0].verdicts) == [Decimal(3)]
    assert figures(project, notes["rests"], found[0].verdicts) == [Decimal("1.5")]
    assert figures(project, notes["index"], found[0].verdicts) == []


def test_numbers_may_state_the_figures_of_facts_that_the_page_shows(make_project, tmp_path):
    """As far as they are finite; of no other function's, and on no other page."""
    shows = {"docs/concepts/shows.md": "---\ntitle: Shows\n---\n\n![[double.py#facts]]\n"}
    project, _ = read_project(make_project(tmp_path, shows))
    facts = {"double": [{"figures": {"left": "-16.87", "points": "12"}}], "other": [{"figures": {"left": "5.5"}}]}
    notes = {note.stem: note for note in project.notes}
    assert figures(project, notes["shows"], {}, facts) == [Decimal("-16.87"), Decimal(12)]
    assert figures(project, notes["double"], {}, facts) == [Decimal("2.0")]


FRONT = "---\ntitle: A\n---\n"
PLOT = {"snippets/double.py": GONE, "docs/concepts/a.md": f"{FRONT}![[double.py#plot]]\n"}
FACTS = {"snippets/double.py": GONE.replace("    return x\n", "    return x\n\ndef double_grad(x):\n    return x\n")}
FACTS["docs/concepts/a.md"] = f"{FRONT}![[double.py#facts]]\n"
CELL = {"docs/concepts/a.md": f"{FRONT}```python\nimport os; os._exit(3)\n```\n"}
ENDED = "ended the interpreter"


@pytest.mark.parametrize(
    "files, start",
    [
        ({"docs/labs/lab.py": "# %%\nwhile True:\n    pass\n"}, "docs/labs/lab.py:1: the lab ran longer than 3 s; "),
        ({"snippets/double.py": GONE}, f"docs/functions/double.md:9: checking the formulas of double {ENDED}"),
        (PLOT, f"snippets/double.py:1: sampling double for its plot {ENDED} (exit status 0)"),
        (FACTS, f"snippets/double.py:1: computing the facts of double {ENDED} (exit status 0)"),
        (CELL, f"docs/concepts/a.md:5: the cell {ENDED} (exit status 3)"),
    ],
    ids=["a lab", "formulas", "a plot", "facts", "a cell"],
)
def test_a_child_that_vanishes_is_a_problem_whatever_its_exit_status(files, start, make_project, tmp_path):
    """At the place it had reached; the rest of the project is still checked."""
    settings = {"pyproject.toml": "[tool.rectified]\nseconds = { lab = 3 }\n"}
    project, _ = read_project(make_project(tmp_path, files | settings))
    _, problems = find(project, begin=lambda total: None, done=lambda job, outcome: None)
    assert [problem for problem in problems if str(problem).startswith(start)], problems
