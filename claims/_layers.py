"""Stacks of dense layers without biases, for the experiments that claims, cells and labs share. NumPy only.

A weight matrix has the shape (fan_in, fan_out); a layer maps a batch x of shape (samples, fan_in) to
function(x @ weight). Layers are numbered from the input: `weights[0]` is the first.

    rng = np.random.default_rng(0)
    weights = stack(rng, lecun_normal, depth=50, width=256)
    activations, sums = forward(rng.standard_normal((128, 256)), weights, selu)
    deltas = backward(weights, sums, selu_grad, rng.standard_normal((128, 256)))
"""

import numpy as np


def lecun_normal(rng, fan_in, fan_out):
    """Normal weights of variance 1 / fan_in (LeCun et al. 1998); SELU is made for these."""
    return rng.normal(0, np.sqrt(1 / fan_in), (fan_in, fan_out))


def glorot_normal(rng, fan_in, fan_out):
    """Normal weights of variance 2 / (fan_in + fan_out) (Glorot & Bengio 2010); LeCun-normal when square."""
    return rng.normal(0, np.sqrt(2 / (fan_in + fan_out)), (fan_in, fan_out))


def he_normal(rng, fan_in, fan_out):
    """Normal weights of variance 2 / fan_in (He et al. 2015), made for ReLU."""
    return rng.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))


def fan_in_uniform(rng, fan_in, fan_out):
    """Uniform weights in ±1/√fan_in, of variance 1 / (3 fan_in): what torch.nn.Linear draws by default."""
    edge = np.sqrt(1 / fan_in)
    return rng.uniform(-edge, edge, (fan_in, fan_out))


def stack(rng, initialise, *, depth, width):
    """Return `depth` square weight matrices drawn by one of the initialisations above."""
    return [initialise(rng, width, width) for _ in range(depth)]


def forward(x, weights, function):
    """Send the batch x through the layers.

    Returns two lists: activations (the input, then what each layer gives: one more than there are layers)
    and sums (each layer's x @ weight, before the function).
    """
    activations, sums = [x], []
    for weight in weights:
        sums.append(activations[-1] @ weight)
        activations.append(function(sums[-1]))
    return activations, sums


def backward(weights, sums, derivative, upstream):
    """Send `upstream`, the loss's gradient by the last activations, back through the layers.

    Returns the gradients by each layer's sums, first layer first. That by the weights of layer k is
    activations[k].T @ deltas[k].
    """
    deltas = [upstream * derivative(sums[-1])]
    for weight, below in zip(reversed(weights[1:]), reversed(sums[:-1]), strict=True):
        deltas.append((deltas[-1] @ weight.T) * derivative(below))
    return deltas[::-1]


def gradient_ratio(function, derivative, initialise, *, seed, gain=1.0, depth=50, width=128, samples=64):
    """Return the norm of the gradient at the first layer's sums over that at the last's.

    For one stack, its weights multiplied by `gain`, with standard normal inputs and gradients at the end.
    """
    rng = np.random.default_rng(seed)
    weights = [gain * weight for weight in stack(rng, initialise, depth=depth, width=width)]
    _, sums = forward(rng.standard_normal((samples, width)), weights, function)
    deltas = backward(weights, sums, derivative, rng.standard_normal((samples, width)))
    return float(np.linalg.norm(deltas[0]) / np.linalg.norm(deltas[-1]))


def moments(activations):
    """Return mean and variance over all entries of each array in the list, as two arrays."""
    return np.array([a.mean() for a in activations]), np.array([a.var() for a in activations])
