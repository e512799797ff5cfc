"""What docs/functions/elu.md asserts, one function a claim."""

import math

import mpmath
import numpy as np
import sympy

from _contract import keeps_contract
from _fifty_digits import within
from _floats import edge, every_float16
from _layers import gradient_ratio, lecun_normal
from _training import descend, loss, off, start
from elu import elu, elu_grad
from rectified.evidence import claim, measured, myth, proved, sampled
from relu import relu, relu_grad
from selu import ALPHA, LAMBDA, selu

ALPHAS = (0.25, 0.5, 1.0, 1.5, 3.0)
DENSITY = sympy.exp(-(sympy.Symbol("x", real=True) ** 2) / 2) / sympy.sqrt(2 * sympy.pi)


def left_slope():
    """Return x, α and ELU's derivative on the left as SymPy expressions, having shown that it rises up to x = 0."""
    x, alpha = sympy.Symbol("x", real=True), sympy.Symbol("alpha", positive=True)
    slope = sympy.diff(alpha * (sympy.exp(x) - 1), x)
    assert sympy.diff(slope, x).is_positive and sympy.limit(slope, x, -sympy.oo) == 0
    return x, alpha, slope


@claim("ELU meets 0 with slope α from the left and 1 from the right, so its derivative is continuous only for α = 1.")
def slopes_at_zero():
    """The left branch differentiated by SymPy; the snippet's difference quotients and derivative at and beside 0."""
    x, alpha, slope = left_slope()
    assert sympy.solve(sympy.Eq(slope.subs(x, 0), 1), alpha) == [1]
    step = 2.0**-30
    for a in ALPHAS:
        assert abs(elu(-step, alpha=a) / -step - a) < 1e-8 and elu(step, alpha=a) / step == 1
        assert elu_grad(0.0, alpha=a) == a and elu_grad(5e-324, alpha=a) == 1
    return proved("the slopes α and 1 are equal only for α = 1; at 0 the snippet takes α")


@claim("ELU rises everywhere, and its Lipschitz constant is the larger of 1 and α.")
def lipschitz_constant():
    """On the left the slope αeˣ rises from 0 to α (SymPy), on the right it is 1; the snippet on all of float16."""
    x, alpha, slope = left_slope()
    assert slope.is_positive and slope.subs(x, 0) == alpha
    x = every_float16()
    for a in ALPHAS:
        found = elu_grad(x, alpha=a)
        assert np.all(np.diff(elu(x[np.isfinite(x)], alpha=a)) >= 0)
        assert found.min() >= 0 and found.max() == max(1, a)
    return proved(
        f"αeˣ lies between 0 and α on the left; the snippet keeps to it at {x.size} float16 values for each of five α"
    )


@claim("ELU is convex exactly when α ≤ 1.")
def convex_up_to_one():
    """Convex means that the slope never falls: αeˣ rises (SymPy), and the step from α to 1 at 0 must not go down."""
    x, alpha, slope = left_slope()
    assert sympy.solve_univariate_inequality(slope.subs(x, 0) <= 1, alpha, relational=False).sup == 1
    x = every_float16()
    for a in ALPHAS:
        assert np.any(np.diff(elu_grad(x, alpha=a)) < 0) == (a > 1)
    ends = (elu(-0.5, alpha=3.0) + elu(0.5, alpha=3.0)) / 2
    assert elu(0.0, alpha=3.0) > ends
    return proved(
        f"the slope falls at 0 only for α above 1; for α = 3 the chord from −½ to ½ passes 0 at −{-ends:.2f}, below ELU"
    )


@claim("ELU's range is (−α, ∞).")
def values_above_minus_alpha():
    """Left of 0 ELU + α is αeˣ, positive with limit 0 (SymPy); right of 0 ELU is x. The snippet on all of float16."""
    x, alpha, _ = left_slope()
    gap = sympy.expand(alpha * (sympy.exp(x) - 1) + alpha)
    assert gap.is_positive and sympy.limit(gap, x, -sympy.oo) == 0
    x = every_float16().astype(float)
    for a in ALPHAS:
        values = elu(x, alpha=a)
        assert values.min() == -a == values[0] and np.all(values[x >= -30] > -a)
        assert np.array_equal(values[x > 0], x[x > 0])
    return proved("the distance to −α is αeˣ > 0 left of 0, with limit 0; right of 0 every value is its own input")


