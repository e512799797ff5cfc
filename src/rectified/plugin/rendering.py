"""A whole build by MkDocs."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from rectified.commit import dated
from rectified.findings import Findings
from rectified.plugin.events import RectifiedPlugin
from rectified.problems import RenderError


def render(findings: Findings, site: Path, last: Path | None = None) -> None:
    """Render checked findings into the folder `site`, which will replace `last`.

    Raises RenderError when MkDocs gives up or warns.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        config = loaded(findings.project.root, site, strict=True)
    except ConfigurationError as error:
        raise RenderError(f"MkDocs: {error}") from error
    plugin = config.plugins["rectified"]
    assert isinstance(plugin, RectifiedPlugin)
    plugin.findings, plugin.last = findings, last
    config.plugins.on_startup(command="build", dirty=False)
    try:
        with dated(findings.project.root):
            mkdocs_build(config)
    except Abort as error:
        raise RenderError(f"MkDocs: {error}") from error
    except OSError as error:  # a full disk names no file
        raise RenderError(f"the site cannot be written to {site.name}: {error}") from error
    finally:
        config.plugins.on_shutdown()


def loaded(root: Path, site: Path, **options: Any) -> MkDocsConfig:
    """MkDocs' settings for building the project at `root` into `site`. Raises ConfigurationError."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    return load_config(str(root / "mkdocs.yml"), site_dir=str(site), **options)
