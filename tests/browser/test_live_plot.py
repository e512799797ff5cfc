"""The live plot as readers use it: with keys, mouse and finger, by a link, on paper, and without script."""

from __future__ import annotations

import gzip
import json
import math
import re
import shutil

import pytest
from html_pages import read_page

from browser.conftest import reading, served

pytestmark = pytest.mark.browser

ELU = "functions/elu/"
NUMBER = r"(−?[\d.]+(?:e−?\d+)?)"


def live(page, path=ELU):
    """The bar of a page's plot, and the picture once it is live."""
    page.locator(".plot-x input").first.focus()
    page.locator(".plot-live").first.wait_for()
    return page.locator(".plot-bar").first, page.locator(".plot-live").first


def values(page):
    """What the read-out says of x, f and f′; waits for the picture to have followed."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    words = page.locator(".plot-read").first.inner_text().replace("\u00a0", " ")
    found = re.fullmatch(rf"x = {NUMBER}, f\(x\) = {NUMBER}, f′\(x\) = {NUMBER}", words)
    assert found, words
    return [float(text.replace("−", "-")) for text in found.groups()]


def elu(x, alpha=1.0):
    """ELU and its slope."""
    return [x, x if x > 0 else alpha * math.expm1(x), 1 if x > 0 else alpha * math.exp(x)]


def close(found):
    return pytest.approx(found, rel=1e-3)


def middle(picture):
    box = picture.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def across(picture, share):
    """The place in the page of a share of the axis, in the middle of the picture."""
    box = picture.bounding_box()
    return box["x"] + box["width"] * (44 + 294 * share) / 360, box["y"] + box["height"] * 0.45


def test_nothing_but_a_bar_is_there_at_first(reader):
    """One line under the static picture; curves and their script are fetched when the plot is touched, and once."""
    fetched = []
    reader.page.on("request", lambda request: fetched.append(request.url.removeprefix(reader.address)))
    page = reader.open(ELU, until="networkidle")
    assert page.locator(".plot-live").count() == 0 and page.locator("svg.standard-plot").is_visible()
    assert page.locator(".plot-bar").bounding_box()["height"] < 70
    assert not [name for name in fetched if "plots.json" in name or "javascripts/plot/" in name]
    live(page)
    page.wait_for_load_state("networkidle")
    assert fetched.count("plots.json") == 1
    assert page.locator("svg.plot-still").is_hidden()
    assert reader.complaints == []


def test_the_read_out_follows_the_slider_of_x(reader):
    """By keys and by the pointer, with the function's values."""
    page = reader.open(ELU)
    bar, _ = live(page)
    assert values(page) == close(elu(1))
    page.keyboard.press("ArrowLeft")
    assert values(page) == close(elu(0.99))
    page.keyboard.press("Home")
    assert values(page) == close(elu(-4))
    box = bar.locator(".plot-x input").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    x, f, slope = values(page)
    assert abs(x) < 0.1 and [x, f, slope] == close(elu(x))
    page.locator(".plot-heard", has_text="x = ").wait_for(state="attached")
    assert reader.complaints == []


def test_the_curves_follow_a_parameter(reader):
    """A slider for α redraws both; its number stands beside it."""
    page = reader.open(ELU)
    bar, picture = live(page)
    page.keyboard.press("Home")
    bar.locator("summary").click()
    before = picture.inner_html()
    bar.locator("input[name=alpha]").focus()
    page.keyboard.press("End")
    assert values(page) == close(elu(-4, 4))
    assert bar.locator(".plot-parameter output").inner_text() == "4"
    assert picture.inner_html() != before
    page.keyboard.press("ArrowLeft")
    assert values(page) == close(elu(-4, 3.99))
    assert reader.complaints == []


@pytest.mark.parametrize("stem, name", [("leaky-relu", "alpha"), ("silu", "beta")])
def test_each_parameter_has_a_slider_that_starts_at_its_default(stem, name, reader):
    """And one slider alone where the function has one parameter."""
    page = reader.open(f"functions/{stem}/")
    bar, _ = live(page)
    bar.locator("summary").click()
    default = {"alpha": "0.01", "beta": "1"}[name]
    assert [each.get_attribute("name") for each in bar.locator(".plot-parameter input").all()] == [name]
    assert bar.locator(".plot-parameter output").inner_text() == default


