"""Woven pages through MkDocs: mathematics, figures, titles, navigation, and its own command."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from html_pages import ROOT, HtmlPage, words
from mkdocs.config.defaults import MkDocsConfig

from rectified.findings import find
from rectified.plugin import RectifiedPlugin, render
from rectified.problems import RenderError
from rectified.project import read_project

FIGURE = """---
title: Figure
summary: One line.
---

Inline $x^2$, and `$x$` in code.

```python alt="A straight line."
import matplotlib.pyplot as plt

plt.plot([0, 1]);
```
"""
LAB = """# %% [markdown]
# # A lab of its own name
#
# See [a claim](../functions/double.md#claim-twice).

# %% label="one"
{"one": 1.5}
"""


def rendered(root, folder):
    project, problems = read_project(root)
    findings, wrong = find(project, begin=lambda total: None, done=lambda job, outcome: None)
    assert [*problems, *wrong] == []
    render(findings, folder)
    return folder


@pytest.fixture(scope="module")
def small(make_project, tmp_path_factory):
    """The site of a small project."""
    folder = tmp_path_factory.mktemp("plugin")
    files = {"docs/concepts/a_figure.md": FIGURE, "docs/labs/a_lab.py": LAB}
    files["docs/concepts/zero.md"] = "---\ntitle: Zero\n---\n\nNothing.\n"
    return rendered(make_project(folder / "project", files), folder / "site")


def page(small, path):
    return HtmlPage(path, (small / path).read_text(encoding="utf-8"))


def test_tex_becomes_mathml(small):
    """In prose and on its own; TeX in code stays as it is."""
    found = page(small, "concepts/a-figure/index.html")
    assert len(found.all("math")) == 1
    assert [words(code) for code in found.all("code") if "$" in words(code)] == ["$x$"]
    assert [math.get("display") for math in page(small, "functions/double/index.html").all("math")] == ["block"]


def test_figures_stand_inline_with_their_alt_text(small):
    """So that they follow the page's colours; as files too, for other programs."""
    found = page(small, "concepts/a-figure/index.html")
    titles = [words(title) for svg in found.all("svg") for title in svg if title.tag.endswith("title")]
    assert "A straight line." in titles
    assert found.all("img") == []
    assert (small / "concepts/a-figure/cell-1-1.svg").is_file()


def test_in_code_what_has_no_colour_of_its_own_has_no_element(small):
    """Names and blanks are most of it, and each element costs a reader's browser time."""
    (code,) = [code for code in page(small, "concepts/a-figure/index.html").all("code") if "import" in words(code)]
    assert {span.get("class") for span in code.iter("span")} >= {"kn", "nn", "p"}
    assert [span.text for span in code.iter("span") if span.get("class") in ("n", "w")] == []
    assert "import matplotlib.pyplot as plt" in words(code)


def test_a_functions_title_is_made_for_those_who_search(small):
    """Title and snippet make it; other pages have their own title."""
    assert (
        words(page(small, "functions/double/index.html").all("title")[0]) == "Double: formula, derivative, NumPy code"
    )
    assert words(page(small, "concepts/a-figure/index.html").all("title")[0]).startswith("Figure")


def test_the_navigation_lists_the_sections_and_no_page_in_them(small):
    """Functions first, then ideas, then labs, then what is made of all; a page does not grow with the number of notes."""
    links = [(words(link), link.get("href")) for link in page(small, "404.html").all("a", cls="md-nav__link")]
    sections = [(name, f"/{name.lower()}/") for name in ("Functions", "Concepts", "Labs")]
    assert links == [("Home", "/."), *sections, ("Ledger of claims", "/claims/"), ("How the notes link", "/graph/")]


@pytest.mark.parametrize(
    "section, titles",
    [("functions", ["Double"]), ("concepts", ["Figure", "Zero"]), ("labs", ["A lab of its own name"])],
)
def test_the_page_of_a_section_lists_its_pages_by_title(section, titles, small):
    """Labs are called by their heading."""
    (article,) = page(small, f"{section}/index.html").all("article")
    listed = [link for item in article.iter("li") for link in item.iter("a")]
    assert [words(link) for link in listed] == titles
    assert all((small / section / link.get("href") / "index.html").is_file() for link in listed)


def test_a_page_leads_to_its_section_and_its_neighbours(small):
    """As if the navigation listed it: the section's own page, then its pages in the order of their titles."""
    found = page(small, "concepts/a-figure/index.html")
    path = [(words(link), link.get("href")) for link in found.all("a", cls="md-path__link")]
    assert path == [("Home", "../.."), ("Concepts", "../")]
    around = [(link.get("aria-label"), link.get("href")) for link in found.all("a", cls="md-footer__link")]
    assert around == [("Previous: Concepts", "../"), ("Next: Zero", "../zero/")]
    last = [link.get("aria-label") for link in page(small, "concepts/zero/index.html").all("a", cls="md-footer__link")]
    assert last == ["Previous: Figure"]


