"""HTML that would run, send or load from elsewhere is told from HTML that does not."""

from __future__ import annotations

import pytest

from rectified.active.tags import ELEMENTS, active_html, elsewhere, holds_html, scheme

ACTIVE = [
    ("<script>x</script>", "<script>"),
    ("<SCRIPT src=a.js>", "<script>"),
    ('<iframe srcdoc="x">', "<iframe>"),
    ('<iframe srcdoc="x">', "srcdoc= in <iframe>"),
    ('<meta http-equiv="refresh" content="0">', "http-equiv= in <meta>"),
    ("<img src=x onerror=alert(1)>", "onerror= in <img>"),
    ("<img/onerror=alert(1)/src=x>", "onerror= in <img>"),
    ("<img alt='a > b' src=x\nonerror\n=\n'alert(1)'>", "onerror= in <img>"),
    ("<b ONCLICK=x>", "onclick= in <b>"),
    ('<a href="javascript:alert(1)">', "the address javascript:alert(1)"),
    ('<a href=" java\nscript&colon;alert(1)">', "the address  java\nscript:alert(1)"),
    ('<a href="data:text/html,x">', "the address data:text/html,x"),
    ('<svg><animate attributeName=href to="javascript:x"/>', "the address javascript:x"),
    ('<img src="https://a.b/c.png">', "https://a.b/c.png, which would come from another host"),
    ('<img src="//a.b/c.png">', "//a.b/c.png, which would come from another host"),
    (r'<img src="\\a.b/c.png">', r"\\a.b/c.png, which would come from another host"),
    ('<video poster="http://a.b/c.png">', "http://a.b/c.png, which would come from another host"),
    ('<img srcset="a.png 1x, https://a.b/c.png 2x">', "https://a.b/c.png, which would come from another host"),
    ('<svg><image href="https://a.b/c.png"/>', "https://a.b/c.png, which would come from another host"),
    ('<b style="background: url(https://a.b)">', "https://a.b in the style of <b>"),
    ("<b style=\"background: image-set('//a.b' 1x)\">", "//a.b in the style of <b>"),
    (r'<b style="background: \75 rl(//a.b)">', "//a.b in the style of <b>"),
    ("<style>* {}</style>", "<style>, whose rules would reach the whole page"),
    ('<b title="<script>">', "<script>"),
    (f'<img alt="{"x" * 900}" onerror=x>', "onerror= in <img>"),
]


@pytest.mark.parametrize("text, found", ACTIVE)
def test_what_is_active_is_named(text, found):
    """In whatever way it is written."""
    assert found in [what for _, what in active_html(text)]


@pytest.mark.parametrize("tag", sorted(ELEMENTS))
def test_an_active_element_is_named_by_its_tag(tag):
    """Whatever its attributes are."""
    assert list(active_html(f"<p><{tag} id=a>")) == [(3, f"<{tag}>")]


@pytest.mark.parametrize(
    "text",
    [
        "<details open><summary>More</summary>x<br>y</details>",
        "<kbd>Ctrl</kbd> x<sub>1</sub> &lt;script&gt;",
        '<a href="https://a.b/c" title="javascript: no">x</a> <a href="mailto:a@b.c">x</a>',
        '<img src="a.png" alt="data: x"> <img src="data:image/png;base64,aaaa"> <img srcset="a.png 1x, b.png 2x">',
        '<b style="color: red; background: url(a.png)" class="one" data-on="x">',
        '<p cite="https://a.b">',
        "a < b, a <b and c> d, x <y once",
        "<img src=x onerror=alert(1)",
    ],
)
def test_what_is_inert_is_let_through(text):
    """Links lead elsewhere, pictures come with the site or stand in the page; a tag that does not end is text."""
    assert list(active_html(text)) == []


def test_what_is_found_is_placed():
    """By the offset of its tag."""
    assert [place for place, _ in active_html("one <b onclick=x> two\n<script>")] == [4, 22]


@pytest.mark.parametrize(
    "address, named, outside",
    [
        ("a/b.png", "", False),
        ("#a", "", False),
        ("?a:b", "", False),
        ("a/b:c", "", False),
        ("data:image/png,x", "data", False),
        ("HTTPS:a", "https", True),
        ("\tjava\nscript:x", "javascript", True),
        ("//a", "", True),
        ("/\\a", "", True),
        ("/a", "", False),
    ],
)
def test_an_address_is_read_as_a_browser_reads_it(address, named, outside):
    """Blanks within it are dropped, a backslash is a slash."""
    assert (scheme(address), elsewhere(address)) == (named, outside)


@pytest.mark.parametrize(
    "name, holds",
    [
        ("A <b>", True),
        ("A &lt;/title&gt;", True),
        ("A &#60;!--", True),
        ("x<y", True),
        ("x < y", False),
        ("x<0", False),
    ],
)
def test_a_name_with_html_is_told_from_one_with_a_comparison(name, holds):
    """References count, since some places decode them."""
    assert holds_html(name) is holds