def test_other_functions_are_drawn_as_well(reader):
    """Each with a colour and a line of its own, and an entry in the legend; unchecked they are gone."""
    page = reader.open(ELU)
    bar, picture = live(page)
    bar.locator("summary").click()
    boxes = bar.locator("[type=checkbox]")
    assert boxes.count() >= 8
    for box in boxes.all():
        box.check()
    values(page)
    styles = "all => all.map(one => `${one.getAttribute('stroke')} ${one.getAttribute('stroke-dasharray')}`)"
    curves = picture.locator("svg path[stroke-width='2.2']").evaluate_all(styles)
    assert len(set(curves)) == len(curves) == boxes.count() + 2
    legend = picture.locator("text").all_text_contents()
    assert {"ReLU", "Leaky ReLU", "GELU", "Tanh"} <= {words.strip() for words in legend}
    for box in boxes.all()[1:]:
        box.uncheck()
    values(page)
    assert picture.locator("svg path[stroke-width='2.2']").count() == 3
    assert reader.complaints == []


def test_hovering_reads_off_and_a_click_marks(reader):
    """The mouse shows the values under it; away from the picture, those of the mark come back."""
    page = reader.open(ELU)
    _, picture = live(page)
    page.mouse.move(*across(picture, 0.25))
    assert values(page) == close(elu(-2))
    page.mouse.move(0, 0)
    assert values(page) == close(elu(1))
    page.mouse.click(*across(picture, 0.75))
    page.mouse.move(0, 0)
    assert values(page) == close(elu(2))
    assert page.locator(".plot-x input").input_value() == "2"


def ticks(picture):
    """The labels of the horizontal axis as numbers."""
    words = picture.locator("g[text-anchor=middle] text").all_text_contents()
    return [float(word.replace("−", "-")) for word in words if word != "x"]


def test_the_plot_is_zoomed_moved_and_reset(reader):
    """By buttons and by keys, about the mark; as far as the formulas were tried and no further."""
    page = reader.open(ELU)
    bar, picture = live(page)
    bar.locator("summary").click()
    bar.get_by_label("Zoom in").click()
    values(page)
    assert (ticks(picture)[0], ticks(picture)[-1]) == (-1.5, 2.5)
    picture.focus()
    page.keyboard.press("-")
    page.keyboard.press("ArrowRight")
    values(page)
    assert (ticks(picture)[0], ticks(picture)[-1]) == (-2, 6)
    for _ in range(12):
        page.keyboard.press("-")
        values(page)
    assert ticks(picture)[-1] <= 1000 and bar.locator(".plot-said").inner_text() == "The plot goes no further"
    assert values(page) == close(elu(values(page)[0]))
    page.keyboard.press("0")
    values(page)
    assert ticks(picture) == [-4, -3, -2, -1, 0, 1, 2, 3, 4]
    for _ in range(14):
        page.keyboard.press("+")
        values(page)
    assert ticks(picture)[-1] - ticks(picture)[0] < 0.02
    bar.get_by_text("Reset").click()
    assert values(page) == close(elu(1)) and ticks(picture) == [-4, -3, -2, -1, 0, 1, 2, 3, 4]
    assert reader.complaints == []


def test_a_drag_moves_the_plot(reader):
    """And is no tap."""
    page = reader.open(ELU)
    _, picture = live(page)
    page.mouse.move(*across(picture, 0.75))
    page.mouse.down()
    page.mouse.move(*across(picture, 0.5), steps=5)
    page.mouse.up()
    page.mouse.move(0, 0)
    assert values(page) == close(elu(1))
    assert abs(ticks(picture)[-1] - 6) < 0.3


