"""Facts on the limits of a function at −∞ and ∞, with the lines that it approaches."""

from __future__ import annotations

from typing import Any

import sympy as sp

from rectified.facts.analysis import Analysis
from rectified.facts.fact import Fact
from rectified.facts.proved import exact_figures
from rectified.facts.words import is_infinite, number, shown
from rectified.proofs.tails import tail


def limit_left(analysis: Analysis, name: str) -> Fact:
    """The limit at −∞, with the asymptote of what grows without bound."""
    return _limit(analysis, name, -1)


def limit_right(analysis: Analysis, name: str) -> Fact:
    """The limit at ∞, with the asymptote of what grows without bound."""
    return _limit(analysis, name, 1)


def _limit(analysis: Analysis, name: str, side: int) -> Fact:
    piece = analysis.function.pieces[-1 if side > 0 else 0]
    found = tail(piece.smooth, side, piece.low if side > 0 else piece.high)
    value, figures = shown(found.limit), {"limit": found.limit}
    start = number(sp.Integer(found.start))
    where = f"(−∞, {start}]" if side < 0 else f"[{start}, ∞)"
    method = f"On {where}: an expansion with remainder."
    if is_infinite(found.limit) and found.asymptote is not None:
        slope, intercept = found.asymptote
        value += f", asymptote y = {_line(slope, intercept)}"
        figures |= {"slope": slope, "intercept": intercept}
    return Fact(name, value, "proved", method, figures=exact_figures(**figures))


def _line(slope: Any, intercept: Any) -> str:
    rise = "x" if slope == 1 else "−x" if slope == -1 else f"{shown(slope)}x"
    if intercept == 0:
        return rise
    text = shown(intercept)
    return f"{rise} − {text[1:]}" if text.startswith("−") else f"{rise} + {text}"
