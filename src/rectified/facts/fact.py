"""One fact about a function: a cell of its table, computed, with how it was established."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fact:
    """What is known of one property of a function.

    name: the property, a key such as "range" or "worst_error"; dtype: of the floats it is about, "" for mathematics.
    value: as it is shown, short plain text: "(−1.758…, ∞)", "strictly increasing", "none".
    how: one of `evidence.STRENGTHS`. method: one sentence that states domain, method, precision and number of boxes or
    points. figures: the numbers in it by name, as decimal texts; nothing else may be taken for exact.
    """

    name: str
    value: str
    how: str
    method: str
    dtype: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
