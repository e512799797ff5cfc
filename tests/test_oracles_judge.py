"""What is measured decides: agreement, another form or default, wrong and where; what is declared is confirmed or not."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from oracles import conventions, judge, libraries
from oracles.conventions import Choice, Issue
from oracles.counterparts import COUNTERPARTS, Counterpart
from oracles.exact import Exact
from oracles.judge import Ledger, judged, own
from oracles.libraries import LIBRARIES, Library
from oracles.measure import places, sweep
from oracles.specials import Difference, differences

from rectified.oracles import Row
from rectified.project import read_project

ROOT = Path(__file__).parents[1]
Function = Callable[[np.ndarray], np.ndarray]


@pytest.fixture(scope="module")
def elu() -> Exact:
    return Exact(read_project(ROOT)[0], "elu")


def good(x: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """ELU, rounded once."""
    wide = x.astype(np.float64)
    with np.errstate(all="ignore"):
        return np.where(wide > 0, wide, alpha * np.expm1(wide)).astype(x.dtype)


def good_slope(x: np.ndarray) -> np.ndarray:
    wide = x.astype(np.float64)
    with np.errstate(all="ignore"):
        return np.where(np.isnan(wide), wide, np.where(wide > 0, 1, np.exp(wide))).astype(x.dtype)


def fake(monkeypatch: pytest.MonkeyPatch, function: Function, slope: Function | None, default: float = 1.0) -> None:
    """Put a library in the place of the others."""

    class Fake(Library):
        name, package = "Fake", "fake"

        def values(self, counterpart: Counterpart) -> Function:
            return function

        def slopes(self, counterpart: Counterpart) -> Function | None:
            return slope

        def default(self, place: str) -> float:
            return default

    monkeypatch.setattr(judge, "LIBRARIES", {"fake": Fake()})


def rows(exact: Exact, ledger: Ledger | None = None) -> list[Row]:
    counterpart = Counterpart("elu", "elu", "fake", "fake.elu", defaults={"alpha": "fake.ELU:alpha"})
    return list(judged(counterpart, exact, ledger or Ledger()))


def test_what_agrees_is_said_to_with_its_error(elu: Exact, monkeypatch: pytest.MonkeyPatch) -> None:
    """In each dtype, value and derivative."""
    fake(monkeypatch, good, good_slope)
    value, slope = rows(elu)
    assert (value.slope, slope.slope) == (False, True)
    for row in (value, slope):
        assert list(row.dtypes) == ["float16", "float32", "float64"]
        assert all(0 < cell.ulp < 2 and cell.points > 1000 for cell in row.dtypes.values())
        assert not any(cell.wrong or cell.instead or cell.flushed for cell in row.dtypes.values())
    assert [(each.theirs, each.ours, each.default) for each in value.defaults] == [("alpha", 1.0, 1.0)]


def test_a_lost_tail_is_found_where_it_is(elu: Exact, monkeypatch: pytest.MonkeyPatch) -> None:
    """A derivative computed from the output is 0 where the output is −1: from −37.4 down in float64."""
    fake(monkeypatch, good, lambda x: np.where(x > 0, 1, good(x) + 1).astype(x.dtype))
    _, slope = rows(elu)
    (wrong,) = slope.dtypes["float64"].wrong
    assert wrong.zero is not None
    assert wrong.low == wrong.zero[0] == pytest.approx(-708.4, abs=2)
    assert wrong.zero[1] == pytest.approx(-37.4, abs=0.1) and -4 < wrong.high < -3
    assert (wrong.got, wrong.ulp) == ("0", pytest.approx(2.0**53, rel=1))


def test_what_is_wrong_on_one_side_is_said_of_that_side(elu: Exact, monkeypatch: pytest.MonkeyPatch) -> None:
    """exp(x) − 1 loses the digits near 0, on the left alone."""
    with np.errstate(over="ignore"):
        fake(monkeypatch, lambda x: np.where(x > 0, x, np.exp(np.minimum(x, 0)) - x.dtype.type(1)), None)
        (value,) = rows(elu)
    (wrong,) = value.dtypes["float32"].wrong
    assert wrong.high < 0 and wrong.low > -1
    assert wrong.ulp is not None and wrong.ulp > 1e5


def test_nan_for_a_number_has_no_size(elu: Exact, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is wrong all the same."""
    fake(monkeypatch, lambda x: np.where(x > 1000, np.nan, good(x)).astype(x.dtype), None)
    (wrong,) = rows(elu)[0].dtypes["float64"].wrong
    assert (wrong.ulp, wrong.got, wrong.zero) == (None, "nan", None)
    assert 1000 <= wrong.low < 1001 and wrong.high > 1.7e308


def test_another_default_is_a_convention(elu: Exact, monkeypatch: pytest.MonkeyPatch) -> None:
    """The function agrees with the formula at the library's own default; that it has no reason yet is reported."""
    fake(monkeypatch, lambda x: good(x, alpha=1.5), None, default=1.5)
    ledger = Ledger()
    cell = rows(elu, ledger)[0].dtypes["float64"]
    assert cell.instead is not None and cell.instead.what == "defaults"
    assert cell.instead.apart > 1e15 and cell.ulp < 2 and cell.wrong == ()
    assert "fake.elu: defaults" in ledger.undeclared


