"""Nothing on a page stands in the way of who reads it otherwise, as far as axe can tell."""

from __future__ import annotations

import pytest
from bench.site.packages import NotInstalled, Packages

from browser.conftest import browser_promised, lacking, reading

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def axe(request: pytest.FixtureRequest) -> str:
    """The script of axe-core."""
    try:
        return Packages().file("axe-core", "axe.min.js").read_text(encoding="utf-8")
    except NotInstalled as error:
        lacking(request, str(error), promised=browser_promised())


#: Until what scrolls has been found and given to the keyboard: scroll.js waits two frames for its sizes, told in the next.
FRAMES = "async () => { for (const _ of Array(4)) await new Promise(requestAnimationFrame); }"


def violations(page, axe: str) -> list[str]:
    """One line for each element that breaks a rule: the rule, the element, what is wrong with it."""
    page.evaluate(axe)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {' '.join(node['failureSummary'].split())}"
        for rule in found
        for node in rule["nodes"]
    ]


def test_axe_finds_no_violation(view, browser, below, axe):
    """At the width and in the scheme of the view, with everything unfolded."""
    size = {"width": view.width, "height": 900}
    with reading(browser, below(view.path), viewport=size, color_scheme=view.scheme) as reader:
        page = reader.open(view.path, until="networkidle")
        page.evaluate("document.querySelectorAll('article details').forEach(one => one.open = true)")
        page.evaluate(FRAMES)
        assert violations(page, axe) == []


def test_axe_finds_what_is_wrong(browser, address, axe):
    """A picture without words and grey on grey, put into a page."""
    with reading(browser, address) as reader:
        page = reader.open("")
        page.evaluate(
            "document.querySelector('article').insertAdjacentHTML('beforeend',"
            '\'<img src="assets/images/favicon.svg"><p style="color: #999; background: #aaa">Grey</p>\')'
        )
        assert {line.partition(":")[0] for line in violations(page, axe)} >= {"image-alt", "color-contrast"}


def test_what_scrolls_is_reached_before_sizes_are_told(browser, address):
    """As for a box that what opens above it pushes out of sight, where no size is told any more."""
    with reading(browser, address, viewport={"width": 412, "height": 900}) as reader:
        reader.page.add_init_script("ResizeObserver.prototype.observe = () => {}")
        page = reader.open("functions/selu/")
        page.evaluate(FRAMES)
        wide = "[...document.querySelectorAll('.md-typeset pre')].filter(one => one.scrollWidth > one.clientWidth)"
        assert page.evaluate(f"{wide}.length") > 5
        assert page.evaluate(f"{wide}.filter(one => one.tabIndex < 0).length") == 0
