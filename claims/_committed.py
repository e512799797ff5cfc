"""The result files of bench/, plain JSON: what a session measured and the repository keeps."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def committed(name: str) -> dict[str, Any]:
    """The whole file of that name."""
    file = Path(__file__).parents[1] / "bench" / name
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
