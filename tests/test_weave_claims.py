"""Claims as the reader sees them: signed words, corrected myths, and the evidence at the end of the page."""

from __future__ import annotations

import re

import pytest
from conftest import DOUBLE
from woven import findings, note_of, read

from rectified.claims import Verdict
from rectified.weave.claims import claim_edits, evidence, target
from rectified.weave.edits import apply

CLAIMS = '''"""Claims."""

from rectified.evidence import cited, claim, measured, myth, proved


@claim("It is even.")
def even():
    """By hand."""
    return proved("2 divides it")


@claim("It is large.")
def large():
    """By eye."""
    return measured("it is 4")


@myth("It is odd.", instead="It is *even*.")
def odd():
    """By hand."""
    return proved("2 divides it")


@cited("It is old.", source="Euclid")
def old():
    """No file goes back so far."""
'''
REPOSITORY = "https://example.org/owner/name"
FILES = {
    "snippets/double.py": DOUBLE,
    "docs/functions/double.md": "![[double.py]]",
    "claims/even.py": CLAIMS,
    "docs/concepts/even.md": "[It is even](claim:even), [is large](claim:large).\n\n> False: [It is odd](myth:odd).\n\n[It is old](claim:old).\n",
}
VERDICTS = {
    "even:even": Verdict("holds", "proved", "2 divides it"),
    "even:large": Verdict("holds", "measured", "it is 4"),
    "even:odd": Verdict("false", "proved", "2 divides it"),
    "even:old": Verdict("cited", "cited", "Euclid"),
}


@pytest.fixture(autouse=True)
def nowhere(monkeypatch):
    """No repository is known but by the settings."""
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)


def settled(tmp_path, files=FILES, *, verdicts=VERDICTS, repository=REPOSITORY):
    settings = f'[tool.rectified]\nrepository = "{repository}"\n' if repository else ""
    return findings(read(tmp_path, {**files, "pyproject.toml": settings}), verdicts)


def woven(found, path="concepts/even.md"):
    """A note's text with its claims woven."""
    note = note_of(found.project, path)
    links = [link for link in found.project.claim_links if link.note is note]
    return apply(note.source, claim_edits(note, links, found), note.body).strip("\n")


@pytest.mark.parametrize(
    "path, address", [("concepts/even.md", "#claim-odd"), ("index.md", "concepts/even.md#claim-odd")]
)
def test_the_evidence_of_a_claim_stands_in_one_place(path, address, tmp_path):
    """On the page of its own note, from wherever it is linked."""
    found = settled(tmp_path)
    assert target(note_of(found.project, path), found.project.claims["even:odd"], found) == address


EVEN = '[It is even](#claim-even "holds, proved: 2 divides it"){ .claim .holds .proved }'
LARGE = '[is large](#claim-large "holds, measured: it is 4"){ .claim .holds .measured .signed }'


@pytest.mark.parametrize(
    "text, expected",
    [
        ("[It is even](claim:even).", f"{EVEN}."),
        ("[It is even](claim:even), [is large](claim:large).", f"{EVEN}, {LARGE}."),
        (
            "[is large](claim:large), [is large](claim:large). [is large](claim:large).",
            f"{LARGE}, {LARGE.replace(' .signed', '')}. {LARGE}.",
        ),
        ("[It is old](claim:old).", '[It is old](#claim-old "cited: Euclid"){ .claim .cited .signed }.'),
    ],
    ids=["proved", "measured", "one sign a sentence", "cited"],
)
def test_words_that_rest_on_a_claim_say_of_what_kind_it_is(text, expected, tmp_path):
    """What is weaker than a check that passed everywhere is signed; a verdict that is its own strength is said once."""
    rest = "".join(
        f" [{words}](claim:{name})" for words, name in (("even", "even"), ("large", "large"), ("old", "old"))
    )
    files = {**FILES, "docs/concepts/even.md": f"{text}\n\n{rest}\n\n> False: [odd](myth:odd).\n"}
    assert woven(settled(tmp_path, files)).partition("\n")[0] == expected


@pytest.mark.parametrize(
    "text, shown",
    [
        ('of "it"', "of ”it”"),
        ("two\n lines", "two lines"),
        ("`x` is $x_1$ {a} [b] \\c", "x is x_1 (a) b c"),
        ("a < b & c | d > e", "a &#60; b &#38; c &#124; d &#62; e"),
    ],
)
def test_a_tooltip_is_text(text, shown, tmp_path):
    """Nothing in it ends the title, or the cell of a table, or is markup."""
    verdicts = {**VERDICTS, "even:even": Verdict("holds", "proved", text)}
    assert f'(#claim-even "holds, proved: {shown}")' in woven(settled(tmp_path, verdicts=verdicts))


