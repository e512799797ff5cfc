"""The repository's own site: this builder with nothing changed, against plain MkDocs on the pages it wove."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.bars import Timed
from bench.measure import measure
from bench.projects import REPOSITORY, configuration
from bench.samples import ENVIRONMENT, Say
from bench.systems import FLOOR, OURS, SYSTEMS


def time_site(rounds: int, say: Say) -> Iterator[Timed]:
    """Build a copy of the repository's site once, then time both in turn.

    MkDocs gets the woven Markdown, figures and downloads, with search as its only plugin and the navigation that it
    makes by itself; it has no page for a lab, which is a notebook. Raises measure.Failed.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        ours, plain = Path(folder, "ours"), Path(folder, "plain")
        _copy(ours)
        build = SYSTEMS[OURS].command
        measure(build, ours, environment=ENVIRONMENT)
        _weave(ours, plain)
        measure(SYSTEMS[FLOOR].command, plain, environment=ENVIRONMENT)
        for _ in range(rounds):
            first = measure(build, ours, environment=ENVIRONMENT).wall
            second = measure(SYSTEMS[FLOOR].command, plain, environment=ENVIRONMENT).wall
            say(f"the real site: {first:.2f} s, plain MkDocs {second:.2f} s")
            yield Timed(first, second)


def _copy(to: Path) -> None:
    """The files of the repository as they stand, without those that it ignores."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=REPOSITORY, stdout=subprocess.PIPE, check=True).stdout.decode().split("\0")
    for name in filter(None, names):
        if (REPOSITORY / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(REPOSITORY / name, to / name)


def _weave(ours: Path, to: Path) -> None:
    """The woven pages with what they need, as a project of plain MkDocs that does not mind what it cannot find."""
    measure([sys.executable, "-m", "rectified", "weave", str(to / "docs")], ours, environment=ENVIRONMENT)
    for name in ("theme", "docs/assets"):
        shutil.copytree(ours / name, to / name, dirs_exist_ok=True)
    text = (ours / "mkdocs.yml").read_text(encoding="utf-8")
    (to / "mkdocs.yml").write_text(plain_configuration(text), encoding="utf-8")


def plain_configuration(ours: str) -> str:
    """The text of mkdocs.yml for woven pages: no plugin but the search, no navigation, missing pages only reported."""
    text = configuration(ours, SYSTEMS[FLOOR])
    text = re.sub(r"^(nav|not_in_nav):.*?(?=^\S|\Z)", "", text, flags=re.M | re.S)
    return text.replace("strict: true", "strict: false")