def test_another_default_than_the_stated_one_is_wrong(elu: Exact, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that does not compute what its signature says is not excused by it."""
    fake(monkeypatch, lambda x: good(x, alpha=1.5), None, default=1.25)
    assert rows(elu)[0].dtypes["float64"].wrong


def test_subnormals_taken_for_zero_are_told_apart(elu: Exact, monkeypatch: pytest.MonkeyPatch) -> None:
    """They say nothing of the rest."""

    def flushes(x: np.ndarray) -> np.ndarray:
        return np.where(np.abs(x) < np.finfo(x.dtype).tiny, 0, good(x)).astype(x.dtype)

    monkeypatch.setitem(conventions.SUBNORMAL, "fake", ("it is faster", ""))
    fake(monkeypatch, flushes, None)
    cell = rows(elu)[0].dtypes["float32"]
    assert (cell.flushing, cell.wrong) == ("it is faster", ())
    assert cell.flushed > 5 and cell.ulp <= 2


def test_a_dtype_that_is_not_taken_is_left_out(elu: Exact, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is one for which another comes back."""

    def picky(x: np.ndarray) -> np.ndarray:
        if x.dtype == np.float16:
            raise TypeError("no halves")
        return good(x).astype(np.float32)

    fake(monkeypatch, picky, None)
    assert list(rows(elu)[0].dtypes) == ["float32"]


def test_choices_and_issues_are_confirmed_or_reported(elu: Exact, monkeypatch: pytest.MonkeyPatch) -> None:
    """A declared difference that is found gets its reason; one that is not, and one that is not declared, are told."""
    fake(monkeypatch, good, lambda x: np.where(np.isnan(x) | np.isinf(x), 1, good_slope(x)).astype(x.dtype))
    found = Choice(("fake",), ("elu",), True, ("nan",), "a reason")
    gone = Choice(("fake",), ("elu",), True, ("0",), "a reason")
    issue = Issue("owner/name#1", "fake", "fake.elu", False, "float64", -1.0)
    monkeypatch.setattr(judge, "CHOICES", (found, gone))
    monkeypatch.setattr(judge, "ISSUES", (issue,))
    ledger = Ledger()
    value, slope = rows(elu, ledger)
    assert [(each.at, each.ours, each.theirs, each.reason) for each in slope.specials] == [
        ("nan", "nan", "1", "a reason"),
        ("-inf", "0", "1", ""),
    ]
    assert ledger.undeclared == ["fake.elu (slope): 1 at -inf, not 0"]
    assert value.issues == () and set(ledger.unconfirmed()) == {(gone, "0"), issue}


def test_an_issue_is_named_while_its_example_goes_wrong(elu: Exact, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here at −1."""
    fake(monkeypatch, lambda x: (good(x) * 1.0001).astype(x.dtype), None)
    monkeypatch.setattr(judge, "ISSUES", (Issue("owner/name#1", "fake", "fake.elu", False, "float64", -1.0),))
    ledger = Ledger()
    assert rows(elu, ledger)[0].issues == ("owner/name#1",)
    assert ledger.unconfirmed() == []


def test_the_snippet_is_judged_like_the_others(elu: Exact) -> None:
    """Two rows without a library."""
    value, slope = own("elu", "elu", elu)
    assert [(row.call, row.library, row.specials) for row in (value, slope)] == [("elu", "", ()), ("elu_grad", "", ())]
    assert all(cell.ulp <= 2 and not cell.wrong for row in (value, slope) for cell in row.dtypes.values())


def test_specials_differ_by_kind_sign_and_size() -> None:
    """Two roundings of one number are the same; zeros of two signs are not."""

    def other(x: np.ndarray) -> np.ndarray:
        return np.where(x == 0, 0, x * x.dtype.type(1.001)).astype(x.dtype)

    assert list(differences(lambda x: x, other, "float64", [0.0, 3.0])) == [Difference("-0", "-0", "0")]
    assert [each.at for each in differences(lambda x: x, lambda x: x * 2, "float32", [3.0])] == ["3"]


def test_a_place_ends_where_the_error_does(elu: Exact) -> None:
    """Between two points of the grid it is sought more closely."""
    reference = elu.reference("elu", {}, slope=False)

    def broken(x: np.ndarray) -> np.ndarray:
        return np.where((x > 20) & (x < 500.5), 2 * x, good(x)).astype(x.dtype)

    found = sweep(broken, reference, "float64", slope=False)
    assert found is not None
    (place,) = places(found, broken, reference)
    assert place.low == pytest.approx(20, rel=1e-4) and place.high == pytest.approx(500.5, rel=1e-4)


def test_tables_agree_with_each_other() -> None:
    """Whatever is declared is of a library and a function that are compared; no call is listed twice for a function."""
    compared = {(each.library, each.function) for each in COUNTERPARTS}
    calls = [(each.library, each.function, each.shown) for each in COUNTERPARTS]
    assert len(set(calls)) == len(calls)
    assert {library for library, _ in compared} == set(LIBRARIES) == set(conventions.SUBNORMAL)
    for choice in conventions.CHOICES:
        assert {(a, b) for a in choice.libraries for b in choice.functions} <= compared
    shown = {(each.library, each.shown) for each in COUNTERPARTS}
    assert {(issue.library, issue.call) for issue in conventions.ISSUES} <= shown
    assert set(conventions.FORMS) == {(each.library, each.function) for each in COUNTERPARTS if each.form}


def test_options_are_shown_as_they_are_written() -> None:
    """A reader can copy the call."""
    assert Counterpart("a", "a", "jax", "jax.nn.a").shown == "jax.nn.a"
    assert Counterpart("a", "a", "jax", "jax.nn.a", {"exact": False}).shown == "jax.nn.a(x, exact=False)"


def test_formulas_give_other_parameters_exactly(elu: Exact) -> None:
    """The exact values follow whatever default a library has."""
    assert float(elu.reference("elu", {"alpha": 2.5}, slope=False)(-1.0).mid()) == 2.5 * math.expm1(-1)
    assert elu.own("elu", "alpha") == 1.0 and elu.stated("elu") and not elu.stated("selu")
    assert not any("torch" in vars(module) for module in (libraries, judge))
