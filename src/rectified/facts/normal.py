"""Facts on the output of a function for standard normal input: its moments, and how often it is 0."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from rectified.facts.analysis import Analysis
from rectified.facts.fact import Fact
from rectified.facts.proved import proved
from rectified.facts.words import shown, within
from rectified.proofs.bounds import ball_of
from rectified.proofs.moments import normal_probability
from rectified.proofs.result import FINE, precision


def normal_mean(analysis: Analysis, name: str) -> Fact:
    """E[f(X)], X ~ N(0, 1)."""
    mean, proof = analysis.mean
    if (power := within(mean)) is not None:
        return proved(name, f"0 to within 1e−{power}", proof, within=sp.Rational(1, 10**power))
    return proved(name, shown(mean), proof, mean=mean)


def normal_variance(analysis: Analysis, name: str) -> Fact:
    """Var[f(X)], X ~ N(0, 1)."""
    mean, _ = analysis.mean
    with precision(FINE):
        variance = analysis.second_moment.value - ball_of(mean) ** 2
    return proved(name, shown(variance), analysis.second_moment, variance=variance)


def gain(analysis: Analysis, name: str) -> Fact:
    """What to multiply standard-normal input's weights by, so that the second moment of the output is 1."""
    with precision(FINE):
        factor = analysis.second_moment.value.rsqrt()
    made = proved(name, shown(factor), analysis.second_moment, gain=factor, second_moment=analysis.second_moment.value)
    meaning = "It is 1/√E[f(X)²], X ~ N(0, 1): one layer keeps the second moment; the gradient may want another."
    return replace(made, method=f"{made.method} {meaning}")


def zero_probability(analysis: Analysis, name: str) -> Fact:
    """P(f(X) = 0), X ~ N(0, 1)."""
    share = normal_probability(analysis.zeros)
    return proved(name, shown(share), analysis.zeros, probability=share)
