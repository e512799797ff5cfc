"""Figures for pages: the same bytes each time, no identifier twice, no colour a page could not show."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from rectified.drawing.drawn import TooLarge, drawn
from rectified.drawing.figures import RC, themed_svg
from rectified.drawing.palette import ColourError


@pytest.fixture(autouse=True)
def settings():
    """The builder's settings, and no figure left open."""
    with mpl.rc_context(RC):
        yield
    plt.close("all")


def figure_svg(figure, prefix, alt):
    return themed_svg(drawn(figure, prefix, 1024), prefix, alt)


def everything():
    """A figure with lines, markers, areas, a hatch, an image, a legend, formulas and text in several fonts."""
    figure, (left, right) = plt.subplots(1, 2)
    x = np.linspace(-3, 3, 200)
    for power in range(6):
        left.plot(x, x * power, label=f"$x^{power}$")
    left.plot(x, np.tanh(x), "k--", marker="o", markevery=50, markerfacecolor="w")
    left.axhspan(0, 1, hatch="//", alpha=0.2)
    left.grid()
    left.legend()
    left.set_title("<Title> & α", fontweight="bold", fontstyle="italic")
    right.imshow(np.eye(5))
    right.text(1, 1, "black", color="black", rotation=30)
    right.scatter([1, 2], [2, 1], color="gray")
    return figure


def svg(prefix="a-", alt="Lines."):
    return figure_svg(everything(), prefix, alt)


def declarations(text):
    """All (property, value) pairs of the styles of an SVG, and its presentation attributes."""
    for element in ElementTree.fromstring(text).iter():
        yield from (part.split(":", 1) for part in element.get("style", "").split(";") if part)
        yield from element.attrib.items()


def test_the_same_figure_gives_the_same_bytes():
    """Nothing random, no date and no version gets into the text."""
    first = svg()
    plt.close("all")
    assert svg() == first


def test_identifiers_are_unique_on_a_page():
    """Two figures with prefixes of their own share no identifier, and every reference has its target."""
    texts = [svg("a-"), svg("b-")]
    ids = [name for text in texts for name in re.findall(r'\bid="([^"]+)"', text)]
    assert len(ids) == len(set(ids)) > 0
    for text, prefix in zip(texts, ("a-", "b-"), strict=True):
        references = set(re.findall(r'href="#([^"]+)"', text)) | set(re.findall(r"url\(#([^)]+)\)", text))
        assert references == {name for name in ids if name.startswith(prefix)}


def test_every_colour_is_the_pages():
    """What matplotlib draws by itself, the six colours of the cycle, black, grey and white all follow the page."""
    colours = {value for name, value in declarations(svg()) if name in ("fill", "stroke")}
    colours = {colour for colour in colours if not colour.startswith("url(")} - {"none"}
    assert all(re.fullmatch(r"var\(--rectified-\w+,#[0-9a-f]{6}\)", colour) for colour in colours)
    roles = {re.search(r"rectified-(\w+)", colour)[1] for colour in colours}
    assert roles == {"ink", "muted", "grid", "paper", "c1", "c2", "c3", "c4", "c5", "c6"}


def test_what_has_no_colour_is_ink():
    """Black text and black areas, to which matplotlib gives no colour at all, take the page's ink."""
    figure, axes = plt.subplots()
    axes.axhspan(0, 1, facecolor="black", edgecolor="none")
    axes.text(0, 0, "black", color="black")
    root = ElementTree.fromstring(figure_svg(figure, "a-", "A bar."))
    (text,) = [element for element in root.iter() if element.text == "black"]
    assert "fill" not in text.get("style")
    assert root.get("style").startswith("fill:var(--rectified-ink,")


def test_a_colour_that_one_page_hides_is_refused():
    """Dark blue cannot be seen on a dark page, yellow not on a white one; the message names the colour."""
    for colour, code in (("navy", "#000080"), ("yellow", "#ffff00")):
        figure, axes = plt.subplots()
        axes.plot([0, 1], color=colour)
        with pytest.raises(ColourError, match=code):
            figure_svg(figure, "a-", "A line.")


def test_a_colour_that_both_pages_show_is_kept():
    """Red is red."""
    figure, axes = plt.subplots()
    axes.plot([0, 1], color="red")
    assert "stroke:#ff0000" in figure_svg(figure, "a-", "A line.")


def test_text_stays_text_in_the_pages_font():
    """A title can be found and selected; its weight and slant are kept, its family is the page's."""
    root = ElementTree.fromstring(svg())
    (title,) = [element for element in root.iter() if element.text == "<Title> & α"]
    assert title.tag.endswith("text")
    style = title.get("style")
    assert "font-weight:700" in style or "font-weight:bold" in style
    assert "font-style:italic" in style
    assert re.search(r"font-size:[\d.]+px", style)
    families = [value for name, value in declarations(svg()) if name in ("font", "font-family")]
    assert families == ["inherit"]


