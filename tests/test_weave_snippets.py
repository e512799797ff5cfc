"""Embeds: the code as it is, and the plot beside the facts."""

from __future__ import annotations

import html
import re

import pytest
from conftest import DOUBLE
from woven import findings, note_of, read

from rectified.weave.edits import apply
from rectified.weave.snippets import embed_edits, plot_path, plots

HOME = {"snippets/double.py": DOUBLE, "docs/functions/double_it.md": "![[double.py]]"}
SAMPLES = {"x": [-1.0, 0.0, 1.0], "f": [-2.0, 0.0, 2.0], "grad": [2.0, 2.0, 2.0], "kinks": [], "parameters": {}}


def woven(tmp_path, text, *, page="concepts/a.md", **more):
    """A note that embeds, its plots sampled, woven; with the note and the findings."""
    project = read(tmp_path, {**HOME, "docs/concepts/a.md": text, **more})
    note, found = note_of(project, page), findings(project, samples={"double": SAMPLES})
    return apply(note.source, embed_edits(note, found, plots(note, found)), note.body), note, found


@pytest.mark.parametrize(
    "region, code",
    [
        ("", DOUBLE),
        ("FACTOR", "FACTOR = 2.0\n"),
        (
            "double_grad",
            'def double_grad(x):\n    """Return 2, nan for nan."""\n'
            "    return np.where(np.isnan(x), x, FACTOR).astype(np.asarray(x).dtype)\n",
        ),
    ],
    ids=["the file", "a constant", "a function"],
)
def test_an_embed_is_the_code_with_its_download(region, code, tmp_path):
    """The copy button has exactly what the fence shows, in a form that no renderer reads as markup."""
    text, _, _ = woven(tmp_path, f"Before.\n\n![[double.py{'#' if region else ''}{region}]]\n\nAfter.\n")
    name = f"double.py, {region}" if region else "double.py"
    head = f'Before.\n\n<div class="snippet" markdown="1">\n\n**`{name}`** <button type="button" '
    assert text.startswith(f'\n{head}class="snippet-copy" aria-label="Copy {name}" data-copy="')
    assert text.endswith(f"\n\n```python\n{code}```\n\n</div>\n\nAfter.\n")
    (copied,) = re.findall(r'data-copy="([^"]*)"', text)
    assert html.unescape(copied) == code and re.fullmatch(r"(?:[A-Za-z0-9 ]|&#\d+;)*", copied)
    assert '[Download](../snippets/double.py){ .snippet-download download aria-label="Download double.py" }' in text


FACTS = '\n\n<div class="facts" markdown="1">\n\n\n'


@pytest.mark.parametrize(
    "after, facts, rest",
    [
        ("- a\n- b\n\nAfter.\n", "- a\n- b", "\n\nAfter.\n"),
        ("* a\n\n* b\n\n    more\n\nAfter.\n", "* a\n\n* b\n\n    more", "\n\nAfter.\n"),
        ("- a\n\n\n- b\n\n## After\n", "- a\n\n\n- b", "\n\n## After\n"),
        ("- a\n  on\n- b\n", "- a\n  on\n- b\n", ""),
        ("- a", "- a", ""),
    ],
    ids=["a list", "a loose list", "blank lines in a list", "at the end", "one fact"],
)
def test_a_plot_stands_beside_the_list_that_follows_it(after, facts, rest, tmp_path):
    """The whole list, and nothing after it."""
    text, _, _ = woven(tmp_path, f"![[double.py#plot]]\n\n{after}")
    image = re.escape("](a/plot-double.svg){ .figure .plot }\n\n</div>" + FACTS + facts + "\n\n</div>\n\n</div>" + rest)
    opening = re.escape('\n<div class="at-a-glance" markdown="1">\n\n<div class="plot" markdown="1">\n\n![')
    assert re.fullmatch(f"{opening}[^\\[\\]]+{image}", text), text


