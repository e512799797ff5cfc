"""A sparkline: the shape of a function and of its derivative, small enough for a list."""

from __future__ import annotations

import math
from typing import Any
from xml.etree import ElementTree

import pytest

from rectified.drawing.sparkline import HEIGHT, MARGIN, WIDTH, sparkline

SVG = "{http://www.w3.org/2000/svg}"
X = [index / 50 for index in range(-200, 201)]
RELU = {
    "x": X,
    "f": [max(x, 0.0) for x in X],
    "grad": [float(x > 0) for x in X],
    "kinks": [{"x": 0.0, "left": 0.0, "right": 1.0}],
}
TANH = {"x": X, "f": [math.tanh(x) for x in X], "grad": [1 - math.tanh(x) ** 2 for x in X], "kinks": []}

Point = tuple[float, float]


def strokes(samples: dict[str, Any]) -> tuple[list[list[Point]], list[list[Point]]]:
    """The points of each stretch of f, and of f'."""
    paths = [*ElementTree.fromstring(sparkline(samples, name="f")).iter(f"{SVG}path")]
    dashed = next(path for path in paths if "stroke-dasharray" in path.attrib)
    solid = paths[-1]
    assert "c1" in solid.get("stroke", "") and "c2" in dashed.get("stroke", "")
    return tuple(
        [
            list(zip(*[iter(map(float, stretch.split()))] * 2, strict=True))
            for stretch in path.get("d", "").split("M")[1:]
        ]
        for path in (solid, dashed)
    )


def test_a_kink_of_the_function_is_a_vertex_and_a_jump_of_the_derivative_a_gap() -> None:
    """ReLU: two straight lines that meet at 0, and two levels."""
    middle, top, bottom = WIDTH / 2, MARGIN, HEIGHT - MARGIN
    function, slope = strokes(RELU)
    assert function == [[(MARGIN, bottom), (middle, bottom)], [(middle, bottom), (WIDTH - MARGIN, top)]]
    level = bottom - (HEIGHT - 2 * MARGIN) / 4
    assert slope == [[(MARGIN, bottom), (middle, bottom)], [(middle, level), (WIDTH - MARGIN, level)]]


def test_a_smooth_function_is_one_stroke_within_the_frame() -> None:
    """And so is its derivative."""
    for stretches in strokes(TANH):
        (points,) = stretches
        assert points[0][0] == MARGIN and points[-1][0] == WIDTH - MARGIN
        assert all(MARGIN <= y <= HEIGHT - MARGIN for _, y in points)


def test_a_gap_stays_a_gap() -> None:
    """Where the function has no finite value nothing is drawn."""
    values = [None if abs(x) < 0.5 else x for x in X]
    function, _ = strokes({**TANH, "f": values})
    assert len(function) == 2 and function[0][-1][0] < WIDTH / 2 < function[1][0][0]


@pytest.mark.parametrize("samples", [RELU, TANH], ids=["relu", "tanh"])
def test_it_is_small_and_has_a_name(samples: dict[str, Any]) -> None:
    """A table has one for each function; the same samples give the same bytes."""
    svg = sparkline(samples, name="a < b")
    assert 'role="img" aria-label="a &lt; b and its derivative"' in svg
    assert len(svg) < 1200 and svg == sparkline(samples, name="a < b")


def test_samples_that_do_not_fit_together_are_refused() -> None:
    """As for the standard plot."""
    with pytest.raises(ValueError, match="400 f"):
        sparkline({**TANH, "f": TANH["f"][1:]}, name="f")
