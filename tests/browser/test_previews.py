"""Previews of links between notes: by pointer and keyboard, never in the way, and none for those who want none."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import Reader

pytestmark = pytest.mark.browser

PAGE = "concepts/sparsity/"


def link_and_preview(page: Page) -> tuple[Locator, Locator]:
    """The first link of the article to another note, and what opens beside it."""
    return page.locator("article a[href*='functions/relu/']:not([class])").first, page.locator(
        ".claim-note:popover-open"
    )


def test_a_pointer_that_stays_opens_what_the_note_is_about(reader):
    """Its title and its summary, which is the link's description too; it goes when the pointer has gone."""
    page = reader.open(PAGE)
    link, preview = link_and_preview(page)
    assert link.get_attribute("title") is None
    link.hover()
    expect(preview).to_be_visible()
    assert preview.locator("strong").inner_text() == "ReLU"
    assert "positive part" in preview.inner_text()
    assert "positive part" in link.get_attribute("aria-description")
    assert preview.locator("a").count() == 0
    page.mouse.move(5, 400)
    expect(preview).to_be_hidden()
    assert reader.complaints == []


def test_the_pointer_may_enter_the_preview(reader):
    """To read it enlarged, or to copy its words."""
    page = reader.open(PAGE)
    link, preview = link_and_preview(page)
    link.hover()
    expect(preview).to_be_visible()
    preview.hover()
    page.wait_for_timeout(600)
    expect(preview).to_be_visible()


def test_a_pointer_that_passes_opens_nothing(reader):
    """It takes a moment."""
    page = reader.open(PAGE)
    link, preview = link_and_preview(page)
    link.hover()
    page.mouse.move(5, 400)
    page.wait_for_timeout(600)
    expect(preview).to_be_hidden()


def test_the_keyboard_opens_it_and_escape_closes_it(reader):
    """The focus stays; Enter follows the link as ever."""
    page = reader.open(PAGE)
    link, preview = link_and_preview(page)
    page.keyboard.press("Tab")
    link.focus()
    expect(preview).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    assert page.evaluate("document.activeElement.getAttribute('href')").endswith("functions/relu/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/functions/relu/**")


def test_it_stays_within_the_window(reader):
    """Below its link, or above where there is no room."""
    page = reader.open(PAGE)
    page.set_viewport_size({"width": 700, "height": 300})
    for link in page.locator("article a[aria-description]:not(.claim)").all()[:6]:
        link.hover()
        expect(page.locator(".claim-note:popover-open")).to_be_visible()
        box = page.locator(".claim-note:popover-open").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 700 and box["y"] >= 0 and box["y"] + box["height"] <= 300
        page.keyboard.press("Escape")


def switched_off(reader: Reader) -> None:
    """Turn previews off on the page of all links."""
    page = reader.open("graph/")
    tick = page.get_by_label("Show what a note is about")
    assert tick.is_checked()
    tick.uncheck()


def test_they_can_be_turned_off(reader):
    """For good."""
    switched_off(reader)
    page = reader.open(PAGE)
    link, preview = link_and_preview(page)
    link.hover()
    page.wait_for_timeout(600)
    expect(preview).to_be_hidden()
    assert not reader.open("graph/").get_by_label("Show what a note is about").is_checked()


def test_nothing_breaks_where_the_readers_storage_is_closed(reader):
    """The choice then holds for the page alone."""
    reader.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('closed', 'SecurityError'); } })"
    )
    page = reader.open(PAGE)
    link, preview = link_and_preview(page)
    link.hover()
    expect(preview).to_be_visible()
    page.keyboard.press("Escape")
    switched_off(reader)
    assert not reader.page.get_by_label("Show what a note is about").is_checked()


def test_a_finger_opens_none(on_phone):
    """It follows the link at once."""
    page = on_phone.open(PAGE)
    link, _ = link_and_preview(page)
    link.tap()
    page.wait_for_url("**/functions/relu/**")
    expect(page.locator(".claim-note:popover-open")).to_be_hidden()


def test_without_script_there_is_none(without_script):
    """The link leads on, and its title is the browser's to show; nothing stands on the page for nothing."""
    page = without_script.open(PAGE)
    link, preview = link_and_preview(page)
    assert link.get_attribute("title").startswith("ReLU: ")
    assert preview.count() == 0
    assert not without_script.open("graph/").locator(".previews").is_visible()
