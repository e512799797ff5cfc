"""The exact values of a formula at many floats, as pairs of float64, and how many ulp a function's results are off."""

from __future__ import annotations

import math

import numpy as np

from rectified.formulas.balls import NoValue
from rectified.formulas.comparison import Deviation, Reference, judged_beside_roots
from rectified.formulas.identity import remoteness


def worst_of_many(reference: Reference, at: np.ndarray, got: np.ndarray, *, slope: bool) -> tuple[int, Deviation]:
    """As `comparison.worst_error`, to within 1e-9 ulp, for tens of thousands of points.

    at, got: of one dtype, the points `at` increasing. slope: whether roots are judged by absolute error.
    """
    known, high, low = _values(reference, at)
    at, got = at[known], got[known]
    errors = _errors(high, low, got)
    if slope:
        rows = list(zip(at.tolist(), got.tolist(), _or_none(high), strict=True))
        errors = np.array(judged_beside_roots(rows, errors.tolist(), at.dtype))
    alike = np.flatnonzero(errors == errors.max())
    worst = int(min(alike, key=lambda row: remoteness(float(at[row]))))
    return len(at), Deviation(float(errors[worst]), float(at[worst]), float(got[worst]), repr(float(high[worst])))


def _or_none(values: np.ndarray) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values.tolist()]


def _values(reference: Reference, at: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Whether each point counts, the values there rounded to float64, and what the rounding left; NaN for no value.

    A boundary of pieces at which a derivative has no value does not count.
    """
    known, high, low = np.ones(len(at), bool), np.full(len(at), np.nan), np.zeros(len(at))
    for number, x in enumerate(at.tolist()):
        try:
            ball = reference(x)
        except NoValue:
            known[number] = reference.pieces.place(x)[1]
            continue
        high[number] = rounded = float(ball.mid())
        if math.isfinite(rounded):
            low[number] = float((ball - rounded).mid())
    return known, high[known], low[known]


def _errors(high: np.ndarray, low: np.ndarray, got: np.ndarray) -> np.ndarray:
    """The distances of `got` from the sum high + low in ulp of its dtype there, as `accuracy.ulp_error` counts them."""
    limits = np.finfo(got.dtype)
    least, most, digits = int(limits.minexp), int(limits.maxexp), int(limits.nmant)
    with np.errstate(all="ignore"):
        powers = np.where(high == 0, least, np.frexp(high)[1] - 1)
        units = digits - np.clip(powers, least, most - 1)
        next_power = np.copysign(np.ldexp(1.0, most + units), got)  # what infinity counts as, after the largest float
        steps = np.where(np.isinf(got), next_power, np.ldexp(got.astype(np.float64), units))
        errors = np.abs((steps - np.ldexp(high, units)) - np.ldexp(low, units))
    top = math.inf if got.dtype == np.float64 else math.ldexp(2 - 2.0 ** -(digits + 1), most - 1)
    overflows = np.isinf(got) & (np.abs(high) >= top)  # the exact value rounds to infinity
    errors = np.where(overflows, np.where(np.sign(got) == np.sign(high), 0.0, np.inf), errors)
    return np.where(np.isnan(high) & np.isnan(got), 0.0, np.where(np.isnan(errors), np.inf, errors))
