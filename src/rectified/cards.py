"""Cards to share: one for each function whose plot is shown, one for each myth; they stand in cards/ of the site."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any

from rectified.claims import Claim
from rectified.markdown import plain
from rectified.problems import Problem
from rectified.project import Project
from rectified.running.job import Job, Outcome

#: What children are called that draw the cards of a snippet or a claim file.
_JOB = "cards {}"


def function_card(stem: str) -> str:
    """Where the card of a function stands, relative to the site's root."""
    return f"cards/{stem}.png"


def myth_card(claim: Claim) -> str:
    """Where the card of a myth stands, relative to the site's root."""
    return f"cards/{claim.stem}-{claim.name}.png"


def card_jobs(project: Project, samples: Mapping[str, Mapping[str, Any]]) -> Iterator[Job]:
    """One job for each stem that has cards; samples: of functions, for their plots."""
    cards: dict[str, list[dict[str, Any]]] = {}
    for stem, sampled in samples.items():
        if home := project.page_of(stem):
            told = {"title": home.title, "summary": home.summary, "samples": dict(sampled)}
            cards.setdefault(stem, []).append(
                {"name": function_card(stem), "address": _address(project, home.address), **told}
            )
    for claim in project.claims.values():
        if claim.kind == "myth" and (home := project.home(claim)):
            told = {"statement": plain(claim.text), "correction": plain(claim.instead)}
            address = _address(project, f"{home.address}#{claim.anchor}")
            cards.setdefault(claim.stem, []).append({"name": myth_card(claim), "address": address, **told})
    for stem, each in cards.items():
        yield project.settings.job(_JOB.format(stem), "rectified.drawing.card:draw_cards", {"cards": each}, "formulas")


def _address(project: Project, page: str) -> str:
    """A page's address as it is read: without https://, and within the site where nobody knows the site's."""
    return f"{project.settings.address}{page}".partition("://")[2] or page


def read_cards(project: Project, outcomes: Mapping[str, Outcome]) -> tuple[dict[str, bytes], list[Problem]]:
    """The cards by where they stand, and a problem for each job that did not draw its own."""
    cards: dict[str, bytes] = {}
    problems = []
    for name, outcome in outcomes.items():
        stem = name.removeprefix(_JOB.format(""))
        if name != _JOB.format(stem):
            continue
        if outcome.failure is None:
            cards |= {path: b64decode(content) for path, content in outcome.value.items()}
        else:
            place = project.snippets[stem].path if stem in project.snippets else f"claims/{stem}.py"
            found = f"drawing the cards of {stem} {outcome.failure.strip().splitlines()[-1]}"
            problems.append(Problem(place, 1, found, "cards that can be drawn", "mend what they say"))
    return cards, problems
