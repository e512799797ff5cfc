"""The built site in Chromium, served as readers get it: below a folder of some host, or from an unpacked zip."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; where there is none the tests are skipped, or fail if it was promised."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        missing = f"no {', '.join(NAMES)} among the programs"
        if os.environ.get("CI") or os.environ.get("RECTIFIED_REQUIRE_BROWSER"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files as `python -m http.server` does, without a line for each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served, with a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site below a folder of its host, as GitHub Pages serves it."""
    host = tmp_path_factory.mktemp("host")
    shutil.copytree(site, host / "rectified")
    with served(host) as root:
        yield f"{root}rectified/"


@dataclass
class Reader:
    """One reader's visit: the page, and everything that went wrong while it was read."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str, until: Literal["load", "networkidle"] = "load") -> Page:
        """Go to a page of the site and wait until it is loaded, or until nothing more is loaded."""
        self.page.goto(self.address + path, wait_until=until)
        return self.page

    def listen(self) -> None:
        """Note what the console says, exceptions, requests that fail and requests to anywhere else."""
        self.page.on("console", lambda message: self._heard(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(f"exception: {error}"))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        self.page.on("response", lambda response: self._answered(response.status, response.url))

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(f"console: {text}")

    def _answered(self, status: int, url: str) -> None:
        if status >= 400 or not url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"{status} {url}")


@contextmanager
def reading(browser: Browser, address: str, **options: object) -> Iterator[Reader]:
    """A reader with a fresh profile."""
    context: BrowserContext = browser.new_context(**options)
    try:
        reader = Reader(context.new_page(), address)
        reader.listen()
        yield reader
    finally:
        context.close()


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    """A reader on a desktop."""
    with reading(browser, address, viewport={"width": 1280, "height": 900}) as reader:
        yield reader


@pytest.fixture
def on_phone(browser: Browser, address: str) -> Iterator[Reader]:
    """A reader with a phone 390 pixels wide."""
    with reading(browser, address, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as reader:
        yield reader


@pytest.fixture
def without_script(browser: Browser, address: str) -> Iterator[Reader]:
    """A reader who has turned JavaScript off."""
    with reading(browser, address, java_script_enabled=False) as reader:
        yield reader
