"""Serving pages while they are written: a build after each change, shown once it is whole."""

from __future__ import annotations

import logging
import tempfile
import time
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer

from rectified.commit import dated
from rectified.oracles import FILE as ORACLES
from rectified.plugin.rendering import loaded
from rectified.problems import RenderError
from rectified.running import server

#: What is looked at, how often, and for how long no more may change before a build begins, in seconds.
_WATCHED = ("docs", "snippets", "claims", "theme", "mkdocs.yml", "pyproject.toml", ORACLES)
_GLANCE = 0.1
_SETTLED = 0.02

_log = logging.getLogger("rectified")


def serve(root: Path, port: int) -> None:
    """Serve the site on 127.0.0.1 and rebuild it whenever a note, a snippet or a claim changes.

    What is wrong is logged, and the last pages without a mistake stay. Raises Abort when the first ones have one, and
    RenderError when the port cannot be had.
    """
    _log_to_terminal()
    server.begin()
    address = f"http://127.0.0.1:{port}/"
    with tempfile.TemporaryDirectory(prefix="rectified-site-") as folder:
        shown, next_one = Path(folder, "one"), Path(folder, "other")
        _build(root, shown, None, address)

        def rebuild() -> None:
            nonlocal shown, next_one
            try:
                _build(root, next_one, shown, address)
            except (Abort, ConfigurationError, OSError) as error:  # OSError: a full disk
                _log.error("The pages stay as they were: %s", error)
            else:
                shown, next_one = next_one, shown
                pages.root = str(shown)

        pages = LiveReloadServer(rebuild, "127.0.0.1", port, str(shown), polling_interval=_GLANCE)
        pages.build_delay = _SETTLED
        for name in filter(lambda name: (root / name).exists(), _WATCHED):
            pages.watch(str(root / name))
        try:
            pages.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pages.shutdown()
        except OSError as error:
            raise RenderError(f"nothing can be served on port {port}: {error.strerror}") from error


def _log_to_terminal() -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("mkdocs.commands.build").setLevel(logging.WARNING)  # it tells of each page that stays as it was


def _build(root: Path, site: Path, last: Path | None, address: str) -> None:
    """Build into a folder; what is in `last` and is the same there is taken from it."""
    started = time.monotonic()
    config = loaded(root, site, site_url=address)
    config.plugins["rectified"].last = last  # type: ignore[attr-defined]
    config.plugins.on_startup(command="serve", dirty=False)
    with dated(root):
        mkdocs_build(config, serve_url=address)
    _log.info("Built in %.2f s", time.monotonic() - started)