def test_pages_that_share_tags_are_neighbours(make_project, tmp_path):
    """In the order of their titles; what has no tags comes first."""
    tags = {"a": "[smooth]", "b": "[rectifier, smooth]", "c": "[rectifier]", "d": "[]", "e": "[rectifier]"}
    notes = {f"docs/concepts/{name}.md": f"---\ntitle: {name}\ntags: {tags[name]}\n---\n\nIt.\n" for name in tags}
    built, order, path = rendered(make_project(tmp_path / "project", notes), tmp_path / "site"), [], "concepts/"
    while path:
        found = page(built, f"{path}index.html")
        after = [link.get("href") for link in found.all("a", cls="md-footer__link--next")]
        path = f"concepts/{after[0].strip('./')}/" if after else ""
        order.append(path[9:10])
    assert "".join(order) == "dceba"


def test_a_page_says_how_it_is_cited_and_has_its_code_as_a_notebook(small):
    """Without a date, since nobody has committed it; a page without code has no notebook."""
    found = page(small, "concepts/a-figure/index.html")
    (colophon,) = found.all("div", cls="colophon")
    assert "@misc{rectified-concepts-a-figure," in words(colophon) and "year" not in words(colophon)
    assert [link.get("href") for link in colophon.iter("a")] == ["a_figure.ipynb"]
    (colophon,) = page(small, "concepts/zero/index.html").all("div", cls="colophon")
    assert list(colophon.iter("a")) == []


def test_an_address_that_leads_nowhere_is_told_and_leads_on(small):
    """To the front page and the lists; the search is there for those whose browser can fill it in."""
    found = page(small, "404.html")
    (article,) = found.all("article")
    assert [link.get("href") for item in article.iter("li") for link in item.iter("a")] == [
        "/.",
        "/functions/",
        "/concepts/",
        "/labs/",
        "/claims/",
        "/graph/",
    ]
    assert "hidden" in found.by_id("sought").attrib
    assert found.all("div", cls="colophon") == []


def test_no_source_is_published(small):
    """Neither the notes nor what stands beside them."""
    assert [path.name for path in small.rglob("*.md")] == []


def test_a_page_that_mkdocs_warns_of_stops_the_rendering(make_project, tmp_path):
    """Strict mode: a dead link is an error."""
    note = "---\ntitle: Home\n---\n\nSee [this](nowhere.md) and [[Double]].\n"
    with pytest.raises(RenderError, match="MkDocs"):
        rendered(make_project(tmp_path / "project", {"docs/index.md": note}), tmp_path / "site")


@pytest.mark.parametrize("link", ["../concepts/nowhere.md", "../functions/double.md#nowhere"])
def test_a_lab_that_links_to_what_is_not_there_stops_the_rendering(link, make_project, tmp_path):
    """Its page is a notebook, in which MkDocs does not look for links."""
    lab = LAB.replace("../functions/double.md#claim-twice", link)
    with pytest.raises(RenderError, match="MkDocs"):
        rendered(make_project(tmp_path / "project", {"docs/labs/a_lab.py": lab}), tmp_path / "site")


def mkdocs(root, *arguments):
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "mkdocs", "build", *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", timeout=120)


def test_mkdocs_own_command_checks_before_it_renders(make_project, tmp_path):
    """Nobody hands the findings over, so the plugin makes them; that is how pages are served while they are written."""
    root = make_project(tmp_path)
    ran = mkdocs(root, "--site-dir", "out")
    assert ran.returncode == 0, ran.stderr
    assert (root / "out/functions/double/index.html").is_file()


def test_mkdocs_own_command_stops_on_what_is_wrong(make_project, tmp_path):
    """With the messages and no traceback."""
    root = make_project(tmp_path, {"docs/concepts/a.md": "---\ntitle: A\n---\n\n[[Nowhere]]\n"})
    ran = mkdocs(root)
    assert ran.returncode == 1
    assert "docs/concepts/a.md:5: [[Nowhere]] leads to no note" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_plugin_takes_less_time_for_code_and_for_the_theme():
    """Whatever the site says of the code stays."""
    config = MkDocsConfig()
    code = {"pymdownx.highlight": {"pygments_style": "vs"}}
    config.load_dict({"site_name": "A", "theme": {"name": "material"}, "markdown_extensions": [code]})
    assert config.validate() == ([], [])
    RectifiedPlugin().on_config(config)
    assert "rectified.plugin.highlighting" in config.markdown_extensions
    assert config.mdx_configs["rectified.plugin.highlighting"] == {"pygments_style": "vs"}
    assert not [name for name in config.theme.get_env().list_templates() if name.startswith(".")]


def test_the_plugin_is_found_by_its_name():
    """mkdocs.yml says `rectified`."""
    from mkdocs.plugins import get_plugins

    assert get_plugins()["rectified"].load() is RectifiedPlugin