@pytest.mark.parametrize(
    "drawing, shown",
    [
        ('<g>a<path d="M 1 2"/></g>', '<path d="M1 2" />'),
        ('<g id="a">b</g><use href="#a"/>', '<use href="#p-0" />'),
        ("<defs>a</defs><g> </g>", ""),
        (
            '<g id="a" clip-path="url(#b)"><path d="M 1 2 \nL 3 4"/></g>',
            '<g clip-path="url(#p-0)"><path d="M1 2L3 4" /></g>',
        ),
        (
            '<text x="1.26">a &lt; b<tspan> &amp; c</tspan></text>',
            '<text x="1.3">a &lt; b<tspan> &amp; c</tspan></text>',
        ),
    ],
    ids=["a group gives way", "a group of nothing", "nothing", "a group", "text"],
)
def test_what_stays_of_an_element(drawing, shown):
    """Words that stand between shapes are none of matplotlib's, and go."""
    text = themed_svg(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{drawing}</svg>', "p-", "")
    assert text.partition("<title />")[2] == f"{shown}</svg>"


def test_the_root_is_an_image_with_a_name():
    """Readers of screens hear the alt text; the page decides on the size; one line, nothing but the element."""
    text = svg(alt='Six "lines" & <areas>')
    root = ElementTree.fromstring(text)
    assert (root.tag, root.get("role")) == ("{http://www.w3.org/2000/svg}svg", "img")
    assert root.get("viewBox")
    assert root.get("width") is root.get("height") is None
    assert (root[0].tag.rpartition("}")[2], root[0].text) == ("title", 'Six "lines" & <areas>')
    assert "\n" not in text
    assert text.startswith("<svg ")
    assert not any(word in text for word in ("<?xml", "<!DOCTYPE", "metadata", "<style", "matplotlib", "xlink"))


def test_a_figure_is_small():
    """Half of what matplotlib writes, for a plot of two curves less than 10 kB."""
    figure, axes = plt.subplots()
    x = np.linspace(-4, 4, 1000)
    axes.plot(x, np.tanh(x), label="tanh")
    axes.plot(x, 1 / (1 + np.exp(-x)), label="sigmoid")
    axes.legend()
    assert len(figure_svg(figure, "tanh-1-1-", "Two curves.")) < 10_000


def test_coordinates_keep_their_place():
    """Rounding moves no point by more than a twentieth, and spares the factors of a matrix."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100.004 50">'
        '<path d="M 10.126 -0.001 \nL 1e3 2.5e-05 \nz" style="stroke: #000000"/>'
        '<g transform="matrix(0.001234 0 0 1 5.678 0)"><path d="M 0 0 L 1 1" style="fill: #ffffff"/></g></svg>'
    )
    text = themed_svg(drawing, "a-", "")
    assert 'viewBox="0 0 100 50"' in text
    assert 'd="M10.1 0L1e3 0z"' in text
    assert "matrix(0.001234 0 0 1 5.678 0)" in text


def test_the_authors_names_for_parts_do_not_reach_the_page():
    """An identifier given in the code could be that of a heading."""
    figure, axes = plt.subplots()
    axes.plot([0, 1], gid="formula")
    assert "formula" not in figure_svg(figure, "a-", "A line.")


def test_a_drawing_that_is_too_large_is_stopped():
    """At the limit, before it has been written whole."""
    figure, axes = plt.subplots()
    axes.plot(np.random.default_rng(0).normal(size=20_000))
    with pytest.raises(TooLarge):
        drawn(figure, "a-", 100)
    assert len(drawn(figure, "a-", 1024)) > 100 * 1024


def test_a_text_is_measured_by_the_font_that_is_set():
    """Though the same text was measured before, for another figure and in another font."""

    def view(font):
        with mpl.rc_context({"font.sans-serif": [font]}):
            figure = plt.figure()
            figure.text(0.9, 0.5, "wide in one font, wider in the other")
            return re.search(r'viewBox="([^"]*)"', figure_svg(figure, "a-", "Text."))[1]

    usual, wider = view("DejaVu Sans"), view("DejaVu Sans Mono")
    assert usual != wider == view("DejaVu Sans Mono")
    assert view("DejaVu Sans") == usual


@pytest.mark.parametrize("angle", [0, 90, 45])
def test_the_view_holds_the_texts_whatever_way_they_run(angle):
    """As far as matplotlib says that they reach, also beyond the figure's edges."""
    figure = plt.figure()
    text = figure.text(0.95, 0.95, "beyond two edges", rotation=angle)
    left, top, width, height = map(float, re.search(r'viewBox="([^"]*)"', figure_svg(figure, "a-", "Text."))[1].split())
    figure.dpi = 72
    box, tall = text.get_window_extent(), figure.bbox.height
    assert left <= box.x0 and box.x1 <= left + width and top <= tall - box.y1 and tall - box.y0 <= top + height
    assert left + width < box.x1 + 10 and top > tall - box.y1 - 10
