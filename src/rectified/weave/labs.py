"""A lab as a page: its title, its first sentence and its files; the notebook itself is for mkdocs-jupyter to show."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rectified.labs.pages import displayed, opening, title
from rectified.weave.links import lab_page
from rectified.weave.page import Page, front_matter


def lab_pages(root: Path, labs: Mapping[str, Mapping[str, Any]], dates: Mapping[str, str]) -> list[Page]:
    """The pages of the labs that ran, by path; the file as it was written and as it was run stand beside each.

    dates: when each file was last changed.
    """
    return [
        _page(path, lab["notebook"], Path(root, path).read_bytes(), dates.get(path, "")) for path, lab in labs.items()
    ]


def _page(path: str, notebook: str, source: bytes, revised: str) -> Page:
    stem = Path(path).stem
    heading, words = title(notebook) or stem, opening(notebook)
    files = {f"labs/{stem}.py": source, f"labs/{stem}.ipynb": notebook.encode()}
    links = " · ".join(
        f"[{name}]({stem}.{kind})" for kind, name in (("py", "Python file"), ("ipynb", "executed notebook"))
    )
    front = front_matter(title=heading, description=words, revised=revised)
    text = f"{front}# {heading}\n\n{words}\n\nDownload this lab: {links}\n"
    return Page(lab_page(path), heading, text, files, displayed(notebook, stem=stem))
