"""From what was measured to what the result file says: agreement, a difference by convention, or wrong and where."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from oracles.conventions import CHOICES, DEFAULTS, FORMS, ISSUES, SUBNORMAL, Choice, Issue
from oracles.counterparts import Counterpart
from oracles.exact import Exact
from oracles.libraries import LIBRARIES, Function
from oracles.measure import BAR, Place, Sweep, called, places, sweep
from oracles.specials import Difference, differences, written
from rectified.dtypes import DTYPES
from rectified.formulas.comparison import Point, Reference, errors
from rectified.oracles import Cell, Default, Instead, Row, Special, Wrong


@dataclass
class Ledger:
    """What of the declared conventions and issues the run confirmed, and what it found that is not declared."""

    confirmed: set[Any] = field(default_factory=set)
    asked: set[Any] = field(default_factory=set)
    undeclared: list[str] = field(default_factory=list)

    def unconfirmed(self) -> list[Any]:
        """What is declared of functions that took part, and was not found."""
        return sorted(self.asked - self.confirmed, key=str)


def judged(counterpart: Counterpart, exact: Exact, ledger: Ledger) -> Iterator[Row]:
    """A row of the result file for the function, and one for its derivative where the library has it."""
    library = LIBRARIES[counterpart.library]
    defaults = {name: library.default(place) for name, place in counterpart.defaults.items()}
    for slope, function in ((False, library.values(counterpart)), (True, library.slopes(counterpart))):
        if function is not None:
            yield _Judge(counterpart, exact, slope, function, defaults, ledger).row()


def own(stem: str, function: str, exact: Exact) -> Iterator[Row]:
    """The same two rows for the snippet itself."""
    for slope in (False, True):
        ours = Counterpart(stem, function, "", f"{function}_grad" if slope else function)
        yield _Judge(ours, exact, slope, exact.snippet(function, slope=slope), {}, Ledger()).row()


@dataclass(frozen=True)
class _Judge:
    """Of one function of one library, or its derivative, in every dtype."""

    counterpart: Counterpart
    exact: Exact
    slope: bool
    function: Function
    defaults: Mapping[str, float]
    ledger: Ledger

    def row(self) -> Row:
        cells = {dtype: cell for dtype in DTYPES if (cell := self._cell(dtype))}
        of = self.counterpart
        return Row(
            function=of.function,
            library=of.library,
            call=of.shown,
            slope=self.slope,
            dtypes=cells,
            defaults=() if self.slope else tuple(map(self._default, self.defaults)),
            specials=tuple(self._specials(list(cells))) if of.library else (),
            issues=tuple(dict.fromkeys(issue.name for issue in self._issues())),
        )

    def _default(self, name: str) -> Default:
        theirs = self.counterpart.defaults[name].partition(":")[2]
        return Default(name, self.exact.own(self.counterpart.function, name), theirs, self.defaults[name])

    def _references(self) -> Iterator[tuple[str, str, Reference]]:
        """What the library may be computing: what it is, why when it is not the snippet's, the exact values."""
        function, library = self.counterpart.function, self.counterpart.library
        yield "", "", self._reference(function, {})
        others = {n: value for n, value in self.defaults.items() if value != self.exact.own(function, n)}
        if others:
            yield "defaults", DEFAULTS.get(library, ""), self._reference(function, others)
        form = self.counterpart.form
        if form and self.exact.stated(form):
            yield form, FORMS.get((library, function), ""), self._reference(form, {})

    def _reference(self, function: str, others: Mapping[str, float]) -> Reference:
        return self.exact.reference(function, others, slope=self.slope)

    def _cell(self, dtype: str) -> Cell | None:
        """What was found in one dtype, by the reference to which the function comes closest."""
        swept = []
        for kind, reason, reference in self._references():
            found = sweep(self.function, reference, dtype, slope=self.slope)
            if found is None:
                return None
            swept.append((kind, reason, reference, found))
        kind, reason, reference, found = min(swept, key=lambda each: len(each[-1].bad))
        flushing, issue = SUBNORMAL.get(self.counterpart.library, ("", "")) if found.flushed else ("", "")
        worst = max(found.good, key=lambda row: row.ulp)
        return Cell(
            points=len(found.points),
            ulp=_figure(worst.ulp),
            x=worst.x,
            flushed=len(found.flushed),
            flushing=flushing,
            flushing_issue=issue,
            instead=self._instead(kind, reason, swept[0][-1]) if kind else None,
            wrong=tuple(map(_wrong, places(found, self.function, reference))),
        )

    def _instead(self, kind: str, reason: str, taken_for_ours: Sweep) -> Instead:
        sizes = [row.ulp for row in taken_for_ours.bad if math.isfinite(row.ulp)]
        self._told(reason, kind)
        return Instead(kind, _figure(max(sizes)), reason, "")

    def _told(self, reason: str, what: str) -> None:
        if not reason:
            self.ledger.undeclared.append(f"{self.counterpart.shown}{' (slope)' if self.slope else ''}: {what}")

    def _specials(self, dtypes: Sequence[str]) -> Iterator[Special]:
        """Each difference at a special input once, with the dtypes that have it."""
        found: dict[Difference, list[str]] = {}
        kinks = [float(kink) for kink in self._reference(self.counterpart.function, {}).pieces.boundaries]
        snippet = self.exact.snippet(self.counterpart.function, slope=self.slope)
        for dtype in dtypes:
            for difference in differences(snippet, self.function, dtype, kinks):
                found.setdefault(difference, []).append(dtype)
        choices = [choice for choice in CHOICES if self._is_mine(choice)]
        self.ledger.asked |= {(choice, at) for choice in choices for at in choice.at}
        for difference, where in found.items():
            choice = next((choice for choice in choices if difference.at in choice.at), None)
            self.ledger.confirmed.add((choice, difference.at))
            reason, issue = (choice.reason, choice.issue) if choice else ("", "")
            self._told(reason, f"{difference.theirs} at {difference.at}, not {difference.ours}")
            yield Special(difference.at, difference.ours, difference.theirs, tuple(where), reason, issue)

    def _is_mine(self, choice: Choice) -> bool:
        mine = self.counterpart.library in choice.libraries and self.counterpart.function in choice.functions
        return mine and choice.slope == self.slope

    def _issues(self) -> Iterator[Issue]:
        """The issues whose own example goes wrong today."""
        here = (self.counterpart.library, self.counterpart.shown, self.slope)
        for issue in ISSUES:
            if (issue.library, issue.call, issue.slope) == here:
                self.ledger.asked.add(issue)
                at = np.array([issue.x], issue.dtype)
                got = called(self.function, at)
                reference = self._reference(self.counterpart.function, {})
                if got is not None and errors(reference, at, got, slope=False)[0].ulp > BAR:
                    self.ledger.confirmed.add(issue)
                    yield issue


def _wrong(place: Place) -> Wrong:
    worst: Point = place.worst
    return Wrong(
        low=_figure(place.low),
        high=_figure(place.high),
        ulp=_figure(worst.ulp) if math.isfinite(worst.ulp) else None,
        x=_figure(worst.x),
        got=written(float(worst.got)),
        exact=written(float(worst.exact)) if worst.exact is not None else "nan",
        zero=tuple(map(_figure, place.zero)) if place.zero else None,
    )


def _figure(number: float) -> float:
    """Four digits, which is more than a reader needs; the largest floats would be rounded to infinity."""
    rounded = float(f"{number:.4g}")
    return rounded if math.isfinite(rounded) else number
