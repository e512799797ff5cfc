"""Running a project and checking what came of it: cells, formulas, labs, claims, numbers."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from rectified.claims import Claim, Verdict
from rectified.notes import Note
from rectified.numbers import Numeral, numerals, numerals_in, unchecked
from rectified.problems import Problem
from rectified.project import PLOT, Project
from rectified.links import embeds
from rectified.runner import Job, Outcome, run
from rectified.verdicts import claim_jobs, read_verdicts

#: The part of the real line that the standard plot shows.
PLOT_RANGE = (-4.0, 4.0)

Progress = Callable[[Job, Outcome], None]


@dataclass(frozen=True)
class Findings:
    """What running a project found.

    steps: results by note path, one for each step; formulas: reports by file; samples: for the plots, by stem;
    labs: executed notebooks and labelled results by path; numbers: the unchecked numerals by note file and claim id.
    """

    project: Project
    steps: Mapping[str, Sequence[Mapping[str, Any]]]
    formulas: Mapping[str, Sequence[Mapping[str, Any]]]
    samples: Mapping[str, Mapping[str, Any]]
    labs: Mapping[str, Mapping[str, Any]]
    verdicts: Mapping[str, Verdict]
    numbers: Mapping[str, Sequence[Numeral]]


def find(project: Project, *, begin: Callable[[int], None], done: Progress) -> tuple[Findings, list[Problem]]:
    """Run everything, labs first since claims rest on them; `begin` hears how many jobs there are, `done` of each."""
    first = [*_lab_jobs(project), *_formula_jobs(project), *_plot_jobs(project), *_note_jobs(project)]
    claims = claim_jobs(project.root, project.claims.values(), "", project.settings.seconds["claims"])
    begin(len(first) + len(claims))
    outcomes = run(first, root=project.root, on_done=done)
    labs, problems = _read_labs(project, outcomes)
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder, "labs.json")
        results.write_text(json.dumps({Path(path).stem: lab["results"] for path, lab in labs.items()}), encoding="utf-8")
        claims = claim_jobs(project.root, project.claims.values(), str(results), project.settings.seconds["claims"])
        said = run(claims, root=project.root, on_done=done)
    verdicts, wrong = read_verdicts(project.claims, said)
    steps, failed = _read_steps(project, outcomes)
    formulas, differing = _read_formulas(project, outcomes)
    verdicts.update(_fence_verdicts(project, steps))
    samples = {stem: outcomes[f"plot {stem}"].value for stem in _plotted(project) if outcomes[f"plot {stem}"].value}
    numbers = {note.file: unchecked(numerals(note), figures(project, note, verdicts)) for note in project.notes}
    numbers |= {claim.id: unchecked(numerals_in(f"{claim.text} {claim.instead}"), _own(project, claim, verdicts)) for claim in project.claims.values()}
    problems += [*wrong, *failed, *differing, *_failed_plots(project, outcomes)]
    return Findings(project, steps, formulas, samples, labs, verdicts, numbers), problems


def figures(project: Project, note: Note, verdicts: Mapping[str, Verdict]) -> list[Decimal]:
    """The figures that numerals on a page may state: constants of its snippet, values of the claims it links or holds."""
    found = _constants(project, note.stem)
    linked = {link.id for link in project.claim_links if link.note is note}
    linked |= {formula.claim for formula in project.formulas if formula.note is note}
    return found + [value for name in sorted(linked & set(verdicts)) for value in verdicts[name].values.values()]


def _own(project: Project, claim: Claim, verdicts: Mapping[str, Verdict]) -> list[Decimal]:
    """The figures that a claim's statement and correction may state."""
    verdict = verdicts.get(claim.id)
    return [*_constants(project, claim.stem), *(verdict.values.values() if verdict else ())]


def _constants(project: Project, stem: str) -> list[Decimal]:
    """The constants of a snippet and the defaults of its parameters."""
    snippet = project.snippets.get(stem)
    if snippet is None:
        return []
    defaults = [value for parameters in snippet.parameters.values() for value in parameters.values()]
    return [Decimal(repr(value)) for value in [*snippet.constants.values(), *defaults]]


def _note_jobs(project: Project) -> Iterator[Job]:
    for note in project.notes:
        if project.steps[note.path]:
            steps = [_step(note, project, step) for step in project.steps[note.path]]
            arguments = {"path": note.file, "steps": steps}
            yield Job(note.file, "rectified.cells:run_note", arguments, project.settings.seconds["note"])


def _step(note: Note, project: Project, step: Any) -> dict[str, Any]:
    given = {name: step.attributes.get(name) for name in ("warns", "raises", "alt")}
    own = note.stem if note.stem in project.snippets else None
    return {"kind": step.kind, "line": step.line, "source": step.source, "snippet": own, **given}