@pytest.mark.parametrize(
    "after", ["Words.\n\n- a\n", "", "-a\n", "1. a\n"], ids=["words", "nothing", "no list", "numbers"]
)
def test_a_plot_without_facts_is_a_figure(after, tmp_path):
    """No empty column."""
    text, note, found = woven(tmp_path, f"![[double.py#plot]]\n\n{after}")
    alt = plots(note, found)["double"].alt
    assert text == f"\n![{alt}](a/plot-double.svg){{ .figure .plot }}\n\n{after}"


def test_a_plot_is_named_after_the_page_that_shows_the_code(tmp_path):
    """Wherever the plot stands; the ids in it are its own."""
    title = {"docs/functions/double_it.md": "---\ntitle: Twofold\n---\n\n![[double.py]]\n"}
    _, note, found = woven(tmp_path, "![[double.py#plot]]", **title)
    plot = plots(note, found)["double"]
    assert plot.alt.startswith("Twofold") and '<title id="plot-double-title">Twofold and' in plot.svg


def test_a_plot_whose_formula_the_script_can_evaluate_is_marked(tmp_path):
    """With the key under which plots.json has it."""
    project = read(tmp_path, {**HOME, "docs/concepts/a.md": "![[double.py#plot]]"})
    live = {"parameters": [], "f": ["*", 2, "x"], "slope": 2, "cuts": []}
    for given, marks in ((live, 1), (None, 0)):
        found = findings(project, samples={"double": {**SAMPLES, "live": given}})
        plot = plots(note_of(project, "concepts/a.md"), found)["double"]
        assert plot.svg.count('data-function="double"') == marks


def test_plots_are_of_what_is_shown_and_sampled(tmp_path):
    """Neither of embedded code alone nor of a snippet whose samples are missing."""
    _, note, found = woven(tmp_path, "![[double.py#plot]]")
    assert list(plots(note, found)) == ["double"]
    assert plots(note_of(found.project, "functions/double_it.md"), found) == {}
    assert plots(note, findings(found.project)) == {}


def test_a_plot_is_a_file_beside_the_page(tmp_path):
    """Of a name that no cell's figure has."""
    _, _, found = woven(tmp_path, "Nothing.")
    assert (
        plot_path(note_of(found.project, "functions/double_it.md"), "double") == "functions/double-it/plot-double.svg"
    )


COVERED = {
    "claims/double_it.py": '"""Claims."""\n\nfrom rectified.evidence import claim\n\n\n@claim("It is even.")\ndef even():\n    """By hand."""\n',
    "docs/functions/double_it.md": "It is [even](claim:even).\n\n![[double.py]]",
    "tests/snippets/test_double.py": "",
}


@pytest.mark.parametrize(
    "stem, page, links",
    [
        ("double", "concepts/a.md", "[1 claim](../functions/double.md#all-claims) [Tests]({}){{ aria-label"),
        ("double", "functions/double.md", "[1 claim](#all-claims) [Tests]({}){{ aria-label"),
        ("double_it", "concepts/a.md", "[Tests]({}){{ aria-label"),
    ],
    ids=["elsewhere", "here", "no claims"],
)
def test_a_snippet_leads_to_what_covers_it(stem, page, links, tmp_path):
    """The claims about it, and its tests where the repository is known and has them."""
    settings = '[tool.rectified]\nrepository = "https://example.org/owner/name"\n'
    files = {name.replace("double_it", stem): text for name, text in COVERED.items()} | {"pyproject.toml": settings}
    text = woven(tmp_path, "![[double.py]]", page=page, **files)[0]
    expected = links.format("https://example.org/owner/name/tree/HEAD/tests/snippets")
    assert f"**`double.py`** {expected}" in text


def test_a_snippet_without_claims_and_repository_leads_nowhere(tmp_path, monkeypatch):
    """Nor where the repository has no tests of snippets."""
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    assert "**`double.py`** <button" in woven(tmp_path, "![[double.py]]", **{"tests/snippets/test_double.py": ""})[0]
