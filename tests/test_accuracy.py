"""The measure of error in ulp, and the points it is taken at."""

from __future__ import annotations

import math
from collections.abc import Iterator

import mpmath
import numpy as np
import pytest

from rectified.accuracy import Worst, edges, grid, points, spread, ulp, ulp_error, worst_ulp
from rectified.dtypes import DTYPES

each_dtype = pytest.mark.parametrize("dtype", [np.dtype(name).type for name in DTYPES], ids=DTYPES)


@pytest.fixture(autouse=True)
def _many_digits() -> Iterator[None]:
    """Exact values written in a test are not to be rounded to float64."""
    with mpmath.workdps(60):
        yield


def power(exponent: int) -> mpmath.mpf:
    return mpmath.mpf(2) ** exponent


@each_dtype
@pytest.mark.parametrize("value", [1.0, 1.5, -1.0, 0.75, 2.0, 1000.0])
def test_ulp_is_the_spacing_numpy_gives(dtype: type[np.floating], value: float) -> None:
    """Around a float the ulp is the distance to the next float away from zero."""
    assert ulp(value, dtype) == float(np.spacing(dtype(abs(value))))


@each_dtype
def test_ulp_is_bounded_at_both_ends(dtype: type[np.floating]) -> None:
    """Below the normal floats the ulp is the smallest subnormal, beyond the largest float it is that float's."""
    limits = np.finfo(dtype)
    for value in (0, power(-5000), float(limits.smallest_subnormal), float(limits.tiny)):
        assert ulp(value, dtype) == float(limits.smallest_subnormal)
    largest = float(limits.max) - float(np.nextafter(limits.max, dtype(0)))
    assert ulp(float(limits.max), dtype) == ulp(power(5000), dtype) == largest


@each_dtype
def test_error_counts_in_units_of_the_exact_value(dtype: type[np.floating]) -> None:
    """A float next to the exact value is 1 ulp off; half way between two floats is 0.5."""
    eps = mpmath.mpf(float(np.finfo(dtype).eps))
    following = np.nextafter(dtype(1), dtype(2))
    assert ulp_error(dtype(1), mpmath.mpf(1)) == 0
    assert ulp_error(following, mpmath.mpf(1)) == 1
    assert ulp_error(dtype(1), 1 + eps / 2) == ulp_error(following, 1 + eps / 2) == 0.5
    assert ulp_error(-following, mpmath.mpf(-1)) == 1
    assert ulp_error(dtype(1), mpmath.mpf(-1)) == 2 / eps


@each_dtype
def test_underflow_counts_in_subnormals(dtype: type[np.floating]) -> None:
    """Zero for a value of a third of the smallest subnormal is a third of an ulp off, with either sign."""
    third = mpmath.mpf(float(np.finfo(dtype).smallest_subnormal)) / 3
    for zero in (dtype(0.0), dtype(-0.0)):
        assert ulp_error(zero, third) == ulp_error(zero, -third) == pytest.approx(1 / 3)
    assert ulp_error(np.finfo(dtype).smallest_subnormal, mpmath.mpf(0)) == 1


@each_dtype
def test_overflow_is_right_from_half_an_ulp_beyond_the_largest_float(dtype: type[np.floating]) -> None:
    """Infinity is exact where rounding gives it, and before that counts as the power of two after the largest float."""
    limits = np.finfo(dtype)
    largest, infinity = mpmath.mpf(float(limits.max)), dtype(np.inf)
    step = ulp(largest, dtype)
    assert ulp_error(infinity, largest + step / 2) == ulp_error(infinity, power(5000)) == 0
    assert ulp_error(infinity, largest + step / 4) == 0.75
    assert ulp_error(infinity, largest) == 1
    assert ulp_error(limits.max, largest + step / 2) == 0.5
    assert ulp_error(-infinity, largest + step / 2) == math.inf
    assert ulp_error(infinity, -power(5000)) == math.inf


@each_dtype
def test_infinity_and_nan_match_themselves_alone(dtype: type[np.floating]) -> None:
    """An infinite or undefined exact value has no near misses."""
    for exact in (mpmath.inf, math.inf):
        assert ulp_error(dtype(np.inf), exact) == 0
        assert ulp_error(dtype(-np.inf), exact) == ulp_error(np.finfo(dtype).max, exact) == math.inf
    assert ulp_error(dtype(np.nan), mpmath.nan) == 0
    assert ulp_error(dtype(np.nan), mpmath.mpf(1)) == ulp_error(dtype(1), mpmath.nan) == math.inf
    assert ulp_error(dtype(np.nan), mpmath.inf) == math.inf


