"""Sign, monotonicity and convexity, with points that show the contrary."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy.calculus.singularities import is_increasing
from sympy.calculus.util import is_convex

from rectified.proofs.domain import Domain
from rectified.proofs.function import Function
from rectified.proofs.result import NotProved
from rectified.proofs.shape import convex, monotone, sign, turns

X = sp.Symbol("x", real=True)
RELU, SILU = sp.Max(X, 0), X / (1 + sp.exp(-X))
ELU = sp.Piecewise((X, X > 0), (sp.exp(X) - 1, True))
SELU = sp.Piecewise((X, X > 0), (2 * (sp.exp(X) - 1), True))
NEEDLE = sp.exp(-((1000 * (X - sp.Rational(3, 10))) ** 2))
DROP = sp.Piecewise((X, X < 0), (X - 5, True))


@pytest.mark.parametrize(
    "expression, word",
    [
        (sp.exp(X), "positive"),
        (-sp.exp(-X) - 1, "negative"),
        (RELU, "nonnegative"),
        (X**2, "nonnegative"),
        (-sp.Abs(X), "nonpositive"),
        (SILU, "of both signs"),
        (sp.Max(X, 0) - sp.Max(X, 0), "zero"),
        (sp.log(1 + sp.exp(X)) - X, "positive"),
        (sp.log(1 + sp.exp(X)) - sp.Max(X, 0), "positive"),
        (1 - sp.tanh(X) ** 2, "positive"),
        (sp.Rational(1, 2) - NEEDLE, "of both signs"),
        (sp.Piecewise((1, X < 0), (-1, X <= 0), (1, True)), "of both signs"),
        (sp.Piecewise((1, X < 0), (0, X <= 0), (1, True)), "nonnegative"),
    ],
    ids=str,
)
def test_sign(expression, word):
    """With a point for each side that there is, checked by exact evaluation."""
    function = Function(expression, X)
    found = sign(function)
    assert found.word == word and str(found.domain) == "ℝ"
    for point, side in ((found.up, 1), (found.down, -1)):
        assert point is None or side * sp.N(function.exactly(point), 30) > 0


def test_the_sign_at_the_ends_of_a_domain_counts():
    """x² − 2 on [−√2, √2] is nonpositive, not negative."""
    assert sign(Function(X**2 - 2, X, domain=Domain(-sp.sqrt(2), sp.sqrt(2)))).word == "nonpositive"
    assert sign(Function(X**2 - 2, X, domain=Domain(-1, 1))).word == "negative"


@pytest.mark.parametrize(
    "expression, word, flat",
    [
        (X**3, "strictly increasing", False),
        (sp.tanh(X), "strictly increasing", False),
        (RELU, "increasing", True),
        (-RELU, "decreasing", True),
        (ELU, "strictly increasing", False),
        (SILU, "not monotone", False),
        (sp.Min(1, sp.Max(0, X)), "increasing", True),
        (sp.Integer(3) + 0 * X, "constant", True),
        (X + NEEDLE, "not monotone", False),
        (X + NEEDLE / 10**4, "strictly increasing", False),
        (DROP, "not monotone", False),
        (-DROP, "not monotone", False),
        (sp.Piecewise((X, X < 0), (X + 5, True)), "strictly increasing", False),
        (sp.Piecewise((0, X < 0), (1, True)), "increasing", True),
        (sp.exp(-X), "strictly decreasing", False),
    ],
    ids=str,
)
def test_monotone(expression, word, flat):
    """A needle is not overlooked, one too flat to turn the line does not matter, and a jump counts by its direction."""
    found = monotone(Function(expression, X))
    assert (found.word, found.flat) == (word, flat)


def test_counterexamples_to_monotonicity_are_points():
    """SiLU rises at the one and falls at the other, by its exact derivative."""
    found = monotone(Function(SILU, X))
    slope = sp.diff(SILU, X)
    assert sp.N(slope.subs(X, found.up), 30) > 0 > sp.N(slope.subs(X, found.down), 30)
    assert monotone(Function(DROP, X)).down == 0


def test_sympy_takes_a_drop_for_a_rise():
    """It looks at the derivative of both pieces only; so its answer is evidence of nothing."""
    assert is_increasing(DROP, sp.S.Reals) and monotone(Function(DROP, X)).word == "not monotone"


@pytest.mark.parametrize(
    "expression, word",
    [
        (sp.log(1 + sp.exp(X)), "convex"),
        (RELU, "convex"),
        (-sp.Abs(X), "concave"),
        (ELU, "convex"),
        (SELU, "neither convex nor concave"),
        (SILU, "neither convex nor concave"),
        (X**4, "convex"),
        (2 * X - 1, "linear"),
        (sp.sqrt(1 + X**2), "convex"),
        (X**2 + NEEDLE, "neither convex nor concave"),
        (sp.Piecewise((2 * X, X < 0), (X, True)), "concave"),
    ],
    ids=str,
)
def test_convex(expression, word):
    """Kinks count by the direction in which they bend."""
    assert convex(Function(expression, X)).word == word


def test_sympy_takes_a_kink_that_bends_down_for_convex():
    """The second derivative is 0 on both sides, but −1 and 1 lie below the middle."""
    kink = sp.Piecewise((2 * X, X < 0), (X, True))
    assert is_convex(kink, X) and convex(Function(kink, X)).down == 0
    assert kink.subs(X, 0) > (kink.subs(X, -1) + kink.subs(X, 1)) / 2


def test_a_function_that_jumps_has_no_convexity_proved():
    """Nor extrema."""
    for prove in (convex, turns):
        with pytest.raises(NotProved, match="the function jumps"):
            prove(Function(DROP, X))


@pytest.mark.parametrize("prove", [sign, monotone, convex, turns])
def test_oscillation_is_not_proved(prove):
    """sin x on the whole line, though it is none of these for obvious reasons."""
    with pytest.raises(NotProved, match="an enclosure of the tail"):
        prove(Function(sp.sin(X), X))


def test_on_an_interval_oscillation_is_no_trouble():
    """sin x rises on [−π/2, π/2], to the very ends."""
    assert monotone(Function(sp.sin(X), X, domain=Domain(-sp.pi / 2, sp.pi / 2))).word == "strictly increasing"
    found = turns(Function(sp.sin(X), X, domain=Domain(0, 7)))
    assert [turn.kind for turn in found.turns] == ["maximum", "minimum"]


@pytest.mark.parametrize(
    "expression, expected",
    [
        (sp.Abs(X), [("minimum", 0, 0)]),
        (X**3, []),
        (RELU, []),
        (X**3 - 3 * X, [("maximum", -1, 2), ("minimum", 1, -2)]),
        (sp.Max(-X, 2 * X - 3), [("minimum", 1, -1)]),
        (NEEDLE, [("maximum", sp.Rational(3, 10), 1)]),
        (sp.Piecewise((X**2, X < 1), (1, True)), [("minimum", 0, 0)]),
    ],
    ids=str,
)
def test_extrema(expression, expected):
    """At smooth points and at joints, exactly; the end of a plateau is no strict one."""
    found = turns(Function(expression, X))
    assert [(turn.kind, turn.at.exact, turn.value) for turn in found.turns] == expected
