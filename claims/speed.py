"""Claims about what the snippets cost, on the committed figures, and about what their fast forms give up."""

import functools
import math

import mpmath
import numpy as np

import fast
from _moments import ALPHA as EXACT_ALPHA
from _moments import LAMBDA as EXACT_LAMBDA
from _moments import digits
from _speed import functions, ratios
from elu import elu
from rectified.accuracy import DIGITS, worst_ulp
from rectified.evidence import claim, measured, sampled
from selu import selu

with mpmath.workdps(DIGITS):
    ALPHA, LAMBDA = (mpmath.mpf(digits(ball, 45)) for ball in (EXACT_ALPHA, EXACT_LAMBDA))
#: The functions that PyTorch does not compute several numbers at a time, to judge by its figures.
SLOW_IN_PYTORCH = ("selu", "elu", "softplus")
COST = "about what a processor does, measured once and kept"


def told(found):
    """The evidence of ratios by function: the largest of them."""
    worst = max(found, key=found.get)
    return measured(f"{found[worst]:.2f} times for {worst}, the most of {len(found)} functions", most=found[worst])


@claim("In float32 each fast form takes less than two thirds of the time of the snippet.", independent=COST)
def fast_is_faster():
    """A million standard normal numbers on one core, the median over rounds in which all took turns."""
    found = ratios("fast", "snippet", "float32")
    assert len(found) == len(functions()) and max(found.values()) < 2 / 3
    return told(found)


@claim("In float32 the fast forms of SELU, ELU and softplus take less time than PyTorch.", independent=COST)
def faster_than_pytorch():
    """A million standard normal numbers on one core, PyTorch with one thread."""
    found = {name: ratio for name, ratio in ratios("fast", "torch", "float32").items() if name in SLOW_IN_PYTORCH}
    assert len(found) == 3 and max(found.values()) < 1
    return told(found)


@claim("Those of sigmoid, SiLU and GELU take more than five times as long as PyTorch.", independent=COST)
def slower_than_pytorch():
    """The other three of the six, as above."""
    found = {name: ratio for name, ratio in ratios("fast", "torch", "float32").items() if name not in SLOW_IN_PYTORCH}
    assert len(found) == 3 and min(found.values()) > 5
    return told(found)


@claim(
    "The textbook forms of sigmoid, softplus and SiLU take less than half the time of the fast ones.", independent=COST
)
def textbook_is_faster():
    """A million standard normal float32 numbers on one core, where NumPy computes sixteen exp at a time."""
    found = {name: ratios("textbook", "fast", "float32")[name] for name in ("sigmoid", "softplus", "silu")}
    assert max(found.values()) < 0.5
    return told(found)


#: The exact values, of an mpmath number.
EXACT = {
    "selu": lambda x: LAMBDA * (x if x > 0 else ALPHA * mpmath.expm1(x)),
    "elu": lambda x: x if x > 0 else mpmath.expm1(x),
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "softplus": lambda x: mpmath.log1p(mpmath.exp(x)),
    "silu": lambda x: x / (1 + mpmath.exp(-x)),
    "gelu": lambda x: x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2,
}


def numbers(dtype, lowest, count):
    """So many even steps from `lowest` to 8, where exp is subnormal or lost beside 1, and as many close to 0."""
    near = np.geomspace(1e-30, 1, count // 2)
    return np.concatenate([np.linspace(lowest, 8, count), near, -near]).astype(dtype)


@claim("The fast forms stay within 4 ulp in float32 and float64.")
def within_four_ulp():
    """4000 numbers a function and dtype against 50 digits, down to where the results are subnormal."""
    found = {}
    for dtype, lowest in ((np.float32, -103), (np.float64, -740)):
        for name, exact in EXACT.items():
            x = numbers(dtype, lowest if name != "gelu" else -math.sqrt(-2 * lowest) + 0.5, 2000)
            found[name, dtype.__name__] = worst_ulp(getattr(fast, name), exact, x).ulp
    (name, dtype), worst = max(found.items(), key=lambda item: item[1])
    assert len(found) == 12 and worst <= 4
    return sampled(f"at most {worst:.2f} ulp, for {name} in {dtype}", worst=worst)


@claim("The fast forms of SELU and ELU turn −0 into +0.")
def sign_of_zero_lost():
    """−0 alone, in each dtype, beside the snippets, which keep the sign."""
    for dtype in (np.float16, np.float32, np.float64):
        for quick, plain in ((fast.selu, selu), (fast.elu, elu)):
            assert not np.signbit(quick(dtype(-0.0))) and np.signbit(plain(dtype(-0.0)))
    return measured("six of six give +0")


@claim("Rounded once, the result is within 0.51 ulp.")
def wide_rounds_once():
    """4000 float32 numbers a function against 50 digits, with wide=True."""
    found = {}
    for name, exact in EXACT.items():
        x = numbers(np.float32, -103 if name != "gelu" else -14, 2000)
        found[name] = worst_ulp(functools.partial(getattr(fast, name), wide=True), exact, x).ulp
    assert max(found.values()) <= 0.51
    return sampled(
        f"at most {max(found.values()):.4f} ulp over {len(found)} functions", worst=max(found.values()), limit=0.51
    )
