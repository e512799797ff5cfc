"""What is active in HTML: what would run on a page, send something, or come from another host.

A page's policy forbids a browser most of it; found here, it is a mistake with a line. Inert HTML is none.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html.parser import HTMLParser

Attributes = Sequence[tuple[str, str | None]]

#: Elements that run something, hold another page, send something, or speak for the whole page.
ELEMENTS = frozenset(
    "applet base embed fencedframe foreignobject form frame frameset iframe link meta object portal script".split()
)
#: Attributes that make a browser fetch an address, `href` when it is not a link's; and those that lead somewhere.
_LOADING = frozenset("background base data href poster src srcset".split())
_ADDRESSES = _LOADING | frozenset("action by cite formaction from longdesc ping to values".split())
_RUNNING = frozenset("formaction http-equiv ping srcdoc".split())
_CODE_SCHEMES = ("javascript", "vbscript", "livescript")

_USUAL = 500  # characters that hold all but a few tags
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]*)|["']([^"']*)["']""", re.I)


def active_html(text: str) -> Iterator[tuple[int, str]]:
    """Every active tag of HTML, read as a browser reads it at each place where one could begin."""
    for opening in re.finditer(r"<[a-zA-Z]", text):
        tag, attributes = _tag(text, opening.start())
        if tag == "style":
            yield opening.start(), "<style>, whose rules would reach the whole page"
        yield from ((opening.start(), found) for found in active_tag(tag, attributes))


def holds_html(name: str) -> bool:
    """Whether a name holds HTML, as characters or as references: the theme puts names into pages as they are."""
    return bool(re.search(r"<[a-zA-Z/!?]", html.unescape(name)))


def active_tag(tag: str, attributes: Attributes, *, of: str = "") -> Iterator[str]:
    """What is active about an element with these attributes; `of`: how to call it instead of by its tag."""
    of = of or f"<{tag}>"
    if tag in ELEMENTS:
        yield f"<{tag}>"
    for name, value in attributes:
        name = name.lower().rpartition(":")[2]
        if value is not None and (re.fullmatch(r"on[a-z]+", name) or name in _RUNNING):
            yield f"{name}= in {of}"
        elif name == "style":
            yield from (
                f"{address} in the style of {of}" for address in css_addresses(value or "") if elsewhere(address)
            )
        elif name in _ADDRESSES:
            yield from active_address(tag, name, value or "")


def active_address(tag: str, name: str, value: str) -> Iterator[str]:
    """What is active about an address in an attribute of a tag, both in lower case."""
    loads = name in _LOADING and not (name == "href" and tag in ("a", "area"))
    for address in _candidates(value) if name == "srcset" else [value]:
        if runs(address) or (scheme(address) == "data" and not loads):
            yield f"the address {_brief(address)}"
        elif loads and elsewhere(address):
            yield f"{_brief(address)}, which would come from another host"


def css_addresses(style: str) -> Iterator[str]:
    """The addresses and other quoted texts of a style, in which a browser may find addresses."""
    plain = _CSS_ESCAPE.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), style)
    yield from (first or second for first, second in _CSS_ADDRESS.findall(plain))


def scheme(address: str) -> str:
    """The scheme of an address as a browser sees it, in lower case, "" when there is none."""
    match = re.match(r"([a-zA-Z][\w+.-]*):", _bare(address))
    return match[1].lower() if match else ""


def runs(address: str) -> bool:
    """Whether to follow the address is to run it."""
    return scheme(address) in _CODE_SCHEMES


def elsewhere(address: str) -> bool:
    """Whether an address to load from is outside the site; data: is within the page."""
    return _bare(address).startswith("//") or scheme(address) not in ("", "data")


def _bare(address: str) -> str:
    """Without what a browser drops or takes for a slash."""
    return re.sub(r"[\x00-\x20]", "", address).replace("\\", "/")


def _candidates(srcset: str) -> list[str]:
    return [part.split()[0] for part in srcset.split(",") if part.strip()]


def _brief(address: str) -> str:
    return address if len(address) <= 60 else f"{address[:59]}…"


class _Read(Exception):
    """The first tag has been read: what follows it is not asked for."""


class _First(HTMLParser):
    """Reads the tag that a text begins with."""

    tag, attributes = "", list[tuple[str, str | None]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag, self.attributes = tag, attrs
        raise _Read


def _tag(text: str, start: int) -> tuple[str, Attributes]:
    """Name and attributes of the tag that begins at `start`, "" and none where it has no end and so is none."""
    reader = _First()
    with suppress(_Read):
        for size in (_USUAL, len(text)):
            reader.reset()
            reader.feed(text[start : start + size])
    return reader.tag, reader.attributes
