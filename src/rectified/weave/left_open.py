"""What nothing checks, in plain words: each kind with how many there are, and where each of them stands."""

from __future__ import annotations

from rectified.findings import Findings
from rectified.links import relative
from rectified.markdown import inline, literal
from rectified.settings import UNCHECKED
from rectified.unchecked import Unchecked, unchecked

#: By kind: what is true when there is none, and what they are called when there are some.
_WORDS = {
    "numbers": (
        "Every number with a decimal point, but for versions, dates and sources, agrees with a computed one.",
        "Numbers with a decimal point that no computed one agrees with",
    ),
    "formulas": (
        "Every formula that stands on a line of its own was compared with code or rests on a claim.",
        "Formulas that were compared with nothing",
    ),
    "norun": ("Every cell of Python was run.", "Cells of Python that were not run"),
    "cited": ("No claim rests on a source alone.", "Claims that rest on a source alone"),
}


def left_open(findings: Findings, path: str) -> str:
    """The section of the page at `path` that says it."""
    found = unchecked(findings)
    lines = []
    for kind in UNCHECKED:
        none, some = _WORDS[kind]
        items = [item for item in found if item.kind == kind]
        lines.append(f"- {some}: {len(items)}" if items else f"- {none}")
        lines += [f"    - {_place(item, findings, path)}" for item in items]
    return "\n".join(["## What nothing checks", "", *lines])


def _place(item: Unchecked, findings: Findings, path: str) -> str:
    """Where it stands, as a link, and what it is; a claim that is only cited is told by its words."""
    project = findings.project
    claim = project.claims.get(item.claim)
    home = project.home(claim) if claim else next(note for note in project.notes if note.file == item.path)
    if claim and home:
        address = f"{relative(path, home.page)}#{claim.anchor}"
        said = f"[{inline(claim.text)}]({address})"
        return said if item.kind == "cited" else f"{said}: {literal(item.what)}"
    return f"[{literal(home.title)}]({relative(path, home.page)}): {literal(item.what)}" if home else literal(item.what)
