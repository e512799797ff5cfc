"""What docs/functions/gelu.md asserts, one function a claim."""

import math

import mpmath
import numpy as np
import sympy
from flint import acb, arb, ctx

import _fifty_digits as fifty
from _contract import keeps_contract
from _floats import edge, every_float16
from _layers import forward, he_normal, stack
from _moments import normal_integral
from _work import transcendentals
from gelu import gelu, gelu_grad, gelu_tanh, gelu_tanh_grad
from rectified.evidence import claim, exhaustive, measured, myth, proved, sampled
from relu import relu
from sigmoid import sigmoid
from silu import silu

ctx.prec = 200

EPS = np.finfo(np.float64).eps
COEFFICIENT, SIGMOID_SCALE = arb("0.044715"), arb("1.702")

# The function itself for algebra: Φ by erf, and its density φ.
X = sympy.Symbol("x", real=True)
BELOW = (1 + sympy.erf(X / sympy.sqrt(2))) / 2
DENSITY = sympy.exp(-(X**2) / 2) / sympy.sqrt(2 * sympy.pi)


# --- exact values, as balls: numbers with a rigorous error bound ------------------------------------------------------


def density(x):
    """φ(x)."""
    return (-x * x / 2).exp() / (2 * arb.pi()).sqrt()


def below(x):
    """Φ(x)."""
    return (-x / arb(2).sqrt()).erfc() / 2


def exact_gelu(x):
    return x * below(x)


def exact_slope(x):
    return below(x) + x * density(x)


def logistic(x):
    return 1 / (1 + (-x).exp())


def cubic(x):
    """What the tanh form gives to the sigmoid: 2√(2/π)(x + 0.044715x³)."""
    return (8 / arb.pi()).sqrt() * (x + COEFFICIENT * x**3)


def exact_tanh_form(x):
    return x * logistic(cubic(x))


def exact_tanh_slope(x):
    s, slope = logistic(cubic(x)), (8 / arb.pi()).sqrt() * (1 + 3 * COEFFICIENT * x**2)
    return s + x * slope * s * logistic(-cubic(x))


def exact_sigmoid_form(x, scale=SIGMOID_SCALE):
    return x * logistic(scale * x)


def exact_sigmoid_slope(x, scale=SIGMOID_SCALE):
    s = logistic(scale * x)
    return s + x * scale * s * (1 - s)


def snippet_agrees(function, exact, points):
    """Assert that a function of the snippet has the exact values, to 3 eps of the larger of value and 1/16."""
    for x, y in zip(points, function(np.asarray(points, float)), strict=True):
        assert abs(arb(float(y)) - exact(arb(float(x)))) <= 3 * EPS * max(abs(float(y)), 1 / 16)


GRID = np.linspace(-12, 12, 193)


def stays_below(function, slope, bound, low, high):
    """Prove |function| < bound on [low, high] and return the number of boxes.

    Each box is enclosed by its midpoint and its slopes (mean value theorem), and halved until that is enough.
    """
    waiting, boxes = [(arb(low), arb(high))], 0
    while waiting:
        left, right = waiting.pop()
        middle, half = (left + right) / 2, (right - left) / 2
        enclosure = function(middle) + slope(arb(middle, half)) * arb(0, half)
        boxes += 1
        if not abs(enclosure) < bound:
            assert boxes < 20_000, f"not below {bound} near {float(middle)}"
            waiting += [(left, middle), (middle, right)]
    return boxes


def error_of(form, slope):
    """How far a form of GELU is from it, and the derivative of that."""
    return lambda x: form(x) - exact_gelu(x), lambda x: slope(x) - exact_slope(x)


# --- what it is -------------------------------------------------------------------------------------------------------


@claim("GELU(x) is the mean result when x is kept with probability Φ(x) and else replaced by 0.")
def mean_of_a_random_gate():
    """Φ(x), the chance that a standard normal number is at most x, by rigorous quadrature of its density from −40, at
    25 points; and a million draws each at five points."""
    for x in np.linspace(-6, 6, 25):
        chance = acb.integral(lambda z, _: (-z * z / 2).exp() / (2 * acb.pi()).sqrt(), -40, float(x)).real
        assert abs(arb(gelu(x)) - float(x) * (chance + arb(0, 1e-300))) <= 2 * EPS * abs(gelu(x))
    rng, apart = np.random.default_rng(0), []
    for x in (-2.0, -1.0, 0.5, 1.0, 2.0):
        kept = np.where(rng.standard_normal(1_000_000) <= x, x, 0)
        apart.append((kept.mean() - gelu(x)) / (kept.std() / 1000))
    assert max(map(abs, apart)) < 4
    return sampled(
        f"x·P(Z ≤ x) at 25 points; means of a million draws are within {max(map(abs, apart)):.1f} standard errors"
    )


