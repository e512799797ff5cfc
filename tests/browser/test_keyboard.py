"""A page can be used by keyboard alone: Tab reaches every control, shows where it is, and leads out again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bench.site.kinds import KINDS, present

from browser.conftest import reading

pytestmark = [pytest.mark.browser, pytest.mark.bars]

#: A narrow window has a drawer for the navigation; a desktop at four times the size is as narrow.
WIDTHS = [1280, 412]

#: A page with more stops than this is not walked by anyone.
STOPS = 250

#: Gives each control that a key is to reach a number, in the order of the page; of a group of radio buttons only one.
#: A box to tick may be hidden behind its label, which is what a reader sees of it if the pointer turns to a hand there.
CONTROLS = """() => {
    const all = "a[href], button, input, select, textarea, summary, [tabindex], audio[controls], video[controls]";
    const seen = one => {
        const { width, height, left, right } = one.getBoundingClientRect();
        const shown = one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
        const within = right > 0 && left < innerWidth || one.closest("table");  // which scrolls
        return shown && Math.min(width, height) > 3 && within;
    };
    const offered = ({ cursor, pointerEvents }) => cursor === "pointer" && pointerEvents !== "none";
    const groups = new Set();
    let count = 0;
    for (const one of document.querySelectorAll(all)) {
        if (one.disabled || one.closest("[inert]")) continue;
        if (one.tabIndex < 0 && !one.closest("table")) continue;  // the arrow keys lead to what stands in a table
        if (![one, ...[...(one.labels ?? [])].filter(one => offered(getComputedStyle(one)))].some(seen)) continue;
        if (one.id === "__search") continue;  // its label stands in the search field, which Tab reaches itself
        if (one.type === "radio" && groups.has(one.name)) continue;
        if (one.type === "radio") groups.add(one.name);
        one.dataset.control = count++;
    }
}"""

#: Where the focus is: the control's number (-1 outside any), what it is, and of what kind, for one look a kind.
FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const twin = one.type === "radio" && document.querySelector(`[name="${one.name}"][data-control]`);
    const number = Number((twin || one).dataset.control ?? -1);
    const name = `${one.localName}.${[...one.classList].join(".")}`;
    return { number, name, said: `${name} "${(one.ariaLabel || one.innerText || "").trim().slice(0, 40)}"` };
}"""


#: The controls in their order. What was far below, and may have been wide for all that was known, is none any more
#: when its size is told and it does not scroll.
STILL = """all => all.map(one => {
    const narrow = one.matches("pre, div") && !one.hasAttribute("tabindex") && one.scrollWidth <= one.clientWidth;
    return narrow ? null : one.cloneNode().outerHTML;
})"""


def walk(page) -> Iterator[dict]:
    """Press Tab until the focus leaves the page; what has it, in order. A trap ends the walk after three rounds."""
    page.evaluate(CONTROLS)
    for _ in range(3 * page.locator("a, button, input, select, textarea, summary, [tabindex]").count()):
        page.keyboard.press("Tab")
        if not (focus := page.evaluate(FOCUS)):
            return
        yield focus


def lead(page) -> set[int]:
    """The controls that the arrow keys lead to from the one that has the focus."""
    reached, fresh = set(), [page.evaluate(FOCUS)["number"]]
    while fresh:
        reached.add(number := fresh.pop())
        for key in ("ArrowRight", "ArrowDown"):
            page.evaluate(f"document.querySelector('[data-control=\"{number}\"]').focus()")
            page.keyboard.press(key)
            found = page.evaluate(FOCUS)["number"]
            if found not in reached:
                fresh.append(found)
    return reached


#: Whether what has the focus, or a label of it or of its group, has an area on the screen.
ON_SCREEN = """() => {
    const one = document.activeElement;
    one.scrollIntoView({ block: "center", behavior: "instant" });
    const group = one.type === "radio" ? [...document.querySelectorAll(`[name="${one.name}"]`)] : [one];
    return [one, ...group.flatMap(it => [...(it.labels ?? [])])].some(one => {
        const { width, height, left, right } = one.getBoundingClientRect();
        return Math.min(width, height) > 3 && right > 0 && left < innerWidth;
    });
}"""


def shows_focus(page) -> bool:
    """Whether the focused element is on the screen, and anything there differs when it has the focus no more."""
    page.evaluate("window.focused = document.activeElement")
    if not page.evaluate(ON_SCREEN):
        return False
    before = page.screenshot(animations="disabled", caret="hide")
    page.evaluate("focused.blur()")
    page.keyboard.press("Escape")  # the search stays open without the focus that opened it
    after = page.screenshot(animations="disabled", caret="hide")
    page.evaluate("focused.focus({focusVisible: true})")
    return before != after


@pytest.fixture(params=WIDTHS)
def width(request):
    return request.param


@pytest.fixture(params=KINDS)
def page(request, width, site, browser, address):
    """One page of each kind that the site has."""
    if request.param not in (there := present(site)):
        pytest.skip(f"the site has no {request.param}")
    size = {"width": width, "height": 900}
    with reading(browser, address, viewport=size, reduced_motion="reduce") as reader:
        yield reader.open(there[request.param], until="networkidle")


def test_tab_reaches_every_control_and_leads_out_again(page):
    """In the order of the page or another, none left out; after the last one the focus leaves the page.

    In a table that is one stop, the arrow keys lead to the others.
    """
    steps = list(walk(page))
    assert page.evaluate(FOCUS) is None, f"Tab leads nowhere but to {steps[-1]['said']}"
    assert len(steps) <= STOPS
    reached = {step["number"] for step in steps}
    for number in sorted(reached):
        control = page.locator(f"table [data-control='{number}']")
        if control.count():
            control.focus()
            reached |= lead(page)
    controls = page.eval_on_selector_all("[data-control]", STILL)
    assert [control for number, control in enumerate(controls) if control and number not in reached] == []


def test_focus_can_be_seen(page):
    """Of each sort of control the first one: taking the focus away changes the picture of the screen."""
    unseen, kinds = [], set()
    for focus in walk(page):
        if focus["name"] in kinds:
            continue
        kinds.add(focus["name"])
        if not shows_focus(page):
            unseen.append(focus["said"])
    assert len(kinds) > 5 and unseen == []


def test_escape_and_enter_do_what_they_should(page):
    """Search opens by its key, is left by Escape, and Enter on the skip link leads to the text."""
    page.keyboard.press("s")
    page.wait_for_function("document.activeElement.matches('.md-search__input')")
    page.keyboard.press("Escape")
    page.wait_for_function("!document.activeElement.matches('.md-search__input')")
    page.reload()
    page.keyboard.press("Tab")
    page.wait_for_function("document.activeElement.matches('.md-skip')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*#*")
