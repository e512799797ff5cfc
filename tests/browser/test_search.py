"""The search as a reader uses it: words in, results that lead on; and nothing breaks, whatever is typed."""

from __future__ import annotations

import ast
import re

import pytest
from bench.site.server import served
from html_pages import ROOT
from playwright.sync_api import Locator, Page, expect

from browser.conftest import reading

pytestmark = pytest.mark.browser


def searched(page: Page, words: str) -> Locator:
    """Type words, as a paste does, and wait for the answer; returns the results."""
    field, answer = page.locator("input.md-search__input"), page.locator(".md-search-result__meta")
    field.click()
    expect(answer).to_have_text(re.compile("Type to start"))  # the index has been read
    field.fill(words)
    page.keyboard.press("End")
    expect(answer).to_have_text(re.compile("matching document"))
    return page.locator(".md-search-result__item")


FIRST = {
    "selu": "SELU",
    "LeakyReLU": "Leaky ReLU",
    "leaky_relu": "Leaky ReLU",
    "swish": "SiLU",
    "logistic function": "Sigmoid",
    "scaled exponential": "SELU",
}


@pytest.mark.parametrize("words, title", FIRST.items(), ids=FIRST)
def test_a_name_leads_to_its_page_first(words, title, reader):
    """Titles, aliases, and names as code has them, other libraries' too."""
    results = searched(reader.open(""), words)
    assert results.first.locator("h1").inner_text() == title
    assert reader.complaints == []


def test_a_page_found_by_its_name_shows_its_summary(reader):
    """With what else it is called, the words typed marked."""
    first = searched(reader.open(""), "swish").first
    assert "x times its own sigmoid" in first.locator("article p").first.inner_text()
    assert first.locator("mark", has_text="Swish").first.is_visible()


@pytest.mark.parametrize(
    "words, path",
    [
        ("alpha", "selu"),
        ("α", "leaky-relu"),
        ("lambda", "selu"),
        ("λ", "selu"),
        ("beta", "silu"),
        ("expm1", "selu"),
        ("1.0507", "selu"),
        ("0.5", "gelu"),
        ("1", "selu"),
        ("x 3", "sigmoid"),
        pytest.param("selu 0.5 " * 555, "selu", id="5,000 characters"),
    ],
)
def test_letters_numbers_and_words_of_code_are_found(words, path, reader):
    """Greek letters under both names; numbers as they are typed, whole or begun."""
    results = searched(reader.open(""), words)
    assert results.locator(f"a[href*='functions/{path}/']").count() > 0
    assert reader.complaints == []


def names():
    """Each function of a snippet that a page of its own shows, and the snippet."""
    for file in sorted((ROOT / "snippets").glob("*.py")):
        if (ROOT / "docs/functions" / file.with_suffix(".md").name).is_file():
            found = ast.parse(file.read_text(encoding="utf-8")).body
            defined = [each.name for each in found if isinstance(each, ast.FunctionDef)]
            yield from ((name, file.stem) for name in defined if not name.startswith("_"))


def test_the_name_of_a_function_leads_to_the_page_that_shows_it_first(reader):
    """Its derivative's too, and typed with a blank for each underscore."""
    page, led = reader.open(""), {}
    for name, stem in names():
        for words in dict.fromkeys((name, name.replace("_", " "))):
            link = searched(page, words).first.locator("a").first.get_attribute("href")
            led[words] = f"functions/{stem.replace('_', '-')}/" in link
            page.locator("input.md-search__input").fill("")
            page.keyboard.press("End")
    assert len(led) > 18 and [words for words, right in led.items() if not right] == []
    assert reader.complaints == []


def test_a_claim_leads_to_its_evidence(reader):
    """Its own words find it, and its place on the page is reached."""
    page = reader.open("")
    link = searched(page, "SELU is bounded below by −λα").locator("a[href*='claim-bounded_below']").first
    page.goto(link.get_attribute("href"))  # it may be folded under the page that it is on
    assert page.locator("#claim-bounded_below").is_visible()
    assert reader.complaints == []


def test_a_myth_is_shown_as_false(reader):
    """In the heading of the result, and with the correction."""
    results = searched(reader.open(""), "SELU's range is all of ℝ").first
    found = results.locator("a[href*='claim-range_is_all_reals']").first
    assert found.locator("h2").inner_text().startswith("False: ")
    assert "True: It is (−λα, ∞)" in found.inner_text()


ODD = {
    "markup": '<script>document.title = "x"</script><img src=x onerror=alert(1)>',
    "very long": "activation " * 2000,
    "one long word": "x" * 20_000,
    "signs alone": '+-*~^:"',
    "a field": "title:selu nowhere:selu",
    "half a quotation": '"bounded below',
    "nothing known": "qqqzzz",
}


@pytest.mark.parametrize("words", ODD.values(), ids=ODD)
def test_whatever_is_typed_the_page_stays_whole(words, reader):
    """An answer in words, no markup of the reader's, nothing wider than the page."""
    page = reader.open("")
    title = page.title()
    searched(page, words)
    assert page.locator(".md-search-result__meta").inner_text().strip()
    assert page.locator(".md-search-result img, .md-search-result script").count() == 0
    assert (page.title(), page.evaluate("document.documentElement.scrollWidth <= innerWidth")) == (title, True)
    assert [
        complaint for complaint in reader.complaints if not re.search("Invalid query|workers/search", complaint)
    ] == []


def asked(page: Page) -> list[str]:
    """What of the search a page asks for, from now on, by the names of the files."""
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url.rpartition("/")[2].partition(".")[0]))
    return names


@pytest.mark.parametrize("key", ["/", "s", "f", "click"])
def test_nothing_is_loaded_for_the_search_until_somebody_searches(key, reader):
    """Then index and worker are, by whatever way the field is reached."""
    names = asked(reader.page)
    page = reader.open("functions/selu/", until="networkidle")
    assert not {"search", "search_index"} & {*names}
    if key == "click":
        page.locator("input.md-search__input").click()
    else:
        page.keyboard.press(key)
    page.keyboard.type("swish")
    expect(page.locator(".md-search-result__item").first.locator("h1")).to_have_text("SiLU")
    assert (names.count("search"), names.count("search_index")) == (1, 1)
    assert reader.complaints == []


def test_an_address_can_search(reader):
    """To such a one the page for addresses that lead nowhere leads."""
    page = reader.open("?q=swish")
    expect(page.locator(".md-search-result__item").first.locator("h1")).to_have_text("SiLU")
    assert reader.complaints == []


def test_the_page_for_addresses_that_lead_nowhere_searches(browser, site):
    """Whatever folder it stands for."""
    with served(site) as root, reading(browser, root) as reader:
        page = reader.open("404.html")
        page.keyboard.press("/")
        page.keyboard.type("swish")
        expect(page.locator(".md-search-result__item").first.locator("h1")).to_have_text("SiLU")
        assert reader.complaints == []


def test_a_result_marks_the_words_that_led_to_it(reader):
    """For which the page reads the index, and starts no worker."""
    names = asked(reader.page)
    page = reader.open("functions/silu/?h=swish", until="networkidle")
    expect(page.locator("article mark").first).to_have_text("Swish")
    assert "search_index" in names and "search" not in names
    assert reader.complaints == []
