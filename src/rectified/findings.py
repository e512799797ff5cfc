"""Running a project and reading what came of it: cells, formulas, facts, labs, claims, numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any

from rectified.cache import Cache
from rectified.cards import card_jobs, read_cards
from rectified.claims import Claim, Verdict
from rectified.exhaustive.exceptions import exception_problems
from rectified.facts.asked import asked
from rectified.jobs import (
    accuracy_jobs,
    facts_jobs,
    formula_jobs,
    formulas_by_stem,
    lab_jobs,
    note_jobs,
    plot_jobs,
    plotted,
    with_facts,
)
from rectified.notes import Note
from rectified.numbers import Numeral, numerals, numerals_in, unchecked
from rectified.problems import Problem
from rectified.project import Project
from rectified.running.cached import run_new
from rectified.running.job import Job, Outcome
from rectified.verdicts import claim_jobs, read_verdicts
from rectified.virtual_lines import first_lines, in_note, told

#: The file with the accuracy of every function, which notes and claims find in their folder.
ACCURACY = "accuracy.json"

Outcomes = Mapping[str, Outcome]
Data = Mapping[str, Any]
Facts = Mapping[str, Sequence[Data]]


@dataclass(frozen=True)
class Findings:
    """What running a project found.

    steps: results by note path, one for each step; formulas: reports by file; samples: for the plots, by stem;
    facts: rows of the table of a function, by stem; labs: executed notebooks and labelled results by path;
    numbers: the unchecked numerals by note file and claim id.
    reads: the digests of what its code read, by name, as `cached.run_new` gives them.
    cards: pictures to share, PNG files by where they stand in the site.
    """

    project: Project
    steps: Mapping[str, Sequence[Data]]
    formulas: Mapping[str, Sequence[Data]]
    samples: Mapping[str, Data]
    facts: Facts
    labs: Mapping[str, Data]
    verdicts: Mapping[str, Verdict]
    numbers: Mapping[str, Sequence[Numeral]]
    reads: Mapping[str, str | None]
    cards: Mapping[str, bytes] = field(default_factory=dict)


def find(
    project: Project, *, begin: Callable[[int], None], done: Callable[[Job, Outcome], None]
) -> tuple[Findings, list[Problem]]:
    """Run what changed, what others rest on first; `begin` hears how many jobs will run, `done` of each."""
    reads: dict[str, str | None] = {}
    cache = Cache(project.cache / "results")
    new = partial(run_new, root=project.root, cache=cache, reads=reads, begin=begin, done=done)
    kinds = (lab_jobs, accuracy_jobs, formula_jobs, plot_jobs)
    first = new([job for kind in kinds for job in kind(project)])
    judged, problems = read_accuracy(project, first)
    files = {ACCURACY: json.dumps(judged)}
    samples, unsampled = _read_samples(project, first)
    second = (facts_jobs(project, judged), note_jobs(project, files), card_jobs(project, samples))
    outcomes = {**first, **new([job for jobs in second for job in jobs])}
    labs, unfinished = _read_labs(project, outcomes)
    ran = new(claim_jobs(project.settings, project.claims.values(), labs, files))
    verdicts, wrong = read_verdicts(project.claims, ran)
    steps, failed = _read_steps(project, outcomes)
    formulas, differing = read_formulas(project, outcomes)
    cards, undrawn = read_cards(project, outcomes)
    facts, lacking = _read_facts(project, outcomes)
    verdicts.update(_fence_verdicts(project, steps))
    numbers = _unchecked_numbers(project, verdicts, facts)
    problems += [*unfinished, *wrong, *failed, *differing, *unsampled, *lacking, *undrawn]
    return Findings(project, steps, formulas, samples, facts, labs, verdicts, numbers, reads, cards), problems


def read_accuracy(project: Project, outcomes: Outcomes) -> tuple[list[Data], list[Problem]]:
    """The accuracy of every function by dtype, as `in_build.judge` gives it, and what misses its bar."""
    reports: list[Data] = []
    functions = [function for snippet in project.snippets.values() for function in snippet.functions]
    problems = exception_problems(project.root, functions)
    for job in accuracy_jobs(project):
        outcome = outcomes[job.id]
        if outcome.failure is None:
            reports += outcome.value["reports"]
            problems += [Problem(**problem) for problem in outcome.value["problems"]]
        else:
            found = f"judging its functions float by float {_brief(outcome.failure)}"
            problems.append(Problem(job.arguments["snippet"], 1, found, "functions that end", "mend the snippet"))
    return reports, problems


def _read_labs(project: Project, outcomes: Outcomes) -> tuple[dict[str, Data], list[Problem]]:
    labs: dict[str, Data] = {}
    problems = []
    for path in project.labs:
        outcome = outcomes[path]
        if outcome.failure is None:
            labs[path] = outcome.value
            problems += [Problem(**problem) for problem in outcome.value["problems"]]
        else:
            problems.append(
                Problem(path, 1, f"the lab {_brief(outcome.failure)}", "a lab that ends", "mend or shorten it")
            )
    return labs, problems


def _read_steps(project: Project, outcomes: Outcomes) -> tuple[dict[str, Sequence[Data]], list[Problem]]:
    results: dict[str, Sequence[Data]] = {}
    problems = []
    for note in project.notes:
        outcome = outcomes.get(note.file)
        if outcome is None:
            continue
        steps = project.steps[note.path]
        place = _places([step.source for step in steps], [step.line for step in steps])
        if outcome.failure is None:
            results[note.path] = outcome.value
            faults = [{"path": note.file, **result["problem"]} for result in outcome.value if result["problem"]]
            problems += [told(fault, place) for fault in faults]
        else:
            reached = [item["step"] for item in outcome.progress if "step" in item]
            line = steps[reached[-1]].line if reached else 1
            found = f"the cell {_brief(outcome.failure)}"
            problems.append(Problem(note.file, line, found, "a cell that ends", "mend the cell"))
    return results, problems


def read_formulas(project: Project, outcomes: Outcomes) -> tuple[dict[str, list[Data]], list[Problem]]:
    """The reports on formulas by note file, and what is wrong, from the outcomes of the formulas' jobs."""
    reports: dict[str, list[Data]] = {}
    problems = []
    for stem, formulas in formulas_by_stem(project).items():
        outcome = outcomes[f"formulas {stem}"]
        if outcome.failure is not None:
            note, start = formulas[0].note, formulas[0].span.text_start
            found = f"checking the formulas of {stem} {_brief(outcome.failure)}"
            problems.append(note.problem(start, found, "a snippet that ends", "mend snippet or formula"))
            continue
        lines = [formula.note.line(formula.span.text_start) for formula in formulas]
        place = _places([formula.span.text for formula in formulas], lines)
        problems += [told(problem, place) for problem in outcome.value["problems"]]
        for report in outcome.value["reports"]:
            reports.setdefault(report["path"], []).append({**report, "line": place(report["line"])})
    return reports, problems


