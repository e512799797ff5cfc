"""Links from words to claims, and what must hold between the two."""

import pytest
from claim_files import FILE, read

from rectified.claim_links import claim_links, match_links, unreadable_links
from rectified.claims import read_claim_file

ALL = "[bounded below by $-\\lambda\\alpha$](claim:bounded) [used](claim:used)\n\n> False: [range is all of ℝ](myth:range_is_all).\n"


def problems(text, file=FILE, path="functions/selu.md"):
    claims, wrong = read_claim_file("claims/selu.py", file)
    links = list(claim_links(read(text, path)))
    return [str(problem) for problem in (*wrong, *match_links(links, {claim.id: claim for claim in claims}))]


def test_an_id_that_the_published_data_does_not_allow_is_reported():
    """Its schema says what an id looks like."""
    claims, _ = read_claim_file("claims/dash-ed.py", FILE)
    wrong = match_links([], {claim.id: claim for claim in claims})
    assert "'dash-ed:bounded' cannot be the id of a claim" in [problem.found for problem in wrong]


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


@pytest.mark.parametrize(
    "statement, words, left_out",
    [
        ("It is not bounded below.", "bounded below", "not"),
        ("It is not bounded below.", "not bounded below", ""),
        ("It rises, and never falls back.", "falls back", "never"),
        ("It is not odd, but bounded below.", "bounded below", ""),
        ("Only without scale is it bounded below.", "bounded below", "without"),
        ("It is not odd. It is odd at 0.", "odd", ""),
    ],
)
def test_words_may_not_leave_out_what_denies_them(statement, words, left_out):
    """What stands before them in the same clause, unless the statement has the words elsewhere without it."""
    text = ALL.replace("bounded below by $-\\lambda\\alpha$", words)
    found = problems(text, FILE.replace("SELU is bounded below by −λα.", statement))
    told = [f"leave out “{left_out}” of the statement of selu:bounded" in message for message in found]
    assert told == ([True] if left_out else [])


def test_a_link_from_another_note_does_not_count_as_the_notes_own():
    """Every claim is made by its own note first."""
    elsewhere = "[used](claim:selu/used)"
    assert any("no note links to the claim used" in message for message in problems(elsewhere, path="concepts/x.md"))


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
