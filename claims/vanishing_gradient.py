"""What docs/concepts/vanishing_gradient.md asserts, one function a claim.

Every stack has 50 layers of 128 units, no biases, 64 standard normal inputs and a standard normal gradient at the top.
"The ratio" is the norm of the gradient by the first layer's sums over that by the last layer's.
"""

import numpy as np

from _layers import backward, fan_in_uniform, forward, glorot_normal, gradient_ratio, he_normal, lecun_normal, stack
from rectified.evidence import claim, exhaustive, measured, myth
from relu import relu, relu_grad
from selu import selu, selu_grad
from sigmoid import sigmoid, sigmoid_grad
from tanh import tanh, tanh_grad

SEEDS = range(5)
DEPTH, WIDTH, SAMPLES = 50, 128, 64


def run(function, derivative, initialise, seed, gain=1.0):
    """Return weights, activations, sums and deltas of one stack whose weights are multiplied by `gain`."""
    rng = np.random.default_rng(seed)
    weights = [gain * weight for weight in stack(rng, initialise, depth=DEPTH, width=WIDTH)]
    activations, sums = forward(rng.standard_normal((SAMPLES, WIDTH)), weights, function)
    deltas = backward(weights, sums, derivative, rng.standard_normal((SAMPLES, WIDTH)))
    return weights, activations, sums, deltas


def ratios(function, derivative, initialise, gain=1.0):
    """Return the smallest and the largest ratio over the seeds."""
    size = {"depth": DEPTH, "width": WIDTH, "samples": SAMPLES}
    found = [gradient_ratio(function, derivative, initialise, seed=seed, gain=gain, **size) for seed in SEEDS]
    return min(found), max(found)


@claim("Sigmoid's slope is at most 1/4.")
def sigmoid_slope():
    """The derivative at every finite float16."""
    x = np.arange(2**16, dtype=np.uint16).view(np.float16)
    slopes = sigmoid_grad(x[np.isfinite(x)])
    steepest = x[np.isfinite(x)][slopes.argmax()]
    assert slopes.max() == 0.25 == sigmoid_grad(0.0) and slopes.min() >= 0
    return exhaustive(f"the largest of {slopes.size} slopes is {slopes.max()}, first at x = {steepest}")


@claim("The product of the layers' typical slopes and weight sizes predicts the ratio to within 1 % a layer.")
def product_of_slopes():
    """Root mean square slope times √(width · weight variance), multiplied over the layers, against the ratio."""
    misses = []
    for function, derivative in ((sigmoid, sigmoid_grad), (tanh, tanh_grad), (relu, relu_grad), (selu, selu_grad)):
        for initialise in (fan_in_uniform, lecun_normal, he_normal):
            weights, _, sums, deltas = run(function, derivative, initialise, seed=0)
            pairs = zip(weights[1:], sums[:-1], strict=True)
            factors = [np.sqrt(WIDTH * w.var() * np.mean(derivative(s) ** 2)) for w, s in pairs]
            ratio = np.linalg.norm(deltas[0]) / np.linalg.norm(deltas[-1])
            misses.append(abs(np.log(ratio / np.prod(factors))) / (DEPTH - 1))
    worst = float(np.exp(max(misses)) - 1)
    assert worst < 0.01
    return measured(
        f"off by at most {100 * worst:.1f} % per layer, over four functions and three initialisations",
        percent=100 * worst,
    )


@claim("With sigmoid the ratio is below 1e-20 under the PyTorch default, LeCun, Glorot and He initialisations alike.")
def sigmoid_vanishes():
    """Ratios over five seeds for each of the four."""
    kinds = (fan_in_uniform, lecun_normal, glorot_normal, he_normal)
    found = [ratios(sigmoid, sigmoid_grad, initialise) for initialise in kinds]
    assert all(high < 1e-20 for _, high in found)
    names = (kind.__name__.replace("_", " ") for kind in kinds)
    shown = ", ".join(f"{name} {low:.0e} to {high:.0e}" for name, (low, high) in zip(names, found, strict=True))
    return measured(f"over five seeds: {shown}")


@claim("With ReLU the gradient survives 50 layers of He-normal weights.")
def relu_with_he_survives():
    """Ratios over five seeds."""
    low, high = ratios(relu, relu_grad, he_normal)
    assert 0.3 < low and high < 3
    return measured(f"the ratio is between {low:.2f} and {high:.2f} over five seeds", low=low, high=high)


