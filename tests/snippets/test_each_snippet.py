"""What every snippet promises: shapes, dtypes, special values, silence, gradients and errors."""

import ast
import inspect
import subprocess
import sys
import warnings

import numpy as np
import pytest
from found import DTYPES, FILES, FUNCTIONS, MODULES, PAIRS, PARAMETERS
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from hypothesis.extra.numpy import array_shapes, from_dtype

QUICK = settings(max_examples=60, deadline=None, database=None, derandomize=True)

each_function = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
each_pair = pytest.mark.parametrize("function, gradient", PAIRS.values(), ids=PAIRS)
each_parameter = pytest.mark.parametrize("name, parameter", PARAMETERS)
each_dtype = pytest.mark.parametrize("dtype", DTYPES)
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def silently(function, x, **parameters):
    """Call a function with every warning and every floating-point flag turned into an error."""
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        return function(x, **parameters)


def floats(dtype):
    """All floats of a dtype: subnormals, infinities and nan among them."""
    return from_dtype(np.dtype(dtype))


def arrays():
    """Arrays of all three dtypes, from no dimension to four, empty ones too."""
    shapes = array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=5)
    return st.sampled_from(DTYPES).flatmap(lambda dtype: hnp.arrays(dtype, shapes, elements=floats(dtype)))


def assert_close(got, expected):
    """Equal to a few roundings: NumPy's loops for single values and for many may round differently."""
    limits = np.finfo(got.dtype)
    smallest = 4 * float(limits.smallest_subnormal)
    np.testing.assert_allclose(
        got.astype(float), np.asarray(expected, float), rtol=4 * float(limits.eps), atol=smallest
    )


@each_file
def test_runs_alone(file):
    """A snippet runs as a file of its own, with no other snippet in reach and no warning."""
    command = [sys.executable, "-I", "-W", "error", str(file)]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (finished.returncode, finished.stdout, finished.stderr) == (0, "", "")


