"""What docs/concepts/batch_normalization.md asserts, one function a claim.

Stacks have 50 layers of 128 units and 256 standard normal inputs. "The ratio" is the norm of the gradient by what
enters the first activation function over that by what enters the last, before any training.
"""

import numpy as np

from _layers import forward, gradient_ratio, he_normal, lecun_normal, stack
from rectified.evidence import claim, measured, myth
from relu import relu, relu_grad
from selu import selu, selu_grad
from sigmoid import sigmoid, sigmoid_grad

SEEDS = range(5)
DEPTH, WIDTH, SAMPLES = 50, 128, 256


def batch_norm(s, eps=1e-5):
    """Normalise each column of s over the batch; returns the result and 1 / √(variance + eps) per column."""
    inverse = 1 / np.sqrt(s.var(axis=0) + eps)
    return (s - s.mean(axis=0)) * inverse, inverse


def batch_norm_back(upstream, normal, inverse):
    """The gradient by s, from the gradient by the normalised values and what `batch_norm` returned."""
    return inverse * (upstream - upstream.mean(axis=0) - normal * (upstream * normal).mean(axis=0))


@claim("Whatever comes in, each unit leaves with mean 0 and variance σ²/(σ² + ε).", independent="the layer alone")
def output_moments():
    """Columns of 64 numbers with random means and spreads from 1e-3 to 1e3; 100 columns for each of five seeds."""
    worst_mean = worst_variance = 0.0
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        s = rng.standard_normal((64, 100)) * np.logspace(-3, 3, 100) + rng.normal(0, 10, 100)
        y, _ = batch_norm(s)
        worst_mean = max(worst_mean, np.abs(y.mean(axis=0)).max())
        expected = s.var(axis=0) / (s.var(axis=0) + 1e-5)
        worst_variance = max(worst_variance, np.abs(y.var(axis=0) / expected - 1).max())
    assert worst_mean < 1e-10 and worst_variance < 1e-9
    return measured(f"means within {worst_mean:.0e} of 0, variances relatively {worst_variance:.0e} off the formula")


@claim("With ε = 1e-5, a unit whose variance is 1e-6 leaves with variance 1/11, not 1.", independent="the layer alone")
def eps_matters():
    """A column of standard deviation 1e-3, exactly."""
    s = np.random.default_rng(0).standard_normal((256, 1))
    s = 1e-3 * (s - s.mean()) / s.std()
    variance = batch_norm(s)[0].var()
    assert abs(variance - 1 / 11) < 1e-9
    return measured(f"the variance after it is {variance:.4f}", variance=variance)


@claim(
    "Multiplying the weights before it by any positive number leaves the output unchanged when ε is 0.",
    independent="the layer alone",
)
def scale_does_not_matter():
    """64 inputs, 32 units; weights multiplied by 1e-6, 0.1, 10 and 1e6; five seeds."""
    worst = 0.0
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        x, weight = rng.standard_normal((64, 32)), rng.standard_normal((32, 32))
        plain, _ = batch_norm(x @ weight, eps=0)
        for scale in (1e-6, 0.1, 10, 1e6):
            worst = max(worst, np.abs(batch_norm(x @ (scale * weight), eps=0)[0] - plain).max())
    assert worst < 1e-12
    return measured(f"the output changes by at most {worst:.0e}, which is rounding")


@claim(
    "The gradient goes back through the mean and the variance as well, and agrees with central differences.",
    independent="the layer alone",
)
def backward_matches_differences():
    """sum(upstream · batch_norm(s)) for s of 8 examples and 5 units, each entry moved by ±1e-6; five seeds."""
    worst = 0.0
    for seed in SEEDS:
        s, upstream = np.random.default_rng(seed).standard_normal((2, 8, 5))
        exact = batch_norm_back(upstream, *batch_norm(s))
        for place in np.ndindex(s.shape):
            step = np.zeros_like(s)
            step[place] = 1e-6
            change = np.sum(upstream * (batch_norm(s + step)[0] - batch_norm(s - step)[0]))
            worst = max(worst, abs(change / 2e-6 - exact[place]))
    assert worst < 1e-7
    return measured(f"the largest of 200 differences is {worst:.0e}")


