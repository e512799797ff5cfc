"""Where a formula may go on in a new line: a narrow screen sets its rows below each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring, tostring

#: Relations and operators with two sides: a line may end before one, as printers do it.
_BREAKS = frozenset("=≈∼≠<>≤≥∈→↦+−±⊙")

#: How high parentheses are that no longer grow with all they hold: around a fraction, and around less.
_HIGH, _LOW = "2.4em", "1.8em"


def breakable(math: str) -> str:
    """Return a formula as several rows where it can be broken; side by side they look as the one row did.

    math: a `<math>` element as Temml writes it, well-formed XML.
    A line may end before a relation or an operator, within parentheses too, and after a space between factors; outside
    parentheses first, so that a row may be of class "rows" and hold rows itself. What is in fractions, roots and tables
    stays whole.
    """
    root = fromstring(math)
    if len(root) != 1 or root[0].tag != "mrow" or root[0].attrib:
        return math
    whole = _row(list(_parts(root[0])))
    if not whole.attrib:
        return math
    root[:] = whole
    return tostring(root, encoding="unicode", short_empty_elements=False)


class _Part(NamedTuple):
    """What stands in a formula, in how many parentheses, and whether a line may end before it."""

    element: Element
    depth: int
    ends: bool


def _parts(row: Iterable[Element], depth: int = 0, before: Element | None = None) -> Iterator[_Part]:
    """All that stands in a row, and in the parentheses in it, which are opened."""
    for element in row:
        if _is_group(element):
            _fix_height(element)
            yield _Part(element[0], depth, _ends(before, element[0], depth))
            yield from _parts(element[1:], depth + 1, element[0])
        else:
            yield _Part(element, depth, _ends(before, element, depth))
        before = element


def _ends(before: Element | None, element: Element, depth: int) -> bool:
    if before is None:
        return False
    return (_is_infix(element) and not _is_infix(before)) or (depth == 0 and _is_space(before))


def _row(parts: Sequence[_Part]) -> Element:
    """One row of them, or rows that are broken where the fewest parentheses are open."""
    row = Element("mrow")
    depths = [part.depth for part in parts[1:] if part.ends]
    if not depths:
        row.extend(part.element for part in parts)
        return row
    row.set("class", "rows")
    starts = [0, *(at for at, part in enumerate(parts) if at and part.ends and part.depth == min(depths)), len(parts)]
    for start, end in pairwise(starts):
        if start and _is_infix(first := parts[start].element):
            first.set("form", "infix")  # at the beginning of a row it would be taken for a sign
        row.append(_row(parts[start:end]))
    return row


def _is_group(part: Element) -> bool:
    """Whether it is a pair of parentheses in which, or in one of which, a line may end."""
    fenced = part.tag == "mrow" and len(part) > 0 and part[0].get("fence") is not None
    return fenced and any(_is_infix(inner) or _is_group(inner) for inner in part)


def _fix_height(group: Element) -> None:
    """Give parentheses that grow one height, since they may come to stand in different rows."""
    high = _HIGH if group.find(".//mfrac") is not None else _LOW
    for fence in (group[0], group[-1]):
        if fence.get("stretchy") == "true":
            fence.attrib |= {"minsize": high, "maxsize": high}


def _is_infix(part: Element) -> bool:
    return part.tag == "mo" and part.text in _BREAKS and part.get("form", "infix") == "infix"


def _is_space(part: Element) -> bool:
    """Whether it is a space that separates, rather than one that draws together or none."""
    return part.tag == "mspace" and float(part.get("width", "0").removesuffix("em")) > 0
