"""What docs/functions/selu.md asserts, one function a claim."""

import math
import warnings

import mpmath
import numpy as np
import sympy
from flint import arb

from _contract import keeps_contract
from _descent import dead_share
from _fifty_digits import within
from _floats import edge, every_float16
from _layers import backward, fan_in_uniform, forward, gradient_ratio, he_normal, lecun_normal, stack
from _moments import ALPHA as EXACT_ALPHA
from _moments import EXP_1, EXP_2, LEFT_1, LEFT_2, RIGHT_1, RIGHT_2, by_quadrature, digits, exact_selu
from _moments import LAMBDA as EXACT_LAMBDA
from _work import transcendentals
from elu import elu
from leaky_relu import leaky_relu
from rectified.evidence import cited, claim, exhaustive, from_lab, measured, myth, proved, sampled
from rectified.latex.reader import read
from relu import relu, relu_grad
from selu import ALPHA, LAMBDA, selu, selu_grad
from sigmoid import sigmoid
from tanh import tanh, tanh_grad

EXACT_FLOOR = EXACT_LAMBDA * EXACT_ALPHA
EPS = np.finfo(np.float64).eps

# The function itself, exactly, for algebra: its pieces, with positive symbols for the constants and for |x|.
alpha, scale, size = sympy.symbols("alpha lambda x", positive=True)
LEFT = scale * alpha * (sympy.exp(-size) - 1)
RIGHT = scale * size


def agrees_with_pieces():
    """Assert that the snippet and its derivative are the pieces above with the exact constants, at 2000 points."""
    for x in np.linspace(0.01, 20, 1000):
        assert abs(selu(-x) / float(exact_selu(-x)) - 1) < 4 * EPS and abs(selu(x) / float(exact_selu(x)) - 1) < 4 * EPS
        assert abs(selu_grad(-x) / float(EXACT_FLOOR * arb(-x).exp()) - 1) < 4 * EPS
        assert abs(selu_grad(x) / float(EXACT_LAMBDA) - 1) < EPS


def normal_mean(function):
    """E[function(Z)], Z standard normal: midpoint rule, no node on the kink, error below 1e-6."""
    x = (np.arange(-12_000, 12_000) + 0.5) / 1000
    return float(np.sum(function(x) * np.exp(-(x**2) / 2)) / math.sqrt(2 * math.pi) / 1000)


# --- the constants ---------------------------------------------------------------------------------------------------


@claim("α and λ are the only pair that maps a standard normal input to an output of mean 0 and variance 1, with λ > 0.")
def constants_are_the_only_solution():
    """Mean 0 is linear in α, variance 1 then leaves one positive λ: closed forms, enclosed in balls.

    The moments in them are computed a second time by rigorous quadrature; the literals must be the nearest doubles.
    """
    for closed, integrated in zip((RIGHT_1, RIGHT_2, LEFT_1, LEFT_2), by_quadrature(), strict=True):
        assert closed.overlaps(integrated) and integrated.rel_accuracy_bits() > 100
    assert LEFT_1 < 0 and RIGHT_2 + EXACT_ALPHA**2 * LEFT_2 > 0
    assert ALPHA == float(EXACT_ALPHA) and LAMBDA == float(EXACT_LAMBDA)
    assert abs(normal_mean(selu)) < 1e-6 and abs(normal_mean(lambda x: selu(x) ** 2) - 1) < 1e-6
    text = f"α = {digits(EXACT_ALPHA)}, λ = {digits(EXACT_LAMBDA)}; the snippet's literals are the nearest doubles"
    return proved(text, alpha=EXACT_ALPHA, scale=EXACT_LAMBDA)


@myth("To four decimals λ is 1.0505.", instead="To four decimals λ is 1.0507.")
def lambda_is_1_0505():
    """The enclosure rounded to four decimals, and the variance that one layer has with the typed pair."""
    assert f"{LAMBDA:.4f}" == f"{float(EXACT_LAMBDA):.4f}" == "1.0507"
    typed = arb("1.0505") ** 2 * (RIGHT_2 + arb("1.6732") ** 2 * LEFT_2)
    mean = arb("1.0505") * (RIGHT_1 + arb("1.6732") * LEFT_1)
    variance = typed - mean**2
    assert variance < 1
    text = f"λ = {float(EXACT_LAMBDA):.6f}; with 1.0505 and 1.6732 the variance of one layer is {float(variance):.4f}"
    return proved(text, scale=EXACT_LAMBDA, typed=1.0505, variance=variance)