@each_file
def test_imports_numpy_alone(file):
    """The only import of a snippet is NumPy's."""
    imports = [node for node in ast.walk(ast.parse(file.read_bytes())) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [ast.unparse(node) for node in imports] == ["import numpy as np"]


def test_shared_helper_is_the_same_everywhere():
    """`_floats` stands in each file, because files are copied alone, and never differs."""
    assert len({inspect.getsource(module._floats) for module in MODULES.values() if hasattr(module, "_floats")}) == 1


@each_function
@QUICK
@given(arrays())
def test_shape_dtype_nan_and_silence(function, x):
    """Any float in any shape: the shape and dtype come back, nan gives nan and only nan does, nothing warns."""
    before = x.copy()
    y = silently(function, x)
    assert (y.shape, y.dtype) == (x.shape, x.dtype)
    np.testing.assert_array_equal(np.isnan(y), np.isnan(x))
    np.testing.assert_array_equal(x, before)


@each_function
@QUICK
@given(arrays())
def test_each_element_stands_for_itself(function, x):
    """An array's values are those of its elements, also through a transposed, strided or read-only view."""
    expected = np.array([function(element) for element in x.flat], x.dtype).reshape(x.shape)
    assert_close(function(x), expected)
    assert_close(function(x.T), expected.T)
    twice = np.repeat(x[..., np.newaxis], 2, axis=-1)
    assert_close(function(twice[..., ::-2]), expected[..., np.newaxis])
    assert_close(function(np.broadcast_to(x, (3, *x.shape))), np.broadcast_to(expected, (3, *x.shape)))


@each_function
@each_dtype
def test_every_float16_or_the_edges(function, dtype):
    """No float16 at all, and no extreme of the other dtypes, makes a function warn; nor does a signaling nan."""
    bits = np.dtype(f"u{np.dtype(dtype).itemsize}")
    limits = np.finfo(dtype)
    quiet = np.array([np.inf]).astype(dtype).view(bits)
    extremes = [
        limits.smallest_subnormal,
        limits.tiny,
        limits.eps,
        1,
        87,
        88,
        89,
        103,
        104,
        709,
        710,
        745,
        746,
        limits.max,
    ]
    x = np.arange(2**16, dtype=bits).view(dtype) if dtype is np.float16 else np.array(extremes, dtype)
    signaling = (quiet + 1).view(dtype)
    for values in (x, -x, signaling, signaling[0], signaling.reshape(()), quiet.view(dtype), -quiet.view(dtype)):
        silently(function, values)


@each_function
def test_integers_and_python_numbers_give_float64(function):
    """Integers of every size, ints, floats and nested lists are computed in float64."""
    for dtype in np.typecodes["AllInteger"]:
        y = silently(function, np.array([0, 1, 2, 100], dtype))
        assert y.dtype == np.float64
        np.testing.assert_array_equal(y, function(np.array([0.0, 1.0, 2.0, 100.0])))
    y = silently(function, [[-1, 0.5], [2, 3]])
    assert (y.shape, y.dtype) == ((2, 2), np.float64)
    assert silently(function, []).shape == (0,)


@each_function
def test_scalars_give_numpy_scalars(function):
    """A Python or NumPy scalar, or an array without dimensions, gives a NumPy scalar."""
    assert type(silently(function, 1)) is type(silently(function, -1.5)) is np.float64
    for dtype in DTYPES:
        assert type(silently(function, dtype(0.5))) is type(silently(function, np.array(0.5, dtype))) is dtype


@each_function
@pytest.mark.parametrize(
    "x",
    [True, 1j, None, "1", b"1", 10**400, [1.0, None], np.longdouble(1), np.array([True]), np.array(["2026"], "M8[Y]")],
    ids=repr,
)
def test_other_dtypes_are_refused(function, x):
    """What is neither integer nor float16/32/64 raises TypeError, which names the dtype."""
    with pytest.raises(
        TypeError, match=f"float16, float32 or float64, not .*{np.asarray(x).dtype}".replace("[", r"\[")
    ):
        function(x)


@each_function
@each_dtype
def test_infinity_gives_the_limit(function, dtype):
    """At ±inf stands what the largest floats approach; what grows without bound there is infinite."""
    largest = np.finfo(dtype).max
    for sign in (-1, 1):
        near, at = function(dtype(sign * largest)), function(dtype(sign * np.inf))
        assert at == (near if abs(float(near)) < 1e-3 * float(largest) else np.copysign(np.inf, near))


@each_pair
@each_dtype
def test_sign_of_zero_is_kept(function, gradient, dtype):
    """A function that is 0 at 0 takes -0.0 to -0.0; others, and all gradients, do not tell the zeros apart."""
    at, below = function(dtype(0.0)), function(dtype(-0.0))
    assert at == below
    assert np.signbit(below) == (at == 0)
    assert not np.signbit(at)
    assert gradient(dtype(0.0)) == gradient(dtype(-0.0))


@each_pair
@QUICK
@given(x=st.floats(0.01, 30), sign=st.sampled_from((-1, 1)))
def test_gradient_is_the_slope(function, gradient, x, sign):
    """Off the kink at 0 the gradient is the central difference of the function."""
    x, step = sign * x, 1e-5
    slope = (function(x + step) - function(x - step)) / (2 * step)
    assert abs(gradient(x) - slope) <= 1e-9 * (1 + abs(function(x)))


@pytest.mark.parametrize("name, parameter", [pair for pair in PARAMETERS if pair[0] in PAIRS])
@QUICK
@given(x=st.floats(-20, -0.01), value=st.floats(0.1, 0.9))
def test_gradient_follows_the_parameter(name, parameter, x, value):
    """The same holds for other values of a parameter."""
    (function, gradient), step, setting = PAIRS[name], 1e-5, {parameter: value}
    slope = (function(x + step, **setting) - function(x - step, **setting)) / (2 * step)
    assert abs(gradient(x, **setting) - slope) <= 1e-9


AT_ZERO = {
    "selu_grad": 1.7580993408473768599402175208123,
    "elu_grad": 1.0,
    "relu_grad": 0.0,
    "leaky_relu_grad": 0.01,
    "sigmoid_grad": 0.25,
    "tanh_grad": 1.0,
    "gelu_grad": 0.5,
    "gelu_tanh_grad": 0.5,
    "softplus_grad": 0.5,
    "silu_grad": 0.5,
}


@pytest.mark.parametrize("name, slope", AT_ZERO.items())
@each_dtype
def test_slope_at_zero(name, slope, dtype):
    """The slope at 0 is the one the docstring chooses, the nearest float to it."""
    assert FUNCTIONS[name](dtype(0)) == FUNCTIONS[name](dtype(-0.0)) == dtype(slope)


def test_slope_at_zero_follows_the_parameter():
    """At the kink of ELU and Leaky ReLU the slope is the left one, alpha."""
    assert FUNCTIONS["elu_grad"](0.0, alpha=0.5) == 0.5
    assert FUNCTIONS["leaky_relu_grad"](0.0, alpha=0.5) == 0.5


def test_selu_saturates_at_its_floor():
    """Far left SELU is -λα and its slope 0; λα is a literal of its own because the product is rounded otherwise."""
    selu = MODULES["selu"]
    assert selu.selu(-np.inf) == selu.selu(-50.0) == -selu.LAMBDA_ALPHA
    assert selu.selu_grad(-np.inf) == 0
    assert abs(selu.LAMBDA_ALPHA - selu.LAMBDA * selu.ALPHA) == np.spacing(selu.LAMBDA_ALPHA)


@each_parameter
@pytest.mark.parametrize("value", [0.0, -0.0, -1, -np.inf, np.inf, np.nan])
def test_bad_parameters_are_refused(name, parameter, value):
    """A parameter out of range raises ValueError with its name, its value and the range."""
    with pytest.raises(ValueError, match=f"{parameter} must satisfy 0 < {parameter} < (1|inf), not {value!r}$"):
        FUNCTIONS[name](1.0, **{parameter: value})


@pytest.mark.parametrize("name", ["leaky_relu", "leaky_relu_grad"])
def test_leaky_slope_stays_below_one(name):
    """Leaky ReLU refuses the slope 1, at which it would be the identity."""
    with pytest.raises(ValueError, match=r"0 < alpha < 1, not 1\.0"):
        FUNCTIONS[name](1.0, alpha=1.0)


@each_parameter
@QUICK
@given(x=arrays(), value=st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_parameters_keep_dtype_and_silence(name, parameter, x, value):
    """Any legal parameter, subnormal ones too, keeps shape and dtype and warns of nothing."""
    y = silently(FUNCTIONS[name], x, **{parameter: value})
    assert (y.shape, y.dtype) == (x.shape, x.dtype)
    np.testing.assert_array_equal(np.isnan(y), np.isnan(x))
