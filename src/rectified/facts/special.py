"""What a function gives at ±0, at ±∞ and for NaN."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rectified.facts.fact import Fact
from rectified.facts.measured import Measured
from rectified.facts.written import counted, shown

#: NaNs of each sign that are tried: all of float16, some of others.
_NANS = 1023


def at_zero(measured: Measured) -> Fact:
    method = "Both zeros were tried; the sign of a zero is told."
    return _at_two(measured, "at_zero", (-0.0, 0.0), method)


def at_infinity(measured: Measured) -> Fact:
    return _at_two(measured, "at_infinity", (-np.inf, np.inf), "Both infinities were tried.")


def _at_two(measured: Measured, name: str, places: Sequence[float], method: str) -> Fact:
    at = np.array(places, measured.dtype)
    parts, numbers = [], {}
    for letter, function in (("f", measured.function), ("f′", measured.slope)):
        got = function(at)
        texts = [f"{letter}({shown(x)}) = {shown(y)}" for x, y in zip(at, got, strict=True)]
        same = shown(got[0]) == shown(got[1])
        parts.append(f"{letter}(±{shown(at[1])}) = {shown(got[0])}" if same else ", ".join(texts))
        key = "value" if letter == "f" else "slope"
        numbers.update({f"{key}_minus": got[0], f"{key}_plus": got[1]})
    return measured.fact(name, "; ".join(parts), method, "exhaustive", **numbers)


def at_nan(measured: Measured) -> Fact:
    at = _nans(measured)
    texts = []
    for letter, function in (("f", measured.function), ("f′", measured.slope)):
        different = dict.fromkeys(map(shown, function(at)))
        texts.append(f"{letter}(NaN) = {' or '.join(different)}")
    tried = f"All {counted(len(at))} NaNs" if measured.whole else f"{counted(len(at))} NaNs of both signs"
    return measured.fact("at_nan", "; ".join(texts), f"{tried} were tried.", points=len(at))


def _nans(measured: Measured) -> np.ndarray:
    """NaNs of both signs, quiet and signalling, between the first and the last there is."""
    width = np.dtype(measured.dtype).itemsize
    first = int(np.array(np.inf, measured.dtype).view(f"u{width}")) + 1
    final = 2 ** (8 * width - 1) - 1
    steps = [first + (final - first) * step // (_NANS - 1) for step in range(_NANS)]
    sizes = np.array(steps, f"u{width}")
    return np.concatenate([sizes, sizes + np.array(final + 1, f"u{width}")]).view(measured.dtype)