@myth("To four decimals α is 1.6732.", instead="To four decimals α is 1.6733; 1.6732 is cut off, not rounded.")
def alpha_is_1_6732():
    """The enclosure and the snippet's literal rounded to four decimals."""
    assert f"{ALPHA:.4f}" == f"{float(EXACT_ALPHA):.4f}" == "1.6733"
    return proved(f"α = {float(EXACT_ALPHA):.6f}", alpha=EXACT_ALPHA, typed=1.6732)


@claim(
    "Near mean 0 and variance 1, with LeCun-normal weights and in the limit of wide layers, "
    "each layer shrinks a small deviation of the variance to 78 % of it."
)
def fixed_point_attracts():
    """Output variance differentiated by the variance of a normal input at the fixed point, in closed form.

    The same derivative from the snippet's values, by quadrature and a central difference.
    """
    shrink = EXACT_LAMBDA**2 * (RIGHT_2 + EXACT_ALPHA**2 * (2 * EXP_2 - EXP_1))
    assert shrink < 1
    step = 1e-4
    above = normal_mean(lambda x: selu(x * math.sqrt(1 + step)) ** 2)
    below = normal_mean(lambda x: selu(x * math.sqrt(1 - step)) ** 2)
    assert abs((above - below) / (2 * step) - float(shrink)) < 1e-4
    return proved(f"factor {digits(shrink, 20)}", percent=100 * shrink, factor=shrink)


@claim("With LeCun-normal weights the squared gradient grows by 7 % per layer on the way back.")
def gradients_grow_slowly():
    """The mean squared slope for a standard normal input, in closed form, and the growth in 50 layers of 256 units."""
    expected = EXACT_LAMBDA**2 * (RIGHT_2 + EXACT_ALPHA**2 * EXP_2)
    assert abs(normal_mean(lambda x: selu_grad(x) ** 2) - float(expected)) < 1e-5
    seen = [ratio ** (2 / 49) for ratio in gradient_ratios(selu, selu_grad, lecun_normal)]
    assert all(abs(growth - float(expected)) < 0.02 for growth in seen)
    text = (
        f"a factor of {min(seen):.3f} to {max(seen):.3f} a layer over four seeds; "
        f"the mean squared slope for a standard normal input is {digits(expected, 12)}"
    )
    return measured(text, percent=100 * (expected - 1), factor=expected)


# --- shape -----------------------------------------------------------------------------------------------------------


@claim("SELU is bounded below by −λα and unbounded above.")
def bounded_below():
    """Exact algebra: left of 0, SELU + λα = λα·exp(x) > 0; right of 0 it is λx. No float16 gives less than −λα."""
    assert sympy.simplify(LEFT + scale * alpha - scale * alpha * sympy.exp(-size)) == 0
    assert (scale * alpha * sympy.exp(-size)).is_positive and sympy.limit(RIGHT, size, sympy.oo) == sympy.oo
    agrees_with_pieces()
    assert selu(every_float16()).min() == np.float16(-float(EXACT_FLOOR)) and selu(1e300) > 1e300
    return proved(f"−λα = −{digits(EXACT_FLOOR)}", floor=-EXACT_FLOOR)


@myth("SELU's range is all of ℝ.", instead="It is (−λα, ∞): everything from −λα = −1.7581 down is never reached.")
def range_is_all_reals():
    """Left of 0, −2 would need exp(x) < 0; the smallest value over all of float16 for illustration."""
    assert sympy.limit(LEFT, size, sympy.oo) == -scale * alpha and EXACT_FLOOR < 2
    lowest = selu(every_float16()).min()
    assert lowest > -2 and selu(-1e300) == -float(EXACT_FLOOR)
    return proved(f"the value −2 is not taken: λα = {float(EXACT_FLOOR):.4f}", floor=-EXACT_FLOOR)


@claim("On paper SELU never reaches −λα.")
def infimum_not_attained():
    """Exact algebra: SELU + λα = λα·exp(x), which is positive for every real x ≤ 0; yet its limit is 0."""
    gap = sympy.simplify(LEFT + scale * alpha)
    assert gap.is_positive and sympy.limit(gap, size, sympy.oo) == 0
    agrees_with_pieces()
    return proved("the distance to −λα is λα·exp(x) > 0, with limit 0")


@claim("In float64 SELU sits exactly on −λα from x = −37.43 down, in float32 from −16.87 down.")
def floor_reached_in_floats():
    """Bisection for the last float on the floor; 100 000 floats below it and −∞ must lie there too."""
    edges = {}
    for dtype, guess in ((np.float64, -37.43), (np.float32, -16.87)):
        floor = dtype(-float(EXACT_FLOOR))
        edges[dtype] = edge(lambda x, floor=floor: selu(x) == floor, -700, -1, dtype)
        below = -np.geomspace(-float(edges[dtype]) + 1e-3, 1e38, 100_000).astype(dtype)
        assert np.all(selu(below) == floor) and selu(dtype("-inf")) == floor and abs(edges[dtype] - guess) < 0.01
    double, single = map(float, edges.values())
    return sampled(f"from x = {double:.2f} (float64) and {single:.2f} (float32)", double=double, single=single)


