"""The properties of which every function has a fact: how readers call them, in what order and groups they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rectified.dtypes import DTYPES


@dataclass(frozen=True)
class Property:
    """One row of the table. name: as `Fact` has it; heading: as readers do; by_dtype: whether each dtype has a fact."""

    name: str
    heading: str
    group: str
    by_dtype: bool = False

    @property
    def dtypes(self) -> tuple[str, ...]:
        """Of the facts that make up the row; "" is that of mathematics."""
        return DTYPES if self.by_dtype else ("",)


_GROUPS = {
    "Shape": {
        "range": "Range",
        "monotone": "Monotone",
        "convex": "Convex",
        "symmetry": "Odd or even",
        "smoothness": "Smoothness",
    },
    "Slopes": {
        "slope_supremum": "Supremum of the slope",
        "slope_infimum": "Infimum of the slope",
        "lipschitz": "Lipschitz constant",
        "slope_at_zero": "Slope at 0",
        "kinks": "Kinks",
    },
    "Limits and roots": {
        "limit_left": "Limit at −∞",
        "limit_right": "Limit at ∞",
        "zeros": "Zeros",
        "fixed_points": "Fixed points",
        "extrema": "Extrema",
    },
    "For standard normal inputs": {
        "normal_mean": "Mean of the output",
        "normal_variance": "Variance of the output",
        "zero_probability": "Probability of exactly 0",
        "gain": "Initialisation gain",
    },
}
_IN_FLOATS = {
    "worst_error": "Worst error found",
    "worst_slope_error": "Worst error found in the slope",
    "saturates": "Saturates",
    "slope_zero": "Slope exactly 0",
    "at_zero": "At ±0",
    "at_infinity": "At ±∞",
    "at_nan": "At NaN",
}

#: The group whose facts are about one dtype each.
FLOATS = "In floating point"

#: Every property by name, in the order of the table.
PROPERTIES = {
    name: Property(name, heading, group) for group, rows in _GROUPS.items() for name, heading in rows.items()
} | {name: Property(name, heading, FLOATS, by_dtype=True) for name, heading in _IN_FLOATS.items()}

#: The facts on the card at the top of a page, each a property and a dtype.
CARD = (
    ("range", ""),
    ("monotone", ""),
    ("kinks", ""),
    ("lipschitz", ""),
    ("gain", ""),
    ("saturates", "float32"),
)

#: The columns that the page comparing functions shows at first.
COMPARED = (
    ("range", ""),
    ("monotone", ""),
    ("smoothness", ""),
    ("lipschitz", ""),
    ("slope_at_zero", ""),
    ("zeros", ""),
    ("extrema", ""),
    ("zero_probability", ""),
    ("normal_mean", ""),
    ("normal_variance", ""),
    ("gain", ""),
    ("worst_error", "float32"),
)


def cells() -> Iterator[tuple[Property, str]]:
    """The property and the dtype of each fact that a function is to have."""
    for each in PROPERTIES.values():
        for dtype in each.dtypes:
            yield each, dtype