@myth(
    "ReLU cures the vanishing gradient.",
    instead="ReLU with He-normal weights does; with LeCun-normal or PyTorch's default weights the gradient vanishes.",
)
def relu_alone_cures():
    """Ratios over five seeds. Without He's factor 2 each layer halves the squared gradient."""
    (_, lecun), (_, default) = (ratios(relu, relu_grad, kind) for kind in (lecun_normal, fan_in_uniform))
    assert lecun < 1e-6 and default < 1e-17
    return measured(
        f"over five seeds the ratio is at most {lecun:.0e} with LeCun-normal and {default:.0e} with default weights"
    )


@claim("SELU holds the ratio between 3 and 10 with LeCun-normal weights.")
def selu_with_lecun_holds():
    """Ratios over five seeds."""
    low, high = ratios(selu, selu_grad, lecun_normal)
    assert 3 < low and high < 10
    return measured(f"between {low:.1f} and {high:.1f} over five seeds: it grows a little", low=low, high=high)


@claim("SELU's gradient shrinks more than 10 000-fold with PyTorch's default weights.")
def selu_with_default_vanishes():
    """Ratios over five seeds."""
    low, high = ratios(selu, selu_grad, fan_in_uniform)
    assert high < 1e-4
    return measured(f"the ratio is between {low:.0e} and {high:.0e} over five seeds")


@myth(
    "An unbounded range is what cures the vanishing gradient.",
    instead="Slopes times weights decide: ReLU, unbounded, vanishes where tanh, bounded, does not.",
)
def unbounded_range_cures():
    """Both on LeCun-normal weights, five seeds."""
    (_, relu_high), (tanh_low, tanh_high) = ratios(relu, relu_grad, lecun_normal), ratios(tanh, tanh_grad, lecun_normal)
    assert relu_high < 1e-6 and 0.05 < tanh_low
    return measured(
        f"with LeCun-normal weights the ratio is at most {relu_high:.0e} for ReLU, "
        f"{tanh_low:.2f} to {tanh_high:.2f} for tanh, over five seeds"
    )


@claim("With LeCun-normal weights times 10, even sigmoid's gradient keeps its size.")
def sigmoid_with_large_weights():
    """Ratios over five seeds."""
    low, high = ratios(sigmoid, sigmoid_grad, lecun_normal, gain=10)
    assert 0.1 < low and high < 30
    return measured(f"the ratio is between {low:.1f} and {high:.1f} over five seeds", low=low, high=high)


@claim("Doubled LeCun-normal weights make the gradients of tanh, ReLU and SELU explode.")
def exploding_is_the_mirror():
    """Ratios over five seeds."""
    pairs = ((tanh, tanh_grad), (relu, relu_grad), (selu, selu_grad))
    lows = [ratios(function, derivative, lecun_normal, gain=2)[0] for function, derivative in pairs]
    assert all(low > 100 for low in lows)
    return measured(
        "over five seeds the ratio is at least {:.0e} for tanh, {:.0e} for ReLU, {:.0e} for SELU".format(*lows)
    )


@claim("With ReLU the sum of weights times their gradients is the same in every layer.")
def relu_spreads_evenly():
    """⟨W, ∂L/∂W⟩ for each of 50 layers under three initialisations; Euler's theorem, as ReLU(ax) = a ReLU(x)."""
    spreads = []
    for initialise in (fan_in_uniform, lecun_normal, he_normal):
        weights, activations, _, deltas = run(relu, relu_grad, initialise, seed=0)
        sums = np.array([np.sum(w * (a.T @ d)) for w, a, d in zip(weights, activations[:-1], deltas, strict=True)])
        spreads.append(np.ptp(sums) / abs(sums).max())
    assert max(spreads) < 1e-9
    return measured(f"over 50 layers it varies by {max(spreads):.0e} of its size, which is rounding")


@claim("A skip connection round each layer keeps sigmoid's gradient at about its size.")
def skip_connections_help():
    """x + sigmoid(x @ W), LeCun-normal weights, five seeds: the gradient by the input over that at the top."""
    found = []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        weights = stack(rng, lecun_normal, depth=DEPTH, width=WIDTH)
        x, slopes = rng.standard_normal((SAMPLES, WIDTH)), []
        for weight in weights:
            slopes.append(sigmoid_grad(x @ weight))
            x = x + sigmoid(x @ weight)
        upstream = top = rng.standard_normal((SAMPLES, WIDTH))
        for weight, slope in zip(weights[::-1], slopes[::-1], strict=True):
            upstream = upstream + (upstream * slope) @ weight.T
        found.append(np.linalg.norm(upstream) / np.linalg.norm(top))
    low, high = min(found), max(found)
    assert 1.1 < low and high < 1.5
    return measured(f"50 layers multiply its norm by {low:.2f} to {high:.2f}, over five seeds", low=low, high=high)
