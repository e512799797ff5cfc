"""What docs/functions/silu.md asserts, one function a claim."""

import math

import numpy as np
import sympy
from flint import arb, ctx

import _fifty_digits as fifty
from _contract import keeps_contract
from _floats import edge, every_float16
from _layers import backward, forward, he_normal, stack
from _moments import normal_integral
from _work import transcendentals
from rectified.evidence import cited, claim, measured, myth, proved, sampled
from relu import relu, relu_grad
from sigmoid import sigmoid
from silu import silu, silu_grad

ctx.dps = 50

X, T = sympy.Symbol("x", real=True), sympy.Symbol("t", positive=True)  # t stands for exp(x)
FORMULA = X / (1 + sympy.exp(-X))
SLOPE, BEND = sympy.diff(FORMULA, X), sympy.diff(FORMULA, X, 2)
BETAS = (0.1, 0.5, 1.0, 1.702, 5.0)


def identity_holds(left, right):
    """Whether two expressions in x are the same function, after expansion in t = exp(x)."""
    return sympy.simplify((left - right).subs(X, sympy.log(T))) == 0


def exact_silu(x, beta=1.0):
    """SiLU of a float or ball as a ball."""
    return arb(x) / (1 + (-arb(beta) * arb(x)).exp())


def exact_slope(x):
    """SiLU's derivative of a float or ball as a ball."""
    gate = 1 / (1 + (-arb(x)).exp())
    return gate * (1 + arb(x) * (1 - gate))


def root(function, low, high):
    """The root in [low, high] of a function of balls that rises there, as a ball, by 150 halvings."""
    low, high = arb(low), arb(high)
    assert function(low) < 0 < function(high)
    for _ in range(150):
        middle = ((low + high) / 2).mid()
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return low.union(high)


#: Where the slope is 0, as it is a positive multiple of eˣ + 1 + x; and where it is greatest: x·tanh(x/2) = 2.
LOWEST = root(lambda x: x.exp() + 1 + x, -2, -1)
STEEPEST = root(lambda x: x * (x / 2).tanh() - 2, 1, 4)


# --- shape -----------------------------------------------------------------------------------------------------------


@claim("SiLU's least value is −0.2785, at x = −1.2785: it falls up to there and rises from there on, without bound.")
def minimum():
    """The slope is eˣ(eˣ + 1 + x)/(1 + eˣ)² (SymPy); its last factor rises, so it has one root, enclosed by bisection
    in balls. There σ(x) = (1 + x)/x, so the value is 1 + x. The snippet on 200 001 points."""
    e = sympy.exp(X)
    assert identity_holds(SLOPE, e * (e + 1 + X) / (1 + e) ** 2) and sympy.diff(e + 1 + X, X).is_positive
    value = 1 + LOWEST
    assert exact_silu(LOWEST).overlaps(value) and sympy.limit(FORMULA, X, sympy.oo) == sympy.oo
    x = np.linspace(-20, 20, 200_001)
    y = silu(x)
    assert abs(x[y.argmin()] - float(LOWEST)) < 1e-3 and abs(y.min() - float(value)) < 1e-8
    assert np.all(np.diff(y[: y.argmin() + 1]) < 0) and np.all(np.diff(y[y.argmin() :]) > 0)
    return proved(f"x = {float(LOWEST):.10f}, where SiLU is 1 + x = {float(value):.10f}", place=LOWEST, value=value)


@claim("SiLU's slope lies between −0.0998 and 1.0998, reached at x = ∓2.3994, so 1.0998 is its Lipschitz constant.")
def slope_range():
    """The second derivative is a positive multiple of 2 − x·tanh(x/2) (SymPy), which has one root on each side of 0,
    enclosed by bisection in balls; the snippet's derivative over all of float16 in float64."""
    shape = 2 - X * (sympy.exp(X) - 1) / (sympy.exp(X) + 1)
    assert identity_holds(BEND, sympy.exp(X) / (1 + sympy.exp(X)) ** 2 * shape)
    low, high = exact_slope(-STEEPEST), exact_slope(STEEPEST)
    assert (low + high).overlaps(arb(1)) and low < 0 and high > 1
    slopes = silu_grad(every_float16().astype(float))
    assert abs(slopes.min() - float(low)) < 1e-6 and abs(slopes.max() - float(high)) < 1e-6
    return proved(
        f"{float(low):.10f} and {float(high):.10f}, at ∓{float(STEEPEST):.10f}", low=low, high=high, place=STEEPEST
    )


