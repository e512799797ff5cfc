"""What docs/concepts/self_normalization.md asserts, one function a claim.

The theorems are those of Klambauer et al. 2017, arXiv:1706.02515, quoted with the domains that its main text prints.
Proofs are in balls of 50 digits over boxes; `maximum` and `minimum` fail when their bounds do not close.
"""

import math
from functools import cache

import numpy as np
import sympy
from flint import arb

from _layers import lecun_normal
from _moment_map import (
    OMEGA,
    derivatives,
    exact_weights,
    gain,
    is_selu,
    mean,
    moments,
    norm,
    parts,
    product,
    slope_sums,
    spectral_norm,
    squared_slope,
    step,
    sums,
    variance,
)
from _moments import ALPHA as EXACT_ALPHA
from _moments import LAMBDA as EXACT_LAMBDA
from rectified.evidence import claim, measured, myth, proved
from rectified.proofs.boxes import maximum, minimum
from selu import selu

#: Theorem 1: μ and ω from −0.1 to 0.1, so that x = μω is from −0.01 to 0.01; ν; τ.
NEAR_0, NU, TAU = ("-0.01", "0.01"), ("0.8", "1.5"), ("0.95", "1.1")
NOT_SELU = "the snippet is not the function of the theorems"


def largest(function, domain, within):
    """`maximum`, once the snippet is known to be SELU: that costs nothing and fails first."""
    assert is_selu(), NOT_SELU
    return maximum(function, domain, within=within)


def smallest(function, domain, within):
    assert is_selu(), NOT_SELU
    return minimum(function, domain, within=within)


# --- the map ---------------------------------------------------------------------------------------------------------


def vanishes(expression):
    """Whether a sum of products of exponentials and erfc is 0, by expansion."""
    flat = expression.replace(sympy.exp, lambda power: sympy.exp(sympy.expand(power)))
    return sympy.expand(sympy.powsimp(sympy.expand(flat))) == 0


@claim(
    "The mean and the variance of what leaves the layer have closed forms, and so have their derivatives by μ and by ν."
)
def closed_form():
    """Antiderivatives of the five integrals and all derivatives, by SymPy; then the snippet, by quadrature.

    The antiderivatives are differentiated, and their values at 0 compared with the closed forms.
    """
    assert is_selu(), NOT_SELU
    x, z = sympy.symbols("x z", real=True)
    y, alpha, scale = sympy.symbols("y alpha lambda", positive=True)
    density = sympy.exp(-((z - x) ** 2) / (2 * y)) / sympy.sqrt(2 * sympy.pi * y)
    left, left_1, left_2, right, at_0 = parts(x, y, sympy)
    for k, value in enumerate((left, left_1, left_2)):
        below = sympy.exp(k * x + k * k * y / 2) * sympy.erfc((x + k * y - z) / sympy.sqrt(2 * y)) / 2
        assert vanishes(sympy.diff(below, z) - sympy.exp(k * z) * density) and vanishes(below.subs(z, 0) - value)
    above = x * sympy.erfc((x - z) / sympy.sqrt(2 * y)) / 2 - y * density
    square = (x * x + y) * sympy.erfc((x - z) / sympy.sqrt(2 * y)) / 2 - y * (z + x) * density
    assert vanishes(sympy.diff(above, z) - z * density) and vanishes(sympy.diff(square, z) - z * z * density)
    assert vanishes(x - above.subs(z, 0) - (x * right + y * at_0))
    assert vanishes(x * x + y - square.subs(z, 0) - (x * (x * right + y * at_0) + y * right))
    found = sums(x, y, alpha, scale, sympy)
    for value, by_x, by_y, mixed, twice in (found[:5], found[5:]):
        assert vanishes(sympy.diff(value, x) - by_x) and vanishes(sympy.diff(value, y) - by_y)
        assert vanishes(sympy.diff(by_x, x) - 2 * by_y) and vanishes(sympy.diff(by_x, y) - mixed)
        assert vanishes(sympy.diff(by_y, y) - twice)
    steep, steep_x, steep_y = slope_sums(x, y, alpha, scale, sympy)
    assert vanishes(sympy.diff(steep, x) - steep_x) and vanishes(sympy.diff(steep, y) - steep_y)
    places = [(mu, nu) for mu in (-0.1, 0.0, 0.1) for nu in (0.02, 0.8, 1.0, 1.5, 3.0, 16.0)]
    apart = max(
        abs(a - b) for place in places for a, b in zip(step(*place, omega=1.0), by_quadrature(*place), strict=True)
    )
    assert apart < 1e-5
    return proved(
        f"by exact algebra; the snippet's moments by quadrature at {len(places)} places are within {apart:.0e}"
    )


