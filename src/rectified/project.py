"""Everything a build reads before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rectified.claim_links import ClaimLink, claim_links, match_links, unreadable_links
from rectified.claims import Claim, fence_claims, read_claims
from rectified.contents import Formula, Step, fence_problems, formulas, steps, tex_problems, unbacked, value_problems
from rectified.links import Resolved, embeds, resolve, unlinked
from rectified.notes import Note, read_notes
from rectified.problems import Problem
from rectified.settings import Settings, read_settings
from rectified.snippets import Snippet, read_snippets, region

#: The name of the part of a snippet's embed that shows its plot.
PLOT = "plot"


@dataclass(frozen=True)
class Project:
    """The notes, snippets and claims of one project, with every reference between them resolved."""

    settings: Settings
    notes: tuple[Note, ...]
    snippets: Mapping[str, Snippet]
    claims: Mapping[str, Claim]
    wikilinks: tuple[Resolved, ...]
    claim_links: tuple[ClaimLink, ...]
    formulas: tuple[Formula, ...]
    steps: Mapping[str, tuple[Step, ...]]
    labs: tuple[str, ...]

    @property
    def root(self) -> Path:
        return self.settings.root

    def home(self, claim: Claim) -> Note | None:
        """The note at whose end a claim's evidence stands: the first of its stem that links it, or holds its fence."""
        if claim.fence:
            return next(note for note in self.notes if note.file == claim.path)
        own = [link.note for link in self.claim_links if link.id == claim.id and link.note.stem == claim.stem]
        return min(own, key=lambda note: (note.section not in ("functions", "concepts"), note.path), default=None)

    def page_of(self, stem: str) -> Note | None:
        """The note that shows a snippet."""
        return next((n for n in self.notes for e in embeds(n) if e.file == f"{stem}.py" and e.region != PLOT), None)


def read_project(root: Path) -> tuple[Project, list[Problem]]:
    """The project at `root`, and everything that is wrong with it before anything runs."""
    notes, problems = read_notes(root)
    snippets, wrong = read_snippets(root)
    problems += wrong
    claims, wrong = read_claims(root)
    problems += wrong
    for note in notes:
        stated, wrong = fence_claims(note)
        problems += [*wrong, *_stated_twice(stated, claims), *fence_problems(note), *tex_problems(note)]
        problems += [*_embed_problems(note, snippets), *value_problems(note), *unlinked(note), *unreadable_links(note)]
        claims.update({claim.id: claim for claim in stated})
    links = [link for note in notes for link in claim_links(note)]
    resolved, wrong = resolve(notes)
    problems += [*wrong, *match_links(links, claims), *_unshown(snippets, notes), *_no_front(notes)]
    found = [formula for note in notes for formula in formulas(note, snippets)]
    problems += [problem for each in found if (problem := unbacked(each) or _unknown_backing(each, claims))]
    project = Project(
        settings=read_settings(root),
        notes=tuple(notes),
        snippets=snippets,
        claims=claims,
        wikilinks=tuple(resolved),
        claim_links=tuple(links),
        formulas=tuple(found),
        steps={note.path: tuple(steps(note)) for note in notes},
        labs=tuple(f"docs/labs/{file.name}" for file in sorted((root / "docs" / "labs").glob("*.py"))),
    )
    return project, problems


def _stated_twice(stated: list[Claim], claims: Mapping[str, Claim]) -> list[Problem]:
    return [
        Problem(claim.path, claim.line, f"{claim.id} is also a claim at {first.path}:{first.line}", "each name once")
        for claim in stated
        if (first := claims.get(claim.id))
    ]


def _embed_problems(note: Note, snippets: Mapping[str, Snippet]) -> list[Problem]:
    problems = []
    for embed in embeds(note):
        if note.indent(embed.start) or not note.alone(embed.start, embed.end):
            found = f"{note.source[embed.start : embed.end]} shares its line"
            problems.append(note.problem(embed.start, found, "an embed on a line of its own, not indented", "move it"))
        snippet = snippets.get(embed.file.removesuffix(".py"))
        if snippet is None or not embed.file.endswith(".py"):
            files = ", ".join(f"{stem}.py" for stem in snippets)
            found = f"![[{embed.file}]]: there is no such snippet"
            problems.append(note.problem(embed.start, found, f"one of {files or '(none)'}", "add it or mend the name"))
        elif embed.region not in ("", PLOT) and region(snippet, embed.region) is None:
            names = ", ".join([*snippet.functions, *snippet.constants])
            found = f"{snippet.path} has no function or constant {embed.region!r}"
            problems.append(note.problem(embed.start, found, f"one of {names}", "mend the name"))
    return problems


def _unshown(snippets: Mapping[str, Snippet], notes: list[Note]) -> list[Problem]:
    shown = {embed.file.removesuffix(".py") for note in notes for embed in embeds(note)}
    return [
        Problem(snippet.path, 1, "no note shows this snippet", f"![[{stem}.py]] in docs/functions/{stem}.md", "add it")
        for stem, snippet in snippets.items()
        if stem not in shown
    ]


def _no_front(notes: list[Note]) -> list[Problem]:
    if not notes or any(note.path == "index.md" for note in notes):
        return []
    return [Problem("docs/index.md", 1, "there is no such note", "the site's front page", "write it")]


def _unknown_backing(formula: Formula, claims: Mapping[str, Claim]) -> Problem | None:
    if not formula.claim or formula.claim in claims:
        return None
    found = f"no claim named {formula.claim!r} backs this formula"
    return formula.note.problem(
        formula.span.end, found, "a function in claims/", "write it or mark the formula unchecked"
    )
