"""Claims about what the snippets cost, on the committed figures, and about what their fast forms give up."""

import numpy as np

import fast
from _speed import functions, nanoseconds, ratios
from elu import elu
from rectified.evidence import claim, measured, sampled
from selu import selu
from sigmoid import sigmoid
from silu import silu
from softplus import softplus

PLAIN = {"selu": selu, "elu": elu, "sigmoid": sigmoid, "softplus": softplus, "silu": silu}
COST = "about what a processor does, measured once and kept"


def told(found):
    """The evidence of ratios by function: the largest of them."""
    worst = max(found, key=found.get)
    return measured(f"{found[worst]:.2f} times for {worst}, the most of {len(found)} functions", most=found[worst])


@claim("In float32 each fast form takes at most half as long as the snippet.", independent=COST)
def fast_is_faster():
    """A million standard normal numbers on one core, the median over rounds in which all took turns."""
    found = ratios("fast", "snippet", "float32")
    assert len(found) == len(functions()) and max(found.values()) <= 0.5
    return told(found)


@claim("Against PyTorch it takes at most twice as long.", independent=COST)
def within_twice_pytorch():
    """The fast forms against PyTorch on one thread: a million standard normal float32 numbers, as above."""
    found = ratios("fast", "torch", "float32")
    assert len(found) == len(functions()) and max(found.values()) <= 2
    return told(found)


@claim("At a thousand elements the fast form of SELU takes longer than the textbook form.", independent=COST)
def nothing_gained_when_small():
    """float32 on one core."""
    ours, theirs = (nanoseconds("selu", name, size=1000) for name in ("fast", "textbook"))
    assert ours > theirs
    return measured(f"{ours:.1f} against {theirs:.1f} ns an element", fast=ours, textbook=theirs)


def ulps(got, exact):
    """The largest distance from float64 values, in ulp of the dtype of `got` at each."""
    limits = np.finfo(got.dtype)
    power = np.maximum(np.frexp(np.abs(exact))[1] - 1, limits.minexp)
    with np.errstate(invalid="ignore", over="ignore"):
        apart = np.abs(got.astype(exact.dtype) - exact) / np.ldexp(1.0, power - limits.nmant)
    return float(np.max(apart))


def numbers(dtype, lowest):
    """Half a million numbers of a dtype: even from `lowest` to its opposite, and close to 0."""
    near = np.geomspace(1e-30, 1, 100_000)
    return np.concatenate([np.linspace(lowest, -lowest, 300_000), near, -near]).astype(dtype)


@claim("The fast forms stay within 4 ulp in float32 and float64.")
def within_four_ulp():
    """Half a million numbers a dtype, to where the results are subnormal.

    float32 against the snippets in float64, themselves within 2 ulp of that; float64 against them, which leaves 2.
    """
    found = {}
    for name, plain in PLAIN.items():
        narrow, wide = numbers(np.float32, -103), numbers(np.float64, -740)
        found[name, "float32"] = ulps(getattr(fast, name)(narrow), plain(narrow.astype(np.float64)))
        found[name, "float64"] = 2 + ulps(getattr(fast, name)(wide), plain(wide))
    assert max(worst for (_, dtype), worst in found.items() if dtype == "float32") <= 4
    return sampled(f"{max(found.values()):.2f}")


@claim("The fast forms of SELU and ELU turn −0 into +0.")
def sign_of_zero_lost():
    """−0 alone, in each dtype, beside the snippets, which keep the sign."""
    for dtype in (np.float16, np.float32, np.float64):
        for quick, plain in ((fast.selu, selu), (fast.elu, elu)):
            assert not np.signbit(quick(dtype(-0.0))) and np.signbit(plain(dtype(-0.0)))
    return measured("six of six give +0")


@claim("Rounded once, the result is within 0.51 ulp.")
def wide_rounds_once():
    """Half a million float32 numbers, against the snippets in float64."""
    x = numbers(np.float32, -103)
    worst = max(ulps(getattr(fast, name)(x, wide=True), plain(x.astype(np.float64))) for name, plain in PLAIN.items())
    assert worst <= 0.51
    return sampled(f"at most {worst:.4f} ulp over five functions and {len(x)} numbers each", worst=worst)
