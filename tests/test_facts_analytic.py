"""The table of facts: values by hand, honest words, and the functions of the notes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import mpmath
import pytest
import sympy as sp

from rectified.evidence import STRENGTHS
from rectified.facts.analytic import analytic_facts, stated_function, table
from rectified.formulas.constants import check_constants
from rectified.formulas.statements import statements
from rectified.formulas.subject import read_subject
from rectified.proofs.domain import Domain
from rectified.proofs.function import Function
from rectified.proofs.result import NotProved

ROOT = Path(__file__).parents[1]
X = sp.Symbol("x", real=True)
U = sp.sqrt(2 / sp.pi) * (X + sp.Rational(44715, 10**6) * X**3)
FORMULAS = {
    "relu": [r"\operatorname{relu}(x) = \begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases} = \max(x, 0)"],
    "leaky_relu": [r"\operatorname{leaky\_relu}(x) = \begin{cases} x & x > 0 \\ \alpha x & x \le 0 \end{cases}"],
    "elu": [r"\operatorname{elu}(x) = \begin{cases} x & x > 0 \\ \alpha\,(e^{x} - 1) & x \le 0 \end{cases}"],
    "selu": [
        r"\operatorname{selu}(x) = \lambda \begin{cases} x & \text{if } x > 0 \\ \alpha\,(e^{x} - 1) & \text{if } x \le 0 \end{cases}",
        r"\alpha = \frac{1/\sqrt{2\pi}}{1/2 - e^{1/2}\,\Phi(-1)}",
        r"\lambda = \frac{1}{\sqrt{1/2 + \alpha^{2}\,(e^{2}\,\Phi(-2) - 2\,e^{1/2}\,\Phi(-1) + 1/2)}}",
    ],
    "sigmoid": [r"\operatorname{sigmoid}(x) = \frac{1}{1 + e^{-x}}"],
    "tanh": [r"\operatorname{tanh}(x) = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}"],
}
SMOOTH = {
    "softplus": sp.log(1 + sp.exp(X)),
    "gelu": X * (1 + sp.erf(X / sp.sqrt(2))) / 2,
    "gelu_tanh": X * (1 + sp.tanh(U)) / 2,
    "silu": X / (1 + sp.exp(-X)),
}


def stated(stem):
    """The function of a snippet, from formulas as its note writes them, with constants from their own formulas."""
    subject = read_subject(ROOT, f"snippets/{stem}.py")
    formulas = [{"path": "n.md", "line": 1, "column": 1, "tex": tex} for tex in FORMULAS[stem]]
    constants = [each for each in statements(subject, formulas)[0] if each.kind == "constant"]
    return stated_function(subject, stem, formulas, check_constants(subject, constants)[0])


@pytest.fixture(scope="module")
def facts():
    """The facts of a function by name, each function's computed once."""
    known = {}

    def of(stem):
        if stem not in known:
            function = stated(stem) if stem in FORMULAS else Function(SMOOTH[stem], X)
            known[stem] = {fact.name: fact for fact in analytic_facts(function)}
        return known[stem]

    return of


NAMES = """range monotone convex symmetry smoothness slope_supremum slope_infimum lipschitz slope_at_zero kinks limit_left
limit_right zeros fixed_points extrema normal_mean normal_variance zero_probability gain""".split()


@pytest.mark.parametrize("stem", [*FORMULAS, *SMOOTH])
def test_every_function_has_the_whole_table(stem, facts):
    """All proved, with a method that says where, and figures that are numbers."""
    assert list(facts(stem)) == NAMES
    for fact in facts(stem).values():
        assert fact.how == STRENGTHS[-1] == "proved" and fact.value and fact.dtype == ""
        assert fact.method.startswith(("On ", "At x = 0", "Not even")) and fact.method.endswith(".")
        assert all(Decimal(figure).is_finite() for figure in fact.figures.values())


