"""The drawing of a network: links with names, lines between them, colours of the page."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from rectified.drawing.network import SHAPES, Dot, network

SVG = "{http://www.w3.org/2000/svg}"
DOTS = [
    Dot("../a/", "A", "A: one & <two>", 0),
    Dot("../b/", "A name of five words", "B", 1),
    Dot("../c/", "Unbroken-name-of-one-word", "C", 1),
]


def drawn(links, dots=DOTS, kinds=("First", "Second")):
    return ElementTree.fromstring(network(dots, links, kinds, "A & B"))


def test_each_point_is_a_link_with_its_name_and_more_in_its_title():
    """Whatever is in them is text; a long name stands on two lines."""
    links = drawn([]).findall(f"{SVG}a")
    assert [link.get("href") for link in links] == ["../a/", "../b/", "../c/"]
    assert [link.findtext(f"{SVG}title") for link in links] == ["A: one & <two>", "B", "C"]
    spans = [[span.text for span in link.iter(f"{SVG}tspan")] for link in links]
    assert spans == [["A"], ["A name of", "five words"], ["Unbroken-name-of-one-word"]]


def test_kinds_differ_by_shape_and_colour_and_are_named():
    """So that colour is not all."""
    svg = drawn([])
    shapes = [(path.get("d"), path.get("fill")) for path in svg.findall(f"{SVG}a/{SVG}path")]
    assert shapes[0] != shapes[1] == shapes[2]
    assert shapes[0][0] != shapes[1][0] and shapes[0][1] != shapes[1][1]
    assert [text.text for text in svg.findall(f"{SVG}text")] == ["First", "Second"]
    assert [(path.get("d"), path.get("fill")) for path in svg.findall(f"{SVG}path")[:2]] == shapes[:2]
    assert len(set(SHAPES)) == len(SHAPES)


@pytest.mark.parametrize(
    "links, plain, arrows",
    [([(0, 1)], 0, 1), ([(0, 1), (1, 0)], 1, 0), ([(0, 1), (1, 0), (2, 0), (2, 1)], 1, 2), ([], 0, 0)],
    ids=["one way", "both ways", "some of each", "none"],
)
def test_two_that_link_to_each_other_are_joined_and_others_have_an_arrow(links, plain, arrows):
    """Each pair once."""
    svg = drawn(links)
    joined = svg.findall(f"{SVG}path")[-1]
    (pointed,) = svg.findall(f"{SVG}g")
    assert joined.get("d").count("L") == plain
    assert len(pointed) == arrows
    assert pointed.get("marker-end") == f"url(#{svg.find(f'{SVG}defs/{SVG}marker').get('id')})"


def test_colours_are_those_of_the_page():
    """Every one a property of the page with a fallback."""
    fills = {element.get(name) for element in drawn([(0, 1)]).iter() for name in ("fill", "stroke")} - {None, "none"}
    assert fills and all(fill.startswith("var(--rectified-") for fill in fills)


def test_the_drawing_has_a_name_and_its_links_stay_links():
    """An image would hide them from those who hear the page."""
    svg = drawn([])
    assert (svg.get("role"), svg.get("aria-label")) == ("group", "A & B")


def test_nothing_stands_outside_the_view():
    """As wide as a phone."""
    svg = drawn([(0, 1), (1, 2)])
    _, _, wide, high = map(float, svg.get("viewBox").split())
    boxes = [[float(rect.get(name)) for name in ("x", "y", "width", "height")] for rect in svg.iter(f"{SVG}rect")]
    assert all(x >= 0 and y >= 0 and x + w <= wide and y + h <= high for x, y, w, h in boxes)


def test_the_same_network_gives_the_same_bytes():
    """In whatever order its links are told."""
    assert network(DOTS, [(0, 1), (1, 2)], ["K"], "T") == network(DOTS, [(1, 2), (0, 1), (0, 1)], ["K"], "T")
