"""Wrong versions of formulas: each token of the right side, replaced so that it can still be read."""

from __future__ import annotations

import pytest

from rectified.latex.reader import read
from rectified.mutants.wrong_formulas import wrong_formulas


def versions(tex, names=()):
    """The wrong versions by the change."""
    return {what: wrong for _, what, wrong in wrong_formulas(tex, names)}


@pytest.mark.parametrize(
    "tex, what, wrong",
    [
        ("f(x) = x + 1", "+ as -", "f(x) = x - 1"),
        ("f(x) = x + 1", "1 as 2", "f(x) = x + 2"),
        ("f(x) = x - 0.9", "0.9 as 0.8", "f(x) = x - 0.8"),
        ("f(x) = x", "x as (x + 1)", "f(x) = (x + 1)"),
        (r"f(x) = \alpha x", r"\alpha as (2\alpha)", r"f(x) = (2\alpha) x"),
        ("f(x) = e^{x}", "e as 2", "f(x) = 2^{x}"),
        ("f(x) = x^{2}", "an exponent as a factor", r"f(x) = x\cdot {2}"),
        (r"f(x) = \frac{x}{1 + x}", "a fraction upside down", r"f(x) = \frac{1 + x}{x}"),
        (r"f(x) = \exp(x)", r"\exp as \tanh", r"f(x) = \tanh(x)"),
        (r"f(x) = \max(x, 0)", r"\max as \min", r"f(x) = \min(x, 0)"),
        (
            r"f(x) = \begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}",
            "> as <",
            r"f(x) = \begin{cases} x & x < 0 \\ 0 & x \le 0 \end{cases}",
        ),
    ],
)
def test_a_token_is_replaced(tex, what, wrong):
    """One at a time; the wrong formula is LaTeX of the subset that is read."""
    assert versions(tex)[what] == wrong
    read(wrong)


def test_one_constant_is_taken_for_another():
    """Where the snippet has a second."""
    found = versions(r"f(x) = \lambda x", [r"\alpha", r"\lambda"])
    assert found[r"\lambda as \alpha"].split() == ["f(x)", "=", r"\alpha", "x"]


def test_the_left_side_stays():
    """It says what is defined."""
    assert all(wrong.startswith("f(x) = ") for wrong in versions("f(x) = x + x^{2}").values())


@pytest.mark.parametrize("tex", ["x + 1", r"f(x) = \unknown{x}"])
def test_nothing_comes_of_what_cannot_be_read(tex):
    """No left side, or a command that is not in the subset."""
    assert versions(tex) == {}


def test_the_offset_is_that_of_the_token():
    """Over several lines."""
    tex = "f(x) =\n  x\n  + 3"
    assert [tex[offset] for offset, _, _ in wrong_formulas(tex, [])] == ["x", "+", "3"]
