"""A rendered page: what it depends on, what is made of it besides MkDocs' own, and what is kept of it as plain data."""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from posixpath import basename
from typing import Any
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, get_toc
from mkdocs.utils import CountHandler

from rectified.cache import key
from rectified.commit import commit_time
from rectified.configuration import configuration
from rectified.labs.pages import rendered
from rectified.mathml import typeset
from rectified.site_folder import taken_over
from rectified.surroundings import digest, surroundings, tree
from rectified.weave import Page

#: Where what is said counts for MkDocs, which gives up in the end when it is a warning.
_LOG = logging.getLogger("mkdocs.plugins.rectified")

#: A link to a note as `labs.pages.displayed` writes it.
_TO_NOTE = re.compile(r'\bhref="\.\./\.\./([^"#]+)/(?:#([^"]*))?"')

_IMAGE = re.compile(r'<img\b[^>]*\bsrc="([^"]+\.svg)"[^>]*/?>')

#: Names and blanks in code, which look as what is around them does.
_UNCOLOURED = re.compile(r'<span class="[nw]">([^<]*)</span>')


@dataclass
class Made:
    """A page under way: the names under which the cache has it rendered and written, and what rendering left.

    sound: whether MkDocs had nothing to say about it; what it warns of, it is to warn of in each build.
    """

    rendered: str
    written: str
    kept: Any = None
    sound: bool = True


class AskedFiles(Files):
    """Files that remember which of them a page asks for, there or not: it asks where its links lead.

    last: the folder of the last site, from which those that it has are taken over.
    """

    def __init__(self, files: Iterable[File], last: Path | None = None) -> None:
        super().__init__(files)
        self.asked: dict[str, bool] = {}
        self._last = last

    def copy_static_files(
        self, dirty: bool = False, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> None:
        """Put what is not a page into the new site."""
        for file in self:
            asset = not file.is_documentation_page() and inclusion(file.inclusion)
            if asset and not taken(file, file.content_bytes, self._last):
                file.copy_file(dirty)

    def get_file_from_path(self, path: str) -> File | None:
        """The file of that path."""
        found = super().get_file_from_path(path)
        self.asked[PurePath(path).as_posix()] = found is not None
        return found

    def answer(self, asked: Mapping[str, bool]) -> bool:
        """Whether they answer now as they did then."""
        return all((path in self.src_uris) == there for path, there in asked.items())


def taken(file: File, content: bytes, last: Path | None) -> bool:
    """Whether the last site, if there is one, has this file with this content, and the new one now too."""
    return last is not None and taken_over(content, file.dest_uri, last, Path(file.dest_dir))


def ask(render: Callable[[], None], files: AskedFiles) -> tuple[bool, dict[str, bool]]:
    """Let a page be rendered; returns whether MkDocs had nothing to say, and the files that the page asked for."""
    warned, files.asked = CountHandler(level=logging.WARNING), {}
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warned)
    try:
        render()
    finally:
        logger.removeHandler(warned)
    return not warned.get_counts(), files.asked


def page_key(page: MkDocsPage, woven: Page, settings: str) -> str:
    """Of all that the content of a page depends on, but for whether what it links to is there."""
    assets = [(path, hashlib.sha256(content).hexdigest()) for path, content in sorted(woven.assets.items())]
    found = (woven.notebook, woven.aliases, woven.names, assets)
    return key(settings, page.file.src_uri, page.markdown, page.meta, *found)


def settings_key(root: Path) -> str:
    """Of what all pages depend on: the builder, the settings of the site, and the code that they add."""
    found = configuration(root)
    return key(surroundings(), found.variables, [(os.path.relpath(file, root), digest(file)) for file in found.files])


def frame_key(config: MkDocsConfig, root: Path, *others: Any) -> str:
    """Of what templates see of the settings, of the files of the project's theme, and of what else they see."""
    places = ("config_file_path", "docs_dir", "site_dir")
    plain = {name: value for name, value in config.items() if isinstance(value, str | bool | int | None)}
    seen = {name: value for name, value in plain.items() if name not in places}
    theme = Path(config.theme.custom_dir or os.devnull)
    files = tree(theme)
    dates = any(b"_date" in (theme / name).read_bytes() for name, content in files.items() if content)
    return key(seen, files, dates and commit_time(root), *others)


def finish(page: MkDocsPage, woven: Page, files: Files) -> None:
    """MathML for TeX, inline SVG, which follows the scheme, for figures; a lab's page is its notebook."""
    if woven.notebook:
        page.content, page.toc = rendered(woven.notebook)
        page.content = _UNCOLOURED.sub(r"\1", page.content)
        page.present_anchor_ids = set(re.findall(r'\sid="([^"]+)"', page.content))
        page.links_to_anchors = _links_to_notes(page, files)
        return
    figures = {basename(path): content for path, content in woven.assets.items()}
    content = _UNCOLOURED.sub(r"\1", page.content or "")
    page.content = _IMAGE.sub(lambda match: _inlined(figures, match), typeset(content))


def _links_to_notes(page: MkDocsPage, files: Files) -> dict[File, dict[str, str]]:
    """The anchors to which a notebook links, by page, for MkDocs to check; it is warned of links that lead nowhere."""
    found: dict[File, dict[str, str]] = {}
    for address, anchor in _TO_NOTE.findall(page.content or ""):
        file = files.get_file_from_path(f"{address}.md")
        if file is None:
            _LOG.warning("Doc file '%s' contains a link to '%s.md', which is no note", page.file.src_uri, address)
        elif anchor:
            found.setdefault(file, {})[unquote(anchor)] = f"{address}.md#{anchor}"
    return found


def kept(page: MkDocsPage) -> dict[str, Any]:
    """What rendering leaves in a page, as plain data."""
    links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
    anchors = sorted(page.present_anchor_ids or ())
    return {"content": page.content, "toc": [*map(_token, page.toc)], "anchors": anchors, "links": links}


def restore(page: MkDocsPage, found: Mapping[str, Any], files: Files) -> None:
    page.content, page.toc = found["content"], get_toc(found["toc"])
    page.present_anchor_ids = set(found["anchors"])
    page.links_to_anchors = {files.src_uris[path]: anchors for path, anchors in found["links"].items()}


def _token(link: AnchorLink) -> dict[str, Any]:
    return {"name": link.title, "id": link.id, "level": link.level, "children": [*map(_token, link.children)]}


def _inlined(figures: Mapping[str, bytes], match: re.Match[str]) -> str:
    svg = figures.get(basename(match[1]))
    return svg.decode() if svg is not None else match[0]