VALUES = {
    "relu": {
        "range": "[0, ∞), lower end attained",
        "monotone": "increasing, constant on (−∞, 0]",
        "convex": "convex",
        "symmetry": "neither even nor odd",
        "smoothness": "C⁰: continuous, not differentiable at x = 0",
        "slope_supremum": "1, attained for x > 0",
        "slope_infimum": "0, attained for x < 0",
        "lipschitz": "1",
        "slope_at_zero": "0 from the left, 1 from the right",
        "kinks": "at x = 0, slope 0 to the left and 1 to the right",
        "limit_left": "0",
        "limit_right": "∞, asymptote y = x",
        "zeros": "every x in (−∞, 0]",
        "fixed_points": "every x in [0, ∞)",
        "extrema": "none strict",
        "normal_mean": "0.398942",
        "zero_probability": "0.5",
    },
    "leaky_relu": {
        "range": "(−∞, ∞)",
        "monotone": "strictly increasing",
        "slope_infimum": "0.01, attained for x < 0",
        "limit_left": "−∞, asymptote y = 0.01x",
        "zeros": "x = 0",
        "zero_probability": "0",
    },
    "elu": {
        "range": "(−1, ∞), lower end not attained",
        "convex": "convex",
        "smoothness": "C¹, not C²: derivative 2 jumps at x = 0",
        "slope_supremum": "1, attained for x ≥ 0",
        "slope_at_zero": "1",
        "kinks": "none",
        "fixed_points": "every x in [0, ∞)",
    },
    "selu": {
        "range": "(−1.75810, ∞), lower end not attained",
        "convex": "neither convex nor concave: convex on (−∞, 0]; linear on [0, ∞); at the kink x = 0 the slope jumps down",
        "slope_supremum": "1.75810, not attained: the one-sided slope at x = 0",
        "lipschitz": "1.75810",
        "limit_right": "∞, asymptote y = 1.05070x",
        "fixed_points": "x = −1.25882, 0",
        "normal_variance": "1.00000",
    },
    "sigmoid": {
        "range": "(0, 1), lower end not attained, upper end not attained",
        "symmetry": "neither even nor odd; odd about the point (0, 0.5)",
        "convex": "neither convex nor concave: convex on (−∞, 0]; concave on [0, ∞)",
        "slope_supremum": "0.25, attained at x = 0",
        "slope_infimum": "0, not attained: its limit for x → −∞ and x → ∞",
        "fixed_points": "x = 0.659046",
        "zeros": "none",
        "normal_mean": "0.5",
    },
    "tanh": {
        "range": "(−1, 1), lower end not attained, upper end not attained",
        "symmetry": "odd",
        "smoothness": "analytic",
        "slope_at_zero": "1",
        "fixed_points": "x = 0",
        "normal_mean": "0",
    },
    "softplus": {
        "range": "(0, ∞), lower end not attained",
        "convex": "convex",
        "slope_supremum": "1, not attained: its limit for x → ∞",
        "fixed_points": "none",
        "limit_left": "0",
    },
    "gelu": {
        "range": "[−0.169971, ∞), lower end attained",
        "slope_supremum": "1.12890, attained at x = 1.41421",
        "extrema": "minimum −0.169971 at x = −0.751792",
    },
    "gelu_tanh": {
        "range": "[−0.170041, ∞), lower end attained",
        "limit_right": "∞, asymptote y = x",
    },
    "silu": {
        "range": "[−0.278465, ∞), lower end attained",
        "monotone": "not monotone: falls on (−∞, −1.27846]; rises on [−1.27846, ∞)",
        "extrema": "minimum −0.278465 at x = −1.27846",
        "slope_supremum": "1.09984, attained at x = 2.39936",
    },
}


@pytest.mark.parametrize("stem", VALUES)
def test_values_by_hand(stem, facts):
    """Limits that are not attained, plateaus, kinks on either side, and minima known from the literature."""
    assert {name: facts(stem)[name].value for name in VALUES[stem]} == VALUES[stem]