@claim("GELU(x) − GELU(−x) = x, and the same holds for its tanh form.")
def mirror():
    """Both by SymPy, erf and tanh being odd; the snippet on all of float16, computed in float64."""
    u = sympy.sqrt(2 / sympy.pi) * (X + sympy.Rational(44715, 10**6) * X**3)
    for gate in (BELOW, (1 + sympy.tanh(u)) / 2):
        assert sympy.simplify(X * gate - (-X) * gate.subs(X, -X) - X) == 0
    x = every_float16()[1:-1].astype(float)
    apart = max(np.max(np.abs(f(x) - f(-x) - x) / np.maximum(np.abs(x), 1e-300)) for f in (gelu, gelu_tanh))
    assert apart <= 2 * EPS
    return proved(
        f"Φ(x) + Φ(−x) = 1; the snippet's difference is within {apart:.0e} of x, relatively, over {x.size} values"
    )


@claim("GELU lies between x/2 and ReLU(x): it is smaller than x on the right, and above x/2 on both sides.")
def between_half_and_relu():
    """Φ rises (its derivative φ is positive) from 0 through 1/2 at 0 to 1, by SymPy; every float16."""
    assert sympy.simplify(sympy.diff(BELOW, X) - DENSITY) == 0 and DENSITY.is_positive
    assert [sympy.limit(BELOW, X, at) for at in (-sympy.oo, 0, sympy.oo)] == [0, sympy.Rational(1, 2), 1]
    x = every_float16()[1:-1]
    y = gelu(x.astype(float))
    assert np.all(y >= x.astype(float) / 2) and np.all(y <= np.maximum(x, 0)) and np.all((y > 0) == (x > 0))
    snippet_agrees(gelu, exact_gelu, GRID)
    return proved(f"0 < Φ(x) < 1/2 left of 0 and 1/2 < Φ(x) < 1 right of it; so at all {x.size} finite float16 values")


# --- shape ------------------------------------------------------------------------------------------------------------


@claim("GELU is convex between −√2 and √2 and concave outside: it has two inflection points.")
def two_inflections():
    """Its second derivative is (2 − x²)φ(x), by SymPy; central differences of the snippet's slope at 200 points."""
    assert sympy.simplify(sympy.diff(X * BELOW, X, 2) - (2 - X**2) * DENSITY) == 0
    x = np.linspace(-4, 4, 200)
    x = x[abs(abs(x) - math.sqrt(2)) > 0.01]
    bend = gelu_grad(x + 1e-4) - gelu_grad(x - 1e-4)
    assert np.array_equal(bend > 0, abs(x) < math.sqrt(2))
    return proved("the second derivative is (2 − x²)φ(x), which changes its sign at ±√2 alone", at=math.sqrt(2))


@claim("GELU falls down to x = −0.7518 and rises from there on; its least value is −0.1700.")
def falls_then_rises():
    """The slope rises between −√2 and √2, as the second derivative (2 − x²)φ(x) is positive there, and changes sign
    once, enclosed to 1e-14. Left of −√2 it falls from 0, so it is negative; right of √2 it falls to 1."""
    assert sympy.simplify(sympy.diff(X * BELOW, X, 2) - (2 - X**2) * DENSITY) == 0
    assert [sympy.limit(sympy.diff(X * BELOW, X), X, at) for at in (-sympy.oo, sympy.oo)] == [0, 1]
    low, high = arb("-0.75179152469357"), arb("-0.75179152469356")
    assert exact_slope(low) < 0 < exact_slope(high)
    least = exact_gelu(low)
    values = gelu(every_float16()[1:].astype(float))
    assert values.min() >= float(least) - EPS and abs(gelu(float(low)) - float(least)) <= EPS / 8
    assert gelu_grad(-0.76) < 0 < gelu_grad(-0.74)
    snippet_agrees(gelu, exact_gelu, GRID)
    text = f"the slope's one root is x = {float(low):.12f}, where GELU is {float(least):.12f}"
    return proved(text, at=low, least=least)


