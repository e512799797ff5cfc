"""What docs/functions/softplus.md asserts, one function a claim."""

import math

import numpy as np
import sympy
from flint import arb, ctx

import _fifty_digits as fifty
from _contract import keeps_contract
from _floats import edge, every_float16
from _layers import forward, gradient_ratio, he_normal, lecun_normal, stack
from _moments import normal_integral
from _work import transcendentals
from rectified.evidence import claim, exhaustive, measured, myth, proved, sampled
from relu import relu, relu_grad
from sigmoid import sigmoid
from softplus import softplus, softplus_grad

ctx.dps = 50

X, T = sympy.Symbol("x", real=True), sympy.Symbol("t", positive=True)  # t stands for exp(x)
FORMULA = sympy.log(1 + sympy.exp(X))
SLOPE = sympy.diff(FORMULA, X)
LOG_2 = arb(2).log()


def identity_holds(left, right):
    """Whether two expressions in x are the same function, after expansion in t = exp(x)."""
    difference = (left - right).subs(X, sympy.log(T))
    return sympy.simplify(sympy.expand_log(sympy.simplify(difference), force=True)) == 0


def exact_softplus(x):
    """Softplus of a float as a ball."""
    x = arb(float(x))
    return (-x).exp().log1p() + x if x > 0 else x.exp().log1p()


# --- shape -----------------------------------------------------------------------------------------------------------


@claim("Softplus is positive everywhere, with limit 0 on the left and without bound on the right.")
def positive():
    """1 + eˣ is above 1, so its logarithm is positive; limits by SymPy. The snippet on all of float16, in float64."""
    assert sympy.exp(X).is_positive
    assert (sympy.limit(FORMULA, X, -sympy.oo), sympy.limit(FORMULA, X, sympy.oo)) == (0, sympy.oo)
    x = every_float16().astype(float)
    near = softplus(x[np.abs(x) < 700])
    assert near.min() > 0 and softplus(-np.inf) == 0 and softplus(np.inf) == np.inf
    return proved(f"log(1 + eˣ) > log 1 = 0; the snippet is positive at {near.size} values, the least {near.min():.1e}")


@claim("Softplus's derivative is the sigmoid, so softplus rises everywhere, with a slope between 0 and 1.")
def derivative_is_the_sigmoid():
    """SymPy's derivative against 1/(1 + e⁻ˣ); the two snippets on all of float16, computed in float64."""
    assert identity_holds(SLOPE, 1 / (1 + sympy.exp(-X))) and SLOPE.is_positive
    assert identity_holds(1 - SLOPE, 1 / (1 + sympy.exp(X)))  # positive too
    x = every_float16().astype(float)
    assert np.array_equal(softplus_grad(x), sigmoid(x)) and np.all(np.diff(softplus(x[1:-1])) >= 0)
    return proved(f"σ and 1 − σ are both positive; the snippets of the derivative and of σ agree at {x.size} values")


@claim("Softplus is convex: its second derivative is σ(1 − σ), positive and at most 1/4.")
def convex():
    """SymPy; slopes of the snippet's chords between neighbours on 4001 points of [−20, 20] never fall."""
    bend, quarter = sympy.diff(FORMULA, X, 2), sympy.Rational(1, 4)
    assert identity_holds(bend, SLOPE * (1 - SLOPE)) and sympy.simplify(bend).is_positive
    assert identity_holds(quarter - bend, (SLOPE - sympy.Rational(1, 2)) ** 2)
    x, step = np.linspace(-20, 20, 4001, retstep=True)
    second = np.diff(softplus(x), 2) / step**2
    assert np.all(second > -1e-9) and abs(second.max() - 0.25) < 1e-4
    return proved(f"σ(1 − σ) = 1/4 − (σ − ½)²; second differences of the snippet reach {second.max():.4f}")


@claim("softplus(x) − softplus(−x) = x.")
def reflection():
    """The identity by SymPy; the snippet on all of float16 computed in float64."""
    assert identity_holds(FORMULA - FORMULA.subs(X, -X), X)
    x = every_float16().astype(float)
    x = x[np.isfinite(x)]
    apart = np.max(np.abs(softplus(x) - softplus(-x) - x) / np.maximum(np.abs(x), 1))
    assert apart < 4 * np.finfo(float).eps
    return proved(f"log((1 + eˣ)/(1 + e⁻ˣ)) = x; the snippet keeps to it within {apart:.0e} at {x.size} values")


