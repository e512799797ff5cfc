"""The command `python -m rectified mutants`: what changed is tried, the rest is known from the result file."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rectified import envelope as form
from rectified.exhaustive.run import versions
from rectified.findings import Findings, find
from rectified.mutants.equivalents import FILE, Equivalent, proof, read_equivalents
from rectified.mutants.mutant import PARTS, Fate
from rectified.mutants.results import RUN, counted, figures, missed, survivors
from rectified.mutants.survey import digest, read_note, try_notes
from rectified.notes import Note
from rectified.problems import BuildError, Problem
from rectified.project import read_project
from rectified.reporter import Reporter

#: Where the result file stands, relative to the root.
RESULTS = "bench/mutants.json"
#: The page that shows it, and that page's claims.
PAGE = ("docs/about/mutants.md", "claims/mutants.py")
WHAT = "How many wrong versions of each note’s code, formulas, numbers and words the checks notice, and which not."


def mutants(options: argparse.Namespace) -> int:
    """Try what changed, print what nothing noticed and the figures; 1 when a bar is missed."""
    root = options.root.resolve()
    findings, before = _checked(root), _before(root)
    chosen = _chosen(findings, options.stems)
    rows = [*_rows(findings, chosen, before, again=options.again)]
    kept = {row["note"]: row for row in before.values()} | {row["note"]: row for row in rows}
    known = {note.file for note in findings.project.notes}
    notes = [kept[name] for name in sorted(kept) if name in known]
    if options.output:
        (root / options.output).write_text(form.dumped(_file(root, notes)), encoding="utf-8")
    return _told(notes, rows, _stale(root, notes))


def _checked(root: Path) -> Findings:
    """The project, which must hold as it stands, but for the page that shows the figures that are not there yet."""
    reporter = Reporter()
    project, problems = read_project(root)
    try:
        findings, wrong = find(project, begin=reporter.begin, done=reporter.done)
    finally:
        reporter.end()
    if others := [problem for problem in [*problems, *wrong] if problem.path not in PAGE]:
        raise BuildError(others)
    return findings


def _before(root: Path) -> dict[str, Mapping[str, Any]]:
    file = root / RESULTS
    return {row["note"]: row for row in form.read(file)["results"]["notes"]} if file.is_file() else {}


def _chosen(findings: Findings, stems: Sequence[str]) -> list[Note]:
    notes = list(findings.project.notes)
    if unknown := sorted({*stems} - {note.stem for note in notes}):
        names = ", ".join(note.stem for note in notes)
        raise BuildError([Problem("docs", 1, f"no note is named {unknown[0]!r}", f"one of {names}")])
    return [note for note in notes if not stems or note.stem in stems]


def _rows(
    findings: Findings, notes: Sequence[Note], before: Mapping[str, Mapping[str, Any]], *, again: bool
) -> list[dict[str, Any]]:
    """One row for each note; code and formulas that are as they were keep what was found."""
    root, reporter = findings.project.root, Reporter()
    digests = {note.file: digest(findings.project, note) for note in notes}
    known = {name: row for name, row in before.items() if row["digest"] == digests.get(name) and not again}
    new = [note for note in notes if note.file not in known]
    ran = try_notes(findings, new, begin=reporter.begin, done=reporter.done)
    reporter.end()
    equivalents = read_equivalents(root)
    return [
        _row(findings, note, ran.get(note.path), known.get(note.file), digests[note.file], equivalents)
        for note in notes
    ]


def _row(
    findings: Findings,
    note: Note,
    ran: Sequence[Fate] | None,
    known: Mapping[str, Any] | None,
    digest: str,
    equivalents: Sequence[Equivalent],
) -> dict[str, Any]:
    root, read = findings.project.root, list(read_note(findings, note))
    if ran is None and known is not None:
        parts = {part: count for part, count in known["parts"].items() if part in RUN}
        left = [
            {**each, "proof": proof(equivalents, each, each["code"])}
            for each in known["survivors"]
            if each["part"] in RUN
        ]
    else:
        parts, left = counted(ran or ()), survivors(ran or (), root, equivalents)
    found = {**parts, **counted(read)}
    ordered = {part: found[part] for part in PARTS if part in found}
    rest = survivors(read, root, equivalents)
    return {"note": note.file, "digest": digest, "parts": ordered, "survivors": [*left, *rest]}


def _file(root: Path, notes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    from bench.origin import machine  # of the repository, which a run from elsewhere does not have

    code = sorted(path.relative_to(root).as_posix() for path in (root / "src/rectified/mutants").glob("*.py"))
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return form.envelope(
        WHAT,
        made_by=form.digests(root, code),
        versions={name: versions()[name] for name in ("python", "numpy")},
        machine=machine(),
        date=today,
        results={"notes": list(notes)},
    )


def _stale(root: Path, notes: Sequence[Mapping[str, Any]]) -> list[str]:
    """Equivalents that no survivor is proved by: the line has changed, or something notices it now."""
    used = {(each["path"], each["code"], each["what"]) for row in notes for each in row["survivors"] if each["proof"]}
    return [
        f"{FILE}: nothing survives that is {each.change!r} in {each.code!r} of {each.snippet}"
        for each in read_equivalents(root)
        if (each.snippet, each.code, each.change) not in used
    ]


def _told(notes: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]], stale: Sequence[str]) -> int:
    for each in (each for row in rows for each in row["survivors"]):
        why = f"\n  not wrong: {each['proof']}" if each["proof"] else ""
        print(f"{each['path']}:{each['line']}:{each['column']}: nothing notices: {each['what']}\n  {each['code']}{why}")
    for row in notes:
        print(_line(row["note"], [row]))
    print(_line("all notes", notes))
    wrong = [*missed(notes), *stale]
    for line in wrong:
        print(line)
    return int(bool(wrong))


def _line(name: str, notes: Sequence[Mapping[str, Any]]) -> str:
    every, code = figures(notes), figures(notes, ("code",))
    words = f"{name}: {every.made} wrong versions, {every.noticed} noticed"
    words += f", {every.equivalent} equivalent" if every.equivalent else ""
    return words + (f"; of {code.wrong} of the code claims alone notice {code.claims}" if code.wrong else "")
