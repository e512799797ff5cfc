"""What a reader sees and does: mathematics, plots, copying, schemes, search, all of it without script or on a phone."""

from __future__ import annotations

import subprocess
import sys

import pytest
from html_pages import ROOT, addresses

from browser.conftest import reading, served

pytestmark = pytest.mark.browser

#: One page of each kind.
KINDS = {
    "home": "",
    "function": "functions/selu/",
    "concept": "concepts/vanishing-gradient/",
    "audit": "audits/selu/",
    "lab": "labs/self-normalization/",
    "functions": "compare/",
    "claims": "claims/",
}
each_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)

#: Programs that a reader may paste, and what they print.
USES = {"selu": "print(selu(0.0))", "relu": "print(relu(-1.0))"}


@pytest.mark.parametrize("path", addresses(), ids=lambda path: path or "home")
def test_a_page_loads_without_a_complaint(path, reader):
    """No console error, no exception, no request that fails, none to another host; nothing is wider than the page."""
    page = reader.open(path, until="networkidle")
    assert page.locator("h1").is_visible()
    assert reader.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_address_that_leads_nowhere_gets_the_sites_own_page(reader, site):
    """GitHub Pages serves 404.html for it; here it is asked for."""
    page = reader.open("404.html")
    assert "404" in page.locator("h1").inner_text()


@pytest.mark.parametrize("path", [KINDS["function"], KINDS["lab"]])
def test_the_folder_alone_can_be_served(path, site, browser):
    """`python -m http.server` in an unpacked zip: the same pages, nothing missing."""
    with served(site) as root, reading(browser, root) as reader:
        page = reader.open(path, until="networkidle")
        assert page.locator("h1").is_visible()
        assert reader.complaints == []


def test_mathematics_is_laid_out_in_its_font(reader):
    """Every formula has a size; cases stand on rows; the math font is the one that is shipped."""
    page = reader.open(KINDS["function"], until="networkidle")
    sizes = page.eval_on_selector_all("math", "all => all.map(one => one.getBoundingClientRect())")
    assert sizes and all(size["width"] > 5 and size["height"] > 5 for size in sizes)
    rows = (
        page.locator("math").first.locator("mtr").evaluate_all("all => all.map(one => one.getBoundingClientRect().y)")
    )
    assert len(set(rows)) == len(rows) == 2
    family = page.locator("math").first.evaluate("one => getComputedStyle(one).fontFamily")
    assert (
        page.evaluate("[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)")[0].strip('"')
        in family
    )


def test_formula_and_derivative_stand_side_by_side_where_there_is_room(reader):
    """And the plot beside the facts."""
    page = reader.open(KINDS["function"])
    for pair in (".formulas > .formula", ".at-a-glance > *"):
        first, second = page.locator(pair).evaluate_all("all => all.map(one => one.getBoundingClientRect())")[:2]
        assert abs(first["y"] - second["y"]) < 50 and second["x"] >= first["x"] + first["width"]


@pytest.mark.parametrize("path", ["functions/selu/", "functions/relu/", "labs/self-normalization/"])
def test_plots_are_drawn(path, reader):
    """As wide as is useful, with curves in colours that differ from the page's."""
    page = reader.open(path)
    for plot in page.locator("article svg[role=img]").all():
        box = plot.bounding_box()
        assert box and box["width"] > 250 and box["height"] > 120
    ink = page.locator("article svg[role=img] text").first.evaluate("one => getComputedStyle(one).fill")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ink != ground


