"""The closed interval, bounded or not, that a statement is about."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp


@dataclass(frozen=True)
class Domain:
    """All real numbers from low to high, the ends included where they are finite.

    low, high: exact SymPy numbers, or −∞ and ∞. A float is taken for exactly what it is.
    Raises ValueError unless low < high, TypeError for an end that is not one real number.
    """

    low: Any
    high: Any

    def __post_init__(self) -> None:
        for name in ("low", "high"):
            object.__setattr__(self, name, exact(getattr(self, name)))
        if not bool(self.low < self.high):
            raise ValueError(f"a domain needs low < high, not {self.low} and {self.high}")

    @property
    def bounded(self) -> bool:
        return bool(self.low.is_finite and self.high.is_finite)

    def __str__(self) -> str:
        if self.low == -sp.oo and self.high == sp.oo:
            return "ℝ"
        low = "(−∞" if self.low == -sp.oo else f"[{plain(self.low)}"
        high = "∞)" if self.high == sp.oo else f"{plain(self.high)}]"
        return f"{low}, {high}"


def exact(number: Any) -> Any:
    """A number as an exact SymPy number; a float becomes the fraction that it is."""
    if isinstance(number, float) and abs(number) != float("inf"):
        return sp.Rational(Fraction(number))
    given = sp.sympify(number)
    if not (getattr(given, "is_number", False) and (given.is_extended_real or given.is_real)):
        raise TypeError(f"the end of a domain must be one real number, not {number!r}")
    return given


def plain(number: Any) -> str:
    """An exact number in plain text: as it is when it is short, else to six digits."""
    text = str(number) if number.is_Rational and len(str(number)) < 8 else f"{float(number):.6g}"
    return text.replace("-", "−")


#: Every real number.
LINE = Domain(-sp.oo, sp.oo)
