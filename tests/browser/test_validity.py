"""No page breaks the HTML standard, as the Nu checker judges it, or a strict parser where there is no Java."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from bench.site.packages import NotInstalled, Packages
from html_pages import HtmlPage

from browser.conftest import lacking

pytestmark = [pytest.mark.browser, pytest.mark.bars]


@pytest.fixture(scope="module")
def checker(request: pytest.FixtureRequest) -> Path | None:
    """The Nu checker; None without a Java to run it."""
    try:
        return Packages().file("vnu-jar", "build/dist/vnu.jar") if shutil.which("java") else None
    except NotInstalled as error:
        lacking(request, str(error), promised=True)


def errors(checker: Path | None, files: Sequence[Path]) -> list[str]:
    """Each error with its file and line."""
    if checker is None:
        pages = [HtmlPage(str(file), file.read_text(encoding="utf-8")) for file in files]
        return [f"{page.path}: {error}" for page in pages for error in page.errors]
    command = ["java", "-jar", str(checker), "--format", "json", "--stdout", "--exit-zero-always", *map(str, files)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=600)
    found = [message for message in json.loads(ran.stdout)["messages"] if message["type"] != "info"]
    return [f"{one['url'].removeprefix('file:')}:{one.get('lastLine')}: {one['message']}" for one in found]


def test_no_page_has_an_error(site, checker):
    """All pages, in one run."""
    pages = sorted(site.rglob("*.html"))
    assert pages and errors(checker, pages) == []


def test_errors_are_found(checker, tmp_path):
    """A table cell in a paragraph, and an id twice."""
    bad = tmp_path / "bad.html"
    text = '<!doctype html><html lang="en"><title>Bad</title><p id="a"><td>cell</td></p></html>'
    bad.write_text(text, encoding="utf-8")
    found = errors(checker, [bad])
    assert found and all("bad.html" in line for line in found)
