"""Numbers of proofs in words: to six digits for a reader, with all known digits as a figure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any

import sympy as sp
from flint import arb

from rectified.proofs.function import number as ball_of
from rectified.proofs.result import FINE, NotProved, precision
from rectified.proofs.zero import Zero

#: Digits for a reader, and digits of a figure that is not written out in full.
SHOWN, KNOWN = 6, 40
#: A ball within 10^-_SMALL of 0 is what rounded constants leave of 0.
_SMALL = 20


def digits(value: Any, count: int) -> Decimal:
    """An exact number, a ball or a zero, rounded to significant digits.

    Raises NotProved for a ball too wide to say two of them, such as one around 0.
    """
    if isinstance(value, Zero):
        value = value.place if value.exact is None else value.exact
    value = sp.Integer(value) if isinstance(value, int) else value
    if isinstance(value, sp.Rational):
        with localcontext(prec=count, rounding=ROUND_HALF_EVEN):
            return Decimal(int(value.p)) / Decimal(int(value.q))
    with precision(FINE):
        ball = ball_of(value) if isinstance(value, sp.Basic) else value
        known = min(count, int(ball.rel_accuracy_bits() * 0.30103) - 1)
        if known < 2:
            raise NotProved("two digits of a number", ball, 0, "more precision would be needed")
        return Decimal(ball.mid().str(known, radius=False))


def is_infinite(value: Any) -> bool:
    """Whether a number is ∞ or −∞."""
    return isinstance(value, sp.Basic) and bool(value.is_infinite)


def shown(value: Any) -> str:
    """A number for a reader: six significant digits, fewer where they end; ∞ as such."""
    if is_infinite(value):
        return "∞" if value == sp.oo else "−∞"
    rounded = digits(value, SHOWN)
    text = f"{rounded:f}" if rounded == 0 or 1e-4 <= abs(rounded) < 1e9 else f"{rounded:e}"
    if _is_exact(value, rounded) and "e" not in text and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def within(value: Any) -> int | None:
    """The largest n up to 200 with |value| ≤ 10⁻ⁿ, for a ball that close to 0 that it says no more; else None."""
    if isinstance(value, sp.Basic):
        return None
    with precision(FINE):
        size = abs(value).upper()
        return max((n for n in range(_SMALL, 201) if size <= arb(10) ** -n), default=None)


def _is_exact(value: Any, rounded: Decimal) -> bool:
    value = value.exact if isinstance(value, Zero) else value
    return isinstance(value, sp.Rational | int) and sp.Rational(str(rounded)) == value


def number(place: Any) -> str:
    """A place on the line for a reader: a zero, an exact number or ±∞."""
    return shown(place)


def figure(value: Any) -> str:
    """A number as a decimal text: in full where 40 digits are enough, else to 40 digits or all that are known."""
    rounded = digits(value, KNOWN)
    text = f"{rounded:f}" if rounded == 0 or 1e-20 <= abs(rounded) < 1e20 else str(rounded)
    return text.rstrip("0").rstrip(".") if "." in text and "E" not in text and _is_exact(value, rounded) else text


def interval(low: Any, high: Any) -> str:
    """An interval with its finite ends, which belong to it where the function is continuous."""
    return f"{'(−∞' if low == -sp.oo else f'[{number(low)}'}, {'∞)' if high == sp.oo else f'{number(high)}]'}"


def places(at: Sequence[Any], kinks: Collection[Any]) -> str:
    """Where an extreme is taken, for a reader: at points, or on intervals, which are open at a kink."""
    intervals = [each for each in at if isinstance(each, tuple)]
    ends = {end for interval in intervals for end in interval}
    points = [each for each in at if not isinstance(each, tuple) and each not in ends]
    said = []
    if points:
        said.append(f"at x = {' and '.join(map(number, points))}")
    for low, high in intervals:
        if low == -sp.oo or high == sp.oo:
            end, sides = (high, "<≤") if low == -sp.oo else (low, ">≥")
            said.append("everywhere" if is_infinite(end) else f"for x {sides[end not in kinks]} {number(end)}")
        else:
            said.append(f"for x from {number(low)} to {number(high)}")
    return " and ".join(said)
