"""The drawer of a narrow screen is opened, walked and closed with the keyboard, with script and without."""

from __future__ import annotations

import pytest

from browser.conftest import reading

pytestmark = pytest.mark.browser

PHONE = {"width": 412, "height": 915}
PAGE = "functions/selu/"

#: Of what has the focus: its id or address, and whether it is in the drawer.
FOCUS = """() => {
    const one = document.activeElement;
    return [one.id || one.getAttribute("href") || one.name || one.localName, !!one.closest(".md-sidebar--primary")];
}"""


@pytest.fixture(params=[True, False], ids=["with script", "without"])
def page(request, browser, address):
    """A function's page on a phone."""
    with reading(browser, address, viewport=PHONE, java_script_enabled=request.param) as reader:
        yield reader.open(PAGE, until="networkidle")


def presses(page, key: str, count: int) -> list[tuple[str, bool]]:
    """What has the focus after each of some presses of a key."""
    found = []
    for _ in range(count):
        page.keyboard.press(key)
        found.append(tuple(page.evaluate(FOCUS)))
    return found


def open_drawer(page) -> None:
    """By the second stop of the page; the first leads past it."""
    assert [name for name, _ in presses(page, "Tab", 2)] == ["#selu", "__drawer"]
    page.keyboard.press("Space")
    page.locator(".md-sidebar--primary").wait_for()
    page.wait_for_timeout(400)  # until it has slid in


def test_closed_it_holds_no_stop_of_the_tab_key(page):
    """Nobody walks through a list that cannot be seen."""
    assert not page.locator(".md-sidebar--primary").is_visible()
    assert not any(inside for _, inside in presses(page, "Tab", 12))


def test_open_its_list_is_walked_and_nothing_that_it_covers(page):
    """It opens on the pages of the section, for which the list of sections makes room, and back again."""
    open_drawer(page)
    inside = [name for name, inside in presses(page, "Tab", 40) if inside]
    assert inside[0] == "__nav_2" and "__toc" in inside and "../" not in inside and "#formula" not in inside
    assert page.locator(".md-nav__link[href='../../claims/']").is_hidden()


def test_its_lists_unfold(page):
    """The sections, and the headings of this page; the box that folds a list has the name of its list."""
    open_drawer(page)
    page.locator("#__nav_2").focus()
    page.keyboard.press("Space")
    page.locator(".md-nav__link[href='../../claims/']").wait_for()
    page.wait_for_timeout(400)
    assert "../../claims/" in [name for name, _ in presses(page, "Tab", 12)]
    page.locator("#__nav_2").focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(400)
    page.locator("#__toc").focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(400)
    assert ("#formula", True) in presses(page, "Tab", 6)


def test_it_closes_as_it_opened(page):
    """The focus stays where it was."""
    open_drawer(page)
    page.keyboard.press("Space")
    page.locator(".md-sidebar--primary").wait_for(state="hidden")
    assert page.evaluate(FOCUS) == ["__drawer", False]


def test_its_boxes_have_names(page):
    """What assistive technology calls them."""
    open_drawer(page)
    assert page.get_by_role("checkbox", name="Navigation").is_checked()
    assert page.get_by_role("checkbox", name="Functions").is_checked()
    assert not page.get_by_role("checkbox", name="Table of contents").is_checked()
