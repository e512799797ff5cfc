"""One woven page, and the way its front matter is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: Where the pages stand, relative to docs/, that are made from all notes: functions compared, claims, links.
COMPARE, LEDGER, GRAPH = "compare.md", "claims.md", "graph.md"

#: What these load besides what every page does, below docs/assets/, and what they do without for the sake of room.
WIDE = {"loads": ["stylesheets/tables.css", "javascripts/tables.js", "javascripts/arrows.js"], "hide": ["toc"]}


@dataclass(frozen=True)
class Page:
    """One woven page.

    path: relative to docs/; title: as other pages name it; markdown: the whole file with front matter, TeX kept.
    assets: figures and downloads that stand beside it, by path relative to docs/.
    notebook: of a lab, the executed notebook (.ipynb text) that is shown in place of the Markdown.
    tags: those of the note; pages that share them are neighbours.
    aliases: what it is also called; names: the words by which files and code call it, and what it shows the code of.
    """

    path: str
    title: str
    markdown: str
    assets: Mapping[str, bytes] = field(default_factory=dict)
    notebook: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def front_matter(**fields: Any) -> str:
    """The fields that have a value as YAML in its JSON form, so that no title can be misread."""
    rows = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value]
    return "---\n" + "\n".join(rows) + "\n---\n\n"