MYTH = '[It is odd](#claim-odd "false, proved: 2 divides it"){ .claim .false .proved .signed }'


@pytest.mark.parametrize(
    "written, false",
    [
        ("> False: [It is odd](myth:odd).\n", f"> **False:** {MYTH}.\n"),
        ("> False: [It is odd](myth:odd),\n> they say.\n", f"> **False:** {MYTH},\n> they say.\n"),
        ("> **False:** [It is odd](myth:odd).", f"> **False:** {MYTH}.\n"),
    ],
    ids=["one line", "two lines", "emphasised, at the end"],
)
def test_a_myth_is_followed_by_what_is_true(written, false, tmp_path):
    """In the same quotation, which nothing else shares; it says once that it is false."""
    files = {**FILES, "docs/concepts/even.md": f"[even](claim:even) [large](claim:large) [old](claim:old)\n\n{written}"}
    text = woven(settled(tmp_path, files)).partition("\n\n")[2]
    assert text == f'<div class="myth" markdown="1">\n\n{false}>\n> **True:** It is *even*.\n\n</div>'


def test_two_myths_in_a_row_have_a_correction_each(tmp_path):
    """Each under its own words."""
    links = "> False: [It is odd](myth:odd).\n> False: [It is odd](myth:odd).\n"
    files = {**FILES, "docs/concepts/even.md": f"[even](claim:even) [large](claim:large) [old](claim:old)\n\n{links}"}
    text = woven(settled(tmp_path, files))
    assert text.count("**True:** It is *even*.") == text.count("**False:**") == text.count("</div>") == 2
    assert re.search(r"False:.*?True:.*?False:.*?True:", text, re.S)


def entries(section):
    return re.findall(r'<details class="evidence" id="claim-(\w+)"', section)


def test_the_evidence_is_counted_and_listed_in_the_order_of_the_links(tmp_path):
    """By verdict, and each of these by how it was established, strongest first."""
    found = settled(tmp_path)
    section = evidence(note_of(found.project, "concepts/even.md"), found)
    title, counts, first = section.split("\n\n")[:3]
    assert title == "## All claims"
    assert counts.startswith("2 hold (1 proved, 1 measured); 1 myth refuted (1 proved); 1 cited. What to do")
    assert first == '<details class="evidence" id="claim-even" markdown="1">'
    assert entries(section) == ["even", "large", "odd", "old"]


@pytest.mark.parametrize(
    "name, verdicts, counted",
    [
        ("even", {"even:even": Verdict("holds", "proved", "a")}, "1 holds (1 proved). "),
        ("odd", {"even:odd": Verdict("false", "measured", "a")}, "1 myth refuted (1 measured). "),
        ("old", {"even:old": Verdict("cited", "cited", "a")}, "1 cited. "),
    ],
)
def test_one_is_counted_as_one(name, verdicts, counted, tmp_path):
    """In the singular, where there is one."""
    kept = [part for part in CLAIMS.split("\n\n\n") if f"def {name}(" in part]
    claims = "\n\n\n".join([CLAIMS.split("\n\n\n")[0], *kept])
    link = {"even": "[even](claim:even)", "odd": "> False: [odd](myth:odd)", "old": "[old](claim:old)"}[name]
    found = settled(tmp_path, {**FILES, "claims/even.py": claims, "docs/concepts/even.md": link}, verdicts=verdicts)
    assert f"## All claims\n\n{counted}" in evidence(note_of(found.project, "concepts/even.md"), found)


def test_several_myths_are_counted_in_the_plural(tmp_path):
    """As several that hold are."""
    more = CLAIMS + '\n\n@myth("It is small.", instead="It is not.")\ndef small():\n    """By eye."""\n'
    files = {**FILES, "claims/even.py": more}
    files["docs/concepts/even.md"] += "\n> False: [small](myth:small)\n"
    found = settled(tmp_path, files, verdicts={**VERDICTS, "even:small": Verdict("false", "measured", "it is 4")})
    assert "; 2 myths refuted (1 proved, 1 measured); " in evidence(note_of(found.project, "concepts/even.md"), found)


