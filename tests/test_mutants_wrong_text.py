"""Wrong versions of numbers and words."""

from __future__ import annotations

import pytest

from rectified.mutants.wrong_text import wrong_number, wrong_words
from rectified.numbers import numerals_in


@pytest.mark.parametrize("right, wrong", [("1.05", "1.06"), ("0.9", "0.8"), ("1,234.50", "1,234.51")])
def test_a_number_changes_in_its_last_digit(right, wrong):
    """So that it is the rounding of something else."""
    (numeral,) = numerals_in(right)
    assert wrong_number(numeral) == wrong


@pytest.mark.parametrize(
    "words, what, wrong",
    [
        ("bounded below by 3", "below as above", "bounded above by 3"),
        ("bounded below by 3", "3 as 4", "bounded below by 4"),
        ("is not monotone", "without not", "is monotone"),
        ("at most 1.5 of 9", "1.5 as 1.6", "at most 1.6 of 9"),
        ("at most 1.5 of 9", "9 as 8", "at most 1.5 of 8"),
        ("f(x) ≤ 0", "≤ as ≥", "f(x) ≥ 0"),
        ("Every layer", "Every as no", "no layer"),
    ],
)
def test_words_become_their_opposites(words, what, wrong):
    """Words, denials, numbers and relations, one at a time."""
    assert dict(wrong_words(words))[what] == wrong


def test_parts_of_words_and_commands_are_left():
    """`notion` denies nothing; `\\left` is no direction; float32 is no number."""
    assert [what for what, _ in wrong_words(r"a notion \left float32")] == ["float32 as float64"]
