"""Templates are compiled once while pages are served, and anew once they change."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from rectified.plugin import RectifiedPlugin
from rectified.plugin.templates import Compiled


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