@claim("SiLU is convex for |x| < 2.3994 and concave outside.")
def convex_in_the_middle():
    """The second derivative has the sign of 2 − x·tanh(x/2), which falls as |x| grows: the product is even and its
    derivative is (e²ˣ − 1 + 2xeˣ)/(1 + eˣ)² (SymPy). Second differences of the snippet."""
    e = sympy.exp(X)
    even = X * (e - 1) / (e + 1)
    assert identity_holds(even, even.subs(X, -X))
    assert identity_holds(sympy.diff(even, X), (e**2 - 1 + 2 * X * e) / (1 + e) ** 2)
    x, step = np.linspace(-8, 8, 16_001, retstep=True)
    second = np.diff(silu(x), 2) / step**2
    inside = np.abs(x[1:-1]) < float(STEEPEST) - 0.01
    outside = np.abs(x[1:-1]) > float(STEEPEST) + 0.01
    assert np.all(second[inside] > 0) and np.all(second[outside] < 0)
    return proved(
        f"the bend changes sign at ±{float(STEEPEST):.6f}; so do second differences of the snippet", place=STEEPEST
    )


@claim("silu(x) − silu(−x) = x, and the slopes at x and −x add up to 1.")
def reflection():
    """Both identities by SymPy; the snippet on all of float16 computed in float64."""
    assert identity_holds(FORMULA - FORMULA.subs(X, -X), X) and identity_holds(SLOPE + SLOPE.subs(X, -X), 1)
    x = every_float16().astype(float)
    x = x[np.isfinite(x)]
    apart = np.max(np.abs(silu(x) - silu(-x) - x) / np.maximum(np.abs(x), 1))
    slopes = np.max(np.abs(silu_grad(x) + silu_grad(-x) - 1))
    assert apart < 1e-15 and slopes < 1e-15
    return proved(
        f"exact on paper; the snippet is within {apart:.0e}, its slopes within {slopes:.0e}, at {x.size} values"
    )


@claim("Near 0 SiLU is x/2, as its slope there is 1/2.")
def half_at_zero():
    """SymPy; the snippet's values for small x in three dtypes."""
    assert SLOPE.subs(X, 0) == sympy.Rational(1, 2) and silu_grad(0.0) == 0.5
    x = np.array([-1e-6, -1e-9, 1e-9, 1e-6])
    apart = np.max(np.abs(silu(x) / (x / 2) - 1))
    assert apart < 1e-6
    return proved(f"slope 1/2; silu(x) is within {apart:.0e} of x/2 for |x| up to 1e-6")


@claim("x·σ(βx) = silu(βx)/β: β only rescales, so the weights before and after the function can do its work.")
def beta_rescales():
    """The identity is the definition with βx for x; the snippet at five β, and a layer pair with β and with weights."""
    x, worst = np.linspace(-50, 50, 4001), 0.0
    for beta in BETAS:
        worst = max(worst, np.max(np.abs(silu(x, beta=beta) - silu(beta * x) / beta)))
        assert np.max(np.abs(silu(x, beta=beta) - x * sigmoid(beta * x))) < 1e-13
    rng = np.random.default_rng(0)
    x, first, second = rng.standard_normal((100, 32)), rng.standard_normal((32, 64)), rng.standard_normal((64, 8))
    beta = 1.7
    apart = np.max(np.abs(silu(x @ first, beta=beta) @ second - silu(x @ (beta * first)) @ (second / beta)))
    assert worst < 1e-13 and apart < 1e-10
    return sampled(
        f"within {worst:.0e} at five β on 4001 points of [−50, 50]; a network rewritten without β within {apart:.0e}"
    )


@claim("Swish lies below ReLU by at most 0.2785/β, so it becomes ReLU as β grows.")
def distance_to_relu():
    """For x > 0 x − x·σ(βx) is −silu(−βx)/β, for x < 0 it is −silu(βx)/β: both at most the depth of the dip, over β."""
    assert identity_holds(X - FORMULA, -FORMULA.subs(X, -X))
    depth, found = -(1 + LOWEST), []
    x = np.linspace(-200, 200, 400_001)
    for beta in BETAS:
        gap = relu(x) - silu(x, beta=beta)
        assert gap.min() >= -1e-13
        found.append(beta * gap.max())
    assert max(found) <= float(depth) + 1e-12 and min(found) > float(depth) - 1e-4
    return proved(f"β times the gap is at most {float(depth):.6f}; the snippet reaches {max(found):.6f}", depth=depth)


