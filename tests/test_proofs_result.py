"""Proofs as evidence, and what a failure to prove says."""

from __future__ import annotations

from decimal import Decimal

import flint
import pytest
import sympy as sp

from rectified.proofs.domain import LINE, Domain
from rectified.proofs.enclosure import bounds
from rectified.proofs.function import Function
from rectified.proofs.result import NotProved, OtherDomain, evidence, precision
from rectified.proofs.roots import zeros
from rectified.proofs.shape import monotone

X = sp.Symbol("x", real=True)


def test_evidence_states_domain_method_precision_and_boxes():
    """So that a reader sees what was evaluated, and the figures are kept."""
    found = monotone(Function(X**3 + X, X))
    made = evidence(found, LINE, "it rises everywhere", power=3)
    assert made.how == "proved" and made.values == {"power": Decimal(3)}
    assert made.text.startswith("it rises everywhere (on ℝ: the sign of the derivative between its zeros, by bisection")
    assert made.text.endswith(f", 128 bits, {found.boxes} {'box' if found.boxes == 1 else 'boxes'})")


def test_evidence_of_another_domain_is_refused():
    """What was proved on an interval is no evidence for the line, though it may be true there."""
    found = monotone(Function(X**3 + X, X, domain=Domain(0, 1)))
    with pytest.raises(OtherDomain, match=r"states the domain ℝ, but what was evaluated is \[0, 1\]; prove it on ℝ"):
        evidence(found, LINE, "it rises everywhere")


@pytest.mark.parametrize("nothing", [None, True, "proved"])
def test_what_is_no_proof_is_no_evidence(nothing):
    """A claim cannot call proved what nothing was evaluated for."""
    with pytest.raises(TypeError, match="proved evidence needs a proof, not"):
        evidence(nothing, LINE, "so")


def test_a_failure_names_domain_budget_and_what_stayed_open():
    """sin(1/x)-like oscillation in ten boxes: never a weaker word, always an exception."""
    wild = Function(sp.sin(200 * X), X, domain=Domain(1, 3))
    with pytest.raises(NotProved) as error:
        zeros(wild, budget=10)
    assert "not proved on [1, 3] within 10 boxes: the zeros of sin(200*x); open: [" in str(error.value)
    assert error.value.budget == 10 and error.value.domain == Domain(1, 3)
    with pytest.raises(NotProved, match=r"within 5 boxes: a bound of sin\(200\*x\) to 1e-12"):
        bounds(wild, budget=5)


def test_flint_gets_its_precision_back():
    """Also when what is done with it fails."""
    before = flint.ctx.prec

    def fail():
        raise RuntimeError(flint.ctx.prec)

    with pytest.raises(RuntimeError, match="999"), precision(999):
        fail()
    assert flint.ctx.prec == before
