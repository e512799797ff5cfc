"""One wrong float is found, whatever the dtype; what is right stays right."""

import numpy as np
import pytest
import sympy as sp
from exhaustive_cases import AT_ONE_POINT, of_snippet, target

from rectified.exhaustive.patterns import blocks, chunk, every_float16
from rectified.exhaustive.sweep import Sweep, from_data, sweep32, sweep_exactly
from rectified.exhaustive.worst import where
from rectified.formulas.comparison import Reference, grid, worst_error

#: 65 536 float32 numbers from 1.5 on, and as many before.
NEAR = range(int(np.float32(1.5).view(np.uint32)) - 2**16, int(np.float32(1.5).view(np.uint32)) + 2**16)


def test_one_wrong_float32_is_found():
    """Off by 3 ulp at a single number of a range that is gone through: its size and its place."""
    found = sweep32(target(AT_ONE_POINT), blocks(NEAR))
    assert (found.points, found.others) == (2**17, 0)
    assert found.ulp == pytest.approx(3, abs=1e-6) and where(found, "float32") == "1.5"


def test_without_the_mistake_nothing_is_found():
    """Half of a normal number is exact."""
    assert sweep32(target(), blocks(NEAR)).ulp == 0


@pytest.mark.parametrize("dtype", ["float16", "float64"])
def test_one_wrong_float_is_found_by_ball_arithmetic(dtype):
    """In the other dtypes each number is compared with its exact value."""
    x = every_float16() if dtype == "float16" else np.array([0.0, 1.0, 1.5, 1e300])
    found = sweep_exactly(target(AT_ONE_POINT), x)
    assert found.ulp == 3 and where(found, dtype) == "1.5" and found.by_balls == found.points
    assert sweep_exactly(target(), x).ulp <= 0.5


X = sp.Symbol("x", real=True)


@pytest.mark.parametrize("function, order", [("sigmoid", 0), ("sigmoid_grad", 1)])
@pytest.mark.parametrize("dtype", ["float16", "float64"])
def test_many_points_are_judged_as_few_are(function, order, dtype):
    """Whole arrays have the error that 50 digits find point by point."""
    found = of_snippet("sigmoid", r"\operatorname{sigmoid}(x) = \frac{1}{1 + e^{-x}}")[function]
    at = grid(dtype, [])
    reference = Reference(1 / (1 + sp.exp(-X)), X, {}, derivative=order)
    count, worst = worst_error(reference, at, found.got(at), slope=bool(order))
    swept = sweep_exactly(found, at)
    assert (swept.points, swept.ulp) == (count, pytest.approx(worst.ulp, abs=1e-9))


def test_subnormal_results_are_judged_by_their_own_spacing():
    """Half of the smallest subnormal lies between two floats."""
    found = sweep_exactly(target(), np.float64([5e-324]))
    assert found.ulp == 0.5


def test_nan_has_to_stay_nan():
    """A function that makes a number of NaN is infinitely wrong, in chunks that hold nothing else too."""
    wrong = target("y = np.nan_to_num(y, posinf=np.inf, neginf=-np.inf)")
    assert sweep32(wrong, [np.float32([np.inf, np.nan])]).ulp == np.inf
    assert sweep_exactly(wrong, every_float16()).astray == 2046
    assert sweep32(target(), [np.float32([np.inf, np.nan])]).ulp == 0


def test_infinity_for_a_finite_value_is_found():
    """A result that overflows where the value does not."""
    wrong = target("y = np.where(x > 3e38, np.inf, y).astype(y.dtype)")
    assert sweep32(wrong, [np.float32([3.2e38])]).ulp > 1e6


def test_a_kink_of_a_gradient_is_left_out():
    """Where the formula has no derivative there is nothing to compare with."""
    found = sweep32(target(function="halving_grad"), [np.float32([0.0, 1e-45])])
    assert (found.points, found.ulp) == (2, 0)


def test_parts_add_up():
    """Sums of counts, the largest of errors; what is written down comes back."""
    parts = [sweep32(target(AT_ONE_POINT), blocks(part)) for part in (NEAR[: 2**16], NEAR[2**16 :])]
    total = Sweep()
    for part in parts:
        total.add(from_data(part.data()))
    whole = sweep32(target(AT_ONE_POINT), blocks(NEAR))
    assert (total.points, total.ulp, total.bound) == (whole.points, whole.ulp, whole.bound)
    assert len(blocks_of(chunk(5))) == 256


def blocks_of(patterns):
    return list(blocks(patterns))
