"""What docs/functions/sigmoid.md asserts, one function a claim."""

import math

import numpy as np
import sympy

import _fifty_digits as fifty
from _contract import keeps_contract
from _floats import edge, every_float16
from rectified.evidence import claim, exhaustive, measured, myth, proved
from sigmoid import sigmoid, sigmoid_grad
from tanh import tanh

FORMULA = 1 / (1 + sympy.exp(-sympy.Symbol("x", real=True)))


def identity_holds(left, right):
    """Whether two expressions in x are the same function, after expansion in t = exp(x)."""
    x, t = sympy.Symbol("x", real=True), sympy.Symbol("t", positive=True)
    return sympy.simplify((left - right).subs(x, sympy.log(t))) == 0


@claim("Sigmoid rises everywhere, from 0 to 1.")
def rises_from_zero_to_one():
    """The derivative, e⁻ˣ over a square, is positive, the limits are 0 and 1 (SymPy); the snippet on all of float16."""
    x = sympy.Symbol("x", real=True)
    assert sympy.diff(FORMULA, x).is_positive
    assert (sympy.limit(FORMULA, x, -sympy.oo), sympy.limit(FORMULA, x, sympy.oo)) == (0, 1)
    values = sigmoid(every_float16())
    assert np.all(np.diff(values) >= 0) and values[0] == 0 and values[-1] == 1
    return proved(f"σ′ is positive, the limits are 0 and 1; the snippet never falls over {values.size} float16 values")


@claim("Sigmoid's slope is 1/4 at 0 and smaller everywhere else, so 1/4 is its Lipschitz constant.")
def steepest_at_zero():
    """σ′ = 1/4 − (σ − 1/2)² by SymPy, and σ is 1/2 only at 0. The snippet's derivative over all of float16."""
    x = sympy.Symbol("x", real=True)
    quarter, half = sympy.Rational(1, 4), sympy.Rational(1, 2)
    assert identity_holds(sympy.diff(FORMULA, x), quarter - (FORMULA - half) ** 2)
    assert sympy.solve(sympy.Eq(FORMULA, half), x) == [0]
    x = every_float16().astype(float)
    slope = sigmoid_grad(x)
    assert sigmoid_grad(0.0) == 0.25 and np.all(slope <= 0.25) and np.all(slope[np.abs(x) > 1e-3] < 0.25)
    return proved("σ′ = 1/4 − (σ − 1/2)², with equality where σ = 1/2, at 0 alone")


@claim("σ(−x) = 1 − σ(x), so inputs that are symmetric about 0 give outputs of mean 1/2.")
def complement():
    """The identity by SymPy; the snippet on all of float16 computed in float64; the mean of ten thousand ± pairs."""
    x = sympy.Symbol("x", real=True)
    assert identity_holds(FORMULA.subs(x, -x), 1 - FORMULA)
    x = every_float16().astype(float)
    apart = np.max(np.abs(sigmoid(-x) + sigmoid(x) - 1))
    pairs = np.random.default_rng(0).standard_normal(10_000)
    mean = np.mean([sigmoid(pairs), sigmoid(-pairs)])
    assert apart <= 2.0**-52 and abs(mean - 0.5) < 1e-15
    return proved(f"σ(x) + σ(−x) = 1; the snippet's sum is within 2⁻⁵² of it, the mean of 10000 ± pairs is {mean:.4f}")


@claim("Each unit added to x multiplies the odds σ/(1 − σ) by e.")
def odds():
    """σ/(1 − σ) = eˣ by SymPy; the snippet on 141 points of [−35, 35]."""
    x = sympy.Symbol("x", real=True)
    assert identity_holds(FORMULA / (1 - FORMULA), sympy.exp(x))
    x = np.linspace(-35, 35, 141)
    apart = np.max(np.abs(sigmoid(x) / sigmoid(-x) / np.exp(x) - 1))
    assert apart < 1e-14
    return proved(f"σ/(1 − σ) = eˣ; the snippet's σ(x)/σ(−x) is within {apart:.0e} of it on 141 points of [−35, 35]")


