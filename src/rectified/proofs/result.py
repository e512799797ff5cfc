"""What every proof carries, how it becomes evidence, and the failure to prove."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import flint

from rectified.evidence import Evidence, proved
from rectified.proofs.domain import Domain

#: Working precision in bits, and how many boxes a proof may use on one piece of a function.
PRECISION, BUDGET = 128, 20_000
#: Bits to which zeros and values at them are refined.
FINE = 256


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What was evaluated to prove a result.

    domain: where. method: how, a phrase. precision: in bits. boxes: how many enclosures it took, 0 for pure algebra.
    """

    domain: Domain
    method: str
    precision: int
    boxes: int

    @property
    def basis(self) -> str:
        """Domain, method, precision and boxes in words."""
        counted = f", {self.precision} bits, {self.boxes} {'box' if self.boxes == 1 else 'boxes'}" if self.boxes else ""
        return f"on {self.domain}: {self.method}{counted}"


class NotProved(Exception):
    """A proof that did not close: what was to be shown, where, within how many boxes, and what stayed open.

    budget: 0 for a step that uses no boxes, such as algebra or the expansion of a tail.
    """

    def __init__(self, what: str, domain: Any, budget: int, still_open: str) -> None:
        within = f" within {budget} boxes" if budget else ""
        super().__init__(f"not proved on {domain}{within}: {what}; open: {still_open}")
        self.what, self.domain, self.budget, self.still_open = what, domain, budget, still_open


class OtherDomain(ValueError):
    """Evidence is to state another domain than the one that was evaluated."""


class Unbounded(ValueError):
    """An unbounded domain is given to a method that needs an enclosure of its tails and has none."""


def evidence(proof: Proof, domain: Domain, text: str, **values: Any) -> Evidence:
    """A proof as the evidence of a claim about `domain`, its text ending in what the proof rests on.

    Raises OtherDomain unless `domain` is what was evaluated, TypeError for what is no proof.
    """
    if not isinstance(proof, Proof):
        raise TypeError(f"proved evidence needs a proof, not {type(proof).__name__}: {proof!r}")
    if proof.domain != domain:
        found = f"the evidence states the domain {domain}, but what was evaluated is {proof.domain}"
        raise OtherDomain(f"{found}; prove it on {domain}, or state {proof.domain}")
    return proved(f"{text} ({proof.basis})", **values)


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Work with balls of so many bits, and put flint's own precision back."""
    before = flint.ctx.prec
    flint.ctx.prec = bits
    try:
        yield
    finally:
        flint.ctx.prec = before
