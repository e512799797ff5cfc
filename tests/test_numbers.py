"""Typed numbers and the figures they may state."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectified.notes import read_note
from rectified.numbers import _NUMERAL, _matches, numerals, numerals_in, unchecked

#: What numerals are made of, and what makes them none.
PIECES = ["1", ".", "0.5", "000", "-", "−", ",", "\u202f", "٣", "e-3", "\\times", "10^{", "}", "%", "v", "_", "/", " "]


def found(text):
    note, _ = read_note("functions/selu.md", f"---\ntitle: A 1.5\n---\n{text}\n")
    return [numeral.text for numeral in numerals(note)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("It is 1.0507 and −1.7581.", ["1.0507", "1.7581"]),
        ("$\\lambda \\approx 1.0505$", ["1.0505"]),
        ("[about 0.3](claim:x) of them", ["0.3"]),
        ("NumPy 1.26, Python 3.11 to 3.13, version 2.0 and v1.2.3, numpy>=1.26, `numpy` < 2.5", ["2.5"]),
        ("Fig. 1.2, Figures 1.2 and 1.3, Eq. 2.1, § 3.4, Theorem 1.5, the configuration 1.5", ["1.5"]),
        ("λ = 1.0505, λ=1.0506, x<0.25, ~1.5, $\\alpha = 1.25$", ["1.0505", "1.0506", "0.25", "1.5", "1.25"]),
        ("1.5e3 and 1.5e-3, 2.5x, 1,234.5, .5", ["1.5", "1.5", "2.5", "1,234.5", ".5"]),
        ("_1.25_, 1.5/2.5, a1.5, 1.5–2.5", ["1.25", "1.5", "2.5", "1.5", "2.5"]),
        ("arXiv 1706.02515 and 10.1109/5.726791 and [text](https://a.b/1.5)", []),
        ("on 1.11.2026", []),
        ("Text.[^a]\n\n[^a]: Somebody, 12.5, 2017.\n    More 1.5.", []),
        ("`1.5` and\n\n```text\n1.5\n```", []),
        ("3 units, 1,000 points, and 50 layers", []),
        ("$$\nx = 0.5\n$$", []),
        ("<b title='1.5'>", []),
    ],
)
def test_numerals(text, expected):
    """Those of prose and inline mathematics; versions, dates, addresses, footnotes and code are exempt."""
    assert found(text) == expected


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_numerals_are_where_their_pattern_matches(text):
    """Looking for it only around decimal points leaves none out."""
    found = [(match.span(), match.groupdict()) for match in _matches(text)]
    assert found == [(match.span(), match.groupdict()) for match in _NUMERAL.finditer(text)]


@pytest.mark.parametrize(
    "text, figure, holds",
    [
        ("1.0507", "1.0507009873", True),
        ("1.0505", "1.0507009873", False),
        ("1.673", "1.6732632423", True),
        ("1.6732", "1.6732632423", False),
        ("1.67326324235437728481704299167", "1.67326324235437728481704299167", True),
        ("1.67326324235437728481704299168", "1.67326324235437728481704299167", False),
        ("−1.758", "-1.7580993", True),
        ("-1.758", "1.7580993", False),
        ("1.758", "-1.7580993", True),
        ("48.3 %", "0.48312", True),
        ("48.3 %", "48.312", False),
        ("7.2e5", "721000", True),
        ("$7.2 \\times 10^{5}$", "721000", True),
        ("7.2·10⁻⁵", "0.0000721", True),
        ("7.2·10⁻⁵", "0.0000731", False),
        ("7.2e5", "731000", False),
        ("1,234.5", "1234.5", True),
        ("1,234.5", "234.5", False),
        (".25", "0.25", True),
        ("x-1.5", "1.5", True),
        ("0.5", "NaN", False),
    ],
)
def test_a_numeral_is_checked_at_its_printed_precision(text, figure, holds):
    """Rounded, not cut; a sign counts when it is written; a percentage is a share."""
    note, _ = read_note("functions/selu.md", f"---\ntitle: A\n---\nIt is {text} here.\n")
    assert bool(unchecked(numerals(note), [Decimal(figure)])) is not holds


def test_a_sign_at_the_start_of_a_statement_counts():
    """As in the middle of one."""
    assert [numeral.value for numeral in numerals_in("−1.5 is the least.")] == [Decimal("-1.5")]
