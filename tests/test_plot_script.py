"""The live plot's scripts: its values against those of the snippets, its arithmetic of views, its links.

The script works in float64 as the snippets do, but rounds each step. Its forms are chosen for a relative error of
2**-40, about 1e-12, at every point that a plot can show; float64 leaves far less than that but where x² or 3x is an
exponent, which multiplies the rounding error by a thousand at most.
"""

from __future__ import annotations

import math
import re

import mpmath
import numpy as np
import pytest
from conftest import ROOT
from plot_script import SCRIPTS, call, evaluated, functions

from rectified.drawing import plot
from rectified.formulas.well_written import REACH
from rectified.jobs import PLOT_RANGE

NOTES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))]
STEMS = sorted({stem for note in NOTES for stem in re.findall(r"!\[\[(\w+)\.py#plot\]\]", note)})
LINK = ("view", "link")

#: The largest relative error of the script's values, and what is added beside a root of the derivative, as a share of
#: its largest value.
RELATIVE, BESIDE_ROOT = 1e-12, 1e-15

#: Two other functions and one with a parameter, for links.
KNOWN = {
    "elu": {"name": "ELU", "parameters": [{"name": "alpha", "value": 1.0, "low": 0.01, "high": 4.0}]},
    "relu": {"name": "ReLU", "parameters": []},
    "leaky_relu": {"name": "Leaky ReLU", "parameters": []},
}
USUAL = {"x": 1, "parameters": {"alpha": 1}, "others": [], "view": None}


def places(cuts):
    """Where a reader can look: the whole plot at the slider's steps, tails, and both sides of the cuts."""
    tails = np.geomspace(1e-9, REACH, 120)
    beside = [cut + side for cut in cuts for side in (-1e-9, 0.0, 1e-9)]
    return np.unique([*np.linspace(*PLOT_RANGE, 801), *tails, *-tails, *beside])


def settings(parameters):
    """The defaults, and each parameter at the ends of its slider and halfway."""
    defaults = {row["name"]: row["value"] for row in parameters}
    yield defaults
    for row in parameters:
        for value in (row["low"], row["high"], (row["low"] + row["high"]) / 2):
            yield {**defaults, row["name"]: value}


@pytest.mark.parametrize("stem", STEMS)
def test_every_plot_of_the_site_is_live(stem):
    """What its formula says can be written as a tree."""
    assert functions()[stem][1] is not None


@pytest.mark.parametrize("slope", [False, True], ids=["f", "slope"])
@pytest.mark.parametrize("stem", STEMS)
def test_the_script_has_the_values_of_the_snippet(stem, slope):
    """At more than a thousand points each for every setting, as far out as the plot can be moved."""
    subject, live = functions()[stem]
    for setting in settings(live["parameters"]):
        x = places([evaluated(cut, np.array([0.0]), **setting)[0] for cut in live["cuts"]])
        with np.errstate(all="ignore"):
            expected = subject.functions[f"{stem}_grad" if slope else stem](x, **setting)
        got = evaluated(live["slope" if slope else "f"], x, **setting)
        assert len(x) > 1000 and np.isfinite(expected).all()
        allowed = RELATIVE * np.abs(expected) + (BESIDE_ROOT * np.abs(expected).max() if slope else 1e-300)
        wrong = ~(np.abs(got - expected) <= allowed)
        rows = zip(x[wrong], got[wrong], expected[wrong], strict=True)
        assert [*rows] == [], setting


def test_a_wrong_constant_would_be_seen():
    """The comparison can fail: SELU's α is changed in its eleventh digit."""
    subject, live = functions()["selu"]
    x = places([0.0])
    changed = re.sub(r"1\.7580993408473", "1.7580993409473", repr(live["f"]))
    assert changed != repr(live["f"])
    apart = np.abs(evaluated(eval(changed), x) - subject.functions["selu"](x))
    assert (apart > RELATIVE * np.abs(subject.functions["selu"](x))).sum() > 400


@pytest.mark.parametrize("name", ["erf", "erfc"])
def test_the_error_function_is_accurate(name):
    """To 1e-13 relative, and as e^(−x²) is rounded in the far tail; against mpmath."""
    x = np.unique([*np.linspace(-7, 27, 3401), 0.0, *-np.geomspace(1e-300, 1, 200), *np.geomspace(1e-300, 1, 200)])
    got, expected = evaluated([name, "x"], x), np.array([float(getattr(mpmath, name)(value)) for value in x])
    normal = np.abs(expected) > 1e-300
    apart = np.abs(got - expected)[normal] / np.abs(expected)[normal]
    assert apart.max() < 3e-13
    assert np.abs(got - expected)[~normal].max() < 1e-300
    ends = evaluated([name, "x"], np.array([40.0, -40.0]))
    assert ends.tolist() == ([1, -1] if name == "erf" else [0, 2])


