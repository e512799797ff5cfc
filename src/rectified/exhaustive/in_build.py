"""What every build judges: all of float16, four million float32 numbers and a hundred thousand of float64."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from rectified.exhaustive.exceptions import FILE
from rectified.exhaustive.patterns import every_float16
from rectified.exhaustive.spreads import spread32, spread64
from rectified.exhaustive.sweep import Sweep, sweep32, sweep_exactly
from rectified.exhaustive.target import Target, targets
from rectified.exhaustive.worst import where
from rectified.formulas.subject import BAR, Subject
from rectified.problems import Problem
from rectified.running import processor


def judge(
    stem: str, snippet: str, formulas: Sequence[Mapping[str, Any]], progress: Callable[[Any], object], root: str = "."
) -> dict[str, Any]:
    """Judge the functions of one snippet whose formulas are stated, and their gradients, with default parameters.

    Returns "reports", one for each function and dtype: "function", "dtype", "points" compared, the largest error "ulp"
    and where, "x", the "bound" on what the values themselves may be off in ulp, 0 for those by ball arithmetic,
    "by_balls" how many those are; and "problems", one for each that misses its bar. Of a snippet that does not load, or
    whose formulas cannot be read, other checks tell.
    """
    started = processor.seconds()
    try:
        subject, found = targets(Path(root), snippet, formulas)
    except Exception:  # whatever a file may raise that is imported; the check of its formulas says it
        return {"reports": [], "problems": []}
    reports, problems = [], []
    for target in found:
        progress({"judging": target.name})
        for dtype, sweep in swept(target).items():
            reports.append(_report(target, dtype, sweep))
            problems += [asdict(problem) for problem in unknown(subject, target, dtype, sweep)]
            problems += [asdict(problem) for problem in judged(subject, target.name, dtype, sweep)]
    progress({"code": processor.seconds() - started})
    return {"reports": reports, "problems": problems}


def swept(target: Target) -> dict[str, Sweep]:
    """The sweeps of a build by dtype."""
    x = spread32(target.places)
    groups = np.split(x, np.flatnonzero(np.diff(x.view(np.uint32) >> 23)) + 1)
    return {
        "float16": sweep_exactly(target, every_float16()),
        "float32": sweep32(target, groups),
        "float64": sweep_exactly(target, spread64(target.places)),
    }


def _report(target: Target, dtype: str, sweep: Sweep) -> dict[str, Any]:
    found = sweep.ulp if np.isfinite(sweep.ulp) else None
    known = {"points": sweep.points, "bound": sweep.bound, "by_balls": sweep.by_balls}
    return {"function": target.name, "dtype": dtype, "ulp": found, "x": where(sweep, dtype), **known}


def unknown(subject: Subject, target: Target, dtype: str, sweep: Sweep) -> list[Problem]:
    """A problem where the formula gave no value at finite numbers other than the boundaries of its pieces."""
    without = sweep.others - (2048 if dtype == "float16" else 0)  # its infinities and NaN; the others have none here
    if without <= 2 * len(target.exact.pieces.boundaries):  # zero has two patterns
        return []
    found = f"the formula of {target.name} has no value at {without} of the numbers of {dtype} it is judged at"
    todo = "write the formula so that nothing in it overflows, or mend it"
    return [Problem(subject.path, line_of(target.name, subject), found, "a value at every finite number", todo)]


def judged(subject: Subject, function: str, dtype: str, sweep: Sweep) -> list[Problem]:
    """What is wrong with a function: it is above its bar, loses NaN, or needs its exception no longer."""
    bar = subject.bar(function, dtype)
    line = line_of(function, subject)
    if sweep.astray:
        found = f"{function} turns {sweep.astray} NaN of {dtype} into numbers"
        return [Problem(subject.path, line, found, "NaN for NaN", "mend the snippet")]
    if not sweep.ulp <= bar:
        found = f"{function} is {sweep.ulp:.4g} ulp off in {dtype} at x = {where(sweep, dtype)}"
        todo = f"mend the snippet, or say in {FILE} what was tried"
        return [Problem(subject.path, line, found, f"at most {bar:g} ulp", todo)]
    if bar > BAR and sweep.ulp <= BAR:
        found = (
            f"{function} is listed for {dtype}, but is {sweep.ulp:.4g} ulp off at most, at x = {where(sweep, dtype)}"
        )
        return [Problem(FILE, 1, found, f"only what is more than {BAR:g} ulp off", "remove the entry")]
    return []


def line_of(function: str, subject: Subject) -> int:
    """The line of a function in its snippet."""
    code = getattr(subject.functions[function], "__code__", None)
    return code.co_firstlineno if code else 1
