"""What docs/functions/leaky_relu.md asserts, one function a claim."""

import math
from functools import cache, partial

import mpmath
import numpy as np
import sympy

from _contract import keeps_contract
from _fifty_digits import within
from _floats import every_float16
from _layers import forward, gradient_ratio, he_normal, lecun_normal, stack
from _training import descend, loss, off, start
from leaky_relu import leaky_relu, leaky_relu_grad
from rectified.evidence import claim, exhaustive, measured, myth, proved
from relu import relu, relu_grad

ALPHAS = (0.01, 0.1, 0.2, 0.3, 0.9)


SEEDS = range(6)


def leaky(alpha):
    """The function and its derivative with the slope `alpha`."""
    return partial(leaky_relu, alpha=alpha), partial(leaky_relu_grad, alpha=alpha)


@cache
def after_hot_training(alpha, seed):
    """Which hidden units are off for all inputs after 200 steps at the rate 0.1, and after 400 more at 0.02; the loss.

    alpha: the slope, 0 for ReLU.
    """
    function, derivative = leaky(alpha) if alpha else (relu, relu_grad)
    x, y, network = start(np.random.default_rng(seed))
    hot = descend(network, x, y, function, derivative, rate=0.1, steps=200)
    cooled = descend(hot, x, y, function, derivative, rate=0.02, steps=400)
    return off(hot, x), off(cooled, x), loss(cooled, x, y, function)


@claim("Leaky ReLU's slope is α left of 0 and 1 right of it; at 0 the code takes α.")
def slopes():
    """Difference quotients with 0 of every finite float16, in float64 and for five α; the derivative at both zeros."""
    x = every_float16().astype(float)
    x = x[np.isfinite(x) & (x != 0)]
    for alpha in ALPHAS:
        slope = leaky_relu(x, alpha=alpha) / x
        assert np.all(slope[x > 0] == 1) and np.max(np.abs(slope[x < 0] / alpha - 1)) < 3e-16
        assert leaky_relu_grad(0.0, alpha=alpha) == leaky_relu_grad(-0.0, alpha=alpha) == alpha
        assert np.array_equal(leaky_relu_grad(x, alpha=alpha), np.where(x > 0, 1, alpha))
    assert leaky_relu_grad(-1.0) == 0.01 == -leaky_relu(-1.0)
    return exhaustive(
        f"{x.size} quotients for each of five α, the default {leaky_relu_grad(-1.0)} among them",
        default=leaky_relu_grad(-1.0),
    )


@claim("Leaky ReLU takes every real value once and rises everywhere; its Lipschitz constant is 1.")
def one_to_one():
    """Dividing the negative values by α gives the input back; all of float16, in float64, for five α."""
    x = every_float16().astype(float)
    x = np.unique(x[np.isfinite(x)])
    for alpha in ALPHAS:
        y = leaky_relu(x, alpha=alpha)
        back = np.where(y > 0, y, y / alpha)
        assert np.all(np.diff(y) > 0) and np.all(np.diff(y) <= np.diff(x))
        assert np.allclose(back, x, rtol=4e-16, atol=0)
        assert leaky_relu(-np.inf, alpha=alpha) == -np.inf and leaky_relu(np.inf, alpha=alpha) == np.inf
    return exhaustive(f"{x.size} inputs come back to within two roundings for each of five α; ±∞ map to ±∞")


@claim("Infinities keep their sign and NaN stays NaN.")
def infinities_and_nan():
    """The three values in each dtype, through the function and its derivative."""
    for dtype in (np.float16, np.float32, np.float64):
        x = np.array([-np.inf, np.inf, np.nan], dtype)
        assert np.array_equal(leaky_relu(x), x, equal_nan=True)
        assert np.array_equal(leaky_relu_grad(x), np.array([0.01, 1, np.nan], dtype), equal_nan=True)
    return measured("so in float16, float32 and float64; the derivative is α at −∞, 1 at ∞, NaN at NaN")


@claim("max(x, αx) is Leaky ReLU only for α below 1; above, the slope 1 is on the left and α on the right.")
def max_form_needs_a_small_slope():
    """The written form against the snippet over all of float16, in float64, for five α; its values for α = 2."""
    x = every_float16().astype(float)
    for alpha in ALPHAS:
        assert np.array_equal(np.maximum(x, alpha * x), leaky_relu(x, alpha=alpha))
    flipped = np.maximum([-1.0, 1.0], [-2.0, 2.0])
    assert list(flipped) == [-1, 2]
    return exhaustive(
        f"equal to the snippet at {x.size} values for five α below 1; with α = 2 it maps ∓1 to −1 and {flipped[1]:.0f}"
    )


