"""Claim files, links to claims, and what must hold between the two."""

import pytest

from rectified.claim_links import claim_links, match_links, unreadable_links
from rectified.claims import fence_claims, read_claim_file, read_claims
from rectified.notes import read_note

FILE = '''"""Claims."""
from rectified.evidence import claim, cited, myth, measured

@claim("SELU is bounded below by −λα.")
def bounded():
    """By hand."""
    return measured("x")

@myth("SELU's range is all of ℝ.", instead="It is not.")
def range_is_all():
    """By the limit."""
    return measured("x")

@cited("It is used.", source="Somebody 2017")
def used():
    """Cannot be run here."""

def helper():
    return 1
'''
ALL = "[bounded below by $-\\lambda\\alpha$](claim:bounded) [used](claim:used)\n\n> False: [range is all of ℝ](myth:range_is_all).\n"


def read(text, path="functions/selu.md"):
    return read_note(path, f"---\ntitle: A\n---\n{text}\n")[0]


def problems(text, file=FILE, path="functions/selu.md"):
    claims, wrong = read_claim_file("claims/selu.py", file)
    return [str(p) for p in wrong + match_links(list(claim_links(read(text, path))), {c.id: c for c in claims})]


def test_a_claim_file_is_read_without_running_it():
    """Name, statement, docstring, line and code of each decorated function; nothing else."""
    claims, wrong = read_claim_file("claims/selu.py", FILE + "\nraise SystemExit\n")
    assert wrong == []
    assert [(c.id, c.kind, c.line) for c in claims] == [
        ("selu:bounded", "claim", 5), ("selu:range_is_all", "myth", 10), ("selu:used", "cited", 15)
    ]  # fmt: skip
    assert (claims[0].how, claims[1].instead, claims[2].source) == ("By hand.", "It is not.", "Somebody 2017")


def test_an_id_that_the_published_data_does_not_allow_is_reported():
    """Its schema says what an id looks like."""
    claims, _ = read_claim_file("claims/dash-ed.py", FILE)
    wrong = match_links([], {claim.id: claim for claim in claims})
    assert "'dash-ed:bounded' cannot be the id of a claim" in [problem.found for problem in wrong]


def test_a_claim_file_without_claims_is_reported(tmp_path):
    """Unless its name says that it is a helper."""
    (tmp_path / "claims").mkdir()
    for name in ("a.py", "_b.py"):
        (tmp_path / "claims" / name).write_text("x = 1\n", encoding="utf-8")
    assert [problem.path for problem in read_claims(tmp_path)[1]] == ["claims/a.py"]


def test_links_and_claims_that_match_are_no_problem():
    """Markup, case, and LaTeX for Greek letters do not count."""
    assert problems(ALL) == []


@pytest.mark.parametrize(
    "text, expected",
    [
        (ALL + "[x](claim:boundd)", "docs/functions/selu.md:7: no claim named 'boundd' in claims/selu.py; one function for each linked claim; did you mean bounded"),
        (ALL + "[x](claim:elu/a)", "docs/functions/selu.md:7: no claim named 'a' in claims/elu.py; "),
        (ALL + "[bounded above](claim:bounded)", "docs/functions/selu.md:7: the words “bounded above” are not in the statement of selu:bounded, “SELU is bounded below by −λα.”; "),
        (ALL + "[bounded below by −λ](claim:bounded)", "docs/functions/selu.md:7: the words “bounded below by −λ” are not in the statement"),
        (ALL + "[range is all of ℝ](claim:range_is_all)", "docs/functions/selu.md:7: claim:range_is_all leads to a myth; "),
        (ALL + "- > False: [range is all of ℝ](myth:range_is_all).", "docs/functions/selu.md:7: the myth 'range_is_all' stands in a plain sentence; "),
        (ALL + "The [range is all of ℝ](myth:range_is_all).", "docs/functions/selu.md:7: the myth 'range_is_all' stands in a plain sentence; "),
        (ALL + "> [range is all of ℝ](myth:range_is_all).", "docs/functions/selu.md:7: the myth 'range_is_all' stands in a plain sentence; "),
        (ALL.replace("[used](claim:used)", ""), "claims/selu.py:15: no note links to the claim used; a link [words](claim:used) in docs/**/selu.md; "),
    ],
)  # fmt: skip
def test_what_does_not_match_is_reported(text, expected):
    """Missing, left over, other words, a myth that is not marked as one: each names file and line."""
    assert [message for message in problems(text) if message.startswith(expected)], problems(text)