@claim("GELU's slope runs from −0.129 at x = −√2 to 1.129 at √2, so 1.129 is its Lipschitz constant.")
def slope_range():
    """The second derivative (2 − x²)φ(x) is 0 at ±√2 alone, and the limits of the slope, 0 and 1, lie between the
    slopes there (SymPy, balls). The snippet on all of float16."""
    assert sympy.simplify(sympy.diff(X * BELOW, X, 2) - (2 - X**2) * DENSITY) == 0
    least, most = exact_slope(-arb(2).sqrt()), exact_slope(arb(2).sqrt())
    assert least < 0 and most > 1
    slopes = gelu_grad(every_float16().astype(float))
    assert abs(slopes.max() - float(most)) < 1e-6 and abs(slopes.min() - float(least)) < 1e-6
    return proved(f"from {float(least):.10f} to {float(most):.10f}", least=least, most=most)


@claim("At 0 GELU has the slope 1/2, and the slopes at x and −x add up to 1.")
def slopes_add_up_to_one():
    """The formula by SymPy, the same for the tanh form; the snippet's four slopes on all of float16 in float64."""
    slope = sympy.diff(X * BELOW, X)
    assert slope.subs(X, 0) == sympy.Rational(1, 2) and sympy.simplify(slope + slope.subs(X, -X)) == 1
    assert gelu_grad(0.0) == gelu_tanh_grad(0.0) == 0.5
    x = every_float16().astype(float)
    apart = max(np.max(np.abs(f(x) + f(-x) - 1)) for f in (gelu_grad, gelu_tanh_grad))
    assert apart <= 2 * EPS
    snippet_agrees(gelu_grad, exact_slope, GRID)
    return proved(f"f(x) − f(−x) = x, differentiated; the snippet's sum is within {apart:.0e} of 1", half=0.5)


@claim("GELU is at most 0.1700 below ReLU, and furthest from it at x = ±0.7518.")
def distance_from_relu():
    """ReLU(x) − GELU(x) is −GELU(−|x|), by the mirror; so its maximum is minus GELU's minimum, enclosed in balls."""
    x = every_float16()[1:-1].astype(float)
    gap = relu(x) - gelu(x)
    assert np.all(np.abs(gap + gelu(-np.abs(x))) <= EPS * np.maximum(np.abs(x), 1))
    low, high = arb("-0.75179152469357"), arb("-0.75179152469356")
    assert exact_slope(low) < 0 < exact_slope(high)
    most = -exact_gelu(low)
    assert (
        gap.max() <= float(most) + EPS * 1e5
        and abs(relu(0.75179152469357) - gelu(0.75179152469357) - float(most)) < EPS
    )
    return proved(f"the largest distance is {float(most):.10f}", most=most, at=high)


@claim("GELU(cx)/c is within 0.17/c of ReLU(x), so for large c it becomes ReLU.")
def sharpened_it_is_relu():
    """ReLU(cx) = c·ReLU(x), so the distance is GELU's from ReLU, divided by c; five values of c at 2001 points."""
    most = -exact_gelu(arb("-0.75179152469357"))
    assert most < arb("0.17")
    x, found = np.linspace(-3, 3, 2001), []
    for c in (0.5, 1.0, 2.0, 10.0, 100.0):
        found.append(c * np.max(np.abs(gelu(c * x) / c - relu(x))))
        assert 0.16 < found[-1] < 0.17
    return proved(
        f"the largest distance times c is {min(found):.4f} to {max(found):.4f} for c from 0.5 to 100", most=most
    )


@claim("Left of −5 GELU's slope is smaller in size than 1e-5.")
def flat_on_the_left():
    """Left of −√2 the slope is negative and falls as x rises (second derivative (2 − x²)φ(x)), so its size is largest
    at −5, a ball. Every float16 from −5 down."""
    assert sympy.simplify(sympy.diff(X * BELOW, X, 2) - (2 - X**2) * DENSITY) == 0
    size = -exact_slope(arb(-5))
    assert 0 < size < arb("1e-5")
    x = every_float16()
    slopes = gelu_grad(x[x <= -5].astype(float))
    assert np.all(np.abs(slopes) <= float(size) * (1 + 4 * EPS)) and gelu_grad(-5.0) < -7e-6
    return proved(f"at −5 it is −{float(size):.2e}, and closer to 0 from there on", size=size)


