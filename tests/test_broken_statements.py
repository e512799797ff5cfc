"""A constant, a sign or a word changed in the real project: the build names what no longer holds, and where."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT

from rectified.findings import read_formulas
from rectified.jobs import formula_jobs
from rectified.project import Project, read_project
from rectified.running.runner import run


def changed(root: Path, file: str, old: str, new: str) -> Path:
    """A copy of the project's sources in which one thing is changed."""
    for folder in ("docs", "snippets", "claims"):
        shutil.copytree(ROOT / folder, root / folder)
    text = (root / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file} has {text.count(old)} times {old!r}"
    (root / file).write_text(text.replace(old, new), encoding="utf-8")
    return root


def formula_problems(project: Project) -> list[str]:
    project = replace(project, formulas=tuple(formula for formula in project.formulas if formula.stem == "selu"))
    _, problems = read_formulas(project, run(list(formula_jobs(project)), root=project.root))
    return [f"{problem.path}:{problem.line}: {problem.found}" for problem in problems]


def line_of(root: Path, text: str) -> int:
    lines = (root / "docs/functions/selu.md").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


VALUE, SLOPE = r"\operatorname{selu}(x)", r"\operatorname{selu}'(x)"


@pytest.mark.parametrize(
    "file, old, new, named",
    [
        ("snippets/selu.py", "LAMBDA = 1.0507009873554804934193349852946", "LAMBDA = 1.0505", [VALUE, SLOPE, r"\lambda = "]),
        ("docs/functions/selu.md", r"\alpha\,(e^{x} - 1) & \text{if } x \le 0", r"\alpha\,(e^{x} + 1) & \text{if } x \le 0", [VALUE]),
        ("docs/functions/selu.md", r"\alpha\, e^{x} & \text{if } x \le 0", r"-\alpha\, e^{x} & \text{if } x \le 0", [SLOPE]),
        ("docs/functions/selu.md", r"1/2 - e^{1/2}\,\Phi(-1)}", r"1/2 + e^{1/2}\,\Phi(-1)}", [r"\alpha = "]),
    ],
    ids=["a constant", "a sign in the formula", "a sign in the derivative", "a sign in a constant's formula"],
)  # fmt: skip
def test_each_formula_that_no_longer_holds_is_named(file, old, new, named, tmp_path):
    """By the line at which it stands in the note."""
    root = changed(tmp_path, file, old, new)
    found = formula_problems(read_project(root)[0])
    for formula in named:
        assert any(message.startswith(f"docs/functions/selu.md:{line_of(root, formula)}: ") for message in found), found


def test_words_that_leave_their_claim_are_named(tmp_path):
    """The message shows the words and the statement."""
    root = changed(
        tmp_path, "docs/functions/selu.md", "[bounded below by −λα and unbounded above]", "[bounded below by −λ]"
    )
    (problem,) = read_project(root)[1]
    line = line_of(root, "[bounded below by −λ]")
    assert str(problem).startswith(
        f"docs/functions/selu.md:{line}: the words “bounded below by −λ” are not in the statement of selu:bounded_below, "
    )
