"""What mkdocs.yml rests on: itself, the variables that it names, and the files and folders beside it that it names.

Names are found as words, whatever they stand for: one too many makes a build do more than it must, one too few would
show what is stale.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = "mkdocs.yml"

_WORD = re.compile(r"\w+")
_PLACE = re.compile(r"[^\s\"'\[\]{},#/][^\s\"'\[\]{},#]*")


@dataclass(frozen=True)
class Configuration:
    """The settings of the site as they stand.

    variables: those of the environment that are set and named; files, folders: what is there, mkdocs.yml the first.
    """

    variables: Mapping[str, str]
    files: tuple[Path, ...]
    folders: tuple[Path, ...]


def configuration(root: Path) -> Configuration:
    """That of the project at `root`; what a YAML file names that another inherits from is part of it."""
    waiting, places, words = [root / FILE], dict[Path, None](), set[str]()
    while waiting:
        place = waiting.pop()
        if place in places or place in (root, *root.parents) or not os.path.exists(place):
            continue
        places[place] = None
        if place.suffix in (".yml", ".yaml") and place.is_file():
            text = place.read_text(encoding="utf-8", errors="replace")
            words |= {*_WORD.findall(text)}
            waiting += [Path(os.path.normpath(place.parent / name)) for name in sorted({*_PLACE.findall(text)})]
    variables = {name: os.environ[name] for name in sorted(words) if name in os.environ}
    files = tuple(place for place in places if place.is_file())
    return Configuration(variables, files, tuple(place for place in places if place.is_dir()))