# --- what it does to a layer ------------------------------------------------------------------------------------------


def normal_mean(function):
    """E[function(Z)] for a standard normal Z: the midpoint rule, error below 1e-9 for the smooth functions here."""
    z = (np.arange(-1200, 1200) + 0.5) / 100
    return float(np.sum(function(z) * np.exp(-z * z / 2)) / math.sqrt(2 * math.pi) / 100)


@claim("For a standard normal input GELU's output has mean 0.282 and mean square 0.425; ReLU's are 0.399 and 1/2.")
def moments_of_its_output():
    """1/(2√π) and 1/3 + 1/(2√3π), against rigorous quadrature over ±40 standard deviations; ReLU's are 1/√(2π) and 1/2.
    The snippet by the midpoint rule."""
    mean, square = 1 / (2 * arb.pi().sqrt()), arb(1) / 3 + 1 / (2 * arb(3).sqrt() * arb.pi())

    def integral(power):
        return normal_integral(lambda z: (z * (-z / acb(2).sqrt()).erfc() / 2) ** power)

    for power, closed in ((1, mean), (2, square)):
        assert closed.overlaps(integral(power)) and integral(power).rel_accuracy_bits() > 100
        assert abs(normal_mean(lambda z, p=power: gelu(z) ** p) - float(closed)) < 1e-9
    rectified = 1 / (2 * arb.pi()).sqrt()
    text = f"mean {float(mean):.6f}, mean square {float(square):.6f}; ReLU's mean is {float(rectified):.6f}"
    return proved(text, mean=mean, square=square, rectified=rectified)


@claim("For normal inputs of any scale GELU keeps less than half of the mean square; at scale 1 it keeps 42.5 %.")
def keeps_less_than_half():
    """Φ(z)² + Φ(−z)² = 1 − 2Φ(z)Φ(−z) < 1 (SymPy), so the mean of Z²Φ(sZ)² is less than half of that of Z². Closed
    form at scale 1; the snippet by the midpoint rule at seven scales."""
    assert sympy.simplify(BELOW**2 + BELOW.subs(X, -X) ** 2 - 1 + 2 * BELOW * BELOW.subs(X, -X)) == 0
    kept = [normal_mean(lambda z, s=s: (gelu(s * z) / s) ** 2) for s in (0.01, 0.1, 0.5, 1, 2, 10, 100)]
    assert np.all(np.diff(kept) > 0) and kept[-1] < 0.5
    share = arb(1) / 3 + 1 / (2 * arb(3).sqrt() * arb.pi())
    assert abs(kept[3] - float(share)) < 1e-9
    return proved(f"{kept[0]:.3f} at scale 0.01, {kept[3]:.4f} at 1, {kept[-1]:.4f} at 100", share=share)


@claim(
    "50 layers of GELU with He-normal weights and no normalization leave less than a tenth of the mean square,"
    " mostly less than a billionth."
)
def he_weights_shrink():
    """Stacks 128 wide, 8 standard normal inputs, eight seeds."""
    left = []
    for seed in range(8):
        rng = np.random.default_rng(seed)
        weights, x = stack(rng, he_normal, depth=50, width=128), rng.standard_normal((8, 128))
        left.append(np.mean(forward(x, weights, gelu)[0][-1] ** 2) / np.mean(x**2))
    assert 0 < min(left) and max(left) < 0.1 and np.sum(np.array(left) < 1e-9) > 4
    middle = np.median(left)
    return measured(
        f"{min(left):.0e} to {max(left):.0e} of the mean square is left over eight seeds, median {middle:.0e}"
    )


@claim("Both forms take one exponential for each element; ReLU takes none.")
def one_exponential_per_element():
    """Each run with a NumPy that counts the elements sent through exp, tanh and such; and each has its values."""
    snippet_agrees(gelu, exact_gelu, GRID)
    snippet_agrees(gelu_tanh, exact_tanh_form, GRID)
    x = np.random.default_rng(0).standard_normal(1000)
    counts = [transcendentals(function, x) for function in (gelu, gelu_tanh, relu)]
    assert counts == [1, 1, 0]
    return measured("exact form {:g}, tanh form {:g}, ReLU {:g}".format(*counts))