@claim("Softplus lies above ReLU everywhere: by log 2 = 0.693 at 0, and by less than exp(−|x|) elsewhere.")
def above_relu():
    """For x > 0 softplus − x is log(1 + e⁻ˣ), for x < 0 ReLU is 0; and log(1 + d) < d. The snippets at 4001 points."""
    assert identity_holds(FORMULA - X, sympy.log(1 + sympy.exp(-X)))
    d = sympy.Symbol("d", positive=True)
    assert sympy.diff(d - sympy.log(1 + d), d).simplify().is_positive  # so it grows from 0
    x = np.linspace(-30, 30, 4001)
    gap = softplus(x) - relu(x)
    assert np.all(gap > 0) and np.all(gap <= np.exp(-np.abs(x)) + 1e-14) and gap.argmax() == 2000
    assert abs(gap.max() - float(LOG_2)) < 1e-15
    return proved(f"the gap is log(1 + exp(−|x|)), log 2 = {float(LOG_2):.6f} at 0", gap=LOG_2)


@claim("PyTorch's β only rescales: log(1 + exp(βx))/β = softplus(βx)/β, which is at most (log 2)/β above ReLU.")
def beta_rescales():
    """The identity is the definition with βx for x, and relu(βx)/β is relu(x). Five β, the snippets at 4001 points."""
    x, found = np.linspace(-30, 30, 4001), []
    for beta in (0.1, 0.5, 1.0, 4.0, 20.0):
        scaled = softplus(beta * x) / beta
        assert np.max(np.abs(scaled - np.logaddexp(0, beta * x) / beta)) < 1e-13
        found.append(np.max(scaled - relu(x)) * beta)
    assert max(abs(gap - float(LOG_2)) for gap in found) < 1e-12 and identity_holds(SLOPE.subs(X, 0), 1 / 2)
    return sampled(f"β times the largest gap is {min(found):.6f} to {max(found):.6f} for five β from 0.1 to 20")


@claim("Softplus has an inverse on the positive numbers: log(exp(y) − 1), in floats y + log(−expm1(−y)).")
def inverse():
    """Softplus of log(t − 1), t = exp(y) > 1, is log t (SymPy); both ways round in float64 on 2001 points each."""
    u = sympy.Symbol("u", positive=True)  # exp(y) − 1
    assert sympy.simplify(FORMULA.subs(X, sympy.log(u)) - sympy.log(1 + u)) == 0
    y = np.geomspace(1e-300, 1e300, 2001)
    worst = np.max(np.abs(softplus(y + np.log(-np.expm1(-y))) / y - 1))
    assert worst < 1e-12
    return proved(f"exact on paper; in float64 there and back is within {worst:.0e} for y from 1e-300 to 1e300")


# --- use -------------------------------------------------------------------------------------------------------------


@claim("The log loss of a score x is softplus(−x) for the label 1, as −log σ(x) = softplus(−x).")
def log_loss():
    """The identity by SymPy; the two snippets where σ(x) has all its digits, on 2001 points of [−700, 30]."""
    assert identity_holds(-sympy.log(1 / (1 + sympy.exp(-X))), FORMULA.subs(X, -X))
    x = np.linspace(-700, 30, 2001)
    apart = np.max(np.abs(-np.log(sigmoid(x)) - softplus(-x)) / np.maximum(1, np.abs(x)))
    assert apart < 1e-15
    lost = np.abs(-np.log(sigmoid(40.0)) / softplus(-40.0) - 1)
    return proved(f"equal on paper; at x = 40 the left form gives 0 and is {lost:.0%} off, softplus(−40) is right")


