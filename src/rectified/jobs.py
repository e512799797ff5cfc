"""What a project runs, as jobs for child processes: labs, formulas, accuracy, facts, plots and the cells of notes.

The lines that these are told are no lines of notes; see `virtual_lines`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rectified.contents import Formula, Step
from rectified.facts.asked import asked, elementwise, states_value
from rectified.links import embeds
from rectified.notes import Note
from rectified.project import PLOT, Project
from rectified.running.job import Job
from rectified.virtual_lines import first_lines

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
        arguments = formula_arguments(project, stem, formulas)
        yield project.settings.job(f"formulas {stem}", "rectified.formulas.check:check_stem", arguments, "formulas")


def accuracy_jobs(project: Project) -> Iterator[Job]:
    """One job for each snippet whose facts some note shows: its functions are judged float by float."""
    formulas = formulas_by_stem(project)
    for stem in with_facts(project):
        arguments = formula_arguments(project, stem, formulas[stem])
        yield project.settings.job(f"accuracy {stem}", "rectified.exhaustive.in_build:judge", arguments, "accuracy")


def formula_arguments(project: Project, stem: str, formulas: Sequence[Formula]) -> dict[str, Any]:
    """A snippet and the formulas about it, as `formulas.check.check_stem` wants them."""
    return {**_snippet(project, stem), "formulas": _formulas(formulas)}


def plot_jobs(project: Project) -> Iterator[Job]:
    """One job for each snippet whose plot some note shows."""
    formulas = formulas_by_stem(project)
    for stem in plotted(project):
        low, high = PLOT_RANGE
        stated = {"low": low, "high": high, "formulas": _formulas(formulas.get(stem, []))}
        arguments = {**_snippet(project, stem), **stated}
        yield project.settings.job(f"plot {stem}", "rectified.formulas.check:samples", arguments, "formulas")


def facts_jobs(project: Project, accuracy: Sequence[Mapping[str, Any]] = ()) -> Iterator[Job]:
    """One job for each snippet whose facts some note shows; each is told what the accuracy jobs reported of it."""
    formulas = formulas_by_stem(project)
    for stem in with_facts(project):
        own = [report for report in accuracy if report["function"] in (stem, f"{stem}_grad")]
        arguments = {**formula_arguments(project, stem, formulas[stem]), "accuracy": own}
        yield project.settings.job(f"facts {stem}", "rectified.facts.table:facts_of", arguments, "formulas")


def note_jobs(project: Project, files: Mapping[str, str] = {}) -> Iterator[Job]:
    """One job for each note that has anything to run, by its file; each finds these files, text by name."""
    for note in project.notes:
        if steps := project.steps[note.path]:
            firsts = first_lines(step.source for step in steps)
            told = [_step(note, project, step, line) for step, line in zip(steps, firsts, strict=False)]
            arguments = {"path": note.file, "steps": told, "most": project.settings.limits.output}
            yield project.settings.job(note.file, "rectified.running.cells:run_note", arguments, "note", files=files)


def formulas_by_stem(project: Project) -> dict[str, list[Formula]]:
    """The formulas that are read, by the snippet they are about."""
    found: dict[str, list[Formula]] = {}
    for formula in project.formulas:
        if formula.stem:
            found.setdefault(formula.stem, []).append(formula)
    return found


def stated_formulas(project: Project) -> dict[str, list[dict[str, Any]]]:
    """The same as plain data, as children get them."""
    return {stem: _formulas(formulas) for stem, formulas in formulas_by_stem(project).items()}


def plotted(project: Project) -> list[str]:
    """The stems of the snippets whose plot some note shows."""
    shown = {embed.file.removesuffix(".py") for note in project.notes for embed in embeds(note) if embed.region == PLOT}
    return sorted(shown & set(project.snippets))


def with_facts(project: Project) -> list[str]:
    """The stems of the snippets whose facts some note shows, but for those that can have none."""
    stated = {formula.stem for formula in project.formulas if states_value(formula)}
    shown = {stem for note in project.notes for stem in asked(note)}
    return sorted(stem for stem in shown & stated if elementwise(project.snippets[stem]))


def _snippet(project: Project, stem: str) -> dict[str, Any]:
    return {"stem": stem, "snippet": project.snippets[stem].path, "root": str(project.root)}


def _formulas(formulas: Sequence[Formula]) -> list[dict[str, Any]]:
    firsts = first_lines(formula.span.text for formula in formulas)
    return [_formula(formula, line) for formula, line in zip(formulas, firsts, strict=False)]


def _formula(formula: Formula, line: int) -> dict[str, Any]:
    place = {"path": formula.note.file, "line": line, "column": formula.note.column(formula.span.text_start)}
    return {**place, "tex": formula.span.text, "display": formula.span.kind == "display"}


def _step(note: Note, project: Project, step: Step, line: int) -> dict[str, Any]:
    given = {name: step.attributes.get(name) for name in ("warns", "raises", "alt")}
    own = note.stem if note.stem in project.snippets else None
    return {"kind": step.kind, "line": line, "source": step.source, "snippet": own, **given}
