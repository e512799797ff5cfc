"""Weaving: a note and what the build found about it become one Markdown page and its figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from rectified.cards import function_card
from rectified.drawing.plot import Plot
from rectified.findings import Findings
from rectified.links import Backlink, backlinks
from rectified.notes import Note
from rectified.project import Project
from rectified.revisions import last_changed
from rectified.weave import cells
from rectified.weave.cells import cell_edits, notebook, unrun_edits
from rectified.weave.claims import claim_edits, evidence
from rectified.weave.compare import compare_pages
from rectified.weave.edits import Edit, apply
from rectified.weave.facts import table
from rectified.weave.formulas import formula_edits
from rectified.weave.graph import graph_pages
from rectified.weave.labs import lab_pages
from rectified.weave.ledger import ledger_pages
from rectified.weave.links import link_edits, linked_from, pages, path_edits
from rectified.weave.oracles import oracles_section
from rectified.weave.page import Page, front_matter
from rectified.weave.predictions import answer_edits
from rectified.weave.sections import section_pages
from rectified.weave.snippets import embed_edits, plot_path, plots

__all__ = ["Page", "weave"]


def weave(findings: Findings) -> list[Page]:
    """Every note as a page, in the order of the notes, then sections, labs, and what is made from all notes."""
    steps = findings.project.steps
    values = {path: cells.values(steps[path], results) for path, results in findings.steps.items()}
    linked = backlinks(list(findings.project.wikilinks), values)
    dates = last_changed(findings.project.root)
    whole = _Whole(findings, linked, _helpers(findings.project), pages(findings.project), dates)
    notes = [_page(note, whole) for note in findings.project.notes]
    others = chain(section_pages(findings), lab_pages(findings.project.root, findings.labs, dates))
    return [*notes, *others, *compare_pages(findings), *ledger_pages(findings), *graph_pages(findings)]


@dataclass(frozen=True)
class _Whole:
    """What pages are made from besides their own note: what is found on all, links to each, helpers, addresses, and
    when each file was changed."""

    findings: Findings
    linked: Mapping[str, list[Backlink]]
    helpers: Mapping[str, str]
    pages: Mapping[str, str]
    dates: Mapping[str, str]


def _page(note: Note, whole: _Whole) -> Page:
    findings = whole.findings
    steps, results = findings.project.steps[note.path], findings.steps.get(note.path, ())
    drawn = plots(note, findings)
    body = apply(note.source, _edits(note, whole, drawn), note.body).strip("\n")
    footnotes = "## Sources\n\n///Footnotes Go Here///" if "\n[^" in body else ""
    assets = {plot_path(note, stem): plot.svg.encode() for stem, plot in drawn.items()}
    assets.update(cells.figures(note, steps, results))
    download = ""
    made = notebook(note, steps, whole.helpers) if cells.has_cells(steps) else ""
    if made and not cells.needs_builder(made):
        download = f"{note.folder}/{note.stem}.ipynb"
        assets[download] = made.encode()
    linked = linked_from(note, whole.linked.get(note.path, ()))
    compared = oracles_section(note, findings.project)
    found = [compared, table(note, findings), evidence(note, findings)]
    parts = [_banner(note, findings), body, *found, linked, footnotes]
    text = "\n\n".join(part for part in parts if part)
    front = _front_matter(note, whole, notebook=download)
    markdown, names = f"{front}# {note.title}\n\n{text}\n", tuple(_names(note, findings.project))
    return Page(note.page, note.title, markdown, assets, tags=note.tags, aliases=note.aliases, names=names)


def _edits(note: Note, whole: _Whole, drawn: Mapping[str, Plot]) -> Iterator[Edit]:
    findings, project = whole.findings, whole.findings.project
    parts = project.of(note)
    return chain(
        link_edits(parts.wikilinks),
        path_edits(note, whole.pages),
        embed_edits(note, findings, drawn),
        cell_edits(note, project.steps[note.path], findings.steps.get(note.path, ())),
        unrun_edits(note),
        answer_edits(note),
        formula_edits(parts.formulas, findings),
        claim_edits(note, parts.claim_links, findings),
    )


def _banner(note: Note, findings: Findings) -> str:
    parts = findings.project.of(note)
    if parts.claim_links or parts.claims or note.is_index:
        return ""
    return '<div class="banner-unclaimed" markdown="1">\n\nNo claims checked yet.\n\n</div>'


def _front_matter(note: Note, whole: _Whole, *, notebook: str) -> str:
    """What templates are told. revised: when the note, or the snippet or the claims of its stem, last changed."""
    of_code = note.section == "functions" and note.stem in whole.findings.project.snippets
    page_title = f"{note.title}: formula, derivative, NumPy code" if of_code else ""
    card = function_card(note.stem) if whole.findings.project.page_of(note.stem) is note else ""
    files = (note.file, f"snippets/{note.stem}.py", f"claims/{note.stem}.py")
    revised = max((whole.dates[file] for file in files if file in whole.dates), default="")
    named = {"title": note.title, "description": note.summary, "tags": list(note.tags), "page_title": page_title}
    return front_matter(**named, revised=revised, notebook=notebook, card=card if card in whole.findings.cards else "")


def _names(note: Note, project: Project) -> Iterator[str]:
    """How code calls what a note shows the code of: its stem in one word, and each word of its functions' names.

    Each once, so that a page is not found first for another's name because it has more functions.
    """
    snippet = project.snippets.get(note.stem)
    if snippet and project.page_of(note.stem) is note:
        yield note.stem.replace("_", "")
        yield from dict.fromkeys(word for name in (note.stem, *snippet.functions) for word in name.split("_"))


def _helpers(project: Project) -> dict[str, str]:
    """The sources a note's cells may import, by module name."""
    files = sorted((project.root / "claims").glob("_*.py"))
    shared = {file.stem: file.read_text(encoding="utf-8") for file in files}
    return {**shared, **{stem: snippet.source for stem, snippet in project.snippets.items()}}
