"""A small project that is built, changed and built again, beside the same project built from nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from conftest import NOTE, write

from rectified.build import build
from rectified.cache import CACHE

FRONT = "---\ntitle: {}\n---\n\n"
ROOT = "from pathlib import Path\nimport double\n\nroot = Path(double.__file__).parents[1]\n"


def cell(title: str, code: str, words: str = "") -> str:
    """A note with one cell of code."""
    return f"{FRONT.format(title)}```python\n{code}\n```\n\n{words}\n"


OTHER = '''"""Claims."""

from rectified.evidence import claim, measured

from _helper import STEP


@claim("It is a step.")
def step():
    """One value."""
    return measured(f"it is {STEP}", step=STEP)
'''
LIKES = """Like [[Double]], which is [twice its input](claim:double/twice), [[Double#What it means]] and [[Twofold]].

Also [its file](../functions/double.md#what-it-means), [a drawing](../assets/drawing.svg) and [one](lists.md)."""
#: Each note that runs anything runs one thing, so that the jobs that run tell what was thought to have changed.
PLAIN = {
    "docs/functions/double.md": f"{NOTE}\n## What it means\n\nTwice as much.\n",
    "docs/concepts/imports.md": cell("Imports", "from _helper import STEP\n\nSTEP"),
    "docs/concepts/lists.md": cell("Lists", f'{ROOT}sorted(path.name for path in (root / "data").iterdir())'),
    "docs/concepts/reads.md": cell("Reads", f'{ROOT}(root / "table.txt").read_text()'),
    "docs/concepts/seeks.md": cell(
        "Seeks",
        f'{ROOT}try:\n    print((root / "later.txt").read_text())\nexcept FileNotFoundError:\n    print("not yet")',
    ),
    "docs/concepts/shadowed.md": cell("Shadowed", "import modulefinder\n\nmodulefinder.__doc__[:9]"),
    "docs/concepts/likes.md": FRONT.format("Likes") + LIKES,
    "docs/concepts/other.md": FRONT.format("Other") + "[It is a step](claim:step).\n",
    "docs/assets/drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "claims/_helper.py": "STEP = 1\n",
    "claims/other.py": OTHER,
    "data/a.txt": "",
    "table.txt": "1 2 3",
}
#: The jobs of that project, by the words with which a test names them.
JOBS = {
    "formulas": "formulas double",
    "double": "claims/double.py",
    "other": "claims/other.py",
    **{name: f"docs/concepts/{name}.md" for name in ("imports", "lists", "reads", "seeks", "shadowed")},
}


@dataclass(frozen=True)
class Built:
    """A project with the cache and the site that a build of it left."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def cache(self) -> Path:
        return self.root / CACHE

    def contents(self) -> dict[str, bytes]:
        """Every file of the site by its name in it."""
        files = sorted(path for path in self.site.rglob("*") if path.is_file())
        return {path.relative_to(self.site).as_posix(): path.read_bytes() for path in files}

    def build(self) -> list[str]:
        """Build it in this process, but not sooner than a new one could; returns the ids of the jobs that ran."""
        time.sleep(0.05)
        timings = self.root.with_suffix(".json")
        build(self.root, self.site, timings)
        return ran(timings)

    def page(self, address: str) -> str:
        return (self.site / address / "index.html").read_text(encoding="utf-8")

    def copy(self, folder: Path, *, bare: bool = False) -> Built:
        """The same in another folder, with all times; bare: without cache and site, as a clone of it would be."""
        left_out = shutil.ignore_patterns(".cache", "site") if bare else None
        shutil.copytree(self.root, folder, ignore=left_out)
        return Built(folder)


def ran(timings: Path) -> list[str]:
    """The ids of the jobs that a build ran."""
    return sorted(job["id"] for job in json.loads(timings.read_text(encoding="utf-8"))["jobs"])


def change(root: Path, files: Mapping[str, str | bytes | Callable[[str], str] | None]) -> None:
    """Write files, remove those that are None, and change those for which there is a function of their text."""
    for name, content in files.items():
        if content is None:
            (root / name).unlink()
        elif callable(content):
            before = (root / name).read_text(encoding="utf-8")
            assert content(before) != before, f"{name} does not change"
            write(root, {name: content(before)})
        else:
            write(root, {name: content})


def swapped(old: str, new: str) -> Callable[[str], str]:
    """A change of some words of a file."""
    return lambda text: text.replace(old, new)


@contextmanager
def from_nothing(project: Built, *, but_results: bool = False) -> Iterator[Built]:
    """The same project built in another folder and another process without any cache, while the block runs.

    but_results: with what came of running its code, where it is the pages that are to be made from nothing.
    """
    clone = project.copy(project.root.with_name("clone"), bare=True)
    if but_results:
        shutil.copytree(project.cache / "results", clone.cache / "results")
    with started(clone.root) as builder:
        yield clone
        _, said = builder.communicate(timeout=120)
    assert builder.returncode == 0, said


def started(root: Path, **environment: str) -> subprocess.Popen[str]:
    """A build as the sessions start it."""
    command = [sys.executable, "-m", "rectified", "build", "--timings", str(root.with_suffix(".json"))]
    surroundings = {**os.environ, **environment}
    return subprocess.Popen(command, cwd=root, env=surroundings, stderr=subprocess.PIPE, encoding="utf-8")
