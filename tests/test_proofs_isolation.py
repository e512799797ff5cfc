"""What there is on one box: nothing, one zero, or something that it cannot tell."""

from __future__ import annotations

import pytest
import sympy as sp

from rectified.proofs.function import Smooth
from rectified.proofs.isolation import Isolation
from rectified.proofs.result import PRECISION, precision

X = sp.Symbol("x", real=True)
LINE = (-sp.oo, sp.oo)


def settled(expression, low, high, ends=LINE):
    """The zeros, as place and multiplicity, and the signs before and after each stretch; None where it is open."""
    with precision(PRECISION):
        found = Isolation(Smooth(expression, X), ends).settled(low, high)
    return found and [(zero and (float(zero.place), zero.multiplicity), before, after) for zero, before, after in found]


@pytest.mark.parametrize(
    "expression, low, high, expected",
    [
        (X + 5, -1.0, 1.0, [(None, 1, 1)]),
        (X + 1, -0.5, 3.0, [(None, 1, 1)]),
        (1 - 4 * X, -1.0, 1.0, [((0.25, 1), 1, -1)]),
        (X**2 * (X + 9), -1.0, 2.0, [((0.0, 2), 1, 1)]),
        (X**3, -1.0, 2.0, [((0.0, 3), -1, 1)]),
        (X**2 - 1, -2.0, 2.0, None),
        ((X**2 - 2) ** 2, 1.0, 2.0, None),
    ],
    ids=str,
)
def test_what_a_box_holds(expression, low, high, expected):
    """A sign, a crossing, a zero of higher order at a plain point; two zeros, or a double irrational one, are open."""
    assert settled(expression, low, high) == expected


@pytest.mark.parametrize(
    "expression, ends, expected",
    [(X, (0, sp.oo), [(None, 1, 1)]), (X**2, (0, sp.oo), [(None, 1, 1)]), (X**3, (-sp.oo, 0), [(None, -1, -1)])],
    ids=str,
)
def test_a_zero_at_an_end_of_the_interval_is_none_of_its_zeros(expression, ends, expected):
    """Simple or not; the sign is that inside."""
    low, high = (0.0, 1.0) if ends[0] == 0 else (-1.0, 0.0)
    assert settled(expression, low, high, tuple(map(sp.sympify, ends))) == expected


def test_a_box_that_is_clear_need_not_be_cut():
    """One sign, one slope or one multiple zero; not two zeros."""
    with precision(PRECISION):
        for expression, clear in ((X + 5, True), (X, True), (X**2, True), (X**2 - 1, False)):
            assert Isolation(Smooth(expression, X), LINE).is_clear(-2.0, 2.0) is clear
