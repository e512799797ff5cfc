"""What docs/concepts/sparsity.md asserts, one function a claim."""

import numpy as np

from _layers import forward, he_normal, lecun_normal, stack
from elu import elu
from leaky_relu import leaky_relu
from rectified.evidence import claim, exhaustive, measured, myth
from relu import relu, relu_grad
from selu import selu, selu_grad
from sigmoid import sigmoid
from tanh import tanh, tanh_grad

SEEDS = range(5)


def zero_share(function, seed, dtype):
    """Share of exact zeros among the outputs for 200 000 nonzero standard normal inputs."""
    z = np.random.default_rng(seed).standard_normal(200_000).astype(dtype)
    return np.mean(function(z[z != 0]) == 0)


@claim("For standard normal inputs half of ReLU's outputs are exactly zero.")
def relu_zeroes_half():
    """200 000 inputs per seed, five seeds, float32."""
    shares = [zero_share(relu, seed, np.float32) for seed in SEEDS]
    assert all(abs(share - 0.5) < 0.005 for share in shares)
    low, high = min(shares), max(shares)
    return measured(f"between {low:.4f} and {high:.4f} over five seeds of 200 000 inputs", low=low, high=high)


@claim("For standard normal inputs no output of SELU, ELU, leaky ReLU, sigmoid or tanh is exactly zero.")
def others_give_no_zeros():
    """200 000 nonzero inputs per seed, five seeds, float32 and float64."""
    for function in (selu, elu, leaky_relu, sigmoid, tanh):
        for dtype in (np.float32, np.float64):
            assert all(zero_share(function, seed, dtype) == 0 for seed in SEEDS), function.__name__
    return measured("not one zero in 200 000 inputs for each of five seeds, five functions and two dtypes")


@claim("In float16, leaky ReLU rounds to zero for tiny negative inputs; SELU and ELU never do.")
def float16_underflow():
    """Every finite nonzero float16 through the three functions."""
    x = np.arange(2**16, dtype=np.uint16).view(np.float16)
    x = x[np.isfinite(x) & (x != 0)]
    lost = -x[leaky_relu(x) == 0]
    assert lost.size and np.all(lost > 0) and np.all(lost < 1e-5)
    assert np.all(selu(x) != 0) and np.all(elu(x) != 0)
    largest = float(lost.max())
    return exhaustive(f"leaky ReLU gives 0 for {lost.size} inputs from -{largest:.2g} up, SELU and ELU for none")


@claim("Leaving out the zeros of a ReLU layer saves half of the next layer's multiplications and changes no sum.")
def zeros_can_be_skipped():
    """A row of 512 outputs times LeCun-normal weights, in full and over its nonzero entries only; 100 rows a seed."""
    shares, errors = [], []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        weight = lecun_normal(rng, 512, 512)
        for row in relu(rng.standard_normal((100, 512))):
            kept = row != 0
            full = row @ weight
            errors.append(np.abs(full - row[kept] @ weight[kept]).max() / np.abs(full).max())
            shares.append(np.mean(kept))
    share, error = np.mean(shares), max(errors)
    assert abs(share - 0.5) < 0.01 and error < 1e-14
    return measured(
        f"{share:.3f} of the multiplications are left; the sums differ by rounding, at most {error:.0e} of the largest",
        share=share,
    )


@claim("Setting the smaller half of SELU's outputs to zero changes the next layer's sums by about a third.")
def small_is_not_zero():
    """Relative change in norm of 200 rows of 512 sums, LeCun-normal weights, five seeds."""
    changes = []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        y = selu(rng.standard_normal((200, 512)))
        pruned = np.where(np.abs(y) < np.median(np.abs(y), axis=1, keepdims=True), 0, y)
        weight = lecun_normal(rng, 512, 512)
        changes.append(np.linalg.norm(y @ weight - pruned @ weight) / np.linalg.norm(y @ weight))
    low, high = min(changes), max(changes)
    assert 0.30 < low and high < 0.36
    return measured(f"between {low:.2f} and {high:.2f} of the norm over five seeds", low=low, high=high)


@claim("ReLU sets half of the gradient's entries to zero, and with them half of its squared norm.")
def half_the_gradient():
    """A normal gradient sent back through ReLU at normal inputs: 200 000 entries, five seeds."""
    zeros, kept = [], []
    for seed in SEEDS:
        z, upstream = np.random.default_rng(seed).standard_normal((2, 200_000))
        gradient = upstream * relu_grad(z)
        assert np.array_equal(gradient == 0, relu(z) == 0)
        zeros.append(np.mean(gradient == 0))
        kept.append(np.sum(gradient**2) / np.sum(upstream**2))
    assert all(abs(share - 0.5) < 0.01 for share in zeros + kept)
    return measured(
        f"{min(zeros):.3f} to {max(zeros):.3f} of the entries are zero, exactly where the output is; "
        f"{min(kept):.3f} to {max(kept):.3f} of the squared norm is left, over five seeds"
    )


