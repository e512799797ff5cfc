"""What was found, as a table on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from rectified.dtypes import DTYPES
from rectified.oracles import Row, in_short


def show(console: Console, stems: Mapping[str, Sequence[Row]]) -> None:
    """Print one line a row of the result file."""
    table = Table(title="Largest error, in ulp, where it is within the bar; else what it is")
    for name in ("call", "of", *DTYPES):
        table.add_column(name)
    for rows in stems.values():
        for row in rows:
            cells = [in_short(row.dtypes.get(dtype)) for dtype in DTYPES]
            table.add_row(row.call, "slope" if row.slope else "value", *cells)
    console.print(table)
