"""Projects that are read but not run: what weaving makes of findings that a test makes up."""

from __future__ import annotations

from pathlib import Path

from conftest import write

from rectified.claims import Verdict
from rectified.findings import Findings
from rectified.notes import Note
from rectified.project import Project, read_project

FRONT = "---\ntitle: {}\n---\n\n"


def read(root: Path, files: dict[str, str]) -> Project:
    """The project that files make up; nothing must be wrong with it. A note without front matter gets its stem for title."""
    notes = {
        name: FRONT.format(Path(name).stem) + text if name.endswith(".md") and not text.startswith("---") else text
        for name, text in {"docs/index.md": "", **files}.items()
    }
    project, problems = read_project(write(root, notes))
    assert problems == [], problems
    return project


def note_of(project: Project, path: str) -> Note:
    return next(note for note in project.notes if note.path == path)


def findings(project: Project, verdicts: dict[str, Verdict] | None = None, **found: dict) -> Findings:
    """What running the project came to: what is given and nothing else."""
    kinds = ("steps", "formulas", "samples", "facts", "labs", "numbers")
    given = {kind: found.get(kind, {}) for kind in kinds}
    return Findings(project, verdicts=verdicts or {}, reads={}, **given)
