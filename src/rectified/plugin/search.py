"""What the search finds: Material's entries for a page, with one for each claim and with the words that readers type.

Material makes an entry for every heading of a page; its script looks through all fields that the settings name and
shows title and text. What is to be found and not shown stands in fields of our own: of a page `aliases` and `names`,
those in code and files, which count for more; `letters`, Greek letters and how they are spelled.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from html import escape
from typing import Any

Entry = dict[str, Any]

#: The language of the site to Material's script, which loads lunr.digits.min.js for it; that makes numbers findable.
LANGUAGE = "digits"

#: The tags that say how words look, and those of mathematics.
_LOOKS = """a em span strong math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub
    msubsup msup mtable mtd mtext mtr munder munderover""".split()
_ATTRIBUTES = r"""[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*"""


def _wordless(*tags: str) -> re.Pattern[str]:
    """Drawings, links to headings, and these tags."""
    found = rf"</?(?:{'|'.join(tags)})\b{_ATTRIBUTES}>"
    return re.compile(rf'<svg\b.*?</svg>|<a class="headerlink"[^>]*>.*?</a>|{found}', re.S)


#: What Material asks each tag for; where it may find it, only the colours of code are dropped.
_EXCLUDED = "data-search-exclude"
_WORDLESS, _COLOURS = _wordless(*_LOOKS), _wordless("span")

#: The code of checks, which is ten times as long as what the checks are of.
_CODE = re.compile(r"<details\b[^>]*>\s*<summary>Code of the check</summary>.*?</details>", re.S)

#: How a check is run and where it stands: under each piece of evidence the same words.
_FOOT = re.compile(
    r"<p>(?:<code>nox -s check --(?:(?!</p>).)*?)?<a href=\"#[^\"]*\">permanent address</a>.*?</p>", re.S
)

#: The sentences of other pages, which are found there.
_BACKLINKS = re.compile(r'<h2 id="linked-from">.*?(?=<h2\b|\Z)', re.S)

#: The evidence of a claim: where it stands, the statement, how it was established, and a myth's correction.
_EVIDENCE = re.compile(
    r'<(?P<tag>div|details) class="evidence[^>]*\bid="(?P<id>[^"]+)"[^>]*>\s*<(?P<line>p|summary)>'
    r"<strong>(?P<words>.*?)</strong>\s*<span[^>]*>(?P<verdict>.*?)</span>\s*</(?P=line)>"
    r"(?:\s*<p>(?P<correction>True:.*?)</p>)?",
    re.S,
)

#: Greek letters by how they are spelled, and the other way round; Unicode's own spelling of λ is not ours.
_LETTERS = {
    unicodedata.name(letter).rpartition(" ")[2].lower().replace("lamda", "lambda"): letter
    for letter in "αβγδεζηθικλμνξοπρστυφχψω"
}
_SPELLINGS = {letter: spelled for spelled, letter in _LETTERS.items()}
_LATIN = re.compile("[a-z]+")


def searched(content: str) -> str:
    """The content of a page as Material's reader of headings is to see it: each piece of evidence has one."""
    for dropped in (_CODE, _FOOT, _BACKLINKS):
        content = dropped.sub("", content)
    wordless = _COLOURS if _EXCLUDED in content else _WORDLESS
    return wordless.sub("", _EVIDENCE.sub(_headed, content))


def _headed(evidence: re.Match[str]) -> str:
    """The statement as a heading; how it stands, and what is true instead, in the sentences after it."""
    standing = f"{evidence['verdict'].replace(', ', ': ').capitalize()}. {evidence['correction'] or ''}".strip()
    return f'<{evidence["tag"]}><h3 id="{evidence["id"]}">{evidence["words"]}</h3><p>{standing}</p>'


def findable(entries: Sequence[Entry], summary: str, aliases: Sequence[str], names: Sequence[str]) -> list[Entry]:
    """The entries of a page with what leads to them; the first, which is of the whole page, has its tags alone."""
    others = [{name: value for name, value in entry.items() if name != "tags"} for entry in entries[1:]]
    opened = [_opened(entry, summary, aliases, names) for entry in entries[:1]]
    return [_with_letters(entry) for entry in [*opened, *others]]


def _opened(entry: Entry, summary: str, aliases: Sequence[str], names: Sequence[str]) -> Entry:
    """The entry of a page, begun with what the page says of itself and how it is also called."""
    also = f"Also called {', '.join(aliases)}." if aliases else ""
    words = escape(" ".join(filter(None, (summary, also))), quote=False)
    found = {**entry, "text": f"<p>{words}</p> {entry['text']}"} if words else {**entry}
    others = {"aliases": " ".join(aliases), "names": " ".join(names)}
    return found | {field: others[field] for field in others if others[field]}


def _with_letters(entry: Entry) -> Entry:
    """The entry with its Greek letters, those that are spelled in it, and how all of them are spelled."""
    text = unicodedata.normalize("NFKC", f"{entry['title']} {entry['text']}").lower()
    spelled = _LETTERS.keys() & _LATIN.findall(text)
    letters = sorted(_SPELLINGS.keys() & (() if text.isascii() else text) | {_LETTERS[word] for word in spelled})
    return entry | {"letters": " ".join(f"{letter} {_SPELLINGS[letter]}" for letter in letters)} if letters else entry
