"""A stated formula against the function it is about: every dtype, every parameter at several values."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from rectified.dtypes import DTYPES
from rectified.formulas.comparison import Deviation, Reference, grid, worst_error
from rectified.formulas.statements import Statement, exact_values, meanings
from rectified.formulas.subject import Subject
from rectified.problems import Problem


class CannotCompare(Exception):
    """A function does not take or return what one of its kind does."""


@dataclass(frozen=True)
class Trial:
    """One dtype and one setting of the parameters: how many points were compared, and the largest error."""

    dtype: str
    setting: Mapping[str, float]
    points: int
    worst: Deviation

    @property
    def where(self) -> str:
        """The worst point as NumPy prints it, with the parameters that are set otherwise than by default."""
        others = ", ".join(f"{name} = {number:g}" for name, number in self.setting.items())
        return str(np.dtype(self.dtype).type(self.worst.x)) + (f" ({others})" if others else "")


def trials(
    subject: Subject, statement: Statement, function: str, constants: Mapping[str, Fraction], derivative: int = 0
) -> list[Trial]:
    """Compare a formula, or its derivative of an order, with a function, in every dtype and setting.

    Raises CannotCompare.
    """
    return list(_trials(subject, statement, function, constants, derivative))


def _trials(
    subject: Subject, statement: Statement, function: str, constants: Mapping[str, Fraction], derivative: int
) -> Iterator[Trial]:
    slope = bool(derivative) or statement.kind == "derivative"
    defaults = subject.parameters(function)
    for setting in settings(subject, statement, function):
        values = exact_values(subject, statement, setting, constants)
        reference = Reference(statement.equation.sides[0], statement.argument, values, derivative=derivative)
        for dtype in DTYPES:
            points = grid(dtype, [float(cut) for cut in reference.pieces.boundaries])
            got = evaluated(function, partial(subject.functions[function], **setting), points)
            changed = {name: number for name, number in setting.items() if number != defaults[name]}
            yield Trial(dtype, changed, *worst_error(reference, points, got, slope=slope))


def settings(subject: Subject, statement: Statement, function: str) -> list[dict[str, float]]:
    """Values of the parameters that the formula names, at which it is to be compared. Raises CannotCompare."""
    used = {name for kind, name in meanings(subject, statement).values() if kind == "parameter"}
    if missing := used - set(subject.parameters(function)):
        raise CannotCompare(f"{function} has no parameter {' or '.join(sorted(missing))}, which the formula names")
    return subject.settings(function, used)


def evaluated(name: str, function: Callable[..., Any], points: np.ndarray) -> np.ndarray:
    """A function's values at points of its dtype. Raises CannotCompare where it is not of the kind that has such."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # only values are compared here
        try:
            given = points.copy()
            got = np.asarray(function(given))
        except Exception as error:  # whatever a snippet may raise is a mistake of its writer, not of the builder
            raise CannotCompare(f"{name} raises {type(error).__name__} for {points.dtype}: {error}") from error
    if not np.array_equal(given, points, equal_nan=True):
        raise CannotCompare(f"{name} changes the array it is given")
    if got.shape != points.shape or got.dtype != points.dtype:
        raise CannotCompare(f"{name} gives {got.dtype} of shape {got.shape} for {points.dtype} of shape {points.shape}")
    return got


def worst_by_dtype(found: list[Trial]) -> dict[str, dict[str, Any]]:
    """The largest error in ulp and its place, for each dtype."""
    worst: dict[str, dict[str, Any]] = {}
    for trial in found:
        if trial.worst.ulp >= worst.get(trial.dtype, {"ulp": -1.0})["ulp"]:
            worst[trial.dtype] = {"ulp": trial.worst.ulp, "x": trial.where}
    return worst


def disagreement(
    subject: Subject, statement: Statement, function: str, found: list[Trial], derivative: int = 0
) -> Problem | None:
    """The worst of the comparisons that miss the bar, with default parameters if there is one, as a problem."""
    missed = [trial for trial in found if not trial.worst.ulp <= subject.bar(function, trial.dtype)]
    if not missed:
        return None
    plain = [trial for trial in missed if not trial.setting]
    trial = max(plain or missed, key=lambda trial: (trial.worst.ulp, trial.dtype))
    what = "the derivative of this formula" if derivative else "the formula"
    got = np.dtype(trial.dtype).type(trial.worst.got)
    size = f", {trial.worst.ulp:.3g} ulp apart" if trial.worst.ulp < float("inf") else ""
    where = f"at x = {trial.where} in {trial.dtype}"
    values = f"{what} gives {trial.worst.exact}, {function} {got}{size}"
    bar = subject.bar(function, trial.dtype)
    text = f"{function} in {subject.path} differs from {what} {where}: {values}"
    return statement.problem(text, f"at most {bar:g} ulp", "mend the formula or the snippet")
