"""A sweep's worst point as a reader sees it."""

from __future__ import annotations

import numpy as np

from rectified.exhaustive.patterns import floats
from rectified.exhaustive.sweep import Sweep


def where(sweep: Sweep, dtype: str) -> str:
    """The float at which the largest error was found, as NumPy prints it; "" when there was no point."""
    return str(floats(np.array([sweep.worst[0][1]], dtype=np.uint64), dtype)[0]) if sweep.worst else ""
