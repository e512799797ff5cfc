"""What a first visit to a page costs a reader's line."""

from __future__ import annotations

import pytest
from html_pages import ROOT

from browser.conftest import reading

pytestmark = [pytest.mark.browser, pytest.mark.bars]

#: Bytes on the line, compressed: of everything a first view of a function's note loads, and of our own scripts in it.
EVERYTHING, SCRIPTS = 130_000, 12_000

OURS = {file.name for file in (ROOT / "docs/assets/javascripts").rglob("*.js")}


@pytest.fixture(scope="module")
def transferred(browser, address) -> dict[str, int]:
    """Bytes on the line by address within the site, of a first visit that waits until nothing more is loaded."""
    with reading(browser, address) as reader:
        session = reader.page.context.new_cdp_session(reader.page)
        names: dict[str, str] = {}
        sizes: dict[str, int] = {}
        session.on("Network.responseReceived", lambda e: names.update({e["requestId"]: e["response"]["url"]}))
        session.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
        session.send("Network.enable")
        reader.open("functions/selu/", until="networkidle")
        return {names[known].removeprefix(address): int(size) for known, size in sizes.items()}


def test_a_first_view_is_light(transferred):
    """Page, style, script, fonts and pictures together."""
    assert "functions/selu/" in transferred
    assert sum(transferred.values()) <= EVERYTHING, transferred


def test_our_own_script_is_small(transferred):
    """All that is loaded on a function's page, beside the theme's."""
    ours = {name: size for name, size in transferred.items() if name.rpartition("/")[2] in OURS}
    assert ours and sum(ours.values()) <= SCRIPTS, ours