def by_quadrature(x, y):
    """Mean and variance of the snippet's values under a normal distribution: midpoint rule over 12 deviations."""
    z = (np.arange(-12_000, 12_000) + 0.5) / 1000
    weight = np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi) / 1000
    values = selu(x + math.sqrt(y) * z)
    middle = float(np.sum(weight * values))
    return middle, float(np.sum(weight * values**2)) - middle**2


@claim("With ω = 0 and τ = 1, the point (0, 1) is mapped to itself.")
def fixed_point():
    """The closed forms at x = 0, y = 1 with the exact constants, in balls of 50 digits; they solve the two equations.

    The snippet's floats are those constants rounded once, and its map is within 1e-15 of the point.
    """
    assert is_selu(), NOT_SELU
    exact = sums(arb(0), arb(1), EXACT_ALPHA, EXACT_LAMBDA)
    assert exact.mean.contains(0) and exact.second.contains(1)
    assert exact.mean.rad() < arb("1e-45") and exact.second.rad() < arb("1e-45")
    rounded = sums(arb(0), arb(1))
    assert abs(rounded.mean) < 1e-15 and abs(rounded.second - 1) < 1e-15
    return proved("mean 0 and second moment 1 to 45 digits; α and λ are the solutions of just these two equations")


@claim(
    "At the fixed point the Jacobian has the column of zeros that belongs to μ and the column 0.088835, 0.782648 that "
    "belongs to ν, so its spectral norm is 0.7877."
)
def jacobian():
    """The closed forms of the derivatives at x = 0, y = 1, with ω = 0 and τ = 1, in balls."""
    assert is_selu(), NOT_SELU
    _, by_mean, _, by_variance = derivatives(arb(0), arb(1))
    size = spectral_norm(arb(0), arb(1), arb(0), arb(1))
    assert abs(by_mean - arb("0.088835")) < 5e-7 and abs(by_variance - arb("0.782648")) < 5e-7
    assert abs(size - arb("0.7877")) < 5e-5
    found = f"{float(by_mean):.8f} and {float(by_variance):.8f}, norm {float(size):.8f}"
    text = f"{found}; the paper prints 0.088834, 0.782648 and 0.7877"
    return proved(text, by_mean=by_mean, by_variance=by_variance, norm=size, printed=0.088834)


# --- Theorem 1 -------------------------------------------------------------------------------------------------------


@cache
def image(low, high, nu):
    """The extremes of mean and variance over x = μω in [low, high], ν in nu and every τ of Theorem 1; the boxes."""
    searches = [
        search(function, [(low, high), nu, TAU], 1e-7)
        for function in (mean, variance)
        for search in (smallest, largest)
    ]
    ends = searches[0].lower, searches[1].upper, searches[2].lower, searches[3].upper
    return ends, sum(search.boxes for search in searches)


@claim(
    "Over the whole domain a layer's mean stays between −0.0311 and 0.0678 and its variance between 0.8037 and 1.4816: "
    "the domain is mapped into itself, for every ω and τ."
)
def stays_inside():
    """Four searches over x = μω, ν and τ, with bounds that hold on every box."""
    (low, high, least, most), boxes = image(*NEAR_0, NU)
    assert arb("-0.1") < low and high < arb("0.1") and arb("0.8") < least and most < arb("1.5")
    assert arb("-0.0311") < low and high < arb("0.0678") and arb("0.8037") < least and most < arb("1.4816")
    text = (
        f"mean in [{float(low):.7f}, {float(high):.7f}], variance in [{float(least):.6f}, {float(most):.6f}]; "
        f"{boxes} boxes, 50 digits"
    )
    values = {"low": low, "high": high, "least": least, "most": most}
    outer = {"outer_low": -0.0311, "outer_high": 0.0678, "outer_least": 0.8037, "outer_most": 1.4816}
    printed = {"printed_low": -0.03106, "printed_high": 0.06773, "printed_least": 0.80009, "printed_most": 1.48617}
    return proved(text, boxes=boxes, **values, **outer, **printed)