def shares_through_depth(seed, depth=50, width=128, samples=256):
    """Per layer of a He-normal ReLU stack: the share of zero outputs, and of units that are zero on every input."""
    rng = np.random.default_rng(seed)
    weights = stack(rng, he_normal, depth=depth, width=width)
    activations, _ = forward(rng.standard_normal((samples, width)), weights, relu)
    zeros = [np.mean(a == 0) for a in activations[1:]]
    silent = [np.mean(np.all(a == 0, axis=0)) for a in activations[1:]]
    return np.array(zeros), np.array(silent)


@claim("In the first ReLU layer half of the outputs are zero, yet no unit is zero on all 256 inputs.")
def sparse_is_not_dead():
    """He-normal weights, 128 units, 256 standard normal inputs, five seeds."""
    found = [shares_through_depth(seed, depth=1) for seed in SEEDS]
    zeros = [share[0] for share, _ in found]
    assert all(abs(share - 0.5) < 0.03 for share in zeros)
    assert all(silent[0] == 0 for _, silent in found)
    return measured(f"{min(zeros):.3f} to {max(zeros):.3f} of the outputs are zero and no unit is, over five seeds")


@claim(
    "At layer 50 the share of zeros is still about half, but a third to a half of the units are zero on all 256 inputs."
)
def depth_turns_sparse_into_dead():
    """The same stack, 50 layers deep, He-normal weights, no biases, five seeds."""
    last = [(zeros[-1], silent[-1]) for zeros, silent in map(shares_through_depth, SEEDS)]
    zeros, silent = zip(*last, strict=True)
    assert all(0.4 < share < 0.6 for share in zeros)
    assert all(0.33 < share < 0.55 for share in silent)
    return measured(
        f"{min(zeros):.2f} to {max(zeros):.2f} of the outputs are zero, "
        f"{min(silent):.2f} to {max(silent):.2f} of the units always are, over five seeds"
    )


@myth(
    "A zero activation means a dead unit.",
    instead="A zero is one unit's answer to one input; a unit is dead when it is zero on every input.",
)
def zero_means_dead():
    """One unit, a batch of 256: how often it is zero, over 128 units."""
    rng = np.random.default_rng(0)
    outputs = relu(rng.standard_normal((256, 32)) @ he_normal(rng, 32, 128))
    shares = np.mean(outputs == 0, axis=0)
    assert shares.min() > 0.3 and shares.max() < 0.7
    return measured(f"each of 128 units is zero on {shares.min():.2f} to {shares.max():.2f} of 256 inputs, none on all")


def one_step(function, derivative, seed, target=10_000, rate=1, width=256):
    """One float32 gradient step of a one-layer network on an unscaled target.

    Returns the share of zero outputs, and of units whose derivative is exactly zero on all 512 inputs.
    """
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((512, 16)).astype(np.float32)
    weight, out = (lecun_normal(rng, *shape).astype(np.float32) for shape in ((16, width), (width, 1)))
    sums = x @ weight
    error = (function(sums) @ out - np.float32(target)) / len(x)
    delta = (error @ out.T) * derivative(sums)
    sums = x @ (weight - rate * x.T @ delta) - rate * delta.sum(axis=0)
    return np.mean(function(sums) == 0), np.mean(np.all(derivative(sums) == 0, axis=0))


@myth(
    "A function without exact zeros has no dead units.",
    instead="A unit dies when its derivative is zero on every input; SELU and tanh get there by saturating.",
)
def no_zeros_no_dead_units():
    """One step at learning rate 1 towards a target of 10 000, float32, 256 units, five seeds."""
    found = {f: [one_step(f, g, seed) for seed in SEEDS] for f, g in ((selu, selu_grad), (tanh, tanh_grad))}
    for results in found.values():
        assert all(zeros < 1e-4 and dead > 0.1 for zeros, dead in results)
    (selu_low, selu_high), (tanh_low, tanh_high) = (
        (min(dead for _, dead in results), max(dead for _, dead in results)) for results in found.values()
    )
    return measured(
        f"after one large step {selu_low:.2f} to {selu_high:.2f} of the SELU units and {tanh_low:.2f} to "
        f"{tanh_high:.2f} of the tanh units have a derivative of exactly 0 on all inputs; their outputs are not 0"
    )
