"""One function to judge: what it returns, and what its formula says. Plain data makes it, so that it travels."""

from __future__ import annotations

import ast
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from rectified.accuracy import ulp
from rectified.exhaustive.exact import ExactValues
from rectified.exhaustive.reference import Reference
from rectified.formulas.comparison import grid
from rectified.formulas.statements import Statement, exact_values, statements
from rectified.formulas.subject import Subject, read_subject


@dataclass(frozen=True)
class Zone:
    """Around a root of a derivative, where an error is judged by the ulp of the largest value up to `2·root`."""

    low: float
    high: float
    largest: float


class Target:
    """A function of a snippet, or its gradient, at the defaults of its parameters, and its formula."""

    def __init__(self, subject: Subject, statement: Statement, derivative: int) -> None:
        self.name = f"{statement.target}_grad" if derivative else statement.target
        self.function: Callable[[np.ndarray], Any] = subject.functions[self.name]
        self.derivative = derivative
        values = exact_values(subject, statement, subject.parameters(statement.target), {})
        self._formula = (statement.equation.sides[0], statement.argument, values)

    @cached_property
    def reference(self) -> Reference:
        """The values in float64, with their bounds."""
        return Reference(*self._formula, derivative=self.derivative)

    @property
    def exact(self) -> ExactValues:
        """The values by ball arithmetic."""
        return self.reference.exact

    def got(self, x: np.ndarray) -> np.ndarray:
        """What the function returns, of the dtype and shape of `x`."""
        return np.broadcast_to(np.asarray(self.function(x)), x.shape)

    @cached_property
    def zones(self) -> list[Zone]:
        """The neighbourhoods of the roots that a derivative has; those of a function are judged like any place."""
        return list(self._zones()) if self.derivative else []

    def _zones(self) -> Iterator[Zone]:
        x = grid("float64", [])
        values = self.exact(x, "float64").value
        known = np.isfinite(values) & (values != 0)
        x, values = x[known], values[known]
        for (low, one), (high, other) in pairwise(zip(x.tolist(), values.tolist(), strict=True)):
            if (one > 0) != (other > 0) and not self._jumps(low, high):
                root = self._root(low, high, one > 0)
                largest = float(np.max(np.abs(values[np.abs(x) <= 2 * abs(root)])))
                yield Zone(root - abs(root) / 2, root + abs(root) / 2, largest)

    def _jumps(self, low: float, high: float) -> bool:
        return any(low <= float(cut) <= high for cut in self.exact.pieces.boundaries)

    def _root(self, low: float, high: float, positive: bool) -> float:
        while low < (middle := (low + high) / 2) < high:
            value = self.exact(np.array([middle]), "float64").value[0]
            low, high = (middle, high) if (value > 0) == positive else (low, middle)
        return low

    @cached_property
    def places(self) -> list[float]:
        """Where to look closely: the boundaries of the formula's pieces, and the roots of a derivative."""
        cuts = [float(cut) for cut in self.exact.pieces.boundaries]
        return [*cuts, *((zone.low + zone.high) / 2 for zone in self.zones)]

    def judged(self, x: np.ndarray, got: np.ndarray, value: np.ndarray, errors: np.ndarray) -> np.ndarray:
        """The errors in ulp, those beside a root by the larger ulp there."""
        for zone in self.zones:
            rows = (zone.low <= x) & (x <= zone.high) & np.isfinite(got)
            if rows.any():
                unit = float(ulp(zone.largest, got.dtype))
                apart = np.abs(got[rows].astype(np.float64) - value[rows]) / unit
                errors = np.array(errors)
                errors[rows] = np.minimum(errors[rows], apart)
        return errors


def targets(root: Path, snippet: str, formulas: Sequence[Mapping[str, Any]]) -> tuple[Subject, list[Target]]:
    """Every function of a snippet whose formula is stated, each followed by its gradient where there is one."""
    subject = read_subject(root, snippet)
    stated = {each.target: each for each in statements(subject, formulas)[0] if each.kind == "value"}
    found = [
        Target(subject, statement, derivative)
        for name, statement in stated.items()
        for derivative, function in enumerate((name, f"{name}_grad"))
        if function in subject.functions
    ]
    return subject, found if any(target.derivative for target in found) else []


@dataclass(frozen=True)
class Parcel:
    """A snippet and the formulas stated for it as text, for a process, here or on another machine, that has neither."""

    snippet: str
    source: str
    formulas: str

    @property
    def digest(self) -> str:
        """Of the code and the formulas; where these stand, comments and docstrings do not count."""
        texts = [formula["tex"] for formula in json.loads(self.formulas)]
        return hashlib.sha256("\0".join([code_digest(self.source), *texts]).encode()).hexdigest()


def code_digest(source: str) -> str:
    """Of what a Python file does: its code without comments, docstrings and layout."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return hashlib.sha256(ast.unparse(tree).encode()).hexdigest()


@lru_cache(maxsize=64)
def unpacked(parcel: Parcel) -> dict[str, Target]:
    """The targets in a parcel by name; in each process once."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, parcel.snippet)
        file.parent.mkdir(parents=True)
        file.write_text(parcel.source, encoding="utf-8")
        return {t.name: t for t in targets(Path(folder), parcel.snippet, json.loads(parcel.formulas))[1]}