@claim("At 0 SELU is continuous, with slope λα = 1.758 on the left and λ = 1.051 on the right.")
def kink_at_zero():
    """Limits and derivatives of both pieces by exact algebra; difference quotients of the snippet."""
    assert LEFT.subs(size, 0) == RIGHT.subs(size, 0) == 0
    left, right = -sympy.diff(LEFT, size).subs(size, 0), sympy.diff(RIGHT, size)
    assert (left, right) == (scale * alpha, scale) and EXACT_FLOOR > EXACT_LAMBDA
    step = 2.0**-30
    assert selu(0.0) == 0 and abs(selu(step) / step - LAMBDA) < 1e-8
    assert abs(selu(-step) / -step - float(EXACT_FLOOR)) < 1e-8
    text = f"left slope {float(EXACT_FLOOR):.6f}, right slope {float(EXACT_LAMBDA):.6f}"
    return proved(text, left=EXACT_FLOOR, right=EXACT_LAMBDA)


@claim("At the kink the snippet's derivative takes the slope from the left, λα.")
def slope_taken_at_zero():
    """selu_grad at both zeros and at the floats beside them, three dtypes."""
    for dtype in (np.float16, np.float32, np.float64):
        tiny = np.finfo(dtype).smallest_subnormal
        slopes = selu_grad(np.array([-tiny, -0.0, 0.0, tiny], dtype))
        assert np.all(slopes == np.array([float(EXACT_FLOOR)] * 3 + [float(EXACT_LAMBDA)], dtype))
    return measured("at −0.0 and 0.0 alike, in float16, float32 and float64")


@claim("SELU is strictly increasing.")
def strictly_increasing():
    """Exact algebra: both pieces have a positive derivative and meet at 0. Over all of float16 it never falls."""
    assert (-sympy.diff(LEFT, size)).is_positive and sympy.diff(RIGHT, size).is_positive
    agrees_with_pieces()
    values = selu(every_float16())
    assert np.all(values[1:] >= values[:-1])
    return proved("the derivative is λα·exp(x) > 0 left of 0 and λ > 0 right of it")


@claim("SELU is neither convex nor concave: it is convex left of 0 and the kink bends the other way.")
def not_convex():
    """Two midpoints, enclosed in balls: 0 lies above the chord from −1 to 1, −2 below the chord from −3 to −1."""
    over = -(exact_selu(-1) + exact_selu(1)) / 2
    under = (exact_selu(-3) + exact_selu(-1)) / 2 - exact_selu(-2)
    assert over > 0 and under > 0
    assert selu(0.0) > (selu(-1.0) + selu(1.0)) / 2 and selu(-2.0) < (selu(-3.0) + selu(-1.0)) / 2
    assert sympy.diff(LEFT, size, 2).is_positive
    text = f"above the chord by {float(over):.4f} at 0, below by {float(under):.4f} at −2"
    return proved(text, over=over, under=under)


@claim("SELU's Lipschitz constant is λα = 1.758.")
def lipschitz_constant():
    """Left of 0 the slope λα·exp(x) rises toward λα, as the second derivative is positive; right of 0 it is λ < λα."""
    assert EXACT_FLOOR > EXACT_LAMBDA and sympy.diff(LEFT, size, 2).is_positive
    agrees_with_pieces()
    assert selu_grad(every_float16()).max() == np.float16(float(EXACT_FLOOR)) and selu_grad(0.0) == float(EXACT_FLOOR)
    return proved(f"λα = {digits(EXACT_FLOOR)}", lipschitz=EXACT_FLOOR)


@claim("SELU is exactly 0 only where its input is; ReLU is 0 for half of all standard normal inputs.")
def zero_only_at_zero():
    """Every float16 for SELU; a million standard normal inputs, five seeds, for both."""
    x = every_float16()
    assert np.array_equal(selu(x) == 0, x == 0)
    shares = []
    for seed in range(5):
        z = np.random.default_rng(seed).standard_normal(1_000_000)
        assert np.all(selu(z) != 0)
        shares.append(100 * np.mean(relu(z) == 0))
    assert all(49.5 < share < 50.5 for share in shares)
    spread = f"{min(shares):.2f} to {max(shares):.2f} %"
    text = f"of {x.size} float16 values only ±0 give 0; ReLU gives 0 for {spread} of the inputs"
    return exhaustive(text, low=min(shares), high=max(shares))


# --- the formulas of the note that docs/audits/selu.md reads ---------------------------------------------------------

