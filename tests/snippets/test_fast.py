"""The fast forms against the exact values and the plain forms: accuracy, special cases, shapes, dtypes."""

import numpy as np
import pytest
from found import AS_MEASURED, MODULES
from mpmath import erfc, exp, expm1, log1p, mpf, sqrt

from fast import elu, gelu, selu, sigmoid, silu, softplus
from rectified.accuracy import points, worst_ulp

ALPHA, LAMBDA = "1.6732632423543772848170429916717", "1.0507009873554804934193349852946"
TINY = mpf(2) ** -2000


def exact_gelu(x):
    """x times the normal distribution function, where that is not beyond every float."""
    return x * erfc(-x / sqrt(2)) / 2 if abs(x) < 100 else x if x > 0 else -TINY


EXACT = {
    gelu: exact_gelu,
    selu: lambda x: mpf(LAMBDA) * (x if x > 0 else mpf(ALPHA) * expm1(x)),
    elu: lambda x: x if x > 0 else expm1(x),
    sigmoid: lambda x: 1 / (1 + exp(-x)),
    softplus: lambda x: log1p(exp(x)),
    silu: lambda x: x / (1 + exp(-x)),
}
FUNCTIONS = list(EXACT)


def named(function):
    return function.__name__


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("function", FUNCTIONS, ids=named)
def test_stays_within_four_ulp(function, dtype):
    """Both signs, subnormals, under- and overflow, and every size between; elsewhere NumPy's own exp decides."""
    worst = worst_ulp(function, EXACT[function], points(dtype, count=300))
    assert worst.ulp <= (4 if AS_MEASURED else 8), worst


@pytest.mark.parametrize("function", FUNCTIONS, ids=named)
def test_wide_rounds_float32_once(function):
    """Computed in float64, the result is off by at most 0.51 ulp."""
    worst = worst_ulp(lambda x: function(x, wide=True), EXACT[function], points("float32", count=300))
    assert worst.ulp <= 0.51, worst


@pytest.mark.parametrize("function", FUNCTIONS, ids=named)
def test_float16_is_computed_in_float32(function):
    """Every finite float16, at most 0.51 ulp off the plain form in float64, which is a trillion times as fine."""
    every = np.arange(2**16, dtype=np.uint16).view(np.float16)
    x = every[np.isfinite(every)]
    exact = vars(MODULES[function.__name__])[function.__name__](x.astype(np.float64))
    got = function(x).astype(np.float64)
    beyond = np.abs(exact) >= 65520  # half an ulp above the largest float16
    assert np.array_equal(got[beyond], np.copysign(np.inf, exact[beyond]))
    power = np.maximum(np.frexp(np.abs(exact))[1] - 1, -14)
    errors = np.abs(got - exact)[~beyond] / np.ldexp(1.0, power - 10)[~beyond]
    assert errors.max() <= 0.51, x[~beyond][errors.argmax()]


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_limits_and_nan(dtype, wide):
    """The limits at the infinities, and NaN for NaN, beside each other in one block."""
    ends = np.array([-np.inf, np.inf, np.nan], dtype)
    floor = np.array(-float(LAMBDA) * float(ALPHA), dtype)
    wanted = {selu: (floor, np.inf), elu: (-1, np.inf), sigmoid: (0, 1), softplus: (0, np.inf)}
    wanted |= {silu: (0, np.inf), gelu: (0, np.inf)}
    for function, (low, high) in wanted.items():
        got = function(ends, wide=wide)
        np.testing.assert_allclose(got[:2], [low, high], rtol=4 * float(np.finfo(dtype).eps))
        assert np.isnan(got[2]) and got.dtype == dtype


@pytest.mark.parametrize("size", [0, 1, 8191, 8192, 8193, 20000])
@pytest.mark.parametrize("function", FUNCTIONS, ids=named)
def test_blocks_leave_no_seam(function, size):
    """Each number's result is the one it gets alone, whatever block it falls into; the input stays as it was."""
    x = np.linspace(-9, 9, size)
    before = x.copy()
    got = function(x)
    assert np.array_equal(x, before) and got.shape == x.shape
    for place in {0, size // 2, size - 1, min(8191, size - 1), min(8192, size - 1)} & set(range(size)):
        assert abs(got[place] - function(x[place])) <= 4 * np.spacing(abs(got[place]))


def test_shapes_and_scalars():
    """Two dimensions, a transposed view, a scalar, an integer."""
    x = np.arange(-6.0, 6).reshape(3, 4)
    assert np.array_equal(silu(x.T), silu(x).T)
    assert isinstance(sigmoid(0.0), np.float64) and sigmoid(0) == 0.5
    assert isinstance(softplus(np.float32(1)), np.float32)


def test_refuses_what_it_cannot_compute():
    """Complex numbers, booleans and text raise TypeError; a negative or infinite alpha ValueError."""
    for wrong in (1j, True, "1"):
        with pytest.raises(TypeError, match="x must hold"):
            selu(wrong)
    for alpha in (-1, np.inf, np.nan):
        with pytest.raises(ValueError, match="alpha must be"):
            elu(1.0, alpha=alpha)


def test_elu_takes_its_alpha():
    """alpha scales the left half and leaves the right as it is."""
    assert elu(-1.0, alpha=3.0) == pytest.approx(3 * np.expm1(-1), rel=1e-15)
    assert elu(2.0, alpha=3.0) == 2.0
