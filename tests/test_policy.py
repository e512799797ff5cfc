"""The policy of a page: where it stands, what it allows, and which of the page's scripts."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from html_pages import addresses, read_page

from rectified.policy import with_policy

CONTENT = "<h1>A</h1>\n<p>Text.</p>"
PAGE = """<!doctype html>
<html>
  <head>

    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <link rel="stylesheet" href="a.css">
    <script>first()</script>
  </head>
  <body>
    <article>{content}</article>
    <script id="__config" type="application/json">{{"a": 1}}</script>
    <script src="a.js" defer></script>
    <SCRIPT data-src="no" type=module>
      second(1 < 2)
    </SCRIPT>
  </body>
</html>
"""


def page(content=CONTENT):
    return PAGE.format(content=content)


def policy(html):
    """The directives of a page's policy by name."""
    (content,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    directives = (part.split(" ", 1) for part in content.split("; "))
    return {name: allowed.split() for name, allowed in directives}


def digest(script):
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_the_page_stays_as_it_is_but_for_its_policy():
    """Which follows the charset, before anything is loaded or run."""
    made = with_policy(page(), CONTENT)
    (meta,) = re.findall(r"\n\s*<meta http-equiv=[^>]*>", made)
    assert made.replace(meta, "") == page()
    assert re.search(r'<head>\s*<meta charset="utf-8">\s*<meta http-equiv=', made)


def test_only_the_site_is_loaded_from():
    """No other host, nothing inline but what is named, no frame, no plugin, no form, no other base."""
    found = policy(with_policy(page(), CONTENT))
    scripts = found.pop("script-src")
    assert scripts[0] == "'self'" and all(allowed.startswith("'sha256-") for allowed in scripts[1:])
    assert found == {
        "default-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "style-src-elem": ["'self'"],
        "img-src": ["'self'", "data:"],
        "frame-src": ["'none'"],
        "object-src": ["'none'"],
        "manifest-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }


def test_the_themes_inline_scripts_are_allowed():
    """To the last blank; neither the one from a file nor the data needs to be."""
    allowed = policy(with_policy(page(), CONTENT))["script-src"]
    assert set(allowed[1:]) == {digest("first()"), digest("\n      second(1 < 2)\n    ")}


@pytest.mark.parametrize(
    "content",
    [
        "<script>smuggled()</script>",
        "<p>x</p><script>smuggled()</script><p>y</p>",
        "<p>x</p><script type='text/javascript'>smuggled()</script>",
        "<svg><script>smuggled()</script></svg>",
        "<!-- <script>smuggled()</script> -->",
    ],
)
def test_a_script_of_the_content_is_not_allowed(content):
    """Wherever the content stands, even when it stands there twice."""
    for made in (page(content), page(content).replace("<body>", f"<body>{content}")):
        allowed = policy(with_policy(made, content))["script-src"]
        assert set(allowed[1:]) == {digest("first()"), digest("\n      second(1 < 2)\n    ")}


def test_a_script_that_the_content_leaves_open_is_not_allowed():
    """It takes in what follows, up to the end of the theme's next script."""
    content = "<script>smuggled(); /*"
    allowed = policy(with_policy(page(content), content))["script-src"]
    assert set(allowed[1:]) == {digest("first()"), digest("\n      second(1 < 2)\n    ")}


def test_a_page_without_content_has_a_policy():
    """Such as the one for addresses that lead nowhere."""
    assert len(policy(with_policy(page(""), ""))["script-src"]) == 3


@pytest.mark.parametrize(
    "html, content",
    [(page(), "<p>other</p>"), (page().replace('<meta charset="utf-8">', ""), CONTENT), ("<p>x</p>", "")],
)
def test_a_theme_that_has_changed_is_an_error(html, content):
    """A policy at another place, or without knowing the content, could allow anything."""
    with pytest.raises(ValueError, match="theme"):
        with_policy(html, content)


@pytest.mark.parametrize("path", addresses(), ids=lambda path: path or "home")
def test_a_page_of_the_site_allows_what_a_page_without_a_note_allows(path, site):
    """The script that knows how deep the page stands is the only one of its own."""
    bare = policy(read_page(site, "404.html").text)
    found = policy(read_page(site, f"{path}index.html").text)
    own = set(found.pop("script-src")) - set(bare.pop("script-src"))
    assert found == bare
    assert len(own) == 1
