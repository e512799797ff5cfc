"""What is found of a function in each dtype by running it: on functions whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest

from rectified.dtypes import DTYPES
from rectified.facts.flat import saturates, slope_zero
from rectified.facts.floating import floating_facts
from rectified.facts.measured import Measured
from rectified.facts.ordinals import floats, last, ordinals, spread
from rectified.facts.special import at_infinity, at_nan, at_zero
from rectified.facts.stretches import NEAR, stretches
from rectified.facts.written import shown, shown_bound
from rectified.formulas.agreement import CannotCompare


def hard_sigmoid(x):
    """0 up to −3, 1 from 3 on, each rounded once."""
    return np.clip(x.astype(np.float64) / 6 + 0.5, 0, 1).astype(x.dtype)


def hard_sigmoid_grad(x):
    """1/6 strictly between, 0 elsewhere; NaN stays."""
    return np.where(np.isnan(x), x, (np.abs(x) < 3) / 6).astype(x.dtype)


def soft_shrink_grad(x):
    """0 from −0.5 to 0.5."""
    return (np.abs(x) > 0.5).astype(x.dtype)


def facts(function, slope):
    """By name and dtype."""
    return {(fact.name, fact.dtype): fact for fact in floating_facts(function, slope)}


def measured(function, slope=np.ones_like, dtype="float32"):
    return Measured(dtype, function, slope)


@pytest.fixture(scope="module")
def hard():
    return facts(hard_sigmoid, hard_sigmoid_grad)


@pytest.mark.parametrize("dtype", DTYPES)
def test_floats_are_numbered_in_their_order(dtype):
    """From the most negative to the largest, zero once, and back again."""
    end = last(dtype)
    numbers = np.array([-end, 1 - end, -2, -1, 0, 1, 2, end - 1, end])
    found = floats(numbers, dtype)
    limits = np.finfo(dtype)
    assert found.dtype == dtype and (found[0], found[-1]) == (limits.min, limits.max)
    assert found[5] == limits.smallest_subnormal and found[4] == 0
    assert (np.nextafter(found[[0, 2, 3, 4, 5, 7]], np.array(np.inf, dtype)) == found[[1, 3, 4, 5, 6, 8]]).all()
    assert (ordinals(found) == numbers).all() and ordinals(np.array([-0.0], dtype)) == 0


def test_all_of_float16_is_tried_and_every_binade_of_the_others():
    """Increasing, from end to end."""
    assert len(spread("float16")) == 2 * 0x7BFF + 1
    for dtype in ("float32", "float64"):
        numbers = spread(dtype)
        powers = np.frexp(floats(numbers[numbers > 0], dtype))[1]
        limits = np.finfo(dtype)
        assert set(range(int(limits.minexp) + 1, int(limits.maxexp) + 1)) <= set(powers.tolist())
        assert (np.diff(numbers) > 0).all() and (numbers[0], numbers[-1]) == (-last(dtype), last(dtype))


@pytest.mark.parametrize(
    "held, expected",
    [
        (lambda k: (k >= 103) & (k <= 7777), [(103, 7777)]),
        (lambda k: k <= -2, [(-9000, -2)]),
        (lambda k: (k >= 103) & (k != 140), [(141, 9000)]),
        (lambda k: (k <= 7777) & (k != 7700), [(-9000, 7699)]),
        (lambda k: k == 1000, [(1000, 1000)]),
        (lambda k: k > 9000, []),
        (lambda k: k > -9001, [(-9000, 9000)]),
    ],
    ids=["between", "to an end", "a late start", "an early end", "one", "nowhere", "everywhere"],
)
def test_the_ends_of_a_stretch_are_exact(held, expected):
    """Though one float in a thousand is tried; past a lone failure near an end, the stretch begins behind it."""
    assert list(stretches(held, np.arange(-9000, 9001, 1000))) == expected
    assert NEAR > 1000


@pytest.mark.parametrize("dtype", DTYPES)
def test_where_a_function_no_longer_changes(hard, dtype):
    """Each side from the first such float on; near 3 outputs are rounded to 1 before it."""
    fact = hard["saturates", dtype]
    left, right = (np.array(fact.figures[side], dtype) for side in ("left", "right"))
    assert (fact.figures["left_value"], fact.figures["right_value"]) == ("0.0", "1.0")
    assert fact.value == f"at 0 for x ≤ {shown_bound(left, up=False)}; at 1 for x ≥ {shown_bound(right, up=True)}"
    inside = [np.nextafter(end, np.array(0, dtype)) for end in (left, right)]
    assert [float(hard_sigmoid(np.array([end]))[0]) for end in (left, right)] == [0, 1]
    assert all(0 < hard_sigmoid(np.array([x]))[0] < 1 for x in inside)


@pytest.mark.parametrize("dtype", DTYPES)
def test_what_grows_without_bound_never_saturates(dtype):
    """Neither the identity nor what is infinite at infinity."""
    identity = measured(lambda x: x + 0, np.ones_like, dtype)
    assert (saturates(identity).value, slope_zero(identity).value) == ("never", "never")
    assert saturates(identity).figures == {}


@pytest.mark.parametrize("dtype", DTYPES)
def test_one_side_alone_may_saturate(dtype):
    """ReLU: from 0 down."""
    relu = measured(lambda x: np.maximum(x, 0), lambda x: (x > 0).astype(x.dtype), dtype)
    assert saturates(relu).value == "at 0 for x ≤ 0; never on the right"
    assert slope_zero(relu).value == "for x ≤ 0"


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_slope_may_be_zero_in_the_middle(hard, dtype):
    """Or on both sides."""
    assert hard["slope_zero", dtype].value == "for x ≤ −3; for x ≥ 3"
    middle = slope_zero(measured(np.copy, soft_shrink_grad, dtype))
    assert (middle.value, middle.figures) == ("for −0.5 ≤ x ≤ 0.5", {})
    assert slope_zero(measured(np.copy, np.zeros_like, dtype)).value == "everywhere"


def test_many_places_of_zero_slope_are_counted():
    """The outermost are named."""
    places = np.float16([-8, 0, 1, 2, 4])
    found = slope_zero(measured(np.copy, lambda x: (~np.isin(x, places)).astype(x.dtype), "float16"))
    assert found.value == "at x = −8; at 3 places between; at x = 4"


def test_how_a_fact_was_established_is_not_overstated(hard):
    """Every float16 was tried, of the others some; both zeros and both infinities of each."""
    for (name, dtype), fact in hard.items():
        whole = dtype == "float16" or name in ("at_zero", "at_infinity")
        assert fact.how == ("exhaustive" if whole else "sampled"), (name, dtype)
        assert (fact.method.endswith(".") and any(character.isdigit() for character in fact.method)) or whole


@pytest.mark.parametrize(
    "function, slope, value",
    [
        (lambda x: x, np.ones_like, "f(−0) = −0, f(0) = 0; f′(±0) = 1"),
        (np.abs, np.sign, "f(±0) = 0; f′(±0) = 0"),
        (np.cos, lambda x: np.copysign(np.ones_like(x), x), "f(±0) = 1; f′(−0) = −1, f′(0) = 1"),
    ],
    ids=["the sign of zero", "the slope at a kink", "two slopes"],
)
def test_both_zeros_are_told_apart(function, slope, value):
    """The value chosen at a kink is the slope there."""
    assert at_zero(measured(function, slope)).value == value


def test_infinities_are_told_apart():
    """With no figure for what is infinite."""
    fact = at_infinity(measured(np.exp, np.exp))
    assert fact.value == "f(−∞) = 0, f(∞) = ∞; f′(−∞) = 0, f′(∞) = ∞"
    assert fact.figures == {"value_minus": "0.0", "slope_minus": "0.0"}
    with np.errstate(invalid="ignore"):
        assert at_infinity(measured(np.sin, np.cos)).value == "f(±∞) = NaN; f′(±∞) = NaN"


@pytest.mark.parametrize("dtype", DTYPES)
def test_nan_that_is_swallowed_is_told(dtype):
    """All of float16's are tried, of others as many, of both signs."""
    assert at_nan(measured(np.copy, np.copy, dtype)).value == "f(NaN) = NaN; f′(NaN) = NaN"
    fact = at_nan(measured(np.nan_to_num, lambda x: np.where(np.signbit(x), 1, x), dtype))
    assert (fact.value, fact.figures["points"]) == ("f(NaN) = 0; f′(NaN) = NaN or 1", "2046")


