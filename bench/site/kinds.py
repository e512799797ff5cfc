"""The kinds of page that the site has, each by one page of it."""

from __future__ import annotations

from pathlib import Path

#: What a reader meets, by the address of one page within the site.
KINDS = {
    "home": "",
    "function": "functions/selu/",
    "concept": "concepts/vanishing-gradient/",
    "lab": "labs/self-normalization/",
    "compare": "compare/",
    "ledger": "claims/",
}


class Missing(Exception):
    """A page that the site is to have, or leads to, is not there."""


def present(site: Path) -> dict[str, str]:
    """The kinds that a built site has.

    A kind whose section stands neither in the site nor in the home page's links is left out: a site may be built
    without it. Raises Missing for one that the home page leads to, and for a site without a home page.
    """
    home = site / "index.html"
    if not home.is_file():
        raise Missing(f"{site.name}/ has no index.html; build the site first")
    text = home.read_text(encoding="utf-8")
    found = {}
    for kind, path in KINDS.items():
        if (site / path / "index.html").is_file():
            found[kind] = path
        elif f'href="{path.split("/")[0]}/' in text:
            raise Missing(f"{path}: the home page leads to {path.split('/')[0]}/, but this page of it is missing")
    return found
