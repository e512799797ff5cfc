"""What docs/functions/relu.md asserts, one function a claim."""

import math

import numpy as np
import sympy

from _contract import keeps_contract
from _fifty_digits import within
from _floats import every_float16
from _layers import forward, he_normal, lecun_normal, stack
from _training import descend, loss, off, start
from rectified.evidence import claim, exhaustive, measured, myth, proved
from relu import relu, relu_grad


@claim("ReLU returns every number from 0 up and nothing else.")
def returns_the_non_negative_numbers():
    """The set of its values over all of float16, against the set of all float16 values that are not negative."""
    x = every_float16()
    assert np.array_equal(np.unique(relu(x)), np.unique(x[x >= 0]))
    return exhaustive(
        f"{x.size} inputs give {np.unique(relu(x)).size} values: the non-negative float16 numbers, each of them"
    )


@claim("ReLU never falls and never rises faster than its input: its Lipschitz constant is 1.")
def never_steeper_than_one():
    """0 ≤ f(b) − f(a) ≤ b − a for all neighbours a < b in float16, hence for all pairs; the bound is met."""
    x = every_float16()
    x = np.unique(x[np.isfinite(x)])
    rise, run = np.diff(relu(x).astype(float)), np.diff(x.astype(float))
    assert np.all(rise >= 0) and np.all(rise <= run) and np.any(rise == run)
    return exhaustive(f"{run.size} pairs of neighbours; the steepest rises by {np.max(rise / run):.0f} per unit")


@claim("ReLU's slope is 0 on the left and 1 on the right of 0, so there is no derivative at 0; the code takes 0.")
def two_slopes_meet_at_zero():
    """Difference quotients with 0 of every other finite float16, and the derivative's values at both zeros."""
    x = every_float16()
    x = x[np.isfinite(x) & (x != 0)]
    slope = relu(x) / x
    assert np.all(slope[x < 0] == 0) and np.all(slope[x > 0] == 1)
    assert relu_grad(0.0) == relu_grad(-0.0) == 0
    return exhaustive(f"the quotient is 0 for all {np.sum(x < 0)} negative and 1 for all {np.sum(x > 0)} positive x")


@claim("The derivative can be read off the output: it is 1 where the output is positive, else 0.")
def derivative_from_the_output():
    """`relu(x) > 0` against `relu_grad(x)`, over all of float16."""
    x = every_float16()
    assert np.array_equal(relu(x) > 0, relu_grad(x))
    return exhaustive(f"the two agree for all {x.size} float16 values")


@claim("relu(cx) = c·relu(x) for c > 0, so weights can be multiplied by c before a ReLU and divided by c after it.")
def scale_passes_through():
    """On paper, as a positive c keeps the sign of x. Here: all of float16 times eleven powers of two, which scale
    without rounding in float64; then a network of two layers, each hidden unit with a c of its own."""
    x, scales = every_float16().astype(float), 2.0 ** np.arange(-5, 6)
    assert all(np.array_equal(relu(c * x), c * relu(x)) for c in scales)
    rng = np.random.default_rng(0)
    x, first, second = rng.standard_normal((100, 32)), rng.standard_normal((32, 64)), rng.standard_normal((64, 8))
    c = rng.choice(scales, 64)
    assert np.array_equal(relu(x @ first) @ second, relu(x @ (first * c)) @ (second / c[:, None]))
    return exhaustive("equal for 63490 inputs and 11 scales; a network rescaled unit by unit returns the same bits")


@claim("For a standard normal input ReLU's output has mean 1/√(2π), about 0.399.")
def mean_is_not_zero():
    """The integral of x φ(x) over x > 0, done exactly by SymPy; a sum over the snippet's values for comparison."""
    x = sympy.Symbol("x", real=True)
    mean = sympy.integrate(x * sympy.exp(-(x**2) / 2) / sympy.sqrt(2 * sympy.pi), (x, 0, sympy.oo))
    assert sympy.simplify(mean - 1 / sympy.sqrt(2 * sympy.pi)) == 0
    grid, step = np.linspace(-12, 12, 24001, retstep=True)
    seen = np.sum(relu(grid) * np.exp(-(grid**2) / 2)) * step / math.sqrt(2 * math.pi)
    assert abs(seen - float(mean)) < 1e-6
    return proved(f"1/√(2π) = {float(mean):.6f}; a sum over 24001 values of the snippet gives {seen:.6f}", mean=mean)