AUDITED = r"SELU(z) = \lambda \begin{cases}z, z > 0 \\ \alpha(e^z - 1), x≤ 0\end{cases}"
AUDITED_DERIVATIVE = r"SELU'(z) = \begin{cases} \lambda, z > 0 \\ \lambda \alpha (e^z), z ≤ 0\end{cases}"


def symbols_of(formula):
    """The symbols on the formula's right side, by name."""
    return {symbol.name: symbol for symbol in formula.sides[0].free_symbols}


def evaluated(formula, points):
    """The formula's values with the exact constants at the points, computed with 30 digits and rounded to doubles."""
    found = symbols_of(formula)
    constants = {"alpha": digits(EXACT_ALPHA), "lambda": digits(EXACT_LAMBDA)}
    side = formula.sides[0].subs({found[name]: sympy.Float(value, 30) for name, value in constants.items()})
    return [float(side.subs(found[formula.argument], sympy.Float(point, 30))) for point in points]


@claim(
    "Read literally, the definition is not one of a function of z: it mixes z and x.",
    independent="about a formula that is quoted as it stands, not about the function",
)
def definition_mixes_variables():
    """The reader of formulas: the left side is a function of z, but x is among the symbols on the right."""
    formula = read(AUDITED)
    assert formula.argument == "z"
    names = sorted(symbols_of(formula))
    assert names == ["alpha", "lambda", "x", "z"]
    return measured(f"symbols on the right: {', '.join(names)}; the argument is z")


@claim("With one letter changed, the definition agrees with the code.")
def definition_repaired_agrees():
    """The quoted definition with x for z in the second condition, 30 digits, against the snippet at 81 points."""
    points = [k / 4 for k in range(-40, 41)]
    expected = evaluated(read(AUDITED.replace("x≤ 0", "z≤ 0")), points)
    worst = max(abs(selu(x) - y) for x, y in zip(points, expected, strict=True))
    assert worst < 1e-14
    return sampled(f"at most {worst:.1e} apart at {len(points)} points of [−10, 10]")


@claim("The derivative in the note is right.")
def derivative_holds():
    """The quoted derivative is the symbolic one of the repaired definition, off 0, and agrees with the snippet's."""
    value, slope = read(AUDITED.replace("x≤ 0", "z≤ 0")), read(AUDITED_DERIVATIVE)
    z = symbols_of(slope)["z"]
    for point in (-2, -1, 1, 2):
        assert sympy.simplify((sympy.diff(value.sides[0], z) - slope.sides[0]).subs(z, point)) == 0
    points = [k / 4 for k in range(-40, 41)]
    worst = max(abs(selu_grad(x) - y) for x, y in zip(points, evaluated(slope, points), strict=True))
    assert worst < 1e-14
    return sampled(f"at most {worst:.1e} from the snippet's at {len(points)} points of [−10, 10]")


# --- floating point --------------------------------------------------------------------------------------------------


def textbook(x):
    """SELU as the formula suggests it."""
    return np.where(x > 0, LAMBDA * x, LAMBDA * (ALPHA * (np.exp(x) - 1))).astype(x.dtype)


@claim("The snippet loses at most the last digit: it is within 2 ulp of the exact value in float32 and float64.")
def accurate_to_two_ulp():
    """2000 points per dtype, both signs, spaced evenly in the exponent, against 50-digit balls."""
    worst = {}
    for dtype, low in ((np.float32, 1e-37), (np.float64, 1e-300)):
        x = np.concatenate([-np.geomspace(low, 700, 1000), np.geomspace(low, 1e30, 1000)]).astype(dtype)
        errors = [
            abs(arb(float(y)) - exact_selu(float(v))) / float(np.spacing(abs(y)))
            for v, y in zip(x, selu(x), strict=True)
        ]
        worst[dtype] = max(float(error.upper()) for error in errors)
    single, double = worst.values()
    assert single <= 2 and double <= 2
    return sampled(f"worst {single:.2f} ulp in float32, {double:.2f} ulp in float64", single=single, double=double)


@claim("Written with exp(x) − 1, SELU loses every digit near zero: in float32 it returns 0 at x = −1e-8.")
def textbook_form_loses_all_digits():
    """The textbook expression and the snippet at −1e-8 and −1e-4, against the ball."""
    lost = {}
    for x in np.float32([-1e-8, -1e-4]):
        exact = float(exact_selu(float(x)))
        lost[float(x)] = abs(float(textbook(np.float32([x]))[0]) / exact - 1)
        assert abs(float(selu(x)) / exact - 1) < 1e-7
    first, second = lost.values()
    assert first == 1 and second > 1e-5
    text = f"relative error {first:.0%} at −1e-8 and {second:.1e} at −1e-4, where the snippet stays below 1e-7"
    return measured(text, first=first, second=second)


