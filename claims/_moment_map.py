"""What a wide layer of SELU does to mean and variance: the map of Klambauer et al. 2017, and its derivatives, as balls.

A layer's sum z = Σ wᵢxᵢ is taken as normal, with mean x = μω and variance y = ντ, where ω = Σ wᵢ and τ = Σ wᵢ², and μ
and ν are the mean and the variance of what enters. The map is (μ, ν) ↦ (E f(z), Var f(z)), f being SELU.

Functions take balls and return balls that hold the value at all points of them. The constants are the snippet's,
widened to half a unit in the last place: what is proved holds for its floats and for the exact pair that they round.
"""

import math
from typing import NamedTuple

import numpy as np
from flint import arb

from _moments import ALPHA as EXACT_ALPHA
from _moments import LAMBDA as EXACT_LAMBDA
from _moments import exact_selu
from rectified.proofs.boxes import centred
from selu import ALPHA as WRITTEN_ALPHA
from selu import LAMBDA as WRITTEN_LAMBDA
from selu import selu

ALPHA = arb(WRITTEN_ALPHA, math.ulp(WRITTEN_ALPHA) / 2)
LAMBDA = arb(WRITTEN_LAMBDA, math.ulp(WRITTEN_LAMBDA) / 2)
#: The largest |ω| in all three theorems.
OMEGA = arb("0.1")


def is_selu():
    """Whether the snippet is the function of the theorems: the exact constants rounded once, and values on both sides.

    Every claim asks this first: it costs nothing.
    """
    at = (-4.0, -0.5, 0.5, 4.0)
    exact = [float(exact_selu(x)) for x in at]
    return (
        ALPHA.contains(EXACT_ALPHA)
        and LAMBDA.contains(EXACT_LAMBDA)
        and np.allclose(selu(np.array(at)), exact, rtol=1e-15, atol=0)
    )


class Sums(NamedTuple):
    """E f(z) and E f(z)², and the derivatives of both by the mean x and the variance y of a normal z.

    Those by x twice are not listed: they are twice those by y, as for every expectation under a normal distribution.
    """

    mean: arb
    mean_x: arb
    mean_y: arb
    mean_xy: arb
    mean_yy: arb
    second: arb
    second_x: arb
    second_y: arb
    second_xy: arb
    second_yy: arb


def parts(x, y, using=arb):
    """P(z < 0), E[exp(z); z < 0], E[exp(2z); z < 0], P(z > 0), and the density of z at 0.

    For balls or, `using` SymPy, for symbols.
    """
    pi, width = using.pi() if using is arb else using.pi, using.sqrt(2 * y)
    return (
        using.erfc(x / width) / 2,
        using.exp(x + y / 2) * using.erfc((x + y) / width) / 2,
        using.exp(2 * x + 2 * y) * using.erfc((x + 2 * y) / width) / 2,
        using.erfc(-x / width) / 2,
        using.exp(-x * x / y / 2) / using.sqrt(2 * pi * y),
    )


def sums(x, y, alpha=ALPHA, scale=LAMBDA, using=arb):
    """The closed forms. Written so that little cancels, which keeps balls narrow."""
    left, left_1, left_2, right, density = parts(x, y, using)
    steep, square = density / y, alpha * alpha
    above = x * right + y * density  # E[z; z > 0]
    return Sums(
        mean=scale * (above + alpha * (left_1 - left)),
        mean_x=scale * (right + alpha * left_1),
        mean_y=scale / 2 * (alpha * left_1 + (1 - alpha) * density),
        mean_xy=scale / 2 * (alpha * left_1 - steep * (x + alpha * (y - x))),
        mean_yy=scale / 4 * (alpha * left_1 - steep * (alpha * (y - x) + (1 - alpha) * (1 - x * x / y))),
        second=scale**2 * (x * above + y * right + square * (left_2 - 2 * left_1 + left)),
        second_x=scale**2 * 2 * (above + square * (left_2 - left_1)),
        second_y=scale**2 * (right + square * (2 * left_2 - left_1)),
        second_xy=scale**2 * (density + square * (4 * left_2 - left_1 - density)),
        second_yy=scale**2 * (square * (4 * left_2 - left_1 / 2 - steep * (3 * y - x) / 2) - x * steep / 2),
    )


