"""Whether the site is as a build left it, and the project as that build found it: then there is nothing to do."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rectified.cache import CACHE, Cache, key
from rectified.commit import commit_time
from rectified.configuration import configuration
from rectified.oracles import FILE as ORACLES
from rectified.settings import FILE
from rectified.surroundings import digest, surroundings, tree

#: What a site is made from, besides what its configuration names and the other files that its code reads.
_FOLDERS = ("docs", "snippets", "claims")

#: Where settings may come from, besides the variables that the configuration names.
_VARIABLES = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY")


@dataclass(frozen=True)
class Standing:
    """A project and a site as they are when a build begins. name: a key of the project's files and settings."""

    root: Path
    site: Path
    name: str

    def last_words(self) -> list[str] | None:
        """What the build that left the site said at its end, if one today would leave the same; else None."""
        found = self._builds().get(self.name)
        if found is None or found["site"] != _listing(self.site):
            return None
        if any(digest(self.root / name) != was for name, was in found["reads"].items()):
            return None
        words: list[str] = found["words"]
        return words

    def remember(self, new: Path, reads: Mapping[str, str | None], words: list[str]) -> None:
        """Keep what this build says, before the folder it made takes the place of the site.

        reads: the digests of the files and folders of the project that its code read, by name relative to the root.
        When the project has changed since the build began, nobody knows of which state the site is.
        """
        if standing(self.root, self.site).name == self.name:
            self._builds().put(self.name, {"site": _listing(new), "reads": dict(reads), "words": words})

    def _builds(self) -> Cache:
        return Cache(self.root / CACHE / "builds")


def standing(root: Path, site: Path) -> Standing:
    """The project at `root` and the site as they are now."""
    found = configuration(root)
    folders = {root / name for name in _FOLDERS} | {place for place in found.folders if place != site}
    files = {root / FILE, root / ORACLES, *found.files}
    sources = [
        {_name(place, root): made(place) for place in places} for places, made in ((folders, tree), (files, digest))
    ]
    variables = {**found.variables, **{name: os.environ.get(name) for name in _VARIABLES}}
    made_of = (surroundings(), sources, variables, commit_time(root), _name(site, root))
    return Standing(root, site, key(*made_of))


def _name(place: Path, root: Path) -> str:
    return os.path.relpath(place, root)


def _listing(site: Path) -> str:
    """A digest of what the site holds: names, sizes and times of change."""
    rows = []
    for folder, folders, names in os.walk(site):
        folders.sort()
        for name in sorted(names):
            found = os.lstat(os.path.join(folder, name))
            rows.append((os.path.relpath(folder, site), name, found.st_size, found.st_mtime_ns))
    return key(rows)