@claim("Swish differs from x/2 by at most βx²/4, so it becomes x/2 as β shrinks.")
def distance_to_half():
    """σ(t) − 1/2 is at most |t|/4, as σ′ is at most 1/4 (SymPy); the snippet at five β on 4001 points."""
    gate = 1 / (1 + sympy.exp(-X))
    half, quarter = sympy.Rational(1, 2), sympy.Rational(1, 4)
    assert gate.subs(X, 0) == half and identity_holds(quarter - sympy.diff(gate, X), (gate - half) ** 2)
    x, shares = np.linspace(-20, 20, 4001), []
    x = x[np.abs(x) > 1e-9]
    for beta in (1e-4, *BETAS):
        shares.append(np.max(np.abs(silu(x, beta=beta) - x / 2) / (beta * x**2 / 4)))
    assert 0.99 < max(shares) <= 1 + 1e-9
    return proved(f"the snippet stays within it and comes to {max(shares):.4f} of it")


# --- use -------------------------------------------------------------------------------------------------------------


@claim("For a standard normal input SiLU's output has mean 0.21, ReLU's 0.40.")
def mean_is_not_zero():
    """Rigorous quadrature over 40 standard deviations in balls; sums over both snippets' values."""
    mean = normal_integral(lambda z: z / (1 + (-z).exp()))
    grid, step = np.linspace(-12, 12, 24001, retstep=True)
    weight = np.exp(-(grid**2) / 2) * step / math.sqrt(2 * math.pi)
    other = 1 / math.sqrt(2 * math.pi)
    assert abs(np.sum(silu(grid) * weight) - float(mean)) < 1e-9 and abs(np.sum(relu(grid) * weight) - other) < 1e-6
    return proved(f"SiLU {float(mean):.6f}, ReLU 1/√(2π) = {other:.6f}", ours=mean, relu=other)


@claim("For standard normal inputs no output of SiLU is exactly zero; half of ReLU's are.")
def gives_no_zeros():
    """200 000 nonzero inputs for each of five seeds, in float32 and float64."""
    shares = []
    for seed in range(5):
        z = np.random.default_rng(seed).standard_normal(200_000)
        assert all(np.all(silu(z[z != 0].astype(dtype)) != 0) for dtype in (np.float32, np.float64))
        shares.append(np.mean(relu(z) == 0))
    assert all(abs(share - 0.5) < 0.005 for share in shares)
    return measured(f"SiLU 0 of a million, in two dtypes; ReLU {min(shares):.1%} to {max(shares):.1%}, five seeds")


@claim("SiLU takes one exponential per element, as sigmoid does; ReLU takes none.")
def one_exponential():
    """Each snippet run with a NumPy that counts the elements sent through exp, tanh and their like."""
    x = np.random.default_rng(0).standard_normal(10_000)
    counts = [transcendentals(function, x) for function in (silu, sigmoid, relu)]
    assert counts == [1, 1, 0]
    assert np.allclose(silu(x), x * (1 + np.tanh(x / 2)) / 2, rtol=1e-12, atol=0)  # and it does compute SiLU
    return measured(f"per element: SiLU {counts[0]:g}, sigmoid {counts[1]:g}, ReLU {counts[2]:g}")


def through_fifty_layers(function, derivative, seed):
    """Mean square after, and gradient's norm at the first over the last of 50 He-normal layers, 64 wide, no biases."""
    rng = np.random.default_rng(seed)
    weights = stack(rng, he_normal, depth=50, width=64)
    activations, sums = forward(rng.standard_normal((32, 64)), weights, function)
    deltas = backward(weights, sums, derivative, rng.standard_normal((32, 64)))
    return np.mean(activations[-1] ** 2), np.linalg.norm(deltas[0]) / np.linalg.norm(deltas[-1])


@claim(
    "Through 50 layers of He-normal weights, made for ReLU, SiLU's signal and gradient fade"
    " to less than a ten-thousandth."
)
def fades_under_he_weights():
    """64 units, no biases, five seeds; ReLU with the same weights beside it."""
    squares, ratios = zip(*(through_fifty_layers(silu, silu_grad, seed) for seed in range(5)), strict=True)
    theirs, others = zip(*(through_fifty_layers(relu, relu_grad, seed) for seed in range(5)), strict=True)
    assert max(squares) < 1e-8 and max(ratios) < 1e-4 and min(others) > 0.05 and min(theirs) > 0.01
    return measured(
        f"mean square {min(squares):.0e} to {max(squares):.0e} (ReLU {min(theirs):.1g} to {max(theirs):.1g}),"
        f" gradient {min(ratios):.0e} to {max(ratios):.0e} (ReLU {min(others):.1g} to {max(others):.1g}), five seeds"
    )


