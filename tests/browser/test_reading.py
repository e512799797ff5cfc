"""The first screen, words that rest on a claim, evidence and predictions that unfold, paper, and slips in addresses."""

from __future__ import annotations

import pytest
from html_pages import ROOT

from browser.conftest import reading, served

pytestmark = pytest.mark.browser

FUNCTIONS = sorted(path.stem.replace("_", "-") for path in (ROOT / "docs/functions").glob("*.md"))
SELU = "functions/selu/"

#: Of the words that the tests rest on: where they lead, and what they are to say.
WORDS, ENTRY, SAYS = 'a.claim[href="#claim-bounded_below"]', "#claim-bounded_below", "holds, proved: "


@pytest.fixture
def on_laptop(browser, address):
    """A reader whose window is 1280 pixels wide and 800 high."""
    with reading(browser, address, viewport={"width": 1280, "height": 800}) as reader:
        yield reader


def bottom(page, selector):
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    return box["y"] + box["height"]


@pytest.mark.parametrize("stem", FUNCTIONS)
def test_a_laptop_shows_formula_plot_and_facts_of_a_function_at_once(stem, on_laptop):
    """Nothing has to be scrolled to see what the function is."""
    page = on_laptop.open(f"functions/{stem}/")
    parts = (".formulas", ".at-a-glance .standard-plot", ".facts li:nth-child(6)")
    assert {part: bottom(page, part) for part in parts if bottom(page, part) > 800} == {}


@pytest.mark.parametrize("stem", FUNCTIONS)
def test_on_a_phone_they_follow_each_other(stem, on_phone):
    """Words, formula, plot, facts, code: as wide as the screen."""
    page = on_phone.open(f"functions/{stem}/")
    parts = ("h1 + p", ".formulas", ".at-a-glance .standard-plot", ".at-a-glance .facts", "#code")
    tops = [page.locator(part).first.bounding_box()["y"] for part in parts]
    assert tops == sorted(tops)


@pytest.mark.parametrize("size", [(1280, 800), (412, 915)], ids=["laptop", "phone"])
def test_the_front_page_shows_at_once_what_the_site_is(size, browser, address):
    """A plot, words that rest on a claim, a myth with its correction."""
    with reading(browser, address, viewport={"width": size[0], "height": size[1]}) as reader:
        page = reader.open("")
        for part in ("article .standard-plot", "article a.claim.proved", "article .myth"):
            assert bottom(page, part) <= size[1], part


def test_a_page_stays_where_it_is_when_its_end_is_reached(reader):
    """What stands at the end is as high before it comes into sight as after, so that nothing moves under the pointer."""
    page = reader.open("graph/")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.locator(".md-footer").scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollHeight") == height


def heard(page, selector):
    """Name and description of an element as assistive technology gets them."""
    session = page.context.new_cdp_session(page)
    found = session.send("Runtime.evaluate", {"expression": f"document.querySelector({selector!r})"})
    of = {"objectId": found["result"]["objectId"], "fetchRelatives": False}
    (node,) = session.send("Accessibility.getPartialAXTree", of)["nodes"]
    return node["name"]["value"], node.get("description", {}).get("value", "")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_screen_reader_says_how_words_were_established(script, browser, address):
    """Their sign is not read; what they mean is."""
    with reading(browser, address, java_script_enabled=script) as reader:
        page = reader.open(SELU)
        name, description = heard(page, WORDS)
        assert name == "bounded below by −λα and unbounded above" and description.startswith(SAYS)
        assert heard(page, "a.claim.signed.cited")[1].startswith("cited: ")
        assert heard(page, "a.claim.signed.false")[1].startswith("false, ")


def test_words_say_on_hover_what_was_found(reader):
    """And how, until the pointer leaves both them and the note; it can be moved into it."""
    page = reader.open(SELU)
    page.locator(WORDS).first.hover()
    note = page.locator(".claim-note:popover-open")
    note.wait_for()
    assert note.locator("strong").inner_text() == "holds, proved"
    assert len(note.inner_text()) > 40
    note.hover()
    page.wait_for_timeout(400)
    assert note.is_visible()
    page.locator("h1").hover()
    note.wait_for(state="hidden")
    assert page.url.endswith(SELU)


def test_a_keyboard_opens_the_note_and_escape_closes_it(reader):
    """It hides nothing that has the focus; what follows is in it, then beyond."""
    page = reader.open(SELU)
    page.locator("a.claim").first.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('h1').tabIndex = -1, document.querySelector('h1').focus()")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.claim')"):
            break
    note = page.locator(".claim-note:popover-open")
    note.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Evidence"
    page.keyboard.press("Escape")
    note.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.matches('a.claim')")


def test_a_first_tap_opens_the_note_and_a_second_follows_the_words(on_phone):
    """A tap beside both closes it."""
    page = on_phone.open(SELU)
    words, note = page.locator(WORDS).first, page.locator(".claim-note:popover-open")
    words.tap()
    note.wait_for()
    assert page.url.endswith(SELU)
    box = note.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.locator("h1").tap()
    note.wait_for(state="hidden")
    words.tap()
    note.wait_for()
    words.tap()
    page.wait_for_url(f"**/{ENTRY}")
    assert page.locator(f"{ENTRY} > p").first.is_visible()