@claim("For standard normal inputs 22.6 % of GELU's slopes are negative.")
def share_of_negative_slopes():
    """The slope is negative left of its one root, so the share is Φ at that root, a ball; a hundred thousand draws."""
    low, high = arb("-0.75179152469357"), arb("-0.75179152469356")
    assert exact_slope(low) < 0 < exact_slope(high)
    share = below(low)
    drawn = np.mean(gelu_grad(np.random.default_rng(0).standard_normal(100_000)) < 0)
    assert abs(drawn - float(share)) < 0.005
    return proved(f"Φ(−0.751792) = {float(share):.4%}; of a hundred thousand draws {drawn:.1%}", share=share)


# --- the other forms --------------------------------------------------------------------------------------------------


@claim("The tanh form is off by up to 0.000473, the most at x = ±2.699.")
def tanh_form_error():
    """The error is even, as f(x) − f(−x) = x for both. On [0, 8] the mean value theorem on boxes, halved until each is
    below the bound; beyond 8 the two functions' tails are. At 2.699 its slope changes sign, and the error is a ball."""
    snippet_agrees(gelu_tanh, exact_tanh_form, GRID)
    snippet_agrees(gelu, exact_gelu, GRID)
    error, slope = error_of(exact_tanh_form, exact_tanh_slope)
    boxes = stays_below(error, slope, arb("0.0004735"), 0, 8)
    assert 8 * (arb("-1.5") * 8).exp() < arb("0.0004735") and density(arb(8)) < arb("0.0004735")
    worst, at = error(arb("2.699")), (arb("2.6989") + arb("2.6990")) / 2
    assert worst > arb("0.0004732") and slope(arb("2.6989")) > 0 > slope(arb("2.6990"))
    text = f"below 0.0004735 in {boxes} boxes; at ±2.699 it is {float(worst):.7f}"
    return proved(text, worst=worst, at=at, coefficient=COEFFICIENT)


@claim("The sigmoid form x·σ(1.702x) is off by up to 0.0203, 43 times as much, the most at x = ±2.27.")
def sigmoid_form_error():
    """As for the tanh form: boxes on [0, 8], and beyond it the tails."""
    points = GRID[np.abs(GRID) < 8]
    snippet_agrees(lambda x: x * sigmoid(1.702 * x), exact_sigmoid_form, points)
    error, slope = error_of(exact_sigmoid_form, exact_sigmoid_slope)
    boxes = stays_below(error, slope, arb("0.02034"), 0, 8)
    assert 8 * (arb("-1.702") * 8).exp() < arb("0.02034")
    worst, at = -error(arb("2.27")), arb("2.2704")
    other = error_of(exact_tanh_form, exact_tanh_slope)[0](arb("2.699"))
    assert worst > arb("0.02033") and slope(arb("2.2703")) < 0 < slope(arb("2.2705"))
    assert np.max(gelu(points) - points * sigmoid(1.702 * points)) > 0.02
    times = float(worst / other)
    text = f"below 0.02034 in {boxes} boxes; at ±2.27 it is {float(worst):.6f}, {times:.1f} times the tanh form's"
    return proved(text, worst=worst, times=worst / other, at=at, scale=SIGMOID_SCALE)


@claim("GELU and SiLU are at most 0.193 apart, the most at x = ±1.97.")
def distance_from_silu():
    """SiLU is the sigmoid form without the factor: boxes on [0, 8], and beyond it the tails."""
    points = GRID[np.abs(GRID) < 8]
    snippet_agrees(silu, lambda x: exact_sigmoid_form(x, 1), points)
    error, slope = error_of(lambda x: exact_sigmoid_form(x, 1), lambda x: exact_sigmoid_slope(x, 1))
    boxes = stays_below(error, slope, arb("0.19301"), 0, 8)
    assert 8 * arb(-8).exp() < arb("0.19301")
    worst, at = -error(arb("1.9655")), arb("1.9655")
    assert worst > arb("0.1930") and slope(arb("1.965")) < 0 < slope(arb("1.966"))
    assert np.max(gelu(points) - silu(points)) > 0.19
    return proved(f"below 0.19301 in {boxes} boxes; at ±1.9655 it is {float(worst):.6f}", worst=worst, at=at)


