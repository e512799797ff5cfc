"""The mathematics of a function as facts, each proved on the whole line from its formula.

Nothing here is sampled: a fact whose proof does not close is listed as open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rectified.facts import limits, normal, roots, shape, slopes
from rectified.facts.analysis import Analysis
from rectified.facts.fact import Fact
from rectified.proofs.domain import LINE
from rectified.proofs.function import Function
from rectified.proofs.result import NotProved

#: What finds each fact, in the order of the table; it gets the fact's name.
FACTS: dict[str, Callable[[Analysis, str], Fact]] = {
    "range": shape.range_of,
    "monotone": shape.monotony,
    "convex": shape.convexity,
    "symmetry": shape.symmetry,
    "smoothness": shape.smoothness_class,
    "slope_supremum": slopes.slope_supremum,
    "slope_infimum": slopes.slope_infimum,
    "lipschitz": slopes.lipschitz_constant,
    "slope_at_zero": slopes.slope_at_zero,
    "kinks": slopes.kinks,
    "limit_left": limits.limit_left,
    "limit_right": limits.limit_right,
    "zeros": roots.zeros,
    "fixed_points": roots.fixed_points,
    "extrema": roots.extrema,
    "normal_mean": normal.normal_mean,
    "normal_variance": normal.normal_variance,
    "zero_probability": normal.zero_probability,
    "gain": normal.gain,
}


@dataclass(frozen=True)
class Table:
    """The facts that were proved, and why each of the others was not, by name."""

    facts: tuple[Fact, ...]
    open: Mapping[str, str]


def table(function: Function) -> Table:
    """Every proved fact about a function on ℝ, and the unproved ones apart."""
    if function.domain != LINE:
        raise ValueError(f"facts are about the whole line; the function is given on {function.domain}")
    analysis = Analysis(function)
    facts, unproved = [], {}
    for name, find in FACTS.items():
        try:
            facts.append(find(analysis, name))
        except NotProved as error:
            unproved[name] = str(error)
    return Table(tuple(facts), unproved)
