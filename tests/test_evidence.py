"""The words in which claim files speak."""

from __future__ import annotations

import json
from decimal import Decimal

import flint
import mpmath
import numpy as np
import pytest
import sympy

from rectified.evidence import (
    LAB_RESULTS,
    STRENGTHS,
    as_decimal,
    cited,
    claim,
    exhaustive,
    from_lab,
    lab_results,
    measured,
    myth,
    proved,
    sampled,
)


@pytest.mark.parametrize("helper", [measured, sampled, exhaustive, proved], ids=lambda helper: helper.__name__)
def test_each_helper_says_how_a_claim_was_established(helper):
    """By its own name; the figures are kept by theirs."""
    evidence = helper("worst 1.5 ulp", worst=1.5, points=10)
    assert (evidence.how, evidence.text) == (helper.__name__, "worst 1.5 ulp")
    assert evidence.values == {"worst": Decimal("1.5"), "points": Decimal(10)}
    assert helper.__name__ in STRENGTHS


@pytest.mark.parametrize(
    "mark, kind, extra",
    [
        (claim("S", independent="why"), "claim", {"independent": "why"}),
        (myth("S", instead="T"), "myth", {"instead": "T"}),
        (cited("S", source="Somebody 2017"), "cited", {"source": "Somebody 2017"}),
    ],
    ids=["claim", "myth", "cited"],
)
def test_a_decorator_attaches_the_statement_and_changes_nothing_else(mark, kind, extra):
    """The function can still be called as it is."""

    def check():
        return measured("x")

    marked = mark(check)
    assert marked is check
    assert (marked.statement.kind, marked.statement.text) == (kind, "S")
    assert {name: getattr(marked.statement, name) for name in extra} == extra


@pytest.mark.parametrize(
    "value, shown",
    [
        (2, "2"),
        (True, "1"),
        (0.1, "0.1"),
        (1e-20, "1E-20"),
        (Decimal("1.50"), "1.50"),
        (np.int64(7), "7"),
        (np.float64(0.1), "0.1"),
        (np.float32(0.1), "0.1"),
        (np.float16(0.5), "0.5"),
        (np.bool_(True), "1"),
        (np.array(0.25), "0.25"),
        (mpmath.mpf("0.5"), "0.5"),
        (sympy.Rational(1, 4), "0.2500000000000000000000000000000000000000"),
    ],
    ids=repr,
)
def test_a_figure_is_a_decimal_with_the_digits_it_is_known_to(value, shown):
    """No digit is made up: a float32 that prints 0.1 is 0.1."""
    assert str(as_decimal(value)) == shown


def test_a_ball_gives_its_midpoint_to_forty_digits():
    """More than a double could hold."""
    before, flint.ctx.dps = flint.ctx.dps, 50
    try:
        assert str(as_decimal(flint.arb(1) / 3)) == "0." + "3" * 40
    finally:
        flint.ctx.dps = before


@pytest.mark.parametrize("value", ["1.5", None, 1 + 2j, [1.5], np.array([1.5])], ids=repr)
def test_what_is_not_one_real_number_is_refused(value):
    """A figure that cannot be compared with words is a mistake of the claim's author."""
    with pytest.raises(TypeError, match="one real number"):
        measured("x", value=value)


@pytest.fixture
def results(tmp_path, monkeypatch):
    file = tmp_path / lab_results("lab")
    file.parent.mkdir()
    file.write_text(json.dumps({"layer-50": {"mean_from": 0.012345, "mean_to": 2.0}}), encoding="utf-8")
    monkeypatch.setenv(LAB_RESULTS, str(tmp_path))


@pytest.mark.usefixtures("results")
def test_a_labs_result_is_measured_evidence():
    """Every figure under its name, in the text to four digits."""
    evidence = from_lab("lab", "layer-50")
    assert evidence.how == "measured"
    assert evidence.text == "lab lab, layer-50: mean from 0.01235, mean to 2"
    assert evidence.values == {"mean_from": Decimal("0.012345"), "mean_to": Decimal("2.0")}


@pytest.mark.usefixtures("results")
@pytest.mark.parametrize("lab, label", [("lab", "layer-60"), ("other", "layer-50")])
def test_a_result_that_no_lab_has_is_refused(lab, label):
    """The message names the lab, and what it has."""
    with pytest.raises(KeyError, match=rf"docs/labs/{lab}\.py has no cell labelled"):
        from_lab(lab, label)


def test_a_figure_that_is_not_a_number_is_refused():
    """NaN is evidence of nothing; infinity may be."""
    with pytest.raises(ValueError, match="the figure mean is NaN"):
        measured("x", mean=np.float32("nan"))
    assert measured("x", largest=np.inf).values == {"largest": Decimal("Infinity")}
