"""The drawing of all links: read on a phone, followed by pointer, finger and keyboard, in both schemes."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_every_name_can_be_read_on_a_phone(on_phone):
    """Letters of ten pixels at least, none outside the window, what fingers hit not smaller than 24 pixels."""
    page = on_phone.open("graph/")
    texts = page.locator(".network a text").evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
    boxes = page.locator(".network a rect").evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
    size = page.locator(".network").evaluate("one => one.getBoundingClientRect().width / one.viewBox.baseVal.width")
    assert texts and 11 * size >= 10
    assert all(text["left"] >= 0 and text["right"] <= 390 for text in texts)
    assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes)


def test_names_do_not_cover_each_other(reader):
    """In the browser's own letters."""
    page = reader.open("graph/")
    texts = page.locator(".network a text").evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
    over = [
        (one, other)
        for index, one in enumerate(texts)
        for other in texts[:index]
        if one["left"] + 1 < other["right"]
        and other["left"] + 1 < one["right"]
        and one["top"] + 1 < other["bottom"]
        and other["top"] + 1 < one["bottom"]
    ]
    assert over == []


def test_a_point_leads_to_its_note(reader):
    """By a click, and with the keyboard."""
    page = reader.open("graph/")
    page.locator(".network a", has_text="SELU").last.click()
    page.wait_for_url("**/selu/")
    page = reader.open("graph/")
    page.locator(".network a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/functions/**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_stand_out_in_both_schemes(scheme, reader):
    """Their colour is the page's."""
    reader.page.emulate_media(color_scheme=scheme)
    page = reader.open("graph/")
    ink = page.locator(".network a text").first.evaluate("one => getComputedStyle(one).fill")
    words = page.locator("article h1").evaluate("one => getComputedStyle(one).color")
    assert ink == words


def test_the_same_can_be_read_without_script(without_script):
    """Drawing and list."""
    page = without_script.open("graph/")
    assert page.locator(".network a").count() == page.locator(".links dt").count() > 10
    page.locator(".links dt a", has_text="Sparsity").click()
    page.wait_for_url("**/concepts/sparsity/")
