"""What a result file says of where its figures come from: the code, the versions, the machine."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bench.envelope import digests

#: The packages whose versions matter to the figures.
PACKAGES = (
    "numpy",
    "matplotlib",
    "markdown",
    "mkdocs",
    "mkdocs-material",
    "mkdocs-jupyter",
    "markdown-exec",
    "zensical",
)


def made_by(root: Path, folder: str) -> dict[str, str]:
    """The SHA-256 of each Python file of a folder of the repository at `root`."""
    return digests(root, [file.relative_to(root).as_posix() for file in (root / folder).glob("*.py")])


def versions(root: Path, packages: Sequence[str] = PACKAGES) -> dict[str, str]:
    """Python, the packages that are installed, and the commit of the builder."""
    found = {"python": platform.python_version(), "rectified": _commit(root)}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def machine() -> dict[str, Any]:
    """The processor's model, how many cores this process may use, bytes of memory, and the system; no host name."""
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = [line.partition(":")[2].strip() for line in info if line.startswith("model name")]
    release = platform.release().partition("-")[0]
    return {
        "processor": models[0] if models else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": f"{platform.system()} {release} {platform.machine()}",
    }


def _commit(root: Path) -> str:
    """The commit that is checked out, and whether a file of the builder differs from it."""
    commit = _git(root, "rev-parse", "--short=12", "HEAD")
    changed = _git(root, "status", "--porcelain", "--", "src", "theme", "mkdocs.yml", "requirements.txt")
    return f"{commit}, with changes" if changed else commit


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, stdout=subprocess.PIPE, check=True, text=True).stdout.strip()
