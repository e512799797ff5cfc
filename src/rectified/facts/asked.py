"""Which functions notes ask the facts of, and whether there can be any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rectified.contents import Formula
from rectified.latex.left import left_side
from rectified.links import embeds
from rectified.notes import Note
from rectified.problems import Problem
from rectified.snippets import Snippet

#: The name of the part of a snippet's embed that shows the facts about its function.
FACTS = "facts"


def asked(note: Note) -> list[str]:
    """The stems of the files whose facts a note shows, in order."""
    return list(dict.fromkeys(embed.file.removesuffix(".py") for embed in embeds(note) if embed.region == FACTS))


def elementwise(snippet: Snippet) -> bool:
    """Whether a snippet holds a function of one number and its derivative."""
    return {snippet.stem, f"{snippet.stem}_grad"} <= set(snippet.functions)


def states_value(formula: Formula) -> bool:
    """Whether a formula says what a snippet's function is, rather than its derivative."""
    left = left_side(formula.span.text)
    return bool(formula.stem and left and not left[1] and left[2])


def factless(note: Note, snippets: Mapping[str, Snippet], found: list[Formula]) -> Iterator[Problem]:
    """A problem for each function whose facts are to be shown, and that has no derivative or no formula."""
    for embed in embeds(note):
        stem = embed.file.removesuffix(".py")
        if embed.region != FACTS or stem not in snippets:
            continue
        if not elementwise(snippets[stem]):
            what, todo = f"{snippets[stem].path} has no {stem} and {stem}_grad", "define both, or remove the embed"
        elif not any(formula.stem == stem and states_value(formula) for formula in found):
            what, todo = f"no note states {stem}(x)", rf"write $$ \operatorname{{{stem}}}(x) = … $$"
        else:
            continue
        yield note.problem(embed.start, f"facts of {stem}: {what}", "a function, its derivative and formula", todo)
