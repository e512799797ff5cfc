"""Result files of comparisons with other libraries, as tests make them up."""

from __future__ import annotations

import hashlib

from conftest import DOUBLE

from rectified.envelope import dumped, envelope
from rectified.oracles import Cell, Default, Instead, Row, Special, Wrong, plain

MACHINE = {"processor": "A processor", "cores": 2, "memory": 8 << 30, "system": "Linux 6.12 x86_64"}
VERSIONS = {"python": "3.13.1", "torch": "9.1", "jax": "0.9", "onnx": "1.5", "scipy": "1.4"}

#: One row of each kind: the snippet itself, agreement, all that can be wrong, each kind of convention.
ROWS = (
    Row("double", "", "double", False, {"float32": Cell(40, 0.0, 0.0), "float64": Cell(40, 0.0, 0.0)}),
    Row("double", "", "double_grad", True, {"float64": Cell(40, 0.0, 0.0)}),
    Row(
        "double",
        "torch",
        "torch.double",
        False,
        {
            "float16": Cell(36, 0.41, 3.0),
            "float32": Cell(40, 1.0, 3.0, wrong=(Wrong(20.0, 30.5, 290000.0, 20.5, "41", "41.01", None),)),
            "float64": Cell(40, 2.31, 3.0, wrong=(Wrong(-700.0, -3.5, 1e15, -40.0, "0", "4e-18", (-700.0, -37.43)),)),
        },
        issues=("owner/name#12",),
    ),
    Row(
        "double",
        "jax",
        "jax.double(x, exact=True)",
        True,
        {
            "float32": Cell(40, 0.5, 3.0, 4, "it is faster", "owner/name#13"),
            "float64": Cell(40, 0.5, 3.0, wrong=(Wrong(8.0, 9.0, None, 9.0, "nan", "18", None),)),
        },
        specials=(
            Special("0", "2", "1", ("float32", "float64"), "it is a matter of taste", ""),
            Special("-0", "2", "1", ("float32", "float64"), "it is a matter of taste", ""),
            Special("-inf", "2", "nan", ("float64",), "", ""),
        ),
    ),
    Row(
        "double",
        "onnx",
        "Double",
        False,
        {"float64": Cell(40, 1.2, 3.0, instead=Instead("defaults", 3e8, "they are short", ""))},
        defaults=(Default("FACTOR", 2.0, "factor", 2.00000001),),
    ),
)


def results(*, source: str = DOUBLE, rows: tuple[Row, ...] = ROWS, stem: str = "double") -> str:
    """The text of a result file in which one snippet was compared."""
    made_by = {f"snippets/{stem}.py": hashlib.sha256(source.encode()).hexdigest()}
    found = {"bar": 10.0, "functions": {stem: [plain(row) for row in rows]}}
    origin = {"made_by": made_by, "versions": VERSIONS, "machine": MACHINE, "date": "2026-11-25"}
    return dumped(envelope("How a snippet differs from others.", **origin, results=found))
