"""How a page is cited: an entry for BibTeX."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[#$%&_{}]")


def bibtex(title: str, *, site: str, path: str, address: str = "", revised: str = "") -> str:
    """An @misc entry for the page `title` of the site `site`.

    path: of the page within the site, "functions/selu/", from which the key is made.
    address: where it is published; revised: the day of its last change, YYYY-MM-DD; "" leaves either out.
    """
    fields = {
        "author": f"{{Contributors to {_text(site)}}}",
        "title": f"{{{_text(title)}}}",
        "howpublished": _text(site),
        "year": revised[:4],
        "note": f"Last changed {revised}" if revised else "",
        "url": address,
    }
    key = "-".join(re.findall(r"[a-z0-9]+", f"{site}/{path}".lower()))
    rows = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{key},\n" + ",\n".join(rows) + "\n}\n"


def _text(words: str) -> str:
    """Words in which TeX finds no command."""
    return _SPECIAL.sub(r"\\\g<0>", words)