@claim("Rounded, ELU with α = 1 is exactly −1 from x = −17.33 down in float32 and from −37.43 down in float64.")
def floor_reached_in_floats():
    """Bisection for the last float that gives −1; theory says ln(eps/4), where exp(x) falls below half a unit of −1."""
    edges = {dtype: edge(lambda x: elu(x) == -1, -700, -1, dtype) for dtype in (np.float16, np.float32, np.float64)}
    for dtype, x in edges.items():
        assert abs(x - math.log(np.finfo(dtype).eps / 4)) < 0.01
        assert elu(x) == -1 < elu(np.nextafter(x, dtype(0))) and elu(dtype("-inf")) == -1
    half, single, double = map(float, edges.values())
    return measured(
        f"from x = −{-half:.2f} (float16), −{-single:.2f} (float32) and −{-double:.2f} (float64) down",
        half=half, single=single, double=double,
    )  # fmt: skip


@claim("For a standard normal input ELU's output has mean 0.16, ReLU's 0.40.")
def mean_is_closer_to_zero():
    """Both integrals done exactly by SymPy; sums over both snippets' values for comparison."""
    x = sympy.Symbol("x", real=True)
    right = sympy.integrate(x * DENSITY, (x, 0, sympy.oo))
    mean = sympy.simplify(right + sympy.integrate((sympy.exp(x) - 1) * DENSITY, (x, -sympy.oo, 0)))
    grid, step = np.linspace(-12, 12, 24001, retstep=True)
    weight = np.exp(-(grid**2) / 2) * step / math.sqrt(2 * math.pi)
    for function, exact in ((elu, mean), (relu, right)):
        assert abs(np.sum(function(grid) * weight) - float(exact)) < 1e-6
    return proved(f"ELU (α = 1) {float(mean):.4f}, ReLU {float(right):.4f}", elu=sympy.N(mean), relu=sympy.N(right))


@claim("In float32, exp(x) − 1 as written is 4.6 % off at x = −1e-6 and returns 0 at −1e-8.")
def textbook_form_loses_digits():
    """The expression as written, against the power series of exp(x) − 1; the snippet beside it."""
    x = np.float32([-1e-6, -1e-8])
    exact = x.astype(float) + x.astype(float) ** 2 / 2
    error = np.abs((np.exp(x) - np.float32(1)) / exact - 1)
    assert 0.03 < error[0] < 0.06 and error[1] == 1
    assert np.all(np.abs(elu(x) / exact - 1) < 1e-7)
    return measured(f"off by {error[0]:.2%} and by {error[1]:.0%}; the snippet by less than 1e-7", error=error[0])


@claim(
    "Computed from the output as elu(x) + α, the derivative is 4 % off at x = −36 and 0 from −37.43 down in float64."
)
def derivative_from_the_output():
    """Against exp(x), which is the derivative for α = 1."""
    error = abs((elu(-36.0) + 1) / math.exp(-36) - 1)
    lost = edge(lambda x: elu(x) + 1 == 0, -700, -1, np.float64)
    assert 0.03 < error < 0.06 and abs(lost + 54 * math.log(2)) < 0.01
    assert math.isclose(elu_grad(lost), math.exp(lost), rel_tol=1e-15)
    return measured(
        f"off by {error:.1%} at −36; 0 from −{-lost:.2f} down, where the derivative is {elu_grad(lost):.1e}", lost=lost
    )


@claim("SELU is ELU with SELU's α, multiplied by λ.")
def selu_is_a_scaled_elu():
    """The two snippets on 40 001 points of [−40, 40] in float64."""
    x = np.linspace(-40, 40, 40001)
    both = selu(x), LAMBDA * elu(x, alpha=ALPHA)
    apart = np.max(np.abs(both[0] - both[1]) / np.spacing(np.abs(both[0])))
    assert apart <= 4
    return sampled(f"at most {apart:.0f} ulp apart on 40001 points of [−40, 40]")


@claim("With LeCun-normal weights 50 layers of ELU leave 6 % of the gradient, 50 layers of ReLU less than a millionth.")
def gradient_through_fifty_layers():
    """Ratio of the gradient's norms at the first and the last layer, 128 wide; the geometric mean of ten seeds."""
    found = {}
    for function, derivative in ((elu, elu_grad), (relu, relu_grad)):
        logs = [math.log(gradient_ratio(function, derivative, lecun_normal, seed=seed)) for seed in range(10)]
        found[function] = np.exp([np.mean(logs), min(logs), max(logs)])
    (middle, low, high), (other, _, most) = found[elu], found[relu]
    assert 0.04 < middle < 0.08 and most < 1e-6
    return measured(
        f"ELU {middle:.3f} ({low:.3f} to {high:.3f} over ten seeds), ReLU {other:.1e}", elu=middle, low=low, high=high
    )


