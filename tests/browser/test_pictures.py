"""Pictures of each kind of page, to be looked at: light, dark and on a phone."""

from __future__ import annotations

import pytest
from bench.site.kinds import KINDS, present

from browser.conftest import reading

pytestmark = [pytest.mark.browser, pytest.mark.bars]

WAYS = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {
        "viewport": {"width": 412, "height": 915},
        "is_mobile": True,
        "has_touch": True,
        "device_scale_factor": 2,
    },
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_its_picture_taken(kind, way, site, browser, address, request, tmp_path):
    """What a reader sees first, and on a second picture the whole page."""
    folder = request.config.getoption("--pictures") or tmp_path
    if kind not in (there := present(site)):
        pytest.skip(f"the site has no {kind}")
    with reading(browser, address, **WAYS[way]) as reader:
        page = reader.open(there[kind], until="networkidle")
        first = page.screenshot(path=folder / f"{kind}-{way}.png", animations="disabled")
        whole = page.screenshot(path=folder / f"{kind}-{way}-whole.png", animations="disabled", full_page=True)
        assert len(first) > 10_000 and len(whole) > 10_000, "a picture of next to nothing"