@claim("Written with where, SELU warns about an overflow whose result it throws away, in float32 from x = 89 on.")
def textbook_form_overflows():
    """Both forms under warnings as errors, for x = 88 and 89; their values there."""
    raised = []
    for x in np.float32([[88], [89]]):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert abs(selu(x) / (float(EXACT_LAMBDA) * float(x[0])) - 1) < 1e-6
            try:
                textbook(x)
            except RuntimeWarning as warning:
                raised.append((float(x[0]), str(warning)))
    assert len(raised) == 1 and raised[0][0] == 89 and "overflow" in raised[0][1]
    return measured(f"at x = 89: {raised[0][1]}; the snippet warns at neither")


@claim("Differentiated term by term, the where form gives NaN from x = 710 on in float64, because 0 · ∞ is NaN.")
def where_form_backpropagates_nan():
    """The chain rule through both branches, each slope times its mask, as automatic differentiation applies it."""
    x = np.array([709.0, 710.0])
    with np.errstate(over="ignore", invalid="ignore"):
        slope = (x > 0) * LAMBDA + (x <= 0) * (LAMBDA * ALPHA * np.exp(x))
    assert slope[0] == LAMBDA and np.isnan(slope[1])
    assert np.all(selu_grad(x) == float(EXACT_LAMBDA))
    return measured("the textbook's slope is λ at 709 and NaN at 710; the snippet's is λ at both")


@myth(
    "Not being differentiable at 0, SELU brings NaN values into a model.",
    instead="At 0 both the value and the chosen slope are finite; NaN comes from how a formula is computed.",
)
def nan_at_the_kink():
    """Value and derivative for every finite float16, and a backward pass through 20 layers in which every sum is 0."""
    x = every_float16()[1:-1]
    assert np.all(np.isfinite(selu_grad(x))) and not np.any(np.isnan(selu(x)))
    assert selu(0.0) == 0 and EXACT_LAMBDA <= arb(float(selu_grad(0.0))) + 1e-12
    weights = stack(np.random.default_rng(0), lecun_normal, depth=20, width=16)
    _, sums = forward(np.zeros((4, 16)), weights, selu)
    deltas = backward(weights, sums, selu_grad, np.ones((4, 16)))
    assert not any(s.any() for s in sums) and all(np.all(np.isfinite(delta)) for delta in deltas)
    return exhaustive(f"no NaN among {x.size} float16 values, nor in 20 layers whose every sum is exactly 0")


@claim("Computed from the output, as selu(x) + λα, the derivative is 48 % off at x = −37 in float64.")
def derivative_from_the_output():
    """That expression and the snippet's derivative at −37, against the ball λα·exp(−37)."""
    exact = float(EXACT_FLOOR * arb(-37).exp())
    error = 100 * abs((float(selu(-37.0)) + float(EXACT_FLOOR)) / exact - 1)
    assert 40 < error < 60 and abs(selu_grad(-37.0) / exact - 1) < 4 * EPS
    return measured(f"off by {error:.1f} %; the snippet by less than 1e-15", percent=error)


# --- training --------------------------------------------------------------------------------------------------------


@myth(
    "A unit with SELU cannot die.",
    instead="Its slope is never 0 on paper; in float32 it is exactly 0 from x = −104.54 down, and there learning ends.",
)
def cannot_die():
    """Bisection for the last float32 and float64 whose derivative is 0."""
    single, double = (float(edge(lambda x: selu_grad(x) == 0, -800, -1, dtype)) for dtype in (np.float32, np.float64))
    for found, dtype in ((single, np.float32), (double, np.float64)):
        smallest = math.log(float(np.finfo(dtype).smallest_subnormal)) - math.log(2 * float(EXACT_FLOOR))
        assert abs(found - smallest) < 0.6 if dtype is np.float64 else abs(found - smallest) < 0.01
    return measured(f"0 from x = {single:.2f} (float32) and {double:.2f} (float64) down", single=single, double=double)


@claim(
    "A large learning rate can push most of a layer to where the slope is exactly 0: "
    "at a rate of 100 more than half of the units end there, at 0.1 none.",
)
def large_steps_kill_units():
    """64 hidden units on positive inputs, float32, 200 steps of gradient descent; three seeds; ReLU beside it."""
    calm = [dead_share(selu, selu_grad, rate=0.1, seed=seed) for seed in range(3)]
    wild = [dead_share(selu, selu_grad, rate=100, seed=seed) for seed in range(3)]
    rectified = [dead_share(relu, relu_grad, rate=100, seed=seed) for seed in range(3)]
    assert max(calm) == 0 and min(wild) > 50
    text = (
        f"dead after training at rate 100: {min(wild):.0f} to {max(wild):.0f} % with SELU, "
        f"{min(rectified):.0f} to {max(rectified):.0f} % with ReLU; at rate 0.1 no SELU unit"
    )
    return measured(text, low=min(wild), high=max(wild), small_rate=0.1, large_rate=100)