def _formulas_by_stem(project: Project) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for item in project.formulas:
        if item.stem:
            start = item.span.text_start
            place = {"path": item.note.file, "line": item.note.line(start), "column": item.note.column(start)}
            formula = {**place, "tex": item.span.text, "display": item.span.kind == "display"}
            found.setdefault(item.stem, []).append(formula)
    return found


def _formula_jobs(project: Project) -> Iterator[Job]:
    for stem, formulas in _formulas_by_stem(project).items():
        arguments = {"stem": stem, "snippet": project.snippets[stem].path, "root": str(project.root), "formulas": formulas}
        seconds = project.settings.seconds["formulas"]
        yield Job(f"formulas {stem}", "rectified.formulas:check_stem", arguments, seconds)


def _plotted(project: Project) -> list[str]:
    shown = {embed.file.removesuffix(".py") for note in project.notes for embed in embeds(note) if embed.region == PLOT}
    return sorted(shown & set(project.snippets))


def _plot_jobs(project: Project) -> Iterator[Job]:
    formulas = _formulas_by_stem(project)
    for stem in _plotted(project):
        low, high = PLOT_RANGE
        place = {"stem": stem, "snippet": project.snippets[stem].path, "root": str(project.root)}
        arguments = {**place, "low": low, "high": high, "formulas": formulas.get(stem, [])}
        yield Job(f"plot {stem}", "rectified.formulas:samples", arguments, project.settings.seconds["formulas"])


def _lab_jobs(project: Project) -> Iterator[Job]:
    for path in project.labs:
        arguments = {"path": path, "root": str(project.root)}
        yield Job(path, "rectified.labs:run_lab", arguments, project.settings.seconds["lab"])


def _read_labs(project: Project, outcomes: Mapping[str, Outcome]) -> tuple[dict[str, Any], list[Problem]]:
    labs, problems = {}, []
    for path in project.labs:
        outcome = outcomes[path]
        if outcome.failure is not None:
            problems.append(Problem(path, 1, f"the lab {outcome.failure}", "a lab that ends", "mend or shorten it"))
            continue
        problems += [Problem(path, **problem) for problem in map(_unplaced, outcome.value["problems"])]
        labs[path] = outcome.value
    return labs, problems


def _unplaced(problem: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in problem.items() if name != "path"}


def _read_steps(project: Project, outcomes: Mapping[str, Outcome]) -> tuple[dict[str, Any], list[Problem]]:
    results, problems = {}, []
    for note in project.notes:
        outcome = outcomes.get(note.file)
        if outcome is None:
            continue
        if outcome.failure is not None:
            reached = [item["step"] for item in outcome.progress if "step" in item]
            line = project.steps[note.path][reached[-1]].line if reached else 1
            problems.append(Problem(note.file, line, f"the cell {outcome.failure}", "a cell that ends", "mend the cell"))
            continue
        results[note.path] = outcome.value
        problems += [Problem(note.file, **result["problem"]) for result in outcome.value if result["problem"]]
    return results, problems


def _read_formulas(project: Project, outcomes: Mapping[str, Outcome]) -> tuple[dict[str, Any], list[Problem]]:
    reports: dict[str, list[Mapping[str, Any]]] = {}
    problems = []
    for stem, formulas in _formulas_by_stem(project).items():
        outcome = outcomes[f"formulas {stem}"]
        if outcome.failure is not None:
            first = formulas[0]
            found = f"checking the formulas of {stem} {outcome.failure}"
            problems.append(Problem(first["path"], first["line"], found, "a snippet that ends", "mend snippet or formula"))
            continue
        problems += [Problem(**problem) for problem in outcome.value["problems"]]
        for report in outcome.value["reports"]:
            reports.setdefault(report["path"], []).append(report)
    return reports, problems


def _failed_plots(project: Project, outcomes: Mapping[str, Outcome]) -> Iterator[Problem]:
    for stem in _plotted(project):
        if (failure := outcomes[f"plot {stem}"].failure) is not None:
            found = f"sampling {stem} for its plot {failure}"
            yield Problem(project.snippets[stem].path, 1, found, "a function that can be called", "mend the snippet")


def _fence_verdicts(project: Project, results: Mapping[str, Any]) -> dict[str, Verdict]:
    verdicts = {}
    for note in project.notes:
        for step, result in zip(project.steps[note.path], results.get(note.path, ()), strict=False):
            if step.kind == "claim":
                word = "fails" if result["problem"] else "holds"
                text = result["output"].strip() or "The assertion at its end holds."
                verdicts[f"{note.stem}:{step.attributes['claim']}"] = Verdict(word, "measured", text)
    return verdicts
