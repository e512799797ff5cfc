# %% [markdown]
# # Self-normalization, layer by layer
#
# [SELU](../functions/selu.md) promises that a deep stack of plain dense layers keeps its activations at mean 0 and
# variance 1, without [batch normalization](../concepts/batch_normalization.md). The promise has conditions. Here
# standard normal inputs go through 100 layers, first as the paper demands, then with one condition broken at a time:
#
# - **He-normal** weights: variance 2/n instead of 1/n, for n inputs. Made for ReLU.
# - **Uniform in ±1/√n**: variance 1/(3n). The weights `torch.nn.Linear` draws unless told otherwise.
# - **Ordinary dropout**: LeCun-normal weights, but 10 % of the activations set to 0 and the others scaled up.
#
# Each set-up is run with eight seeds. No layer has a bias. (`torch.nn.Linear` has one, and draws that at random too;
# the [SELU note](../functions/selu.md#when-to-use-it) says what it changes.)

# %%
from functools import partial

import matplotlib.pyplot as plt
import numpy as np

from _layers import fan_in_uniform, forward, he_normal, lecun_normal, moments, stack
from selu import ALPHA, LAMBDA, selu

DEPTH, WIDTH, BATCH, SEEDS = 100, 256, 64, 8

# %% [markdown]
# `run` returns the mean and the variance of each layer's activations, one row a seed, one column a layer; column 0
# is the input. An activation here takes the generator too, because dropout needs one.


# %%
def run(initialise, activation):
    """Mean and variance, each of shape (SEEDS, DEPTH + 1)."""
    rows = []
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        weights = stack(rng, initialise, depth=DEPTH, width=WIDTH)
        x = rng.standard_normal((BATCH, WIDTH))
        activations, _ = forward(x, weights, partial(activation, rng=rng))
        rows.append(moments(activations))
    return np.moveaxis(np.array(rows), 1, 0)


def plain(x, rng):
    return selu(x)


def dropped(x, rng, rate=0.1):
    """SELU, then zeros at random, the rest scaled up."""
    y = selu(x)
    return np.where(rng.random(y.shape) < rate, 0.0, y / (1 - rate))


setups = {
    "LeCun-normal": run(lecun_normal, plain),
    "He-normal": run(he_normal, plain),
    "uniform in ±1/√n": run(fan_in_uniform, plain),
    "ordinary dropout": run(lecun_normal, dropped),
}

# %% [markdown]
# ## Variance and mean, layer by layer
#
# The line is the median of the seeds, the band their full spread. On the logarithmic axis a straight line is growth or
# decay by a constant factor per layer.


# %%
def draw(curves, **settings):
    """Plot rows of shape (SEEDS, DEPTH + 1) by name."""
    _, axes = plt.subplots(figsize=(7, 4))
    layers = np.arange(DEPTH + 1)
    for name, rows in curves.items():
        axes.plot(layers, np.median(rows, axis=0), label=name)
        axes.fill_between(layers, rows.min(axis=0), rows.max(axis=0), alpha=0.3)
    axes.set(xlabel="layer", **settings)
    axes.legend()


# %% alt="Variance of the activations against the layer, 0 to 100, on a logarithmic axis. With LeCun-normal weights it stays at 1. With ordinary dropout it settles a little above 1. With He-normal weights it climbs in a straight line through several powers of ten. With uniform weights in plus or minus one over root n it falls in a straight line, ending many powers of ten below 1."
variances = {name: found[1] for name, found in setups.items()}
draw(variances, yscale="log", ylabel="variance of the activations")

# %% alt="Variance of the activations against the layer, 0 to 100, on a linear axis from 0 to 2, for LeCun-normal weights with and without ordinary dropout. Without, it stays beside 1. With dropout it rises within the first ten or twenty layers and then stays near 1.6."
close = {name: variances[name] for name in ("LeCun-normal", "ordinary dropout")}
draw(close, ylim=(0, 2), ylabel="variance of the activations")

# %% alt="Mean of the activations against the layer, 0 to 100. With LeCun-normal weights and with uniform weights it stays at 0, with ordinary dropout a little above 0. With He-normal weights it grows without end; the axis is linear up to 1 and logarithmic beyond."
means = {name: found[0] for name, found in setups.items()}
draw(means, yscale="symlog", ylabel="mean of the activations")

# %% [markdown]
# ## The figures that claims rest on
#
# The smallest and the largest value over the seeds, at one layer.


# %%
def spread(rows, layer):
    """Extremes over the seeds at one layer, to four digits."""
    means, variances = rows[:, :, layer]
    found = {
        "mean_from": means.min(),
        "mean_to": means.max(),
        "variance_from": variances.min(),
        "variance_to": variances.max(),
    }
    return {name: float(f"{value:.4g}") for name, value in found.items()}


# %% label="layer-100-lecun"
spread(setups["LeCun-normal"], layer=100)

# %% label="layer-100-he"
spread(setups["He-normal"], layer=100)

# %% label="layer-100-uniform"
spread(setups["uniform in ±1/√n"], layer=100)

# %% label="layer-100-dropout"
spread(setups["ordinary dropout"], layer=100)

# %% [markdown]
# He-normal weights send each layer sums of twice the mean square of its inputs. SELU damps large sums only on the left;
# half of them pass on the right with slope λ, so far from 0 the mean square grows by about λ² a layer. Weights in
# ±1/√n cut it to a third. Near 0, where the sums soon are, SELU is two lines of slope λ and λα, which on average
# multiply the mean square by (λ² + λ²α²)/2: about two, and a third of two is less than one. Dropout adds variance at
# each layer; the paper's *alpha dropout*, which drops to −λα and then shifts and scales, is made to avoid that.
#
# ## Do both constants matter?
#
# The same stack with LeCun-normal weights, once with α set to 1 and once with λ set to 1, through 60 layers.


# %%
def with_constants(alpha, scale):
    """SELU with other constants, as an activation for `run`."""

    def activation(x, rng):
        return scale * np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))

    return activation


constants = {
    "α and λ": setups["LeCun-normal"],
    "α = 1": run(lecun_normal, with_constants(1, LAMBDA)),
    "λ = 1": run(lecun_normal, with_constants(ALPHA, 1)),
}

# %% alt="Variance of the activations against the layer, 0 to 60, with LeCun-normal weights. With both constants it stays at 1. With lambda alone set to 1 it falls in the first layers and then settles between one half and three quarters. With alpha alone set to 1 it falls further and further, to a few hundredths."
variances = {name: found[1] for name, found in constants.items()}
draw(variances, xlim=(0, 60), ylim=(0, 1.5), ylabel="variance of the activations")

# %% label="layer-60-lecun"
spread(constants["α and λ"], layer=60)

# %% label="layer-60-alpha-one"
spread(constants["α = 1"], layer=60)

# %% label="layer-60-lambda-one"
spread(constants["λ = 1"], layer=60)

# %% [markdown]
# Multiplying by λ does not normalize anything by itself: with α = 1 the same multiplication lets the variance decay.
# It takes the pair, and the weights it was computed for.
