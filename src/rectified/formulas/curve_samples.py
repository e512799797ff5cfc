"""A function and its derivative as a plot shows them: values from the snippet, kinks from the formula."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rectified.formulas.balls import NoValue
from rectified.formulas.comparison import Reference
from rectified.formulas.live import live
from rectified.formulas.statements import Statement, exact_values, statements
from rectified.formulas.subject import Subject, read_subject

#: Points of the even grid between the ends of a plot.
POINTS = 401


def samples(
    stem: str,
    snippet: str,
    root: str,
    low: float,
    high: float,
    progress: Callable[[Any], object],
    formulas: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Sample the function `stem` and its derivative in float64, with the parameters at their defaults.

    Returns "x" (an even grid from low to high, and the kinks), "f", "grad" (None where not finite), "kinks" (each with
    "x" and the one-sided slopes "left" and "right", from the first formula for the function), "parameters", and "live":
    what a script needs to draw that formula, None where there is none that it could draw.
    """
    subject = read_subject(Path(root), snippet)
    stated = next((s for s in statements(subject, formulas)[0] if s.kind == "value" and s.target == stem), None)
    kinks = [kink for kink in _kinks(subject, stated) if low < kink["x"] < high] if stated else []
    x = np.union1d(np.linspace(low, high, POINTS), [kink["x"] for kink in kinks])
    return {
        "x": x.tolist(),
        "f": _finite(subject.functions[stem](x)),
        "grad": _finite(subject.functions[f"{stem}_grad"](x)),
        "kinks": kinks,
        "parameters": subject.parameters(stem),
        "live": live(subject, stated) if stated else None,
    }


def _kinks(subject: Subject, stated: Statement) -> list[dict[str, float]]:
    """The boundaries of the formula's pieces at which its slope jumps from one number to another."""
    values = exact_values(subject, stated, subject.parameters(stated.target), {})
    reference = Reference(stated.equation.sides[0], stated.argument, values, derivative=1)
    kinks = []
    for number, boundary in enumerate(reference.pieces.boundaries):
        try:
            left, right = reference.slopes(number)
        except NoValue:  # as at 0 for the root of |x|, where the slope has no limit
            continue
        if left != right:
            kinks.append({"x": float(boundary), "left": left, "right": right})
    return kinks


def _finite(values: np.ndarray) -> list[float | None]:
    return [value if math.isfinite(value) else None for value in np.asarray(values).tolist()]
