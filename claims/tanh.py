"""What docs/functions/tanh.md asserts, one function a claim."""

import math

import mpmath
import numpy as np
import sympy

import _fifty_digits as fifty
from _contract import keeps_contract
from _floats import edge, every_float16
from _layers import backward, forward, glorot_normal, moments, stack
from rectified.evidence import claim, measured, myth, proved
from relu import relu, relu_grad
from sigmoid import sigmoid, sigmoid_grad
from tanh import tanh, tanh_grad

T = sympy.Symbol("t", positive=True)  # stands for exp(x)
TANH, SIGMOID_OF_2X = (T - 1 / T) / (T + 1 / T), 1 / (1 + T**-2)
SLOPE = 4 / (T + 1 / T) ** 2


def gradient_left(function, derivative, gain=1.0):
    """Ratio of the gradient's norms at the first and the last of 50 Glorot-normal layers, 128 wide: middle, least, most
    of ten seeds, and the mean square of the last activations."""
    logs, squares = [], []
    for seed in range(10):
        rng = np.random.default_rng(seed)
        weights = [gain * weight for weight in stack(rng, glorot_normal, depth=50, width=128)]
        activations, sums = forward(rng.standard_normal((64, 128)), weights, function)
        deltas = backward(weights, sums, derivative, rng.standard_normal((64, 128)))
        logs.append(math.log(np.linalg.norm(deltas[0]) / np.linalg.norm(deltas[-1])))
        squares.append(np.mean(activations[-1] ** 2))
    return (*np.exp([np.mean(logs), min(logs), max(logs)]), np.mean(squares))


@claim("Tanh is odd: tanh(−x) = −tanh(x).")
def odd():
    """The formula with exp(x) and exp(−x) exchanged; the snippet on all of float16, bit for bit, zeros included."""
    assert sympy.simplify(TANH.subs(T, 1 / T) + TANH) == 0
    x = every_float16()
    for dtype in (np.float16, np.float32, np.float64):
        both = tanh(-x.astype(dtype)), -tanh(x.astype(dtype))
        assert np.array_equal(*both) and np.array_equal(*np.signbit(both))
    assert np.array_equal(np.sign(tanh(x)), np.sign(x))
    return proved(f"exact by the formula; the snippet agrees bit for bit at {x.size} values in three dtypes")


@claim("Tanh rises everywhere, from −1 to 1.")
def rises_from_minus_one_to_one():
    """The derivative is 4/(eˣ + e⁻ˣ)², which is positive; limits by SymPy; the snippet on all of float16."""
    assert sympy.simplify(sympy.diff(TANH, T) * T - SLOPE) == 0 and SLOPE.is_positive
    assert (sympy.limit(TANH, T, 0), sympy.limit(TANH, T, sympy.oo)) == (-1, 1)
    values = tanh(every_float16())
    assert np.all(np.diff(values) >= 0) and values[0] == -1 and values[-1] == 1
    return proved(f"positive derivative, limits −1 and 1; the snippet never falls over {values.size} float16 values")


@claim("Tanh's slope is 1 at 0 and smaller everywhere else, so 1 is its Lipschitz constant.")
def steepest_at_zero():
    """The derivative is 1 − tanh² (SymPy), and tanh is 0 at 0 alone. The snippet's derivative over all of float16."""
    assert sympy.simplify(SLOPE - (1 - TANH**2)) == 0 and sympy.solve(TANH, T) == [1]
    x = every_float16().astype(float)
    slope = tanh_grad(x)
    assert tanh_grad(0.0) == 1 and np.all(slope <= 1) and np.all(slope[np.abs(x) > 1e-3] < 1)
    return proved("tanh′ = 1 − tanh², which is 1 where tanh is 0, at 0 alone")


@claim("tanh(x) = 2σ(2x) − 1: tanh is the sigmoid, stretched.")
def stretched_sigmoid():
    """The identity by SymPy; the two snippets on all of float16, in float64."""
    assert sympy.simplify(TANH - (2 * SIGMOID_OF_2X - 1)) == 0
    x = every_float16().astype(float)
    apart = np.max(np.abs(tanh(x) - (2 * sigmoid(2 * x) - 1)))
    assert apart < 5e-16
    return proved(f"exact by the formulas; the two snippets differ by at most {apart:.0e} at {x.size} values")


