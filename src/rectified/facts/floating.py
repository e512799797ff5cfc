"""What a function does in each dtype, found by running it: saturation, flat stretches, special values."""

from __future__ import annotations

from rectified.dtypes import DTYPES
from rectified.facts.fact import Fact
from rectified.facts.flat import saturates, slope_zero
from rectified.facts.measured import Function, Measured
from rectified.facts.special import at_infinity, at_nan, at_zero
from rectified.formulas.agreement import evaluated


def floating_facts(function: Function, slope: Function) -> list[Fact]:
    """The facts of every dtype; function, slope: the snippet's, parameters set.

    Raises agreement.CannotCompare for what does not map arrays of a dtype to such arrays.
    """
    found = []
    for dtype in DTYPES:
        measured = Measured(dtype, _checked("the function", function), _checked("its derivative", slope))
        for find in (saturates, slope_zero, at_zero, at_infinity, at_nan):
            found.append(find(measured))
    return found


def _checked(name: str, function: Function) -> Function:
    return lambda points: evaluated(name, function, points)
