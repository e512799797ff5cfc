"""The words in which a claim file speaks: `claim`, `myth`, `cited`, and the evidence a claim returns.

A claim file is `claims/<stem>.py`; each decorated function in it is one claim, named by the function.
The function returns `Evidence`, or raises `AssertionError` when the statement does not hold.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

#: How a claim was established, weakest first. The order is part of the published data.
STRENGTHS = ("cited", "measured", "sampled", "exhaustive", "proved")

#: Names the file with the labelled results of the labs; the builder sets it for each claim file's process.
LAB_RESULTS = "RECTIFIED_LAB_RESULTS"


@dataclass(frozen=True)
class Evidence:
    """What running a claim found.

    how: one of `STRENGTHS`.
    text: one sentence with the figures, as shown on the page.
    values: every figure by name; numerals in the claim's words are compared with these at printed precision.
    """

    how: str
    text: str
    values: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Statement:
    """What a decorated function asserts.

    kind: "claim", "myth" or "cited".
    text: the full statement; a myth's is the false one.
    instead: a myth's correction.
    source: where a cited statement is found, and why it cannot be checked here.
    independent: why no wrong snippet could break the claim; empty when one can.
    """

    kind: str
    text: str
    instead: str = ""
    source: str = ""
    independent: str = ""


ClaimFunction = Callable[[], Evidence | None]


def claim(text: str, *, independent: str = "") -> Callable[[ClaimFunction], ClaimFunction]:
    """Mark a function as the check of a true statement."""
    return _mark(Statement("claim", text, independent=independent))


def myth(text: str, *, instead: str, independent: str = "") -> Callable[[ClaimFunction], ClaimFunction]:
    """Mark a function as the refutation of a false statement: it returns the counterexample."""
    return _mark(Statement("myth", text, instead=instead, independent=independent))


def cited(text: str, *, source: str) -> Callable[[ClaimFunction], ClaimFunction]:
    """Mark a statement that cannot be checked here; the docstring says why, `source` who says it."""
    return _mark(Statement("cited", text, source=source))


def _mark(statement: Statement) -> Callable[[ClaimFunction], ClaimFunction]:
    def mark(function: ClaimFunction) -> ClaimFunction:
        function.statement = statement  # type: ignore[attr-defined]
        return function

    return mark


def measured(text: str, **values: Any) -> Evidence:
    """A seeded experiment or single evaluations; the text states the spread where there is one."""
    return Evidence("measured", text, _decimals(values))


def sampled(text: str, **values: Any) -> Evidence:
    """No counterexample on a grid; the text says how many points and where."""
    return Evidence("sampled", text, _decimals(values))


def exhaustive(text: str, **values: Any) -> Evidence:
    """Every float of a stated range was tried."""
    return Evidence("exhaustive", text, _decimals(values))


def proved(text: str, **values: Any) -> Evidence:
    """Interval arithmetic or exact algebra over the whole stated domain."""
    return Evidence("proved", text, _decimals(values))


def from_lab(lab: str, label: str) -> Evidence:
    """The result of the cell labelled `label` in docs/labs/<lab>.py, as measured evidence.

    Raises KeyError when the lab ran no cell of that label.
    """
    file = Path(os.environ[LAB_RESULTS], lab_results(lab))
    results = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    if label not in results:
        raise KeyError(f"docs/labs/{lab}.py has no cell labelled {label!r}; it has {sorted(results)}")
    values = results[label]
    shown = ", ".join(f"{name.replace('_', ' ')} {value:.4g}" for name, value in values.items())
    return measured(f"lab {lab}, {label}: {shown}", **values)


def lab_results(lab: str) -> str:
    """The name of the file with the labelled results of one lab, among those that a claim file is given."""
    return f"labs/{lab}.json"


def _decimals(values: Mapping[str, Any]) -> dict[str, Decimal]:
    figures = {name: as_decimal(value) for name, value in values.items()}
    for name, figure in figures.items():
        if figure.is_nan():
            raise ValueError(f"the figure {name} is NaN, which is evidence of nothing")
    return figures


def as_decimal(value: Any) -> Decimal:
    """A Python, NumPy, mpmath, SymPy or flint number as a decimal, with all digits it is known to.

    A flint ball gives its midpoint. Raises TypeError for what is not one real number.
    """
    if isinstance(value, int) or type(value) is float:
        return Decimal(int(value)) if isinstance(value, int) else Decimal(repr(value))
    if type(value).__module__.startswith("numpy") and getattr(value, "ndim", 1) == 0:
        return as_decimal(value.item()) if value.dtype.itemsize != 4 or value.dtype.kind != "f" else Decimal(str(value))
    if type(value).__module__.startswith("flint"):
        return Decimal(value.mid().str(40, radius=False))
    if type(value).__module__.startswith("mpmath"):
        import mpmath

        return Decimal(mpmath.nstr(value, 40))
    if type(value).__module__.startswith("sympy"):
        return Decimal(str(value.evalf(40)))
    if isinstance(value, Decimal):
        return value
    raise TypeError(f"a figure must be one real number, not {type(value).__name__}: {value!r}")
