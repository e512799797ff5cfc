"""matplotlib's figures as small SVGs that stand in a page and take their colours from it.

matplotlib writes identifiers, fonts and colours of its own; here they become the page's. What comes out depends on
the figure alone, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any
from xml.etree import ElementTree

from rectified.drawing.elements import FigureError, check_element
from rectified.drawing.palette import CYCLE, LIGHT, themed

#: matplotlib's settings for every figure; plain values, so that they can be written into a kernel's first cell.
RC: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text: searchable, and in the page's font
    "svg.hashsalt": "rectified",
    "svg.image_inline": True,
    "figure.figsize": [6.4, 3.6],
    "figure.facecolor": "none",
    "figure.max_open_warning": 0,
    "savefig.bbox": "tight",
    "savefig.pad_inches": 0.05,
    "font.size": 11.0,
    "lines.linewidth": 1.8,
    "legend.frameon": False,
    "axes.facecolor": "none",
    "axes.titley": 1.0,  # looking for a height at which a title is in nobody's way takes a tenth of the drawing
    "axes.axisbelow": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.prop_cycle": f"cycler('color', {[LIGHT[role] for role in CYCLE]})",
    "axes.edgecolor": LIGHT["muted"],
    "axes.labelcolor": LIGHT["ink"],
    "grid.color": LIGHT["grid"],
    "hatch.color": LIGHT["muted"],
    "patch.edgecolor": LIGHT["ink"],
    "text.color": LIGHT["ink"],
    "xtick.color": LIGHT["muted"],
    "ytick.color": LIGHT["muted"],
}

#: What matplotlib leaves to `* {…}`, a rule that would reach the whole page, and to black as the colour of no colour.
_ROOT_STYLE = f"fill:{themed(LIGHT['ink'])};stroke-linejoin:round;stroke-linecap:butt;font-family:inherit"
_DROPPED = {"metadata", "style"}
_DEFAULTS = {("stroke-dashoffset", "0"), ("stroke-opacity", "1"), ("fill-opacity", "1")}
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_COMMAND = re.compile(r"([MLHVCSQTAZz])")
_REFERENCE_OR_COLOUR = re.compile(r"url\(#([^)]+)\)|#[0-9a-fA-F]{6}\b")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTED = _ESCAPES | str.maketrans({'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"})
_FONT = re.compile(r"(?:(?P<style>italic|oblique) )?(?:small-caps )?(?:(?P<weight>bold|\d+) )?(?P<size>[\d.]+px)")


def themed_svg(svg: str, prefix: str, alt: str) -> str:
    """Turn matplotlib's SVG document into one `<svg>` line for a page.

    prefix: begins every identifier, and so must be unique on the page; alt: what the figure shows, in words.
    The size is left to the page, colours are custom properties of the page with the light theme's as fallback.
    Raises ColourError for a colour that a light or a dark page could not show, FigureError for what is not a drawing.
    """
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise FigureError(f"the figure is no SVG: {error}") from None
    identifiers = _identifiers(root, prefix)
    style = cache(partial(_style, identifiers=identifiers))  # a tick has that of all others
    view = _rounded(root.get("viewBox", ""))
    page = {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "style": _ROOT_STYLE, "viewBox": view}
    return _element("svg", page, _element("title", {}, alt.translate(_ESCAPES)) + _inside(root, identifiers, style))


def _identifiers(root: ElementTree.Element, prefix: str) -> dict[str, str]:
    """New names for the identifiers that something refers to, numbered as they are first referred to."""
    names: dict[str, str] = {}
    for element in root.iter():
        for name, value in element.attrib.items():
            found = [value[1:]] if name.endswith("href") and value.startswith("#") else []
            found += [match[1] for match in _REFERENCE_OR_COLOUR.finditer(value) if match[1]] if "(#" in value else []
            for old in found:
                names.setdefault(old, f"{prefix}{len(names)}")
    return names


def _inside(parent: ElementTree.Element, identifiers: dict[str, str], style: Callable[[str], str]) -> str:
    """The page's form of an element's children; a group that says nothing gives way to its own children."""
    parts = []
    for element in parent:
        tag = element.tag.rpartition("}")[2]
        if tag in _DROPPED:
            continue
        check_element(element)
        attributes = _attributes(element, identifiers, style)
        inside = _inside(element, identifiers, style)
        if tag == "g" and not attributes:
            parts.append(inside)
        elif not _invisible(tag, attributes, inside):
            words = element.text if element.text and (tag == "tspan" or not element.text.isspace()) else ""
            parts.append(_element(tag, attributes, words.translate(_ESCAPES) + inside))
    return "".join(parts)


def _invisible(tag: str, attributes: Mapping[str, str], inside: str) -> bool:
    """Is it an empty group or list of definitions, or a shape that is neither filled nor stroked?"""
    if tag in ("g", "defs"):
        return not inside
    return tag == "path" and attributes.get("style") == "fill:none"


def _element(tag: str, attributes: Mapping[str, str], inside: str) -> str:
    start = tag + "".join([f' {name}="{value.translate(_QUOTED)}"' for name, value in attributes.items()])
    return f"<{start}>{inside}</{tag}>" if inside else f"<{start} />"


def _attributes(
    element: ElementTree.Element, identifiers: dict[str, str], style: Callable[[str], str]
) -> dict[str, str]:
    kept = {}
    for name, value in element.attrib.items():
        name = name.rpartition("}")[2]
        if name == "id":
            if value in identifiers:
                kept["id"] = identifiers[value]
        elif name == "href":
            kept["href"] = "#" + identifiers[value[1:]] if value.startswith("#") else "".join(value.split())
        elif name == "style":
            if declarations := style(value):
                kept["style"] = declarations
        elif not value.startswith("rotate(-0 "):
            kept[name] = _referring(_rounded(value), identifiers)
    return kept


def _style(style: str, identifiers: dict[str, str]) -> str:
    """The declarations without blanks, in the page's colours and the page's font."""
    declarations: list[str] = []
    for declaration in filter(str.strip, style.split(";")):
        name, value = (part.strip() for part in declaration.split(":", 1))
        if name == "font":
            declarations += _font(value)
        elif (name, value) not in _DEFAULTS and name != "font-family":
            declarations.append(f"{name}:{_referring(value, identifiers)}")
    return ";".join(declarations)


def _font(shorthand: str) -> Iterator[str]:
    """The parts of the `font` shorthand other than the family."""
    if match := _FONT.match(shorthand):
        yield from (f"font-{part}:{value}" for part, value in match.groupdict().items() if value)


def _referring(value: str, identifiers: dict[str, str]) -> str:
    """A value with its references renamed and its colours taken from the page."""

    def replace(match: re.Match[str]) -> str:
        return f"url(#{identifiers[match[1]]})" if match[1] else themed(match[0])

    return _REFERENCE_OR_COLOUR.sub(replace, value) if "#" in value else value


def _rounded(value: str) -> str:
    """Coordinates to a tenth of a point, which no eye can see; factors of a matrix keep their digits."""
    if "scale" in value or "matrix" in value:
        return value
    value = _NUMBER.sub(_short, value)
    return "".join(map(str.strip, _COMMAND.split(value))) if value.startswith("M") else value


def _short(number: re.Match[str]) -> str:
    """The shortest decimal of a number rounded to one place."""
    shown = f"{float(number[0]):.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown
