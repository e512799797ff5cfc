"""MkDocs' plugin: woven pages in place of the notes, their sections, their policy.

A page that was rendered before from the same Markdown, figures and settings is taken from the cache, with its entries
for the search; one that stands in the same frame as well, between the same neighbours, is taken as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path
from posixpath import dirname
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage

from rectified.build import check
from rectified.cache import Cache, key
from rectified.citation import bibtex
from rectified.findings import Findings
from rectified.plugin.assets import lighter
from rectified.plugin.highlighting import quicken
from rectified.plugin.markup import put_right
from rectified.plugin.pages import (
    AskedFiles,
    Made,
    ask,
    finish,
    frame_key,
    kept,
    page_key,
    restore,
    settings_key,
    taken,
)
from rectified.plugin.search import LANGUAGE, findable, searched
from rectified.plugin.templates import Compiled, list_visible
from rectified.policy import with_policy
from rectified.problems import BuildError
from rectified.published import published
from rectified.reporter import Reporter
from rectified.weave import Page, weave
from rectified.weave.page import COMPARE, GRAPH, LEDGER
from rectified.weave.sections import in_order

#: The pages that are made from all notes, which the navigation lists last.
TABLES = (COMPARE, LEDGER, GRAPH)

#: The name of the template that is nothing but a page as it was written before.
_AS_WRITTEN = "as-written.html"


class RectifiedPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # it has no options
    """Replaces the notes of docs/ by their woven pages; `findings` are made on demand when nobody hands them over.

    last: the folder of the site that the new one will replace, if any.
    """

    def __init__(self) -> None:
        self.findings: Findings | None = None
        self.last: Path | None = None
        self._serving = False
        self._compiled = Compiled()
        self._pages: Mapping[str, Page] = {}
        self._cache = Cache(Path())
        self._frame = self._settings = ""
        self._made: dict[str, Made] = {}

    def on_startup(self, command: str, dirty: bool) -> None:
        """Whether pages are being served while they are written: a script of MkDocs then reloads them."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Let code be highlighted, and the theme's files be listed, in less time than MkDocs takes."""
        quicken(config)
        list_visible(config.theme)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Take the notes and labs out and put pages, figures, snippets and data in."""
        root = Path(config.config_file_path).parent
        findings = self.findings or _checked(root)
        pages = weave(findings)
        self._pages = {page.path: page for page in pages}
        self._cache = Cache(findings.project.cache / "pages")
        self._made = {}
        made = [_generated(config, page.path, page.markdown) for page in pages]
        assets = {path: content for page in pages for path, content in page.assets.items()}
        made += [_generated(config, path, content) for path, content in {**assets, **published(findings)}.items()]
        config.nav = _navigation(list(self._pages))
        for file in made:
            if file.is_documentation_page() and not _is_listed(file.src_uri):
                file.inclusion = InclusionLevel.NOT_IN_NAV
        others = [lighter(file, files, config) for file in files if not _is_source(file.src_uri)]
        return AskedFiles([*made, *others], self.last)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Give the pages of each section, which the navigation does not list, their section and their neighbours."""
        root = Path(config.config_file_path).parent
        named = [(self._pages[page.file.src_uri].title, page.url) for page in nav.pages]
        self._settings, self._frame = settings_key(root), frame_key(config, root, self._serving, str(nav), named)
        self._remember_entries(config)
        for section in (item for item in nav.items if isinstance(item, Section)):
            (index,) = (page for page in section.children if isinstance(page, MkDocsPage))
            folder = dirname(index.file.src_uri) + "/"
            listed = [file for file in files.documentation_pages() if file.src_uri.startswith(folder)]
            kin = sorted((file for file in listed if file is not index.file), key=self._kinship)
            pages = [index, *(MkDocsPage(None, file, config) for file in kin)]
            for before, page in pairwise(pages):
                page.parent, page.previous_page, before.next_page = section, before, page
        return nav

    def _kinship(self, file: File) -> tuple[tuple[str, ...], str]:
        """By what the pages of a section are ordered: those that share tags stand together."""
        woven = self._pages[file.src_uri]
        return woven.tags, woven.title.casefold()

    def on_pre_page(self, page: MkDocsPage, config: MkDocsConfig, files: Files) -> MkDocsPage:
        """Let a page render itself only where the cache does not have it."""
        if page.file.src_uri in self._pages:
            setattr(page, "render", partial(self._render, page, page.render))  # noqa: B010  of this page alone
        return page

    def _render(self, page: MkDocsPage, render: Any, config: MkDocsConfig, files: AskedFiles) -> None:
        woven = self._pages[page.file.src_uri]
        name = page_key(page, woven, self._settings)
        self._made[page.file.src_uri] = made = Made(name, key(name, self._frame, self._neighbours(page)))
        if written := self._found(made.written, files):
            page.meta.update(template=_AS_WRITTEN, written=written.pop("page"))
            made.kept = {"content": "", "toc": [], **written}
        else:
            made.kept = self._found(made.rendered, files)
            if made.kept is None:

                def make() -> None:
                    render(config, files)
                    finish(page, woven, files)

                made.sound, asked = ask(make, files)
                made.kept = {**kept(page), "asked": asked}
        restore(page, made.kept, files)
        page.markdown = ""  # nobody reads it any more, and a thousand pages of it are megabytes

    def _found(self, name: str, files: AskedFiles) -> Any:
        """What the cache has of a page, if its links lead where they led then."""
        found = self._cache.get(name)
        return found if found and files.answer(found["asked"]) else None

    def _neighbours(self, page: MkDocsPage) -> list[tuple[str, str]]:
        """Titles and addresses of the pages that this one names around its content."""
        around = (page.previous_page, page.next_page)
        return [(self._pages[other.file.src_uri].title, other.url) for other in around if other]

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Let a page that was written before be its own template; compile none twice while pages are served."""
        if self._serving:
            env.bytecode_cache = self._compiled
        if env.loader:
            env.loader = ChoiceLoader([DictLoader({_AS_WRITTEN: "{{ page.meta.written }}"}), env.loader])
        return env

    def on_page_context(self, context: Any, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Any:
        """Let the navigation around a page list it in its section, with its table of contents; say how it is cited."""
        found = {"path": page.url, "address": page.canonical_url or "", "revised": page.meta.get("revised", "")}
        context["citation"] = bibtex(self._pages[page.file.src_uri].title, site=config.site_name, **found)
        context["nav"] = Navigation([_shown(item, page) for item in nav.items], nav.pages)
        return context

    def on_template_context(self, context: Any, template_name: str, config: MkDocsConfig) -> Any:
        """The same around the page for addresses that lead nowhere, which stands in no section."""
        nav = context["nav"]
        context["nav"] = Navigation([_shown(item, None) for item in nav.items], nav.pages)
        return context

    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """The page to write: none if the last site has it."""
        text = self._finished(output, page)
        return "" if taken(page.file, text.encode(), self.last) else text

    def _finished(self, output: str, page: MkDocsPage) -> str:
        """The page with its policy; a page of its own is kept as it is written."""
        if page.meta.get("template") == _AS_WRITTEN:
            return output
        page_text = put_right(output)
        if not self._serving:
            page_text = with_policy(page_text, page.content or "")
        if (made := self._made.get(page.file.src_uri)) and made.sound and "entries" in made.kept:
            parts = {name: made.kept[name] for name in ("anchors", "links", "entries", "asked")}
            self._cache.put(made.written, {**parts, "page": page_text})
        return page_text

    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> str:
        """The page for addresses that lead nowhere has a policy as well."""
        if not template_name.endswith(".html"):
            return output
        return put_right(output) if self._serving else with_policy(put_right(output), "")

    def _remember_entries(self, config: MkDocsConfig) -> None:
        """Let the search take a page's entries from the cache, and put those that it makes there; name its language."""
        index = next(
            (plugin.search_index for plugin in config.plugins.values() if hasattr(plugin, "search_index")), None
        )
        if index is not None:
            index.config["lang"] = [LANGUAGE]
            index.add_entry_from_context = partial(self._add_entries, index, index.add_entry_from_context)

    def _add_entries(self, index: Any, add: Any, page: MkDocsPage) -> None:
        made = self._made.get(page.file.src_uri)
        if made and "entries" in made.kept:
            index.entries.extend(made.kept["entries"])
            return
        before, shown = len(index.entries), page.content
        page.content = searched(shown or "")
        add(page)
        page.content = shown
        if woven := self._pages.get(page.file.src_uri):
            summary = page.meta.get("description", "")
            index.entries[before:] = findable(index.entries[before:], summary, woven.aliases, woven.names)
        if made:
            made.kept["entries"] = index.entries[before:]
            if made.sound:
                self._cache.put(made.rendered, made.kept)


