"""The Content-Security-Policy of a page: nothing comes from another host, and no script runs but the theme's.

It stands in the page itself, since a folder of files has no say in the headers it is served with.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

#: What a page may load, run and send, by directive; what is not named here goes by the first.
_SOURCES = {
    # Not 'none': Firefox fetches the page that <link rel="next"> names ahead of time, and asks this directive.
    "default-src": "'self'",
    "script-src": "'self'",
    # MathML, matplotlib, tables and Material style single elements by attribute. An attribute is allowed by its hash
    # only with 'unsafe-hashes', and then by one for each style of each element; a style can run nothing.
    "style-src": "'self' 'unsafe-inline'",
    "style-src-elem": "'self'",  # no page needs a <style>, whose rules would reach all of it
    "img-src": "'self' data:",  # data: for the icons in Material's stylesheet and for pictures in figures
    "frame-src": "'none'",
    "object-src": "'none'",
    "manifest-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
_CHARSET = re.compile(r"<head>\s*<meta charset=[^>]*>", re.I)
_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<text>.*?)</script\s*>", re.I | re.S)
#: A script from a file needs no hash, and a block of data does not run.
_OTHER = re.compile(r"""(?<![\w-])(?:src\s*=|type\s*=\s*["']?[\w.+/-]*json\b)""", re.I)


def with_policy(page: str, content: str) -> str:
    """Return a rendered page with its policy in the head, before anything that is loaded or run.

    content: what the note or lab rendered to, "" on a page without one. The inline scripts of the page are allowed by
    their hashes, all but those that begin in the content.
    Raises ValueError when the page does not hold the content as it is, or names no charset first: the theme's
    templates have changed then.
    """
    head = _CHARSET.search(page)
    if not head or content not in page:
        raise ValueError("the theme no longer begins its head with a charset, or changes the content of a page")
    hashes = sorted({_hash(script) for script in _inline_scripts(page, content)})
    sources = _SOURCES | {"script-src": " ".join([_SOURCES["script-src"], *hashes])}
    policy = "; ".join(f"{directive} {allowed}" for directive, allowed in sources.items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f"{page[: head.end()]}\n      {meta}{page[head.end() :]}"


def _inline_scripts(page: str, content: str) -> Iterator[str]:
    """The texts of the inline scripts outside the content, wherever on the page that stands."""
    contents = list(_places(page, content)) if content else []
    for script in _SCRIPT.finditer(page):
        inside = any(start <= script.start() < start + len(content) for start in contents)
        if not inside and not _OTHER.search(script["attributes"]):
            yield script["text"]


def _places(page: str, content: str) -> Iterator[int]:
    start = page.find(content)
    while start >= 0:
        yield start
        start = page.find(content, start + 1)


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
