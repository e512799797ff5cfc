"""A formula against a function: trials over dtypes and settings, and the message for the worst of them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from rectified.dtypes import DTYPES
from rectified.formulas.agreement import CannotCompare, Trial, disagreement, settings, trials, worst_by_dtype
from rectified.formulas.comparison import Deviation
from rectified.formulas.statements import Statement, statements
from rectified.formulas.subject import Subject

LEAKY = r"leaky(x) = \max(x, 0) + \alpha \min(x, 0)"


def leaky(x, alpha=0.25):
    return np.where(x > 0, x, x * x.dtype.type(alpha))


def leaky_grad(x, alpha=0.25):
    return np.where(x > 0, x.dtype.type(1), x.dtype.type(alpha))


def subject(bars: dict | None = None, **functions) -> Subject:
    """A snippet with one constant and the functions above, or others in their place."""
    functions = {"leaky": leaky, "leaky_grad": leaky_grad, **functions}
    return Subject("snippets/leaky.py", functions, {"C": 2.0}, {"C": Fraction(2)}, bars or {})


def statement(tex: str, about: Subject | None = None) -> Statement:
    (found,), problems = statements(about or subject(), [{"path": "n.md", "line": 3, "column": 1, "tex": tex}])
    assert problems == []
    return found


def compared(function, tex: str = LEAKY) -> list[Trial]:
    about = subject(leaky=function)
    return trials(about, statement(tex, about), "leaky", {})


def test_every_dtype_is_tried_at_every_setting():
    """The default, half of it and twice it; half precision too, on more than 500 points each, to at most half an ulp."""
    found = compared(leaky)
    assert [(trial.dtype, dict(trial.setting)) for trial in found] == [
        (dtype, setting) for setting in ({}, {"alpha": 0.125}, {"alpha": 0.5}) for dtype in DTYPES
    ]
    assert all(trial.points > 500 and trial.worst.ulp <= 0.5 for trial in found)


def test_each_dtype_is_handed_arrays_of_its_own():
    """One array of all points, increasing, with both signs and 0."""
    seen = []

    def watched(x, alpha=0.25):
        if np.ndim(x):  # legal values of parameters are found with one number
            seen.append(x)
        return leaky(x, alpha)

    compared(watched)
    assert [x.dtype for x in seen] == [np.dtype(dtype) for dtype in DTYPES] * 3
    assert all(np.all(np.diff(x) > 0) and x[0] == -x[-1] and 0 in x for x in seen)


def test_an_error_is_measured_in_the_dtype_it_was_made_in():
    """One wrong last digit of a float16 is one ulp there, and none of the others is blamed."""

    def off(x, alpha=0.25):
        right = leaky(x, alpha)
        return np.where(x == 1, np.nextafter(right, np.inf, dtype=x.dtype), right) if x.dtype == np.float16 else right

    assert {trial.dtype: trial.worst.ulp for trial in compared(off, r"leaky(x) = \max(x, \frac{x}{4})")} == {
        "float16": 1.0, "float32": 0.5, "float64": 0.5,
    }  # fmt: skip


def test_a_derivative_is_taken_of_the_formula():
    """Off the kink, where it has no value; there `_grad` may return what it likes."""

    def at_kink(x, alpha=0.25):
        return np.where(x == 0, x.dtype.type(9), leaky_grad(x, alpha))

    about = subject(leaky_grad=at_kink)
    found = trials(about, statement(LEAKY, about), "leaky_grad", {}, derivative=1)
    assert [trial.worst.ulp for trial in found] == [0.0] * 9


def test_constants_take_the_values_that_are_given():
    """The exact value of a constant's formula is used in place of the literal."""
    about = subject(leaky=lambda x: 3 * x)
    stated = statement("leaky(x) = c x", about)
    assert max(trial.worst.ulp for trial in trials(about, stated, "leaky", {"C": Fraction(3)})) <= 0.5
    assert min(trial.worst.ulp for trial in trials(about, stated, "leaky", {})) > 100


def test_warnings_of_a_snippet_are_no_business_of_the_comparison():
    """Overflow that gives the right infinity counts as right."""
    assert max(trial.worst.ulp for trial in compared(lambda x: x * 4, "leaky(x) = 4x")) <= 0.5