def _checked(root: Path) -> Findings:
    try:
        return check(root, Reporter())
    except BuildError as error:
        raise PluginError(str(error)) from None


def _navigation(pages: Iterable[str]) -> list[Any]:
    """Pages that stand in no folder, each section by its first page, which lists the others, the tables of all."""
    folders = [path.removesuffix("/index.md") for path in pages if path.endswith("/index.md")]
    ordered = sorted((folder for folder in folders if "/" not in folder), key=in_order)
    sections = [{folder.capitalize(): [f"{folder}/index.md"]} for folder in ordered]
    alone = [path for path in pages if "/" not in path]
    tables = [path for path in alone if path in TABLES]
    return [*(path for path in alone if path not in TABLES), *sections, *tables]


def _shown(item: Any, page: MkDocsPage | None) -> Any:
    """A section as the navigation around a page shows it: its first page, and with it, if it is in there, that page."""
    if not isinstance(item, Section):
        return item
    (index,) = item.children
    if page is None or page is index or page.parent is not item:
        return index
    own = Section(item.title, [index, page])
    own.active = True
    return own


def _is_listed(path: str) -> bool:
    return "/" not in path or (path.count("/") == 1 and path.endswith("/index.md"))


def _is_source(path: str) -> bool:
    return path.endswith(".md") or path.startswith("labs/")


def _generated(config: MkDocsConfig, path: str, content: str | bytes) -> File:
    return File.generated(config, path, content=content)
