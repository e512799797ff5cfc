"""Cells, claims in fences and values in prose: each case is a note, and beside it what its steps come to."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy as np
import pytest

from rectified.running.cells import run_note
from rectified.running.job import Job
from rectified.running.runner import run

CASES = Path(__file__).parent / "cases" / "cells"

FENCE = re.compile(r"^```python(?P<info>.*)\n(?P<source>(?:.*\n)*?)```$", re.MULTILINE)
VALUE = re.compile(r"`\{python\} (?P<value>[^`]*)`")
ATTRIBUTE = re.compile(r'(\w+)=("[^"]*"|\w+)')


def steps(note):
    """The steps of a note, read in the simplest way that will do."""
    found = [*FENCE.finditer(note), *VALUE.finditer(note)]
    for match in sorted(found, key=lambda match: match.start()):
        groups = match.groupdict()
        announced = {name: text.strip('"') for name, text in ATTRIBUTE.findall(groups.get("info") or "")}
        start = match.start("value") if "value" in groups else match.start("source")
        yield {
            "kind": "value" if "value" in groups else "claim" if "claim" in announced else "cell",
            "line": note.count("\n", 0, start) + 1,
            "source": groups.get("value") or groups.get("source"),
            "snippet": "halving" if "value" in groups else None,
            **{name: announced.get(name) for name in ("warns", "raises", "alt")},
        }


def told(step, result):
    """A result without what is empty; figures by their titles, problems as the build prints them."""
    problem = result.pop("problem")
    result |= {name: re.sub("0x[0-9a-f]+", "0x…", result[name]) for name in ("output", "value")}
    figures = [re.search("<title>(.*)</title>", svg)[1] for svg in result.pop("figures")]
    said = {"line": step["line"], **{name: text for name, text in result.items() if text}}
    if figures:
        said["figures"] = figures
    if problem:
        parts = (problem["found"], problem["expected"], problem["todo"])
        said["problem"] = f"{problem['line']}: {'; '.join(filter(None, parts))}"
    return said


@pytest.fixture
def halving(monkeypatch):
    """Values may use the snippet of the cases."""
    monkeypatch.syspath_prepend(str(CASES / "snippets"))
    yield
    sys.modules.pop("halving", None)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
@pytest.mark.usefixtures("halving")
def test_a_note_comes_to_what_is_expected(case):
    """The file's name says which behaviour it shows; the .json beside it holds one object a step."""
    note = list(steps(case.read_text(encoding="utf-8")))
    results = run_note(f"docs/{case.name}", note, lambda value: None)
    expected = json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))
    assert [told(step, result) for step, result in zip(note, results, strict=True)] == expected


def cell(source, line=1, kind="cell", **announced):
    return {"kind": kind, "line": line, "source": source, "warns": None, "raises": None, "alt": None} | announced


def run_cells(*sources, **announced):
    return run_note("docs/note.md", [cell(source, **announced) for source in sources], lambda value: None)


def test_progress_names_each_step_before_it_runs():
    """A child that ends in step 1 has announced it; the last word is what the note's own code took."""
    heard = []
    run_note("docs/note.md", [cell("1"), cell("1 / 0"), cell("x", kind="value")], heard.append)
    assert heard[:-1] == [{"step": 0}, {"step": 1}, {"step": 2}]
    assert heard[-1]["code"] > 0


def test_the_future_of_the_builder_is_not_the_notes():
    """Annotations are evaluated in a note that does not ask otherwise."""
    (result,) = run_cells("def f(x: 1 + 1): pass\nf.__annotations__")
    assert result["value"] == "{'x': 2}"


def test_arrays_are_printed_the_same_after_a_careless_cell():
    """Print options that one note sets do not reach the next."""
    run_cells("import numpy as np\nnp.set_printoptions(precision=2)")
    assert run_cells("import numpy as np\nnp.array([1 / 3])")[0]["value"] == "array([0.33333333])"


def test_a_cell_draws_the_same_figure_each_time():
    """Same bytes from two runs; no identifier twice among the figures of a note."""
    sources = ["import matplotlib.pyplot as plt\nfor n in range(2):\n    plt.figure()\n    _ = plt.plot([0, n])"] * 2
    first, again = (run_cells(*sources, alt="Lines.") for _ in range(2))
    assert first == again
    ids = [name for result in first for svg in result["figures"] for name in re.findall(r'\bid="([^"]+)"', svg)]
    assert len(ids) == len(set(ids)) > 0


def test_a_note_in_a_child_leaves_by_no_door():
    """`os._exit(0)` in the second step is a failure of the job, and the progress says where."""
    note = [cell("x = 1"), cell("import os\nos._exit(0)", line=9), cell("x")]
    arguments = {"path": "docs/note.md", "steps": note}
    outcome = run([Job("note", "rectified.running.cells:run_note", arguments, 20.0)], root=CASES)["note"]
    assert outcome.failure == "ended the interpreter (exit status 0) before it finished"
    assert outcome.progress[-1] == {"step": 1}


def test_chance_is_the_same_in_each_child():
    """NumPy's unnamed generator is seeded for each note, so that two notes do not depend on their order."""
    source = "import numpy as np, random\n(np.random.random(), random.random())"
    jobs = [
        Job(n, "rectified.running.cells:run_note", {"path": f"{n}.md", "steps": [cell(source)]}, 20.0) for n in "ab"
    ]
    first, second = (outcome.value[0]["value"] for outcome in run(jobs, root=CASES).values())
    assert first == second != ""


def test_a_hundred_thousand_lines_are_output():
    """Long output is neither cut nor slow."""
    (result,) = run_cells("for n in range(100_000):\n    print(n)")
    assert result["output"].split() == list(map(str, np.arange(100_000)))
