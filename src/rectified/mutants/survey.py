"""Trying everything of a project: which wrong versions of each note's code, formulas, numbers and words are noticed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rectified.alone import reached_code
from rectified.cache import Cache, key
from rectified.claim_links import claim_links, mismatch
from rectified.claims import Claim
from rectified.findings import Findings, figures, own_figures
from rectified.jobs import formulas_by_stem, stated_formulas
from rectified.latex.left import left_side
from rectified.mutants.making import (
    of_formula,
    of_linked_words,
    of_numbers,
    of_snippet,
    of_stated_numbers,
)
from rectified.mutants.mutant import Fate, Mutant
from rectified.mutants.noticing import claim_files, imported_snippets
from rectified.notes import Note
from rectified.numbers import numerals, numerals_in, unchecked
from rectified.project import Project
from rectified.running.cached import run_new
from rectified.running.job import Job, Outcome

#: How many wrong snippets, and wrong formulas, are tried in one process.
CODES, FORMULAS = 12, 24

#: Seconds of wall and of processor time that one process may take.
SECONDS = 1800.0

#: What a claim rests on, besides snippets, that no wrong snippet changes: such a claim is not asked.
_ELSEWHERE = ("from_lab(", "build_rows", "full_rows", "full_run")

#: The modules that make and try wrong code and wrong formulas.
_TRIALS = ("making", "noticing", "testing", "trial", "wrong_code", "wrong_formulas")

Batch = tuple[Job, Sequence[Mutant]]


def digest(project: Project, note: Note) -> str:
    """Of all that the trials of a note's code and formulas rest on, but for the rest of the builder."""
    root, stem, claims = project.root, note.stem, f"claims/{note.stem}.py"
    files = [*(root / "tests/snippets").glob("*.py"), *(Path(__file__).with_name(f"{name}.py") for name in _TRIALS)]
    if (root / claims).is_file():
        files += [
            *claim_files(claims, root),
            *(root / f"snippets/{name}.py" for name in imported_snippets(claims, root)),
        ]
    formulas = [formula["tex"] for formula in stated_formulas(project).get(stem, ())]
    snippet = project.snippets[stem].source if stem in project.snippets else ""
    own = [formula.span.text for formula in project.of(note).formulas]
    read = {f"{file.parent.name}/{file.name}": file.read_text("utf-8") for file in sorted(files)}
    return key(snippet, formulas, own, read)


def try_notes(
    findings: Findings, notes: Sequence[Note], *, begin: Callable[[int], None], done: Callable[[Job, Outcome], None]
) -> dict[str, list[Fate]]:
    """What became of each wrong version of the notes' code and formulas, by the path of the note.

    begin, done: as for `run_new`. Raises RuntimeError for a trial that did not come to an end.
    """
    project = findings.project
    batches = {note.path: [*_code(project, note), *_formulas(project, note)] for note in notes}
    jobs = [job for each in batches.values() for job, _ in each]
    reads: MutableMapping[str, str | None] = {}
    cache = Cache(project.cache / "mutants")
    outcomes = run_new(jobs, root=project.root, cache=cache, reads=reads, begin=begin, done=done)
    return {path: [fate for batch in each for fate in _fates(*batch, outcomes)] for path, each in batches.items()}


def _fates(job: Job, mutants: Sequence[Mutant], outcomes: Mapping[str, Outcome]) -> Iterator[Fate]:
    outcome = outcomes[job.id]
    if outcome.failure is not None:
        raise RuntimeError(f"{job.id} {outcome.failure}")
    for mutant, (noticed, by) in zip(mutants, outcome.value, strict=True):
        yield Fate(mutant, noticed, by)


def _code(project: Project, note: Note) -> Iterator[Batch]:
    snippet = project.snippets.get(note.stem)
    if snippet is None or project.page_of(note.stem) is not note:
        return
    names = [claim.name for claim in project.claims.values() if claim.stem == note.stem and _may_notice(project, claim)]
    shared = {
        **{"stem": note.stem, "snippet": snippet.path, "root": str(project.root)},
        **{"claims": f"claims/{note.stem}.py", "names": names},
        "formulas": stated_formulas(project).get(note.stem, []),
    }
    for number, mutants in enumerate(_parts(of_snippet(snippet), CODES)):
        versions = {"versions": [mutant.wrong for mutant in mutants]}
        yield _job(project, f"code of {note.stem}, {number}", "try_code", {**shared, **versions}), mutants