@cited(
    "In its authors' experiments Swish tended to work better than ReLU on deeper models across a number of data sets.",
    source="Ramachandran et al. 2017, arXiv:1710.05941, abstract; its data sets and trainings are not in this build",
)
def better_on_deeper_models():
    """A comparison of trained image and translation models, not repeated here: undecided."""


# --- myths -----------------------------------------------------------------------------------------------------------


@myth("SiLU is monotonic.", instead="It falls from 0 to −0.2785 on the way from −∞ to −1.2785, and rises only then.")
def is_monotonic():
    """Two values in balls: silu(−3) lies above silu(−1.2785), though −3 is the smaller input."""
    far, low = exact_silu(-3), exact_silu(LOWEST)
    assert far > low and silu(-3.0) > silu(float(LOWEST)) and silu_grad(-3.0) < 0
    return proved(
        f"silu(−3) = {float(far):.4f}, above silu(−1.2785) = {float(low):.4f}", place=LOWEST, low=low, far=far
    )


@myth("SiLU is bounded.", instead="Only below, by −0.2785. On the right it grows like x.")
def is_bounded():
    """x − silu(x) is −silu(−x), at most 0.2785, so silu(x) is at least x − 0.2785; the snippet at 1e300."""
    assert identity_holds(X - FORMULA, -FORMULA.subs(X, -X)) and sympy.limit(FORMULA / X, X, sympy.oo) == 1
    assert silu(1e300) == 1e300 and silu(np.inf) == np.inf and silu(-1e300) == 0
    return proved(f"silu(x) ≥ x − {float(-1 - LOWEST):.4f} for every x", low=1 + LOWEST)


@myth("SiLU's slope never exceeds 1.", instead="It does for every x above 1.2785 and reaches 1.0998 at 2.3994.")
def slope_at_most_one():
    """As slopes at x and −x add up to 1, the slope exceeds 1 exactly where that at −x is negative."""
    assert identity_holds(SLOPE + SLOPE.subs(X, -X), 1)
    top, edge_x = exact_slope(STEEPEST), float(-LOWEST)
    assert top > 1 and silu_grad(edge_x + 1e-3) > 1 > silu_grad(edge_x - 1e-3)
    assert abs(silu_grad(float(STEEPEST)) - float(top)) < 1e-15
    text = f"{float(top):.6f} at x = {float(STEEPEST):.4f}; above 1 from x = {edge_x:.4f} on"
    return proved(text, top=top, place=STEEPEST, start=-LOWEST)


@myth(
    "A trainable β gives Swish shapes that SiLU does not have.",
    instead="There is one shape. x·σ(βx) is silu(βx)/β, which the weights on either side can do.",
)
def beta_gives_new_shapes():
    """The least value times β, and its place times β, at five β: the same numbers every time."""
    x, found = np.linspace(-5, 0, 500_001), []
    for beta in BETAS:
        y = beta * silu(x / beta, beta=beta)
        assert abs(y.min() - float(1 + LOWEST)) < 1e-9 and abs(x[y.argmin()] - float(LOWEST)) < 1e-4
        found.append(y.min())
    return sampled(f"β·minimum is {min(found):.6f} to {max(found):.6f} at five β from {BETAS[0]} to {BETAS[-1]:g}")


@myth(
    "SiLU always passes some gradient.",
    instead="None at x = −1.2785, where the slope changes sign, and in float32 none from −108.65 down.",
)
def always_passes_gradient():
    """The root of the slope, in balls; the snippet's sign beside it; bisection for where it rounds to 0."""
    assert exact_slope(LOWEST).contains(0)
    assert silu_grad(float(LOWEST) - 1e-9) < 0 < silu_grad(float(LOWEST) + 1e-9)
    single, double = (edge(lambda x: silu_grad(x) == 0, -900, -2, dtype) for dtype in (np.float32, np.float64))
    for x in (single, double):
        assert (
            abs(
                float(x) + math.log(-1 - float(x)) - math.log(float(np.finfo(x.dtype).smallest_subnormal)) + math.log(2)
            )
            < 0.01
        )
    text = f"slope 0 at {float(LOWEST):.6f}; rounded to 0 from {single:.2f} (float32) and {double:.2f} (float64) down"
    return measured(text, place=LOWEST, single=single)


# --- floating point --------------------------------------------------------------------------------------------------


