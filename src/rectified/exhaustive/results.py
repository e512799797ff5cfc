"""The result file of a full run: the worst case of every function, and where its figures come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from rectified import envelope as form
from rectified.cache import key
from rectified.exhaustive.check import POINTS, Margin, margin, random_patterns
from rectified.exhaustive.chunks import deciding
from rectified.exhaustive.patterns import CHUNKS
from rectified.exhaustive.run import versions
from rectified.exhaustive.sweep import Sweep
from rectified.exhaustive.target import Parcel, unpacked
from rectified.exhaustive.worst import where

WHAT = (
    "The largest error of each function and gradient over every float32 number, against its formula; "
    "the digests are of code without comments, docstrings and layout."
)


def rows(
    parcels: Mapping[str, Parcel], sweeps: Mapping[str, Sweep], date: str, *, chunks: int = CHUNKS
) -> list[dict[str, Any]]:
    """One row for each function, the worst points of its sweep and as many random ones looked at again."""
    return [
        {**_row(stem, parcel, function, sweeps[function], chunks), "date": date, "judge": judge()}
        for stem, parcel in parcels.items()
        for function in unpacked(parcel)
        if function in sweeps
    ]


def _row(stem: str, parcel: Parcel, function: str, sweep: Sweep, chunks: int) -> dict[str, Any]:
    reference = unpacked(parcel)[function].reference
    worst = margin(reference, np.array([pattern for _, pattern in sweep.worst[:POINTS]], dtype=np.uint64))
    random = margin(reference, random_patterns(POINTS))
    found = sweep.ulp if np.isfinite(sweep.ulp) else None
    return {
        "stem": stem,
        "function": function,
        "dtype": "float32",
        "code": parcel.digest,
        "complete": chunks == CHUNKS,
        "points": sweep.points,
        "others": sweep.others,
        "ulp": found,
        "x": where(sweep, "float32"),
        "bound": sweep.bound,
        "by_balls": sweep.by_balls,
        "checked": {"worst": _told(worst), "random": _told(random)},
    }


def _told(found: Margin) -> dict[str, Any]:
    return {"points": found.points, "apart": found.apart, "share": found.share}


def judge() -> str:
    """What of the builder decides the figures, as one short digest."""
    return key(deciding())[:16]


def envelope(
    rows: list[dict[str, Any]], snippets: Mapping[str, str], date: str, before: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The result file as a dict: rows, the digests of the snippets and of the code that judged them, the machine.

    before: the file as it was, whose rows of other functions are kept if the same versions and kind of processor made
    them.
    """
    from bench.origin import machine  # of the repository, which a run from elsewhere does not have

    made_by = {**snippets, **{f"src/rectified/{name}": digest for name, digest in deciding().items()}}
    made = {"versions": {name: versions()[name] for name in ("python", "numpy")}, "machine": machine()}
    if before and _alike(before, made):
        new = {row["function"] for row in rows}
        rows = [*(row for row in before["results"]["functions"] if row["function"] not in new), *rows]
        rows.sort(key=lambda row: (row["stem"], row["function"]))
        made_by = {**{name: was for name, was in before["made_by"].items() if name.startswith("snippets/")}, **made_by}
    return form.envelope(WHAT, made_by=made_by, **made, date=date, results={"functions": rows})


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the same figures can be expected: the routines of NumPy differ by its version and by the processor."""
    processors = [each["machine"]["processor"] for each in (one, other)]
    return bool(one["versions"] == other["versions"] and processors[0] == processors[1])
