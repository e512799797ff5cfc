"""Whether the site is as a build left it, and the project as that build found it: then there is nothing to do."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rectified.cache import CACHE, Cache, key
from rectified.commit import commit_time
from rectified.surroundings import digest, surroundings

#: What a site is made from, besides the other files that its code reads.
_SOURCES = ("docs", "snippets", "claims", "theme", "mkdocs.yml", "pyproject.toml")

#: Where settings may come from, besides the variables that mkdocs.yml names.
_VARIABLES = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY")
_ENV = re.compile(r"!ENV\s*\[?\s*([\w, ]+)")


@dataclass(frozen=True)
class Standing:
    """A project and a site as they are when a build begins."""

    root: Path
    site: Path
    name: str
    since: float = field(default_factory=time.time)

    def last_words(self) -> list[str] | None:
        """What the build that left the site said at its end, if one today would leave the same; else None."""
        found = self._builds().get(self.name)
        if found is None or found["site"] != _listing(self.site):
            return None
        if any(digest(self.root / name) != was for name, was in found["reads"].items()):
            return None
        words: list[str] = found["words"]
        return words

    def remember(self, reads: Iterable[str], words: list[str]) -> None:
        """Keep what this build said, now that its site stands.

        reads: the files and folders of the project that its code read, relative to the root. When one of them has
        changed since the build began, nobody knows what was read.
        """
        files = [name for name in sorted(reads) if not name.startswith("given:")]
        if all(_changed(self.root / name) < self.since for name in files):
            kept = {name: digest(self.root / name) for name in files}
            self._builds().put(self.name, {"site": _listing(self.site), "reads": kept, "words": words})

    def _builds(self) -> Cache:
        return Cache(self.root / CACHE / "builds")


def standing(root: Path, site: Path) -> Standing:
    """The project at `root` and the site as they are now."""
    sources = {path: digest(root / path) for source in _SOURCES for path in _files(root, source)}
    configuration = root / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8", errors="replace") if configuration.is_file() else ""
    named = [name for match in _ENV.finditer(text) for name in re.findall(r"\w+", match[1])]
    variables = {name: os.environ.get(name) for name in (*_VARIABLES, *named)}
    place = os.path.relpath(site, root)
    return Standing(root, site, key(surroundings(), sources, variables, commit_time(root), place))


def _files(root: Path, source: str) -> Iterator[str]:
    """The files below a folder, or the file itself, relative to the root."""
    if (root / source).is_file():
        yield source
    for folder, _, names in os.walk(root / source):
        here = os.path.relpath(folder, root)
        yield from (os.path.join(here, name) for name in sorted(names) if not name.endswith(".pyc"))


def _listing(site: Path) -> str:
    """A digest of what the site holds: names, sizes and times of change."""
    rows = []
    for folder, folders, names in os.walk(site):
        folders.sort()
        for name in sorted(names):
            found = os.stat(os.path.join(folder, name))
            rows.append((os.path.relpath(folder, site), name, found.st_size, found.st_mtime_ns))
    return key(rows)


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
