"""Labs as pages: what mkdocs-jupyter is given, and what is kept of what it makes of that."""

from __future__ import annotations

import json

import nbformat
import pytest

from rectified.labs.pages import displayed, opening, page_content, page_stem, title

SVG = "image/svg+xml"


def notebook(*cells):
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def markdown(*lines):
    return {"cell_type": "markdown", "id": "m", "metadata": {}, "source": list(lines)}


def code(*outputs, **metadata):
    return {
        "cell_type": "code",
        "id": "c",
        "metadata": metadata,
        "source": "",
        "execution_count": 1,
        "outputs": outputs,
    }


def result(**data):
    data = {name.replace("_", "/"): text for name, text in data.items()}
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}


@pytest.mark.parametrize(
    "stem, shown", [("self_normalization", "self-normalization"), ("one", "one"), ("a_b_c", "a-b-c")]
)
def test_addresses_have_hyphens(stem, shown):
    """As those of notes have."""
    assert page_stem(stem) == shown


@pytest.mark.parametrize(
    "cells, words",
    [
        ([markdown("# A lab\n", "\n", "# Another")], "A lab"),
        ([markdown("Words."), code(), markdown("#  Later  ")], "Later"),
        ([markdown("## Below"), markdown("#tag")], ""),
        ([code() | {"source": "# a comment"}], ""),
        ([], ""),
    ],
    ids=["first of two", "in a later cell", "no heading of level one", "no Markdown", "no cells"],
)
def test_a_title_is_the_first_heading(cells, words):
    """Of level one, at the start of a Markdown cell; a comment in code is none."""
    assert title(notebook(*cells)) == words


def shown(*cells):
    """The displayed copy's cells, after title and downloads."""
    return json.loads(displayed(notebook(markdown("# T"), *cells), stem="a_lab"))["cells"][2:]


@pytest.mark.parametrize(
    "source, expected",
    [
        ("[a](../functions/leaky_relu.md)", "[a](../../functions/leaky-relu/)"),
        ("[a](../concepts/b.md#c_d) and [e](../history/f.md)", "[a](../../concepts/b/#c_d) and [e](../../history/f/)"),
        ("[a](https://x.org/../functions/b.md)", "[a](https://x.org/../functions/b.md)"),
        ("[a](../snippets/selu.py)", "[a](../snippets/selu.py)"),
        ("../functions/b.md", "../functions/b.md"),
    ],
)
def test_links_to_notes_lead_to_their_pages(source, expected):
    """From the lab's page, with their anchors; other links stay."""
    assert shown(markdown(source))[0]["source"] == expected


@pytest.mark.parametrize(
    "label, data, expected",
    [
        (
            None,
            {"image_svg+xml": ["<svg>", "</svg>"], "text_plain": "<Figure>"},
            {"text/html": '<figure class="lab-figure"><svg></svg></figure>'},
        ),
        (
            "a-b",
            {"text_plain": ["{'a':", ' "<1>"}']},
            {"text/html": '<div class="lab-output lab-result" id="a-b"><pre>{\'a\': "&lt;1&gt;"}</pre></div>'},
        ),
        (None, {"text_plain": "{'a': 1}"}, {"text/plain": "{'a': 1}"}),
        ("a-b", {"text_html": "<b>"}, {"text/html": "<b>"}),
    ],
    ids=["a figure", "a labelled result", "a result", "HTML"],
)
def test_an_output_is_shown_in_one_way(label, data, expected):
    """A figure inline and by itself; a labelled result with its label as anchor, escaped."""
    (cell,) = shown(code(result(**data), **({"label": label} if label else {})))
    assert cell["outputs"][0]["data"] == expected


def test_printed_text_stays():
    """A stream has no data to choose from."""
    printed = {"output_type": "stream", "name": "stdout", "text": "words\n"}
    assert shown(code(printed))[0]["outputs"] == [printed]


