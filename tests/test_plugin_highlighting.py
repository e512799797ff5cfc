"""Code is highlighted as pymdownx.highlight does it, in less time."""

import pytest
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

from rectified.plugin.highlighting import Uncoloured, quicken

USUAL, OURS = "pymdownx.highlight", "rectified.plugin.highlighting"
CODE = 'import numpy as np\n\n\ndef f(x: float) -> float:\n    """Twice."""\n    return 2.0 * x  # <&> λ\n'
TEXTS = {
    "python": f"```python\n{CODE}```\n",
    "other names": f"```py\n{CODE}```\n\n```pycon\n>>> f(1)\n2.0\n```\n\n```PYTHON\n{CODE}```\n",
    "titled": f'```python title="a <b>.py" hl_lines="1 3"\n{CODE}```\n\n```{{.python #here .kept linenums="1"}}\n{CODE}```\n',
    "others": '```toml\na = 1\n```\n\n```console\n$ ls -l\n```\n\n```json\n{"a": [1, true]}\n```\n',
    "unknown": "```nonsense\na = 1\n```\n\n```\nb = 2\n```\n\n```text\nc\n```\n",
    "remembered": "```mime\nContent-Type: text/html\n\n<b>x</b>\n```\n\n```mime\nSubject: a\n\n<b>x</b>\n```\n",
    "indented": "Words.\n\n    c = 3\n    d = 4\n\nWords.\n",
    "inline": "Words, `#!python f(1.5)`, `#!nonsense x` and `plain`.\n",
    "listed": "1. Words:\n\n    ```python\n    f(1)\n    ```\n",
}


def page(extension, text, **options):
    names = [extension, "attr_list", "pymdownx.inlinehilite", "pymdownx.superfences"]
    return Markdown(extensions=names, extension_configs={extension: options}).convert(text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_code_looks_as_usual(text):
    """Whatever its language is, and whether Pygments knows it or not."""
    usual = page(USUAL, text, anchor_linenums=True)
    assert page(OURS, text, pygments_style=Uncoloured, anchor_linenums=True) == usual
    assert "<code" in usual


@pytest.mark.parametrize(
    "options",
    [
        {"guess_lang": True},
        {"default_lang": "python"},
        {"use_pygments": False},
        {"pygments_lang_class": True, "auto_title": True},
        {"extend_pygments_lang": [{"name": "nonsense", "lang": "python"}]},
        {"pygments_style": "vs", "noclasses": True},
        {"stripnl": False},
    ],
    ids=lambda options: ", ".join(options),
)
def test_other_settings_count_as_usual(options):
    text = "".join(f"{text}\n" for text in TEXTS.values())
    assert page(OURS, text, **options) == page(USUAL, text, **options)


def test_a_language_is_looked_for_once(monkeypatch):
    """For all code of a site."""
    page(OURS, TEXTS["python"])
    monkeypatch.setattr("rectified.plugin.highlighting.find_lexer_class_by_name", None)
    monkeypatch.setattr("pymdownx.highlight.get_lexer_by_name", None)
    assert 'class="k">def</span>' in page(OURS, TEXTS["python"])


def test_a_site_chooses_its_options():
    """And where it asks for no highlighting, there is none."""
    config = MkDocsConfig()
    config.markdown_extensions = ["toc", USUAL, "tables"]
    config.mdx_configs = {USUAL: {"anchor_linenums": False}}
    quicken(config)
    assert config.markdown_extensions == ["toc", OURS, "tables"]
    assert config.mdx_configs == {OURS: {"pygments_style": Uncoloured, "anchor_linenums": False}}
    quicken(config)  # again
    assert config.markdown_extensions == ["toc", OURS, "tables"]
    config.markdown_extensions, config.mdx_configs = [USUAL], {USUAL: {"pygments_style": "vs"}}
    quicken(config)
    assert config.mdx_configs == {OURS: {"pygments_style": "vs"}}
    config.markdown_extensions, config.mdx_configs = [USUAL], {USUAL: {"noclasses": True}}
    quicken(config)
    assert config.mdx_configs == {OURS: {"noclasses": True}}  # the usual style, whose looks are then all there is
    config.markdown_extensions, config.mdx_configs = ["toc"], {}
    quicken(config)
    assert (config.markdown_extensions, config.mdx_configs) == (["toc"], {})
