"""A fact from a proof: how it was proved in words, its numbers as decimal texts."""

from __future__ import annotations

from typing import Any

from rectified.facts.fact import Fact
from rectified.facts.words import figure, is_infinite
from rectified.proofs.result import Proof


def proved(name: str, value: str, proof: Proof, /, **figures: Any) -> Fact:
    """A fact that a proof establishes, with the numbers that are finite among these."""
    method = f"{proof.basis[0].upper()}{proof.basis[1:]}."
    return Fact(name, value, "proved", method, figures=exact_figures(**figures))


def exact_figures(**values: Any) -> dict[str, str]:
    """The finite numbers among some values, as decimal texts."""
    return {name: figure(value) for name, value in values.items() if not is_infinite(value)}