def test_evidence_unfolds_where_its_address_leads(reader):
    """From words, from a link that somebody was sent, and again after it was folded by hand; the others stay folded."""
    page = reader.open(SELU + ENTRY)
    found = page.locator(f"{ENTRY} > p").first
    found.wait_for()
    assert page.locator(".evidence[open]").count() == 1
    page.locator(f"{ENTRY} > summary").click()
    found.wait_for(state="hidden")
    page.locator(WORDS).first.click()
    found.wait_for()
    page.locator(f"{ENTRY} details > summary").click()
    assert page.locator(f"{ENTRY} pre").is_visible()


def test_evidence_unfolds_without_script(without_script):
    """The browser does it by the style sheet."""
    page = without_script.open(SELU + ENTRY)
    assert page.locator(f"{ENTRY} > p").first.is_visible()
    assert page.locator(".evidence:not(:target) > p").first.is_hidden()


#: A page that asks for a prediction, and where it asks.
PREDICTED, ASKED = "concepts/backpropagation/", ".prediction > summary"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_key_unfolds_a_figure_under_the_question_what_it_shows(script, browser, address):
    """Its name is the question; what the cell printed, its figure and the answer come, and the offer goes."""
    with reading(browser, address, java_script_enabled=script) as reader:
        page = reader.open(PREDICTED)
        folded = [page.locator(f".prediction {part}").first for part in ("pre", "svg", "> p")]
        assert [part.is_visible() for part in folded] == [False] * 3
        question = heard(page, ASKED)[0]
        assert question.startswith("Predict first. ") and question.endswith("? Show what happens")
        page.locator(ASKED).focus()
        page.keyboard.press("Enter")
        assert [part.is_visible() for part in folded] == [True] * 3
        assert heard(page, ASKED)[0].endswith("rise again?")


def test_an_address_that_leads_into_a_prediction_unfolds_it(reader):
    """As a search in the page does."""
    page = reader.open(PREDICTED)
    page.evaluate("document.querySelector('.prediction > p').id = 'within'")
    page.evaluate("location.hash = 'within'")
    page.locator("#within").wait_for()
    assert reader.complaints == []


def test_paper_shows_what_is_to_be_predicted(reader):
    """The question above the figure, without the offer to show it."""
    page = reader.open(PREDICTED)
    page.emulate_media(media="print")
    parts = [page.locator(ASKED), page.locator(".prediction svg").first, page.locator(".prediction > p").first]
    tops = [part.bounding_box()["y"] for part in parts]
    assert [part.is_visible() for part in parts] == [True] * 3 and tops == sorted(tops)
    assert page.locator(f"{ASKED} > em").is_hidden()


def test_paper_shows_the_text_and_its_evidence(reader):
    """Without what is clicked; code is wrapped, addresses are written out, and it is black on white."""
    reader.page.emulate_media(color_scheme="dark")
    page = reader.open(SELU)
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".md-header", ".md-sidebar", ".md-footer", ".snippet-copy"):
        assert page.locator(gone).first.is_hidden(), gone
    assert page.locator(f"{ENTRY} > p").first.is_visible()
    code = page.locator(".snippet pre").first
    assert code.evaluate("one => getComputedStyle(one.firstElementChild).whiteSpace") == "pre-wrap"
    assert code.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert page.evaluate("getComputedStyle(document.querySelector('article p')).color").startswith("rgba(0, 0, 0")
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--rectified-ink')") == "#1f2328"


def test_a_slip_in_an_address_becomes_a_search(site, browser):
    """The words of its last part, and the search finds what was meant."""
    with served(site) as root, reading(browser, root) as reader:
        missing = (site / "404.html").read_text(encoding="utf-8")
        reader.page.route("**/leeky_relu/", lambda route: route.fulfill(body=missing, content_type="text/html"))
        page = reader.open("functions/leeky_relu/", until="networkidle")
        link = page.locator("#sought a")
        assert link.inner_text() == "search for “leeky relu”"
        link.click()
        page.locator(".md-search-result__item").first.wait_for()
        assert "Leaky ReLU" in page.locator(".md-search-result__list").inner_text()
        assert reader.complaints == []


@pytest.mark.parametrize(
    "path", ["", SELU, "functions/gelu/", "concepts/sparsity/", "labs/self-normalization/", "404.html"]
)
@pytest.mark.parametrize("width, text", [(320, 125), (1280, 250)], ids=["320 pixels", "text twice as large"])
def test_nothing_is_wider_than_a_narrow_page(path, width, text, browser, address):
    """Formulas, tables and code scroll in boxes of their own. text: the size of the root's, 125 % in the theme."""
    with reading(browser, address, viewport={"width": width, "height": 800}) as reader:
        page = reader.open(path)
        page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