def gradient_by_weight(x, weight, upstream):
    """The gradient of sum(upstream · batch_norm(x @ weight)) by the weight, with eps 0."""
    normal, inverse = batch_norm(x @ weight, eps=0)
    return x.T @ batch_norm_back(upstream, normal, inverse)


@claim("The gradient is orthogonal to each unit's weights and shrinks as they grow.", independent="the layer alone")
def gradient_shrinks_with_weights():
    """64 inputs, 32 units, five seeds: cosine between weights and gradient, and the gradient for tenfold weights."""
    cosines, shares = [], []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        x, weight, upstream = (rng.standard_normal(shape) for shape in ((64, 32), (32, 32), (64, 32)))
        g = gradient_by_weight(x, weight, upstream)
        norms = np.linalg.norm(g, axis=0) * np.linalg.norm(weight, axis=0)
        cosines.append(np.abs(np.sum(g * weight, axis=0) / norms).max())
        shares.append(np.linalg.norm(gradient_by_weight(x, 10 * weight, upstream)) / np.linalg.norm(g))
    assert max(cosines) < 1e-12 and np.allclose(shares, 0.1, rtol=1e-10)
    return measured(f"the cosine is at most {max(cosines):.0e}; tenfold weights get a tenth of the gradient")


@claim("With two examples in the batch the output is ±1: only their order is left.", independent="the layer alone")
def batch_of_two():
    """1000 pairs of normal numbers, eps 0; and a batch of one."""
    s = np.random.default_rng(0).standard_normal((2, 1000))
    y, _ = batch_norm(s, eps=0)
    assert np.allclose(np.abs(y), 1, atol=1e-9) and np.array_equal(y[0] > y[1], s[0] > s[1])
    assert np.all(batch_norm(s[:1])[0] == 0)
    return measured("1000 pairs give +1 and -1, the larger one +1; a batch of one gives 0")


def normalised_stack(function, derivative, seed):
    """The norms of the gradient by each layer's normalised sums, with batch normalization before each activation."""
    rng = np.random.default_rng(seed)
    weights = stack(rng, lecun_normal, depth=DEPTH, width=WIDTH)
    x, kept = rng.standard_normal((SAMPLES, WIDTH)), []
    for weight in weights:
        kept.append(batch_norm(x @ weight))
        x = function(kept[-1][0])
    upstream, norms = rng.standard_normal((SAMPLES, WIDTH)), []
    for weight, (normal, inverse) in zip(weights[::-1], kept[::-1], strict=True):
        delta = upstream * derivative(normal)
        norms.append(np.linalg.norm(delta))
        upstream = batch_norm_back(delta, normal, inverse) @ weight.T
    return norms[::-1]


def plain_ratio(function, derivative, initialise, seed):
    """The ratio without batch normalization."""
    return gradient_ratio(function, derivative, initialise, seed=seed, depth=DEPTH, width=WIDTH, samples=SAMPLES)


def ratios(function, derivative):
    """Smallest and largest ratio with batch normalization over the seeds."""
    norms = [normalised_stack(function, derivative, seed) for seed in SEEDS]
    found = [n[0] / n[-1] for n in norms]
    return min(found), max(found)


@claim("With batch normalization a sigmoid stack's gradient stays within a factor of 10.")
def rescues_sigmoid():
    """50 layers, LeCun-normal weights, five seeds, with and without."""
    low, high = ratios(sigmoid, sigmoid_grad)
    plain = max(plain_ratio(sigmoid, sigmoid_grad, lecun_normal, seed) for seed in SEEDS)
    assert 1 < low and high < 10 and plain < 1e-20
    return measured(
        f"the ratio is between {low:.2f} and {high:.2f} over five seeds; without it, at most {plain:.0e}",
        low=low,
        high=high,
    )