def test_a_link_restores_the_plot(reader, browser, address):
    """Copied by one, opened by another: the same picture."""
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open(ELU)
    bar, picture = live(page)
    page.keyboard.press("Home")
    bar.locator("summary").click()
    bar.locator("input[name=alpha]").focus()
    page.keyboard.press("PageUp")
    bar.locator("[value=tanh]").check()
    bar.get_by_label("Zoom out").click()
    bar.get_by_text("Copy link").click()
    page.locator(".plot-said", has_text="Link copied").wait_for()
    found, link = values(page), page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{address}{ELU}#plot=elu&x=-4&alpha=")
    with reading(browser, address, viewport={"width": 1280, "height": 900}) as other:
        again = other.open(link.removeprefix(address))
        again.locator(".plot-live").wait_for()
        assert values(again) == found
        assert again.locator(".plot-live").inner_html() == picture.inner_html()
        assert again.locator("[value=tanh]").is_checked()
        assert other.complaints == []


@pytest.mark.parametrize(
    "fragment", ["plot=elu&x=99&with=relu", "plot=elu&alpha=<b>", "plot=nothing", "plot=", "plot=%E0%A4%A"]
)
def test_nonsense_in_a_link_leaves_the_plot_whole(fragment, reader):
    """Nothing of it is taken, and the reader is told."""
    page = reader.open(f"{ELU}#{fragment}")
    page.locator(".plot-said", has_text="describes no plot").wait_for()
    assert values(page) == close(elu(1))
    assert page.locator(".plot-live svg path[stroke-width='2.2']").count() == 2
    assert reader.complaints == []


def test_an_image_is_copied(reader):
    """A PNG three times as large as the picture's own units."""
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open(ELU)
    bar, _ = live(page)
    bar.locator("summary").click()
    bar.get_by_text("Copy image").click()
    page.locator(".plot-said", has_text="Image copied").wait_for()
    size = page.evaluate("""async () => {
        const [item] = await navigator.clipboard.read(), image = await createImageBitmap(await item.getType("image/png"));
        return [image.width, image.height];
    }""")
    assert size == [1080, 828]
    assert reader.complaints == []


def test_an_image_is_saved_where_the_clipboard_is_denied(reader):
    """As a file named after the function, with curves on it."""
    reader.page.add_init_script("delete Navigator.prototype.clipboard")
    page = reader.open(ELU)
    bar, _ = live(page)
    bar.locator("summary").click()
    with page.expect_download() as waiting:
        bar.get_by_text("Copy image").click()
    assert waiting.value.suggested_filename == "elu.png"
    assert waiting.value.path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    page.locator(".plot-said", has_text="saved as a file").wait_for()
    assert reader.complaints == []


def test_a_thousand_moves_leave_nothing_behind(reader):
    """As many nodes and listeners as before, and no complaint."""
    page = reader.open(ELU)
    bar, _ = live(page)
    bar.locator("summary").click()
    session = page.context.new_cdp_session(page)

    def count():
        session.send("HeapProfiler.collectGarbage")
        found = session.send("Memory.getDOMCounters")
        return found["nodes"], found["jsEventListeners"]

    move = """async (times) => {
        const input = document.querySelector("input[name=alpha]");
        for (let n = 0; n < times; n++) {
            input.value = 0.01 + (n % 400) / 100;
            input.dispatchEvent(new Event("input", { bubbles: true }));
            if (n % 4 == 0) await new Promise(requestAnimationFrame);
        }
    }"""
    page.evaluate(move, 50)
    nodes, listeners = count()
    page.evaluate(move, 1000)
    values(page)
    after = count()
    assert after[0] - nodes < 60 and after[1] <= listeners
    assert reader.complaints == []


def test_the_plot_works_with_fingers(browser, address):
    """A tap marks a point; on the narrowest phone nothing is wider than the page, not even with large text."""
    options = {"viewport": {"width": 320, "height": 700}, "has_touch": True, "is_mobile": True}
    with reading(browser, address, **options) as phone:
        page = phone.open(ELU)
        page.locator("svg.standard-plot").tap()
        page.locator(".plot-live").wait_for()
        x, y = across(page.locator(".plot-live"), 0.75)
        page.touchscreen.tap(x, y)
        assert values(page)[0] == pytest.approx(2, abs=0.05)
        page.locator(".plot-bar summary").tap()
        page.evaluate("document.documentElement.style.fontSize = '250%'")  # twice Material's 125 %
        for box in page.locator(".plot-bar :is(input, output, label, button, summary)").all():
            place = box.bounding_box()
            assert place and place["x"] >= 0 and place["x"] + place["width"] <= 320
        assert phone.complaints == []


