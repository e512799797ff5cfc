"""A formula as a tree in the forms that lose no digits: for each piece, and each sign of x, one of its equal forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import sympy as sp

from rectified.exhaustive.enclosures import Enclosed, enclosing
from rectified.exhaustive.forms import forms
from rectified.formulas.pieces import boundaries, holds
from rectified.formulas.trees import NotWritable, comparison, tree

#: As far as the plot can be moved, and the numbers of each sign at which forms are tried.
REACH = 1000.0
_TRIED = np.geomspace(1e-6, REACH, 25)
#: The relative error up to which a form is good, and what is too small to matter.
_GOOD, _NOTHING = 2.0**-40, 1e-290

Setting = Mapping[Any, Any]
#: For each setting the points at which a piece is valid.
Places = Sequence[np.ndarray]


class Written(NamedTuple):
    """A formula as a tree, and the trees of the places at which one of its pieces may end."""

    tree: Any
    cuts: list[Any]


@dataclass(frozen=True)
class Writer:
    """Writes one formula and its derivative.

    names: of the argument and the parameters; constants: exact numbers for all other symbols.
    settings: exact values of the parameters for which forms are tried, the first one the defaults.
    """

    argument: Any
    names: Mapping[Any, str]
    constants: Setting
    settings: Sequence[Setting]

    def write(self, formula: Any, *, derivative: int = 0) -> Written:
        """A formula, or its derivative, whose pieces keep their boundaries. Raises NotWritable."""
        met: list[Any] = []
        places = [self._places(formula, {**self.constants, **setting}) for setting in self.settings]
        written = self._pieces(formula, derivative, places, met)
        cuts = dict.fromkeys(cut for condition in met for cut in self._cuts(condition))
        return Written(written, [tree(cut, self.names) for cut in cuts])

    def slope_at(self, formula: Any, x: float, setting: Setting) -> float:
        """The derivative at a float, of the piece to which the formula itself gives that point."""
        at = {**self.constants, **setting, self.argument: sp.Rational(x)}
        while (choice := _choice(formula)) is not None:
            (value, condition), others = _first_row(choice)
            formula = formula.xreplace({choice: value if others is None or holds(condition, at) else others})
        return float(sp.N(sp.diff(formula, self.argument).subs(at), 20))

    def _places(self, formula: Any, values: Setting) -> np.ndarray:
        """Where forms are tried: on both sides of 0, and in the middle of each piece."""
        cuts = [float(cut) for cut in boundaries(formula, self.argument, values)]
        middles = [(low + high) / 2 for low, high in pairwise(cuts)]
        return np.unique([*-_TRIED, *_TRIED, *middles])

    def _cuts(self, condition: Any) -> Iterator[Any]:
        """The points at which a condition may begin to hold."""
        for relation in sorted(condition.atoms(sp.core.relational.Relational), key=str):
            difference = (relation.lhs - relation.rhs).xreplace(dict(self.constants))
            line = difference.as_poly(self.argument)
            if line is not None and line.degree() == 1:
                yield -line.nth(0) / line.nth(1)
            elif difference.free_symbols <= {self.argument}:
                yield from boundaries(sp.Gt(difference, 0, evaluate=False), self.argument, {})
            else:
                raise NotWritable(f"where {relation} begins to hold cannot be said for every parameter")

    def _pieces(self, formula: Any, derivative: int, places: Places, met: list[Any]) -> Any:
        """Row by row of an innermost choice in the formula, but for those valid nowhere; met: conditions so far."""
        choice = _choice(formula)
        if choice is None:
            return self._by_sign(sp.diff(formula, self.argument, derivative), places)
        (value, condition), others = _first_row(choice)
        valid = [self._where(condition, setting, x) for setting, x in zip(self.settings, places, strict=True)]
        inside = [x[where] for where, x in zip(valid, places, strict=True)]
        outside = [x[~where] for where, x in zip(valid, places, strict=True)]
        if others is None or not any(map(len, outside)):
            return self._pieces(formula.xreplace({choice: value}), derivative, inside, met)
        if not any(map(len, inside)):
            return self._pieces(formula.xreplace({choice: others}), derivative, outside, met)
        met.append(condition)
        test = comparison(condition.xreplace(dict(self.constants)), self.names)
        row = self._pieces(formula.xreplace({choice: value}), derivative, inside, met)
        return ["if", test, row, self._pieces(formula.xreplace({choice: others}), derivative, outside, met)]

    def _where(self, condition: Any, setting: Setting, x: np.ndarray) -> np.ndarray:
        at = {**self.constants, **setting}
        return np.array([holds(condition, {**at, self.argument: sp.Rational(point)}) for point in x.tolist()], bool)

    def _by_sign(self, smooth: Any, places: Places) -> Any:
        written = []
        for positive in (True, False):
            side = [x[(x > 0) == positive] for x in places]
            if any(map(len, side)):
                written.append(tree(self._best(smooth, side).xreplace(dict(self.constants)), self.names))
        right, left = written[0], written[-1]
        return left if left == right else ["if", [">", self.names[self.argument], 0], right, left]

    def _best(self, smooth: Any, places: Places) -> Any:
        """The first form that is good at every point; where none is, the one that is good at most."""
        failures = {}
        for form in forms(smooth):
            failures[form] = self._failures(form, places)
            if not failures[form]:
                return form
        return min(failures, key=lambda form: (failures[form], form.count_ops()))

    def _failures(self, form: Any, places: Places) -> int:
        """At how many points a form is not known to be good."""
        return sum(self._failed(form, setting, x) for setting, x in zip(self.settings, places, strict=True) if len(x))

    def _failed(self, form: Any, setting: Setting, x: np.ndarray) -> int:
        try:
            enclose = enclosing(form, self.argument, {**self.constants, **setting})
        except KeyError:  # of such a function no bound is known
            return len(x)
        with np.errstate(all="ignore"):
            bounds = [enclose(Enclosed(np.array([point]))) for point in x.tolist()]  # one bound each, not one for all
            good = [np.all(found.absolute <= _GOOD * np.abs(found.value) + _NOTHING) for found in bounds]
        return sum(not each for each in good)


def _choice(formula: Any) -> Any:
    """A `cases`, max, min or |…| in the formula that holds no other; None where it is smooth."""
    kinds = (sp.Piecewise, sp.Max, sp.Min, sp.Abs)
    innermost = [part for part in formula.atoms(*kinds) if not any(inner.has(*kinds) for inner in part.args)]
    return min(innermost, key=str, default=None)


def _first_row(choice: Any) -> tuple[Any, Any]:
    """The first row of a choice as (value, condition), and a choice of the other rows, None where there are none."""
    if isinstance(choice, sp.Piecewise):
        first, *rest = choice.args
        return first, sp.Piecewise(*rest, evaluate=False) if rest else None
    first, *rest = choice.args
    if isinstance(choice, sp.Abs):
        return (first, first > 0), -first
    order = sp.Gt if isinstance(choice, sp.Max) else sp.Lt
    return (first, sp.And(*(order(first, other) for other in rest))), choice.func(*rest)
