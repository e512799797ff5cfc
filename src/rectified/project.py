"""Everything a build reads before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rectified.active.screen import note_problems, screen
from rectified.cache import CACHE, Cache, key
from rectified.claim_links import ClaimLink, claim_links, match_links, unreadable_links
from rectified.claims import Claim, fence_claims, read_claims
from rectified.contents import Formula, Step, fence_problems, formulas, steps, tex_problems, unbacked, value_problems
from rectified.facts.asked import FACTS, asked, factless
from rectified.links import Resolved, embeds, resolve, unlinked
from rectified.notes import Note, read_notes
from rectified.oracles import Oracles, read_oracles
from rectified.predictions import prediction_problems
from rectified.problems import Problem
from rectified.settings import Settings, read_settings
from rectified.snippets import Snippet, read_snippets, region
from rectified.surroundings import surroundings

#: The name of the part of a snippet's embed that shows its plot.
PLOT = "plot"

#: What of a snippet an embed shows that is no code.
MADE = (PLOT, FACTS)


@dataclass(frozen=True)
class Parts:
    """What one note holds: the links in it, its formulas, the claims that stand in its fences."""

    wikilinks: list[Resolved] = field(default_factory=list)
    claim_links: list[ClaimLink] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


@dataclass(frozen=True)
class Project:
    """The notes, snippets and claims of one project, with every reference between them resolved.

    oracles: what comparing the snippets with other libraries found, None when nobody has.
    """

    settings: Settings
    notes: tuple[Note, ...]
    snippets: Mapping[str, Snippet]
    claims: Mapping[str, Claim]
    wikilinks: tuple[Resolved, ...]
    claim_links: tuple[ClaimLink, ...]
    formulas: tuple[Formula, ...]
    steps: Mapping[str, tuple[Step, ...]]
    labs: tuple[str, ...]
    oracles: Oracles | None = None

    @property
    def root(self) -> Path:
        return self.settings.root

    @property
    def cache(self) -> Path:
        """Where results and rendered pages are kept from one build to the next."""
        return self.root / CACHE

    def of(self, note: Note) -> Parts:
        """What a note holds of links, formulas and claims."""
        return self._parts[note.path]

    def home(self, claim: Claim) -> Note | None:
        """The note at whose end a claim's evidence stands: the first of its stem that links it, or holds its fence."""
        return self._homes.get(claim.id)

    def page_of(self, stem: str) -> Note | None:
        """The note that shows a snippet."""
        return self._shown.get(f"{stem}.py")

    def facts_page(self, stem: str) -> Note | None:
        """The note with the table of a function's facts: its own if that shows them, else the first that does."""
        return self._facts_pages.get(stem)

    @cached_property
    def _parts(self) -> Mapping[str, Parts]:
        parts = {note.path: Parts() for note in self.notes}
        for resolved in self.wikilinks:
            parts[resolved.source.path].wikilinks.append(resolved)
        for link in self.claim_links:
            parts[link.note.path].claim_links.append(link)
        for formula in self.formulas:
            parts[formula.note.path].formulas.append(formula)
        for claim in self.claims.values():
            if claim.fence:
                parts[claim.path.removeprefix("docs/")].claims.append(claim)
        return parts

    @cached_property
    def _homes(self) -> Mapping[str, Note]:
        ordered = sorted(self.notes, key=lambda note: (note.section not in ("functions", "concepts"), note.path))
        own = ((claim.id, note) for note in ordered for claim in self.of(note).claims)
        links = ((link, note) for note in ordered for link in self.of(note).claim_links)
        linked = [(link.id, note) for link, note in links if link.stem == note.stem]
        return {**dict(reversed(linked)), **dict(own)}

    @cached_property
    def _facts_pages(self) -> Mapping[str, Note]:
        shows = [(stem, note) for note in self.notes for stem in asked(note)]
        shows.sort(key=lambda show: (show[1].stem != show[0], show[1].section != "functions"))
        return dict(reversed(shows))

    @cached_property
    def _shown(self) -> Mapping[str, Note]:
        shows = [(embed.file, note) for note in self.notes for embed in embeds(note) if embed.region not in MADE]
        return dict(reversed(shows))


def read_project(root: Path) -> tuple[Project, list[Problem]]:
    """The project at `root`, and everything that is wrong with it before anything runs."""
    notes, problems = read_notes(root)
    snippets, wrong = read_snippets(root)
    problems += wrong
    claims, wrong = read_claims(root)
    problems += wrong
    for note in notes:
        stated, wrong = fence_claims(note)
        problems += [*wrong, *_stated_twice(stated, claims), *_embed_problems(note, snippets)]
        problems += _own_problems(note, Cache(root / CACHE / "notes"))
        claims.update({claim.id: claim for claim in stated})
    links = [link for note in notes for link in claim_links(note)]
    resolved, wrong = resolve(notes)
    problems += [*wrong, *match_links(links, claims), *_unshown(snippets, notes), *_no_front(notes)]
    problems += screen(root, claims)
    found = [formula for note in notes for formula in formulas(note, snippets)]
    problems += [problem for note in notes for problem in factless(note, snippets, found)]
    problems += [problem for each in found if (problem := unbacked(each) or _unknown_backing(each, claims))]
    oracles, wrong = read_oracles(root)
    problems += wrong
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
        oracles=oracles,
    )
    return project, problems


def _own_problems(note: Note, cache: Cache) -> list[Problem]:
    """What is wrong with a note whatever the others hold; one with which nothing was is not looked through again."""
    name = key(surroundings(), note.path, note.source)
    if cache.get(name):
        return []
    own = (fence_problems, prediction_problems, tex_problems, value_problems)
    checks = (*own, unlinked, unreadable_links, note_problems)
    problems = [problem for check in checks for problem in check(note)]
    if not problems:
        cache.put(name, True)
    return problems


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
        elif embed.region not in ("", *MADE) and region(snippet, embed.region) is None:
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