@pytest.mark.parametrize(
    "repository, where",
    [(REPOSITORY, "the link “disagree?” below it"), ("", "the form “Dispute a claim” of the repository")],
)
def test_a_page_says_where_a_claim_is_disputed(repository, where, tmp_path):
    """By a link where the repository's address is known, by the name of the form where it is not."""
    found = settled(tmp_path, repository=repository)
    section = evidence(note_of(found.project, "concepts/even.md"), found)
    sentence = "What to do if you find otherwise: run it alone with the command under it, then dispute it with"
    assert f"{sentence} {where}. The [ledger](../claims.md) has the claims of all pages.\n\n" in section
    assert section.count("[disagree?](") == (4 if repository else 0)


def test_an_entry_says_what_was_found_how_and_how_to_try_it(tmp_path):
    """Under its statement and verdict, with the code, the command, a lasting address and the form to dispute it, filled in."""
    found = settled(tmp_path)
    entry = evidence(note_of(found.project, "concepts/even.md"), found).partition('id="claim-odd" markdown="1">\n\n')[2]
    form = "template=dispute-a-claim.yml&title=Dispute%3A+even%3Aodd&claim=even%3Aodd&says=It+is+odd."
    code = 'def odd():\n    """By hand."""\n    return proved("2 divides it")\n'
    assert entry.rpartition("\n\n</details>\n\n<details class=")[0].split("\n\n") == [
        '<summary markdown="1">**False: It is odd.** <span class="verdict false">false, proved</span></summary>',
        "True: It is *even*.",
        "2 divides it",
        "How: By hand.",
        '<details markdown="1"><summary>Code of the check</summary>',
        f"```text\n{code}```",
        "</details>",
        f"`nox -s check -- even:odd` · [permanent address](#claim-odd) · [disagree?]({REPOSITORY}/issues/new?{form})",
    ]


def test_what_is_cited_has_a_source_and_nothing_to_run(tmp_path):
    """No command; the code says only why there is none."""
    found = settled(tmp_path)
    entry = evidence(note_of(found.project, "concepts/even.md"), found).partition('id="claim-old"')[2]
    assert (
        '**It is old.** <span class="verdict cited">cited</span></summary>\n\nSource: Euclid\n\nHow: No file goes'
        in entry
    )
    assert "nox -s check" not in entry


FENCE = "{}\n\nOne is odd.\n\n```python claim=one\nassert 1 % 2\n```\n"


def test_a_claim_in_a_note_has_its_evidence_after_those_of_files(tmp_path):
    """Without its code, which stands above, and without a command."""
    files = {**FILES, "docs/concepts/even.md": FENCE.format(FILES["docs/concepts/even.md"])}
    found = settled(tmp_path, files, verdicts={**VERDICTS, "even:one": Verdict("holds", "measured", "1 & <b>")})
    section = evidence(note_of(found.project, "concepts/even.md"), found)
    assert entries(section) == ["even", "large", "odd", "old", "one"]
    entry = section.partition('id="claim-one"')[2]
    assert "**One is odd.**" in entry and "1 & &lt;b>" in entry
    assert "Code of the check" not in entry and "nox" not in entry


def test_the_order_is_that_of_the_pages_own_links(tmp_path):
    """Whatever other notes of the same name link, and however early they are read; each claim has one page."""
    own = "[is large](claim:large), [even](claim:even)\n\n> False: [odd](myth:odd)\n"
    earlier = "[It is old](claim:old), [even](claim:even), [is large](claim:large)\n"
    notes = {"docs/about/even.md": ("About", earlier), "docs/concepts/even.md": ("Even", own)}
    files = {name: f"---\ntitle: {title}\n---\n\n{text}" for name, (title, text) in notes.items()}
    found = settled(tmp_path, {**FILES, **files})
    assert [link.note.section for link in found.project.claim_links] == ["about"] * 3 + ["concepts"] * 3
    sections = [evidence(note_of(found.project, path), found) for path in ("about/even.md", "concepts/even.md")]
    assert [entries(section) for section in sections] == [["old"], ["large", "even", "odd"]]


def test_a_page_without_evidence_has_no_section(tmp_path):
    """Links to claims of other notes do not make one."""
    found = settled(tmp_path, {**FILES, "docs/concepts/b.md": "[even](claim:even/even)"})
    assert evidence(note_of(found.project, "concepts/b.md"), found) == ""
    assert "claim-even" in woven(found, "concepts/b.md")
