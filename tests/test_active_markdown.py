"""What is active in Markdown is found, whatever looks like code around it; code and mathematics are let through."""

from __future__ import annotations

import html5lib
import markdown
import pytest
from html_pages import ROOT, local
from mkdocs.config import load_config

from rectified.active.markdown import active_markdown, html_in
from rectified.active.tags import active_tag

ELSEWHERE = "https://a.b/c.png, which would come from another host"


@pytest.mark.parametrize(
    "text, found",
    [
        ("a <b onclick=x>b</b>", [(2, "onclick= in <b>")]),
        ("[x](javascript:alert(1))", [(2, "the address javascript:alert")]),
        ("[x](<javascript:a b>)", [(2, "the address javascript:a b")]),
        ("[x](java&#115;cript:y)", [(2, "the address javascript:y")]),
        ("[x](data:text/html,y)", [(2, "the address data:text/html,y")]),
        ("[x][y]\n\n[y]: javascript:z", [(8, "the address javascript:z")]),
        ("an ![x](https://a.b/c.png)", [(3, ELSEWHERE)]),
        ("[![x](https://a.b/c.png)](y.md)", [(1, ELSEWHERE)]),
        ("[![x](y.png)](javascript:z)", [(12, "the address javascript:z")]),
        ("![x][y]\n\n[y]: https://a.b/c.png", [(0, ELSEWHERE)]),
        ("![x]\n\n[x]:\n  <https://a.b/c.png>", [(0, ELSEWHERE)]),
        ("![X  y][]\n\n[x Y]: https://a.b/c.png", [(0, ELSEWHERE)]),
        ("![x](y.png){: src=https://a.b/c.png }", [(11, ELSEWHERE)]),
        ("# A heading {#a onclick='b {}'}", [(12, "onclick= in an attribute list")]),
        ("a\n\n\u00a0\u2003\u2009\u00a0<b onclick=x>\n\n- b\n\n    c", [(7, "onclick= in <b>")]),  # not code
        ("[x](y.md){ href=javascript:z }", [(9, "the address javascript:z")]),
    ],
)
def test_what_is_active_is_placed_and_named(text, found):
    """Tags, addresses of links and images, attribute lists."""
    assert list(active_markdown(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "`<script>` and ``<b onclick=x> ` ``, $a <b onclick=x>$ and $$<script>$$",
        "```html\n<script>alert(1)</script>\n```",
        "~~~ {.html title='<script>'}\n![x](https://a.b)\n~~~",
        "> ```\n> <script>\n> ```",
        "- a\n\n    ```text\n    <script>\n    ```",
        "    <script>\n    [x](javascript:y)",
        '```python alt="A line."\nprint("<script>")\n```',
        '<div markdown="1">\n\n`<script>`\n\n</div>',
        "<details>\n<summary>More</summary>\n\n![x](y.png)\n\n</details>",
        "[x](https://a.b), <https://a.b/c>, [y][z], ![x](a.png) and ![x][w]\n\n[z]: https://a.b\n[w]: a.png",
        "[words](claim:name) and [[SELU|<b>label</b>]]",
        "![x](data:image/png;base64,aaaa){ .figure }",
        "A set {1, 2} and $\\begin{cases} x & x > 0 \\end{cases}$ {claim=one}",
        "x <y and y> z",
        "",
    ],
)
def test_what_is_inert_is_let_through(text):
    """Code, mathematics, links to other hosts, pictures of the site."""
    assert list(active_markdown(text)) == []


def test_what_stands_before_the_start_is_not_looked_at():
    """Front matter is read otherwise."""
    assert list(active_markdown("<script>\n<meta>", 9)) == [(9, "<meta>")]


@pytest.mark.parametrize(
    "text, found",
    [
        ("a < b, `<b>`, $a <b>$, <https://a.b>", ""),
        ("a <b>c</b>", "<b>"),
        ("a <!-- b -->", "<!-- b -->"),
    ],
)
def test_html_in_words_is_found(text, found):
    """The first tag or comment; an address in angle brackets is none."""
    assert html_in(text) == found


BEFORE = [
    *("", "`", "``", "$", "$$", "$$\n", "```\n", "```text\n", "``` a b,c\n", "~~~\n", "  ```\n", "```\na\n````\n"),
    *("```\na\n```x\n", "> ```\n> ", "```\n> a\n\n", "    ", "- a\n\n    ", "- a\n\n        ", "> ", "text\n    "),
    *("<p>", "<p>\n", "<p>a</p> `", "<div>\n\n", '<div markdown="1">\n\n', "<div>a</div>`", "</div>\n`", "<br>\n`"),
    *("<details><summary>x</summary>\n`", "<kbd>\n`", "<unknown>\n`", "<span markdown>`", "<b `", '<b title="'),
    *("<table markdown><tr><td>`", "<pre>", "<pre><code>\n", "<li>`", "<!-- ", "a <!-- \n\n", "<!-- a --> `", "<?a `"),
    *("a `x\n", "a $x\n", "\\", "\\`", "\\$", "x<y ", "&lt;", "![", "[a](", "# ", "| a |\n|--|\n| ", "!!! note\n    "),
    *("1. `", "- `a\n- b`\n", "`a\n> ", "`a\n# b`\n", "$a\n- b$", "[^1]: ", "*[A]: "),
]
MISTAKES = ["<script>x</script>", "<img src=x onerror=y>", "[x](javascript:y)", "![x](//a.b/c)", "{onclick=x}"]
AFTER = ["", "`", "$", "$$", "\n```\n", "\n> ```\n", "\n</p>", '">', "-->", "` `"]


@pytest.fixture(scope="module")
def render():
    """Markdown to HTML as on the site."""
    config = load_config(str(ROOT / "mkdocs.yml"))

    def convert(text: str) -> str:
        configs = {name: options or {} for name, options in config["mdx_configs"].items()}
        return markdown.markdown(text, extensions=config["markdown_extensions"], extension_configs=configs)

    return convert


@pytest.mark.parametrize("mistake", MISTAKES)
def test_nothing_that_the_site_would_render_active_is_missed(mistake, render):
    """Between marks that make code, or almost do: what a browser finds active in the rendering was found before it."""
    texts = [f"{before}{mistake}{after}\n" for before in BEFORE for after in AFTER]
    rendered = {text for text in texts if is_active(render(text))}
    found = {text for text in texts if any(active_markdown(text))}
    assert len(rendered) > 30
    assert rendered - found == set()


def is_active(page: str) -> bool:
    """As a parser that follows the HTML standard reads it."""
    elements = html5lib.parseFragment(page, namespaceHTMLElements=False).iter()
    return any(any(active_tag(local(element), list(element.attrib.items()))) for element in elements)
