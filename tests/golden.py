"""Golden files: what a test expects, reviewed beside it."""

from __future__ import annotations

import os
from pathlib import Path

CASES = Path(__file__).parent / "cases"


def assert_golden(text: str, name: str) -> None:
    """The text is that of the file in cases/; RECTIFIED_WRITE_CASES=1 rewrites it, to be read before it is committed."""
    file = CASES / name
    if os.environ.get("RECTIFIED_WRITE_CASES"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
