"""The standard plot: kinks drawn as kinks, jumps of the derivative as jumps, readable in any theme."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from rectified.drawing.plot import BOTTOM, LEFT, RIGHT, TOP, WIDTH, simplify, standard_plot, ticks

CASES = sorted((Path(__file__).parent / "cases" / "plot").glob("*.json"))
SVG = "{http://www.w3.org/2000/svg}"
X = [index / 50 for index in range(-200, 201)]
SELU = {
    "x": X,
    "f": [1.05 * (x if x > 0 else 1.67 * math.expm1(x)) for x in X],
    "grad": [1.05 if x > 0 else 1.7535 * math.exp(x) for x in X],
    "kinks": [{"x": 0.0, "left": 1.7535, "right": 1.05}],
}
TANH = {"x": X, "f": [math.tanh(x) for x in X], "grad": [1 - math.tanh(x) ** 2 for x in X], "kinks": []}


def drawn(samples: dict[str, Any], name: str = "f") -> ElementTree.Element:
    return ElementTree.fromstring(standard_plot(samples, name=name, prefix="p").svg)


def strokes(svg: ElementTree.Element, colour: str, *, dashed: bool) -> list[list[tuple[float, float]]]:
    """Return the points of each stretch of a curve, the legend's sample left out."""
    paths = [path for path in svg.iter(f"{SVG}path") if colour in path.get("stroke", "")]
    curve = next(
        path for path in paths if "h" not in path.get("d", "") and ("stroke-dasharray" in path.attrib) == dashed
    )
    stretches = curve.get("d", "").split("M")[1:]
    return [list(zip(*[iter(map(float, stretch.split()))] * 2, strict=True)) for stretch in stretches]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_samples_give_the_recorded_picture(path: Path) -> None:
    """The same samples give the same bytes, those reviewed beside them."""
    plot = standard_plot(json.loads(path.read_text(encoding="utf-8")), name="ReLU", prefix="relu")
    assert plot.svg + "\n" == path.with_suffix(".svg").read_text(encoding="utf-8")


def test_a_kink_keeps_its_vertex() -> None:
    """Both stretches of f meet in the kink's own point, and a mark stands on it."""
    svg = drawn(SELU)
    left, right = strokes(svg, "--rectified-c1", dashed=False)
    assert left[-1] == right[0]
    x, y = left[-1]
    assert x == (LEFT + RIGHT) / 2
    marks = [(float(mark.get("cx", 0)), float(mark.get("cy", 0))) for mark in svg.iter(f"{SVG}circle")]
    assert (x, y) in marks


def test_a_jump_breaks_the_derivative() -> None:
    """f' ends on its left limit and starts anew on its right one."""
    left, right = strokes(drawn(SELU), "--rectified-c2", dashed=True)
    assert left[-1][0] == right[0][0]
    assert right[0][1] - left[-1][1] > 20


@pytest.mark.parametrize("chosen, filled", [(1.7535, 1), (1.05, 1), (1.4, 1), (None, 0)])
def test_the_filled_circle_is_the_value_taken(chosen: float | None, filled: int) -> None:
    """Left limit, right limit, a value between them, or none; the limits not taken are open."""
    grad = [chosen if x == 0 else slope for x, slope in zip(X, SELU["grad"], strict=True)]
    marks = [mark for mark in drawn({**SELU, "grad": grad}).iter(f"{SVG}circle") if "c2" in mark.get("stroke", "")]
    full = [mark for mark in marks if mark.get("fill") == mark.get("stroke")]
    opened = [mark for mark in marks if "--rectified-paper" in mark.get("fill", "")]
    assert len(full) == filled
    assert len(opened) == (1 if chosen in (1.7535, 1.05) else 2)


def test_a_smooth_function_has_no_marks() -> None:
    """tanh is one stroke and so is its derivative."""
    svg = drawn(TANH)
    assert not list(svg.iter(f"{SVG}circle"))
    assert len(strokes(svg, "--rectified-c1", dashed=False)) == len(strokes(svg, "--rectified-c2", dashed=True)) == 1


def test_the_path_stays_on_the_samples() -> None:
    """Of 401 samples few are drawn, and at −4, 0 and 4 tanh is where it should be."""
    (curve,) = strokes(drawn(TANH), "--rectified-c1", dashed=False)
    assert len(curve) < 60
    middle = min(curve, key=lambda point: abs(point[0] - (LEFT + RIGHT) / 2))
    heights = [curve[0][1], middle[1], curve[-1][1]]
    assert TOP < heights[2] < heights[1] < heights[0] < BOTTOM