@claim("For a standard normal input softplus's output has mean 0.81, ReLU's 0.40.")
def mean_is_not_zero():
    """Rigorous quadrature over 40 standard deviations in balls; sums over both snippets' values."""
    mean = normal_integral(lambda z: (1 + z.exp()).log())
    grid, step = np.linspace(-12, 12, 24001, retstep=True)
    weight = np.exp(-(grid**2) / 2) * step / math.sqrt(2 * math.pi)
    other = 1 / math.sqrt(2 * math.pi)
    assert abs(np.sum(softplus(grid) * weight) - float(mean)) < 1e-9 and abs(np.sum(relu(grid) * weight) - other) < 1e-6
    return proved(f"softplus {float(mean):.6f}, ReLU 1/√(2π) = {other:.6f}", ours=mean, relu=other)


@claim("For standard normal inputs no output of softplus is exactly zero; half of ReLU's are.")
def gives_no_zeros():
    """200 000 inputs for each of five seeds, in three dtypes."""
    shares = []
    for seed in range(5):
        z = np.random.default_rng(seed).standard_normal(200_000)
        assert all(np.all(softplus(z.astype(dtype)) > 0) for dtype in (np.float16, np.float32, np.float64))
        shares.append(np.mean(relu(z) == 0))
    assert all(abs(share - 0.5) < 0.005 for share in shares)
    return measured(
        f"softplus 0 of a million, in three dtypes; ReLU {min(shares):.1%} to {max(shares):.1%}, five seeds"
    )


@claim("Softplus takes one exponential and one logarithm per element, sigmoid one exponential, ReLU none.")
def exponential_and_logarithm():
    """Each snippet run with a NumPy that counts the elements sent through exp, log1p and their like."""
    x = np.random.default_rng(0).standard_normal(10_000)
    counts = [transcendentals(function, x) for function in (softplus, sigmoid, relu)]
    assert counts == [2, 1, 0]
    assert np.allclose(softplus(x), np.logaddexp(x, 0), rtol=1e-12, atol=0)  # and it does compute softplus
    return measured(f"per element: softplus {counts[0]:g}, sigmoid {counts[1]:g}, ReLU {counts[2]:g}")


@claim("After 50 layers of He-normal weights all inputs to a softplus stack look alike, far more so than with ReLU.")
def inputs_look_alike():
    """128 units, 64 normal inputs: root of the variance between inputs over the root mean square; five seeds."""
    shares = {}
    for function in (softplus, relu):
        shares[function] = []
        for seed in range(5):
            rng = np.random.default_rng(seed)
            weights = stack(rng, he_normal, depth=50, width=128)
            last = forward(rng.standard_normal((64, 128)), weights, function)[0][-1]
            shares[function].append(math.sqrt(np.mean(last.var(axis=0)) / np.mean(last**2)))
    ours, theirs = shares.values()
    assert max(ours) < 0.05 and min(theirs) > 4 * max(ours)
    return measured(
        f"what differs between inputs is {min(ours):.2%} to {max(ours):.2%} of the activations' size,"
        f" with ReLU {min(theirs):.0%} to {max(theirs):.0%}; five seeds"
    )


# --- myths -----------------------------------------------------------------------------------------------------------


@myth(
    "Near 0 softplus is nearly ReLU.",
    instead="There they differ most, by log 2 = 0.693. They agree to two decimals only from |x| = 5.3 outwards.",
)
def near_relu_at_zero():
    """The gap falls as |x| grows, as −σ(−|x|) is its slope; bisection for where it is 0.005."""
    x = np.linspace(0, 20, 2001)
    gap = softplus(x) - relu(x)
    assert np.all(np.diff(gap) < 0) and abs(gap[0] - float(LOG_2)) < 1e-15
    assert np.allclose(softplus(-x) - relu(-x), gap, rtol=1e-6, atol=1e-15)
    two_decimals = float(edge(lambda x: softplus(x) - x <= 0.005, 20, 0, np.float64))
    assert abs(two_decimals + math.log(math.expm1(0.005))) < 1e-6
    return measured(f"{gap[0]:.6f} at 0, 0.005 at |x| = {two_decimals:.4f}", gap=gap[0], distance=two_decimals)


