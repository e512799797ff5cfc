"""Words that rest on a claim, myths with their correction, and the evidence at the end of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from rectified.cards import myth_card
from rectified.claim_links import ClaimLink
from rectified.claims import Claim, Verdict
from rectified.evidence import STRENGTHS
from rectified.findings import Findings
from rectified.links import relative
from rectified.markdown import inline, sentence, titled
from rectified.notes import Note
from rectified.weave.edits import Edit, block, fenced
from rectified.weave.page import LEDGER

#: What is said beside the words only when it is not a check that passed by grid, exhaustion or proof.
SIGNED = ("false", "cited", "measured")

#: How verdicts are called when they are counted.
WORDS = {"holds": "hold", "false": "myths refuted", "cited": "cited"}
_ONE = {**WORDS, "holds": "holds", "false": "myth refuted"}

#: Where the evidence of a page begins.
EVIDENCE = "all-claims"

#: Where a claim is disputed when the repository's address is not known.
_FORM = "the form “Dispute a claim” of the repository"


def target(note: Note, claim: Claim, findings: Findings) -> str:
    """The link from a note to a claim's evidence."""
    home = findings.project.home(claim) or note
    return f"#{claim.anchor}" if home is note else f"{relative(note.page, home.page)}#{claim.anchor}"


def claim_edits(note: Note, links: Sequence[ClaimLink], findings: Findings) -> Iterator[Edit]:
    """The claim links of a note: where they lead, what kind they are; at most one sign a sentence."""
    signed: set[tuple[int, int]] = set()
    for link in links:
        claim, verdict = findings.project.claims[link.id], findings.verdicts[link.id]
        place = sentence(note.prose, link.start)
        sign = (verdict.word in SIGNED or verdict.how in SIGNED) and place not in signed
        signed |= {place} if sign else set()
        classes = " ".join(f".{name}" for name in dict.fromkeys(("claim", verdict.word, verdict.how)))
        address = target(note, claim, findings)
        said = titled(f"{_standing(verdict)}: {verdict.text}")
        text = f']({address} "{said}"){{ {classes}{" .signed" if sign else ""} }}'
        yield Edit(link.start + 1 + len(link.words), link.end, text)
        if link.kind == "myth":
            yield from _myth_edits(note, link, claim)


def _standing(verdict: Verdict) -> str:
    return ", ".join(dict.fromkeys((verdict.word, verdict.how)))


def _myth_edits(note: Note, link: ClaimLink, claim: Claim) -> Iterator[Edit]:
    start = note.line_start(link.start)
    lines = re.compile(r">.*(?:\n|\Z)(?:^[ \t]*>(?![ \t]*(?:\*\*)?False:).*(?:\n|\Z))*", re.M).match(note.source, start)
    end = lines.end() if lines else link.end
    yield Edit(start, link.start, '<div class="myth" markdown="1">\n\n> **False:** ')
    ended = "" if note.source[:end].endswith("\n") else "\n"
    yield Edit(end, end, f"{ended}>\n> **True:** {inline(claim.instead)}\n\n</div>\n")


def own_claims(note: Note, findings: Findings) -> list[Claim]:
    """The claims whose evidence stands on a page, in the order of the page's own links, then of its fences."""
    project = findings.project
    linked = [link.id for link in project.of(note).claim_links]
    fenced_here = [claim.id for claim in project.of(note).claims]
    own = [project.claims[name] for name in dict.fromkeys([*linked, *fenced_here]) if name in project.claims]
    return [claim for claim in own if project.home(claim) is note]


def evidence(note: Note, findings: Findings) -> str:
    """The section with every claim whose evidence stands on this page, "" when there is none."""
    own = own_claims(note, findings)
    if not own:
        return ""
    entries = [_entry(claim, findings) for claim in own]
    counts = counted([findings.verdicts[claim.id] for claim in own])
    where = "the link “disagree?” below it" if findings.project.settings.repository else _FORM
    otherwise = (
        f"What to do if you find otherwise: run it alone with the command under it, then dispute it with {where}."
    )
    everywhere = f"The [ledger]({relative(note.page, LEDGER)}) has the claims of all pages."
    return "\n\n".join(["## All claims", f"{counts}. {otherwise} {everywhere}", *entries])


def counted(verdicts: Sequence[Verdict]) -> str:
    """How many there are by verdict and, of each, how they were established."""
    parts = []
    for word, name in WORDS.items():
        how = Counter(verdict.how for verdict in verdicts if verdict.word == word)
        split = ", ".join(f"{how[kind]} {kind}" for kind in reversed(STRENGTHS) if how[kind])
        if how:
            called = name if how.total() > 1 else _ONE[word]
            parts.append(f"{how.total()} {called}" + (f" ({split})" if word != "cited" else ""))
    return "; ".join(parts)


def _entry(claim: Claim, findings: Findings) -> str:
    """A claim's statement and verdict; folded under them what was found, how, and its code."""
    verdict = findings.verdicts[claim.id]
    text = inline(f"False: {claim.text}" if claim.kind == "myth" else claim.text)
    standing = f'<span class="verdict {verdict.word}">{_standing(verdict)}</span>'
    head = f'<summary markdown="1">**{text}** {standing}</summary>'
    correction = f"True: {inline(claim.instead)}" if claim.instead else ""
    found = inline(verdict.text if claim.kind != "cited" else f"Source: {verdict.text}")
    run = "" if claim.fence or claim.kind == "cited" else f"`nox -s check -- {claim.id}`"
    foot = " · ".join(
        part
        for part in (run, f"[permanent address](#{claim.anchor})", _share(claim, findings), _dispute(claim, findings))
        if part
    )
    # Without colours: an element for each word of all checks would be two thirds of what a function's page consists of.
    code = f'<details markdown="1"><summary>Code of the check</summary>\n\n{fenced(claim.code, "text")}\n\n</details>'
    parts = [head, correction, found, f"How: {inline(claim.how)}", code if claim.code and not claim.fence else "", foot]
    return block("evidence", *parts, anchor=claim.anchor, tag="details")


def _share(claim: Claim, findings: Findings) -> str:
    home, card = findings.project.home(claim), myth_card(claim)
    return f"[share this]({relative(home.page, card)})" if home and card in findings.cards else ""


def _dispute(claim: Claim, findings: Findings) -> str:
    repository = findings.project.settings.repository
    if not repository:
        return ""
    form = {"template": "dispute-a-claim.yml", "title": f"Dispute: {claim.id}", "claim": claim.id, "says": claim.text}
    return f"[disagree?]({repository}/issues/new?{urlencode(form)})"
