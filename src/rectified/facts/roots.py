"""Facts on the points at which a function is 0, is its argument, or turns."""

from __future__ import annotations

from typing import Any

from rectified.facts.analysis import Analysis
from rectified.facts.fact import Fact
from rectified.facts.proved import proved
from rectified.facts.words import interval, number, shown
from rectified.proofs import roots
from rectified.proofs.domain import LINE
from rectified.proofs.result import NotProved
from rectified.proofs.shape import turns


def zeros(analysis: Analysis, name: str) -> Fact:
    """Every x with f(x) = 0."""
    return _isolated(analysis, name, analysis.zeros)


def fixed_points(analysis: Analysis, name: str) -> Fact:
    """Every x with f(x) = x."""
    return _isolated(analysis, name, roots.fixed_points(analysis.function))


def _isolated(analysis: Analysis, name: str, found: roots.Zeros) -> Fact:
    if found.intervals and any(joint.smoothness < 0 for joint in analysis.joints):
        raise NotProved(f"the {name.replace('_', ' ')}", LINE, 0, "the function jumps at the end of an interval")
    said = [f"every x in {interval(*ends)}" for ends in found.intervals]
    if found.isolated:
        said.append(f"x = {', '.join(map(number, found.isolated))}")
    figures = {f"at_{index}": zero for index, zero in enumerate(found.isolated, 1)}
    return proved(name, "; ".join(said) or "none", found, **figures)


def extrema(analysis: Analysis, name: str) -> Fact:
    """Every strict local minimum and maximum."""
    found = turns(analysis.function)
    said = [f"{turn.kind} {shown(turn.value)} at x = {number(turn.at)}" for turn in found.turns]
    figures: dict[str, Any] = {}
    for index, turn in enumerate(found.turns, 1):
        figures |= {f"at_{index}": turn.at, f"{turn.kind}_{index}": turn.value}
    return proved(name, "; ".join(said) or ("none strict" if found.flat else "none"), found, **figures)
