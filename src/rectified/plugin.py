"""The one module that knows MkDocs: it hands over the woven pages, makes mathematics MathML and figures inline."""

from __future__ import annotations

import logging
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from posixpath import basename
from typing import Any

from mkdocs.commands import serve as mkdocs_serve
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from rectified.build import Reporter, check
from rectified.findings import Findings
from rectified.labs.pages import displayed, opening, page_content, title
from rectified.mathml import typeset
from rectified.problems import BuildError, RenderError
from rectified.published import published
from rectified.weave import weave
from rectified.weave.links import lab_page

#: The folders of docs/ in the order of the navigation; others follow.
SECTIONS = ("functions", "concepts", "audits", "labs")

_IMAGE = re.compile(r'<img\b[^>]*\bsrc="([^"]+\.svg)"[^>]*/?>')


class RectifiedPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # it has no options
    """Replaces the notes of docs/ by their woven pages; `findings` are made on demand when nobody hands them over."""

    def __init__(self) -> None:
        self.findings: Findings | None = None
        self._figures: Mapping[str, bytes] = {}
        self._openings: Mapping[str, str] = {}
        self._labs = tempfile.TemporaryDirectory(prefix="rectified-labs-")

    @event_priority(100)  # mkdocs-jupyter must find the executed labs among the files
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Take the notes and labs out and put pages, figures, snippets and data in."""
        findings = self.findings or _checked(Path(config.config_file_path).parent)
        pages = weave(findings)
        kept = [file for file in files if not _is_source(file.src_uri)]
        made = [_generated(config, page.path, page.markdown) for page in pages]
        self._figures = {path: content for page in pages for path, content in page.assets.items()}
        others = {**self._figures, **published(findings)}
        made += [_generated(config, path, content) for path, content in others.items()]
        labs = self._lab_files(findings, config)
        notebooks = {lab.src_uri: findings.labs[path]["notebook"] for path, lab in labs.items()}
        titles = {path: title(notebook) for path, notebook in notebooks.items()}
        self._openings = {path: opening(notebook) for path, notebook in notebooks.items()}
        config.nav = _navigation([page.path for page in pages], titles)
        return Files([*made, *labs.values(), *kept])

    def _lab_files(self, findings: Findings, config: MkDocsConfig) -> dict[str, File]:
        """The executed labs as real files, the only ones mkdocs-jupyter renders, by the path of the lab."""
        found = {}
        for path, lab in findings.labs.items():
            file = Path(self._labs.name, lab_page(path))
            file.parent.mkdir(exist_ok=True)
            file.write_text(displayed(lab["notebook"], stem=Path(path).stem), encoding="utf-8")
            found[path] = File(lab_page(path), self._labs.name, config.site_dir, config.use_directory_urls)
        return found

    def on_page_content(self, content: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """The rendered page with MathML for TeX and inline SVG, which follows the scheme, for figures."""
        if page.file.src_uri.endswith(".ipynb"):
            page.meta["description"] = self._openings[page.file.src_uri]
            return page_content(content)
        folder = page.file.src_uri.removesuffix(".md")
        return _IMAGE.sub(lambda match: self._inlined(folder, match), typeset(content))

    def on_shutdown(self) -> None:
        """Remove the executed labs, which only the rendering needed."""
        self._labs.cleanup()

    def _inlined(self, folder: str, match: re.Match[str]) -> str:
        svg = self._figures.get(f"{folder}/{basename(match[1])}")
        return svg.decode() if svg is not None else match[0]


def _checked(root: Path) -> Findings:
    try:
        return check(root, Reporter())
    except BuildError as error:
        raise PluginError(str(error)) from None


def _navigation(pages: Sequence[str], labs: Mapping[str, str]) -> list[Any]:
    """The sections in their order, each with its pages, then titled labs; pages that stand in no folder come first."""
    found: dict[str, list[Any]] = {section: [] for section in ("", *SECTIONS)}
    for path in [*pages, *labs]:
        section = path.partition("/")[0] if "/" in path else ""
        found.setdefault(section, []).append({labs[path]: path} if labs.get(path) else path)
    sections = [{section.capitalize(): paths} for section, paths in found.items() if section and paths]
    return [*found[""], *sections]


def _is_source(path: str) -> bool:
    return path.endswith(".md") or path.startswith("labs/")


def _generated(config: MkDocsConfig, path: str, content: str | bytes) -> File:
    return File.generated(config, path, content=content)


def render(findings: Findings, site: Path) -> None:
    """Render checked findings into the folder `site`. Raises RenderError when MkDocs gives up or warns."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        config = load_config(str(findings.project.root / "mkdocs.yml"), site_dir=str(site), strict=True)
    except ConfigurationError as error:
        raise RenderError(f"MkDocs: {error}") from error
    plugin = config.plugins["rectified"]
    assert isinstance(plugin, RectifiedPlugin)
    plugin.findings = findings
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    except Abort as error:
        raise RenderError(f"MkDocs: {error}") from error
    finally:
        config.plugins.on_shutdown()


def serve(root: Path, port: int) -> None:
    """Serve the site on 127.0.0.1 and rebuild it whenever a note, a snippet or a claim changes."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    watched = [str(root / folder) for folder in ("snippets", "claims", "theme") if (root / folder).is_dir()]
    mkdocs_serve.serve(str(root / "mkdocs.yml"), watch=watched, dev_addr=f"127.0.0.1:{port}")