def test_curves_are_told_apart_without_colour() -> None:
    """One is dashed, both are named at their ends and in the legend, and no two names touch."""
    svg = drawn(SELU)
    ends = [text for text in svg.iter(f"{SVG}text") if float(text.get("x", 0)) > RIGHT]
    assert {text.text for text in ends} == {"f", "f′"}
    heights = sorted(float(text.get("y", 0)) for text in ends)
    assert heights[1] - heights[0] >= 15
    level = {**TANH, "grad": TANH["f"]}
    heights = sorted(float(text.get("y", 0)) for text in drawn(level).iter(f"{SVG}text") if text.text in ("f", "f′"))
    assert heights[1] - heights[0] >= 15


def test_axes_are_labelled() -> None:
    """Round numbers with a true minus sign, x below and value beside."""
    words = [text.text for text in drawn(SELU).iter(f"{SVG}text")]
    assert words[:9] == ["−4", "−3", "−2", "−1", "0", "1", "2", "3", "4"]
    assert {"x", "value"} < set(words)


def test_the_picture_has_a_name_and_a_description() -> None:
    """Screen readers get the title and the facts; every id starts with the prefix."""
    plot = standard_plot(SELU, name="a < b & c", prefix="selu")
    svg = ElementTree.fromstring(plot.svg)
    assert svg.get("role") == "img"
    assert svg.findtext(f"{SVG}title") == "a < b & c and its derivative"
    assert svg.findtext(f"{SVG}desc") == plot.alt
    ids = re.findall(r' id="([^"]*)"', plot.svg)
    assert ids == ["selu-title", "selu-desc"] == [svg.get("aria-labelledby"), svg.get("aria-describedby")]


def test_a_plot_that_can_live_names_its_function() -> None:
    """For the script; any other plot has no such mark."""
    assert (
        ElementTree.fromstring(standard_plot(SELU, name="SELU", prefix="p", function="selu").svg).get("data-function")
        == "selu"
    )
    assert drawn(SELU).get("data-function") is None


def test_colours_follow_the_page() -> None:
    """Every colour is a custom property with a fallback, and the size is the page's to choose."""
    plot = standard_plot(SELU, name="SELU", prefix="p")
    colours = re.findall(r'(?:fill|stroke)="([^"]*)"', plot.svg)
    assert all(re.fullmatch(r"none|var\(--rectified-\w+,#[0-9a-f]{6}\)", colour) for colour in colours)
    root = ElementTree.fromstring(plot.svg)
    assert root.get("viewBox") and not root.get("width") and not root.get("height")


@pytest.mark.parametrize("samples", [SELU, TANH], ids=["selu", "tanh"])
def test_a_picture_is_small(samples: dict[str, Any]) -> None:
    """Under four kilobytes, and the same bytes each time."""
    first, second = (standard_plot(samples, name="f", prefix="p").svg for _ in range(2))
    assert first == second
    assert len(first.encode()) < 4096


def test_gaps_are_not_bridged() -> None:
    """Where a value is not finite, the curve stops and starts again."""
    f = [None if abs(x) < 0.1 else 1 / x for x in X]
    assert len(strokes(drawn({**TANH, "f": f}), "--rectified-c1", dashed=False)) == 2


def test_constant_samples_are_drawn() -> None:
    """A flat line at 0 needs an axis of some height."""
    flat = {"x": [0.0, 1.0], "f": [0.0, 0.0], "grad": [0.0, 0.0], "kinks": []}
    (curve,) = strokes(drawn(flat), "--rectified-c1", dashed=False)
    assert all(0 < x < WIDTH and TOP < y < BOTTOM for x, y in curve)


@pytest.mark.parametrize(
    "low, high, most, found",
    [
        (-4, 4, 8, [-4, -3, -2, -1, 0, 1, 2, 3, 4]),
        (-1.97, 4.4, 6, [0, 2, 4]),
        (-0.06, 1.06, 6, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (-10, 10, 8, [-10, -5, 0, 5, 10]),
        (0, 3000, 6, [0, 500, 1000, 1500, 2000, 2500, 3000]),
    ],
)
def test_ticks_are_round(low: float, high: float, most: int, found: list[float]) -> None:
    """Steps of 1, 2 or 5 times a power of ten; no −0 and no 0.30000000000000004."""
    assert ticks(low, high, most) == found
    assert all(math.copysign(1, tick) == 1 for tick in ticks(low, high, most) if tick == 0)


def test_simplify_keeps_corners_and_drops_points_between() -> None:
    """A polyline keeps its corners; a closed stretch is measured from its start."""
    line = [(float(x), 0.0) for x in range(5)] + [(4.0, float(y)) for y in range(1, 5)]
    assert simplify(line, 0.1) == [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)]
    assert simplify([(0.0, 0.0), (1.0, 1.0), (0.0, 0.0)], 0.1) == [(0.0, 0.0), (1.0, 1.0), (0.0, 0.0)]