@cache
def contraction_of_theorem_1():
    return largest(norm, [NEAR_0, NU, TAU], 1e-5)


@claim(
    "Over the whole domain the spectral norm of the Jacobian is at most 0.8977, so each layer brings any two points of "
    "it closer to each other by a tenth at least, in the Euclidean distance."
)
def contraction():
    """The largest singular value over x = μω, ν and τ, at |ω| = 0.1, where it is largest; bisected where it is worst.

    For fixed ω and τ the domain is convex, so the norm bounds the ratio of distances.
    """
    found = contraction_of_theorem_1()
    assert found.upper < arb("0.8977") and found.lower > arb("0.8976")
    between = f"between {float(found.lower):.6f} and {float(found.upper):.6f}"
    text = f"the largest norm is {between}; {found.boxes} boxes, 50 digits"
    return proved(text, norm=0.8977, found=found.upper, boxes=found.boxes)


@claim(
    "For each ω from −0.1 to 0.1 and each τ from 0.95 to 1.1 the map has exactly one fixed point with μ from −0.1 to "
    "0.1 and ν from 0.8 to 1.5, and every point of that domain converges to it."
)
def theorem_1():
    """Banach's fixed point theorem: the closed domain is mapped into itself, by a contraction."""
    (low, high, least, most), boxes = image(*NEAR_0, NU)
    found = contraction_of_theorem_1()
    assert arb("-0.1") < low and high < arb("0.1") and arb("0.8") < least and most < arb("1.5") and found.upper < 1
    edges = {"low": -0.1, "high": 0.1, "least": 0.8, "most": 1.5, "tau_from": 0.95, "tau_to": 1.1}
    text = f"self-map ({boxes} boxes) and contraction ({found.boxes} boxes, norm below {float(found.upper):.5f})"
    return proved(text, boxes=boxes + found.boxes, norm=found.upper, **edges)


@claim("With τ from 0.8 to 1.25 as well the spectral norm stays below 0.9891.")
def contraction_for_more_weights():
    """The same search over the wider range of τ that the paper's Lemma 12 states."""
    found = largest(norm, [NEAR_0, NU, ("0.8", "1.25")], 1e-5)
    assert found.upper < arb("0.9891") and found.lower > arb("0.989")
    points = math.prod(
        length / gap
        for length, gap in ((0.2, 0.0068097371), (0.2, 0.0008292885), (0.7, 0.000958084), (0.45, 0.0007323095))
    )
    text = (
        f"the largest norm is between {float(found.lower):.6f} and {float(found.upper):.6f}; {found.boxes} boxes, 50 "
        f"digits. The paper prints 0.99125 for its grid of about {points / 1e9:.1f} billion points, and 0.008747 to add"
    )
    printed = {"printed": 0.9912524171058772, "added": 0.008747, "sum": 0.9999994171}
    return proved(text, norm=0.9891, boxes=found.boxes, tau_from=0.8, tau_to=1.25, billions=points / 1e9, **printed)


@claim("The paper's Lemma 13 prints −0.03106 < μ̃ for the smallest mean; it is −0.0310605, below that.")
def printed_bound_fails():
    """The mean at μ = −0.1, ω = 0.1, ν = 0.8, τ = 0.95, the corner that the paper names, in balls."""
    assert is_selu(), NOT_SELU
    at = sums(-arb("0.01"), arb("0.76")).mean
    assert at < arb("-0.03106") and abs(at - arb("-0.0310605")) < arb("5e-8")
    return proved(f"μ̃ = {at.mid().str(12, radius=False)}", mean=at, printed=-0.03106)


@claim("All these fixed points have a mean between −0.0249 and 0.0554 and a variance between 0.8210 and 1.4151.")
def fixed_points_lie_close():
    """A fixed point lies in every image of the domain: twelve layers, each with the extremes over all ω and τ."""
    (low, high, least, most), boxes = image(*NEAR_0, NU)
    for _ in range(11):
        side = (low.abs_upper().max(high.abs_upper()) * OMEGA).upper()
        (low, high, least, most), more = image(-side, side, (least, most))
        boxes += more
    outer = {"low": -0.0249, "high": 0.0554, "least": 0.8210, "most": 1.4151}
    assert outer["low"] < low and high < outer["high"] and outer["least"] < least and most < outer["most"]
    text = (
        f"mean in [{float(low):.6f}, {float(high):.6f}], variance in [{float(least):.6f}, {float(most):.6f}] "
        f"after twelve layers; {boxes} boxes, 50 digits"
    )
    return proved(text, boxes=boxes, **outer)