@pytest.mark.parametrize(
    "function, words",
    [(lambda x: x.astype(np.float64), "float64 of shape"), (lambda x: 1 / 0, "raises ZeroDivisionError")],
    ids=["another dtype", "an exception"],
)
def test_what_is_no_function_of_arrays_cannot_be_measured(function, words):
    """Rather than measured as something else."""
    with pytest.raises(CannotCompare, match=words):
        facts(function, np.ones_like)


@pytest.mark.parametrize(
    "number, text",
    [
        (-1.75809, "−1.758"), (65504, "65504"), (1e6, "1e6"), (1.19e-7, "1.19e−7"), (-0.0, "−0"), (0.0, "0"),
        (np.inf, "∞"), (-np.inf, "−∞"), (np.nan, "NaN"), (np.float32(0.1), "0.1"),
    ],
)  # fmt: skip
def test_numbers_are_written_for_readers(number, text):
    """Few digits, the signs of typesetting."""
    assert shown(number) == text


def test_a_bound_is_rounded_to_the_side_on_which_it_stays_true():
    """Up and down; what has few digits keeps them."""
    assert (shown_bound(17.32868, up=True), shown_bound(-17.32868, up=False)) == ("17.33", "−17.33")
    assert (shown_bound(8.3203, up=True), shown_bound(8.3203, up=False)) == ("8.321", "8.32")
    assert (shown_bound(3, up=True), shown_bound(-3, up=False)) == ("3", "−3")
