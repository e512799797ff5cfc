"""What a function does in each dtype, measured by running it: errors, saturation, flat stretches, special values."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rectified.accuracy import DTYPES
from rectified.facts.exact import worst_of_many
from rectified.facts.fact import Fact
from rectified.facts.flat import saturates, slope_zero
from rectified.facts.measured import Function, Measured
from rectified.facts.ordinals import ordinals, spread
from rectified.facts.special import at_infinity, at_nan, at_zero
from rectified.facts.written import counted, shown
from rectified.formulas.agreement import evaluated
from rectified.formulas.comparison import Reference, grid

#: What slopes are held against.
_SLOPES = "50 digits of the formula's derivative, off the kinks; beside its roots in ulp of the largest value near"


def floating_facts(function: Function, slope: Function, reference: Reference, slopes: Reference) -> list[Fact]:
    """The facts of every dtype.

    function, slope: the snippet's, parameters set; reference, slopes: the exact values of its formula and of that
    formula's derivative. Raises agreement.CannotCompare for what does not map arrays of a dtype to such arrays.
    """
    found = []
    for dtype in DTYPES:
        measured = Measured(dtype, _checked("the function", function), _checked("its derivative", slope))
        for find in (saturates, slope_zero, at_zero, at_infinity, at_nan):
            found.append(find(measured))
        found += _errors(measured, reference, slopes)
    return found


def _checked(name: str, function: Function) -> Function:
    return lambda points: evaluated(name, function, points)


def _errors(measured: Measured, reference: Reference, slopes: Reference) -> Iterator[Fact]:
    cuts = [float(cut) for cut in reference.pieces.boundaries]
    numbers = np.union1d(spread(measured.dtype), ordinals(grid(measured.dtype, cuts)))
    at = measured.floats(numbers)
    at = np.insert(at, int(np.searchsorted(numbers, 0)), np.array(-0.0, at.dtype))
    for name, function, exact, whose in (
        ("worst_error", measured.function, reference, "50 digits of the formula"),
        ("worst_slope_error", measured.slope, slopes, _SLOPES),
    ):
        count, worst = worst_of_many(exact, at, function(at), slope=exact is slopes)
        where = np.dtype(measured.dtype).type(worst.x)
        value = f"{shown(worst.ulp, 3)} ulp at x = {shown(where)}" if worst.ulp else "0 ulp"
        method = f"{_points(measured, count)}, against {whose}."
        yield measured.fact(name, value, method, ulp=worst.ulp, x=where, points=count)


def _points(measured: Measured, count: int) -> str:
    if measured.whole:
        return f"All {counted(count)} finite values"
    return f"{counted(count)} values, of every binade and beside kinks and overflow"
