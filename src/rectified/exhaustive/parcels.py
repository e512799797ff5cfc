"""What of a project is judged float by float: each snippet with a function, its gradient and a stated formula."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from rectified.exhaustive.target import Parcel, unpacked
from rectified.jobs import stated_formulas
from rectified.problems import BuildError, Problem
from rectified.project import read_project


def parcels(root: Path, stems: Iterable[str] = ()) -> dict[str, Parcel]:
    """By stem; all, or those named. Raises BuildError for a stem that has none."""
    project, _ = read_project(root)
    found = {}
    for stem, formulas in stated_formulas(project).items():
        path = project.snippets[stem].path
        source = (root / path).read_text(encoding="utf-8")
        parcel = Parcel(path, source, json.dumps(formulas, sort_keys=True))
        if unpacked(parcel):
            found[stem] = parcel
    if unknown := sorted({*stems} - {*found}):
        words = f"no function with a gradient and a formula is named {', '.join(unknown)}"
        raise BuildError([Problem("snippets", 1, words, f"one of {', '.join(found)}", "mend the name")])
    return {stem: parcel for stem, parcel in found.items() if stem in (set(stems) or found)}