@claim(
    "In the left tail the tanh form fades too fast:"
    " it gives 90 % of GELU at x = −3, 16 % at −5 and less than a millionth at −8."
)
def tanh_form_in_the_tail():
    """Ratios of balls; the snippet's two functions there."""
    ratios = {x: exact_tanh_form(arb(x)) / exact_gelu(arb(x)) for x in (-3, -5, -8)}
    for x, ratio in ratios.items():
        assert abs(gelu_tanh(float(x)) / gelu(float(x)) / float(ratio) - 1) < 4 * EPS
    assert ratios[-8] < arb("1e-6")
    third, fifth, eighth = ratios.values()
    there = exact_gelu(arb(-5))
    text = (
        f"{float(third):.4f} at −3, {float(fifth):.4f} at −5, {float(eighth):.1e} at −8; GELU(−5) = {float(there):.2e}"
    )
    return proved(text, third=third, fifth=fifth, there=there)


@claim("In float16 the two forms still differ, for 31 % of standard normal inputs.")
def forms_differ_in_half_precision():
    """Both rounded to float16, for a hundred thousand draws from each of five seeds, and on every finite float16."""
    shares = []
    for seed in range(5):
        x = np.random.default_rng(seed).standard_normal(100_000).astype(np.float16)
        shares.append(100 * np.mean(gelu(x) != gelu_tanh(x)))
    assert 30.5 < min(shares) and max(shares) < 31.5
    x = every_float16()[1:-1]
    count = np.sum(gelu(x) != gelu_tanh(x))
    text = (
        f"{min(shares):.1f} to {max(shares):.1f} % of the draws over five seeds, and {count} of {x.size} float16 values"
    )
    return measured(text, percent=np.mean(shares))


# --- floating point ---------------------------------------------------------------------------------------------------


def textbook(x):
    """GELU as its formula suggests it, each step rounded to the dtype of x; erf itself is exact to the last digit."""
    dtype = x.dtype.type
    erf = dtype(math.erf(float(x / dtype(math.sqrt(2)))))
    return dtype(0.5) * x * (dtype(1) + erf)


def textbook_tanh(x):
    """The tanh form as it is written, each step rounded to the dtype of x."""
    dtype = x.dtype.type
    return dtype(0.5) * x * (dtype(1) + np.tanh(dtype(math.sqrt(2 / math.pi)) * (x + dtype(0.044715) * x * x * x)))


@claim("The snippet loses at most the last digit: both forms are within 2 ulp in float16, float32 and float64.")
def accurate_to_two_ulp():
    """500 points a dtype and sign, spaced evenly in the exponent, and 500 on the left tail, against 200-bit balls."""
    worst = {}
    for dtype, low, tail in ((np.float16, 1e-4, 5.5), (np.float32, 1e-35, 14), (np.float64, 1e-300, 38)):
        size = np.geomspace(low, 100, 500)
        x = np.concatenate([-size[size < tail], size, -np.linspace(0.01, tail, 500)]).astype(dtype)
        for function, exact in ((gelu, exact_gelu), (gelu_tanh, exact_tanh_form)):
            for v, y in zip(x, function(x), strict=True):
                error = abs(arb(float(y)) - exact(arb(float(v)))) / float(np.spacing(abs(y)))
                worst[dtype] = max(worst.get(dtype, 0), float(error.upper()))
    half, single, double = worst.values()
    assert half <= 2 and single <= 2 and double <= 2
    text = f"worst {half:.2f} ulp in float16, {single:.2f} in float32, {double:.2f} in float64"
    return sampled(text, half=half, single=single, double=double)


@claim(
    "½x(1 + erf(x/√2)) as written is 0 from x = −5.54 down in float32, where GELU is −8e-8,"
    " and from −8.37 down in float64."
)
def textbook_form_loses_the_tail():
    """Bisection for the first float that gives 0, math.erf rounded to the dtype; the snippet there, and a ball."""
    single, double = (edge(lambda x: textbook(x) == 0, -30, -1, dtype) for dtype in (np.float32, np.float64))
    there = exact_gelu(arb(float(single)))
    assert abs(float(gelu(single)) / float(there) - 1) < 1e-7 and gelu(double) != 0
    assert abs(gelu(double) / float(exact_gelu(arb(float(double)))) - 1) < 4 * EPS
    text = f"0 from {single:.2f} (float32), where GELU is {float(there):.1e}, and {double:.2f} (float64) down"
    return measured(text, single=single, double=double, there=there)


