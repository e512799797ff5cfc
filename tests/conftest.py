"""A small project that the tests change, and the ways to run it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

DOUBLE = '''"""Twice x, for the tests."""

import numpy as np

FACTOR = 2.0


def double(x):
    """Return 2x."""
    return np.multiply(x, x.dtype.type(FACTOR)) if hasattr(x, "dtype") else np.float64(x) * FACTOR


def double_grad(x):
    """Return 2."""
    return np.full_like(np.asarray(x), FACTOR)
'''
NOTE = """---
title: Double
summary: Twice its input.
aliases: [Twofold]
---

Double is [twice its input](claim:twice).

$$
\\operatorname{double}(x) = 2 x
$$

![[double.py]]
"""
CLAIM = '''"""Claims."""

from rectified.evidence import claim, measured
from double import double


@claim("Double is twice its input.")
def twice():
    """One value."""
    assert double(1.5) == 3
    return measured("double(1.5) is 3", value=3)
'''
FILES = {"snippets/double.py": DOUBLE, "docs/functions/double.md": NOTE, "claims/double.py": CLAIM}


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder, making the folders they need."""
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


@pytest.fixture(scope="session")
def make_project() -> Callable[..., Path]:
    """Write a project that builds, with some files changed or added, and return its folder."""

    def make(root: Path, files: Mapping[str, str | bytes] = {}) -> Path:  # noqa: B006 (never changed)
        for name in ("mkdocs.yml", "theme", "docs/assets"):
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, root / name)
            else:
                write(root, {name: source.read_bytes()})
        write(root, {"docs/index.md": "---\ntitle: Home\n---\n\nSee [[Double]].\n"})
        return write(root, {**FILES, **files})

    return make
