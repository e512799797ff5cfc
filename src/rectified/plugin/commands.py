"""A whole build by MkDocs, and serving pages while they are written."""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from rectified.commit import dated
from rectified.findings import Findings
from rectified.oracles import FILE as ORACLES
from rectified.plugin.events import RectifiedPlugin
from rectified.problems import RenderError
from rectified.running import server

#: What is looked at while pages are served, and how often, in seconds.
_WATCHED = ("docs", "snippets", "claims", "theme", "mkdocs.yml", "pyproject.toml", ORACLES)
_GLANCE = 0.1


def render(findings: Findings, site: Path, last: Path | None = None) -> None:
    """Render checked findings into the folder `site`, which will replace `last`.

    Raises RenderError when MkDocs gives up or warns.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        config = _loaded(findings.project.root, site, strict=True)
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


def _loaded(root: Path, site: Path, **options: Any) -> MkDocsConfig:
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    return load_config(str(root / "mkdocs.yml"), site_dir=str(site), **options)


def serve(root: Path, port: int) -> None:
    """Serve the site on 127.0.0.1 and rebuild it whenever a note, a snippet or a claim changes."""
    from mkdocs.livereload import LiveReloadServer

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    server.begin()
    address = f"http://127.0.0.1:{port}/"
    with tempfile.TemporaryDirectory(prefix="rectified-site-") as folder:

        def build() -> None:
            config = _loaded(root, Path(folder), site_url=address)
            config.plugins.on_startup(command="serve", dirty=False)
            with dated(root):
                mkdocs_build(config, serve_url=address)

        build()
        pages = LiveReloadServer(build, "127.0.0.1", port, folder, polling_interval=_GLANCE)
        for name in filter(lambda name: (root / name).exists(), _WATCHED):
            pages.watch(str(root / name))
        try:
            pages.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pages.shutdown()
