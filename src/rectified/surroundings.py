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
    return key(tree(Path(__file__).parent), list(_packages()), list(_system()))


def digest(file: Path) -> str | None:
    """The digest of a file, or of the names in a folder; None where there is neither."""
    try:
        content = file.read_bytes() if not file.is_dir() else "\n".join(sorted(os.listdir(file))).encode()
    except OSError:
        return None
    return hashlib.sha256(content).hexdigest()


def tree(folder: Path) -> dict[str, str | None]:
    """The digests of all files below a folder by name; what Python has compiled is none of it. Links are followed."""
    found = {}
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            file = Path(place, name)
            found[file.relative_to(folder).as_posix()] = digest(file)
    return found


def _packages() -> Iterator[str]:
    """Names and versions of what is installed, as their folders of metadata have them.

    In the order of sys.path, since what is found first is imported.
    """
    for folder in filter(os.path.isdir, sys.path):
        yield from sorted(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))


def _system() -> Iterator[str]:
    yield sys.version
    yield os.environ.get("LD_LIBRARY_PATH", "")  # the one variable of the builder's that decides what children load
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