@claim("Computed as 2σ(2x) − 1 in float32, tanh is 4.6 % off at x = 1e-6 and 0 at x = 1e-8.")
def sigmoid_form_loses_digits():
    """The form as written; near 0 tanh(x) is x, up to x³/3."""
    x = np.float32([1e-6, 1e-8])
    error = np.abs((2 * sigmoid(2 * x) - np.float32(1)) / x - 1)
    assert 0.03 < error[0] < 0.06 and error[1] == 1 and np.array_equal(tanh(x), x)
    return measured(
        f"off by {error[0]:.1%} and by {error[1]:.0%}; the snippet returns x itself, correctly rounded", error=error[0]
    )


@claim("Rounded, tanh is exactly ±1 from |x| = 9.01 on in float32 and from about 19 on in float64.")
def exactly_one():
    """Bisection for the first float that gives 1. In float64 the exact edge depends on the library by a last digit."""
    half, single, double = (
        edge(lambda x: tanh(x) == 1, 60, 0.5, dtype) for dtype in (np.float16, np.float32, np.float64)
    )
    assert abs(single - 13 * math.log(2)) < 0.01 and 18.5 < double < 19.1
    assert tanh(np.inf) == 1 and tanh(-np.inf) == -1
    return measured(
        f"from {half:.2f} (float16), {single:.2f} (float32), {double:.2f} (float64)", half=half, single=single
    )


@claim(
    "Computed from the output as 1 − tanh², the derivative is some per cent off near x = 17"
    " and 0 from about 19 on in float64."
)
def derivative_from_the_output():
    """Against 4e⁻²ˣ/(1 + e⁻²ˣ)² on 101 points around 17; bisection for the first x at which each form gives 0."""
    x = np.linspace(16.5, 17.5, 101)
    exact = 4 * np.exp(-2 * x) / (1 + np.exp(-2 * x)) ** 2
    error = np.max(np.abs((1 - tanh(x) ** 2) / exact - 1))
    lost = edge(lambda x: 1 - tanh(x) ** 2 == 0, 360, 1, np.float64)
    last = edge(lambda x: tanh_grad(x) == 0, 800, 1, np.float64)
    assert 0.01 < error < 0.1 and 18.5 < lost < 19.1 and last > 370
    assert np.allclose(tanh_grad(x), exact, rtol=1e-14, atol=0)
    return measured(
        f"up to {error:.0%} off from 16.5 to 17.5, 0 from {lost:.2f} on; the snippet's is 0 only from {last:.0f} on"
    )


@claim("LeCun's 1.7159 tanh(2x/3) maps ±1 to ±1, and its second derivative is largest near ±1.")
def lecun_scaling():
    """The value at 1; the second derivative's extremum from differences of the first on 400 000 points of [0, 4]."""
    value = 1.7159 * tanh(2 / 3)
    x, step = np.linspace(0, 4, 400_001, retstep=True)
    bend = np.diff(tanh_grad(2 * x / 3)) / step
    extremum = float(x[np.argmin(bend)] + step / 2)
    assert abs(value - 1) < 1e-4 and abs(extremum - 1) < 0.02
    return measured(
        f"1.7159 tanh(2/3) = {value:.5f}; the curve bends most at x = {extremum:.3f}", scale=1.7159, extremum=extremum
    )


@claim(
    "Centred inputs stay centred: through 50 layers tanh's activations keep a mean of 0 within 0.02,"
    " sigmoid's sit at 0.5."
)
def stays_centred():
    """The mean over all units and 64 inputs in each of 50 Glorot-normal layers, 128 wide; five seeds."""
    means = {}
    for function in (tanh, sigmoid):
        runs = []
        for seed in range(5):
            rng = np.random.default_rng(seed)
            weights = stack(rng, glorot_normal, depth=50, width=128)
            mean, variance = moments(forward(rng.standard_normal((64, 128)), weights, function)[0])
            assert variance[-1] > 1e-4
            runs.append(mean[1:])
        means[function] = np.array(runs)
    off, low, high = np.abs(means[tanh]).max(), means[sigmoid].min(), means[sigmoid].max()
    assert off < 0.02 and 0.4 < low < high < 0.6
    return measured(f"tanh within {off:.3f} of 0, sigmoid between {low:.2f} and {high:.2f}", bound=0.02, centre=0.5)


