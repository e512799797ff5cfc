"""Weaving: a note and what the build found about it become one Markdown page and its figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from rectified.findings import Findings
from rectified.links import Backlink, backlinks
from rectified.notes import Note
from rectified.project import Project
from rectified.weave import cells
from rectified.weave.cells import cell_edits, notebook, unrun_edits
from rectified.weave.claims import claim_edits, evidence
from rectified.weave.edits import Edit, apply
from rectified.weave.formulas import formula_edits
from rectified.weave.links import beside, link_edits, linked_from, path_edits
from rectified.weave.snippets import embed_edits, plot_path, plots


@dataclass(frozen=True)
class Page:
    """One woven page.

    path: relative to docs/; markdown: the whole file with front matter, TeX kept.
    assets: figures and downloads that stand beside it, by path relative to docs/.
    """

    path: str
    markdown: str
    assets: Mapping[str, bytes] = field(default_factory=dict)


def weave(findings: Findings) -> list[Page]:
    """Every note as a page, in the order of the notes."""
    steps = findings.project.steps
    values = {path: cells.values(steps[path], results) for path, results in findings.steps.items()}
    linked = backlinks(list(findings.project.wikilinks), values)
    helpers = _helpers(findings.project)
    return [_page(note, findings, linked.get(note.path, []), helpers) for note in findings.project.notes]


def _page(note: Note, findings: Findings, linked: list[Backlink], helpers: Mapping[str, str]) -> Page:
    steps, results = findings.project.steps[note.path], findings.steps.get(note.path, ())
    body = apply(note.source, _edits(note, findings), note.body).strip("\n")
    footnotes = "## Sources\n\n///Footnotes Go Here///" if "\n[^" in body else ""
    assets = {plot_path(note, stem): plot.svg.encode() for stem, plot in plots(note, findings).items()}
    assets.update(cells.figures(note, steps, results))
    download = ""
    if cells.has_cells(steps):
        assets[f"{note.folder}/{note.stem}.ipynb"] = notebook(note, steps, helpers).encode()
        download = f"[Download this page's cells as a notebook]({beside(note)}/{note.stem}.ipynb){{ download }}"
    parts = [_banner(note, findings), body, evidence(note, findings), linked_from(note, linked), download, footnotes]
    text = "\n\n".join(part for part in parts if part)
    return Page(note.page, f"{_front_matter(note, findings)}# {note.title}\n\n{text}\n", assets)


def _edits(note: Note, findings: Findings) -> Iterator[Edit]:
    project = findings.project
    return chain(
        link_edits(note, project.wikilinks),
        path_edits(note, project),
        embed_edits(note, findings),
        cell_edits(note, project.steps[note.path], findings.steps.get(note.path, ())),
        unrun_edits(note),
        formula_edits([formula for formula in project.formulas if formula.note is note], findings),
        claim_edits(note, [link for link in project.claim_links if link.note is note], findings),
    )


def _banner(note: Note, findings: Findings) -> str:
    claimed = any(link.note is note for link in findings.project.claim_links)
    claimed |= any(claim.path == note.file for claim in findings.project.claims.values())
    if claimed or note.is_index:
        return ""
    return '<div class="banner-unclaimed" markdown="1">\n\nNo claims checked yet.\n\n</div>'


def _front_matter(note: Note, findings: Findings) -> str:
    """YAML in its JSON form, so that no title can be misread."""
    fields = {"title": note.title, "description": note.summary, "tags": list(note.tags)}
    if note.section == "functions" and note.stem in findings.project.snippets:
        fields["page_title"] = f"{note.title}: formula, derivative, NumPy code"
    rows = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value]
    return "---\n" + "\n".join(rows) + "\n---\n\n"


def _helpers(project: Project) -> dict[str, str]:
    """The sources a note's cells may import, by module name."""
    files = sorted((project.root / "claims").glob("_*.py"))
    shared = {file.stem: file.read_text(encoding="utf-8") for file in files}
    return {**shared, **{stem: snippet.source for stem, snippet in project.snippets.items()}}
