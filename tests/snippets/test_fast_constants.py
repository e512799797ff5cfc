"""The polynomials of snippets/fast.py are computed: the fit gives them again, and is as good as its dtype needs."""

import pytest
from tools.fit_fast_gelu import coefficients, worst_relative_error

import fast


@pytest.mark.parametrize("dtype, tail, bound", [("float32", fast.TAIL_32, 2e-8), ("float64", fast.TAIL_64, 3e-16)])
def test_coefficients_are_those_of_the_fit(dtype, tail, bound):
    """The same doubles, a third of an ulp and one ulp and a half off at most; one a little off is noticed."""
    assert coefficients(dtype) == list(tail)
    assert worst_relative_error(dtype, list(tail)) < bound
    assert worst_relative_error(dtype, [*tail[:-1], tail[-1] * (1 + 4 * bound)]) > bound
