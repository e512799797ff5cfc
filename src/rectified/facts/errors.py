"""The worst errors of a function and of its slope, as they were found by judging its floats one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from rectified.facts.fact import Fact
from rectified.facts.written import counted, figures, shown

#: What each of the two is called, and what it is held against.
_KINDS = {
    "worst_error": ("{stem}", "the formula"),
    "worst_slope_error": (
        "{stem}_grad",
        "the formula's derivative, off the kinks and, beside its roots, in ulp of the largest value near",
    ),
}


def error_facts(stem: str, accuracy: Sequence[Mapping[str, Any]]) -> Iterator[Fact]:
    """The facts on errors of every dtype that was judged.

    accuracy: the reports of `exhaustive.in_build.judge` on the function and its derivative, if there are any.
    """
    for name, (function, formula) in _KINDS.items():
        for report in accuracy:
            if report["function"] == function.format(stem=stem) and report["points"]:
                yield _fact(name, report, formula)


def _fact(name: str, report: Mapping[str, Any], formula: str) -> Fact:
    dtype = report["dtype"]
    ulp = math.inf if report["ulp"] is None else report["ulp"]
    where = np.dtype(dtype).type(report["x"])
    value = f"{shown(ulp, 3)} ulp at x = {shown(where)}" if ulp else "0 ulp"
    whole = dtype == "float16"
    method = f"{_points(report['points'], whole)}, against {_exactness(report['bound'])} of {formula}."
    found = figures({"ulp": ulp, "x": where, "points": report["points"]})
    return Fact(name, value, "exhaustive" if whole else "sampled", method, dtype, found)


def _points(count: int, whole: bool) -> str:
    if whole:
        return f"All {counted(count)} finite values"
    return f"{counted(count)} values, of every binade and beside kinks and overflow"


def _exactness(bound: float) -> str:
    """How well the values were known that results were held against; bound: their largest error in ulp, 0 by balls."""
    return f"values within {shown(bound, 2)} ulp" if bound else "50 digits"
