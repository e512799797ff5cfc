"""A rendered page: what it depends on, what is made of it besides MkDocs' own, and what is kept of it as plain data."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, get_toc

from rectified.cache import key
from rectified.labs.pages import rendered
from rectified.mathml import typeset
from rectified.surroundings import digest, surroundings
from rectified.weave import Page

_IMAGE = re.compile(r'<img\b[^>]*\bsrc="([^"]+\.svg)"[^>]*/?>')
_PATH = re.compile(r"""(?:\]\(|^\[[^\]]+\]:\s*|\b(?:href|src)=["'])([^()\s"'#:]+)""", re.M)


@dataclass
class Made:
    """A page under way: the names under which the cache has it rendered and written, and what rendering left."""

    rendered: str
    written: str
    kept: Any = None


def page_key(page: MkDocsPage, woven: Page, files: Files, config: MkDocsConfig) -> str:
    """Of all that the content of a page depends on, among it whether what it links to is there."""
    folder = dirname(page.file.src_uri)
    linked = {normpath(join(folder, path)) for path in _PATH.findall(page.markdown or "")}
    there = [(path, path in files.src_uris) for path in sorted(linked)]
    assets = [(path, hashlib.sha256(content).hexdigest()) for path, content in sorted(woven.assets.items())]
    made_of = (page.file.src_uri, page.markdown, page.meta, woven.notebook, assets)
    return key(surroundings(), digest(Path(config.config_file_path)), there, *made_of)


def frame_settings(config: MkDocsConfig) -> list[Any]:
    """The settings that templates see, and the templates of the project."""
    plain = {name: value for name, value in config.items() if isinstance(value, str | bool | int | None)}
    places = ("config_file_path", "docs_dir", "site_dir")
    templates = sorted(Path(config.theme.custom_dir or "").rglob("*.html")) if config.theme.custom_dir else []
    settings = {name: value for name, value in plain.items() if name not in places}
    return [settings, digest(Path(config.config_file_path)), [digest(file) for file in templates]]


def finish(page: MkDocsPage, woven: Page) -> None:
    """MathML for TeX, inline SVG, which follows the scheme, for figures; a lab's page is its notebook."""
    if woven.notebook:
        page.content, page.toc = rendered(woven.notebook)
        page.present_anchor_ids = set(re.findall(r'\sid="([^"]+)"', page.content))
        return
    figures = {basename(path): content for path, content in woven.assets.items()}
    page.content = _IMAGE.sub(lambda match: _inlined(figures, match), typeset(page.content or ""))


def kept(page: MkDocsPage) -> dict[str, Any]:
    """What rendering leaves in a page, as plain data."""
    links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
    anchors = sorted(page.present_anchor_ids or ())
    return {"content": page.content, "toc": [*map(_token, page.toc)], "anchors": anchors, "links": links}


def restore(page: MkDocsPage, found: Mapping[str, Any], files: Files) -> None:
    page.content, page.toc = found["content"], get_toc(found["toc"])
    page.present_anchor_ids = set(found["anchors"])
    page.links_to_anchors = {
        file: found["links"][path] for path, file in files.src_uris.items() if path in found["links"]
    }


def _token(link: AnchorLink) -> dict[str, Any]:
    return {"name": link.title, "id": link.id, "level": link.level, "children": [*map(_token, link.children)]}


def _inlined(figures: Mapping[str, bytes], match: re.Match[str]) -> str:
    svg = figures.get(basename(match[1]))
    return svg.decode() if svg is not None else match[0]