@myth(
    "Softplus does not saturate.",
    instead="On the left it does: the slope is 4.5e-5 at −10, and in float32 exactly 0 from −103.97 down.",
)
def does_not_saturate():
    """The slope at −10 against a ball; bisection for the last float of each dtype whose slope is 0."""
    at_ten = 1 / (1 + arb(10).exp())
    assert abs(softplus_grad(-10.0) / float(at_ten) - 1) < 1e-15
    ends = [edge(lambda x: softplus_grad(x) == 0, -800, -1, dtype) for dtype in (np.float16, np.float32, np.float64)]
    for end in ends:
        smallest = float(np.finfo(end.dtype).smallest_subnormal)
        assert abs(end - math.log(smallest) + math.log(2)) < 0.02
    text = ", ".join(f"{end:.2f} ({end.dtype})" for end in ends)
    return measured(f"slope {float(at_ten):.2e} at −10; exactly 0 down from {text}", slope=at_ten, single=ends[1])


@myth(
    "Softplus is safe to divide by, since it is positive.",
    instead="On paper. In float16 it is exactly 0 for every x from −17.34 down, in float32 from −103.97 down.",
)
def safe_to_divide_by():
    """Every float16, and where its zeros begin; bisection in float32."""
    x = every_float16()
    zeros = x[softplus(x) == 0]
    single = edge(lambda x: softplus(x) == 0, -800, -1, np.float32)
    assert zeros.size > 10_000 and abs(zeros.max() - math.log(2.0**-25)) < 0.02 and not np.any(softplus(x) < 0)
    assert abs(single - math.log(2.0**-150)) < 0.01
    text = f"{zeros.size} of {x.size} float16 values give 0, up to {zeros.max():.2f}"
    return exhaustive(text, half=zeros.max(), single=single)


@myth(
    "Being smooth, softplus carries the gradient further back than ReLU.",
    instead="Its slopes are smaller. With LeCun-normal and with He-normal weights, 50 layers of ReLU leave more.",
)
def smooth_carries_further():
    """Ratio of the gradient's norms at the first and the last layer, 128 wide, five seeds for each of the four."""
    texts = []
    for name, initialise in (("LeCun-normal", lecun_normal), ("He-normal", he_normal)):
        ours = [gradient_ratio(softplus, softplus_grad, initialise, seed=seed) for seed in range(5)]
        theirs = [gradient_ratio(relu, relu_grad, initialise, seed=seed) for seed in range(5)]
        assert 2 * max(ours) < min(theirs)
        texts.append(
            f"{name}: softplus {min(ours):.1g} to {max(ours):.1g}, ReLU {min(theirs):.1g} to {max(theirs):.1g}"
        )
    return measured("; ".join(texts) + "; five seeds")


# --- floating point --------------------------------------------------------------------------------------------------


@claim("The code here loses at most the last digit: it is within 2 ulp in float32 and float64.")
def accurate_to_two_ulp():
    """2000 points per dtype, both signs, spaced evenly in the exponent, against balls; derivative included."""
    worst = []
    for dtype, low in ((np.float32, 1e-37), (np.float64, 1e-300)):
        x = np.concatenate([-np.geomspace(low, 700, 1000), np.geomspace(low, 1e30, 1000)]).astype(dtype)
        for function, exact in (
            (softplus, exact_softplus),
            (softplus_grad, lambda x: 1 / (1 + (-arb(float(x))).exp())),
        ):
            errors = [abs(arb(float(y)) - exact(v)) / float(np.spacing(y)) for v, y in zip(x, function(x), strict=True)]
            worst.append(max(float(error.upper()) for error in errors))
    assert max(worst) <= 2
    return sampled(
        f"worst {worst[0]:.2f} ulp in float32, {worst[2]:.2f} in float64;"
        f" of the derivative {worst[1]:.2f} and {worst[3]:.2f}"
    )


def textbook(x):
    """The formula as written."""
    with np.errstate(over="ignore"):
        return np.log(1 + np.exp(x))


@claim("log(1 + exp(x)) as written is infinite from x = 88.73 up in float32 and from 709.79 up in float64.")
def textbook_form_overflows():
    """Bisection for the first infinite value; theory says where exp(x) exceeds the largest float."""
    first = [edge(lambda x: np.isinf(textbook(x)), 1000, 1, dtype) for dtype in (np.float32, np.float64)]
    for x in first:
        assert abs(x - math.log(float(np.finfo(x.dtype).max))) < 1e-4 and softplus(x) == x
    single, double = (math.ceil(100 * float(x)) / 100 for x in first)
    text = f"infinite from {first[0]:.4f} and {first[1]:.4f} up; softplus returns x there"
    return measured(text, single=single, double=double)