def test_a_link_from_another_note_does_not_count_as_the_notes_own():
    """Every claim is made by its own note first."""
    elsewhere = "[used](claim:selu/used)"
    assert any("no note links to the claim used" in message for message in problems(elsewhere, path="concepts/x.md"))


@pytest.mark.parametrize(
    "file, expected",
    [
        ("def f(:\n", "claims/selu.py:1: SyntaxError: "),
        ("x = 1\0\n", "claims/selu.py:1: SyntaxError: "),
        ('@claim(f"a")\ndef f():\n    """x"""\n', "claims/selu.py:2: the decorator of f is not plain text; "),
        ('@claim("a")\ndef f():\n    return 1\n', "claims/selu.py:2: f has no docstring; "),
        ('@myth("a")\ndef f():\n    """x"""\n', "claims/selu.py:2: @myth of f has no instead=; "),
        ('@cited("a")\ndef f():\n    """x"""\n', "claims/selu.py:2: @cited of f has no source=; "),
        ('@claim("a")\ndef f():\n    """x"""\n' * 2, "claims/selu.py:5: two claims are named f; "),
    ],
)
def test_a_claim_that_cannot_be_read_is_reported(file, expected):
    """With its line in the claim file."""
    assert str(read_claim_file("claims/selu.py", file)[1][0]).startswith(expected)


def test_a_claim_may_stand_in_the_note():
    """Its statement is the sentence before it."""
    note = read("One. SELU is [[ELU]] *scaled*.\n\n```python claim=scaled\nassert True\n```\n")
    claims, wrong = fence_claims(note)
    assert wrong == []
    assert [(c.id, c.text, c.line, c.fence) for c in claims] == [("selu:scaled", "SELU is ELU scaled.", 6, True)]


def test_a_claim_fence_needs_a_sentence_before_it():
    """Else there is nothing it could be the check of."""
    _, wrong = fence_claims(read("```python claim=scaled\nassert True\n```\n"))
    assert str(wrong[0]).startswith("docs/functions/selu.md:4: the claim fence 'scaled' follows no sentence; ")


def test_the_words_of_a_link_may_hold_brackets_and_footnotes():
    """A reference in brackets, a footnote; both stay with the words."""
    file = FILE.replace("bounded below by −λα", "bounded below by −λα [1]")
    assert problems(ALL.replace("\\alpha$]", "\\alpha$ [1][^a]]"), file) == []


@pytest.mark.parametrize(
    "text",
    [
        "[a [b [c]]](claim:bounded)",
        "[see [[SELU]]](claim:bounded)",
        "[[SELU]](claim:bounded)",
        "[a [b](c.md)](claim:bounded)",
        "[a]( claim:bounded)",
        '[a](claim:bounded "title")',
        "[a](Claim:bounded)",
        "[a][b]\n\n[b]: claim:bounded",
    ],
)
def test_a_link_that_cannot_be_read_is_reported(text):
    """It would be left on the page as it is."""
    (problem,) = unreadable_links(read(text))
    assert "claim link that cannot be read" in problem.found


def test_links_that_are_read_are_not_reported():
    """Nor are those in code."""
    assert list(unreadable_links(read(ALL + "`[a]( claim:b)`"))) == []


def test_a_claim_in_a_helper_is_reported(tmp_path):
    """Nothing would ever run it; a file that is not UTF-8 is named with its line."""
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/_tools.py").write_text(FILE, encoding="utf-8")
    (tmp_path / "claims/a.py").write_bytes(b"x = 1\n# \xff\n")
    claims, wrong = read_claims(tmp_path)
    assert claims == {}
    assert [str(problem).partition(";")[0] for problem in wrong][::3] == [
        "claims/_tools.py:5: the claim bounded stands in a helper, where it is never run",
        "claims/a.py:2: text that is not UTF-8",
    ]
