"""The worst errors as facts: what was judged is said as it was judged."""

from __future__ import annotations

import pytest

from rectified.facts.errors import error_facts


def report(dtype, function="f", **found):
    """What judging all floats of a build in one dtype came to."""
    return {"function": function, "dtype": dtype, "ulp": 0.75, "x": "-1.5", "points": 63488, "bound": 0.0, **found}


def fact(*reports):
    (found,) = error_facts("f", reports)
    return found


def test_all_of_float16_is_exhaustive():
    """The figures are the report's."""
    found = fact(report("float16"))
    assert (found.name, found.dtype, found.how) == ("worst_error", "float16", "exhaustive")
    assert found.value == "0.75 ulp at x = −1.5"
    assert found.method == "All 63 488 finite values, against 50 digits of the formula."
    assert found.figures == {"ulp": "0.75", "x": "-1.5", "points": "63488"}


def test_what_float32_is_held_against_is_known_to_a_bound():
    """Which is told, rounded; a sample is called one."""
    found = fact(report("float32", points=4203172, bound=4.567e-4, x="0.1"))
    assert found.how == "sampled" and found.figures["x"] == "0.1"
    assert found.method == (
        "4 203 172 values, of every binade and beside kinks and overflow, "
        "against values within 0.00046 ulp of the formula."
    )


def test_the_slope_is_a_fact_of_its_own():
    """Held against the derivative; kinks and roots are told apart."""
    found = fact(report("float64", function="f_grad"))
    assert (found.name, found.dtype) == ("worst_slope_error", "float64")
    assert "50 digits of the formula's derivative, off the kinks and, beside its roots," in found.method


@pytest.mark.parametrize(
    "found, value, figures",
    [({"ulp": 0.0}, "0 ulp", {"ulp", "x", "points"}), ({"ulp": None}, "∞ ulp at x = −1.5", {"x", "points"})],
    ids=["no error", "beyond counting"],
)
def test_an_error_may_be_none_or_infinite(found, value, figures):
    """What is infinite is no figure."""
    made = fact(report("float64", **found))
    assert (made.value, set(made.figures)) == (value, figures)


def test_other_functions_and_empty_reports_give_nothing():
    """A snippet may define more than its function and slope; without a point there is no worst one."""
    assert [*error_facts("f", [report("float32", function="f_fast"), report("float64", points=0, x="")])] == []
