"""A function and its derivative in one dtype, as facts are measured of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from rectified.facts.fact import Fact
from rectified.facts.ordinals import floats
from rectified.facts.written import figures

Function = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Measured:
    """A function and its derivative in one dtype, each from an array to one of its kind."""

    dtype: str
    function: Function
    slope: Function

    @property
    def whole(self) -> bool:
        """Whether there are so few floats that all are tried."""
        return self.dtype == "float16"

    @property
    def how(self) -> str:
        return "exhaustive" if self.whole else "sampled"

    def fact(self, name: str, value: str, method: str, how: str = "", **numbers: Any) -> Fact:
        return Fact(name, value, how or self.how, method, self.dtype, figures(numbers))

    def floats(self, numbers: np.ndarray) -> np.ndarray:
        return floats(numbers, self.dtype)
