"""Compute the polynomials of GELU in snippets/fast.py, and print them as they stand there.

    python tools/fit_fast_gelu.py

Needs mpmath. With v = t/(t + 4), t·Φ(−t) = v·exp(−t²/2)·R, where R is smooth even as t grows without end. R is
interpolated at Chebyshev points, in w = 2v − 1, which keeps the coefficients small.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

from mpmath import cos, erfc, exp, lu_solve, matrix, mpf, pi, sqrt, workdps

SHIFT = 4

#: Degree, and the t beyond which t·Φ(−t) is below the dtype's smallest number.
FITS = {"float32": (9, 15), "float64": (22, 40)}

DIGITS = 60


def rest(w: Any) -> Any:
    """R at w > −1, an mpmath number."""
    v = (w + 1) / 2
    t = SHIFT * v / (1 - v)
    return t * erfc(t / sqrt(2)) / 2 / v * exp(t * t / 2)


def coefficients(dtype: str) -> list[float]:
    """The coefficients of R, from the highest power down, rounded to doubles."""
    degree, largest = FITS[dtype]
    with workdps(DIGITS):
        high = 2 * mpf(largest) / (largest + SHIFT) - 1
        roots = [cos(pi * (2 * k + 1) / (2 * degree + 2)) for k in range(degree + 1)]
        nodes = [(high + 1) / 2 * root + (high - 1) / 2 for root in roots]
        powers = matrix([[w**k for k in range(degree, -1, -1)] for w in nodes])
        return [float(each) for each in lu_solve(powers, matrix([rest(w) for w in nodes]))]


def worst_relative_error(dtype: str, fitted: list[float], count: int = 300) -> float:
    """The largest relative error of R with these coefficients, at evenly spaced w."""
    _, largest = FITS[dtype]
    with workdps(DIGITS):
        high = 2 * mpf(largest) / (largest + SHIFT) - 1
        places = [(high + 1) * (k + 1) / count - 1 for k in range(count)]
        values = {w: reduce(lambda total, each, w=w: total * w + mpf(each), fitted, mpf(0)) for w in places}
        return float(max(abs(value / rest(w) - 1) for w, value in values.items()))


def main() -> None:
    for dtype in FITS:
        fitted = coefficients(dtype)
        rows = [fitted[k : k + 4] for k in range(0, len(fitted), 4)]
        print(f"{dtype}:", *(f"    {', '.join(map(repr, row))}," for row in rows), sep="\n")
        print(f"# relative error {worst_relative_error(dtype, fitted):.1e}")


if __name__ == "__main__":
    main()
