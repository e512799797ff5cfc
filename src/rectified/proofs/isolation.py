"""What there is on one box: no zero of a smooth expression, a simple one, or one of higher order.

Where the derivative has a sign, the signs at the ends tell whether there is one zero or none. A multiple zero is proved
at an exact point only: where all derivatives below an order are 0 by algebra and that one has a sign, Taylor's theorem
leaves no other zero near it.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from rectified.proofs.enclosure import enclosed, outward, sign
from rectified.proofs.function import Smooth, number
from rectified.proofs.result import FINE, precision
from rectified.proofs.zero import Zero, plain, refined, simplest

#: Multiplicities up to this are tried.
_MULTIPLICITY = 8

#: A zero, or None for a stretch without one, with the signs before and after it.
Event = tuple[Zero | None, int, int]


class Isolation:
    """A smooth expression on boxes of an interval between exact ends, which are not part of it."""

    def __init__(self, smooth: Smooth, ends: tuple[Any, Any]) -> None:
        self.smooth, self.ends = smooth, ends
        self._vanishing: dict[Any, bool] = {}

    def is_clear(self, low: float, high: float) -> bool:
        """Whether there is one zero at most, as a sign or algebra shows; a narrower box would tell no more."""
        signs = sign(enclosed(self.smooth, low, high)) or self._rises(low, high)
        return bool(signs) or self._multiple(low, high) is not None

    def settled(self, low: float, high: float) -> list[Event] | None:
        """What there is between two points; None where neither the expression nor its derivative has one sign."""
        if found := sign(enclosed(self.smooth, low, high)):
            return [(None, found, found)]
        if rises := self._rises(low, high):
            before, after = self._sign_at(low), self._sign_at(high)
            if before is not None and after is not None:
                return self._simple(low, high, before, after, rises)
            return None
        return self._multiple(low, high)

    def _rises(self, low: float, high: float) -> int:
        """The sign of the derivative on a box; 0 when it is unclear."""
        return sign(enclosed(self.smooth.slope, low, high))

    def _sign_at(self, point: float) -> int | None:
        """The sign at the end of a box; at the exact end of the interval 0 is an answer, within it is not."""
        for end, side in zip(self.ends, (-1, 1), strict=True):
            if end.is_finite and point == outward(end, side):
                return self.smooth.sign(end)
        return self.smooth.sign(point) or None

    def _simple(self, low: float, high: float, before: int, after: int, rises: int) -> list[Event]:
        if before == 0 or after == 0:  # at an end of the interval, which is not part of it
            inside = after if before == 0 else before
            return [(None, inside, inside)]
        if before == after:
            return [(None, before, before)]
        place = refined(self.smooth, low, high)
        if (exact := plain(self.smooth, place)) is not None and low < exact < high:
            with precision(FINE):
                place = number(exact)
        return [(Zero(place, exact, 1), -rises, rises)]

    def _multiple(self, low: float, high: float) -> list[Event] | None:
        """A zero of higher order at an exact point; None when none is proved."""
        for point in (*(end for end in self.ends if end.is_finite), sp.Rational(simplest(low, high))):
            if low <= float(point) <= high and self._vanishes_at(point):
                for order in range(1, _MULTIPLICITY + 1):
                    derivative = self.smooth.derivative(order)
                    if after := sign(enclosed(derivative, low, high)):
                        return self._around(point, order, after)
                    if not derivative.vanishes_at(point):
                        break
        return None

    def _vanishes_at(self, point: Any) -> bool:
        if point not in self._vanishing:
            self._vanishing[point] = self.smooth.vanishes_at(point)
        return self._vanishing[point]

    def _around(self, point: Any, order: int, after: int) -> list[Event]:
        before = after * (-1) ** order
        if point == self.ends[0]:
            return [(None, after, after)]
        if point == self.ends[1]:
            return [(None, before, before)]
        with precision(FINE):
            return [(Zero(number(point), point, order), before, after)]