@myth(
    "In the domain of Theorem 1 activations converge to mean 0 and variance 1.",
    instead="They do when ω = 0 and τ = 1. With ω = 0.1 and τ = 1.1 they converge to mean 0.055 and variance 1.410.",
)
def always_to_mean_0_variance_1():
    """The point that iteration ends in, moved by less than 1e-12: by the contraction the fixed point is that close.

    Banach: the distance to it is at most what a layer moves the point, divided by 1 − 0.8977.
    """
    assert contraction_of_theorem_1().upper < arb("0.8977")
    mu, nu = 0.0, 1.0
    for _ in range(300):
        mu, nu = step(mu, nu, 0.1, 1.1)
    out = sums(arb(mu) * OMEGA, arb(nu) * arb("1.1"))
    moved = abs(out.mean - mu) + abs(out.second - out.mean**2 - nu)
    assert moved / (1 - arb("0.8977")) < 1e-12
    assert abs(mu - 0.055) < 5e-4 and abs(nu - 1.410) < 5e-4
    return proved(f"mean {mu:.6f}, variance {nu:.6f}", mean=mu, variance=nu, omega=0.1, tau=1.1)


# --- Theorems 2 and 3 ------------------------------------------------------------------------------------------------


@claim(
    "For μ from −1 to 1, ω from −0.1 to 0.1, ν from 3 to 16 and τ from 0.8 to 1.25 a layer lowers the variance, by at "
    "least 0.1196."
)
def theorem_2():
    """The largest gain over x = μω from −0.1 to 0.1, ν and τ; and the paper's own bound, at the corner it names."""
    found = largest(gain, [("-0.1", "0.1"), ("3", "16"), ("0.8", "1.25")], 1e-4)
    assert found.upper < arb("-0.1196")
    paper = sums(arb("0.1"), arb("3.75")).second - 3
    assert abs(paper - arb("-0.0180173")) < arb("5e-8")
    between = f"between {-float(found.upper):.5f} and {-float(found.lower):.5f}"
    text = (
        f"the smallest fall is {between}; {found.boxes} boxes, 50 digits. "
        f"The paper bounds the second moment less ν instead, by {float(paper):.7f}"
    )
    edges = {"low": -0.1, "high": 0.1, "tau_from": 0.8, "tau_to": 1.25, "bound": 0.1196}
    return proved(text, least=-found.upper, somewhere=-found.lower, boxes=found.boxes, paper=paper, **edges)


@claim("The variance falls for every ν from 2.5 to 16 already, under the other conditions of Theorem 2.")
def theorem_2_from_lower_down():
    """The same search from ν = 2.5."""
    found = largest(gain, [("-0.1", "0.1"), ("2.5", "16"), ("0.8", "1.25")], 1e-4)
    assert found.upper < 0
    text = f"by {-float(found.upper):.6f} or more; {found.boxes} boxes, 50 digits"
    return proved(text, start=2.5, least=-found.upper, boxes=found.boxes)


@claim("From μ = 1, ν = 16 with ω = 0.1 and τ = 1.25 the next mean is 1.213, outside Theorem 2's domain.")
def mean_leaves_theorem_2():
    """The closed form at that corner, in balls."""
    assert is_selu(), NOT_SELU
    at = sums(arb("0.1"), arb(20)).mean
    assert at > 1 and abs(at - arb("1.213")) < 5e-4
    return proved(f"the mean is {float(at):.6f}", mean=at, omega=0.1, tau=1.25)


def layers_until_below_three():
    """Within how many layers a variance of at most 16 comes below 3, whatever |μω| ≤ 0.125 and τ; and the boxes."""
    most, boxes, layers = arb(16), 0, 0
    while most >= 3:
        sides = [("-0.125", "0.125"), ("2.4", most * 5 / 4)]  # the variance is a function of x = μω and y = ντ
        found = largest(lambda x, y: moments(x, y)[1], sides, 1e-3)
        assert found.upper < most, "not proved: the variance does not fall"
        most, boxes, layers = found.upper, boxes + found.boxes, layers + 1
    return layers, boxes


