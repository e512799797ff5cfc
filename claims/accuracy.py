"""Claims about how accurate the functions are: in this build, over every float32, and beside textbooks."""

import numpy as np

from _accuracy import TEXTBOOK, build_rows, digits_lost, full_rows, no_digit_right
from rectified.evidence import claim, exhaustive, measured, sampled

#: Why no wrong snippet is tried on a claim: it has its figures from elsewhere, which is tried itself.
SWEPT = "about the build's own sweeps, on which tests/test_exhaustive_in_build.py tries wrong snippets"
FILE = "about a committed file of results; tests/test_exhaustive_sweep.py tries wrong snippets on the sweep"


def worst(dtype):
    """In a dtype: the largest error of all functions, whose it is, the fewest points, how many functions there are."""
    rows = [row for row in build_rows() if row["dtype"] == dtype]
    assert rows and all(row["ulp"] is not None for row in rows)
    top = max(rows, key=lambda row: row["ulp"])
    return top["ulp"], top["function"], min(row["points"] for row in rows), len(rows)


@claim("In float16 no function and no gradient is more than 1 ulp off at any finite number.", independent=SWEPT)
def every_float16():
    """All 63 488 finite float16 numbers, each against its value by ball arithmetic; kinks of gradients left out."""
    ulp, function, points, functions = worst("float16")
    assert ulp <= 1 and points >= 63_480
    return exhaustive(f"{functions} functions, worst {ulp:.4f} ulp, of {function}", ulp=ulp, functions=functions)


@claim("In float32 none is more than 1 ulp off at any of more than 4 million numbers.", independent=SWEPT)
def spread_of_float32():
    """Every 1021st bit pattern and 2048 on either side of each edge, against float64 values with proven bounds."""
    ulp, function, points, functions = worst("float32")
    bound = max(row["bound"] for row in build_rows() if row["dtype"] == "float32")
    assert ulp <= 1 and points >= 4_000_000 and bound < 1e-3
    text = f"{functions} functions, {points} numbers or more each, worst {ulp:.4f} ulp, of {function}"
    return sampled(f"{text}; the values are known to {bound:.1e} ulp", ulp=ulp, points=points)


@claim("In float64 none is more than 2 ulp off at any of more than 100,000 numbers.", independent=SWEPT)
def spread_of_float64():
    """Random mantissas for each sign and exponent, edges and tails, each against its value by ball arithmetic."""
    ulp, function, points, functions = worst("float64")
    assert ulp <= 2 and points >= 100_000
    return sampled(f"{functions} functions, {points} numbers or more each, worst {ulp:.4f} ulp, of {function}", ulp=ulp)


@claim(
    "Run over every finite float32 number, none of the functions listed was more than 0.51 ulp off.", independent=FILE
)
def every_float32():
    """The committed file of that run; only rows whose snippet has not changed since count, and there must be some."""
    rows = full_rows()
    assert rows and all(row["points"] + row["others"] == 2**32 for row in rows)
    top = max(rows, key=lambda row: row["ulp"])
    assert top["ulp"] <= 0.51
    assert all(check["share"] <= 1 for row in rows for check in row["checked"].values())
    text = f"{len(rows)} functions, worst {top['ulp']:.6f} ulp, of {top['function']} at {top['x']}"
    return exhaustive(text, ulp=top["ulp"], limit=0.51, functions=len(rows))


@claim(
    "In float32 each of these four somewhere returns 0 where the value is not 0; the code here loses less than a "
    "tenth of a digit anywhere tried."
)
def textbook_forms_lose_everything():
    """401 points each, against 50 digits: exp(x) − 1 on [−110, −1e-9], the others on [−110, 110]."""
    zeros = {}
    for name, (textbook, ours, exact) in TEXTBOOK.items():
        x = np.linspace(-110, 110, 401) if "exp(x) - 1" != name else -np.geomspace(1e-9, 110, 401)
        x = x[np.argsort(np.abs(x))].astype(np.float32)
        lost = digits_lost(ours, exact, x).max()
        assert lost < 0.1, f"ours loses {lost:.2f} digits where {name} is meant"
        zeros[name] = no_digit_right(textbook, exact, x)
    return measured("; ".join(f"{name} is 0 at x = {x:.4g}" for name, x in zeros.items()))
