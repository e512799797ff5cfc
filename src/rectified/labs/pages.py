"""Showing a lab: what mkdocs-jupyter is given, and what is kept of what it makes of that.

mkdocs-jupyter renders `displayed(…)`. Around the notebook it puts 600 kB of styles, a copy script and MathJax from
another host, and its table of contents names headings otherwise than the headings do; `page_content` takes the
notebook out of that, and gives its code and headings the markup that every other page has: no stylesheet of
Jupyter's is needed.
"""

from __future__ import annotations

import html
import json
import re
import tempfile
from pathlib import Path
from typing import Any

from markdown.extensions.toc import slugify, unique

from rectified.markdown import plain, sentence

_SVG = "image/svg+xml"
_NOTE_LINK = re.compile(r"\]\(\.\./([a-z]+)/([a-z0-9_]+)\.md(#[^)\s]*)?\)")
_BODY = re.compile(r'<div class="jupyter-wrapper">.*</div> <!-- jupyter-wrapper -->', re.DOTALL)
_COMMENT = re.compile(r" <!-- (?:jp-Notebook|jupyter-wrapper) -->")
_COPY_BUTTON = re.compile(r'<div class="zeroclipboard-container">.*?</clipboard-copy>\s*</div>', re.DOTALL)
_COPY_TEXT = re.compile(r'<div [^>]*class="clipboard-copy-txt".*?</div>', re.DOTALL)
_PROMPT = re.compile(r'<div class="jp-(?:Input|Output)Prompt[^>]*>.*?</div>', re.DOTALL)
_CODE = re.compile(r'<div class="highlight-ipynb[^"]*"><pre>(?:<span></span>)?(.*?)\n?</pre></div>', re.DOTALL)
_DIV = re.compile(r"<div\b[^>]*>|</div>")
_WRAPPER = re.compile(r'class="(jp-|jupyter-|CodeMirror|celltoolbar)')
_HEADING = re.compile(r'<h([1-6]) id="[^"]*">(.*?)<a class="anchor-link"[^>]*>[^<]*</a></h\1>', re.DOTALL)


def page_stem(stem: str) -> str:
    """The lab's name in addresses: self_normalization is shown at labs/self-normalization/."""
    return stem.replace("_", "-")


def title(notebook: str) -> str:
    """The first heading of level one that begins a cell of a notebook (.ipynb text), "" where there is none."""
    cells = [cell for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "markdown"]
    headings = (re.match(r"# +(.+)", "".join(cell["source"])) for cell in cells)
    return next((heading[1].strip() for heading in headings if heading), "")


def opening(notebook: str) -> str:
    """The first sentence after that heading, without markup: what search engines and previews show."""
    cells = [cell for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "markdown"]
    texts = (re.match(r"# +.+\n+([^#]+?)(?:\n\n|\Z)", "".join(cell["source"])) for cell in cells)
    words = next((text[1] for text in texts if text), "")
    return plain(words[slice(*sentence(words, 0))]) if words else ""


def displayed(notebook: str, *, stem: str) -> str:
    """Return the copy of an executed notebook (.ipynb text) that mkdocs-jupyter is to render.

    Figures become inline SVG, which follow the page's light or dark scheme (nbconvert would turn SVG outputs into
    images, which cannot); a labelled result gets its label as anchor; links to notes become links between built
    pages; the title is followed by the downloads, labs/<stem>.py and labs/<stem>.ipynb.
    """
    shown = json.loads(notebook)
    for cell in shown["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = _NOTE_LINK.sub(_between_pages, "".join(cell["source"]))
        for output in cell.get("outputs", []):
            if "data" in output:
                output["data"] = _page_data(output["data"], cell["metadata"].get("label"))
    shown["cells"].insert(1, _downloads(stem))
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def _between_pages(link: re.Match[str]) -> str:
    folder, stem, anchor = link.groups()
    return f"](../../{folder}/{page_stem(stem)}/{anchor or ''})"


def _page_data(data: dict[str, Any], label: str | None) -> dict[str, Any]:
    """One output's data as the single HTML representation the page needs."""
    if _SVG in data:
        return {"text/html": f'<figure class="lab-figure">{"".join(data[_SVG])}</figure>'}
    if label and "text/plain" in data:
        text = html.escape("".join(data["text/plain"]), quote=False)
        return {"text/html": f'<div class="lab-output lab-result" id="{label}"><pre>{text}</pre></div>'}
    return data


def _downloads(stem: str) -> dict[str, Any]:
    """A cell that offers the lab as it was written and as it was run."""
    files = ((f"{stem}.py", "Python file"), (f"{stem}.ipynb", "executed notebook"))
    links = " · ".join(f'<a href="../{file}" download>{words}</a>' for file, words in files)
    source = f'<p class="lab-downloads">Download this lab: {links}</p>'
    return {"cell_type": "markdown", "id": "downloads", "metadata": {}, "source": source}


def rendered(shown: str) -> tuple[str, Any]:
    """What mkdocs-jupyter makes of a displayed notebook (.ipynb text): its HTML and its table of contents."""
    from mkdocs_jupyter.convert import nb2html  # takes half a second to load, and most builds have no lab to render
    from mkdocs_jupyter.plugin import get_nb_toc

    with tempfile.TemporaryDirectory(prefix="rectified-lab-") as folder:
        file = Path(folder, "lab.ipynb")
        file.write_text(shown, encoding="utf-8")
        contents, _ = get_nb_toc(str(file), 6)
        return page_content(nb2html(str(file), execute=False, allow_errors=False)), contents


def page_content(rendered: str) -> str:
    """Return the notebook alone out of what mkdocs-jupyter rendered: nothing that loads from another host.

    Raises ValueError when the notebook is not found, that is, when mkdocs-jupyter has changed its template.
    """
    body = _BODY.search(rendered)
    if not body:
        raise ValueError("mkdocs-jupyter rendered no jupyter-wrapper: its template has changed")
    content = body.group()
    for dropped in (_COMMENT, _COPY_BUTTON, _COPY_TEXT, _PROMPT):
        content = dropped.sub("", content)
    content = _CODE.sub(r'<div class="highlight"><pre><code>\1\n</code></pre></div>', content)
    return _with_anchors(_without_wrappers(content))


def _without_wrappers(content: str) -> str:
    """Drop the six boxes Jupyter puts around each cell; printed text keeps one, of class lab-output."""
    kept: list[bool] = []

    def tag(found: re.Match[str]) -> str:
        if found.group() == "</div>":
            return "</div>" if kept.pop() else ""
        printed = "jp-RenderedText" in found.group()
        kept.append(printed or not _WRAPPER.search(found.group()))
        return '<div class="lab-output">' if printed else found.group() if kept[-1] else ""

    return _DIV.sub(tag, content)


def _with_anchors(content: str) -> str:
    """Name headings as the table of contents does, and as all pages do."""
    known: set[str] = set()

    def heading(found: re.Match[str]) -> str:
        level, words = found.groups()
        anchor = unique(slugify(html.unescape(re.sub(r"<[^>]*>", "", words)), "-"), known)
        link = f'<a class="headerlink" href="#{anchor}" title="Permanent link">¶</a>'
        return f'<h{level} id="{anchor}">{words}{link}</h{level}>'

    return _HEADING.sub(heading, content)
