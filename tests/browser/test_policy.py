"""The pages' policy in a browser: nothing that a page does breaks it, and nothing that a note brings along is run."""

from __future__ import annotations

import re
import shutil

import pytest

from browser.conftest import reading, served
from rectified.findings import find
from rectified.plugin import render
from rectified.project import read_project

pytestmark = pytest.mark.browser

PAGES = [
    "",
    "compare/",
    "claims/",
    "functions/selu/",
    "concepts/sparsity/",
    "audits/selu/",
    "labs/self-normalization/",
    "404.html",
]
META = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

#: What a note could bring along; `ran` collects what did run.
SMUGGLED = """---
title: "Smuggled &lt;/title>&lt;script>(window.ran ??= []).push('title')&lt;/script>"
summary: '0;url=https://example.org/summary" http-equiv="refresh'
---

Double is [twice its input](claim:twice).

## `<script>(window.ran ??= []).push("heading")</script>`

<script>(window.ran ??= []).push("script")</script>

<img alt="" src="nothing.png" onerror="(window.ran ??= []).push('handler')">

<a id="led" href="javascript:void (window.ran ??= []).push('address')">Follow</a>

<iframe srcdoc="<script>(parent.ran ??= []).push('frame')</script>"></iframe>

<form id="sent" action="https://example.org/form"><input name="a"></form>

<style>article { color: rgb(1, 2, 3) }</style>

<b style="background: url(https://example.org/style.png)">Text</b>

![A picture](https://example.org/picture.png)

```python alt="A point."
import matplotlib.pyplot as plt

plt.plot([0, 1]);
```

![[double.py]]
"""
FIGURE = "<svg><script>(window.ran ??= []).push('figure')</script></svg>"


@pytest.fixture(scope="module")
def smuggled(make_project, tmp_path_factory):
    """A site with that note, built although the build had told what is wrong with it; and what it had told."""
    folder = tmp_path_factory.mktemp("smuggled")
    root = make_project(folder / "project", {"docs/functions/double.md": SMUGGLED})
    project, problems = read_project(root)
    findings, _ = find(project, begin=lambda total: None, done=lambda job, outcome: None)
    findings.steps["functions/double.md"][0]["figures"] = [FIGURE]  # as if a cell had got at what cleans them
    render(findings, folder / "site")
    return folder / "site", problems


def visit(reader):
    """Open the note's page and do what a reader could; what ran, and what was fetched from another host."""
    reached = []

    def answer(route):
        reached.append(route.request.url.rpartition("/")[2].rstrip("?"))
        route.fulfill(body="")

    reader.page.route("https://example.org/**", answer)
    page = reader.open("functions/double/", until="networkidle")
    page.locator("#led").click()
    page.wait_for_timeout(300)  # what is to run after a click has had its turn
    ran = page.evaluate("window.ran ?? []")
    with_style = page.evaluate("getComputedStyle(document.querySelector('article')).color") == "rgb(1, 2, 3)"
    page.evaluate("document.getElementById('sent').submit()")
    page.wait_for_timeout(300)
    return set(ran) | ({"style"} if with_style else set()), {name.partition("?")[0] for name in reached}


def test_what_a_note_brings_along_is_told(smuggled):
    """Before anything runs, line by line."""
    assert {problem.line for problem in smuggled[1]} == {2, 10, 12, 14, 16, 18, 20, 22, 24}


def test_nothing_that_a_note_brings_along_is_run(smuggled, browser):
    """Nor sent, nor fetched; the theme's own scripts run as ever."""
    with served(smuggled[0]) as root, reading(browser, root) as reader:
        assert visit(reader) == (set(), set())
        assert reader.page.url.partition("#")[0] == f"{root}functions/double/"
        assert reader.page.evaluate("typeof __md_get") == "function"
        assert "js" in reader.page.evaluate("[...document.documentElement.classList]")


def test_it_is_the_policy_that_keeps_it_from_running(smuggled, browser, tmp_path):
    """Without it all would; only titles, headings and summaries could not, even then."""
    bare = shutil.copytree(smuggled[0], tmp_path / "site")
    for path in bare.rglob("*.html"):
        path.write_text(META.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    with served(bare) as root, reading(browser, root) as reader:
        ran, reached = visit(reader)
        assert ran == {"script", "handler", "address", "frame", "style", "figure"}
        assert reached == {"style.png", "picture.png", "form"}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "home")
def test_a_visit_keeps_to_the_policy(path, site, browser):
    """Choose a scheme, open what is folded, copy, search and follow what is found: the console stays silent."""
    with served(site) as root, reading(browser, root) as reader:
        reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = reader.open(path, until="networkidle")
        assert page.evaluate("document.head.querySelector('[http-equiv=Content-Security-Policy]').content")
        page.locator("label.md-header__button[for^=__palette]:visible").click()
        for summary in page.locator("article details > summary").all()[:2]:
            summary.click()
        for button in page.locator("button.snippet-copy:visible").all()[:1]:
            button.click()
            page.locator("[role=status]", has_text="Copied").wait_for()
        page.locator("input.md-search__input").click()
        page.keyboard.type("expm1")
        page.locator("a.md-search-result__link").first.click()
        page.wait_for_url(re.compile(r"\?h="))
        page.wait_for_load_state("networkidle")
        assert reader.complaints == []


@pytest.mark.parametrize("path", ["index.html", "functions/selu/index.html"])
def test_a_page_can_be_read_from_a_folder(path, site, browser):
    """Opened as a file: styled, scripts running; search and fonts need a server, with a policy or without."""
    with reading(browser, f"{site.as_uri()}/") as reader:
        page = reader.open(path)
        page.wait_for_function("document.documentElement.classList.contains('js')")
        assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
        assert page.evaluate("typeof __md_get") == "function"
        assert [complaint for complaint in reader.complaints if "Content Security Policy" in complaint] == []