@claim("Through 50 layers weights 1.15 times Glorot's keep the gradient within a factor of 1.5.")
def gain_that_fits():
    """Ratio of the gradient's norms at the first and the last of 50 layers, 128 wide; ten seeds."""
    middle, low, high, _ = gradient_left(tanh, tanh_grad, gain=1.15)
    assert 1 / 1.5 < low and high < 1.5
    return measured(
        f"{middle:.2f} of it is left ({low:.2f} to {high:.2f} over ten seeds)", gain=1.15, factor=1.5, middle=middle
    )


@claim("With weights 5/3 times Glorot's the gradient does not shrink but grows, 80-fold over 50 layers.")
def gain_of_five_thirds():
    """Ratio of the gradient's norms at the first and the last of 50 layers, 128 wide; ten seeds."""
    middle, low, high, square = gradient_left(tanh, tanh_grad, gain=5 / 3)
    assert 50 < low < high < 150 and square > 0.3
    return measured(
        f"{middle:.0f}-fold ({low:.0f} to {high:.0f} over ten seeds); the activations' mean square ends at {square:.2f}"
    )


@myth(
    "Tanh's gradients vanish in deep networks and ReLU's do not.",
    instead="It depends on the weights. Glorot's leave a tenth of tanh's gradient after 50 layers,"
    " and a 20-millionth of ReLU's.",
)
def vanishes_where_relu_does_not():
    """Ratio of the gradient's norms at the first and the last of 50 Glorot-normal layers, 128 wide; ten seeds."""
    (ours, low, high, square), (theirs, *_) = gradient_left(tanh, tanh_grad), gradient_left(relu, relu_grad)
    assert 0.05 < low < high < 0.2 and theirs < 1e-6
    return measured(
        f"tanh {ours:.2f} ({low:.2f} to {high:.2f} over ten seeds), ReLU {theirs:.0e};"
        f" tanh's activations shrink to a mean square of {square:.3f}",
        tanh=ours,
    )  # fmt: skip


@myth(
    "Tanh's gradient is larger than sigmoid's.",
    instead="Only for |x| < 1.66, up to fourfold at 0. Beyond, sigmoid's is larger: 37 times at x = 5.",
)
def always_steeper_than_sigmoid():
    """With c = 2 cosh x the slopes are 4/c² and 1/(c + 2), equal where c² − 4c − 8 = 0: at cosh x = 1 + √3."""
    c = sympy.Symbol("c", positive=True)
    tanh_slope, sigmoid_slope = 4 / c**2, 1 / (c + 2)
    assert sympy.simplify(tanh_slope.subs(c, T + 1 / T) - SLOPE) == 0
    assert sympy.simplify(sigmoid_slope.subs(c, T + 1 / T) - T / (1 + T) ** 2) == 0
    (crossing,) = sympy.solve(sympy.Eq(tanh_slope, sigmoid_slope), c)
    x = float(sympy.acosh(crossing / 2))
    assert sympy.simplify(crossing / 2 - 1 - sympy.sqrt(3)) == 0
    ratio = sigmoid_grad(5.0) / tanh_grad(5.0)
    assert tanh_grad(x - 1e-6) > sigmoid_grad(x - 1e-6) and tanh_grad(x + 1e-6) < sigmoid_grad(x + 1e-6) and ratio > 30
    return proved(
        f"they cross only at |x| = arcosh(1 + √3) = {x:.4f}; at x = 5 sigmoid's is {ratio:.1f} times tanh's", crossing=x
    )


@claim("Function and gradient lose at most the last digit: both are within 2 ulp in every float format.")
def within_two_ulp():
    """Against 50 digits: some 400 points a dtype, both signs, subnormals, the largest floats and where exp runs out."""
    return fifty.within(
        2, 0.51, (tanh, mpmath.tanh), (tanh_grad, lambda x: 4 * fifty.sigmoid(2 * x) * fifty.sigmoid(-2 * x))
    )


@claim("The code keeps float16, float32 and float64, computes integers in float64, and gives NaN for NaN alone.")
def keeps_dtypes_and_nan():
    """All of float16 in three dtypes, other shapes, integers, scalars; warnings are errors; six inputs are refused."""
    return keeps_contract(tanh, tanh_grad)
