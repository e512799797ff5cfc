"""The proofs that facts about one function rest on, each made once, when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import sympy as sp

from rectified.proofs.bounds import Extremes, extremes, slope_extremes
from rectified.proofs.equality import equal
from rectified.proofs.function import Function
from rectified.proofs.joints import Joint, joints
from rectified.proofs.moments import Moment, normal_moment
from rectified.proofs.result import Proof
from rectified.proofs.roots import Zeros, zeros


class Analysis:
    """The proofs about a function on ℝ. Each raises NotProved when it does not close."""

    def __init__(self, function: Function) -> None:
        self.function = function

    @cached_property
    def values(self) -> Extremes:
        return extremes(self.function)

    @cached_property
    def slopes(self) -> Extremes:
        return slope_extremes(self.function)

    @cached_property
    def joints(self) -> tuple[Joint, ...]:
        return joints(self.function)

    @cached_property
    def zeros(self) -> Zeros:
        return zeros(self.function)

    @cached_property
    def second_moment(self) -> Moment:
        return normal_moment(self.function, 2)

    @cached_property
    def mirrored(self) -> Any:
        return self.function.expression.subs(self.function.argument, -self.function.argument)

    @cached_property
    def centre(self) -> Any:
        """f(0), where the graph is its own image under a half turn about (0, f(0)); else None."""
        centre = self.function.exactly(sp.S.Zero)
        return centre if equal(self.function, 2 * centre - self.mirrored).equal else None

    @cached_property
    def mean(self) -> tuple[Any, Proof]:
        """The mean for normal input: exactly f(0) where that is the centre of symmetry, else a ball."""
        moment = normal_moment(self.function)
        return (moment.value if self.centre is None else self.centre), moment
