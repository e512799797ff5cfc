"""Snippet embeds: the code with its copy button and download link, and the standard plot beside a function's facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from rectified.drawing.plot import Plot, standard_plot
from rectified.facts.asked import FACTS
from rectified.findings import Findings
from rectified.links import Embed, embeds, relative
from rectified.notes import Note
from rectified.project import PLOT, Project
from rectified.snippets import Snippet, region
from rectified.weave.claims import EVIDENCE
from rectified.weave.edits import Edit, block, fenced
from rectified.weave.facts import card

#: Where the tests of the snippets stand in a repository.
TESTS = "tests/snippets"

_LIST_BEGIN = re.compile(r"\s*\n(?=[-*+] )")
_LIST_END = re.compile(r"\n(?:[ \t]*\n)++(?![ \t]|[-*+] )|\Z")


def plots(note: Note, findings: Findings) -> dict[str, Plot]:
    """The standard plots a note shows, by stem; those whose samples are missing are left out."""
    shown = {embed.file.removesuffix(".py") for embed in embeds(note) if embed.region == PLOT}
    return {
        stem: standard_plot(
            dict(findings.samples[stem]),
            name=(findings.project.page_of(stem) or note).title,
            prefix=f"plot-{stem}",
            function=stem if findings.samples[stem].get("live") else "",
        )
        for stem in sorted(shown & set(findings.samples))
    }


def embed_edits(note: Note, findings: Findings, drawn: Mapping[str, Plot]) -> Iterator[Edit]:
    """Each embed as the code it names, as a card of facts, or as the plot with the facts that follow it.

    drawn: the note's `plots`.
    """
    found = embeds(note)
    beside = {plot: facts for plot, facts in pairwise(found) if _follows(note, plot, facts)}
    for embed in found:
        stem = embed.file.removesuffix(".py")
        if embed.region == PLOT:
            yield from _at_a_glance(note, embed, drawn[stem], beside.get(embed), findings)
        elif embed.region == FACTS and embed not in beside.values():
            yield Edit(embed.start, embed.end, block("facts", card(note, stem, findings)))
        elif embed.region != FACTS:
            yield Edit(embed.start, embed.end, _code(note, embed, findings.project))


def _follows(note: Note, plot: Embed, facts: Embed) -> bool:
    kinds = (plot.region, facts.region) == (PLOT, FACTS)
    return kinds and not note.source[plot.end : facts.start].strip()


def plot_path(note: Note, stem: str) -> str:
    """Where a standard plot stands, relative to docs/."""
    return f"{note.folder}/plot-{stem}.svg"


def _at_a_glance(note: Note, embed: Embed, plot: Plot, facts: Embed | None, findings: Findings) -> Iterator[Edit]:
    """The plot, and beside it the card of the embed that follows it with the list that follows that, or either."""
    image = f"![{plot.alt}]({relative(note.page, plot_path(note, embed.file.removesuffix('.py')))}){{ .figure .plot }}"
    end = (facts or embed).end
    listed = _LIST_BEGIN.match(note.source, end)
    if not facts and not listed:
        yield Edit(embed.start, end, image)
        return
    opening = f'<div class="at-a-glance" markdown="1">\n\n{block("plot", image)}\n\n<div class="facts" markdown="1">\n'
    if facts:
        opening += f"\n{card(note, facts.file.removesuffix('.py'), findings)}" + ("\n" if listed else "")
    yield Edit(embed.start, listed.end() if facts and listed else end, opening)
    match = _LIST_END.search(note.source, listed.end()) if listed else None
    end = end if not listed else match.start() if match else len(note.source)
    yield Edit(end, end, "\n\n</div>\n\n</div>")


def _code(note: Note, embed: Embed, project: Project) -> str:
    snippet = project.snippets[embed.file.removesuffix(".py")]
    file = relative(note.page, f"snippets/{snippet.stem}.py")
    shown = region(snippet, embed.region) or ""
    name = f"{snippet.stem}.py" + (f", {embed.region}" if embed.region else "")
    button = (
        f'<button type="button" class="snippet-copy" aria-label="Copy {name}" data-copy="{_exact(shown)}">Copy</button>'
    )
    download = f'[Download]({file}){{ .snippet-download download aria-label="Download {snippet.stem}.py" }}'
    bar = " ".join([f"**`{name}`**", *_covering(note, snippet, project), button, download])
    return block("snippet", bar, fenced(shown, "python"))


def _covering(note: Note, snippet: Snippet, project: Project) -> Iterator[str]:
    """Links to what covers a snippet: the claims about it, and the tests where the repository is known."""
    homes = [home for claim in project.claims.values() if claim.stem == snippet.stem and (home := project.home(claim))]
    if homes:
        page = "" if homes[0] is note else relative(note.page, homes[0].page)
        count = homes.count(homes[0])
        yield f"[{count} claim{'s' if count > 1 else ''}]({page}#{EVIDENCE})"
    if project.settings.repository and (project.root / TESTS).is_dir():
        yield f'[Tests]({project.settings.repository}/tree/HEAD/{TESTS}){{ aria-label="Tests of {snippet.stem}.py" }}'


def _exact(text: str) -> str:
    """Text as an attribute's value in which no renderer finds markup: everything but words as character references."""
    return "".join(c if (c.isascii() and c.isalnum()) or c == " " else f"&#{ord(c)};" for c in text)
