"""Every snippet against 50 digits: the figures in its docstring hold."""

import re

import numpy as np
import pytest
from found import AS_MEASURED, BAR, FUNCTIONS
from mpmath import erfc, exp, expm1, log1p, mpf, pi, sqrt, tanh, workdps

from rectified.accuracy import DIGITS, points, worst_ulp

# Texts, because mpf rounds to the precision of the moment: here that would be float64's.
ALPHA, LAMBDA = "1.6732632423543772848170429916717", "1.0507009873554804934193349852946"
DTYPES = ("float64", "float32", "float16")


def selu(x):
    return mpf(LAMBDA) * (x if x > 0 else mpf(ALPHA) * expm1(x))


def selu_grad(x):
    return mpf(LAMBDA) * (1 if x > 0 else mpf(ALPHA) * exp(x))


def elu(x, alpha=1.0):
    return x if x > 0 else mpf(alpha) * expm1(x)


def elu_grad(x, alpha=1.0):
    return mpf(1) if x > 0 else mpf(alpha) * exp(x)


def relu(x):
    return x if x > 0 else mpf(0)


def relu_grad(x):
    return mpf(x > 0)


def leaky_relu(x, alpha=0.01):
    return x if x > 0 else mpf(alpha) * x


def leaky_relu_grad(x, alpha=0.01):
    return mpf(1) if x > 0 else mpf(alpha)


def sigmoid(x):
    return 1 / (1 + exp(-x))


def sigmoid_grad(x):
    return exp(-x) / (1 + exp(-x)) ** 2


def tanh_grad(x):
    return 4 * sigmoid_grad(2 * x)


def normal_below(x):
    """The standard normal distribution function, rounded to 0 or 1 where mpmath's erfc gives up."""
    return erfc(-x / sqrt(mpf(2))) / 2 if abs(x) < 100 else mpf(x > 0)


def gelu(x):
    return x * normal_below(x)


def gelu_grad(x):
    return normal_below(x) + x * exp(-(x**2) / 2) / sqrt(2 * pi)


def twice_the_cubic(x):
    return sqrt(8 / pi) * (x + mpf("0.044715") * x**3)


def gelu_tanh(x):
    return x * sigmoid(twice_the_cubic(x))


def gelu_tanh_grad(x):
    slope = sqrt(8 / pi) * (1 + 3 * mpf("0.044715") * x**2)
    return sigmoid(twice_the_cubic(x)) + x * slope * sigmoid_grad(twice_the_cubic(x))


def softplus(x):
    return log1p(exp(x))


def softplus_grad(x):
    return sigmoid(x)


def silu(x, beta=1.0):
    return x * sigmoid(mpf(beta) * x)


def silu_grad(x, beta=1.0):
    t = mpf(beta) * x
    return sigmoid(t) * (1 + t * sigmoid(-t))


EXACT = {
    f.__name__: f
    for f in (
        selu,
        selu_grad,
        elu,
        elu_grad,
        relu,
        relu_grad,
        leaky_relu,
        leaky_relu_grad,
        sigmoid,
        sigmoid_grad,
        tanh_grad,
        gelu,
        gelu_grad,
        gelu_tanh,
        gelu_tanh_grad,
        softplus,
        softplus_grad,
        silu,
        silu_grad,
    )
} | {"tanh": tanh}

SETTINGS = {
    "elu": (0.3, 2.0, 3.0),
    "elu_grad": (0.3, 2.0, 3.0),
    "leaky_relu": (0.1, 0.9),
    "leaky_relu_grad": (0.1, 0.9),
    "silu": (0.3, 1.702, 1e-300, 1e300),
    "silu_grad": (0.3, 1.702, 1e-300, 1e300),
}

#: Where the values of a derivative with a root are judged by absolute error, times the parameter.
BESIDE_ROOT = {"silu_grad": (-1.92, -0.63), "gelu_grad": (-1.1, -0.4), "gelu_tanh_grad": (-1.1, -0.4)}


def judged(name, dtype, value=1.0, count=200):
    """The points at which a function is judged in ulp of its values: all but those beside a root."""
    x = points(dtype, count=count)
    low, high = BESIDE_ROOT.get(name, (0, 0))
    return x[(x.astype(float) <= low / value) | (x.astype(float) >= high / value)]


def stated(function):
    """The bounds by dtype that a docstring states, and the figure measured in float64 where it is below its bound."""
    if "Accuracy: exact." in function.__doc__:
        return dict.fromkeys(DTYPES, 0.0), 0.0
    found = re.search(
        r"Accuracy: within (\S+) ulp in float64(?: \((\S+) measured.*\))?,(?: (\S+) in)? float32 and float16",
        function.__doc__,
    )
    wide, measured, narrow = found.groups()
    bounds = {"float64": float(wide), **dict.fromkeys(DTYPES[1:], float(narrow or wide))}
    return bounds, float(measured or wide)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", EXACT)
def test_stated_accuracy(name, dtype):
    """The worst error on both signs, subnormals, the kink, under- and overflow is within what the docstring states."""
    bounds, measured = stated(FUNCTIONS[name])
    bound = max(bounds[dtype], BAR) if dtype == "float64" and not AS_MEASURED and bounds[dtype] > 1 else bounds[dtype]
    worst = worst_ulp(FUNCTIONS[name], EXACT[name], judged(name, dtype, count=300))
    assert bounds[dtype] <= 2
    assert worst.ulp <= (measured if AS_MEASURED and dtype == "float64" else bound), worst


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name, value", [(name, value) for name, values in SETTINGS.items() for value in values])
def test_stated_accuracy_at_other_parameters(name, value, dtype):
    """The bound holds at other values of the parameter too."""
    bounds, _ = stated(FUNCTIONS[name])
    bound = max(bounds[dtype], BAR) if dtype == "float64" and bounds[dtype] > 1 else bounds[dtype]
    worst = worst_ulp(lambda x: FUNCTIONS[name](x, value), lambda x: EXACT[name](x, value), judged(name, dtype, value))
    assert worst.ulp <= bound, worst


def test_large_alpha_costs_what_elu_grad_says():
    """Above alpha = 3 the error of elu_grad is bounded by alpha / 2 + 0.5 ulp where exp(x) is subnormal."""
    x = np.linspace(-745, -709, 500)
    for alpha in (5.0, 10.0, 100.0):
        worst = worst_ulp(lambda x, a=alpha: FUNCTIONS["elu_grad"](x, alpha=a), lambda x, a=alpha: elu_grad(x, a), x)
        assert 2 < worst.ulp <= 1.01 * (alpha / 2 + 0.5)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", BESIDE_ROOT)
def test_error_beside_a_root_is_small_beside_the_largest_value(name, dtype):
    """Beside a root of a derivative the stated bound is one in ulp of 1."""
    x = np.linspace(*BESIDE_ROOT[name], 1001).astype(dtype)
    bounds, _ = stated(FUNCTIONS[name])
    for setting in [(), *((value,) for value in SETTINGS.get(name, ()) if 0.1 < value < 10)]:
        points = x / np.array([*setting, 1.0][0], dtype)
        got = FUNCTIONS[name](points, *setting)
        with workdps(DIGITS):
            exact = [EXACT[name](mpf(float(point)), *setting) for point in points]
            errors = [abs(mpf(float(y)) - z) for y, z in zip(got, exact, strict=True)]
        assert min(exact) < 0 < max(exact)
        assert max(errors) <= bounds[dtype] * float(np.finfo(dtype).eps)
