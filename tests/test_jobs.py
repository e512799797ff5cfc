"""What a project runs, as jobs that a child process can be given."""

from __future__ import annotations

import json
from importlib import import_module

import pytest
from conftest import DOUBLE
from woven import read

from rectified.jobs import (
    PLOT_RANGE,
    facts_jobs,
    formula_jobs,
    formulas_by_stem,
    lab_jobs,
    note_jobs,
    plot_jobs,
    plotted,
    with_facts,
)

HOME = """![[double.py]]

$$
\\operatorname{double}(x) = 2 x
$$

It is $\\operatorname{double}'(x) = 2$ with `{python} FACTOR`.

$$
y = 1
$$
{unchecked="defines it"}
"""
CELLS = """Words.

```python warns="over" alt="A line"
x = 1
```

It is `{python} x`.

```python raises="KeyError"
{}[x]
```

```python norun="long"
wait()
```

```text
x
```

It is one.

```python claim=one
assert x == 1
```

The slope: $\\operatorname{double}'(x) = 2$. ![no](embed.svg)
"""
FILES = {
    "snippets/double.py": DOUBLE,
    "snippets/plain.py": '"""Plain."""\n\n__all__ = ["plain"]\n\n\ndef plain(x):\n    """Return x."""\n    return x\n',
    "docs/functions/double.md": HOME,
    "docs/functions/plain.md": "![[plain.py]]\n\n![[plain.py#plot]]",
    "docs/concepts/cells.md": CELLS,
    "docs/concepts/plots.md": "![[double.py#plot]]\n\n![[double.py#facts]]\n\n![[plain.py#plot]]",
    "docs/labs/b_lab.py": "# %% [markdown]\n# # B\n",
    "docs/labs/a_lab.py": "# %% [markdown]\n# # A\n",
    "pyproject.toml": "[tool.rectified]\nseconds = { lab = 1, formulas = 2, note = 3 }\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return read(tmp_path_factory.mktemp("jobs"), FILES)


def place(project, file, text):
    """Line and column, 1-based, at which a text stands in a file."""
    source = (project.root / file).read_text()
    start = source.index(text)
    return {"line": source.count("\n", 0, start) + 1, "column": start - source.rfind("\n", 0, start)}


def test_labs_run_in_the_order_of_their_names(project):
    """Each by its path, with the limit of labs."""
    jobs = list(lab_jobs(project))
    assert [(job.id, job.seconds) for job in jobs] == [("docs/labs/a_lab.py", 1), ("docs/labs/b_lab.py", 1)]
    assert jobs[0].arguments == {"path": "docs/labs/a_lab.py", "root": str(project.root)}


def test_the_formulas_about_one_snippet_are_one_job(project):
    """Whatever notes they stand in; each where its TeX begins, none that is not about a snippet."""
    (job,) = formula_jobs(project)
    value, slope = "\n\\operatorname{double}(x) = 2 x\n", "\\operatorname{double}'(x) = 2"
    home, cells = "docs/functions/double.md", "docs/concepts/cells.md"
    assert (job.id, job.seconds) == ("formulas double", 2)
    assert job.arguments == {
        "stem": "double",
        "snippet": "snippets/double.py",
        "root": str(project.root),
        "formulas": [
            {"path": cells, **place(project, cells, slope), "line": 1, "tex": slope, "display": False},
            {"path": home, **place(project, home, value), "line": 2, "tex": value, "display": True},
            {"path": home, **place(project, home, slope), "line": 5, "tex": slope, "display": False},
        ],
    }


def test_formulas_are_grouped_by_their_subject(project):
    """Those about none are left out."""
    grouped = formulas_by_stem(project)
    assert {stem: [formula.note.stem for formula in found] for stem, found in grouped.items()} == {
        "double": ["cells", "double", "double"]
    }
    assert len(project.formulas) == 4


def test_each_plot_is_sampled_once(project):
    """However many notes show it, with the formulas that tell where its kinks are, if there are any."""
    jobs = {job.id: job for job in plot_jobs(project)}
    assert plotted(project) == ["double", "plain"]
    assert list(jobs) == ["plot double", "plot plain"]
    double, plain = jobs.values()
    assert (plain.arguments["low"], plain.arguments["high"], plain.seconds) == (*PLOT_RANGE, 2)
    assert plain.arguments["formulas"] == [] and plain.arguments["snippet"] == "snippets/plain.py"
    (checked,) = formula_jobs(project)
    assert double.arguments["formulas"] == checked.arguments["formulas"]


def test_a_snippet_that_is_only_shown_as_code_is_not_plotted(tmp_path):
    """Nor is it sampled."""
    project = read(tmp_path, {"snippets/double.py": DOUBLE, "docs/functions/double.md": "![[double.py]]"})
    assert (plotted(project), list(plot_jobs(project))) == ([], [])


def test_the_cells_and_values_of_a_note_are_one_job(project):
    """In their order, each with what its fence announces; what does not run is left out."""
    jobs = {job.id: job for job in note_jobs(project)}
    assert list(jobs) == ["docs/concepts/cells.md", "docs/functions/double.md"]
    job = jobs["docs/concepts/cells.md"]
    assert (job.seconds, job.arguments["path"]) == (3, "docs/concepts/cells.md")
    bare = {"warns": None, "raises": None, "alt": None, "snippet": None}
    expected = [
        {**bare, "kind": "cell", "source": "x = 1\n", "warns": "over", "alt": "A line"},
        {**bare, "kind": "value", "source": "x"},
        {**bare, "kind": "cell", "source": "{}[x]\n", "raises": "KeyError"},
        {**bare, "kind": "claim", "source": "assert x == 1\n"},
    ]
    lines = (1, 3, 4, 6)  # as if they followed each other: where they stand in the note does not matter to them
    assert job.arguments["steps"] == [{**step, "line": line} for step, line in zip(expected, lines, strict=True)]


def test_a_note_has_the_names_of_its_own_snippet(project):
    """And of no other."""
    jobs = {job.id: job for job in note_jobs(project)}
    (step,) = jobs["docs/functions/double.md"].arguments["steps"]
    assert (step["source"], step["snippet"]) == ("FACTOR", "double")


def test_the_facts_of_a_function_are_one_job(project):
    """From all formulas about it, wherever they stand, and from what judging it and its slope came to."""
    reports = [{"function": name} for name in ("double", "plain", "double_grad", "double_fast")]
    (job,), (checked,) = facts_jobs(project, reports), formula_jobs(project)
    assert with_facts(project) == ["double"]
    assert (job.id, job.target, job.seconds) == ("facts double", "rectified.facts.table:facts_of", 2)
    assert job.arguments == {**checked.arguments, "accuracy": [reports[0], reports[2]]}


def test_facts_that_no_note_shows_are_not_computed(tmp_path):
    """They would have no page to stand on."""
    formula = "$$\n\\operatorname{double}(x) = 2 x\n$$\n"
    project = read(tmp_path, {"snippets/double.py": DOUBLE, "docs/functions/double.md": f"![[double.py]]\n\n{formula}"})
    assert (with_facts(project), list(facts_jobs(project))) == ([], [])


@pytest.mark.parametrize("kind", [lab_jobs, formula_jobs, facts_jobs, plot_jobs, note_jobs])
def test_a_job_can_be_sent_to_a_child(kind, project):
    """Its function exists, and its arguments are plain data."""
    for job in kind(project):
        module, _, function = job.target.partition(":")
        assert callable(getattr(import_module(module), function))
        assert json.loads(json.dumps(job.arguments)) == job.arguments


@pytest.mark.parametrize("kind", [lab_jobs, formula_jobs, facts_jobs, plot_jobs, note_jobs])
def test_nothing_to_run_is_no_job(kind, tmp_path):
    """A project of words alone."""
    assert list(kind(read(tmp_path, {"docs/concepts/a.md": "Words."}))) == []