@claim(
    "With a variance of 1.4/fan-in 50 layers keep the gradient within a factor of 1.5, "
    "with He-normal weights they grow it 9- to 34-fold."
)
def variance_that_fits():
    """Ratio of the gradient's norms at the first and the last layer, 128 wide; ten seeds for each variance."""
    found = {}
    for variance in (1.4, 2):
        gain = math.sqrt(variance)
        ratios = [gradient_ratio(elu, elu_grad, lecun_normal, seed=seed, gain=gain) for seed in range(10)]
        found[variance] = min(ratios), max(ratios)
    (low, high), (he_low, he_high) = found.values()
    assert 1 / 1.5 < low and high < 1.5 and 8.5 < he_low and he_high < 34.5
    return measured(
        f"{low:.2f} to {high:.2f} with 1.4/fan-in, {he_low:.1f} to {he_high:.1f} with 2/fan-in; ten seeds",
        variance=1.4, factor=1.5, low=low, high=high,
    )  # fmt: skip


@claim("A learning rate that switches off more than half of ReLU's units leaves every ELU unit on for some input.")
def keeps_its_units_on():
    """The network of the ReLU note: 200 steps at the rate 0.1; six seeds, the same for both."""
    shares = {}
    for function, derivative in ((elu, elu_grad), (relu, relu_grad)):
        found = []
        for seed in range(6):
            x, y, network = start(np.random.default_rng(seed))
            trained = descend(network, x, y, function, derivative, rate=0.1, steps=200)
            assert loss(trained, x, y, function) < loss(network, x, y, function) / 2
            found.append(np.mean(off(trained, x)))
        shares[function] = np.array(found)
    assert np.mean(shares[relu]) > 0.5 and np.all(shares[elu] == 0)
    return measured(
        f"off for every input: ReLU {np.mean(shares[relu]):.0%} of the units on average over six seeds,"
        f" ELU {np.max(shares[elu]):.0%} at most",
        rate=0.1,
    )  # fmt: skip


@myth(
    "ELU is smooth everywhere.",
    instead="With α = 1 the first derivative is continuous, the second jumps from 1 to 0 at 0; else the first jumps.",
)
def smooth_everywhere():
    """Difference quotients of the derivative on either side of 0, α = 1; the derivative itself for α = 0.5."""
    step = 2.0**-20
    left, right = (elu_grad(0.0) - elu_grad(-step)) / step, (elu_grad(step) - elu_grad(0.0)) / step
    assert abs(left - 1) < 1e-5 and right == 0
    jump = elu_grad(step, alpha=0.5) - elu_grad(-step, alpha=0.5)
    assert abs(jump - 0.5) < 1e-5
    return measured(
        f"second derivative {left:.4f} on the left, {right:.0f} on the right; for α = 0.5 the first jumps by {jump:.4f}"
    )


@myth(
    "ELU's activations have mean zero.",
    instead="They are closer to it than ReLU's, not at it: 0.16 for a standard normal input.",
)
def mean_is_zero():
    """A million standard normal inputs for each of five seeds."""
    means = [np.mean(elu(np.random.default_rng(seed).standard_normal(1_000_000))) for seed in range(5)]
    assert all(0.15 < mean < 0.17 for mean in means)
    return measured(f"{min(means):.4f} to {max(means):.4f} over five seeds", low=min(means), high=max(means))


@myth(
    "A unit with ELU always passes some gradient.",
    instead="In float32 the derivative is exactly 0 from about −104 down, in float16 from about −17 down.",
)
def always_passes_gradient():
    """Bisection for the last float with derivative 0; theory says exp(x) rounds to 0 at half the smallest number."""
    edges = {dtype: edge(lambda x: elu_grad(x) == 0, -800, -1, dtype) for dtype in (np.float16, np.float32, np.float64)}
    for dtype, x in edges.items():
        assert abs(x - math.log(float(np.finfo(dtype).smallest_subnormal)) + math.log(2)) < 0.02
    half, single, double = map(float, edges.values())
    return measured(f"0 from x = −{-half:.2f} (float16), −{-single:.2f} (float32) and −{-double:.2f} (float64) down")


@claim("Function and gradient lose at most the last digit: both are within 2 ulp in every float format.")
def within_two_ulp():
    """Against 50 digits: some 400 points a dtype, both signs, subnormals, the largest floats and where exp runs out."""
    return within(
        2, 0.51, (elu, lambda x: x if x > 0 else mpmath.expm1(x)), (elu_grad, lambda x: 1 if x > 0 else mpmath.exp(x))
    )


@claim("The code keeps float16, float32 and float64, computes integers in float64, and gives NaN for NaN alone.")
def keeps_dtypes_and_nan():
    """All of float16 in three dtypes, other shapes, integers, scalars; warnings are errors; six inputs are refused."""
    return keeps_contract(elu, elu_grad)
