"""Code with the classes of its words alone: the theme has their colours, in light and in dark.

pymdownx.highlight looks through all names of Pygments' lexers and through all words of a style for each piece of code
anew, which takes a third of the time that code takes. Here a lexer is looked for once, and the style has no words.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from functools import cache
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name
from pygments.style import Style, StyleMeta
from pygments.util import ClassNotFound
from pymdownx.highlight import Highlight, HighlightExtension

#: How settings name the extension, and the one here.
_USUAL, _OURS = "pymdownx.highlight", __name__


def quicken(config: MkDocsConfig) -> None:
    """Let code be highlighted by what is here, if the settings ask for it to be, with the options that they give."""
    if _USUAL in config.markdown_extensions:
        config.markdown_extensions[config.markdown_extensions.index(_USUAL)] = _OURS
        options: MutableMapping[str, Any] = config.mdx_configs.pop(_USUAL, {})
        style = {} if options.get("noclasses") else {"pygments_style": Uncoloured}
        config.mdx_configs[_OURS] = {**style, **options}


class _Wordless(StyleMeta):  # type: ignore[misc]  # Pygments and pymdownx have no types
    def __iter__(self) -> Iterator[Any]:
        return iter(())


class Uncoloured(Style, metaclass=_Wordless):  # type: ignore[misc]
    """A style that says nothing of any word, so that there is nothing to go through."""


class _Highlight(Highlight):  # type: ignore[misc]
    def get_lexer(self, src: str, language: str, inline: bool, stripnl: bool) -> tuple[Lexer, str]:
        """The lexer of a language that Pygments knows by this name; of any other what there is instead."""
        if not self.extend_pygments_lang:
            with suppress(ClassNotFound):
                return _lexer_class(language)(stripnl=stripnl), language
        found: tuple[Lexer, str] = super().get_lexer(src, language, inline, stripnl)
        return found


@cache
def _lexer_class(name: str) -> type[Lexer]:
    """A lexer itself may remember what it has read."""
    found: type[Lexer] = find_lexer_class_by_name(name)
    return found


class _Extension(HighlightExtension):  # type: ignore[misc]
    def get_pymdownx_highlighter(self) -> type[Highlight]:
        """What other extensions highlight with."""
        return _Highlight


def makeExtension(**options: Any) -> HighlightExtension:  # noqa: N802  Markdown looks for this name
    """The extension, for Markdown."""
    return _Extension(**options)