def moments(x, y):
    """Mean and variance of what leaves the layer, in centred form."""
    over, at = sums(x, y), sums(x.mid(), y.mid())
    mean = centred(at.mean, (over.mean_x, over.mean_y), (x, y))
    slopes = (over.second_x - 2 * mean * over.mean_x, over.second_y - 2 * mean * over.mean_y)
    return mean, centred(at.second - at.mean**2, slopes, (x, y))


def derivatives(x, y):
    """The derivatives of the mean by x and by y, then those of the variance, in centred form."""
    at, over = sums(x.mid(), y.mid()), sums(x, y)
    mean, by_x, by_y = over.mean, over.mean_x, over.mean_y
    twice_x = 2 * over.second_y - 2 * by_x * by_x - 4 * mean * by_y
    mixed = over.second_xy - 2 * (by_x * by_y + mean * over.mean_xy)
    twice_y = over.second_yy - 2 * (by_y * by_y + mean * over.mean_yy)
    return (
        centred(at.mean_x, (2 * by_y, over.mean_xy), (x, y)),
        centred(at.mean_y, (over.mean_xy, over.mean_yy), (x, y)),
        centred(at.second_x - 2 * at.mean * at.mean_x, (twice_x, mixed), (x, y)),
        centred(at.second_y - 2 * at.mean * at.mean_y, (mixed, twice_y), (x, y)),
    )


def spectral_norm(x, y, omega, tau):
    """The largest singular value of the map's Jacobian by (μ, ν).

    Its columns are ω times the derivatives by x and τ times those by y, so it grows with |ω| and with τ.
    """
    mean_x, mean_y, variance_x, variance_y = derivatives(x, y)
    by_mean = omega * omega * (mean_x * mean_x + variance_x * variance_x)
    by_variance = tau * tau * (mean_y * mean_y + variance_y * variance_y)
    across = omega * tau * (mean_x * mean_y + variance_x * variance_y)
    apart = by_mean - by_variance
    root = (apart * apart + 4 * across * across).nonnegative_part().sqrt()
    return ((by_mean + by_variance + root) / 2).nonnegative_part().sqrt()


def slope_sums(x, y, alpha=ALPHA, scale=LAMBDA, using=arb):
    """E f′(z)² and its derivatives by x and by y, in closed form."""
    _, _, left_2, right, density = parts(x, y, using)
    square = alpha * alpha
    return (
        scale**2 * (right + square * left_2),
        scale**2 * (density + square * (2 * left_2 - density)),
        scale**2 * (square * (2 * left_2 - density * (2 * y - x) / y / 2) - x * density / y / 2),
    )


def squared_slope(x, y):
    """E f′(z)², in centred form: what the layer's slopes do to the mean square of a gradient."""
    return centred(slope_sums(x.mid(), y.mid())[0], slope_sums(x, y)[1:], (x, y))


def product(one, other):
    """The products of two balls of positive numbers: the extremes are those of the ends, so nothing is given away."""
    return (one.lower() * other.lower()).union(one.upper() * other.upper())


def mean(x, nu, tau):
    """The mean after the layer, by x = μω, ν and τ."""
    return moments(x, product(nu, tau))[0]


def variance(x, nu, tau):
    """The variance after the layer."""
    return moments(x, product(nu, tau))[1]


def gain(x, nu, tau):
    """By how much the layer raises the variance; centred as a whole, for ν enters twice and most of it cancels."""
    _, _, by_x, by_y = derivatives(x, product(nu, tau))
    middle = moments(x.mid(), nu.mid() * tau.mid())[1] - nu.mid()
    return centred(middle, (by_x, tau * by_y - 1, nu * by_y), (x, nu, tau))


def norm(x, nu, tau):
    """The spectral norm of the Jacobian at the largest |ω| of the theorems, where it is largest."""
    return spectral_norm(x, product(nu, tau), OMEGA, tau)


def step(mean, variance, omega=0.0, tau=1.0):
    """The map itself, for floats."""
    out = sums(arb(mean) * arb(omega), arb(variance) * arb(tau))
    return float(out.mean), float(out.second - out.mean**2)


def exact_weights(rng, width, omega=0.0, tau=1.0):
    """Square normal weights, shifted and scaled so that each unit's sum to ω and their squares to τ."""
    weights = rng.standard_normal((width, width))
    weights -= weights.mean(axis=0)
    weights *= np.sqrt((tau - omega**2 / width) / (weights**2).sum(axis=0))
    return weights + omega / width
