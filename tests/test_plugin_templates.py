"""Templates are listed but for hidden ones, and compiled once while pages are served, anew once they change."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from rectified.plugin import RectifiedPlugin
from rectified.plugin.templates import Compiled, list_visible


class Counting(Environment):
    """What MkDocs makes anew for each build, telling which templates it compiled."""

    def __init__(self, **templates):
        super().__init__(loader=DictLoader(templates))
        self.compiled = []

    def compile(self, source, name=None, filename=None, **options):
        self.compiled.append(source)
        return super().compile(source, name, filename, **options)


def built(compiled, **templates):
    """What the template "page" comes to in an environment of its own, and what was compiled for it."""
    environment = Counting(**templates)
    environment.bytecode_cache = compiled
    return environment.get_template("page").render(), environment.compiled


def test_a_template_is_compiled_once():
    """And by the next build taken as it is, with what it includes."""
    compiled, templates = Compiled(), {"page": "Page {% include 'part' %}", "part": "{{ 1 + 1 }}"}
    assert built(compiled, **templates) == ("Page 2", [*templates.values()])
    assert built(compiled, **templates) == ("Page 2", [])


def test_a_template_that_changed_is_compiled_anew():
    """So that whoever works on the theme sees it."""
    compiled = Compiled()
    built(compiled, page="before")
    assert built(compiled, page="after") == ("after", ["after"])
    assert built(compiled, page="before")[0] == "before"


@pytest.mark.parametrize("command, kept", [("serve", True), ("build", False)])
def test_they_are_kept_only_while_pages_are_served(command, kept):
    """A build makes one environment alone."""
    plugin, environment = RectifiedPlugin(), Counting()
    plugin.on_startup(command, False)
    plugin.on_env(environment, MkDocsConfig(), Files([]))
    assert (environment.bytecode_cache is not None) is kept


def test_a_theme_gives_the_same_files():
    """Material with a folder of the site's own, which hides one file of it."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "A", "theme": {"name": "material", "static_templates": ["404.html"]}})
    assert config.validate() == ([], [])
    before, after = Files([]), Files([])
    before.add_files_from_theme(config.theme.get_env(), config)
    list_visible(config.theme)
    environment = config.theme.get_env()
    after.add_files_from_theme(environment, config)
    assert after.src_uris.keys() == before.src_uris.keys()
    assert len(after.src_uris) > 20
    assert environment.get_template(".icons/material/check.svg").render().startswith("<svg")
    assert "url" in environment.filters


def test_a_theme_lists_nothing_hidden(tmp_path):
    """Each name once, from whichever folder, those below hidden folders not at all."""
    for name in ("one/a.css", "one/b/c.js", "two/a.css", "two/.d.css", "two/.icons/e.svg", "two/b/.f/g.svg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    theme = Theme(custom_dir=str(tmp_path / "one"))
    theme.dirs = [str(tmp_path / "one"), str(tmp_path / "two")]
    list_visible(theme)
    assert theme.get_env().list_templates() == ["a.css", "b/c.js"]
