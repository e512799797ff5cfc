"""The theme's templates, listed and compiled in less time: MkDocs makes its environment anew for each build."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.theme import Theme


def list_visible(theme: Theme) -> None:
    """Let the theme's environments list only what no dot in front of a name hides.

    MkDocs leaves the rest out itself, after looking at each name: Material has 14,000 icons in a hidden folder.
    """
    setattr(theme, "get_env", partial(_with_visible, theme))  # noqa: B010  of this theme alone


def _with_visible(theme: Theme) -> Environment:
    environment = Theme.get_env(theme)
    environment.loader = _Visible(theme.dirs)
    return environment


class _Visible(FileSystemLoader):
    def list_templates(self) -> list[str]:
        """Names of templates relative to their folders, sorted."""
        found = set()
        for place in self.searchpath:
            for folder, folders, names in os.walk(place):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found |= {Path(folder, name).relative_to(place).as_posix() for name in names if name[0] != "."}
        return sorted(found)


class Compiled(BytecodeCache):
    """Keeps what Jinja compiled in memory alone, since no file of a cache may hold code; a changed template is new."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled under the same name, if anything; Jinja refuses that of another source."""
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._code[bucket.key] = bucket.bytecode_to_string()
