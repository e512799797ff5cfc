"""A network of one hidden layer that learns a sine by plain gradient descent: what a learning rate does to its units.

The data: 256 standard normal points of 16 coordinates, and the sine of a random direction. The hidden layer has 64
units with He-normal weights and biases of 0; the loss is the mean squared error, its gradient taken over all points.
"""

from typing import NamedTuple

import numpy as np


class Network(NamedTuple):
    """weight (16, 64) and bias (64,) into the hidden units, readout (64,) out of them."""

    weight: np.ndarray
    bias: np.ndarray
    readout: np.ndarray


def start(rng):
    """Return points (256, 16), targets (256,) and an untrained network."""
    x = rng.standard_normal((256, 16))
    y = np.sin(x @ rng.standard_normal(16))
    return x, y, Network(rng.normal(0, np.sqrt(2 / 16), (16, 64)), np.zeros(64), rng.normal(0, np.sqrt(1 / 64), 64))


def descend(network, x, y, function, derivative, *, rate, steps):
    """Return the network after `steps` steps of gradient descent at the learning rate `rate`."""
    weight, bias, readout = network
    for _ in range(steps):
        sums = x @ weight + bias
        outputs = function(sums)
        error = 2 * (outputs @ readout - y) / len(x)
        deltas = np.outer(error, readout) * derivative(sums)
        readout = readout - rate * (outputs.T @ error)
        weight, bias = weight - rate * (x.T @ deltas), bias - rate * deltas.sum(0)
    return Network(weight, bias, readout)


def loss(network, x, y, function):
    """Return the mean squared error."""
    return np.mean((function(x @ network.weight + network.bias) @ network.readout - y) ** 2)


def off(network, x):
    """Return which hidden units receive a sum of 0 or less from every point, as 64 booleans."""
    return np.all(x @ network.weight + network.bias <= 0, axis=0)
