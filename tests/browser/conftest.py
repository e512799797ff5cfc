"""The built site in Chromium, served as readers get it: below a folder of some host, or from an unpacked zip."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, NoReturn

import pytest
from bench.site.browsers import CHROMIUM, FLAGS, installed
from bench.site.kinds import KINDS
from bench.site.server import served
from html_pages import addresses
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

#: The widths that pages are judged at, in pixels: a phone and a desktop.
WIDTHS = (412, 1280)
SCHEMES = ("light", "dark")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `each_path` or `view` gets one page of each kind on a phone; with --bars, all of all."""
    every = metafunc.config.getoption("--bars")
    built = addresses()
    paths = [*built, "404.html"] if every else [path for path in KINDS.values() if path in built]
    if "each_path" in metafunc.fixturenames:
        metafunc.parametrize("each_path", paths, ids=lambda path: path or "home")
    if "view" in metafunc.fixturenames:
        views = [View(path, width, scheme) for path in paths for width in WIDTHS for scheme in SCHEMES]
        chosen = views if every else [view for view in views if (view.width, view.scheme) == (WIDTHS[0], SCHEMES[0])]
        metafunc.parametrize("view", chosen, ids=str)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes, or programs that few have, unless it is asked for."""
    if not config.getoption("--bars"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("bars")])
        items[:] = [item for item in items if not item.get_closest_marker("bars")]


class View(NamedTuple):
    """A way to look at a page."""

    path: str
    width: int
    scheme: Literal["light", "dark"]

    def __str__(self) -> str:
        return f"{self.path or 'home'} {self.width} {self.scheme}"


def lacking(request: pytest.FixtureRequest, what: str, *, promised: bool) -> NoReturn:
    """Skip for want of a program; fail where all were promised, or this one."""
    if promised or request.config.getoption("--bars"):
        pytest.fail(what)
    pytest.skip(what)


def browser_promised() -> bool:
    """Whether a missing browser is a fault, as in the continuous build."""
    return bool(os.environ.get("CI") or os.environ.get("RECTIFIED_REQUIRE_BROWSER"))


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Chromium without a window; where there is none the tests are skipped, or fail if it was promised."""
    program = installed(CHROMIUM)
    if program is None:
        lacking(request, f"no {', '.join(CHROMIUM)} among the programs", promised=browser_promised())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site below a folder of its host, compressed, as GitHub Pages serves it."""
    with served(site, "rectified") as root:
        yield root


@pytest.fixture(scope="session")
def below(site: Path, address: str) -> Iterator[Callable[[str], str]]:
    """The address below which a page is read: the one for addresses that lead nowhere links from the root of its host."""
    with served(site) as root:
        yield lambda path: root if path == "404.html" else address


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
