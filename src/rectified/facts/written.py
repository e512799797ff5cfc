"""Numbers as the cells of a table show them, and as figures with all their digits."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Any

from rectified.evidence import as_decimal

#: Significant digits that a cell shows.
DIGITS = 4

#: From here on whole numbers are written with a power of ten.
_LONG = 1e6


def shown(number: Any, digits: int = DIGITS) -> str:
    """A float to a few digits, with the signs of typesetting: "−1.758", "65504", "∞", "1.19e−7", "−0"."""
    value = float(number)
    if math.isnan(value):
        return "NaN"
    sign = "−" if math.copysign(1, value) < 0 else ""
    if math.isinf(value):
        return f"{sign}∞"
    size = abs(value)
    text = f"{size:.0f}" if 10.0**digits <= size < _LONG else f"{size:.{digits}g}"
    mantissa, _, power = text.partition("e")
    return sign + mantissa + (f"e{int(power)}".replace("-", "−") if power else "")


def shown_bound(number: Any, *, up: bool) -> str:
    """A float to a few digits, rounded up or down, so that "from x = 17.33 up" is true of the number as shown."""
    rounding = ROUND_CEILING if up else ROUND_FLOOR
    return shown(Context(prec=DIGITS, rounding=rounding).create_decimal(Decimal(float(number))))


def figures(numbers: Mapping[str, Any]) -> dict[str, str]:
    """Those of the NumPy floats and counts that are finite, as decimal texts that give them back."""
    return {name: str(as_decimal(number)) for name, number in numbers.items() if math.isfinite(number)}


def counted(number: int) -> str:
    """A count with its thousands set apart."""
    return f"{number:,}".replace(",", " ")
