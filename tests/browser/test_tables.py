"""The tables of functions and of claims: filtered, sorted, restored from the address, and whole without script."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, quote

import pytest
from html_pages import read_page

from rectified.facts.properties import COMPARED, cells

pytestmark = pytest.mark.browser

ROWS = "#claims tbody tr:visible"
STATUS = "form[data-table=claims] [role=status]"
WORDS = "form[data-table=claims] [name=words]"


@pytest.fixture(scope="module")
def claims(site):
    return json.loads((site / "claims.json").read_text(encoding="utf-8"))


def asked(page) -> dict[str, str]:
    """The parameters in the address."""
    query = page.evaluate("location.search.slice(1)")
    return {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}


def column(page, table: str, name: str) -> list[str]:
    """The texts of a column, in the order of the rows that are shown."""
    at = page.locator(f"#{table} thead th").evaluate_all(
        "(heads, name) => heads.findIndex((head) => head.dataset.column === name)", name
    )
    texts = page.locator(f"#{table} tbody tr:visible").evaluate_all(
        "(rows, at) => rows.map((row) => row.cells[at].innerText.trim())", at
    )
    assert texts
    return texts


def shown_columns(page, table: str) -> list[str]:
    """The names of the columns that can be seen."""
    heads = page.locator(f"#{table} thead th[data-column]:visible")
    return heads.evaluate_all("heads => heads.map((head) => head.dataset.column)")


def test_claims_are_filtered_by_verdict_how_page_and_words(reader, claims):
    """All at once; the line above tells how many are left, and the address what was chosen."""
    page = reader.open("claims/")
    assert page.locator(ROWS).count() == len(claims)
    page.get_by_role("combobox", name="Verdict").select_option("false")
    assert set(column(page, "claims", "verdict")) == {"false"}
    page.get_by_role("combobox", name="Page").select_option("functions/selu")
    page.get_by_role("combobox", name="Established").select_option("proved")
    wanted = [row for row in claims if (row["verdict"], row["how"]) == ("false", "proved")]
    wanted = [row for row in wanted if row["page"].startswith("functions/selu/")]
    assert page.locator(ROWS).count() == len(wanted) > 1
    page.get_by_role("searchbox", name="Words").fill("RANGE ℝ")
    assert page.locator(ROWS).count() == 1
    assert page.locator(STATUS).inner_text() == f"1 of {len(claims)} claims shown."
    assert asked(page) == {"verdict": "false", "page": "functions/selu", "how": "proved", "words": "RANGE ℝ"}
    assert reader.complaints == []


def test_a_myth_is_shown_with_its_correction_however_it_is_found(reader, claims):
    """Words of the mistake find the row, which says False before it and True after it."""
    page = reader.open("claims/?words=" + quote("range is all of ℝ"))
    (text,) = [row.inner_text() for row in page.locator(f"{ROWS} > th").all()]
    assert text.startswith("False: ") and "True: " in text


def test_the_address_restores_what_was_chosen(reader):
    """After a reload, and for whom it is sent to."""
    page = reader.open("claims/")
    page.get_by_role("combobox", name="Established").select_option("sampled")
    page.get_by_role("button", name="Page").click()
    page.get_by_role("button", name="Page").click()
    before, kept = column(page, "claims", "claim"), asked(page)
    assert kept == {"how": "sampled", "sort": "-page"}
    page.reload()
    assert column(page, "claims", "claim") == before and asked(page) == kept
    assert page.get_by_role("combobox", name="Established").input_value() == "sampled"


NONSENSE = {
    "a verdict that there is none of": ("verdict=maybe", "maybe"),
    "a name that there is none of": ("colour=red", "colour"),
    "an order that there is none of": ("sort=-found", "-found"),
    "a name that objects have": ("__proto__=1&constructor=2", "__proto__”, “constructor"),
    "broken escapes": ("page=%E0%A4%A&verdict=%", "%"),
}


@pytest.mark.parametrize("query, told", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_in_the_address_is_ignored_and_told(query, told, reader, claims):
    """All rows are there; the rest of the address holds."""
    page = reader.open(f"claims/?{query}&how=proved")
    status = page.locator(STATUS).inner_text()
    assert status.startswith("The address asks for what is not here, which is ignored: “") and told in status
    proved = sum(row["how"] == "proved" for row in claims)
    assert page.locator(ROWS).count() == proved and f"{proved} of {len(claims)} claims shown." in status
    page.get_by_role("searchbox", name="Words").fill("the")
    assert "ignored" not in page.locator(STATUS).inner_text()
    assert reader.complaints == []


def test_what_the_search_adds_to_an_address_is_no_nonsense(reader, claims):
    """It marks the words that led here."""
    page = reader.open("claims/?h=claim")
    assert page.locator(STATUS).inner_text() == f"{len(claims)} of {len(claims)} claims shown."


def test_a_filter_that_matches_nothing_says_so_and_can_be_cleared(reader, claims):
    """By the button beside it; then the address is clean."""
    page = reader.open("claims/")
    page.get_by_role("searchbox", name="Words").fill("no such words anywhere")
    assert page.locator(ROWS).count() == 0
    assert page.locator(STATUS).inner_text().endswith("Nothing matches; “Reset” shows all again.")
    page.get_by_role("button", name="Reset").click()
    page.wait_for_url(lambda address: "?" not in address)
    assert page.locator(ROWS).count() == len(claims) and page.locator(WORDS).input_value() == ""


@pytest.mark.parametrize("words", ["<script>window.ran = 1</script>", "<img src=x onerror=window.ran=1>"])
def test_markup_in_the_filter_stays_text(words, reader):
    """In the address, where it is told as something that is not here, and typed."""
    page = reader.open("claims/?verdict=" + quote(words), until="networkidle")
    assert words[:12] in page.locator(STATUS).inner_text()
    page.get_by_role("searchbox", name="Words").fill(words)
    assert page.locator(ROWS).count() == 0
    assert page.evaluate("window.ran") is None
    assert reader.complaints == []


def test_a_very_long_query_keeps_the_page_whole(reader, on_phone, claims):
    """The filter takes two hundred letters of it; nothing grows wider than the page."""
    for visitor in (reader, on_phone):
        page = visitor.open(f"claims/?words={'x' * 6000}&verdict={'y' * 6000}&sort={'z' * 6000}")
        assert page.locator(WORDS).input_value() == "x" * 200
        assert page.locator(ROWS).count() == 0
        assert len(page.locator(STATUS).inner_text()) < 400
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name="Reset").click()
        page.wait_for_url(lambda address: "?" not in address)
        assert page.locator(ROWS).count() == len(claims)


def test_claims_are_sorted_by_strength_and_the_third_press_undoes_it(reader):
    """Upwards from the strongest, downwards, and as the page came; a screen reader is told which."""
    page = reader.open("claims/")
    came = column(page, "claims", "claim")
    head = page.locator("#claims th[data-column=how]")
    strengths = ["proved", "exhaustive", "sampled", "measured", "cited"]
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert list(dict.fromkeys(column(page, "claims", "how"))) == strengths
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert list(dict.fromkeys(column(page, "claims", "how"))) == strengths[::-1]
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None
    assert column(page, "claims", "claim") == came and asked(page) == {}


def test_everything_can_be_done_with_the_keyboard(reader):
    """Each control is reached by Tab, is seen to be, and answers to the keys that such a thing answers to."""
    page = reader.open("claims/")
    page.locator(WORDS).focus()
    page.keyboard.type("softplus")
    shown = page.locator(ROWS).count()
    page.keyboard.press("Enter")  # sends nothing
    assert page.locator(ROWS).count() == shown > 3
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert asked(page) == {"words": "softplus", "verdict": "holds"}
    for name in ("how", "page"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == name
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.parentNode.dataset.column") == "claim"
    page.keyboard.press("Space")
    assert asked(page)["sort"] == "claim"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def focused(page) -> str:
    return page.evaluate("document.activeElement.innerText")


def test_a_table_is_one_stop_and_the_arrows_lead_on_in_it(reader):
    """Along a row and a column, to the ends of a row; Tab leaves it at once and comes back to where it was."""
    page = reader.open("compare/")
    page.locator("form[data-table=functions] [type=reset]").focus()
    page.keyboard.press("Tab")  # to the box, which scrolls
    page.keyboard.press("Tab")
    assert focused(page) == "Function"
    assert page.locator("#functions .keys").is_visible()
    for key, found in {"ArrowDown": "ELU", "End": None, "Home": "ELU", "ArrowUp": "Function"}.items():
        page.keyboard.press(key)
        assert found is None or focused(page) == found
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    where = page.evaluate("document.activeElement.getAttribute('href')")
    assert where.startswith("../functions/elu/#fact-")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#functions') === null")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == where
    page.keyboard.press("Enter")
    page.wait_for_url("**/functions/elu/#fact-*")


def test_a_table_whose_stop_is_filtered_away_has_another(reader):
    """The first link that is left."""
    page = reader.open("claims/")
    page.locator("#claims tbody a").first.focus()
    page.locator(WORDS).fill("softplus")
    page.locator("form[data-table=claims] [type=reset]").focus()
    page.keyboard.press("Tab")
    assert focused(page) == "Claim"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').innerText.toLowerCase().includes('softplus')")


def test_without_script_each_link_of_a_table_is_a_stop(without_script):
    """There is nothing to lead on by arrows."""
    page = without_script.open("compare/")
    assert page.locator("#facts a:not([tabindex])").count() == page.locator("#facts a").count() > 100
    assert page.locator(".keys").count() == 0


def test_functions_are_sorted_by_the_numbers_of_a_fact(reader, site):
    """Which stand before words, whatever the way."""
    facts = json.loads((site / "facts.json").read_text(encoding="utf-8"))
    gains = {row["function"]: float(row["figures"]["gain"]) for row in facts if row["property"] == "gain"}
    page = reader.open("compare/")
    names = dict(zip(column(page, "functions", "function"), column(page, "functions", "gain"), strict=True))
    assert len(names) == len(gains)
    page.get_by_role("button", name="Initialisation gain").click()
    assert [float(text) for text in column(page, "functions", "gain")] == sorted(map(float, names.values()))
    page.get_by_role("button", name="Initialisation gain").click()
    assert asked(page) == {"sort": "-gain"}
    assert float(column(page, "functions", "gain")[0]) == pytest.approx(max(gains.values()), rel=1e-4)


def test_columns_are_chosen(reader):
    """Those of the list are shown at first; a tick adds one, without any tick all are shown; the address keeps it."""
    page = reader.open("compare/")
    first = {"function", *(f"{name}-{dtype}" if dtype else name for name, dtype in COMPARED)}
    assert set(shown_columns(page, "functions")) == first
    page.get_by_text("Choose columns").click()
    page.get_by_label("Convex").check()
    assert set(shown_columns(page, "functions")) == first | {"convex"}
    page.get_by_role("button", name="Reset").first.click()
    page.wait_for_url(lambda address: "?" not in address)
    assert set(shown_columns(page, "functions")) == first
    page.goto(reader.address + "compare/?columns=gain,nothing,range")
    assert shown_columns(page, "functions") == ["function", "range", "gain"]
    assert "“nothing”" in page.locator("form[data-table=functions] [role=status]").inner_text()
    page.goto(reader.address + "compare/?columns=")
    assert len(shown_columns(page, "functions")) == 1 + len([*cells()])
    assert reader.complaints == []


def test_two_functions_stand_side_by_side(reader):
    """Those that are ticked, with all of their facts; each fact leads to its row."""
    page = reader.open("compare/")
    boxes = page.get_by_role("group", name="Functions")
    boxes.get_by_label("SELU", exact=True).check()
    boxes.get_by_label("ELU", exact=True).check()
    assert shown_columns(page, "facts") == ["elu", "selu"]
    assert asked(page) == {"functions": "elu,selu"}
    page.reload()
    assert shown_columns(page, "facts") == ["elu", "selu"]
    row = page.locator("#facts tbody tr", has=page.get_by_role("rowheader", name="Range", exact=True))
    texts = [cell.inner_text() for cell in row.locator("td:visible").all()]
    assert len(texts) == 2 and texts[0] != texts[1]
    row.locator("td:visible a").first.click()
    assert page.url.endswith("functions/elu/#fact-range")
    assert page.locator("#fact-range").is_visible()


def test_without_script_the_tables_are_whole(without_script, claims):
    """And there are no controls that would do nothing."""
    page = without_script.open("claims/")
    assert page.locator(ROWS).count() == len(claims)
    assert page.locator("#claims button, .table-controls:visible").count() == 0
    page = without_script.open("compare/")
    assert set(shown_columns(page, "functions")) == {"function", *(f"{n}-{d}" if d else n for n, d in COMPARED)}
    functions = page.locator("#functions tbody tr").count()
    assert page.locator("#facts td:visible").count() == functions * len([*cells()])
    assert page.locator("#functions svg.sparkline:visible").count() == functions
    assert page.locator(".table-controls:visible").count() == 0


@pytest.mark.parametrize("width", [320, 412])
@pytest.mark.parametrize("path", ["claims/", "compare/", "functions/"])
def test_on_a_phone_only_tables_scroll_sideways(path, width, reader):
    """Their boxes can be reached with the keyboard; a claim is a card as wide as the page."""
    reader.page.set_viewport_size({"width": width, "height": 800})
    page = reader.open(path, until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for box in page.locator(".facts-scroll").all():
        assert box.evaluate("box => (box.scrollWidth > box.clientWidth) === (box.tabIndex === 0)")
    if path == "claims/":
        assert page.locator(f"{ROWS} > *").evaluate_all(
            "(cells, width) => cells.every((cell) => cell.getBoundingClientRect().right <= width)", width
        )


@pytest.mark.parametrize("words, found", [("ledger", "Ledger of claims"), ("compare", "Compare functions")])
def test_search_finds_the_tables(words, found, reader):
    """By their titles; what stands in them is found on its own page."""
    page = reader.open("")
    page.locator("input.md-search__input").click()
    page.keyboard.type(words)
    page.locator(".md-search-result__item").first.wait_for()
    assert found in page.locator(".md-search-result__list").inner_text()


def test_the_script_is_small_and_only_where_it_is_of_use(site):
    """Three kilobytes, as a server sends it; other pages do not load it."""
    import gzip

    script = (site / "assets/javascripts/tables.js").read_bytes()
    assert len(gzip.compress(script, 9)) <= 3000
    for script in (b"tables.js", b"arrows.js"):
        pages = sorted(
            path.relative_to(site).as_posix() for path in site.rglob("*.html") if script in path.read_bytes()
        )
        assert pages == ["claims/index.html", "compare/index.html"]


def test_the_section_of_functions_shows_each_graph(reader, site):
    """Beside its link."""
    page = reader.open("functions/")
    names = page.locator("article li > svg.sparkline").evaluate_all(
        "all => all.map((svg) => svg.getAttribute('aria-label'))"
    )
    links = [re.sub(" and its derivative$", "", name) for name in names]
    assert links == page.locator("article li > a").all_inner_texts() and len(links) > 5
    assert read_page(site, "functions/index.html").all("img") == []