@claim(
    "With |μ| up to 1.25 in place of 1 the mean stays that small while ν is from 3 to 16, and the variance comes below "
    "3 within 11 layers."
)
def falls_below_three():
    """The extremes of the mean over x = μω from −0.125 to 0.125 and y = ντ from 2.4 to 20; then layer by layer."""
    sides = [("-0.125", "0.125"), ("2.4", "20")]
    low, high = (search(lambda x, y: moments(x, y)[0], sides, 1e-4) for search in (smallest, largest))
    assert arb("-1.25") < low.lower and high.upper < arb("1.25")
    layers, boxes = layers_until_below_three()
    assert layers <= 11
    boxes += low.boxes + high.boxes
    text = f"the mean is at most {float(high.upper):.4f}; below 3 within {layers} layers; {boxes} boxes, 50 digits"
    return proved(text, mean=1.25, largest_mean=high.upper, layers=layers, boxes=boxes)


@claim(
    "For μ and ω from −0.1 to 0.1 a layer raises the variance when ν is from 0.02 to 0.16 and τ from 0.8 to 1.25, and "
    "when ν is from 0.02 to 0.24 and τ from 0.9 to 1.25."
)
def theorem_3():
    """The smallest gain over x = μω, ν and τ of either domain."""
    first = smallest(gain, [NEAR_0, ("0.02", "0.16"), ("0.8", "1.25")], 1e-4)
    second = smallest(gain, [NEAR_0, ("0.02", "0.24"), ("0.9", "1.25")], 1e-4)
    assert first.lower > 0 and second.lower > 0
    text = (
        f"by {float(first.lower):.4f} and by {float(second.lower):.4f} or more; "
        f"{first.boxes} and {second.boxes} boxes, 50 digits"
    )
    edges = {
        "from": 0.02,
        "to": 0.16,
        "to_2": 0.24,
        "tau": 0.8,
        "tau_2": 0.9,
        "tau_to": 1.25,
        "low": -0.1,
        "high": 0.1,
        "appendix": 0.05,
    }
    return proved(text, first=first.lower, second=second.lower, boxes=first.boxes + second.boxes, **edges)


@claim("It still rises for ν up to 0.40 when τ is at least 0.8, and for ν up to 0.66 when τ is at least 0.9.")
def theorem_3_from_higher_up():
    """The same searches, up to ν = 0.40 and 0.66."""
    first = smallest(gain, [NEAR_0, ("0.02", "0.4"), ("0.8", "1.25")], 1e-4)
    second = smallest(gain, [NEAR_0, ("0.02", "0.66"), ("0.9", "1.25")], 1e-4)
    assert first.lower > 0 and second.lower > 0
    text = (
        f"by {float(first.lower):.4f} and by {float(second.lower):.4f} or more; "
        f"{first.boxes} and {second.boxes} boxes, 50 digits"
    )
    return proved(text, boxes=first.boxes + second.boxes, to=0.40, to_2=0.66, tau=0.8, tau_2=0.9)


@claim("At μ = ω = 0.1, τ = 0.8 and ν = 0.00001 a layer lowers the variance.")
def not_down_to_zero():
    """The closed form there, in balls: so close to 0 all sums are positive, where SELU has the smaller slope."""
    assert is_selu(), NOT_SELU
    at = sums(arb("0.01"), arb("0.000008"))
    ratio = (at.second - at.mean**2) * 100_000
    assert ratio < 1
    return proved(f"to {100 * float(ratio):.1f} % of it", omega=0.1, tau=0.8, nu=0.00001)


# --- what the theorems do not say ------------------------------------------------------------------------------------


