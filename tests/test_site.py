"""The real site, parsed: valid pages, no dead link, nothing fetched from elsewhere, no trace of the notes' syntax."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from html_pages import (
    ROOT,
    HtmlPage,
    addresses,
    classes,
    is_elsewhere,
    local,
    read_page,
    stylesheet_urls,
    target,
    words,
)

PAGES = [*(f"{address}index.html" for address in addresses()), "404.html"]
SECTIONS = sorted({path.partition("/")[0] for path in PAGES if path.count("/") == 2})
NOTES = [path for path in PAGES if path.startswith(("functions/", "concepts/", "audits/")) and path.count("/") == 2]

#: What must not be left outside code: the syntax of notes, and Markdown that nobody rendered.
RESIDUE = ["claim:", "myth:", "[[", "]]", "{python}", "{claim=", "{unchecked=", "{ .", "markdown=", "///", "**", "]("]

#: Elements that hold text only, and the ones that may not stand in them.
PHRASING = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "strong", "em", "code", "pre", "button", "summary", "sup"}
FLOW = {"p", "div", "ul", "ol", "dl", "table", "pre", "section", "article", "nav", "details", "figure", "h1", "h2"}


@pytest.fixture
def page(request: pytest.FixtureRequest, site: Path) -> HtmlPage:
    return read_page(site, request.param)


each_page = pytest.mark.parametrize("page", PAGES, indirect=True)
each_note = pytest.mark.parametrize("page", NOTES, indirect=True)


def test_the_site_has_a_page_for_every_note_lab_and_section_and_no_other(site):
    """functions/<stem>/, concepts/<stem>/, labs/<stem>/ …, with `-` for `_`, functions/, concepts/, labs/ …, and what is made of all."""
    assert sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html")) == sorted(PAGES)
    assert {"functions/selu/index.html", "labs/self-normalization/index.html", "audits/selu/index.html"} <= set(PAGES)


@each_page
def test_a_page_is_valid_html(page):
    """A strict parse finds nothing, and no element stands where the standard forbids it."""
    assert page.errors == []
    assert page.text.lstrip().lower().startswith("<!doctype html>")
    misplaced = [(local(inner), local(outer)) for outer in page.all(*PHRASING) for inner in _forbidden(outer)]
    items = [(local(inner), local(outer)) for outer in page.all() for inner in outer if local(inner) == "li"]
    assert misplaced + [pair for pair in items if pair[1] not in ("ul", "ol")] == []


def _forbidden(outer):
    return [inner for inner in outer.iter() if inner is not outer and local(inner) in FLOW]


@each_page
def test_ids_are_unique_and_references_to_them_exist(page):
    """No id twice; what `for`, `aria-labelledby`, `aria-describedby`, `aria-controls` and `url(#…)` name is there."""
    assert [identity for identity, count in Counter(page.ids).items() if count > 1] == []
    named = {name for element in page.all("label") if (name := element.get("for"))}
    for attribute in ("aria-labelledby", "aria-describedby", "aria-controls"):
        named |= {name for element in page.all() for name in element.get(attribute, "").split()}
    named |= {m for element in page.all() for v in element.attrib.values() for m in re.findall(r"url\(#([^)]+)\)", v)}
    assert sorted(named - set(page.ids)) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_the_page_of_a_section_leads_to_all_of_its_pages(section, site):
    """Which are in no navigation; each page leads back to it."""
    (article,) = read_page(site, f"{section}/index.html").all("article")
    listed = [link.get("href") for item in article.iter("li") for link in item.iter("a")]
    pages = [path for path in PAGES if path.startswith(f"{section}/") and path.count("/") == 2]
    assert sorted(target(site, f"{section}/index.html", address)[0] for address in listed) == sorted(pages)
    back = {path: [link.get("href") for link in read_page(site, path).all("a", cls="md-path__link")] for path in pages}
    assert [path for path, links in back.items() if links[-1:] != ["../"]] == []


@each_page
def test_no_link_is_dead(page, site):
    """Every address inside the site leads to a file, and every anchor to a place on its page."""
    dead = []
    for address in page.links():
        if is_elsewhere(address) or address.startswith("data:"):
            continue
        file, anchor = target(site, page.path, address)
        if not (site / file).is_file():
            dead.append(f"{address}: no such file")
        elif anchor and file.endswith(".html") and anchor not in read_page(site, file).ids:
            dead.append(f"{address}: no such place")
    assert dead == []


@each_page
def test_links_lead_out_of_the_site_by_https_only(page):
    """An address elsewhere is a full https one; nothing hides behind another scheme."""
    assert [address for address in page.links() if is_elsewhere(address) and not address.startswith("https://")] == []


@each_page
def test_a_page_loads_nothing_from_another_host(page):
    """No script, style, font, image or frame; and no mark on which Material's script would fetch something."""
    assert [address for address in page.loads() if is_elsewhere(address)] == []
    assert [script.text for script in page.all("script") if re.search(r"//[\w-]+\.\w", script.text or "")] == []
    assert page.all(cls="mermaid") == []
    assert [element.attrib for element in page.all() if element.get("data-md-component") == "source"] == []


