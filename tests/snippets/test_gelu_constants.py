"""The constants of snippets/gelu.py are computed: the fit gives them again, digit for digit, and is as good as stated."""

import pytest
from tools.fit_gelu_tail import coefficients, pairs, worst_relative_error

import gelu


@pytest.mark.parametrize("name, pair", pairs().items())
def test_pairs_are_the_numbers_to_twice_the_precision(name, pair):
    """Each is the nearest double and the double nearest to what that leaves."""
    assert getattr(gelu, name) == pair


def test_coefficients_are_those_of_the_fit():
    """tools/fit_gelu_tail.py gives the same doubles as stand in the snippet."""
    assert coefficients() == list(gelu.TAIL)


def test_the_fit_is_as_good_as_the_snippet_says():
    """1e-17, an eighth of what one rounding costs; and a coefficient that is a little off is noticed."""
    assert worst_relative_error(list(gelu.TAIL)) < 1.5e-17
    for k in (0, 10, -1):
        wrong = list(gelu.TAIL)
        wrong[k] *= 1 + 1e-9
        assert worst_relative_error(wrong) > 1.5e-17
