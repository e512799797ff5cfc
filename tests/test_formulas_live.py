"""What a live plot gets of a function: trees, and each parameter with the stretch in which it can be moved."""

from __future__ import annotations

import numpy as np
import pytest
from plot_script import evaluated

from rectified.formulas.live import live
from rectified.formulas.statements import statements
from rectified.formulas.subject import read_subject

SNIPPET = '''"""Bend."""

import numpy as np

SCALE = 1.0507


def bend(x, alpha=0.25, p=2, most=100.0):
    """Return alpha * x**p * SCALE."""
    if not 0 < alpha < 0.6 or p < 1:
        raise ValueError
    return alpha * np.asarray(x, float) ** p * SCALE


def bend_grad(x, alpha=0.25, p=2, most=100.0):
    """Return 0.5 everywhere."""
    return np.full_like(x, 0.5)
'''


@pytest.fixture
def made(tmp_path):
    """What the snippet above and a formula for it give."""
    (tmp_path / "bend.py").write_text(SNIPPET, encoding="utf-8")
    subject = read_subject(tmp_path, "bend.py")

    def make(tex):
        found, problems = statements(subject, [{"path": "n.md", "line": 1, "column": 1, "tex": tex}])
        assert problems == []
        return live(subject, found[0])

    return make


def test_parameters_of_the_formula_get_the_stretch_that_the_function_accepts(made):
    """In steps of a hundredth from the default, a unit or three times the default to either side; others get none."""
    found = made(r"bend(x) = \lambda \alpha x".replace(r"\lambda", "0.5"))
    assert found["parameters"] == [{"name": "alpha", "sign": "α", "value": 0.25, "low": 0.01, "high": 0.59}]
    (row,) = made("bend(x) = p x")["parameters"]
    assert (row["sign"], row["low"], row["high"]) == ("p", 1.0, 8.0)


def test_trees_are_over_x_whatever_the_formula_calls_it(made):
    """And over the parameters by their keywords."""
    found = made(r"bend(z) = \alpha z^2")
    assert evaluated(found["f"], np.array([3.0]), alpha=0.5)[0] == 4.5
    assert evaluated(found["slope"], np.array([3.0]), alpha=0.5)[0] == 3
    assert found["cuts"] == []


def test_constants_of_the_snippet_are_numbers(made):
    """As the snippet writes them."""
    assert evaluated(made(r"bend(x) = \operatorname{scale} x")["f"], np.array([2.0]))[0] == 2 * 1.0507


def test_a_formula_that_cannot_be_written_leaves_the_picture_static(made):
    """Here it is known only for some α where one piece ends."""
    assert made(r"bend(x) = \max(x^3 + \alpha x, 1)") is None


def test_a_kink_has_the_slope_that_the_code_takes(made):
    """As a half between 0 and 1; where a parameter is in the formula it would have to be known for each value."""
    slope = made(r"bend(x) = \max(0, x)")["slope"]
    assert evaluated(slope, np.array([-1.0, 0.0, 1.0])).tolist() == [0, 0.5, 1]
    assert made(r"bend(x) = \max(0, \alpha x)") is None