@claim("With the log loss the gradient by x is σ(x) − y; with the squared error it is that times σ′(x).")
def log_loss_gradient():
    """Both losses differentiated by SymPy; the gradients of a confident mistake, x = −10 for the label y = 1."""
    x, y = sympy.Symbol("x", real=True), sympy.Symbol("y", real=True)
    log_loss = y * sympy.log(1 + sympy.exp(-x)) + (1 - y) * sympy.log(1 + sympy.exp(x))
    assert identity_holds(sympy.diff(log_loss, x), FORMULA - y)
    assert identity_holds(sympy.diff((FORMULA - y) ** 2 / 2, x), (FORMULA - y) * sympy.diff(FORMULA, x))
    strong = sigmoid(-10.0) - 1
    weak = strong * sigmoid_grad(-10.0)
    assert strong < -0.999 and -1e-4 < weak < -1e-5
    return proved(
        f"at x = −10 with y = 1 the log loss pulls with {-strong:.4f}, the squared error with {-weak:.6f}",
        strong=strong, weak=weak,
    )  # fmt: skip


@claim(
    "In float32 sigmoid is exactly 1 from x = 17.33 up, but exactly 0 only from −103.97 down;"
    " in float64 from about 37 up and from −745.13 down."
)
def reaches_one_long_before_zero():
    """Bisection for the first float of each; theory says that 1 − e⁻ˣ rounds to 1, and eˣ to 0. In float64 the last
    rounding of the code decides where between 36.7 and 37.5 the ones begin."""
    ones = [edge(lambda x: sigmoid(x) == 1, 700, 1, dtype) for dtype in (np.float16, np.float32, np.float64)]
    zeros = [edge(lambda x: sigmoid(x) == 0, -800, -1, dtype) for dtype in (np.float16, np.float32, np.float64)]
    assert abs(ones[1] - 25 * math.log(2)) < 0.01 and 36.7 < ones[2] < 37.5
    assert abs(zeros[1] + 150 * math.log(2)) < 0.01 and abs(zeros[2] + 1075 * math.log(2)) < 0.01
    assert sigmoid(np.inf) == 1 and sigmoid(-np.inf) == 0
    text = ", ".join(f"{one:.2f} and −{-zero:.2f} ({one.dtype})" for one, zero in zip(ones, zeros, strict=True))
    return measured(f"1 from, 0 down from: {text}", one=ones[1], zero=zeros[1], zero_in_double=zeros[2])


@claim("1/(1 + exp(−x)) as written overflows in float32 at x = −89 and returns 0 where the value is 2.2e-39.")
def textbook_form_overflows():
    """The expression as written, with the warning recorded; the value is exp(−89), up to the last digit of it."""
    x = np.float32(-89)
    with np.errstate(over="raise"):
        try:
            warned = np.exp(-x) < 0
        except FloatingPointError:
            warned = True
    with np.errstate(over="ignore"):
        textbook = 1 / (1 + np.exp(-x))
    assert warned and textbook == 0 and abs(sigmoid(x) / math.exp(-89) - 1) < 1e-5
    return measured(f"overflow, then {textbook:.0f}; the snippet gives {sigmoid(x):.3g}", value=math.exp(-89))


@claim("Computed from the output as s(1 − s), the derivative is 4 % off at x = 36 and 0 from about 37 up in float64.")
def derivative_from_the_output():
    """Against e⁻ˣ/(1 + e⁻ˣ)² at 36 and at −36; bisection for the first x whose s(1 − s) is 0."""
    exact = math.exp(-36) / (1 + math.exp(-36)) ** 2
    right, left = (abs(sigmoid(x) * (1 - sigmoid(x)) / exact - 1) for x in (36.0, -36.0))
    lost = edge(lambda x: sigmoid(x) * (1 - sigmoid(x)) == 0, 700, 1, np.float64)
    assert 0.03 < right < 0.06 and left < 1e-14 and 36.7 < lost < 37.5
    assert abs(sigmoid_grad(36.0) / exact - 1) < 1e-15 and math.isclose(
        sigmoid_grad(lost), math.exp(-lost), rel_tol=1e-15
    )
    return measured(
        f"{right:.1%} off at 36, less than 1e-14 at −36;"
        f" 0 from {lost:.2f} up, where the derivative is {sigmoid_grad(lost):.1e}"
    )


@claim("log(1 − σ(x)) is −∞ in float64 at x = 40; log(σ(−x)) is −40 there.")
def complement_in_floats():
    """Both as written."""
    with np.errstate(divide="ignore"):
        lost = np.log(1 - sigmoid(40.0))
    kept = np.log(sigmoid(-40.0))
    assert lost == -np.inf and abs(kept + 40) < 1e-12
    return measured(f"{lost} and {kept:.6f}")


