"""Samples of a function are checked, and what they show is said in words."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from rectified.drawing.curves import decimal, describe, read_samples


def sampled(f: Callable[[float], float], grad: Callable[[float], float], *kinks: dict[str, float]) -> dict[str, Any]:
    """Sample on −4, −3.9, …, 4: numbers a reader can check."""
    x = [index / 10 for index in range(-40, 41)]
    return {"x": x, "f": [f(at) for at in x], "grad": [grad(at) for at in x], "kinks": list(kinks)}


RELU = sampled(lambda x: max(0.0, x), lambda x: float(x > 0), {"x": 0.0, "left": 0.0, "right": 1.0})


def test_a_kink_is_told_with_both_slopes_and_the_one_chosen() -> None:
    """ReLU: flat, then slope 1, and 0 at the kink itself."""
    words = describe(read_samples(RELU), "ReLU")
    assert words == (
        "ReLU (solid) and its derivative (dashed) for x from −4 to 4. "
        "ReLU never falls: it goes from 0 at x = −4 to 4 at x = 4. "
        "Kink at x = 0: the slope jumps from 0 to 1; the code returns 0 there. "
        "The derivative lies between 0 and 1; it is largest for 0 < x ≤ 4."
    )


@pytest.mark.parametrize(
    "f, grad, words",
    [
        (math.tanh, lambda x: 1 - math.tanh(x) ** 2, "rises throughout, from −0.999 at x = −4 to 0.999 at x = 4."),
        (math.tanh, lambda x: 1 - math.tanh(x) ** 2, "between 0.00134 and 1; it is largest near x = 0."),
        (lambda x: -x, lambda x: -1.0, "falls throughout, from 4 at x = −4 to −4 at x = 4."),
        (lambda x: -x, lambda x: -1.0, "The derivative is −1 throughout."),
        (
            lambda x: x * x - x,
            lambda x: 2 * x - 1,
            "goes from 20 at x = −4 to 12 at x = 4; lowest, −0.25, near x = 0.5.",
        ),
        (lambda x: x * x - x, lambda x: 2 * x - 1, "it is largest at x = 4."),
        (math.cos, lambda x: -math.sin(x), "highest, 1, near x = 0."),
        (lambda x: min(0.0, x), lambda x: float(x < 0), "largest for −4 ≤ x ≤ −0.1."),
        (lambda x: max(abs(x), 1.0), lambda x: float(abs(x) > 1), "it is largest in several places."),
    ],
)
def test_the_course_is_read_off_the_samples(
    f: Callable[[float], float], grad: Callable[[float], float], words: str
) -> None:
    """Monotone or not, lowest and highest values, and where the derivative peaks."""
    assert words in describe(read_samples(sampled(f, grad)), "f")


@pytest.mark.parametrize("chosen, where", [(0.5, "just left of x = 0"), (2.0, "at x = 0")])
def test_a_limit_the_code_never_returns_is_told_from_a_value(chosen: float, where: str) -> None:
    """The derivative's largest value may be a one-sided limit at a kink only."""
    samples = sampled(
        lambda x: 2 * math.expm1(x) if x < 0 else x / 2,
        lambda x: 2 * math.exp(x) if x < 0 else 0.5 if x > 0 else chosen,
        {"x": 0.0, "left": 2.0, "right": 0.5},
    )
    assert f"between 0.0366 and 2; it is largest {where}." in describe(read_samples(samples), "f")


def test_a_boundary_without_a_jump_is_no_kink() -> None:
    """ELU with α = 1 changes formula at 0 but not slope."""
    samples = {**RELU, "kinks": [{"x": 0.0, "left": 1.0, "right": 1.0}]}
    assert read_samples(samples).kinks == ()


@pytest.mark.parametrize(
    "change, message",
    [
        ({"f": [0.0]}, "81 x, 1 f and 81 grad; expected as many of each, at least 2"),
        ({"x": [0.0] * 81}, "x does not rise from sample to sample"),
        ({"kinks": [{"x": 0.05, "left": 0.0, "right": 1.0}]}, "the kink at x = 0.05 is not among the samples"),
    ],
)
def test_samples_that_do_not_fit_are_refused(change: dict[str, Any], message: str) -> None:
    """The message says what was found."""
    with pytest.raises(ValueError, match=message):
        read_samples({**RELU, **change})


def test_values_that_are_not_finite_are_gaps() -> None:
    """None and infinities are left out of what is told."""
    x = [-1.0, 0.0, 1.0, 2.0]
    curves = read_samples({"x": x, "f": [None, math.inf, 0.0, 1.0], "grad": [None, None, 2.0, 1.0]})
    words = describe(curves, "log")
    assert "rises throughout, from 0 at x = 1 to 1 at x = 2." in words
    assert "between 1 and 2" in words


@pytest.mark.parametrize(
    "value, text",
    [(0.0, "0"), (-0.0, "0"), (1.7581, "1.76"), (-1.05, "−1.05"), (4.0, "4"), (120.0, "120"), (4.54e-5, "0.0000454")],
)
def test_numbers_are_written_out(value: float, text: str) -> None:
    """Three significant digits, no exponent, a true minus sign."""
    assert decimal(value) == text
