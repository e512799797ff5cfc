"""The browsers that are installed, and how they are told to keep to themselves."""

from __future__ import annotations

import shutil

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FIREFOX = ("firefox-esr", "firefox")

#: Chromium's switches: no window, no sandbox (which root has not), nothing fetched that a page did not ask for.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def installed(names: tuple[str, ...]) -> str | None:
    """The first of these programs that there is."""
    return next(filter(None, map(shutil.which, names)), None)
