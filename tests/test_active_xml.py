"""Drawings in files: whatever a browser would run or load when it opens one by itself."""

from __future__ import annotations

import pytest

from rectified.active.xml import active_xml

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize(
    "inside, found",
    [
        (">\n<script>alert(1)</script>", [(2, "<script>")]),
        (' onload="x">', [(1, "onload= in <svg>")]),
        (">\n\n<foreignObject/>", [(3, "<foreignobject>")]),
        ('><a xlink:href="javascript:x"/>', [(1, "the address javascript:x")]),
        ('><a><set attributeName="href" to="javascript:x"/></a>', [(1, "the address javascript:x")]),
        ('><image xlink:href="https://a.b/c.png"/>', [(1, "https://a.b/c.png, which would come from another host")]),
        ('><use href="//a.b/c.svg#d"/>', [(1, "//a.b/c.svg#d, which would come from another host")]),
        ('><g xml:base="https://a.b"/>', [(1, "https://a.b, which would come from another host")]),
        ('><rect style="fill: url(https://a.b#c)"/>', [(1, "https://a.b#c in the style of <rect>")]),
        (">\n<style>@import 'https://a.b';</style>", [(2, "https://a.b in a style")]),
        ("><style><![CDATA[* { background: url(//a.b) }]]></style>", [(1, "//a.b in a style")]),
        ('><b xmlns="http://www.w3.org/1999/xhtml"/>', [(1, "the HTML element <b>")]),
        ("><?xml-stylesheet href='a.css'?>", [(1, "the instruction <?xml-stylesheet?>")]),
    ],
)
def test_what_is_active_is_named_with_its_line(inside, found):
    """Scripts, handlers, HTML inside, and what comes from elsewhere."""
    assert active_xml(f"{HEAD}{inside}</svg>".encode()) == found


@pytest.mark.parametrize(
    "inside",
    [
        "><path d='M0 0'/><style>path { fill: url(#a); font: 'A' }</style>",
        '><use xlink:href="#a"/><image href="data:image/png;base64,aaaa"/><image href="a.png"/>',
        '><a href="https://a.b"><text>url(https://a.b)</text></a>',
        ' xmlns:c="http://creativecommons.org/ns#"><metadata><c:license c:resource="https://a.b"/></metadata>',
        "><!-- <script> --><title>A &lt;script&gt;</title>",
    ],
)
def test_a_drawing_is_let_through(inside):
    """Its own parts, pictures of the site, links, what a drawing program says of it."""
    assert active_xml(f'<?xml version="1.0"?>\n<!DOCTYPE svg>\n{HEAD}{inside}</svg>'.encode()) == []


def test_entities_are_refused():
    """They could stand for a tag; and a few lines for gigabytes."""
    text = f'<!DOCTYPE svg [\n<!ENTITY a "<script/>">\n]>\n{HEAD}>&a;</svg>'
    assert active_xml(text.encode())[0] == (2, "the entity a, which could stand for anything")


def test_what_is_no_xml_says_where():
    """A browser might still make something of it."""
    assert active_xml(b"<svg>\n<g>\n</svg>") == [(3, "no XML: mismatched tag")]
    assert active_xml(b"\x1f\x8b")[0][1].startswith("no XML: ")