def _may_notice(project: Project, claim: Claim) -> bool:
    if claim.fence or claim.kind == "cited" or claim.independent:
        return False
    reached = reached_code(project.root, claim)
    return not any(word in reached for word in _ELSEWHERE)


def _formulas(project: Project, note: Note) -> Iterator[Batch]:
    stated = stated_formulas(project)
    for stem, formulas in formulas_by_stem(project).items():
        found: list[tuple[Mutant, list[Any]]] = []
        for at, formula in enumerate(formulas):
            if formula.note is note:
                for mutant in of_formula(formula, project.snippets[stem]):
                    found.append((mutant, _with(stated[stem], at, mutant.wrong)))
        shared = {"stem": stem, "snippet": project.snippets[stem].path, "root": str(project.root)}
        for number, part in enumerate(_parts(found, FORMULAS)):
            versions = {"versions": [version for _, version in part]}
            name = f"formulas about {stem} in {note.path}, {number}"
            yield _job(project, name, "try_formulas", {**shared, **versions}), [mutant for mutant, _ in part]


def _with(formulas: Sequence[Mapping[str, Any]], at: int, wrong: str) -> list[Mapping[str, Any]]:
    """Of the formulas of a snippet the one at `at`, wrong, and those that bear on it: constants, and its function's."""
    name = _defined(formulas[at])[0]
    changed = [*formulas[:at], {**formulas[at], "tex": wrong}, *formulas[at + 1 :]]
    return [
        formula
        for index, formula in enumerate(changed)
        if index == at or _defined(formulas[index])[0] == name or _defined(formulas[index])[2] is None
    ]


def _defined(formula: Mapping[str, Any]) -> tuple[str, int, str | None]:
    return left_side(formula["tex"]) or ("", 0, None)


def _parts(found: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (found[start : start + size] for start in range(0, len(found), size))


def _job(project: Project, name: str, function: str, arguments: Mapping[str, Any]) -> Job:
    limits = replace(project.settings.limits, cpu=SECONDS)
    return Job(name, f"rectified.mutants.trial:{function}", arguments, SECONDS, limits)


def read_note(findings: Findings, note: Note) -> Iterator[Fate]:
    """What becomes of a note's wrong numbers and words, and of those that its own claims state; nothing is run."""
    project = findings.project
    known = figures(project, note, findings.verdicts, findings.facts)
    for mutant, changed in of_numbers(note):
        offset = sum(map(len, note.source.splitlines(keepends=True)[: mutant.line - 1])) + mutant.column - 1
        stated = [numeral for numeral in numerals(changed) if numeral.offset == offset]
        linked = any(mismatch(link, project.claims) for link in claim_links(changed) if link.start < offset < link.end)
        yield _read(mutant, linked or not stated or bool(unchecked(stated, known)))
    for link in project.of(note).claim_links:
        for mutant, other in of_linked_words(link):
            yield _read(mutant, mismatch(other, project.claims) is not None)
    own = [claim for claim in project.claims.values() if project.home(claim) is note and not claim.fence]
    for claim in own:
        yield from _read_claim(findings, claim)


def _read_claim(findings: Findings, claim: Claim) -> Iterator[Fate]:
    project = findings.project
    known = own_figures(project, claim, findings.verdicts)
    links = [link for link in project.claim_links if link.id == claim.id]
    for mutant, other in of_stated_numbers(claim):
        claims = {**project.claims, claim.id: other}
        stated = unchecked(numerals_in(f"{other.text} {other.instead}"), known)
        yield _read(mutant, bool(stated) or any(mismatch(link, claims) for link in links))


def _read(mutant: Mutant, noticed: bool) -> Fate:
    return Fate(mutant, "reading" if noticed else "")