@claim("At a learning rate of 3, where most ReLU units die, fewer than a tenth of SELU's do.")
def dies_less_than_relu():
    """The same network and steps at a rate of 3; three seeds for each function."""
    ours = [dead_share(selu, selu_grad, rate=3, seed=seed) for seed in range(3)]
    relus = [dead_share(relu, relu_grad, rate=3, seed=seed) for seed in range(3)]
    assert max(ours) < 10 and min(relus) > 50
    text = f"dead units: SELU {min(ours):.0f} to {max(ours):.0f} %, ReLU {min(relus):.0f} to {max(relus):.0f} %"
    return measured(text, low=min(ours), high=max(ours))


def gradient_ratios(function, derivative, initialise):
    """Norm of the gradient at layer 1 over that at layer 50, 256 wide, four seeds."""
    return [gradient_ratio(function, derivative, initialise, seed=seed, width=256, samples=32) for seed in range(4)]


@claim(
    "Back through 50 layers, LeCun-normal weights grow SELU's gradient 3- to 10-fold, "
    "He-normal weights more than 100-fold.",
)
def gradient_through_fifty_layers():
    """Norm at the first layer over norm at the last, 256 units wide, four seeds, three initialisations."""
    initialisations = (lecun_normal, he_normal, fan_in_uniform)
    lecun, he, uniform = (gradient_ratios(selu, selu_grad, initialise) for initialise in initialisations)
    assert 3 < min(lecun) and max(lecun) < 10 and min(he) > 100 and max(uniform) < 1e-4
    text = "; ".join(
        f"{name} {min(ratios):.2g} to {max(ratios):.2g}"
        for name, ratios in (("LeCun-normal", lecun), ("He-normal", he), ("uniform in ±1/√n", uniform))
    )
    return measured(text, lecun=lecun[0], he=he[0], uniform=uniform[0])


@claim(
    "Back through 50 layers of LeCun-normal weights tanh keeps about a tenth of its gradient, SELU more than all of it."
)
def keeps_more_than_tanh():
    """Norm at the first layer over norm at the last, 256 units wide, four seeds, for both functions."""
    ours, others = (gradient_ratios(*pair, lecun_normal) for pair in ((selu, selu_grad), (tanh, tanh_grad)))
    assert 0.05 < min(others) and max(others) < 0.2 and 1 < min(ours) and max(ours) < 10
    text = f"tanh {min(others):.2f} to {max(others):.2f}, SELU {min(ours):.1f} to {max(ours):.1f}, four seeds"
    return measured(text, tanh_low=min(others), tanh_high=max(others), low=min(ours), high=max(ours))


@myth(
    "With SELU there is no vanishing gradient problem.",
    instead="There is none with LeCun-normal weights; with those torch.nn.Linear draws by default, "
    "50 layers leave less than a ten-thousandth of the gradient.",
)
def no_vanishing_gradient():
    """The same stack with weights uniform in ±1/√n: norm at the first layer over norm at the last, four seeds."""
    ratios = gradient_ratios(selu, selu_grad, fan_in_uniform)
    assert max(ratios) < 1e-4
    agrees_with_pieces()
    return measured(f"ratio {min(ratios):.1e} to {max(ratios):.1e} over four seeds", low=min(ratios), high=max(ratios))


@myth(
    "SELU copes with vanishing gradients because its range is unbounded.",
    instead="Its slopes do it: cut off at selu(4), with a bounded range, it passes the same gradient.",
)
def unbounded_range_keeps_gradients():
    """50 layers, 256 wide, LeCun-normal weights, four seeds: gradient ratio of SELU and of SELU cut off at selu(4)."""
    top = 4
    ratios = gradient_ratios(selu, selu_grad, lecun_normal)
    cut = gradient_ratios(lambda x: selu(np.minimum(x, top)), lambda x: selu_grad(x) * (x < top), lecun_normal)
    assert all(0.8 < c / r < 1.25 and r > 3 for c, r in zip(cut, ratios, strict=True))
    text = f"SELU {min(ratios):.2f} to {max(ratios):.2f}, cut off {min(cut):.2f} to {max(cut):.2f}, four seeds"
    return measured(text, low=min(ratios), high=max(ratios), cut_low=min(cut), cut_high=max(cut))


MINIMA = ((-400.0, -1.0), (-20.0, -1.0), (-1.0, -1.0))


def exact_loss(weight):
    """Σ (selu(weight · x) − y)² over the three points, as a ball."""
    return sum((exact_selu(arb(weight) * x) - arb(y)) ** 2 for x, y in MINIMA)


