"""The Node packages that judge pages, and a Node to run them; `nox -s node` installs both from the locks beside it."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.projects import REPOSITORY

#: Where the session leaves its environment.
INSTALLED = REPOSITORY / ".nox" / "node"


class NotInstalled(Exception):
    """A package or Node itself is missing; the message says what installs it."""


@dataclass(frozen=True)
class Packages:
    """An environment that `nox -s node` made."""

    environment: Path = INSTALLED

    @property
    def node(self) -> str:
        """The program. Raises NotInstalled."""
        folder = self.environment / ("Scripts" if os.name == "nt" else "bin")
        if not (program := shutil.which("node", path=str(folder))):
            raise NotInstalled("no Node for the tools that judge pages: run nox -s node")
        return program

    @property
    def folder(self) -> Path:
        """Where the packages are."""
        return self.environment / "packages" / "node_modules"

    def file(self, package: str, name: str) -> Path:
        """A file of a package. Raises NotInstalled."""
        if not (file := self.folder / package / name).is_file():
            raise NotInstalled(f"{package} is not installed: run nox -s node")
        return file

    def version(self, package: str) -> str:
        """The version of an installed package. Raises NotInstalled."""
        about: dict[str, Any] = json.loads(self.file(package, "package.json").read_text(encoding="utf-8"))
        return str(about["version"])
