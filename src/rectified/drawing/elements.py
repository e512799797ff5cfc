"""What matplotlib draws with. A figure that holds anything else is none of its making, and could do anything."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset(
    "g path use rect image text tspan defs clipPath pattern "
    "linearGradient stop filter feComposite feColorMatrix".split()
)
_ATTRIBUTES = frozenset(
    "id d x y x1 y1 x2 y2 width height transform style clip-path fill fill-opacity stroke stroke-width opacity offset "
    "patternUnits gradientUnits shape-rendering filter in in2 operator k2 k3 type values".split()
)
#: Beside these, `style` and the attributes that a style could hold name things inside the drawing, or nothing.
_INSIDE = re.compile(r"[^()\\]*(?:(?<=url)\(#[^()\s]+\)[^()\\]*)*")
_PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=\s]*")


class FigureError(ValueError):
    """A drawing that holds what matplotlib does not draw with: a script, a link, a picture from elsewhere."""


def check_element(element: Element) -> None:
    """Raise FigureError unless the element, without its children, is one that matplotlib draws with."""
    tag = element.tag.removeprefix(_SVG)
    if tag not in _ELEMENTS:
        raise FigureError(f"the figure holds <{tag.rpartition('}')[2]}>, which is no part of a drawing")
    for name, value in element.attrib.items():
        name = name.rpartition("}")[2]
        allowed = name in _ATTRIBUTES or (name == "href" and _is_target(tag, value))
        # What has none of these names nothing, and most values, paths above all, are found to have none in no time.
        named = ("(" in value or ")" in value or "\\" in value) and name not in ("href", "transform")
        if not allowed or (named and not _INSIDE.fullmatch(value)):
            shown = value if len(value) <= 60 else f"{value[:59]}…"
            raise FigureError(f'the figure holds {name}="{shown}" in <{tag}>, which is no part of a drawing')


def _is_target(tag: str, address: str) -> bool:
    """Whether an element may show what is there: a part of the drawing, or the pixels of a picture."""
    return bool(_PICTURE.fullmatch(address)) if tag == "image" else tag == "use" and address.startswith("#")