@claim(
    "With He-normal weights each layer multiplies the activations' mean square by 1 + α² on average:"
    " over 50 layers that is 1.005 for α = 0.01 and 74 for α = 0.3."
)
def growth_under_he_weights():
    """f(z)² + f(−z)² = (1 + α²) z², by SymPy, and a sum of He-normal weights times activations is as often z as −z,
    with twice their mean square. The snippet over all of float16; ten seeds of 50 layers, 128 wide, for both α."""
    z, alpha = sympy.symbols("z alpha", positive=True)
    assert sympy.expand(z**2 + (-alpha * z) ** 2 - (1 + alpha**2) * z**2) == 0
    x = every_float16().astype(float)
    x = x[np.isfinite(x)]
    for a in ALPHAS:
        pairs = leaky_relu(x, alpha=a) ** 2 + leaky_relu(-x, alpha=a) ** 2
        assert np.allclose(pairs, (1 + a**2) * x**2, rtol=1e-15, atol=0)
    ratios = []
    for seed in range(10):
        rng = np.random.default_rng(seed)
        batch, weights = rng.standard_normal((64, 128)), stack(rng, he_normal, depth=50, width=128)
        steep, slight = (forward(batch, weights, leaky(a)[0])[0][-1] for a in (0.3, 0.01))
        ratios.append(np.mean(steep**2) / np.mean(slight**2))
    assert 20 < np.median(ratios) < 200
    return proved(
        f"(1 + 0.01²)⁵⁰ = {1.0001**50:.4f}, (1 + 0.3²)⁵⁰ = {1.09**50:.1f};"
        f" on the same weights 0.3 gives {min(ratios):.0f} to {max(ratios):.0f} times as much as 0.01, ten seeds",
        slight=1.0001**50, steep=1.09**50, small=0.01, large=0.3,
    )  # fmt: skip


@claim("Trained with a rate that kills more than half of ReLU's units, Leaky ReLU ends with a lower loss.")
def survives_a_large_rate():
    """The network of the ReLU note: 200 steps at the rate 0.1, 400 more at 0.02; six seeds, the same for both."""
    dead = np.mean([after_hot_training(0, seed)[0] for seed in SEEDS])
    relus, leakys = (np.array([after_hot_training(alpha, seed)[2] for seed in SEEDS]) for alpha in (0, 0.01))
    plain, better, wins = np.mean(relus), np.mean(leakys), int(np.sum(leakys < relus))
    assert dead > 0.5 and better < 0.8 * plain and wins >= 5
    return measured(
        f"mean squared error {better:.2f} against ReLU's {plain:.2f}, {dead:.0%} of whose units are dead;"
        f" Leaky ReLU is ahead in {wins} of 6 seeds",
        leaky=better, relu=plain, dead=dead,
    )  # fmt: skip


@myth(
    "The leak brings dead units back.",
    instead="It leaves them α times the usual gradient: at α = 0.01 hardly one comes back. Larger slopes do better.",
)
def brings_units_back():
    """Units that every input leaves at 0 or below after 200 steps at the rate 0.1, and how many of them are so still
    after 400 more at 0.02; six seeds, α = 0.01, 0.1 and 0.3."""
    went, stayed = {}, {}
    for alpha in (0.01, 0.1, 0.3):
        runs = [after_hot_training(alpha, seed) for seed in SEEDS]
        went[alpha] = np.mean([hot for hot, _, _ in runs])
        stayed[alpha] = np.mean([hot & later for hot, later, _ in runs])
    assert went[0.01] > 0.2 and stayed[0.01] > 0.9 * went[0.01] and went[0.3] < went[0.1] < went[0.01] / 3
    return measured(
        f"at α = 0.01 {went[0.01]:.1%} of the units go off for every input, {stayed[0.01]:.1%} are off to the end;"
        f" at α = 0.1 only {went[0.1]:.1%} went off, at 0.3 {went[0.3]:.1%}",
        small=0.01, medium=0.1, large=0.3, went=went[0.01], stayed=stayed[0.01],
    )  # fmt: skip


@myth(
    "Leaky ReLU prevents vanishing gradients.",
    instead="Where ReLU's gradient vanishes, its own vanishes as fast: 50 LeCun-normal layers leave 4 parts in 10⁸.",
)
def prevents_vanishing_gradients():
    """Ratio of the gradient's norms at the first and the last of 50 layers, 128 wide, LeCun-normal; ten seeds."""
    found = []
    for function, derivative in (leaky(0.01), (relu, relu_grad)):
        logs = [math.log(gradient_ratio(function, derivative, lecun_normal, seed=seed)) for seed in range(10)]
        found.append(np.exp([np.mean(logs), min(logs), max(logs)]))
    (ours, low, high), (relus, _, _) = found
    assert high < 1e-6 and 0.5 < ours / relus < 2
    return measured(f"{ours:.1e} ({low:.1e} to {high:.1e} over ten seeds) is left, of ReLU's {relus:.1e}")


@claim("Function and gradient are rounded once: both are within 0.51 ulp in every float format.")
def rounded_once():
    """Against 50 digits: some 400 points a dtype, both signs, subnormals, the largest floats and where exp runs out."""
    return within(
        0.51,
        0.51,
        (leaky_relu, lambda x: x if x > 0 else mpmath.mpf(0.01) * x),
        (leaky_relu_grad, lambda x: mpmath.mpf(1 if x > 0 else 0.01)),
    )


@claim("The code keeps float16, float32 and float64, computes integers in float64, and gives NaN for NaN alone.")
def keeps_dtypes_and_nan():
    """All of float16 in three dtypes, other shapes, integers, scalars; warnings are errors; six inputs are refused."""
    return keeps_contract(leaky_relu, leaky_relu_grad, refused=(1.0, 2.0))
