"""A formula's values at many float32 numbers in float64, fast, each with a proven bound on its error.

Of the forms that `forms` gives, each sign and exponent of the argument has one that loses least; it is found by trying.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from rectified.exhaustive.enclosures import Enclosed, Function, enclosing
from rectified.exhaustive.errors import per_ulp
from rectified.exhaustive.exact import ExactValues
from rectified.exhaustive.forms import forms

#: The bound, in ulp of float32, up to which a value is taken; others are found by ball arithmetic.
LIMIT = 2.0**-10
#: That of a value found by ball arithmetic, which is rounded to float64.
ROUNDED = 2.0**-29
#: A factor that covers the terms of second order in every bound up to `LIMIT`.
SECOND = 1.001
#: How many numbers of a block the forms are tried on.
_TRIED = 64


class Reference:
    """A formula, or its derivative, by blocks of float32 numbers that share sign and exponent.

    by_balls: at how many numbers so far no form was good enough.
    """

    def __init__(self, expression: Any, argument: Any, values: Mapping[Any, Any], *, derivative: int = 0) -> None:
        self.exact = ExactValues(expression, argument, values, derivative=derivative)
        self._forms = [list(_enclosing(part, argument, values)) for part in self.exact.smooth]
        self.by_balls = 0
        self._best: dict[tuple[int, int], Function] = {}

    def __call__(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Values, and bounds on their error in ulp of float32, for float64 arguments in the order of their patterns.

        Where no form is good enough the value is exact, rounded to float64; NaN where the formula has none.
        """
        ends, on = self.exact.place(x[[0, -1]])
        if ends[0] == ends[1] and not on.any():
            value, bound = self._piece(x, int(ends[0]))
        else:
            value, bound = self._cut(x)
        unknown = np.flatnonzero(~(bound <= LIMIT))
        if unknown.size:
            value, bound = np.array(value), np.array(np.broadcast_to(bound, value.shape))
            value[unknown] = self.exact(x[unknown], "float32").value
            bound[unknown] = ROUNDED
            self.by_balls += unknown.size
        return value, bound

    def _cut(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """A block in which one piece ends and another begins; what is on the boundary is left unknown."""
        number, on = self.exact.place(x)
        value, bound = np.full(x.shape, np.nan), np.full(x.shape, np.inf)
        for piece in np.unique(number):
            rows = (number == piece) & ~on
            if rows.any():
                value[rows], bound[rows] = self._piece(x[rows], int(piece))
        return value, bound

    def _piece(self, x: np.ndarray, piece: int) -> tuple[np.ndarray, np.ndarray]:
        """By the form that suits this piece and exponent; by the others where it is not good enough."""
        where = (piece, int(np.frexp(x[-1])[1]) * 2 + int(x[-1] < 0))
        if where not in self._best:
            self._best[where] = self._tried(x[:: max(len(x) // _TRIED, 1)], piece)
        value, bound = _bounded(self._best[where], x)
        if not np.all(bound <= LIMIT):
            value, bound = np.array(value), np.array(np.broadcast_to(bound, x.shape))
            for form in self._forms[piece]:
                rows = np.flatnonzero(~(bound <= LIMIT))
                if rows.size:
                    value[rows], bound[rows] = _bounded(form, x[rows])
        return value, bound

    def _tried(self, x: np.ndarray, piece: int) -> Function:
        def loss(form: Function) -> tuple[int, float]:
            bound = np.broadcast_to(_bounded(form, x)[1], x.shape)
            good = bound <= LIMIT
            return -int(good.sum()), float(np.max(bound[good], initial=0.0))

        best: Function = min(self._forms[piece], key=loss)
        return best


def _enclosing(expression: Any, argument: Any, values: Mapping[Any, Any]) -> Any:
    for form in forms(expression):
        try:
            yield enclosing(form, argument, values)
        except KeyError:  # a function that has no enclosure is left to ball arithmetic
            continue


def _bounded(form: Function, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Values, and bounds in ulp of float32: one for all where all share one."""
    with np.errstate(all="ignore"):
        found = form(Enclosed(x))
        value = np.broadcast_to(found.value, x.shape)
        if np.ndim(found.error) == 0 and np.ndim(found.floor) == 0:  # a number is 2**24 of its ulps at most
            bound = SECOND * (found.error * 2.0**24 + found.floor * 2.0**149)
            return value, np.asarray(bound if not np.isnan(np.min(value)) else np.nan + 0 * value)
        return value, SECOND * found.absolute * per_ulp(value)