@myth(
    "Theorem 1 proves that gradients neither vanish nor explode in a SELU network.",
    instead="It is about activations. At the fixed point, where these are steady, each layer multiplies the mean "
    "square of the gradient by 1.0716.",
)
def about_gradients():
    """E f′(z)² at the fixed point, and τ times it over the domain of Theorem 1, weights going out as they come in."""
    assert is_selu(), NOT_SELU
    growth = squared_slope(arb(0), arb(1))

    def factor(x, nu, tau):
        return tau * squared_slope(x, product(nu, tau))

    sides = [NEAR_0, NU, TAU]
    low, high = smallest(factor, sides, 1e-3), largest(factor, sides, 1e-3)
    assert growth > 1 and abs(growth - arb("1.0716")) < 5e-5
    assert arb("0.951") < low.lower and low.upper < 1 and arb("1.2") < high.upper < arb("1.21")
    boxes = low.boxes + high.boxes
    over = f"between {float(low.lower):.3f} and {float(high.upper):.3f} over the domain of Theorem 1"
    text = f"{float(growth):.4f} at (0, 1) with ω = 0 and τ = 1; {over}; {boxes} boxes, 50 digits"
    return proved(text, growth=growth, low=low.lower, high=high.upper, boxes=boxes)


@myth(
    "SELU normalizes itself with any initialisation.",
    instead="With weights of variance 1/(3n), as torch.nn.Linear draws them, each layer leaves 67 % of the variance or "
    "less.",
)
def any_initialisation():
    """The variance that leaves, over the one that enters, for ω = 0, τ = 1/3 and every ν from 0.0001 to 16."""

    def ratio(nu):
        return moments(arb(0), nu / 3)[1] / nu

    found = largest(ratio, [("0.0001", "16")], 1e-3)
    assert found.upper < arb("0.67")
    text = f"at most {100 * float(found.upper):.1f} % of it, for ν from 0.0001 to 16; {found.boxes} boxes, 50 digits"
    return proved(text, percent=100 * found.upper, nu=0.0001, boxes=found.boxes)


@claim(
    "With 256 LeCun-normal weights a unit, Σ wᵢ is between −0.1 and 0.1 for 8 % of the units only, and Σ wᵢ² between "
    "0.95 and 1.1 for fewer than two thirds.",
    independent="it is about weights; no activation function takes part",
)
def few_units_meet_the_conditions():
    """Σ wᵢ is standard normal, so the share is 2Φ(0.1) − 1; counted among 40 layers of 256 units, seeds 0 to 39."""
    exact = math.erf(0.1 / math.sqrt(2))
    layers = [lecun_normal(np.random.default_rng(seed), 256, 256) for seed in range(40)]
    sums_near_0 = np.mean([np.mean(abs(weights.sum(axis=0)) <= 0.1) for weights in layers])
    squares = [(weights**2).sum(axis=0) for weights in layers]
    near_1 = np.mean([np.mean((0.95 <= square) & (square <= 1.1)) for square in squares])
    assert abs(exact - 0.08) < 0.005 and abs(sums_near_0 - exact) < 0.01 and 0.5 < near_1 < 0.65
    shares = f"{100 * sums_near_0:.1f} % and {100 * near_1:.0f} %"
    text = f"{shares} of {40 * 256} units; 2Φ(0.1) − 1 = {exact:.4f} is the first, whatever the width"
    return measured(text, sums=sums_near_0, exact=exact, squares=near_1, low=-0.1, high=0.1, tau_from=0.95, tau_to=1.1)


@claim(
    "In layers of 256 units whose weights have Σ wᵢ = 0 and Σ wᵢ² = 1 exactly, mean and variance over units and inputs "
    "follow the map for ten layers to within 0.1, from variance 0.5 as from 1.5."
)
def finite_layers_follow():
    """64 normal inputs, four seeds; each layer's mean and variance against the map, iterated from the input's."""
    misses = []
    for seed in range(4):
        for start in (0.5, 1.5):
            rng = np.random.default_rng(seed)
            x = math.sqrt(start) * rng.standard_normal((64, 256))
            told = float(x.mean()), float(x.var())
            for _ in range(10):
                x, told = selu(x @ exact_weights(rng, 256)), step(*told)
                misses.append((abs(x.mean() - told[0]), abs(x.var() - told[1])))
    by_mean, by_variance = np.max(misses, axis=0)
    assert by_mean < 0.1 and by_variance < 0.1
    text = (
        f"the mean is off by at most {by_mean:.3f}, the variance by {by_variance:.3f}, over four seeds and two starts"
    )
    return measured(text, by_mean=by_mean, by_variance=by_variance, within=0.1, low=0.5, high=1.5)
