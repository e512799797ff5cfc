"""A small project that the tests change, the ways to run it, and the real site, built once for all tests."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell leaves it to what it starts in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)

DOUBLE = '''"""Twice x, for the tests."""

import numpy as np

FACTOR = 2.0


def double(x):
    """Return 2x."""
    return np.multiply(x, x.dtype.type(FACTOR)) if hasattr(x, "dtype") else np.float64(x) * FACTOR


def double_grad(x):
    """Return 2, nan for nan."""
    return np.where(np.isnan(x), x, FACTOR).astype(np.asarray(x).dtype)
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

    def make(root: Path, files: Mapping[str, str | bytes] = {}) -> Path:
        for name in ("mkdocs.yml", "theme", "docs/assets"):
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, root / name)
            else:
                write(root, {name: source.read_bytes()})
        write(root, {"docs/index.md": "---\ntitle: Home\n---\n\nSee [[Double]].\n"})
        return write(root, {**FILES, **files})

    return make


def pytest_addoption(parser: pytest.Parser) -> None:
    """What the tests of the site may be given, and how far those in a browser go."""
    parser.addoption("--site", type=Path, metavar="DIR", help="test the site in DIR instead of building it first")
    parser.addoption("--bars", action="store_true", help="hold every page to the bars, which takes minutes")
    parser.addoption("--pictures", type=Path, metavar="DIR", help="leave pictures of each kind of page in DIR")


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site, built as readers get it; a build that fails fails every test that needs it.

    Of several processes that run tests, the first that asks for it builds it for all.
    """
    if given := request.config.getoption("--site"):
        return given.resolve()
    folder = tmp_path_factory.getbasetemp()
    built = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "built"
    try:
        built.mkdir()
    except FileExistsError:
        _wait_for(built / "ended")
    else:
        _build(built)
    if failure := (built / "ended").read_text(encoding="utf-8"):
        pytest.fail(f"the site was not built:\n{failure}", pytrace=False)
    return built / "site"


def _build(folder: Path) -> None:
    """Build the site, and leave a file that says why it failed, or nothing."""
    command = [sys.executable, "-m", "rectified", "build", "--site", str(folder / "site")]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=900)
    said = write(folder, {"said": ran.stderr or "no word" if ran.returncode else ""}) / "said"
    said.rename(folder / "ended")  # whole as soon as it is there


def _wait_for(file: Path, seconds: float = 900) -> None:
    stop = time.monotonic() + seconds
    while not file.exists():
        assert time.monotonic() < stop, f"{file} was not written"
        time.sleep(0.1)