@claim(
    "log(1 + exp(x)) as written is 17 % off at x = −15 in float32 and 0 from −16.64 down;"
    " in float64 it is 4 % off at −36 and 0 from −36.74 down."
)
def textbook_form_loses_digits():
    """Against balls; 1 + exp(x) rounds to 1 when exp(x) is below half the spacing of floats above 1."""
    errors = []
    for x in (np.float32(-15), np.float64(-36)):
        exact = float(exact_softplus(x))
        errors.append(abs(float(textbook(x)) / exact - 1))
        assert abs(float(softplus(x)) / exact - 1) < 2 * np.finfo(x.dtype).eps
    lost = [edge(lambda x: textbook(x) == 0, -200, -1, dtype) for dtype in (np.float32, np.float64)]
    assert all(abs(x - math.log(np.finfo(x.dtype).eps / 2)) < 0.01 for x in lost)
    assert 0.15 < errors[0] < 0.2 and 0.03 < errors[1] < 0.06
    return measured(
        f"off by {errors[0]:.1%} and {errors[1]:.1%}; 0 from {lost[0]:.2f} and {lost[1]:.2f} down, softplus not",
        single=lost[0], double=lost[1],
    )  # fmt: skip


@claim(
    "PyTorch returns x itself above 20: in float64 that is 2.1e-9 off, six of sixteen digits;"
    " in float32 nothing is lost."
)
def threshold_of_twenty():
    """The documented rule, x where x > 20, at the first float above 20 of each dtype, against balls and the snippet."""
    double, single = np.nextafter(20.0, 30.0), np.nextafter(np.float32(20), np.float32(30))
    off = float(exact_softplus(double) - arb(float(double)))
    digits = math.log10(off / double / 2.0**-53)
    assert softplus(single) == single and abs((softplus(double) - double) / off - 1) < 1e-5
    assert 5.5 < digits < 6.5
    return measured(f"off by {off:.3e}, {off / np.spacing(double):.3g} ulp, {digits:.1f} digits", off=off)


@claim("np.logaddexp(x, 0) is as accurate as the code here.")
def logaddexp_is_right():
    """8000 float64 of [−700, 40] against balls, for both; within 2 ulp."""
    x = np.random.default_rng(0).uniform(-700, 40, 8000)
    worst = []
    for y in (np.logaddexp(x, 0), softplus(x)):
        errors = [abs(arb(float(b)) - exact_softplus(a)) / float(np.spacing(b)) for a, b in zip(x, y, strict=True)]
        worst.append(max(float(error.upper()) for error in errors))
    assert max(worst) <= 2
    return sampled(f"worst {worst[0]:.2f} ulp, the code here {worst[1]:.2f}, on {x.size} points")


@claim("Rounded, softplus is exactly x from 14.56 up in float32 and from 33.28 up in float64.")
def identity_in_floats():
    """Bisection for the last float that is not returned as it is; the gap exp(−x) is then half a spacing."""
    last = [edge(lambda x: softplus(x) != x, 1, 100, dtype) for dtype in (np.float32, np.float64)]
    for x in last:
        assert abs(x + math.log(float(np.spacing(x)) / 2)) < 0.01
    single, double = map(float, last)
    assert abs(single - 14.56) < 0.01 and abs(double - 33.27) < 0.01
    text = f"beyond {single:.4f} (float32) and {double:.4f} (float64)"
    return measured(text, single=single, double=math.ceil(100 * double) / 100)


@claim("The gradient loses at most the last digit too: it is within 2 ulp in every float format.")
def gradient_within_two_ulp():
    """Against 50 digits: some 400 points a dtype, both signs, subnormals, the largest floats and where exp runs out."""
    return fifty.within(2, 0.51, (softplus_grad, fifty.sigmoid))


@claim("The code keeps float16, float32 and float64, computes integers in float64, and gives NaN for NaN alone.")
def keeps_dtypes_and_nan():
    """All of float16 in three dtypes, other shapes, integers, scalars; warnings are errors; six inputs are refused."""
    return keeps_contract(softplus, softplus_grad)