@claim("Fed by sigmoids, the gradients by the weights of one unit mostly share one sign, even over a batch of 128.")
def gradients_share_a_sign():
    """Random layer of 32 sigmoids (or tanhs) under eight linear units with random targets, untrained; twenty seeds."""
    shares = {}
    for function in (sigmoid, tanh):
        for size in (1, 128):
            found = []
            for seed in range(20):
                rng = np.random.default_rng(seed)
                hidden = function(rng.standard_normal((size, 16)) @ rng.normal(0, 1 / 4, (16, 32)))
                error = hidden @ rng.normal(0, 1 / math.sqrt(32), (32, 8)) - rng.standard_normal((size, 8))
                gradient = hidden.T @ error
                found.append(np.mean(np.all(gradient > 0, axis=0) | np.all(gradient < 0, axis=0)))
            shares[function, size] = np.mean(found)
    assert shares[sigmoid, 1] == 1 and shares[sigmoid, 128] > 0.6 and shares[tanh, 1] == shares[tanh, 128] == 0
    return measured(
        f"all 32 gradients of a unit share a sign in {shares[sigmoid, 1]:.0%} of the units for one example and in"
        f" {shares[sigmoid, 128]:.0%} for a batch of 128; with tanh in {shares[tanh, 128]:.0%}",
        one=shares[sigmoid, 1], batch=shares[sigmoid, 128],
    )  # fmt: skip


@myth(
    "A sigmoid's output is the probability that the answer is yes.",
    instead="It is a number between 0 and 1. An overfitted model says 0.95 and is right 0.65 of the time.",
)
def output_is_a_probability():
    """Logistic regression on 40 examples of 20 features, labels drawn with known probabilities, 1000 steps without a
    penalty; confidence and accuracy on 5000 fresh examples, twenty seeds."""
    said, right = [], []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        truth, weight = rng.standard_normal(20) * 2 / math.sqrt(20), np.zeros(20)
        x, fresh = rng.standard_normal((40, 20)), rng.standard_normal((5000, 20))
        y, answers = rng.random(40) < sigmoid(x @ truth), rng.random(5000) < sigmoid(fresh @ truth)
        for _ in range(1000):
            weight -= x.T @ (sigmoid(x @ weight) - y) / 40
        p = sigmoid(fresh @ weight)
        said.append(np.mean(np.maximum(p, 1 - p)))
        right.append(np.mean((p > 0.5) == answers))
    gap = np.array(said) - np.array(right)
    assert np.all(gap > 0.1)
    return measured(
        f"mean confidence {np.mean(said):.2f}, right in {np.mean(right):.2f};"
        f" the gap is {gap.min():.2f} to {gap.max():.2f} over twenty seeds",
        said=np.mean(said), right=np.mean(right),
    )  # fmt: skip


@myth(
    "Sigmoid never returns exactly 0 or 1.",
    instead="On paper it never does. Rounded it does, in float16 already from x = 8.3, and log(1 − σ) is then −∞.",
)
def never_exactly_one():
    """Every float16."""
    x = every_float16()
    ones, zeros = int(np.sum(sigmoid(x) == 1)), int(np.sum(sigmoid(x) == 0))
    first = float(x[sigmoid(x) == 1].min())
    assert ones > 10_000 and zeros > 10_000 and 8 < first < 9
    return exhaustive(
        f"of {x.size} float16 values {ones} give 1, the first at {first:.2f}, and {zeros} give 0", first=first
    )


@claim("Function and gradient lose at most the last digit: both are within 2 ulp in every float format.")
def within_two_ulp():
    """Against 50 digits: some 400 points a dtype, both signs, subnormals, the largest floats and where exp runs out."""
    return fifty.within(
        2, 0.51, (sigmoid, fifty.sigmoid), (sigmoid_grad, lambda x: fifty.sigmoid(x) * fifty.sigmoid(-x))
    )


@claim("The code keeps float16, float32 and float64, computes integers in float64, and gives NaN for NaN alone.")
def keeps_dtypes_and_nan():
    """All of float16 in three dtypes, other shapes, integers, scalars; warnings are errors; six inputs are refused."""
    return keeps_contract(sigmoid, sigmoid_grad)
