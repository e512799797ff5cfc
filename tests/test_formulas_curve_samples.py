"""Curves for plots: the grid, values that are not finite, and the kinks of a formula."""

from __future__ import annotations

import math

import pytest

from rectified.formulas.curve_samples import POINTS, samples

SNIPPET = '''"""Bend."""

import numpy as np


def bend(x, alpha=0.25):
    """Return the cube root of x - 1, twice; nan below -2."""
    with np.errstate(all="ignore"):
        return np.where(x < -2, np.nan, alpha * x)


def bend_grad(x, alpha=0.25):
    """Return 1/x."""
    with np.errstate(all="ignore"):
        return 1 / np.asarray(x)
'''


@pytest.fixture
def sampled(tmp_path):
    """Sample the snippet above, with formulas for it, on -4 … 4 or the range given."""
    (tmp_path / "bend.py").write_text(SNIPPET, encoding="utf-8")

    def run(*formulas: str, low: float = -4, high: float = 4):
        rows = [{"path": "n.md", "line": 1, "column": 1, "tex": tex} for tex in formulas]
        return samples("bend", "bend.py", str(tmp_path), low, high, [].append, rows)

    return run


def test_values_are_those_of_the_snippet_on_an_even_grid(sampled):
    """401 points from end to end; None stands for nan and infinity, which JSON has no word for."""
    found = sampled()
    assert found["x"] == pytest.approx([-4 + 8 * k / (POINTS - 1) for k in range(POINTS)])
    assert found["parameters"] == {"alpha": 0.25} and found["kinks"] == []
    at = {round(x, 2): (f, slope) for x, f, slope in zip(found["x"], found["f"], found["grad"], strict=True)}
    assert at[-4.0] == (None, -0.25) and at[4.0] == (1.0, 0.25) and at[0.0] == (0.0, None)


@pytest.mark.parametrize(
    "tex, kinks",
    [
        (r"bend(x) = |x|", [(0, -1, 1)]),
        (r"bend(x) = \max(\alpha x, x)", [(0, 0.25, 1)]),
        (r"bend(z) = \max(0, z - \frac{1}{3})", [(1 / 3, 0, 1)]),
        (r"bend(x) = \min(6, \max(0, x + 3))", [(-3, 0, 1), (3, 1, 0)]),
        (r"bend(x) = |x|^3", []),
        (r"bend(x) = \max(x, -5)", []),
        (r"bend(x) = \max(x, -4)", []),
        (r"bend(x) = \sqrt{|x|}", []),
        (r"bend(x) = \sqrt{|x|} + |x - 1|", [(1, -0.5, 1.5)]),
        (r"bend(x) = \begin{cases} e^x & x < 0 \\ 1 + 2x & x \ge 0 \end{cases}", [(0, 1, 2)]),
    ],
)
def test_kinks_are_where_the_slope_jumps_inside_the_plot(sampled, tex, kinks):
    """With the slopes of both sides, by hand; not where the slope goes on, has no limit, or lies outside or at an end."""
    found = sampled(tex)
    assert [(kink["x"], kink["left"], kink["right"]) for kink in found["kinks"]] == kinks
    assert {x for x, _, _ in kinks} <= set(found["x"])


def test_a_kink_between_grid_points_is_added_in_order(sampled):
    """The curve has a corner there, so a point must stand on it."""
    found = sampled(r"bend(x) = |x - \frac{1}{3}|")
    assert len(found["x"]) == len(found["f"]) == len(found["grad"]) == POINTS + 1
    assert found["x"] == sorted(found["x"]) and math.isclose(found["f"][found["x"].index(1 / 3)], 1 / 12)


def test_the_first_formula_for_the_function_counts(sampled):
    """Derivatives, unreadable formulas and formulas for other functions are passed over."""
    formulas = [
        r"bend'(x) = |x - 1|",
        r"bend(x) = \oint x",
        r"bend_grad(x) = |x - 2|",
        "bend(x) = |x - 3|",
        "bend(x) = |x|",
    ]
    assert [kink["x"] for kink in sampled(*formulas)["kinks"]] == [3]


def test_what_a_live_plot_needs_comes_along(sampled):
    """From the same formula; nothing where there is none."""
    live = sampled(r"bend(x) = \alpha x^2")["live"]
    assert [row["name"] for row in live["parameters"]] == ["alpha"] and live["f"] == ["*", "alpha", ["^", "x", 2]]
    assert sampled()["live"] is None


def test_a_function_that_is_not_there_is_a_key_error(tmp_path):
    """The caller names a function of the snippet."""
    (tmp_path / "bend.py").write_text(SNIPPET, encoding="utf-8")
    with pytest.raises(KeyError, match="bond"):
        samples("bond", "bend.py", str(tmp_path), -1, 1, [].append)
