"""Every page read in Firefox: complete, in its fonts and colours, without a complaint."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from bench.site.browsers import FIREFOX, installed
from bench.site.kinds import present
from bench.site.packages import NotInstalled, Packages
from html_pages import addresses

from browser.conftest import lacking

pytestmark = [pytest.mark.browser, pytest.mark.bars]

SCRIPT = Path(__file__).with_name("firefox.cjs")


@pytest.fixture(scope="session")
def visit(request, address):
    """Open pages of the site in one Firefox; what it found on each."""
    program = installed(FIREFOX)
    if program is None:
        lacking(request, f"no {', '.join(FIREFOX)} among the programs", promised=True)
    try:
        node, packages = Packages().node, Packages().folder
        Packages().version("puppeteer-core")
    except NotInstalled as error:
        lacking(request, str(error), promised=True)

    def visited(paths, **asked):
        asked |= {"program": program, "addresses": [address + path for path in paths]}
        ran = subprocess.run(
            [node, str(SCRIPT)],
            input=json.dumps(asked),
            env={"NODE_PATH": str(packages), "HOME": str(Path.home()), "PATH": str(Path(program).parent)},
            capture_output=True,
            encoding="utf-8",
            timeout=600,
        )
        assert ran.returncode == 0, ran.stderr
        return {page["address"].removeprefix(address): page for page in json.loads(ran.stdout)["seen"]}

    return visited


@pytest.fixture(scope="session", params=[(412, False), (1280, True)], ids=["phone, light", "desktop, dark"])
def seen(request, visit):
    """Every page as it was seen, and whether the dark scheme was asked for."""
    width, dark = request.param
    return visit(addresses(), width=width, dark=dark), dark


def test_pages_are_complete_and_without_a_complaint(seen):
    """A heading, no console error, no request that fails or leads elsewhere, nothing wider than the window."""
    pages, _ = seen
    assert [path for path, page in pages.items() if not page["heading"] or page["wider"] > 0] == []
    assert {path: page["complaints"] for path, page in pages.items() if page["complaints"]} == {}


def test_formulas_and_plots_have_a_size_and_their_font(seen):
    """None is flat; each page with formulas has loaded the math font."""
    pages, _ = seen
    assert {path: page["flat"] for path, page in pages.items() if page["flat"]} == {}
    with_formulas = {path: page["fonts"] for path, page in pages.items() if page["formulas"]}
    assert len(with_formulas) > 9 and [path for path, fonts in with_formulas.items() if not fonts] == []
    assert sum(page["plots"] for page in pages.values()) > 9


def test_the_system_scheme_is_kept_to(seen):
    """The ground is dark for who wants it dark."""
    pages, dark = seen
    grounds = {path: page["ground"] for path, page in pages.items()}
    assert {path: ground for path, ground in grounds.items() if is_dark(ground) != dark} == {}


def is_dark(colour: str) -> bool | None:
    """Of rgb(…): whether it is dark rather than light; None for what is neither, or no such colour."""
    channels = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", colour)
    mean = sum(map(int, channels.groups())) / 3 if channels else 127
    return None if 80 <= mean <= 200 else mean < 80


def test_search_finds_a_name_of_code(visit, site):
    """Typed on one page of each kind."""
    pages = visit(present(site).values(), width=1280, dark=False, search="expm1")
    assert [path for path, page in pages.items() if "SELU" not in page["found"]] == []
