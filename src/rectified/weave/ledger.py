"""The ledger: every claim and myth of the site with its verdict, how it was established, what was found and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from rectified.claims import Claim, Verdict
from rectified.evidence import STRENGTHS
from rectified.findings import Findings
from rectified.notes import MADE, Note
from rectified.weave.claims import WORDS, counted, own_claims
from rectified.weave.html import controls, menu, table, words
from rectified.weave.left_open import left_open
from rectified.weave.page import LEDGER, WIDE, Page, front_matter
from rectified.weave.sections import in_order
from rectified.weave.tally import tally

TITLE = MADE["claims"]
_PAGE_TITLE = "Every claim and every myth, with its verdict"
_SUMMARY = (
    "Every claim and every myth on this site: its verdict, how it was established, what was found; "
    "and what nothing checks."
)
_OPENING = (
    "A claim that holds was measured, tried on a grid or on every float, or proved; a myth is false and has its "
    "correction; what is cited was not checked here. Each leads to its evidence."
)

_HEAD = (
    '<thead><tr><th scope="col" data-column="claim" data-sort="words">Claim</th>'
    '<th scope="col" data-column="verdict" data-sort="menu">Verdict</th>'
    '<th scope="col" data-column="how" data-sort="menu">Established</th>'
    '<th scope="col">Found</th>'
    '<th scope="col" data-column="page" data-sort="menu">Page</th></tr></thead>'
)


@dataclass(frozen=True)
class _Group:
    """The claims whose evidence stands on one page, in its order, with their verdicts."""

    home: Note
    claims: Sequence[tuple[Claim, Verdict]]

    @property
    def verdicts(self) -> list[Verdict]:
        return [verdict for _, verdict in self.claims]

    @property
    def name(self) -> str:
        """As addresses have it: "functions/selu"."""
        return self.home.address.strip("/") or "home"

    @property
    def anchor(self) -> str:
        """Where its rows begin."""
        return self.name.replace("/", "-")


def ledger_pages(findings: Findings) -> Iterator[Page]:
    """The page, if anything is claimed."""
    groups = list(_groups(findings))
    if groups:
        verdicts = [verdict for group in groups for verdict in group.verdicts]
        front = front_matter(title=TITLE, description=_SUMMARY, page_title=_PAGE_TITLE, **WIDE)
        parts = [
            f"{front}# {TITLE}",
            f"{len(verdicts)} claims and myths: {counted(verdicts)}.",
            _OPENING,
            "## Every claim",
            controls("claims", "claims", *_menus(groups, verdicts)),
            table("claims", "ledger", "Claims and myths, page by page", _rows(groups)),
            "## Page by page",
            table(
                "pages", "ledger", "Claims on each page", tally([(g.home.title, g.anchor, g.verdicts) for g in groups])
            ),
            left_open(findings, LEDGER),
        ]
        yield Page(LEDGER, TITLE, "\n\n".join(parts) + "\n")


def _groups(findings: Findings) -> Iterator[_Group]:
    """The claims by the page of their evidence: section by section, and in a section by title."""
    notes = findings.project.notes
    for note in sorted(notes, key=lambda note: (in_order(note.section), note.title.casefold())):
        if own := own_claims(note, findings):
            yield _Group(note, [(claim, findings.verdicts[claim.id]) for claim in own])


def _menus(groups: Iterable[_Group], verdicts: Sequence[Verdict]) -> Iterator[str]:
    """By what rows are chosen, with how many there are of each; the script sorts in the order of a menu."""
    yield '<label>Words <input type="search" name="words" maxlength="200" autocomplete="off"></label>'
    by_word, by_how = Counter(each.word for each in verdicts), Counter(each.how for each in verdicts)
    yield menu("verdict", "Verdict", ((word, f"{word} ({by_word[word]})") for word in WORDS if by_word[word]))
    hows = [how for how in reversed(STRENGTHS) if by_how[how]]
    yield menu("how", "Established", ((how, f"{how} ({by_how[how]})") for how in hows))
    yield menu("page", "Page", ((group.name, f"{group.home.title} ({len(group.claims)})") for group in groups))


def _rows(groups: Iterable[_Group]) -> Iterator[str]:
    """A row for each claim; those of one page make up a body of the table."""
    yield _HEAD
    for group in groups:
        yield f'<tbody id="{group.anchor}">'
        yield from (_row(group, *each) for each in group.claims)
        yield "</tbody>"


def _row(group: _Group, claim: Claim, verdict: Verdict) -> str:
    address = f"../{group.home.address}"
    said = f'<a href="{address}#{claim.anchor}">{words(claim.text)}</a>'
    if claim.kind == "myth":
        said = f"<strong>False:</strong> {said} <span><strong>True:</strong> {words(claim.instead)}</span>"
    found = f"Source: {verdict.text}" if claim.kind == "cited" else verdict.text
    return (
        f'<tr data-verdict="{verdict.word}" data-how="{verdict.how}" data-page="{group.name}">'
        f'<th scope="row">{said}</th><td class="verdict {verdict.word}">{verdict.word}</td><td>{verdict.how}</td>'
        f'<td>{words(found)}</td><td><a href="{address}">{escape(group.home.title)}</a></td></tr>'
    )
