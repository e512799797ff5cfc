"""The accuracy of every function: in this build, over every float32 in bench/exhaustive.json, beside textbooks."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import mpmath
import numpy as np

from elu import elu
from rectified.accuracy import DIGITS, ulp_error
from rectified.exhaustive.target import code_digest
from sigmoid import sigmoid, sigmoid_grad
from tanh import tanh_grad

ROOT = Path(__file__).parents[1]

#: What is often written: (name, textbook code, ours, the exact value as an mpmath function).
TEXTBOOK = {
    "exp(x) - 1": (lambda x: np.exp(x) - 1, elu, mpmath.expm1),
    "1 / (1 + exp(-x))": (lambda x: 1 / (1 + np.exp(-x)), sigmoid, lambda x: 1 / (1 + mpmath.exp(-x))),
    "s * (1 - s)": (lambda x: sigmoid(x) * (1 - sigmoid(x)), sigmoid_grad, lambda x: 1 / (2 + 2 * mpmath.cosh(x))),
    "1 - tanh(x)²": (lambda x: 1 - np.tanh(x) ** 2, tanh_grad, lambda x: mpmath.sech(x) ** 2),
}


@cache
def build_rows() -> list[dict[str, Any]]:
    """What this build found, one row for each function and dtype."""
    rows: list[dict[str, Any]] = json.loads(Path("accuracy.json").read_text(encoding="utf-8"))
    return rows


@cache
def full_run() -> dict[str, Any]:
    """The whole file of the run over every float32."""
    found: dict[str, Any] = json.loads((ROOT / "bench" / "exhaustive.json").read_text(encoding="utf-8"))
    return found


def full_rows() -> list[dict[str, Any]]:
    """Its rows of functions whose code is still what was run."""
    return [row for row in full_run()["results"]["functions"] if row["complete"] and is_as_run(row["stem"])]


def is_as_run(stem: str) -> bool:
    """Whether a snippet's code, but for comments and docstrings, is what the full run judged."""
    path = f"snippets/{stem}.py"
    return code_digest((ROOT / path).read_text(encoding="utf-8")) == full_run()["made_by"].get(path)


def digits_lost(function, exact, x):
    """How many decimal digits the errors cost, at each x: log10 of the error in halves of a ulp, 0 up to half a ulp.

    x: one-dimensional, float32 or float64. exact: of one mpmath number. Returns the same shape, float64.
    """
    with np.errstate(all="ignore"), mpmath.workdps(DIGITS):
        halves = [2 * ulp_error(y, exact(mpmath.mpf(float(each)))) for each, y in zip(x, function(x), strict=True)]
    return np.log10(np.maximum(halves, 1))


def no_digit_right(function, exact, x):
    """The first x, in the order given, at which a function returns 0 though the exact value does not round to 0."""
    with np.errstate(all="ignore"), mpmath.workdps(DIGITS):
        pairs = zip(x, function(x), strict=True)
        return next(each for each, y in pairs if y == 0 and x.dtype.type(float(exact(mpmath.mpf(float(each))))) != 0)


def table(rows: list[dict[str, Any]], dtypes: tuple[str, ...]) -> str:
    """The largest errors in ulp, a line for each function, a column for each dtype, and where that of the last is."""
    found = {(row["function"], row["dtype"]): row for row in rows}
    width = max(len(function) for function, _ in found)
    lines = [" " * width + "".join(f"{dtype:>10}" for dtype in dtypes) + f"   worst in {dtypes[-1]} at x"]
    for function in dict.fromkeys(function for function, _ in found):
        cells = "".join(f"{found[function, dtype]['ulp']:10.4f}" for dtype in dtypes)
        lines.append(f"{function:{width}}{cells}   {found[function, dtypes[-1]]['x']}")
    return "\n".join(lines)