@claim("½x(1 + tanh(…)) as written is 0 from x = −5.42 down in float32 and from −7.19 down in float64.")
def textbook_tanh_form_loses_the_tail():
    """Bisection for the first float that gives 0; the snippet there, against a ball."""
    single, double = (edge(lambda x: textbook_tanh(x) == 0, -30, -1, dtype) for dtype in (np.float32, np.float64))
    for x, digits in ((single, 1e-7), (double, 4 * EPS)):
        assert abs(float(gelu_tanh(x)) / float(exact_tanh_form(arb(float(x)))) - 1) < digits
    return measured(f"0 from {single:.2f} (float32) and {double:.2f} (float64) down", single=single, double=double)


@claim("At −∞ both forms as written give NaN, because −∞ · 0 is NaN; the limit is 0.")
def textbook_forms_fail_at_minus_infinity():
    """The expressions as written at −∞; the limit by SymPy; the snippet's values, with their sign."""
    assert sympy.limit(X * sympy.erfc(-X / sympy.sqrt(2)) / 2, X, -sympy.oo) == 0
    with np.errstate(invalid="ignore"):
        written = [textbook(np.float64(-np.inf)), textbook_tanh(np.float64(-np.inf))]
    ours = [gelu(-np.inf), gelu_tanh(-np.inf)]
    assert np.all(np.isnan(written)) and ours == [0, 0] and np.all(np.signbit(ours))
    return measured("NaN and NaN as written; −0 and −0 from the snippet")


@claim(
    "The tanh form's derivative as written, with 1 − tanh², gives NaN in float16 from x = 256 on, where x² overflows."
)
def textbook_slope_overflows():
    """Each step rounded to float16: 1 − tanh² is 0, and times infinity that is NaN. Bisection; the snippet gives 1."""

    def written(x):
        root, small = np.float16(math.sqrt(2 / math.pi)), np.float16(0.044715)
        with np.errstate(all="ignore"):
            t = np.tanh(root * (x + small * x * x * x))
            inner = root * (np.float16(1) + np.float16(3) * small * (x * x))
            return np.float16(0.5) * (1 + t) + np.float16(0.5) * x * (1 - t * t) * inner

    first = edge(lambda x: np.isnan(written(x)), 1000, 1, np.float16)
    assert first == 256 and gelu_tanh_grad(first) == 1 and not np.any(np.isnan(gelu_tanh_grad(every_float16())))
    return measured(f"NaN from {first} on; the snippet gives {gelu_tanh_grad(first)} there, and NaN nowhere")


@claim("In float32 GELU is exactly x from 5.35 up and exactly 0 from −14.36 down; the tanh form is 0 from −10.77 down.")
def where_it_ends_in_float32():
    """Bisection for the first float32 of each kind."""
    same = edge(lambda x: gelu(x) == x, 60, 1, np.float32)
    zero, other = (edge(lambda x, f=f: f(x) == 0, -100, -1, np.float32) for f in (gelu, gelu_tanh))
    smallest = arb(2) ** -150  # half the smallest float32: below it everything rounds to 0
    for x, exact in ((zero, exact_gelu), (other, exact_tanh_form)):
        inside, outside = float(np.nextafter(x, np.float32(-99))), float(np.nextafter(x, np.float32(0)))
        assert abs(exact(arb(inside))) < smallest < abs(exact(arb(outside)))
    assert below(arb(-float(same))) < arb(2) ** -24
    return measured(
        f"x from {same:.2f}, 0 from {zero:.2f}, the tanh form from {other:.2f}", same=same, zero=zero, other=other
    )


# --- what people get wrong --------------------------------------------------------------------------------------------


@myth("GELU is monotonic.", instead="It falls from 0 to −0.1700 at x = −0.7518, and rises only from there.")
def monotonic():
    """GELU at −2, −1 and 0, balls: the middle one is the lowest."""
    left, middle = exact_gelu(arb(-2)), exact_gelu(arb(-1))
    assert middle < left < 0 and gelu(-1.0) < gelu(-2.0) < 0 == gelu(0.0)
    least = exact_gelu(arb("-0.75179152469357"))
    text = f"GELU(−2) = {float(left):.4f}, GELU(−1) = {float(middle):.4f}, GELU(0) = 0"
    return proved(text, left=left, middle=middle, least=least, at=arb("-0.75179152469357"))