def test_only_parameters_that_the_formula_names_are_set():
    """The others stay at their defaults; a function that lacks a named one cannot be compared."""
    about = subject()
    assert settings(about, statement("leaky(x) = x"), "leaky") == [{"alpha": 0.25}]
    assert settings(about, statement(LEAKY), "leaky") == [{"alpha": alpha} for alpha in (0.25, 0.125, 0.5)]
    about = subject(leaky_grad=lambda x: x)
    with pytest.raises(CannotCompare, match="leaky_grad has no parameter alpha, which the formula names"):
        settings(about, statement(LEAKY, about), "leaky_grad")


def _changes(x, alpha=0.25):
    result = leaky(x, alpha)
    x[0] = 0
    return result


@pytest.mark.parametrize(
    "function, expected",
    [
        (lambda x, alpha=0.25: x.nothing, "leaky raises AttributeError for float16: .*nothing"),
        (lambda x, alpha=0.25: x[:-1], r"leaky gives float16 of shape \(\d+,\) for float16 of shape"),
        (lambda x, alpha=0.25: x.astype(np.float32), "leaky gives float32 of shape .* for float16"),
        (lambda x, alpha=0.25: 1.0, r"leaky gives float64 of shape \(\) for float16"),
        (_changes, "leaky changes the array it is given"),
    ],
)
def test_a_function_of_another_kind_cannot_be_compared(function, expected):
    """What it does instead is said, with its name and the dtype."""
    with pytest.raises(CannotCompare, match=expected):
        compared(function)


def trial(dtype: str, ulp: float, setting: dict | None = None, x: float = 1.0) -> Trial:
    return Trial(dtype, setting or {}, 10, Deviation(ulp, x, 0.5, "0.25"))


@pytest.mark.parametrize(
    "dtype, setting, where",
    [
        ("float64", {}, "0.1"),
        ("float16", {}, "0.1"),
        ("float32", {"alpha": 0.125, "beta": 2.0}, "0.1 (alpha = 0.125, beta = 2)"),
    ],
)
def test_a_place_is_shown_in_its_dtype(dtype, setting, where):
    """As NumPy prints that float, with the parameters that were changed."""
    assert trial(dtype, 1.0, setting, float(np.dtype(dtype).type(0.1))).where == where


def test_the_worst_of_each_dtype_is_reported():
    """Over all settings, with its place; 0 is an error too."""
    found = [trial("float16", 0.0), trial("float64", 2.0, {"a": 3.0}), trial("float64", 1.0)]
    assert worst_by_dtype(found) == {"float16": {"ulp": 0.0, "x": "1.0"}, "float64": {"ulp": 2.0, "x": "1.0 (a = 3)"}}
    assert worst_by_dtype([]) == {}


def problem(*found: Trial, bars: dict | None = None, derivative: int = 0) -> str | None:
    about = subject(bars)
    wrong = disagreement(about, statement(LEAKY), "leaky", list(found), derivative)
    return None if wrong is None else str(wrong)


def test_two_ulp_are_agreement():
    """The bar itself is allowed; so is what an exception allows; nan never is."""
    assert problem(trial("float16", 2.0), trial("float64", 0.1)) is None
    assert problem(trial("float16", 5.0), bars={("leaky", "float16"): 5.0}) is None
    assert problem(trial("float32", 5.0), bars={("leaky", "float16"): 5.0}) is not None
    assert problem(trial("float32", 2.001)) is not None and problem(trial("float32", float("nan"))) is not None


def test_a_disagreement_is_told_in_full():
    """Place, dtype, both values, size and bar; an infinite error has no size worth printing."""
    assert problem(trial("float64", 3.5, {"alpha": 0.5})) == (
        "n.md:3: leaky in snippets/leaky.py differs from the formula at x = 1.0 (alpha = 0.5) in float64: "
        "the formula gives 0.25, leaky 0.5, 3.5 ulp apart; at most 2 ulp; mend the formula or the snippet"
    )
    told = problem(trial("float64", float("inf")), derivative=1)
    assert "the derivative of this formula gives 0.25, leaky 0.5; at most" in told


def test_the_default_parameters_are_shown_before_a_larger_error_elsewhere():
    """A reader tries the defaults first; among like settings the largest error is shown."""
    told = problem(trial("float16", 9.0), trial("float32", 7.0), trial("float64", 99.0, {"alpha": 0.5}))
    assert "9 ulp apart" in told and "in float16" in told and "alpha" not in told
    assert "99 ulp apart" in problem(trial("float16", 9.0, {"alpha": 2.0}), trial("float64", 99.0, {"alpha": 0.5}))
