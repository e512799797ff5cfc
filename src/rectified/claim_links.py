"""Links from words to claims: `[words](claim:name)`, and what must hold between the words and the statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from rectified.claims import Claim
from rectified.markdown import plain
from rectified.notes import Note
from rectified.problems import Problem

#: Greek letters by their LaTeX names, as statements write them.
GREEK = {"alpha": "α", "beta": "β", "lambda": "λ", "mu": "μ", "sigma": "σ", "infty": "∞", "Phi": "Φ", "pi": "π"}

_LINK = re.compile(r"\[(?!\[)(?P<words>(?:[^\[\]]|\[[^\[\]]*\](?!\())+)\]\((?P<kind>claim|myth):(?P<name>[\w./-]*)\)")
_ID = re.compile(r"[a-z0-9_]+:[a-zA-Z0-9_]+")
#: Other ways to write a link to a claim, none of which is one.
_NO_LINK = re.compile(r"\]\(\s*(?:claim|myth):[^)\n]*|^[ ]{0,3}\[[^\[\]]+\]:\s*(?:claim|myth):.*", re.I | re.M)
#: What denies a statement or limits it, or part of one; and where a part ends.
_NEGATION = re.compile(r"(?<!\w)(?:not|never|no|none|nor|neither|cannot|nowhere|without|only)(?!\w)")
_CLAUSE_END = re.compile(r"[,.;:!?()]\s")
_FALSE = re.compile(r">[ \t]*(\*\*)?False:(\*\*)?[ \t]*\Z")


@dataclass(frozen=True)
class ClaimLink:
    """Words of a note that rest on a claim: `[words](claim:name)` or `[words](myth:stem/name)`."""

    note: Note
    start: int
    end: int
    words: str
    kind: str
    stem: str
    name: str

    @property
    def id(self) -> str:
        return f"{self.stem}:{self.name}"


def claim_links(note: Note) -> Iterator[ClaimLink]:
    """The links to claims and myths in a note's prose, in order."""
    for match in _LINK.finditer(note.prose):
        stem, _, name = match["name"].rpartition("/")
        words = note.source[slice(*match.span("words"))]
        yield ClaimLink(note, match.start(), match.end(), words, match["kind"], stem or note.stem, name)


def unreadable_links(note: Note) -> Iterator[Problem]:
    """What is meant as a link to a claim and would be left on the page as it is."""
    read = {match.start("words") + len(match["words"]) for match in _LINK.finditer(note.prose)}
    for match in _NO_LINK.finditer(note.prose):
        if match.start() not in read:
            found = f"a claim link that cannot be read: {note.source[match.start() : match.end()].strip()}"
            todo = "write it so; the words may hold no link, no computed value and no bracket in brackets"
            yield note.problem(match.start(), found, "[words](claim:name) or [words](claim:stem/name)", todo)


def match_links(links: Iterable[ClaimLink], claims: Mapping[str, Claim]) -> list[Problem]:
    """What is wrong between the links of all notes and the claims: missing, left over, other words."""
    links = list(links)
    problems = [problem for link in links if (problem := mismatch(link, claims))]
    problems += [_unfit(claim) for claim in claims.values() if not _ID.fullmatch(claim.id)]
    linked = {link.id for link in links if link.stem == link.note.stem}
    for claim in claims.values():
        if not claim.fence and claim.id not in linked:
            expected = f"a link [words](claim:{claim.name}) in docs/**/{claim.stem}.md"
            found = f"no note links to the claim {claim.name}"
            problems.append(Problem(claim.path, claim.line, found, expected, "link it or remove the function"))
    return problems


def _unfit(claim: Claim) -> Problem:
    found = f"{claim.id!r} cannot be the id of a claim"
    return Problem(claim.path, claim.line, found, "stem:name, the stem in a–z, 0–9 and _", "rename the files")


def mismatch(link: ClaimLink, claims: Mapping[str, Claim]) -> Problem | None:
    """What is wrong between a link and the claim that it leads to, None when nothing is."""
    claim = claims.get(link.id)
    if claim is None:
        own = [other.name for other in claims.values() if other.stem == link.stem]
        near = get_close_matches(link.name, own, n=1, cutoff=0.5)
        todo = f"did you mean {near[0]}" if near else "write the function or remove the link"
        found = f"no claim named {link.name!r} in claims/{link.stem}.py"
        return link.note.problem(link.start, found, "one function for each linked claim", todo)
    if (link.kind == "myth") != (claim.kind == "myth"):
        found = f"{link.kind}:{link.name} leads to a {claim.kind}"
        return link.note.problem(
            link.start, found, "myth: for myths, claim: for all else", "change the link or the decorator"
        )
    if link.kind == "myth" and not _after_false(link):
        found = f"the myth {link.name!r} stands in a plain sentence"
        return link.note.problem(link.start, found, "a block of its own", f"> False: [{link.words}](myth:{link.name}).")
    if not _occurs(link.words, claim.text):
        found = f"the words “{plain(link.words)}” are not in the statement of {claim.id}, “{claim.text}”"
        return link.note.problem(link.start, found, "words of the statement", "change both in one edit")
    if negation := _left_out(link.words, claim.text):
        found = f"the words “{plain(link.words)}” leave out “{negation}” of the statement of {claim.id}, “{claim.text}”"
        return link.note.problem(link.start, found, "words that say what the statement does", "link that word too")
    return None


def _after_false(link: ClaimLink) -> bool:
    before = link.note.source[link.note.line_start(link.start) : link.start]
    return bool(_FALSE.match(before))


def _occurs(words: str, statement: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(_bare(words))}(?!\w)", _bare(statement)) is not None


def _left_out(words: str, statement: str) -> str:
    """What denies or limits the words in the statement, before them in the same clause; "" when nothing does."""
    bare = _bare(statement)
    found = []
    for match in re.finditer(rf"(?<!\w){re.escape(_bare(words))}(?!\w)", bare):
        clause = _CLAUSE_END.split(bare[: match.start()])[-1]
        found.append(_NEGATION.findall(clause))
    return found[0][-1] if found and all(found) else ""


@lru_cache(maxsize=8192)  # of a claim twice for each link
def _bare(text: str) -> str:
    r"""Words as they are compared: no markup, no case, `\lambda` as λ, `-` as −."""
    text = re.sub(r"\\(\w+)", lambda m: GREEK.get(m[1], m[1]), plain(text))
    return re.sub(r"[\s{}\\]+", " ", text.replace("-", "−")).strip(" .").casefold()