@myth(
    "Batch normalization keeps gradients from exploding.",
    instead="At initialisation it makes them explode with depth: with ReLU by a constant factor per layer.",
)
def gradients_do_not_explode():
    """50 ReLU layers, LeCun-normal weights, five seeds; the same without it and with He-normal weights."""
    low, high = ratios(relu, relu_grad)
    plain = [plain_ratio(relu, relu_grad, he_normal, seed) for seed in SEEDS]
    assert low > 1000 and max(plain) < 10
    step = low ** (1 / (DEPTH - 1))
    return measured(
        f"with it the ratio is between {low:.0f} and {high:.0f}, {step:.2f}-fold a layer; "
        f"without it, on He-normal weights, between {min(plain):.2f} and {max(plain):.2f}",
        step=step,
    )


def slopes_over_variance(function, derivative):
    """E[f'(z)²] / Var f(z) for standard normal z, by the midpoint rule on 200 000 intervals of [-10, 10]."""
    z = (np.arange(200_000) + 0.5) * 1e-4 - 10
    density = np.exp(-(z**2) / 2)
    density /= density.sum()
    mean = density @ function(z)
    return (density @ derivative(z) ** 2) / (density @ function(z) ** 2 - mean**2)


@claim("The mean squared slope exceeds the output's variance for ReLU, SELU and sigmoid alike.")
def slopes_exceed_variance():
    """Quadrature for z standard normal; for ReLU the exact quotient is π/(π − 1)."""
    found = [slopes_over_variance(f, g) for f, g in ((relu, relu_grad), (selu, selu_grad), (sigmoid, sigmoid_grad))]
    assert abs(found[0] - np.pi / (np.pi - 1)) < 1e-4 and 1.001 < min(found)
    shown = dict(zip(("relu", "selu", "sigmoid"), found, strict=True))
    return measured("ReLU {:.3f}, SELU {:.3f}, sigmoid {:.3f} times the variance".format(*found), **shown)


@claim("SELU's gradient grows more with batch normalization than without.")
def selu_gains_nothing():
    """50 layers, LeCun-normal weights, five seeds, with and without."""
    low, high = ratios(selu, selu_grad)
    plain = [plain_ratio(selu, selu_grad, lecun_normal, seed) for seed in SEEDS]
    assert max(plain) < low and high < 20
    return measured(
        f"with it the ratio is {low:.1f} to {high:.1f}, without it {min(plain):.1f} to {max(plain):.1f}; five seeds"
    )


def plain_activations(function, initialise, seed):
    """The last activations of a stack without batch normalization."""
    rng = np.random.default_rng(seed)
    weights = stack(rng, initialise, depth=DEPTH, width=WIDTH)
    return forward(rng.standard_normal((SAMPLES, WIDTH)), weights, function)[0][-1]


@claim(
    "Without batch normalization, SELU's layer 50 still has a mean near 0 and a variance near 1, "
    "but each unit has a mean of its own."
)
def selu_without_it():
    """LeCun-normal weights, five seeds: moments over all entries, and the spread of the units' means over the batch."""
    last = [plain_activations(selu, lecun_normal, seed) for seed in SEEDS]
    mean = max(abs(a.mean()) for a in last)
    variance = max(abs(a.var() - 1) for a in last)
    spread = [a.mean(axis=0).std() for a in last]
    assert mean < 0.1 and variance < 0.25 and min(spread) > 0.08
    return measured(
        f"mean within {mean:.2f} of 0, variance within {variance:.2f} of 1; the units' means spread by "
        f"{min(spread):.2f} to {max(spread):.2f}, over five seeds"
    )


@claim("Without batch normalization, under He-normal weights, all inputs come to look alike to a deep ReLU stack.")
def relu_makes_inputs_alike():
    """Share of the activations' mean square that varies over the batch, at layers 1 and 50, five seeds."""
    shares = []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        weights = stack(rng, he_normal, depth=DEPTH, width=WIDTH)
        activations, _ = forward(rng.standard_normal((SAMPLES, WIDTH)), weights, relu)
        shares.append([a.var(axis=0).sum() / (a**2).mean(axis=0).sum() for a in (activations[1], activations[-1])])
    first, last = np.array(shares).T
    assert first.min() > 0.6 and last.max() < 0.15
    return measured(
        f"{first.min():.2f} to {first.max():.2f} of the mean square varies over the inputs at layer 1, "
        f"{last.min():.2f} to {last.max():.2f} at layer 50, over five seeds"
    )