@each_dtype
def test_sign_of_zero_counts_where_the_exact_value_has_one(dtype: type[np.floating]) -> None:
    """A Python float's zero demands its sign, mpmath's has none."""
    assert ulp_error(dtype(-0.0), -0.0) == ulp_error(dtype(0.0), 0.0) == 0
    assert ulp_error(dtype(0.0), -0.0) == ulp_error(dtype(-0.0), 0.0) == math.inf
    assert ulp_error(dtype(-0.0), mpmath.mpf(0)) == 0


def test_worst_names_error_and_point() -> None:
    """A function wrong at one point is found there; the exact values have 50 digits whatever the caller's precision."""

    def third(x: np.ndarray) -> np.ndarray:
        y = x / np.float64(3)
        y[x == 2] = np.nextafter(y[x == 2], 1)
        return y

    with mpmath.workdps(5):
        worst = worst_ulp(third, lambda x: x / 3, np.array([1.0, 2.0, 4.0]))
    assert worst.x == 2
    assert worst.ulp == pytest.approx(2 / 3)


def test_worst_of_nothing_is_zero() -> None:
    """An exact function, and one that was asked nothing, have no error."""
    assert worst_ulp(np.abs, abs, np.array([-1.0, 2.0])) == Worst(0.0, 0.0)
    assert worst_ulp(np.exp, mpmath.exp, np.array([])) == Worst(0.0, 0.0)


def test_worst_sees_the_textbook_expm1_fail() -> None:
    """exp(x) - 1 in float32 is hundreds of thousands of ulp wrong near zero."""
    x = -np.geomspace(1e-6, 1e-3, 50).astype(np.float32)
    assert worst_ulp(lambda x: np.exp(x) - np.float32(1), mpmath.expm1, x).ulp > 1e5
    assert worst_ulp(lambda x: np.expm1(x.astype(float)).astype(np.float32), mpmath.expm1, x).ulp < 0.501


@each_dtype
def test_points_are_finite_floats_of_the_dtype(dtype: type[np.floating]) -> None:
    """Points of all sizes and both signs, zeros of both signs among them."""
    found = points(dtype)
    limits = np.finfo(dtype)
    assert found.dtype == dtype
    assert np.all(np.isfinite(found))
    assert len(np.unique(found)) >= 500
    assert {False, True} == set(np.signbit(found[found == 0]))
    for size in (limits.smallest_subnormal, limits.tiny, limits.max):
        assert size in found
        assert -size in found


@each_dtype
def test_spread_is_even_in_the_logarithm(dtype: type[np.floating]) -> None:
    """From the smallest subnormal to the largest float, as many points of each sign."""
    found = spread(dtype, 100)
    assert len(found) == 200
    assert np.all(np.diff(found) >= 0)
    np.testing.assert_array_equal(found, -found[::-1])
    assert (found[100], found[-1]) == (np.finfo(dtype).smallest_subnormal, np.finfo(dtype).max)


@each_dtype
def test_edges_hold_kinks_and_their_neighbours(dtype: type[np.floating]) -> None:
    """A kink comes with the floats beside it."""
    found = edges(dtype, kinks=(0.0, 3.0))
    for kink in (dtype(0), dtype(3)):
        for side in (-np.inf, np.inf):
            assert np.nextafter(kink, dtype(side)) in found
        assert kink in found


def test_edges_hold_where_exp_overflows_and_vanishes() -> None:
    """In float64: the last x with a finite exp(x), and the first with a subnormal one."""
    found = edges(np.float64)
    with np.errstate(all="ignore"):
        values = np.exp(found)
    assert np.any(np.isinf(values))
    assert np.any((values > 0) & (values < np.finfo(float).tiny))
    assert np.max(values[np.isfinite(values)]) > 0.99 * np.finfo(float).max


def test_grid_is_evenly_spaced() -> None:
    """1001 points with both ends."""
    found = grid(-80, 80, np.float32)
    assert (found.dtype, len(found), found[0], found[500], found[-1]) == (np.float32, 1001, -80, 0, 80)