def test_the_displayed_copy_is_a_notebook_with_its_downloads():
    """Valid, ended by a line end, with the files as written and as run after the title."""
    text = displayed(notebook(markdown("# λ"), code()), stem="a_lab")
    assert text.endswith("}\n") and "# λ" in text
    nbformat.validate(json.loads(text))
    assert [cell["id"] for cell in json.loads(text)["cells"]] == ["m", "downloads", "c"]
    source = json.loads(text)["cells"][1]["source"]
    assert '<a href="../a_lab.py" download>' in source and '<a href="../a_lab.ipynb" download>' in source


def wrapped(content):
    """A page as mkdocs-jupyter renders it: what loads from elsewhere around the notebook."""
    head, body = "<style>a{}</style><script src='https://x.org'></script>", f'<div class="jp-Notebook">{content}</div>'
    return f'{head}<div class="jupyter-wrapper">{body} <!-- jp-Notebook --></div> <!-- jupyter-wrapper -->{head}'


ANCHOR = '<a class="anchor-link" href="#x">¶</a>'


def link(anchor):
    return f'<a class="headerlink" href="#{anchor}" title="Permanent link">¶</a>'


@pytest.mark.parametrize(
    "content, kept",
    [
        ("<p>words</p>", "<p>words</p>"),
        ('<div class="jp-Cell"><div class="jp-Cell-input"><p>a</p></div></div>', "<p>a</p>"),
        ('<div class="jp-Cell"><div class="mine">a</div></div>', '<div class="mine">a</div>'),
        ('<div class="jp-InputPrompt jp-InputArea-prompt">In&nbsp;[1]:</div><p>a</p>', "<p>a</p>"),
        ('<div class="jp-OutputPrompt">Out[1]:</div><p>a</p>', "<p>a</p>"),
        (
            '<div class="jp-RenderedText jp-OutputArea-output"><pre>1</pre></div>',
            '<div class="lab-output"><pre>1</pre></div>',
        ),
        (
            '<div class="jp-Cell"><div class="jp-RenderedText"><pre>1</pre></div></div>',
            '<div class="lab-output"><pre>1</pre></div>',
        ),
        (
            '<div class="highlight-ipynb hl-python"><pre><span></span>a\n\nb\n</pre></div>',
            '<div class="highlight"><pre><code>a\n\nb\n</code></pre></div>',
        ),
        (
            '<div class="zeroclipboard-container"><clipboard-copy for="c"><div>i</div></clipboard-copy>\n</div><p>a</p>',
            "<p>a</p>",
        ),
        ('<div id="c" class="clipboard-copy-txt">a</div><p>a</p>', "<p>a</p>"),
        (f'<h2 id="A-B">A <em>b</em> &amp; c{ANCHOR}</h2>', f'<h2 id="a-b-c">A <em>b</em> &amp; c{link("a-b-c")}</h2>'),
        (
            f'<h2 id="A">A{ANCHOR}</h2><h3 id="A">A{ANCHOR}</h3>',
            f'<h2 id="a">A{link("a")}</h2><h3 id="a_1">A{link("a_1")}</h3>',
        ),
    ],
    ids=[
        "words",
        "boxes",
        "a box of the author",
        "input prompt",
        "output prompt",
        "printed",
        "printed in a box",
        "code",
        "copy button",
        "copy text",
        "heading",
        "same headings",
    ],
)
def test_the_notebook_alone_is_kept(content, kept):
    """Without prompts, copies and boxes; code and headings in the markup of all pages."""
    assert page_content(wrapped(content)) == kept


@pytest.mark.parametrize("rendered", ["", "<p>words</p>", '<div class="jupyter-wrapper"><p>words</p></div>'])
def test_a_page_without_a_notebook_is_an_error(rendered):
    """Never an empty page."""
    with pytest.raises(ValueError, match="its template has changed"):
        page_content(rendered)


@pytest.mark.parametrize(
    "source, expected",
    [
        ("# Title\n\nFirst *one*, see [SELU](../functions/selu.md). Second one.\n\nMore.", "First one, see SELU."),
        ("# Title\n\nOver\ntwo lines.", "Over two lines."),
        ("# Title", ""),
        ("No heading.", ""),
    ],
)
def test_a_lab_is_described_by_its_first_sentence(source, expected):
    """Without markup, since it goes into an attribute."""
    cells = [{"cell_type": "markdown", "source": source}]
    assert opening(json.dumps({"cells": cells})) == expected
