"""Built pages as the tests read them: a strict parse, and what a page holds, links to and loads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib

ROOT = Path(__file__).parents[1]

#: Elements whose text is code, shown as it was written.
CODE = {"code", "pre", "script", "style", "annotation", "kbd", "samp"}

#: What an attribute makes a browser fetch; `href` of `a` and `area` only leads somewhere.
LOADING = {"src", "srcset", "poster", "data", "background", "action", "formaction", "href", "xlink:href"}

_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)|@import\s+["']([^"']*)["']""")


def addresses() -> list[str]:
    """Every page a build is to leave: "" for the home page, "functions/", "functions/leaky-relu/" for a note, labs alike."""
    notes = [path.relative_to(ROOT / "docs").with_suffix("").as_posix() for path in (ROOT / "docs").rglob("*.md")]
    labs = [f"labs/{path.stem}" for path in (ROOT / "docs/labs").glob("*.py")]
    sections = {f"{name.partition('/')[0]}/index" for name in [*notes, *labs] if "/" in name}
    names = {name.replace("_", "-") for name in [*notes, *labs]} | sections
    return sorted(f"/{name}/".replace("/index/", "/")[1:] for name in names | {"claims", "compare", "graph"})


@dataclass(frozen=True, eq=False)
class HtmlPage:
    """One page; path is relative to the site."""

    path: str
    text: str

    @cached_property
    def _parsed(self) -> tuple[Element, list[str]]:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(self.text)
        lines = self.text.splitlines()
        return tree, [f"line {line}: {code} {data}: {lines[line - 1][:200]}" for (line, _), code, data in parser.errors]

    @property
    def tree(self) -> Element:
        return self._parsed[0]

    @property
    def errors(self) -> list[str]:
        """What a parser that follows the HTML standard finds wrong."""
        return self._parsed[1]

    def all(self, *names: str, cls: str = "") -> list[Element]:
        """Elements of these names, and of this class if one is given, in the order of the page."""
        return [
            element
            for element in self.tree.iter()
            if (not names or local(element) in names) and (not cls or cls in classes(element))
        ]

    @cached_property
    def ids(self) -> list[str]:
        return [element.attrib["id"] for element in self.tree.iter() if "id" in element.attrib]

    def by_id(self, identity: str) -> Element:
        return next(element for element in self.tree.iter() if element.get("id") == identity)

    def links(self) -> Iterator[str]:
        """Every address on the page, led to or loaded, but those inside style sheets."""
        for element in self.tree.iter():
            for name, value in element.attrib.items():
                if attribute(name) in LOADING:
                    yield value

    def loads(self) -> Iterator[str]:
        """The addresses a browser fetches for the page by itself."""
        for element in self.tree.iter():
            canonical = local(element) == "link" and element.get("rel") == "canonical"
            for name, value in element.attrib.items():
                if attribute(name) in LOADING and not (canonical or local(element) in ("a", "area")):
                    yield value
            yield from stylesheet_urls(element.get("style", ""))
            if local(element) == "style":
                yield from stylesheet_urls(element.text or "")

    def prose(self) -> str:
        """All text outside code, and the attributes readers are shown or led by."""
        return " ".join(_prose(self.tree.find("body")))


def local(element: Element) -> str:
    """An element's name without its namespace; comments have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(name: str) -> str:
    return name.replace("{http://www.w3.org/1999/xlink}", "xlink:")


def classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def words(element: Element) -> str:
    """An element's text with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _prose(element: Element) -> Iterator[str]:
    if local(element) not in CODE | {""}:
        yield element.text or ""
        yield from (value for name, value in element.attrib.items() if name in ("href", "title", "alt", "aria-label"))
        for child in element:
            yield from _prose(child)
    yield element.tail or ""


def stylesheet_urls(text: str) -> list[str]:
    """What a style sheet fetches."""
    return [next(filter(None, found), "") for found in _URL.findall(text)]


def is_elsewhere(address: str) -> bool:
    """Whether an address names a host or a scheme other than data:."""
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme not in ("", "data")


@cache
def read_page(site: Path, path: str) -> HtmlPage:
    return HtmlPage(path, (site / path).read_text(encoding="utf-8"))


def target(site: Path, page: str, address: str) -> tuple[str, str]:
    """The file in the site that an address on a page leads to, and the place in it."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    rooted = path.startswith("/") and page == "404.html"  # served at any depth, it can only link from the root
    file = normpath(join("" if rooted else dirname(page), path.lstrip("/") if rooted else path)) if path else page
    if (site / file).is_dir():
        file = join(file, "index.html")
    return normpath(file), unquote(parts.fragment)
