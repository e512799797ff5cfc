"""What docs/concepts/backpropagation.md asserts, one function a claim."""

import numpy as np

from _layers import backward, forward, lecun_normal, stack
from elu import elu, elu_grad
from gelu import gelu, gelu_grad
from leaky_relu import leaky_relu, leaky_relu_grad
from rectified.evidence import claim, exhaustive, measured, myth
from relu import relu, relu_grad
from selu import ALPHA, LAMBDA, selu, selu_grad
from sigmoid import sigmoid, sigmoid_grad
from silu import silu, silu_grad
from softplus import softplus, softplus_grad
from tanh import tanh, tanh_grad

KINKED = {relu: relu_grad, leaky_relu: leaky_relu_grad, elu: elu_grad, selu: selu_grad}
SMOOTH = {sigmoid: sigmoid_grad, tanh: tanh_grad, softplus: softplus_grad, silu: silu_grad, gelu: gelu_grad}
FUNCTIONS = {**KINKED, **SMOOTH}


def quadratic_loss(x, weights, function):
    """Half the squared norm of the last activations."""
    return 0.5 * np.sum(forward(x, weights, function)[0][-1] ** 2)


def weight_gradients(x, weights, function, derivative):
    """The same by every weight, by backpropagation."""
    activations, sums = forward(x, weights, function)
    deltas = backward(weights, sums, derivative, activations[-1])
    return [a.T @ d for a, d in zip(activations[:-1], deltas, strict=True)]


def central_differences(x, weights, function, step):
    """The same by central differences, one weight at a time."""
    found = [np.empty_like(weight) for weight in weights]
    for weight, gradient in zip(weights, found, strict=True):
        for place in np.ndindex(weight.shape):
            kept = weight[place]
            weight[place] = kept + step
            above = quadratic_loss(x, weights, function)
            weight[place] = kept - step
            gradient[place] = (above - quadratic_loss(x, weights, function)) / (2 * step)
            weight[place] = kept
    return found


@claim("Backpropagation agrees with central differences for all nine functions.")
def matches_differences():
    """Three layers of five units, eight inputs, every weight moved by ±1e-6; five seeds a function."""
    misses = {}
    for function, derivative in FUNCTIONS.items():
        for seed in range(5):
            rng = np.random.default_rng(seed)
            weights = stack(rng, lecun_normal, depth=3, width=5)
            x = rng.standard_normal((8, 5))
            exact = np.stack(weight_gradients(x, weights, function, derivative))
            differences = np.stack(central_differences(x, weights, function, 1e-6))
            miss = np.linalg.norm(exact - differences) / np.linalg.norm(exact)
            misses[function.__name__] = max(miss, misses.get(function.__name__, 0))
    assert max(misses.values()) < 1e-7, misses
    return measured(f"relative difference at most {max(misses.values()):.0e} over five seeds and nine functions")


def gradients_at_the_kink(function, derivative, value):
    """Weight gradients of ten layers when half of the inputs are zero rows and the slope at 0 is set to `value`."""
    rng = np.random.default_rng(0)
    weights = stack(rng, lecun_normal, depth=10, width=16)
    x = rng.standard_normal((32, 16)) * (np.arange(32) % 2)[:, None]
    activations, sums = forward(x, weights, function)
    hits = sum(np.sum(s == 0) for s in sums)
    deltas = backward(weights, sums, lambda s: np.where(s == 0, value, derivative(s)), np.ones((32, 16)))
    return hits, [a.T @ d for a, d in zip(activations[:-1], deltas, strict=True)], deltas


@claim("An input of zeros puts every sum of a network without biases exactly on the kink.")
def zero_input_hits_the_kink():
    """Ten layers of 16 units, 16 zero rows: the share of sums that are exactly 0."""
    for function in KINKED:
        weights = stack(np.random.default_rng(0), lecun_normal, depth=10, width=16)
        _, sums = forward(np.zeros((16, 16)), weights, function)
        assert all(np.all(s == 0) for s in sums), function.__name__
    return measured("all 2560 sums are exactly 0 for ReLU, leaky ReLU, ELU and SELU")