@myth(
    "Being monotonic, SELU spares gradient descent from local minima.",
    instead="A loss of one weight and three points already has three strict minima.",
)
def monotone_prevents_local_minima():
    """The loss at seven weights, as balls: it falls and rises three times, so each dip holds a minimum of its own.

    Right of 0 the loss is analytic and not constant, so its minima are isolated, hence strict.
    """
    places = (0.0005, 0.0026, 0.0073, 0.0507, 0.1516, 0.8409, 4.0)
    losses = [exact_loss(weight) for weight in places]
    for dip in (1, 3, 5):
        assert losses[dip] < losses[dip - 1] and losses[dip] < losses[dip + 1]
    for weight, loss in zip(places, losses, strict=True):
        assert abs(sum((selu(weight * x) - y) ** 2 for x, y in MINIMA) - float(loss)) < 1e-12
    first, second, third = (float(losses[dip]) for dip in (1, 3, 5))
    text = f"losses near the minima {first:.3f}, {second:.3f} and {third:.3f}, at weights of about 0.003, 0.05 and 0.84"
    return proved(text, first=first, second=second, third=third)


# --- normalisation: the lab's results --------------------------------------------------------------------------------


def lab(label):
    """The lab's labelled result; the snippet it ran must be SELU with the exact constants."""
    agrees_with_pieces()
    return from_lab("self_normalization", label)


@claim("After 100 layers of LeCun-normal weights the variance is still within 10 % of 1 and the mean near 0.")
def lecun_weights_keep_variance():
    """Lab: 256 units wide, no biases, smallest and largest value over eight seeds."""
    found = lab("layer-100-lecun")
    assert 0.9 < found.values["variance_from"] and found.values["variance_to"] < 1.1
    assert -0.1 < found.values["mean_from"] and found.values["mean_to"] < 0.1
    return found


@claim("With He-normal weights the variance after 100 layers is more than ten thousand.")
def he_weights_explode():
    """Lab: smallest and largest value over eight seeds."""
    found = lab("layer-100-he")
    assert found.values["variance_from"] > 10_000
    return found


@claim(
    "With the weights torch.nn.Linear draws by default, and no biases, the variance after 100 layers is below 1e-15."
)
def default_weights_vanish():
    """Lab: weights uniform in ±1/√n, smallest and largest value over eight seeds."""
    found = lab("layer-100-uniform")
    assert found.values["variance_to"] < 1e-15
    return found


@claim(
    "With torch.nn.Linear's default biases too, a variance of about 0.007 is left after 100 layers, "
    "but all inputs look alike: what differs between them has a variance below 1e-15."
)
def default_biases_hide_it():
    """100 layers, 256 wide, weights and biases uniform in ±1/√n; four seeds of 64 inputs.

    The variance over all units and inputs, and the mean over the units of the variance over the inputs.
    """
    overall, between = [], []
    for seed in range(4):
        rng = np.random.default_rng(seed)
        x = rng.standard_normal((64, 256))
        for _ in range(100):
            x = selu(x @ fan_in_uniform(rng, 256, 256) + rng.uniform(-1 / 16, 1 / 16, 256))
        overall.append(float(x.var()))
        between.append(float(x.var(axis=0).mean()))
    middle = float(np.median(overall))
    assert 0.0065 < middle < 0.0075 and max(between) < 1e-15
    text = (
        f"variance {min(overall):.4f} to {max(overall):.4f} over all; "
        f"between inputs {min(between):.0e} to {max(between):.0e}, four seeds"
    )
    return measured(text, low=min(overall), middle=middle, high=max(overall))


@claim("Ordinary dropout disturbs the balance: at 10 % it raises the variance to about 1.6.")
def ordinary_dropout_raises_variance():
    """Lab: LeCun-normal weights, layer 100, smallest and largest value over eight seeds."""
    found = lab("layer-100-dropout")
    assert 1.5 < found.values["variance_from"] and found.values["variance_to"] < 1.7
    return found


@claim("After 60 layers of LeCun-normal weights the variance is still near 1; with α alone set to 1 it is about 0.02.")
def alpha_alone_set_to_one():
    """Lab: both constants, then α = 1; smallest and largest value over eight seeds."""
    both, found = lab("layer-60-lecun"), lab("layer-60-alpha-one")
    assert 0.9 < both.values["variance_from"] and both.values["variance_to"] < 1.1
    assert 0.01 < found.values["variance_from"] and found.values["variance_to"] < 0.03
    return measured(f"{both.text}; {found.text}", **found.values)


@claim("With λ alone set to 1 the variance after 60 layers is about 0.6.")
def lambda_alone_set_to_one():
    """Lab: smallest and largest value over eight seeds."""
    found = lab("layer-60-lambda-one")
    assert 0.55 < found.values["variance_from"] and found.values["variance_to"] < 0.7
    return found


