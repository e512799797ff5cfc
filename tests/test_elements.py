"""What a figure may be made of: what matplotlib draws with, and nothing that runs, leads or loads."""

from __future__ import annotations

from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.backends.backend_svg import RendererSVG

from rectified.drawing.drawn import drawn
from rectified.drawing.elements import FigureError, check_element
from rectified.drawing.figures import RC, themed_svg

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.fixture(autouse=True)
def settings():
    """The builder's settings, and no figure left open."""
    with mpl.rc_context(RC):
        yield
    plt.close("all")


@pytest.mark.parametrize(
    "element, found",
    [
        ("<script {}/>", "<script>"),
        ("<a {} xlink:href='https://a.b'/>", "<a>"),
        ("<foreignObject {}/>", "<foreignObject>"),
        ("<animate {} attributeName='href'/>", "<animate>"),
        ("<g xmlns='http://www.w3.org/1999/xhtml'/>", "<g>"),
        ("<g/>", None),
        ("<g {} onload='x'/>", 'onload="x" in <g>'),
        ("<g {} class='x'/>", 'class="x" in <g>'),
        ("<image {} xlink:href='https://a.b/c.png'/>", 'href="https://a.b/c.png" in <image>'),
        ("<image {} href='figure.image0.png'/>", 'href="figure.image0.png" in <image>'),
        ("<image {} href='data:image/svg+xml,x'/>", 'href="data:image/svg+xml,x" in <image>'),
        ("<use {} href='a.svg#b'/>", 'href="a.svg#b" in <use>'),
        ("<path {} href='#a'/>", 'href="#a" in <path>'),
        ("<path {} style='fill: url(https://a.b#c)'/>", 'style="fill: url(https://a.b#c)" in <path>'),
        ("<path {} fill='url(a.svg#c)'/>", 'fill="url(a.svg#c)" in <path>'),
        (r"<path {} style='fill: \75rl'/>", r'style="fill: \75rl" in <path>'),
        ("<use {} xlink:href='#a' transform='translate(1 2)' style='fill: url(#b)'/>", None),
        ("<image {} xlink:href='data:image/png;base64,\naaa='/>", None),
    ],
)
def test_an_element_is_a_part_of_a_drawing_or_refused(element, found):
    """By its name, by each of its attributes, by what these refer to."""
    parsed = ElementTree.fromstring(element.format(HEAD))
    if found is None:
        check_element(parsed)
    else:
        with pytest.raises(FigureError) as caught:
            check_element(parsed)
        assert str(caught.value) == f"the figure holds {found}, which is no part of a drawing"


def line(axes):
    axes.plot([0, 1], marker="o")
    axes.fill_between([0, 1], [1, 2], hatch="//", alpha=0.5)
    axes.text(0, 0, "text\nand $x^2$", rotation=30, bbox={"facecolor": "w"})
    axes.set_title("A <script>")


def pixels(axes):
    axes.imshow(np.eye(3), alpha=0.5)
    axes.imshow(np.eye(3), interpolation="none", transform=axes.transData)


def many(axes):
    axes.scatter([1, 2, 3], [1, 2, 3], s=[1, 2, 3])
    axes.pcolormesh(np.eye(3), rasterized=True)
    axes.quiver([0, 1], [0, 1], [1, 0], [0, 1])
    axes.contour(np.eye(3), colors="k")


def triangles(axes):
    axes.tripcolor([0, 1, 0], [0, 0, 1], [0, 1, 2], shading="gouraud", cmap="gray", vmin=-9, vmax=11)


@pytest.mark.parametrize("draw", [line, pixels, many, triangles])
@pytest.mark.parametrize("fonts", ["none", "path"])
def test_whatever_matplotlib_draws_is_a_drawing(draw, fonts):
    """Lines, areas, text as text and as outlines, pictures, markers, shaded triangles."""
    _, axes = plt.subplots()
    draw(axes)
    with mpl.rc_context({"svg.fonttype": fonts}):
        assert themed_svg(drawn(plt.gcf(), "a-", 1024), "a-", "A drawing.").startswith("<svg ")


def test_a_link_in_a_figure_is_refused():
    """matplotlib makes one of an address that is given to a part."""
    _, axes = plt.subplots()
    axes.scatter([1], [1]).set_urls(["javascript:alert(1)"])
    with pytest.raises(FigureError, match="holds <a>"):
        themed_svg(drawn(plt.gcf(), "a-", 1024), "a-", "A point.")


def test_a_hook_into_matplotlib_draws_nothing_else(monkeypatch):
    """Not even when it writes into the drawing itself."""

    def draw_text(self, *_, **__):
        self.writer.element("script", "alert(1)")

    monkeypatch.setattr(RendererSVG, "draw_text", draw_text)
    _, axes = plt.subplots()
    axes.set_title("A title")
    with pytest.raises(FigureError, match="holds <script>"):
        themed_svg(drawn(plt.gcf(), "a-", 1024), "a-", "A title.")


def test_what_is_no_svg_is_refused():
    """A lab can show anything under that name."""
    with pytest.raises(FigureError, match="no SVG"):
        themed_svg("<svg onload='x'", "a-", "Nothing.")