def _read_samples(project: Project, outcomes: Outcomes) -> tuple[dict[str, Data], list[Problem]]:
    samples: dict[str, Data] = {}
    problems = []
    for stem in plotted(project):
        outcome = outcomes[f"plot {stem}"]
        if outcome.failure is None:
            samples[stem] = outcome.value
        else:
            found = f"sampling {stem} for its plot {_brief(outcome.failure)}"
            path = project.snippets[stem].path
            problems.append(Problem(path, 1, found, "a function that can be called", "mend the snippet"))
    return samples, problems


def _read_facts(project: Project, outcomes: Outcomes) -> tuple[dict[str, Sequence[Data]], list[Problem]]:
    facts: dict[str, Sequence[Data]] = {}
    problems = []
    for stem in with_facts(project):
        outcome = outcomes[f"facts {stem}"]
        if outcome.failure is None:
            facts[stem] = outcome.value["rows"]
            problems += [Problem(**problem) for problem in outcome.value["problems"]]
        else:
            found = f"computing the facts of {stem} {_brief(outcome.failure)}"
            path = project.snippets[stem].path
            problems.append(
                Problem(path, 1, found, "a function of one number that keeps its dtype", "mend the snippet")
            )
    return facts, problems


def _places(texts: Sequence[str], lines: Sequence[int]) -> Callable[[int], int]:
    """From the lines of a child to those of the notes in which these texts begin on these lines."""
    firsts = first_lines(texts)
    return lambda line: in_note(line, firsts, lines)


def _brief(failure: str) -> str:
    """How a child failed, on one line: of a traceback, which the progress report shows, the last."""
    first, *others = failure.strip().splitlines()
    return f"{first} {others[-1]}" if others else first


def _fence_verdicts(project: Project, results: Mapping[str, Sequence[Data]]) -> Iterator[tuple[str, Verdict]]:
    for note in project.notes:
        for step, result in zip(project.steps[note.path], results.get(note.path, ()), strict=False):
            if step.kind == "claim":
                word = "fails" if result["problem"] else "holds"
                text = result["output"].strip() or "The assertion at its end holds."
                yield f"{note.stem}:{step.attributes['claim']}", Verdict(word, "measured", text)


def _unchecked_numbers(project: Project, verdicts: Mapping[str, Verdict], facts: Facts) -> dict[str, list[Numeral]]:
    """By note file: those of its prose; by claim id: those of its statement and correction."""
    found = {note.file: unchecked(numerals(note), figures(project, note, verdicts, facts)) for note in project.notes}
    for claim in project.claims.values():
        if not claim.fence:
            stated = numerals_in(f"{claim.text} {claim.instead}")
            found[claim.id] = unchecked(stated, own_figures(project, claim, verdicts))
    return found


def figures(
    project: Project, note: Note, verdicts: Mapping[str, Verdict], facts: Facts = MappingProxyType({})
) -> list[Decimal]:
    """What numerals on a page may state: its snippet's constants, the facts that it shows, and the values of the
    claims that it links or holds."""
    parts = project.of(note)
    linked = {link.id for link in parts.claim_links} | {formula.claim for formula in parts.formulas}
    values = [value for name in sorted(linked & set(verdicts)) for value in verdicts[name].values.values()]
    rows = [row for stem in asked(note) for row in facts.get(stem, ())]
    shown = [Decimal(figure) for row in rows for figure in row["figures"].values()]
    return _constants(project, note.stem) + values + shown


def own_figures(project: Project, claim: Claim, verdicts: Mapping[str, Verdict]) -> list[Decimal]:
    """What a claim's statement and correction may state."""
    verdict = verdicts.get(claim.id)
    return [*_constants(project, claim.stem), *(verdict.values.values() if verdict else ())]


def _constants(project: Project, stem: str) -> list[Decimal]:
    """The constants of a snippet and the defaults of its parameters."""
    snippet = project.snippets.get(stem)
    if snippet is None:
        return []
    defaults = [value for parameters in snippet.parameters.values() for value in parameters.values()]
    return [Decimal(repr(value)) for value in [*snippet.constants.values(), *defaults]]