@myth("GELU is zero for negative inputs.", instead="On paper it is zero at 0 alone: at −1 it is −0.159.")
def zero_for_negative_inputs():
    """x and Φ(x) > 0 are not 0 left of 0. Of the float16 values from −5 to 0 those are counted that give 0."""
    x = every_float16()
    x = x[(x >= -5) & (x < 0)]
    zeros = x[gelu(x) == 0]
    value = exact_gelu(arb(-1))
    assert zeros.size == 1 and zeros[0] == -np.finfo(np.float16).smallest_subnormal
    assert abs(gelu(-1.0) - float(value)) <= EPS
    text = f"GELU(−1) = {float(value):.4f}; of {x.size} float16 values from −5 to 0 only the smallest rounds to 0"
    return exhaustive(text, value=value)


@myth("GELU is convex.", instead="It is convex between −√2 and √2 only.")
def convex():
    """The midpoint of 1.5 and 4 lies above the chord, balls."""
    over = exact_gelu(arb("2.75")) - (exact_gelu(arb("1.5")) + exact_gelu(arb(4))) / 2
    assert over > 0 and gelu(2.75) > (gelu(1.5) + gelu(4.0)) / 2
    return proved(f"at 2.75 it is {float(over):.4f} above the chord from 1.5 to 4", over=over)


@myth(
    "The tanh form is exact to float precision.",
    instead="It is off by up to 0.000473, some 2000 units in the last place of float32 at x = 2.7.",
)
def tanh_form_is_exact():
    """The snippet's two forms at 2.7, and balls."""
    x = np.float32(2.7)
    apart = exact_tanh_form(arb(float(x))) - exact_gelu(arb(float(x)))
    units = float(apart) / float(np.spacing(gelu(x)))
    assert apart > arb("0.00047") and abs((float(gelu_tanh(x)) - float(gelu(x))) / float(apart) - 1) < 1e-3
    return proved(f"at 2.7 they are {float(apart):.6f} apart, {units:.0f} ulp of float32", apart=apart, at=float(x))


@myth("GELU never amplifies a gradient.", instead="Its slope exceeds 1 for every x from 0.7518 up, and reaches 1.129.")
def never_amplifies():
    """f′(x) + f′(−x) = 1, and f′ is negative left of −0.7518; the ball at √2."""
    most = exact_slope(arb(2).sqrt())
    assert most > 1 and gelu_grad(math.sqrt(2)) > 1.128 and gelu_grad(0.74) < 1 < gelu_grad(0.76)
    start = arb("0.75179152469357")
    assert exact_slope(-start) < 0 < exact_slope(-start + arb("1e-13")) and gelu_grad(0.0) == 0.5
    return proved(f"1 at {float(start):.6f}, {float(most):.6f} at √2", most=most, start=start)


@claim(
    "The gradients lose at most the last digit too: they are within 2 ulp in every float format,"
    " beside their roots of the ulp of 1."
)
def gradients_within_two_ulp():
    """Against 50 digits: some 400 points a dtype, both signs, subnormals, the largest floats and where exp runs out."""
    fifty.within(2, 0.51, (gelu_tanh_grad, tanh_form_slope), beside=(-1.1, -0.4))
    return fifty.within(2, 0.51, (gelu_grad, lambda x: fifty.below(x) + x * fifty.density(x)), beside=(-1.1, -0.4))


def tanh_form_slope(x):
    """The derivative of x σ(u), with u twice what tanh is given."""
    u = mpmath.sqrt(8 / mpmath.pi) * (x + mpmath.mpf("0.044715") * x**3)
    slope = mpmath.sqrt(8 / mpmath.pi) * (1 + 3 * mpmath.mpf("0.044715") * x**2)
    return fifty.sigmoid(u) * (1 + x * slope * fifty.sigmoid(-u))


@claim("The code keeps float16, float32 and float64, computes integers in float64, and gives NaN for NaN alone.")
def keeps_dtypes_and_nan():
    """All of float16 in three dtypes, other shapes, integers, scalars; warnings are errors; six inputs are refused."""
    return keeps_contract(gelu, gelu_grad, gelu_tanh, gelu_tanh_grad)
