"""A small classifier trained by plain gradient descent in float32, to see what a learning rate does to its units.

The data: 200 points of 16 coordinates, uniform in [0, 1] as pixel values are, and two classes. One hidden layer of 64
units with LeCun-normal weights and biases of 0; logistic loss, whose gradient is bounded, so that a large rate throws
the weights far out without making them infinite.
"""

import numpy as np

from _layers import lecun_normal


def dead_share(function, derivative, *, rate, seed, steps=200):
    """Train and return the percentage of hidden units whose derivative is exactly 0 for every point."""
    rng = np.random.default_rng(seed)
    x = rng.random((200, 16)).astype(np.float32)
    y = (np.sin(3 * x.sum(axis=1)) > 0).astype(np.float32)
    weight, bias = lecun_normal(rng, 16, 64).astype(np.float32), np.zeros(64, np.float32)
    readout, offset = lecun_normal(rng, 64, 1)[:, 0].astype(np.float32), np.float32(0)
    rate = np.float32(rate)
    for _ in range(steps):
        sums = x @ weight + bias
        outputs = function(sums)
        error = (probability(outputs @ readout + offset) - y) / np.float32(len(x))
        deltas = np.outer(error, readout) * derivative(sums)
        readout, offset = readout - rate * (error @ outputs), offset - rate * error.sum()
        weight, bias = weight - rate * (x.T @ deltas), bias - rate * deltas.sum(axis=0)
    if not np.all(np.isfinite(weight)):
        raise ArithmeticError(f"the training diverged at rate {rate}")
    return 100 * float(np.mean(np.all(derivative(x @ weight + bias) == 0, axis=0)))


def probability(score):
    """The logistic function, by way of tanh: no overflow."""
    return (1 + np.tanh(score / 2)) / 2
