"""What every result depends on besides its own files: the builder, its packages, the interpreter, the processor."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from rectified.cache import key


@cache
def surroundings() -> str:
    """A digest that changes with the builder's files, an installed version, the system's libraries, the processor."""
    return key(list(_builder()), sorted(_packages()), list(_system()))


def digest(file: Path) -> str | None:
    """The digest of a file, or of the names in a folder; None where there is neither."""
    try:
        content = file.read_bytes() if not file.is_dir() else "\n".join(sorted(os.listdir(file))).encode()
    except OSError:
        return None
    return hashlib.sha256(content).hexdigest()


def _builder() -> Iterator[tuple[str, str | None]]:
    here = Path(__file__).parent
    for file in sorted(path for path in here.rglob("*") if path.suffix != ".pyc" and path.is_file()):
        yield file.relative_to(here).as_posix(), digest(file)


def _packages() -> Iterator[str]:
    """Names and versions of what is installed, as their folders of metadata have them."""
    for folder in filter(os.path.isdir, sys.path):
        for name in os.listdir(folder):
            if name.endswith((".dist-info", ".egg-info")):
                yield name


def _system() -> Iterator[str]:
    yield sys.version
    yield f"{sys.platform} {platform.machine()}"
    if hasattr(os, "confstr") and "CS_GNU_LIBC_VERSION" in os.confstr_names:
        yield os.confstr("CS_GNU_LIBC_VERSION") or ""
    yield _processor()


def _processor() -> str:
    """The features of the processor, which decide which of its routines NumPy takes; elsewhere its name."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line for line in lines if line.startswith(("flags", "Features"))), "")
