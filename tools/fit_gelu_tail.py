"""Compute the constants of snippets/gelu.py, and print them as they stand there.

    python tools/fit_gelu_tail.py

Needs mpmath. The polynomial p interpolates at Chebyshev points what remains of φ(t)/Φ(−t), for 0 ≤ t ≤ 40, when its
value at 0 and its growth like t are taken out. It is in v = t/(t + 3), which turns that range into one on which
degree 23 is enough. `tests/snippets/test_gelu_constants.py` compares the result with the snippet.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

from mpmath import cos, erfc, exp, log, lu_solve, matrix, mpf, pi, sqrt, workdps

DEGREE, SHIFT, LARGEST = 23, 3, 40

#: Enough for Φ(−40), for the pairs' second halves, and for what solving for the coefficients loses.
DIGITS = 90


def hazard(t: Any) -> Any:
    """φ(t)/Φ(−t) of an mpmath number."""
    return exp(-t * t / 2) / sqrt(2 * pi) / (erfc(t / sqrt(2)) / 2)


def remainder(v: Any) -> Any:
    """What p has to be at v, by φ(t)/Φ(−t) = t + √(2/π) + v((1 − v)p(v) − √(2/π))."""
    t, root = SHIFT * v / (1 - v), sqrt(2 / pi)
    return ((hazard(t) - t - root) / v + root) / (1 - v)


def coefficients() -> list[float]:
    """The coefficients of p, from the highest power down, rounded to doubles."""
    with workdps(DIGITS):
        end = mpf(LARGEST) / (LARGEST + SHIFT)
        nodes = [end / 2 * (1 + cos(pi * (2 * k + 1) / (2 * DEGREE + 2))) for k in range(DEGREE + 1)]
        powers = matrix([[v**k for k in range(DEGREE, -1, -1)] for v in nodes])
        return [float(each) for each in lu_solve(powers, matrix([remainder(v) for v in nodes]))]


def polynomial(fitted: list[float], v: Any) -> Any:
    """The value at v, by Horner's rule; mpmath's own polyval is about to turn its coefficients round."""
    return reduce(lambda total, each: total * v + mpf(each), fitted, mpf(0))


def worst_relative_error(fitted: list[float], count: int = 500) -> float:
    """The largest relative error that φ(t)/Φ(−t) has from p with these coefficients, at evenly spaced v."""
    with workdps(DIGITS):
        errors = []
        for k in range(count):
            v = mpf(LARGEST) / (LARGEST + SHIFT) * (k + 1) / count
            off = (polynomial(fitted, v) - remainder(v)) * v * (1 - v)
            errors.append(abs(off) / hazard(SHIFT * v / (1 - v)))
        return float(max(errors))


def pairs() -> dict[str, tuple[float, float]]:
    """Each constant that is a pair: the nearest double, and the double nearest to the rest."""
    with workdps(DIGITS):
        numbers = {
            "ROOT": sqrt(2 / pi),
            "CUBIC": mpf("0.044715"),
            "LIFT": 128 * log(2),
            "LIFTED_PEAK": 128 * log(2) - log(2 * pi) / 2,
        }
        return {name: (float(number), float(number - float(number))) for name, number in numbers.items()}


def main() -> None:
    for name, (nearest, rest) in pairs().items():
        print(f"{name} = ({nearest!r}, {rest!r})")
    fitted = coefficients()
    rows = [fitted[k : k + 4] for k in range(0, len(fitted), 4)]
    print("TAIL = (", *(f"    {', '.join(map(repr, row))}," for row in rows), ")", sep="\n")
    print(f"# relative error of φ(t)/Φ(−t): {worst_relative_error(fitted):.1e}")


if __name__ == "__main__":
    main()