@myth(
    "A kink makes the gradient NaN.",
    instead="At the kink the code takes one of the slopes; any finite value there gives a finite gradient.",
)
def kink_makes_nan():
    """Ten layers with half of all sums 0; as the slope there the snippet's own, the left, the right one, and 1000."""
    count = 0
    for function, derivative in KINKED.items():
        left, right = derivative(np.array([-5e-324, 5e-324]))
        for value in (derivative(0.0), left, right, 1000.0):
            hits, gradients, deltas = gradients_at_the_kink(function, derivative, value)
            assert hits >= 2560 and all(np.all(np.isfinite(g)) for g in gradients + deltas)
            count += hits
    return measured(f"not one NaN after {count} sums exactly on a kink, for four functions and four slopes there")


@claim("Not one NaN comes out of the nine derivatives for any float16, infinities included.")
def derivatives_are_never_nan():
    """Every float16 but NaN itself, through each `_grad`."""
    x = np.arange(2**16, dtype=np.uint16).view(np.float16)
    x = x[~np.isnan(x)]
    for derivative in FUNCTIONS.values():
        assert np.all(np.isfinite(derivative(x))), derivative.__name__
    return exhaustive(f"{x.size} inputs for each of nine derivatives, all finite")


def where_backward(x):
    """What reverse mode makes of where(x > 0, λx, λα(exp(x) − 1)): both branches, each times its mask."""
    to_right, to_left = np.where(x > 0, 1.0, 0.0), np.where(x > 0, 0.0, 1.0)
    with np.errstate(all="ignore"):
        return to_right * LAMBDA + to_left * LAMBDA * ALPHA * np.exp(x)


@claim("Reverse mode through where gives NaN once the exponential of the unused branch overflows.")
def unused_branch_gives_nan():
    """SELU written with where, float64: bisection for the first x whose gradient is NaN."""
    low, high = 1.0, 1000.0
    while np.nextafter(low, high) < high:
        middle = low + (high - low) / 2
        low, high = (low, middle) if np.isnan(where_backward(middle)) else (middle, high)
    assert np.isnan(where_backward(high)) and where_backward(low) == LAMBDA == selu_grad(high)
    return measured(f"from x = {high:.2f} on, where the slope is λ = {LAMBDA:.4f}", edge=high, slope=LAMBDA)


@claim("Clamping the input of the exponential removes the NaN.")
def clamping_removes_nan():
    """exp(min(x, 0)) in the unused branch, against the snippet's derivative, at 2001 points on [-1000, 1000]."""
    x = np.linspace(-1000, 1000, 2001)
    below = np.minimum(x, 0)
    gradient = np.where(x > 0, 1.0, 0.0) * LAMBDA + np.where(x > 0, 0.0, 1.0) * LAMBDA * ALPHA * np.exp(below)
    assert np.all(np.isfinite(gradient)) and np.allclose(gradient, selu_grad(x), rtol=1e-14, atol=0)
    return measured("all 2001 gradients are finite and equal those of the snippet to 14 digits")


class Counted(np.ndarray):
    """An array that counts the multiplications of its matrix products in `Counted.total`."""

    total = 0

    def __matmul__(self, other):
        Counted.total += self.shape[0] * self.shape[1] * other.shape[1]
        return (np.asarray(self) @ np.asarray(other)).view(Counted)


def multiplications(depth, width, samples=32):
    """Multiplications of the matrix products forward, and of those for all the weight gradients."""
    rng = np.random.default_rng(0)
    weights = [w.view(Counted) for w in stack(rng, lecun_normal, depth=depth, width=width)]
    x = rng.standard_normal((samples, width)).view(Counted)
    Counted.total = 0
    activations, sums = forward(x, weights, np.tanh)
    ahead, Counted.total = Counted.total, 0
    deltas = backward(weights, sums, np.cos, np.ones((samples, width)).view(Counted))
    gradients = [a.T @ d for a, d in zip(activations[:-1], deltas, strict=True)]
    assert len(gradients) == depth
    return ahead, Counted.total


@claim(
    "The backward pass takes less than twice the multiplications of the forward pass, "
    "however deep or wide the network.",
    independent="counts the matrix products, which do not depend on the function between them",
)
def costs_twice_forward():
    """Counted while the code runs, for depths 1 to 100 and widths 4 to 256."""
    found = [multiplications(depth, width) for depth in (1, 2, 10, 100) for width in (4, 32, 256)]
    shares = [back / ahead for ahead, back in found]
    assert all(1 <= share < 2 for share in shares)
    return measured(f"{min(shares):.2f} times at depth 1, {max(shares):.2f} times at depth 100", most=max(shares))
