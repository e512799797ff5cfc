"""Values with bounds on their own error, against ball arithmetic."""

import numpy as np
import pytest
import sympy as sp

from rectified.accuracy import ulp_error
from rectified.exhaustive.check import margin, random_patterns
from rectified.exhaustive.enclosures import Enclosed, enclosing
from rectified.exhaustive.errors import exponents, float32_errors, ulp_errors
from rectified.exhaustive.forms import forms
from rectified.exhaustive.reference import LIMIT, Reference
from rectified.latex.reader import read

X = sp.Symbol("x", real=True)
FORMULAS = {
    "sigmoid": r"\operatorname{sigmoid}(x) = \frac{1}{1 + e^{-x}}",
    "elu": r"\operatorname{elu}(x) = \begin{cases} x & x > 0 \\ e^{x} - 1 & x \le 0 \end{cases}",
    "softplus": r"\operatorname{softplus}(x) = \log(1 + e^{x})",
    "silu": r"\operatorname{silu}(x) = \frac{x}{1 + e^{-x}}",
    "mish": r"\operatorname{mish}(x) = x \tanh(\log(1 + e^{x}))",
    "gelu": r"\operatorname{gelu}(x) = x\,\Phi(x)",
    "gelu_by_erf": r"\operatorname{gelu}(x) = \frac{x}{2}\left(1 + \operatorname{erf}\left(\frac{x}{\sqrt{2}}\right)\right)",
    "gelu_tanh": r"\operatorname{gelu}(x) = \frac{x}{2}\left(1 + \tanh\left(\sqrt{\frac{2}{\pi}}\left(x + 0.044715 x^{3}\right)\right)\right)",
    "tanh": r"\operatorname{tanh}(x) = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}",
    "softsign": r"\operatorname{softsign}(x) = \frac{x}{1 + |x|}",
    "sine": r"\operatorname{sine}(x) = x + \sin(x)",
}


@pytest.mark.parametrize("derivative", [0, 1])
@pytest.mark.parametrize("name", FORMULAS)
def test_bounds_hold(name, derivative):
    """On random float32 numbers of every size no value is farther from the exact one than its bound, which is small."""
    reference = Reference(read(FORMULAS[name]).sides[0], X, {}, derivative=derivative)
    found = margin(reference, random_patterns(150))
    least = 100 if (name, derivative) == ("mish", 1) else 149  # ball arithmetic gives up where the quotient overflows
    assert found.points >= least and found.share <= 1 and found.apart < LIMIT
    assert reference.by_balls <= 3, "some form is good enough nearly everywhere"


@pytest.mark.parametrize("derivative", [0, 1])
@pytest.mark.parametrize("name", FORMULAS)
def test_forms_are_equal(name, derivative):
    """Every form has the exact value within its bound, wherever it claims to know it."""
    from rectified.exhaustive.exact import ExactValues

    exact = ExactValues(read(FORMULAS[name]).sides[0], X, {}, derivative=derivative)
    x = np.array([-30.0, -1.5, -1e-3, 1e-3, 0.7, 25.0])
    wanted, number = exact(x, "float32").value, exact.place(x)[0]
    for row, piece in enumerate(number):
        for form in forms(exact.smooth[piece]):
            with np.errstate(all="ignore"):
                found = enclosing(form, X, {})(Enclosed(x[row : row + 1]))
                value, apart = np.ravel(found.value)[0], np.ravel(found.absolute)[0]
            assert not np.isfinite(apart) or abs(value - wanted[row]) <= 1.01 * apart + 2e-16 * abs(value), form


def test_a_bound_grows_where_digits_cancel():
    """exp(x) − 1 as written loses ten digits at 1e-10, and says so; expm1 does not."""
    x = Enclosed(np.array([1e-10]))
    written = enclosing(sp.exp(X) - 1, X, {})(x)
    assert written.error[0] > 1e-6
    assert min(float(np.max(enclosing(form, X, {})(x).error)) for form in forms(sp.exp(X) - 1)) < 1e-14


def test_overflow_is_unknown():
    """What is too large for float64 has no value, rather than a wrong one."""
    with np.errstate(over="ignore"):
        assert np.isnan(enclosing(1 / (1 + sp.exp(X)), X, {})(Enclosed(np.array([800.0]))).value[0])


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_errors_are_those_of_one_number(dtype):
    """Whole arrays are judged as `accuracy.ulp_error` judges one value."""
    limits = np.finfo(dtype)
    values = [1.0, 1.3, -(2.0**-7), float(limits.max), float(limits.tiny) * 1.5, 0.0, float(limits.smallest_subnormal)]
    for value in values:
        exact = np.array([value])
        for got in np.array([value, 1.25, -0.0, np.inf, -np.inf, np.nan], dtype):
            assert ulp_errors(np.array([got]), exact)[0] == ulp_error(got, value if value else 0), (value, got)


def test_the_rest_of_a_value_counts():
    """An exact value between two float64 numbers is told apart by what the nearest one leaves."""
    got = np.array([1.0])
    assert ulp_errors(got, np.array([1.0]), np.array([0.25]))[0] == 0.25
    assert exponents(np.array([1.0]), np.array([-0.25]), "float64")[0] == -53, "below 1 the floats are twice as dense"


def test_float32_errors_are_never_too_small():
    """The quick way agrees with the other; at a power of two, to which a value may have been rounded, it doubles."""
    value = np.array([1.3, 1.0, 2.0**-140 * 1.1, 0.0])
    got = np.nextafter(value.astype(np.float32), np.float32(9))
    ratio = float32_errors(got, value) / ulp_errors(got, value)
    assert ratio.tolist() == [1, 2, 1, 1]