def test_figures_have_more_digits_than_the_words(facts):
    """SiLU's minimum to thirty digits, against the equation −(1 + x)·exp(−x) = 1 by Lambert's W function."""
    figures = facts("silu")["extrema"].figures
    with mpmath.workdps(50):
        root = -1 - mpmath.lambertw(mpmath.exp(-1)).real
        assert abs(mpmath.mpf(figures["at_1"]) - root) < mpmath.mpf(10) ** -35
        assert abs(mpmath.mpf(figures["minimum_1"]) + mpmath.lambertw(mpmath.exp(-1)).real) < mpmath.mpf(10) ** -35


def test_the_gain_keeps_the_second_moment(facts):
    """√2 for ReLU; 1 for SELU, whose constants are made for it, to as many digits as these are known."""
    assert facts("relu")["gain"].value == "1.41421" and "1/√E[f(X)²]" in facts("relu")["gain"].method
    with mpmath.workdps(50):
        assert abs(mpmath.mpf(facts("relu")["gain"].figures["gain"]) - mpmath.sqrt(2)) < mpmath.mpf(10) ** -35
        assert abs(mpmath.mpf(facts("selu")["gain"].figures["gain"]) - 1) < mpmath.mpf(10) ** -35
    assert facts("selu")["normal_mean"].value.startswith("0 to within 1e−")


def test_variance_against_closed_forms(facts):
    """ReLU: 1/2 − 1/(2π). Leaky ReLU: ((1 + α²) − (1 − α)²/π)/2."""
    with mpmath.workdps(50):
        alpha = mpmath.mpf(1) / 100
        leaky = ((1 + alpha**2) - (1 - alpha) ** 2 / mpmath.pi) / 2
        for stem, expected in (("relu", 0.5 - 1 / (2 * mpmath.pi)), ("leaky_relu", leaky)):
            figure = mpmath.mpf(facts(stem)["normal_variance"].figures["variance"])
            assert abs(figure - expected) < mpmath.mpf(10) ** -35


def test_what_is_not_proved_is_named_and_never_in_the_table():
    """sin: algebra gives symmetry, smoothness and the slope at 0; the rest needs tails that are not there."""
    found = table(Function(sp.sin(X), X))
    assert {fact.name for fact in found.facts} == {"symmetry", "smoothness", "slope_at_zero", "kinks"}
    assert set(found.open) == set(NAMES) - {"symmetry", "smoothness", "slope_at_zero", "kinks"}
    assert all("sin" in reason or "cos" in reason for reason in found.open.values())
    with pytest.raises(NotProved, match=r"the facts range, monotone, .* sin is not expanded at infinity"):
        analytic_facts(Function(sp.sin(X), X))


def test_a_function_that_jumps_is_not_smoothed_over():
    """A step has no range, kink or bound of its slope in the table, but it has a sign of monotony and limits."""
    found = table(Function(sp.Piecewise((0, X < 0), (1, True)), X))
    facts = {fact.name: fact.value for fact in found.facts}
    assert facts["monotone"] == "increasing, constant on (−∞, 0] and [0, ∞)"
    assert facts["smoothness"] == "not continuous at x = 0"
    assert {"range", "kinks", "lipschitz", "convex", "zeros", "slope_at_zero"} <= set(found.open)


def test_the_whole_line_is_needed():
    """Facts state no domain of their own."""
    with pytest.raises(ValueError, match=r"facts are about the whole line; the function is given on \[0, 1\]"):
        table(Function(X, X, domain=Domain(0, 1)))


def test_the_first_formula_for_the_value_counts():
    """Derivatives and constants are passed over; without any there is no function. Given constants win over literals."""
    subject = read_subject(ROOT, "snippets/selu.py")
    rows = [
        {"path": "n.md", "line": 1, "column": 1, "tex": tex} for tex in (r"selu'(x) = \lambda", r"selu(x) = \lambda x")
    ]
    assert stated_function(subject, "selu", rows[:1]) is None
    literal = stated_function(subject, "selu", rows)
    assert literal.exactly(1) == sp.Rational("1.0507009873554804934193349852946")
    constants = {name: Fraction(2) for name in subject.constants}
    assert stated_function(subject, "selu", rows, constants).exactly(1) == 2
