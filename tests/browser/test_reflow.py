"""Nothing is cut and nothing scrolls sideways on a narrow screen, nor with letters of twice the size."""

from __future__ import annotations

import pytest

from browser.conftest import reading

pytestmark = [pytest.mark.browser, pytest.mark.bars]

NARROW = {"width": 320, "height": 800}
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 412, "height": 900}

#: How many formulas scroll in boxes of their own when letters are twice the size on a phone, which shows ten of them in
#: a line: one is a root, one has a long fraction. They cannot be broken, and would have to shrink to half their size.
STIFF = {"functions/selu/": 1, "functions/gelu/": 1}

#: Each text that a box cuts off, where no scrolling reaches it, and each box but code and tables that scrolls sideways.
CUT = """() => {
    const shown = one => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
        && !one.closest("[hidden], [inert], svg, math, .md-search__output");
    const name = one => `${one.localName}.${[...one.classList].join(".")}`;
    const cuts = style => ["hidden", "clip"].includes(style);
    const found = new Set();
    const range = document.createRange();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text; (text = walk.nextNode()); ) {
        const element = text.parentElement;
        if (!text.data.trim() || !shown(element)) continue;
        range.selectNodeContents(text);
        const ink = range.getBoundingClientRect();
        if (ink.width < 1) continue;
        for (let box = element; box && box !== document.body; box = box.parentElement) {
            const style = getComputedStyle(box), edge = box.getBoundingClientRect();
            if (edge.width <= 1 || style.clipPath !== "none") break;  // there for screen readers only
            if (["auto", "scroll"].includes(style.overflowX)) break;  // what is beyond is reached by scrolling
            if (cuts(style.overflowX) && (ink.right > edge.right + 1 || ink.left < edge.left - 1)
                || cuts(style.overflowY) && (ink.bottom > edge.bottom + 1 || ink.top < edge.top - 1))
                found.add(`${name(box)} cuts "${text.data.trim().slice(0, 40)}"`);
            if (style.position === "fixed") break;
        }
    }
    for (const box of document.querySelectorAll("body *")) {
        if (!["auto", "scroll"].includes(getComputedStyle(box).overflowX) || !shown(box)) continue;
        const may = box.matches("pre, code") || box.querySelector("table, pre, svg") || box.closest("pre, table");
        if (box.scrollWidth > box.clientWidth + 1 && !may)
            found.add(`${name(box)} scrolls sideways, ${box.scrollWidth} pixels in ${box.clientWidth}`);
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.add(`the page is ${scrollWidth} pixels wide, not ${clientWidth}`);
    return [...found];
}"""


def cut(page) -> list[str]:
    """What is cut on a page that is laid out, or scrolls sideways and is neither code nor a table."""
    page.evaluate("document.querySelectorAll('article details').forEach(one => one.open = true)")
    page.evaluate("document.fonts.ready")
    return page.evaluate(CUT)


def test_a_page_fits_320_pixels(each_path, browser, below):
    """Which is also a window of 1280 at four times the size."""
    with reading(browser, below(each_path), viewport=NARROW) as reader:
        assert cut(reader.open(each_path)) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_page_bears_letters_of_twice_the_size(each_path, size, browser, below):
    """As a reader sets it in the browser, so that widths given in letters grow as well."""
    with reading(browser, below(each_path), viewport=size) as reader:
        session = reader.page.context.new_cdp_session(reader.page)
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        page = reader.open(each_path)
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 32
        found = cut(page)
        stiff = [line for line in found if line.startswith("div.math scrolls")]
        assert len(stiff) == (STIFF.get(each_path, 0) if size is PHONE else 0)
        assert [line for line in found if line not in stiff] == []
        assert page.locator(".math[tabindex='0'][role='group'][aria-label='Formula']").count() == len(stiff)


def test_a_formula_in_rows_looks_as_if_it_were_in_one(each_path, reader):
    """Where there is room for all of it: as wide and as high, to a pixel."""
    page = reader.open(each_path)
    page.evaluate("document.fonts.ready")
    sizes = """() => [...document.querySelectorAll(".math > math")].map((math) => {
        const size = () => {
            const boxes = [...math.children].map((row) => row.getBoundingClientRect());
            const ends = (side) => boxes.map((box) => box[side]);
            return [Math.max(...ends("right")) - Math.min(...ends("left")), Math.max(...ends("bottom")) - Math.min(...ends("top"))];
        };
        math.parentElement.style.width = "2000px";
        const before = size();
        const row = document.createElementNS(math.namespaceURI, "mrow");
        row.append(...[...math.children].flatMap((row) => row.localName === "mrow" ? [...row.childNodes] : [row]));
        math.replaceChildren(row);
        return [before, size()].map(([width, height]) => [Math.round(width), Math.round(height)]);
    })"""
    for (width, height), (whole_width, whole_height) in page.evaluate(sizes):
        assert abs(width - whole_width) <= 1 and abs(height - whole_height) <= 1


def test_what_is_cut_is_found(browser, address):
    """A box too small for its words, and one that scrolls."""
    bad = '<div class="small" style="width: 60px; overflow: hidden; white-space: nowrap">words beyond the edge</div>'
    bad += '<div class="wide" style="overflow: auto"><p style="width: 2000px">words</p></div>'
    with reading(browser, address, viewport=NARROW) as reader:
        page = reader.open("")
        page.evaluate(f"document.querySelector('article').insertAdjacentHTML('beforeend', '{bad}')")
        small, wide = cut(page)
        assert small == 'div.small cuts "words beyond the edge"'
        assert wide.startswith("div.wide scrolls sideways, 2000 pixels in ")
