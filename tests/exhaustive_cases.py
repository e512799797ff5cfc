"""A snippet, right or wrong at one float, as the exhaustive checks get it."""

from __future__ import annotations

import json

from conftest import ROOT

from rectified.exhaustive.target import Parcel, Target, unpacked

HALVING = '''"""Half of x, for the tests."""

import numpy as np


def halving(x):
    """Return x / 2."""
    y = (np.asarray(x, np.float64) / 2).astype(np.asarray(x).dtype)
    {wrong}
    return y


def halving_grad(x):
    """Return 1/2."""
    return np.where(np.isnan(x), x, 0.5).astype(np.asarray(x).dtype)
'''
FORMULA = {
    "path": "docs/functions/halving.md",
    "line": 1,
    "column": 1,
    "tex": r"\operatorname{halving}(x) = \frac{x}{2}",
}

#: 3 ulp too much at 1.5 in every dtype.
AT_ONE_POINT = "y = np.where(x == 1.5, y + 3 * np.spacing(y), y)"


def parcel(wrong: str = "pass") -> Parcel:
    """The snippet with a line of code in it, and its formula."""
    return Parcel("snippets/halving.py", HALVING.format(wrong=wrong), json.dumps([FORMULA]))


def of_snippet(stem: str, tex: str) -> dict[str, Target]:
    """The functions of a snippet of the project, by name, with the formula of its value."""
    source = (ROOT / f"snippets/{stem}.py").read_text(encoding="utf-8")
    return unpacked(Parcel(f"snippets/{stem}.py", source, json.dumps([{**FORMULA, "tex": tex}])))


def target(wrong: str = "pass", function: str = "halving") -> Target:
    """One of its functions, ready to be judged."""
    return unpacked(parcel(wrong))[function]