def test_every_control_has_a_name_and_can_be_seen_to_have_focus(reader):
    """Tab leads through them in order."""
    page = reader.open(ELU)
    bar, picture = live(page)
    bar.locator("summary").click()
    picture.focus()
    names = []
    for _ in range(1 + bar.locator("input, summary, button").count()):
        focused = page.evaluate("""() => {
            const one = document.activeElement, style = getComputedStyle(one);
            return [one.ariaLabel || one.labels?.[0]?.textContent || one.textContent, style.outlineStyle, style.outlineWidth];
        }""")
        names.append(focused[0].strip())
        page.keyboard.press("Tab")
    assert all(names)
    assert names[:3] == [
        "ELU and its derivative, live: plus and minus zoom, arrows move, 0 resets",
        "x, for ELU and its derivative",
        "Play",
    ]


def test_paper_gets_the_static_picture_alone(reader):
    """Neither the live one nor the bar is printed."""
    page = reader.open(ELU)
    live(page)
    page.emulate_media(media="print")
    assert page.locator("svg.plot-still").is_visible()
    assert page.locator(".plot-live").is_hidden() and page.locator(".plot-bar").is_hidden()


def test_without_script_there_is_the_static_picture(without_script):
    """And no control that would do nothing."""
    page = without_script.open(ELU)
    assert page.locator("svg.standard-plot").is_visible()
    assert page.locator(".plot-bar").count() == 0


def test_a_plot_whose_curves_cannot_be_loaded_says_so(reader):
    """The picture stays."""
    reader.page.route("**/plots.json", lambda route: route.abort())
    page = reader.open(ELU)
    page.locator(".plot-x input").focus()
    page.locator(".plot-said", has_text="could not be loaded").wait_for()
    assert page.locator("svg.standard-plot").is_visible()


def test_several_plots_on_a_page_live_side_by_side(site, browser, tmp_path):
    """Each with its own function and state."""
    page_text = read_page(site, f"{ELU}index.html").text
    (still,) = re.findall(r'<svg class="standard-plot".*?</svg>', page_text, re.S)
    other = re.search(r'<svg class="standard-plot".*?</svg>', read_page(site, "functions/silu/index.html").text, re.S)[
        0
    ]
    copied = tmp_path / "site"
    shutil.copytree(site, copied)
    (copied / ELU / "index.html").write_text(page_text.replace(still, f"{still}</p><p>{other}"), encoding="utf-8")
    with served(copied) as root, reading(browser, root) as reader:
        page = reader.open(ELU)
        for bar in page.locator(".plot-x input").all():
            bar.focus()
            page.keyboard.press("Home")
        page.locator(".plot-live").nth(1).wait_for()
        page.locator(".plot-read", has_text="x\u00a0=\u00a0−4").nth(1).wait_for()
        first, second = page.locator(".plot-read").all_inner_texts()
        assert first != second
        assert reader.complaints == []


def test_the_scripts_of_a_page_are_small(site):
    """Each compressed alone: 4 kB of our own at first, 12 kB with a live plot, and the image's script when asked for."""

    def weight(*files):
        return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)

    folder = site / "assets/javascripts"
    first = folder / "site.js"
    assert weight(first) < 4_000
    assert weight(first, *(file for file in (folder / "plot").glob("*.js") if file.stem != "image")) < 12_000
    assert weight(folder / "plot/image.js") < 1_000
    assert weight(site / "plots.json") < 3_000
    assert json.loads((site / "plots.json").read_text(encoding="utf-8")).keys() >= {"elu", "gelu", "relu", "silu"}
