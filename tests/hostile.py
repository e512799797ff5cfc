"""Builds of projects that hold something odd, with secrets around them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from conftest import write

FRONT = "---\ntitle: {}\n---\n\n"
GOOD = "the last good site"
SETTINGS = """[tool.rectified]
seconds = { note = 4, claims = 3, lab = 15 }
limits = { memory = 2048 }
"""
#: Words of the builder's environment and of files that a note must not see.
SECRET = "hunter2"
COMMAND = [sys.executable, "-m", "rectified", "build"]


def note(name: str, code: str, attributes: str = "") -> dict[str, str]:
    """A note with one cell, which begins at line 6."""
    return {f"docs/concepts/{name}.md": f"{FRONT.format(name)}```python {attributes}\n{code}\n```\n"}


def claim(name: str, code: str) -> dict[str, str]:
    """A claim at line 5, whose code begins at line 7, and the note that links it."""
    code = "\n".join(f"    {line}" for line in code.splitlines())
    file = f'from rectified.evidence import *\n\n\n@claim("It holds.")\ndef it():\n    """So."""\n{code}\n'
    return {f"claims/{name}.py": file, f"docs/concepts/{name}.md": f"{FRONT.format(name)}[It holds](claim:it)\n"}


def lab(name: str, code: str) -> dict[str, str]:
    """A lab with one cell of code, which begins at line 5."""
    return {f"docs/labs/{name}.py": f"# %% [markdown]\n# # {name}\n\n# %%\n{code}\n"}


@dataclass(frozen=True)
class Place:
    """A project, its builder's home and folder for temporary files."""

    root: Path
    home: Path
    tmp: Path

    @property
    def environment(self) -> dict[str, str]:
        """The builder's: with secrets."""
        secrets = dict.fromkeys(("GITHUB_TOKEN", "HTTP_PROXY", "https_proxy", "AWS_SECRET_ACCESS_KEY"), SECRET)
        return {**os.environ, **secrets, "HOME": str(self.home), "TMPDIR": str(self.tmp)}

    def site(self) -> dict[str, bytes]:
        """The files of the site by name."""
        site = self.root / "site"
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}

    def page(self, name: str) -> str:
        """The text of a page of the site."""
        return (self.root / "site" / name / "index.html").read_text(encoding="utf-8")

    def processes(self) -> list[str]:
        """The commands of all processes that the build has started and that have not ended."""
        found = []
        for process in filter(lambda path: path.name.isdigit(), Path("/proc").iterdir()):
            try:
                if f"TMPDIR={self.tmp}".encode() in (process / "environ").read_bytes():
                    found.append((process / "cmdline").read_text())
            except OSError:  # it has ended, or belongs to another user
                continue
        return found


def placed(make_project: Callable[..., Path], place: Path, files: Mapping[str, str], settings: str = SETTINGS) -> Place:
    """A project in a folder of `place`, with secrets around it and a site from an earlier build."""
    own = {"pyproject.toml": settings, ".git/config": SECRET, "site/index.html": GOOD}
    root = make_project(place / "root", {**own, **files})
    (root / "link").symlink_to(root / ".git/config")
    write(place / "home", {".netrc": SECRET})
    (place / "tmp").mkdir()
    return Place(root, place / "home", place / "tmp")


def build(place: Place) -> subprocess.CompletedProcess[str]:
    """Build the project, as the sessions do."""
    return subprocess.run(
        COMMAND, cwd=place.root, env=place.environment, capture_output=True, encoding="utf-8", timeout=300
    )