@claim(
    "He-normal weights, of variance 2/fan-in, hold the mean square of ReLU's activations; variance 1/fan-in halves it."
)
def he_weights_hold_the_mean_square():
    """The geometric mean over 30 layers, 128 wide, of the factor from layer to layer; ten seeds each."""
    factors = {}
    for initialise in (he_normal, lecun_normal):
        seen = []
        for seed in range(10):
            rng = np.random.default_rng(seed)
            weights = stack(rng, initialise, depth=30, width=128)
            activations, _ = forward(rng.standard_normal((64, 128)), weights, relu)
            seen.append((np.mean(activations[-1] ** 2) / np.mean(activations[1] ** 2)) ** (1 / 29))
        factors[initialise] = np.array(seen)
    he, lecun = factors[he_normal], factors[lecun_normal]
    assert np.all(abs(he - 1) < 0.15) and np.all(abs(lecun - 0.5) < 0.08)
    return measured(
        f"a layer multiplies it by {he.min():.2f} to {he.max():.2f} (variance 2/fan-in)"
        f" and by {lecun.min():.2f} to {lecun.max():.2f} (1/fan-in), ten seeds each"
    )


@claim("np.where(x > 0, x, 0), np.fmax(x, 0) and Python's max(0, x) turn NaN into 0; the code here passes it on.")
def common_forms_hide_nan():
    """Each form at NaN; the snippet on NaN between two numbers, in three dtypes."""
    x = np.float64("nan")
    hidden = [np.where(x > 0, x, 0), np.fmax(x, 0), max(0, x)]
    assert all(value == 0 for value in hidden)
    for dtype in (np.float16, np.float32, np.float64):
        mixed = np.array([-1, np.nan, 2], dtype)
        assert np.array_equal(relu(mixed), [0, np.nan, 2], equal_nan=True)
        assert np.array_equal(relu_grad(mixed), [0, np.nan, 1], equal_nan=True)
    return measured(
        f"the three forms give {', '.join(f'{value:.0f}' for value in hidden)}; the snippet gives {relu(x)}"
    )


@claim("x * (x > 0) is NaN at −∞, where ReLU is 0.")
def mask_form_fails_at_minus_infinity():
    """The product as written, and the snippet."""
    x = np.float64("-inf")
    with np.errstate(invalid="ignore"):
        product = x * (x > 0)
    assert np.isnan(product) and relu(x) == 0
    return measured(f"−∞ · 0 gives {product}; the snippet gives {relu(x):.0f}")


@claim("A learning rate that is too large can switch off most of the hidden units for good.")
def large_rate_kills_units():
    """One hidden layer of 64 units, 200 steps at the rate 0.1 (or 0.02), then 200 more at 0.01; ten seeds."""
    dead, calm, revived = [], [], 0
    for seed in range(10):
        x, y, network = start(np.random.default_rng(seed))
        hot = descend(network, x, y, relu, relu_grad, rate=0.1, steps=200)
        cooled = descend(hot, x, y, relu, relu_grad, rate=0.01, steps=200)
        assert loss(cooled, x, y, relu) < loss(network, x, y, relu)
        dead.append(np.mean(off(hot, x)))
        calm.append(np.mean(off(descend(network, x, y, relu, relu_grad, rate=0.02, steps=200), x)))
        revived += np.sum(off(hot, x) & ~off(cooled, x))
    assert np.mean(dead) > 0.5 and max(calm) < 0.05 and revived == 0
    return measured(
        f"at the rate 0.1 {np.mean(dead):.0%} of the units end off for every input ({min(dead):.0%} to {max(dead):.0%}"
        f" over ten seeds), at 0.02 at most {max(calm):.0%}; 200 further steps at 0.01 bring back {revived} of them",
        rate=0.1, calm_rate=0.02, late_rate=0.01, dead=np.mean(dead), low=min(dead), high=max(dead),
    )  # fmt: skip


@myth(
    "ReLU does not saturate.", instead="It does on the left, completely: the derivative is exactly 0 for every x < 0."
)
def does_not_saturate():
    """The derivative at every negative float16."""
    x = every_float16()
    flat = int(np.sum(relu_grad(x[x < 0]) == 0))
    assert flat == np.sum(x < 0) and np.all(relu_grad(x[x > 0]) == 1)
    return exhaustive(f"the derivative is 0 at all {flat} negative float16 values, 1 at all positive ones")


@claim("Function and gradient are exact in every float format.")
def exact():
    """Against 50 digits: some 400 points a dtype, both signs, subnormals, the largest floats and where exp runs out."""
    return within(0, 0, (relu, lambda x: x if x > 0 else 0), (relu_grad, lambda x: 1 if x > 0 else 0))


@claim("The code keeps float16, float32 and float64, computes integers in float64, and gives NaN for NaN alone.")
def keeps_dtypes_and_nan():
    """All of float16 in three dtypes, other shapes, integers, scalars; warnings are errors; six inputs are refused."""
    return keeps_contract(relu, relu_grad)
