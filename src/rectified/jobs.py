"""What a project runs, as jobs for child processes: labs, formulas, plots and the cells of notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rectified.contents import Formula, Step
from rectified.links import embeds
from rectified.notes import Note
from rectified.project import PLOT, Project
from rectified.running.job import Job

#: The part of the real line that the standard plot shows.
PLOT_RANGE = (-4.0, 4.0)


def lab_jobs(project: Project) -> Iterator[Job]:
    """One job for each lab, by its path."""
    for path in project.labs:
        arguments = {"path": path, "root": str(project.root)}
        yield project.settings.job(path, "rectified.labs.execution:run_lab", arguments, "lab", processes=True)


def formula_jobs(project: Project) -> Iterator[Job]:
    """One job for each snippet that formulas are about, whatever notes they stand in."""
    for stem, formulas in formulas_by_stem(project).items():
        arguments = {**_snippet(project, stem), "formulas": [_formula(formula) for formula in formulas]}
        yield project.settings.job(f"formulas {stem}", "rectified.formulas.check:check_stem", arguments, "formulas")


def plot_jobs(project: Project) -> Iterator[Job]:
    """One job for each snippet whose plot some note shows."""
    formulas = formulas_by_stem(project)
    for stem in plotted(project):
        low, high = PLOT_RANGE
        stated = [_formula(formula) for formula in formulas.get(stem, [])]
        arguments = {**_snippet(project, stem), "low": low, "high": high, "formulas": stated}
        yield project.settings.job(f"plot {stem}", "rectified.formulas.check:samples", arguments, "formulas")


def note_jobs(project: Project) -> Iterator[Job]:
    """One job for each note that has anything to run, by its file."""
    for note in project.notes:
        if steps := [_step(note, project, step) for step in project.steps[note.path]]:
            arguments = {"path": note.file, "steps": steps, "most": project.settings.limits.output}
            yield project.settings.job(note.file, "rectified.running.cells:run_note", arguments, "note")


def formulas_by_stem(project: Project) -> dict[str, list[Formula]]:
    """The formulas that are read, by the snippet they are about."""
    found: dict[str, list[Formula]] = {}
    for formula in project.formulas:
        if formula.stem:
            found.setdefault(formula.stem, []).append(formula)
    return found


def plotted(project: Project) -> list[str]:
    """The stems of the snippets whose plot some note shows."""
    shown = {embed.file.removesuffix(".py") for note in project.notes for embed in embeds(note) if embed.region == PLOT}
    return sorted(shown & set(project.snippets))


def _snippet(project: Project, stem: str) -> dict[str, Any]:
    return {"stem": stem, "snippet": project.snippets[stem].path, "root": str(project.root)}


def _formula(formula: Formula) -> dict[str, Any]:
    start = formula.span.text_start
    place = {"path": formula.note.file, "line": formula.note.line(start), "column": formula.note.column(start)}
    return {**place, "tex": formula.span.text, "display": formula.span.kind == "display"}


def _step(note: Note, project: Project, step: Step) -> dict[str, Any]:
    given = {name: step.attributes.get(name) for name in ("warns", "raises", "alt")}
    own = note.stem if note.stem in project.snippets else None
    return {"kind": step.kind, "line": step.line, "source": step.source, "snippet": own, **given}
