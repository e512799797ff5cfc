"""The wrong versions of everything that one note states: its snippet, its formulas, its numbers, its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rectified.claim_links import ClaimLink
from rectified.claims import Claim
from rectified.contents import Formula
from rectified.latex.left import left_side
from rectified.latex.symbols import GREEK
from rectified.mutants.mutant import Mutant
from rectified.mutants.wrong_code import wrong_code
from rectified.mutants.wrong_formulas import wrong_formulas
from rectified.mutants.wrong_text import wrong_number, wrong_words
from rectified.notes import Note
from rectified.numbers import numerals, numerals_in
from rectified.snippets import Snippet


def of_snippet(snippet: Snippet) -> list[Mutant]:
    """Wrong versions of a snippet's code."""
    return [
        Mutant("code", snippet.path, line, column, what, wrong)
        for line, column, what, wrong in wrong_code(snippet.source)
    ]


def of_formula(formula: Formula, snippet: Snippet) -> list[Mutant]:
    """Wrong versions of a formula about a snippet."""
    names = {*snippet.constants, *(name for each in snippet.parameters.values() for name in each)}
    letters = [rf"\{name.lower()}" for name in sorted(names) if name.lower() in GREEK]
    part = "derivative" if (left_side(formula.span.text) or ("", 0, None))[1] else "formula"
    found = []
    for offset, what, wrong in wrong_formulas(formula.span.text, letters):
        at = formula.span.text_start + offset
        found.append(Mutant(part, formula.note.file, formula.note.line(at), formula.note.column(at), what, wrong))
    return found


def of_numbers(note: Note) -> Iterator[tuple[Mutant, Note]]:
    """Each typed number of a note changed in its last digit, and the note with it."""
    for numeral in numerals(note):
        wrong, end = wrong_number(numeral), numeral.offset + len(numeral.text)
        source = note.source[: numeral.offset] + wrong + note.source[end:]
        place = note.file, note.line(numeral.offset), note.column(numeral.offset)
        yield Mutant("number", *place, f"{numeral.text} as {wrong}", wrong), replace(note, source=source)


def of_stated_numbers(claim: Claim) -> Iterator[tuple[Mutant, Claim]]:
    """Each number of a claim's statement and correction changed in its last digit, and the claim with it."""
    for name in ("text", "instead"):
        text = getattr(claim, name)
        for numeral in numerals_in(text):
            wrong = wrong_number(numeral)
            changed = text[: numeral.offset] + wrong + text[numeral.offset + len(numeral.text) :]
            what = f"{numeral.text} as {wrong} in what {claim.name} states"
            yield Mutant("number", claim.path, claim.line, 1, what, wrong), replace(claim, **{name: changed})


def of_linked_words(link: ClaimLink) -> Iterator[tuple[Mutant, ClaimLink]]:
    """A link with other words."""
    place = link.note.file, link.note.line(link.start), link.note.column(link.start)
    for what, wrong in wrong_words(link.words):
        yield Mutant("words", *place, f"{what} in the words of {link.id}", wrong), replace(link, words=wrong)
