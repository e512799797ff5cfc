"""Pieces of HTML that Markdown has no words for: one line of text in a cell, controls of a table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from rectified.markdown import plain, spans

_PRIVATE = 0xE000  # the first of the characters that stand for code and mathematics while the words around them change

#: A value, what readers see for it, and whether it is chosen at first.
Choice = tuple[str, str, bool]


@lru_cache(maxsize=8192)  # tables say the same in many rows, and in each build while pages are served
def words(text: str) -> str:
    """One line of Markdown as HTML: its code and mathematics, and its prose without markup."""
    text = " ".join(text.split())
    kept: dict[str, str] = {}
    pieces, position = [], 0
    for span in spans(text):
        if span.kind in ("code", "math"):
            mark, inner = chr(_PRIVATE + len(kept)), escape(span.text.strip(), quote=False)
            is_code = span.kind == "code"
            kept[mark] = f"<code>{inner}</code>" if is_code else rf'<span class="arithmatex">\({inner}\)</span>'
            pieces += [text[position : span.start], mark]
            position = span.end
    prose = escape(plain("".join([*pieces, text[position:]])), quote=False)
    return "".join(kept.get(letter, letter) for letter in prose)


def table(name: str, kind: str, caption: str, lines: Iterable[str]) -> str:
    """A table that scrolls by itself where it is too wide. What is in it has pages of its own, which search finds."""
    opening = f'<div class="facts-scroll" role="region" aria-labelledby="{name}-caption" data-search-exclude>'
    inner = "\n".join([f'<caption id="{name}-caption">{caption}</caption>', *lines])
    return f'{opening}\n<table class="{kind}" id="{name}">\n{inner}\n</table>\n</div>'


def controls(owner: str, things: str, *parts: str) -> str:
    """The form above a table, which is of use with script alone, and the line that tells how many things it shows."""
    opening = f'<form class="table-controls" data-table="{owner}" data-things="{things}" autocomplete="off">'
    reset = '<button type="reset">Reset</button>'
    return "\n".join([opening, *parts, reset, '<p role="status"></p>', "</form>"])


def menu(name: str, label: str, choices: Iterable[tuple[str, str]]) -> str:
    """A menu of values with what readers see for each; any is chosen at first."""
    options = "".join(f'<option value="{escape(value)}">{escape(shown)}</option>' for value, shown in choices)
    return f'<label>{label} <select name="{name}"><option value="">any</option>{options}</select></label>'


def ticks(name: str, legend: str, choices: Iterable[Choice]) -> str:
    """A group of boxes to tick, by which the columns of a table are chosen."""
    boxes = "\n".join(
        f'<label><input type="checkbox" name="{name}" value="{escape(value)}"{" checked" if chosen else ""}> '
        f"{escape(shown)}</label>"
        for value, shown, chosen in choices
    )
    return f"<fieldset>\n<legend>{legend}</legend>\n{boxes}\n</fieldset>"
