"""Enclosures of largest and smallest values over boxes."""

from __future__ import annotations

import pytest
from flint import arb

from rectified.proofs.boxes import centred, maximum, minimum


def bowl(x, y):
    return x * x - y


@pytest.mark.parametrize(
    "function, domain, largest",
    [
        (lambda x: x * x * x, [("-1", "2")], 8),
        (lambda x: x * (1 - x), [("0", "1")], 0.25),
        (bowl, [("-1", "2"), ("3", "5")], 1),
        (lambda x, y, z: x * y - z, [("-1", "1"), ("-2", "2"), ("0.5", "1")], 1.5),
    ],
    ids=["at an end", "inside", "at a corner", "of three variables"],
)
def test_the_largest_value_lies_between_the_two_bounds(function, domain, largest):
    """Wherever it is reached; and the bounds are as close as was asked."""
    found = maximum(function, domain, within=1e-6)
    assert found.lower <= largest <= found.upper
    assert found.upper - found.lower <= 1e-6


def test_the_smallest_value_is_enclosed_too():
    """`lower` is what the function is nowhere below."""
    found = minimum(bowl, [("-1", "2"), ("3", "5")], within=1e-6)
    assert found.lower <= -5 <= found.upper and found.upper - found.lower <= 1e-6


def test_ends_are_taken_as_written():
    """A tenth is no float: the bound holds for the decimal."""
    found = maximum(lambda x: x, [("0", "0.1")], within=1e-12)
    assert found.upper >= arb("0.1").lower() and found.upper <= arb("0.1") + arb("1e-12")


def test_too_few_boxes_prove_nothing():
    """It fails, and says how far it came; it returns no weaker bound."""
    with pytest.raises(AssertionError, match=r"not proved: after 5 boxes the bound is [\d.]+, the value 0.25"):
        maximum(lambda x: x * (1 - x), [("0", "1")], within=1e-9, budget=5)


def test_a_box_without_a_finite_bound_is_cut_further():
    """The root of a ball around 0 is no number; closer to the ends of the domain it is."""
    found = maximum(lambda x, y: (x * y).sqrt(), [("0.1", "4"), ("0.1", "4")], within=1e-3)
    assert found.lower <= 4 <= found.upper and found.boxes > 2


def test_a_function_without_values_is_never_proved():
    """Not a number is no bound."""
    with pytest.raises(AssertionError, match="not proved"):
        maximum(lambda x: x.log(), [("-2", "-1")], within=1e-3, budget=10)


def test_boxes_are_cut_where_it_helps():
    """Cutting y would change nothing: as few boxes as for x alone."""
    alone = maximum(lambda x: x * (1 - x), [("0", "1")], within=1e-3)
    beside = maximum(lambda x, y: x * (1 - x) + 0 * y, [("0", "1"), ("0", "9")], within=1e-3)
    assert beside.boxes == alone.boxes > 4


def test_the_centred_form_holds_every_value_and_is_narrower():
    """x(1 − x) on a ball around a quarter, by the mean value theorem, against the plain form."""
    ball = arb(0.25, 0.01)
    middle = ball.mid()
    found = centred(middle * (1 - middle), [1 - 2 * ball], [ball])
    for end in (ball.lower(), ball.mid(), ball.upper()):
        assert found.contains(end * (1 - end))
    assert found.rad() < 0.6 * (ball * (1 - ball)).rad()