@myth(
    "SELU's additional multiplication automatically normalizes a layer.",
    instead="Multiplying by λ only scales. It takes both constants, and weights of mean 0 and variance 1/n.",
)
def multiplication_normalizes():
    """Lab: the same multiplication by λ with α = 1, and with both constants but He-normal weights."""
    alone, he = lab("layer-60-alpha-one").values, lab("layer-100-he").values
    assert alone["variance_to"] < 0.1 and he["variance_from"] > 100
    text = (
        f"variance at most {alone['variance_to']} after 60 layers with α = 1, "
        f"at least {he['variance_from']:.0f} after 100 with He-normal weights"
    )
    return measured(text, alone=alone["variance_to"], he=he["variance_from"])


@claim(
    "With weights scaled by PyTorch's gain for SELU, 3/4, "
    "the variance after 60 layers is below a tenth of what it should be.",
)
def pytorch_gain_shrinks_variance():
    """60 layers, 256 wide, weights of standard deviation 3/4 · 1/√n, kaiming_normal_'s for "selu"; four seeds."""
    variances = []
    for seed in range(4):
        rng = np.random.default_rng(seed)
        weights = [0.75 * weight for weight in stack(rng, lecun_normal, depth=60, width=256)]
        activations, _ = forward(rng.standard_normal((64, 256)), weights, selu)
        variances.append(float(activations[-1].var()))
    assert 0.01 < min(variances) and max(variances) < 0.1
    text = f"variance {min(variances):.3f} to {max(variances):.3f} after 60 layers, four seeds"
    return measured(text, low=min(variances), high=max(variances))


# --- work ------------------------------------------------------------------------------------------------------------


@claim("SELU takes one exponential per element, as ELU, sigmoid and tanh do; ReLU and Leaky ReLU take none.")
def one_exponential_per_element():
    """Each snippet run with a NumPy that counts the elements sent through exp, expm1, tanh and their like."""
    x = np.random.default_rng(0).standard_normal(10_000)
    functions = {"SELU": selu, "ELU": elu, "sigmoid": sigmoid, "tanh": tanh, "ReLU": relu, "Leaky ReLU": leaky_relu}
    counts = {name: transcendentals(function, x) for name, function in functions.items()}
    assert list(counts.values()) == [1, 1, 1, 1, 0, 0]
    return measured(", ".join(f"{name} {count:g}" for name, count in counts.items()))


def softplus(x):
    """log(1 + exp(x)), the smooth form of ReLU, without overflow."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


@myth(
    "Out of all the ReLU variants, SELU is the least computationally efficient.",
    instead="ELU takes as many exponentials; softplus, the smooth ReLU, takes a logarithm on top.",
)
def least_efficient_variant():
    """Exponentials and logarithms per element of SELU, ELU and softplus, counted; λα as one constant loses nothing."""
    x = np.random.default_rng(0).standard_normal(10_000)
    ours, elus, other = (transcendentals(function, x) for function in (selu, elu, softplus))
    folded = np.where(x > 0, float(EXACT_LAMBDA) * x, float(EXACT_FLOOR) * np.expm1(x))
    assert ours == elus < other and np.max(np.abs(selu(x) / folded - 1)) < 4 * EPS
    return measured(f"exponentials and logarithms per element: SELU {ours:g}, ELU {elus:g}, softplus {other:g}")


@cited(
    "In its authors' experiments SELU networks outperformed all competing feed-forward networks on 121 tasks "
    "of the UCI repository.",
    source="Klambauer et al. 2017, arXiv:1706.02515, abstract; its data sets and trainings are no part of this build",
)
def outperforms_others():
    """A comparison over 121 data sets and seven kinds of network, not repeated here: undecided."""


@claim("The gradient loses at most the last digit too: it is within 2 ulp in every float format.")
def gradient_within_two_ulp():
    """Against 50 digits: some 400 points a dtype, both signs, subnormals, the largest floats and where exp runs out."""
    return within(2, 0.51, (selu_grad, exact_slope))


@claim("The code keeps float16, float32 and float64, computes integers in float64, and gives NaN for NaN alone.")
def keeps_dtypes_and_nan():
    """All of float16 in three dtypes, other shapes, integers, scalars; warnings are errors; six inputs are refused."""
    return keeps_contract(selu, selu_grad)


def exact_slope(x):
    """SELU's derivative at an mpmath number, λα at the kink."""
    scale, floor = (mpmath.mpf(digits(number, 45)) for number in (EXACT_LAMBDA, EXACT_FLOOR))
    return scale if x > 0 else floor * mpmath.exp(x)