@pytest.mark.parametrize("stem", USES)
def test_the_copy_button_copies_a_program_that_runs(stem, reader, tmp_path):
    """The file's exact text is on the clipboard; pasted into an empty file it runs by itself."""
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open(f"functions/{stem}/")
    page.locator("button.snippet-copy").first.click()
    page.locator("[role=status]", has_text="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (ROOT / f"snippets/{stem}.py").read_text(encoding="utf-8")
    (tmp_path / "pasted.py").write_text(f"{copied}\n{USES[stem]}\n", encoding="utf-8")
    ran = subprocess.run([sys.executable, "-I", "pasted.py"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (ran.stdout.strip().removeprefix("-"), ran.stderr) == ("0.0", "")


def test_the_copy_button_works_without_permission_for_the_clipboard(reader):
    """As on a page served by plain http: the older way is taken."""
    reader.page.add_init_script("delete Navigator.prototype.clipboard")
    page = reader.open(KINDS["function"])
    page.locator("button.snippet-copy").first.click()
    page.locator("[role=status]", has_text="Copied").wait_for()


def test_the_download_is_the_tested_file(reader):
    """Under its own name."""
    page = reader.open(KINDS["function"])
    with page.expect_download() as waiting:
        page.locator("a.snippet-download").first.click()
    assert waiting.value.suggested_filename == "selu.py"
    assert waiting.value.path().read_bytes() == (ROOT / "snippets/selu.py").read_bytes()


def test_claims_lead_to_their_evidence(reader):
    """The words lead to the place on the page."""
    page = reader.open(KINDS["function"])
    words = page.locator("a.claim", has_text="bounded below").first
    words.click()
    assert page.url.endswith("#claim-bounded_below")
    assert page.locator("#claim-bounded_below").is_visible()
    assert "claim-bounded_below" in page.evaluate("document.querySelector(':target').id")


@each_kind
def test_both_schemes_can_be_chosen(path, reader):
    """The switch turns the page, its plots and its formulas dark and keeps the choice on the next page."""
    reader.page.emulate_media(color_scheme="light")
    page = reader.open(path)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("label.md-header__button[for^=__palette]:visible").click()
    page.locator("label.md-header__button[for^=__palette]:visible").click()
    page.wait_for_function("document.body.dataset.mdColorScheme == 'slate'")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert brightness(dark) < 80 < 200 < brightness(light)
    texts = "article svg[role=img] text, article math mi, article p"
    inks = page.eval_on_selector_all(texts, "all => all.map(one => getComputedStyle(one))" + INK)
    assert inks and min(map(brightness, inks)) > brightness(dark) + 60
    page.reload()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    page.wait_for_function(f"{TOLD} == 'dark'")
    page.locator("label.md-header__button[for^=__palette]:visible").click()
    page.wait_for_function(f"{TOLD} == 'light'")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light
    page.wait_for_function("!document.body.hasAttribute('data-md-color-switching')")
    assert reader.complaints == []


#: What the browser is told, for scroll bars and what it draws itself.
TOLD = "document.querySelector('meta[name=color-scheme]').content"

#: What paints a text: SVG fills it, everything else colours it.
INK = ".map((style, index) => all[index].ownerSVGElement ? style.fill : style.color)"


def brightness(colour: str) -> float:
    """Mean of the channels of rgb(…), 0 to 255."""
    channels = [float(part) for part in colour[colour.index("(") + 1 : -1].replace(",", " ").split()[:3]]
    return sum(channels) / 3


def test_a_reader_whose_system_is_dark_gets_the_dark_scheme(reader):
    """Without touching the switch, and before Material's script has run."""
    reader.page.emulate_media(color_scheme="dark")
    reader.page.route("**/bundle.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page = reader.open(KINDS["function"])
    assert brightness(page.evaluate("getComputedStyle(document.body).backgroundColor")) < 80
    reader.page.unroute("**/bundle.*.js")
    page = reader.open(KINDS["function"])
    assert brightness(page.evaluate("getComputedStyle(document.body).backgroundColor")) < 80
    page.wait_for_function(f"{TOLD} == 'dark'")


@pytest.mark.parametrize("words, found", [("expm1", "SELU"), ("leaky_relu", "Leaky ReLU"), ("lambda", "SELU")])
def test_search_finds(words, found, reader):
    """Names as they stand in code, whole and in parts."""
    page = reader.open("")
    page.locator("input.md-search__input").click()
    page.keyboard.type(words)
    page.locator(".md-search-result__item").first.wait_for()
    assert found in page.locator(".md-search-result__list").inner_text()
    assert reader.complaints == []


@each_kind
def test_a_page_can_be_read_without_script(path, without_script):
    """Text, formulas, plots and evidence are in the page itself."""
    page = without_script.open(path)
    assert page.locator("h1").is_visible()
    assert len(page.locator("article").inner_text()) > 300
    for question in page.locator(".prediction > summary").all():
        question.click()
    for kind in ("math", "svg[role=img]"):
        for one in page.locator(f"article {kind}").all()[:3]:
            box = one.bounding_box()
            assert box and box["width"] > 3 and box["height"] > 3
    if path == KINDS["function"]:
        assert page.locator("#claim-bounded_below").is_visible()
        assert page.locator("article svg.standard-plot").count() == 1
        assert page.locator("article math").count() >= 2


@pytest.mark.parametrize("path", addresses(), ids=lambda path: path or "home")
def test_a_page_fits_a_phone(path, on_phone):
    """It does not scroll sideways; what is wider scrolls in a box of its own."""
    page = on_phone.open(path)
    page.evaluate("scrollTo(200, 0)")
    assert page.evaluate("scrollX") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("h1").is_visible()


def test_the_address_of_evidence_opens_at_its_place(reader):
    """A permanent address that somebody was sent."""
    page = reader.open("functions/selu/#claim-bounded_below")
    top = page.locator("#claim-bounded_below").bounding_box()["y"]
    assert 0 <= top < 900