def test_style_sheets_load_only_files_of_the_site(site):
    """Each url() and @import leads to a file that is there."""
    sheets = sorted(site.rglob("*.css"))
    assert {"graph.css", "math.css", "rectified.css", "tables.css"} <= {sheet.name for sheet in sheets}
    for sheet in sheets:
        folder = sheet.relative_to(site).as_posix()
        for address in stylesheet_urls(sheet.read_text(encoding="utf-8")):
            if not address.startswith("data:"):
                assert not is_elsewhere(address), f"{folder}: {address}"
                assert (site / target(site, folder, address)[0]).is_file(), f"{folder}: {address}"


def test_scripts_of_our_own_name_no_host(site):
    """Material's are watched in a browser instead: what they could fetch depends on the page."""
    source = ROOT / "docs/assets/javascripts"
    scripts = [site / "assets/javascripts" / path.relative_to(source) for path in source.rglob("*.js")]
    assert len(scripts) > 3
    texts = {script.name: _code(script.read_text(encoding="utf-8")) for script in scripts}
    assert [name for name, text in texts.items() if re.search(r"//[\w-]+\.\w", text)] == []


def _code(script: str) -> str:
    return re.sub(r"^\s*//.*$", "", script, flags=re.M)


@each_page
def test_no_syntax_of_the_notes_is_left(page):
    """Wikilinks, claims, computed values and attributes have all become something; code may show them."""
    prose = page.prose()
    assert [mark for mark in RESIDUE if mark in prose] == []


def test_search_finds_no_syntax_of_the_notes(site):
    """The search index holds the same text."""
    entries = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    assert len(entries) > len(NOTES)
    assert [entry["location"] for entry in entries if re.search(r"\((claim|myth):|\{python\}", entry["text"])] == []


@each_page
def test_a_page_says_what_it_is(page):
    """One title, one h1, one sentence of description, the language."""
    titles, headings = page.all("title"), page.all("h1")
    head = [element for element in titles if element in list(page.tree.find("head"))]
    assert len(head) == len(headings) == 1
    assert words(head[0]) and words(headings[0]).strip("¶")
    descriptions = [element.get("content", "") for element in page.all("meta") if element.get("name") == "description"]
    assert len(descriptions) == 1 and len(descriptions[0]) > 20
    assert page.tree.get("lang") == "en"


def test_titles_and_descriptions_tell_pages_apart(site):
    """In a list of search results no two look the same."""
    pages = [read_page(site, path) for path in PAGES if path != "404.html"]
    titles = Counter(words(page.all("title")[0]) for page in pages)
    described = Counter(e.get("content") for page in pages for e in page.all("meta") if e.get("name") == "description")
    assert titles.most_common(1)[0][1] == described.most_common(1)[0][1] == 1


@each_page
def test_headings_descend_one_level_at_a_time(page):
    """h1, then h2, and no h3 that no h2 stands over."""
    levels = [int(local(element)[1]) for element in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@each_page
def test_pictures_are_told_in_words(page):
    """Each image has alt text; each drawing of the article a name, or it is hidden and its link or button has one."""
    assert [image.get("src") for image in page.all("img") if not image.get("alt")] == []
    drawings = [svg for article in page.all("article") for svg in article.iter() if local(svg) == "svg"]
    assert [svg.attrib for svg in drawings if not (_named(page, svg) or svg.get("aria-hidden") == "true")] == []


def _named(page, svg) -> bool:
    if svg.get("role") not in ("img", "group"):
        return False
    title = next((words(child) for child in svg if local(child) == "title"), "")
    labels = [words(page.by_id(name)) for name in svg.get("aria-labelledby", "").split()]
    return bool(title or svg.get("aria-label") or any(labels))


@each_note
def test_every_link_to_evidence_says_how_it_was_established(page):
    """Words that rest on a claim carry its verdict and its kind."""
    linked = page.all("a", cls="claim")
    kinds = {"cited", "measured", "sampled", "exhaustive", "proved"}
    assert linked
    assert [words(element) for element in linked if not (kinds & set(classes(element)) and element.get("title"))] == []


def test_nothing_in_the_site_names_the_machine_it_was_built_on(site):
    """No path of the builder's, neither of the project nor of a scratch folder."""
    suffixes = {".html", ".json", ".svg", ".ipynb", ".py", ".css", ".xml"}
    files = [path for path in site.rglob("*") if path.suffix in suffixes]
    private = [str(ROOT), str(Path.home()) + "/", str(site)]
    assert [path.name for path in files if any(name in path.read_text(encoding="utf-8") for name in private)] == []
