"""Moments of f(X) for a standard normal X: rigorous quadrature, and what lies beyond bounded by the tails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp
from flint import acb, arb

from rectified.formulas.balls import compiled
from rectified.proofs.expansion import NoExpansion, TooEarly
from rectified.proofs.function import Function, Piece, Smooth, number
from rectified.proofs.result import NotProved, Proof, precision
from rectified.proofs.roots import Zeros
from rectified.proofs.tails import expansion

#: Bits of the quadrature; how many standard deviations it covers at least.
_BITS, _REACH = 160, 24


@dataclass(frozen=True)
class Moment(Proof):
    """A ball around an expectation."""

    value: Any


def normal_moment(function: Function, power: int = 1) -> Moment:
    """E[f(X)^power] for X ~ N(0, 1). Raises NotProved, also where the function is not given on all of ℝ."""
    x = function.argument
    if function.domain.bounded or not function.pieces[0].low.is_infinite or not function.pieces[-1].high.is_infinite:
        raise NotProved("an expectation", function.domain, 0, "X ~ N(0, 1) takes values outside of the domain")
    reach = max([_REACH, *(int(sp.ceiling(abs(joint))) + 1 for joint in function.joints)])
    density = sp.exp(-(x**2) / 2) / sp.sqrt(2 * sp.pi)
    with precision(_BITS):
        total = arb(0)
        for piece in function.pieces:
            total += _integral(piece, piece.smooth.expression**power * density, x, reach)
        for side in (-1, 1):
            piece = function.pieces[-1 if side > 0 else 0]
            total += _beyond(function, Smooth(piece.smooth.expression**power * density, x), side, reach)
    return Moment(
        value=total,
        domain=function.domain,
        method=f"rigorous quadrature on [−{reach}, {reach}], the rest bounded by expansions of the tails",
        precision=_BITS,
        boxes=0,
    )


def _integral(piece: Piece, integrand: Any, x: Any, reach: int) -> Any:
    if integrand == 0:
        return arb(0)
    function = compiled(integrand, x, {}, analytic=True)
    low, high = (number(sp.Max(-reach, piece.low)), number(sp.Min(reach, piece.high)))
    return acb.integral(lambda z, _: acb(function(z)), low, high).real


def _beyond(function: Function, integrand: Smooth, side: int, reach: int) -> Any:
    """A ball of what lies beyond `reach`: from |integrand| ≤ c·exp(−y) there, its integral is at most c·exp(−reach)."""
    x = integrand.argument
    try:
        bound = expansion(Smooth(integrand.expression * sp.exp(side * x), x), side, reach).values()
    except (NoExpansion, TooEarly) as error:
        raise NotProved("an expectation", function.domain, 0, f"the integrand beyond {reach}: {error}") from error
    most = bound.abs_upper() * (-arb(reach)).exp()
    return arb(0).union(most).union(-most)


def normal_probability(found: Zeros) -> Any:
    """The probability that f(X) is exactly 0 for X ~ N(0, 1), exact: that of the intervals on which f is 0."""
    whole = sum((_cdf(high) - _cdf(low) for low, high in found.intervals), sp.S.Zero)
    return sp.simplify(whole)


def _cdf(x: Any) -> Any:
    return sp.S.One if x == sp.oo else sp.S.Zero if x == -sp.oo else (1 + sp.erf(x / sp.sqrt(2))) / 2
