"""What is active in Markdown: its raw HTML, its links and images, its attribute lists."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from markdown.extensions.attr_list import get_attrs_and_remainder

from rectified.active.raw import shown
from rectified.active.tags import active_address, active_html, active_tag
from rectified.markdown import spans

_SIGN = re.compile(r"<[a-zA-Z]|\]\s*[(:\[]|!\[|\{")  # without any of these nothing is active
_ADDRESS = r"\(\s*(?:<(?P<angled>[^>\n]*)|(?P<bare>[^\s()\[\]]*))"
_LINK = re.compile(rf"\]{_ADDRESS}")
_IMAGE = re.compile(rf"!\[(?:[^\[\]]|\[[^\[\]]*\])*(?P<link>\]){_ADDRESS}")
_REFERENCE = re.compile(r"^[ ]{0,3}\[(?P<name>[^\[\]]+)\]:[ \t]*\n?[ \t]*<?(?P<address>[^\s>]+)", re.M)
_IMAGE_BY_NAME = re.compile(r"!\[(?P<words>[^\[\]]*)\][ ]?(?:\[(?P<name>[^\[\]]*)\])?")
_ATTRIBUTE_LIST = re.compile(r"\{:?[ ]*([^\n]*)\}")


def active_markdown(text: str, start: int = 0, *, nested: bool = True) -> Iterator[tuple[int, str]]:
    """Everything active in Markdown from `start` on: its offset, and what it is; code and mathematics are not.

    nested: whether an attribute `markdown` makes the inside of raw HTML Markdown again.
    """
    if not _SIGN.search(text, start):
        return
    visible = shown(text, start, nested=nested)
    yield from active_html(visible)
    yield from _targets(visible)
    for brace in re.finditer(r"\{", visible):
        if listed := _ATTRIBUTE_LIST.match(visible, brace.start()):
            attributes = get_attrs_and_remainder(listed[1])[0]
            yield from ((brace.start(), found) for found in active_tag("a", attributes, of="an attribute list"))


def html_in(text: str) -> str:
    """The first tag or comment in Markdown outside code and mathematics, "" when there is none."""
    if "<" not in text:
        return ""
    found = (text[span.start : span.end] for span in spans(text) if span.kind in ("html", "comment"))
    return next((tag for tag in found if not re.match(r"<[a-zA-Z][\w+.-]*://", tag)), "")


def _targets(visible: str) -> Iterator[tuple[int, str]]:
    """Active addresses of Markdown's links and images, written beside the words or named by them."""
    references = list(_REFERENCE.finditer(visible))
    named = {_name(reference["name"]): reference["address"] for reference in references}
    links = {link.start(): link["angled"] or link["bare"] or "" for link in _LINK.finditer(visible)}
    links |= {reference.start(): reference["address"] for reference in references}
    images = {}
    for mark in re.finditer(r"!\[", visible):
        if image := _IMAGE.match(visible, mark.start()):
            links.pop(image.start("link"), None)
            images[mark.start()] = image["angled"] or image["bare"] or ""
        elif image := _IMAGE_BY_NAME.match(visible, mark.start()):
            images[mark.start()] = named.get(_name(image["name"] or image["words"]), "")
    for kind, targets in (("a", "href"), links), (("img", "src"), images):
        for start, address in targets.items():
            yield from ((start, found) for found in active_address(*kind, html.unescape(address)))


def _name(reference: str) -> str:
    return " ".join(reference.split()).casefold()