def test_values_that_are_none_stay_none():
    """0/0 is NaN, and NaN in gives NaN out; 1/0 is infinite."""
    assert math.isnan(evaluated(["/", "x", "x"], np.array([0.0]))[0])
    assert math.isinf(evaluated(["/", 1, "x"], np.array([0.0]))[0])
    assert call(["evaluate"], "() => [erf(NaN), erfc(NaN)].map(Number.isNaN)") == [True, True]


def test_the_script_draws_where_the_static_picture_does():
    """The same size, the same margins, the same stretch of x; as far out as the build tried the formulas."""
    drawing, view = ((SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in ("draw", "view"))
    for name in ("WIDTH", "HEIGHT", "LEFT", "RIGHT", "TOP", "BOTTOM"):
        assert re.search(rf"\b{name} = {getattr(plot, name)}\b", drawing), name
    low, high = PLOT_RANGE
    assert f"START = [{low:g}, {high:g}]" in view and f"REACH = {REACH:g}" in view
    bar = (SCRIPTS.parent / "plot.js").read_text(encoding="utf-8")
    assert f'min="{low:g}" max="{high:g}"' in bar


@pytest.mark.parametrize(
    "low, high, most", [(-4, 4, 8), (-1.97, 4.4, 6), (-0.06, 1.06, 6), (0.001, 0.0013, 8), (-900, 900, 8)]
)
def test_ticks_are_those_of_the_static_picture(low, high, most):
    """To the last digit that is shown."""
    assert call(["view"], "ticks", low, high, most) == pytest.approx(plot.ticks(low, high, most), abs=1e-12)


def test_a_view_is_zoomed_about_a_point_and_moved():
    """And stays as it was where that leads beyond what was tried, or between two pixels."""
    assert call(["view"], "zoomed", [-4, 4, -2, 2], 0.5, 1, 0) == [-1.5, 2.5, -1, 1]
    assert call(["view"], "panned", [-4, 4, -2, 2], 0.25, -0.5) == [-2, 6, -4, 0]
    assert call(["view"], "zoomed", [-800, 800, -2, 2], 2, 0, 0) is None
    assert call(["view"], "zoomed", [0, 0.012, -2, 2], 0.5, 0, 0) is None
    assert call(["view"], "panned", [-990, -982, -2, 2], -2, 0) is None


@pytest.mark.parametrize(
    "state, fragment",
    [
        (USUAL, "#plot=elu&x=1&alpha=1"),
        ({**USUAL, "x": -0.25, "parameters": {"alpha": 2.5}}, "#plot=elu&x=-0.25&alpha=2.5"),
        ({**USUAL, "others": ["relu", "leaky_relu"]}, "#plot=elu&x=1&alpha=1&with=relu,leaky_relu"),
        ({**USUAL, "x": 30, "view": [20, 40, -1e-05, 3.5]}, "#plot=elu&x=30&alpha=1&view=20,40,-0.00001,3.5"),
    ],
)
def test_a_link_restores_the_state_it_was_made_of(state, fragment):
    """And is short and legible."""
    assert call(LINK, "written", "elu", state) == fragment
    assert call(LINK, "read", fragment, "elu", KNOWN) == state


@pytest.mark.parametrize(
    "fragment",
    [
        "#plot=elu&x=&alpha=1",
        "#plot=elu&x=one",
        "#plot=elu&x=0x10",
        "#plot=elu&x=5",
        "#plot=elu&x=NaN",
        "#plot=elu&x=1&x=2",
        "#plot=elu&alpha=99",
        "#plot=elu&alpha=-1",
        "#plot=elu&beta=1",
        "#plot=relu&x=1",
        "#plot=elu&with=elu",
        "#plot=elu&with=relu,relu",
        "#plot=elu&with=constructor",
        "#plot=elu&with=swish",
        "#plot=elu&view=1,2,3",
        "#plot=elu&view=4,-4,0,1",
        "#plot=elu&x=0&view=1,2,0,1",
        "#plot=elu&x=0&view=-9e9,9e9,0,1",
        "#plot=elu&x=0&view=-1,1,0,Infinity",
        "#plot=constructor&x=1",
        "#plot=__proto__",
        "#plot=",
        "#plot=elu&<script>=1",
    ],
)
def test_nonsense_in_a_link_is_refused_whole(fragment):
    """One part that makes no sense, and nothing of it is taken."""
    assert call(LINK, "read", fragment, "elu", KNOWN) is None


def test_parts_that_a_link_leaves_out_are_as_usual():
    """It may name the function alone."""
    assert call(LINK, "read", "#plot=elu", "elu", KNOWN) == USUAL