@claim("The code here loses at most the last digit: it is within 2 ulp in float32 and float64, with any β.")
def accurate_to_two_ulp():
    """1500 points per dtype and β, both signs, against balls, with β of 1, 0.1 and 1.702."""
    worst = {np.float32: 0.0, np.float64: 0.0}
    for dtype, low in ((np.float32, 1e-30), (np.float64, 1e-300)):
        for beta in (1.0, 0.1, 1.702):
            x = np.concatenate([-np.geomspace(low, 700, 750), np.geomspace(low, 1e30, 750)]).astype(dtype)
            for v, y in zip(x, silu(x, beta=beta), strict=True):
                error = abs(arb(float(y)) - exact_silu(float(v), beta)) / float(np.spacing(np.abs(y)))
                worst[dtype] = max(worst[dtype], float(error.upper()))
    single, double = worst.values()
    assert single <= 2 and double <= 2
    return sampled(
        f"worst {single:.2f} ulp in float32, {double:.2f} in float64", single=single, double=double, b=0.1, c=1.702
    )


@claim("x·σ(x) and x/(1 + exp(−x)) are NaN at −∞, where SiLU is 0.")
def nan_at_minus_infinity():
    """Both as written; the snippet in three dtypes, with the sign of its zero."""
    x = np.float64("-inf")
    with np.errstate(all="ignore"):
        forms = x * sigmoid(x), x / (1 + np.exp(-x))
    assert np.isnan(forms).all()
    for dtype in (np.float16, np.float32, np.float64):
        assert silu(dtype("-inf")) == 0 and silu_grad(dtype("-inf")) == 0
    return measured(f"{forms[0]} and {forms[1]}; the snippet gives {silu(x):.1f}")


@claim("x/(1 + exp(−x)) as written returns 0 from x = −11.1 down in float16, where SiLU is −1.7e-4.")
def textbook_form_underflows():
    """The form as written in float16: exp(−x) is infinite; the value against a ball."""
    with np.errstate(over="ignore"):
        last = edge(lambda x: x / (1 + np.exp(-x)) == 0, -30, -1, np.float16)
    exact = exact_silu(float(last))
    assert abs(last + math.log(65520)) < 0.02 and abs(float(silu(last)) / float(exact) - 1) < 1e-3
    return measured(f"0 from {last:.2f} down, where the value is {float(exact):.2e}", last=last, value=exact)


@claim("With β = 0.1, exp(βx) of the rounded product costs Swish two digits at x near −7000 in float64.")
def rounded_product_loses_digits():
    """x·e/(1 + e), e = exp(βx), as written, at 2000 points of [−7000, −6500] against balls; the snippet beside it."""
    x = np.random.default_rng(0).uniform(-7000, -6500, 2000)
    power = np.exp(0.1 * x)
    worst = []
    for values in (x * power / (1 + power), silu(x, beta=0.1)):
        errors = [abs(arb(float(y)) / exact_silu(float(v), 0.1) - 1) for v, y in zip(x, values, strict=True)]
        worst.append(max(float(error.upper()) for error in errors))
    digits = math.log10(worst[0] * 2.0**53)
    assert 1.5 < digits < 3 and worst[1] < 2.0**-51
    return measured(f"off by {worst[0]:.1e}, {digits:.1f} digits; the code here by {worst[1]:.1e}", beta=0.1)


@claim("Rounded, SiLU is exactly x from 16.68 up in float32, and exactly 0 from −108.66 down.")
def identity_and_zero_in_floats():
    """Bisection for the last float of each, against exp(−x) = 2⁻²⁴ and x·exp(x) = −2⁻¹⁵⁰."""
    above = edge(lambda x: silu(x) != x, 1, 100, np.float32)
    below = edge(lambda x: silu(x) == 0, -900, -1, np.float32)
    assert abs(above - 24 * math.log(2)) < 0.7 and abs(float(below) + math.log(-below) + 150 * math.log(2)) < 0.01
    assert silu(np.float32(16.68)) == np.float32(16.68) and np.signbit(silu(below))
    return measured(f"x beyond {above:.4f}; −0.0 from {below:.4f} down", above=16.68, below=below)


@claim(
    "The gradient loses at most the last digit too: it is within 2 ulp in every float format,"
    " beside its root of the ulp of 1."
)
def gradient_within_two_ulp():
    """Against 50 digits: some 400 points a dtype, both signs, subnormals, the largest floats and where exp runs out."""
    return fifty.within(
        2, 0.51, (silu_grad, lambda x: fifty.sigmoid(x) * (1 + x * fifty.sigmoid(-x))), beside=(-1.92, -0.63)
    )


@claim("The code keeps float16, float32 and float64, computes integers in float64, and gives NaN for NaN alone.")
def keeps_dtypes_and_nan():
    """All of float16 in three dtypes, other shapes, integers, scalars; warnings are errors; six inputs are refused."""
    return keeps_contract(silu, silu_grad)
