"""Claims about what a build costs: each rests on the committed figures of the benchmark."""

from _bench import bar, seconds
from rectified.evidence import claim, measured

BUILDER = "about the builder, not about a function"


def told(words: str):
    """The evidence of one bar."""
    found = bar(words)
    return measured(
        f"{found.measured} where at most {found.most} is wanted, median of {found.rounds} rounds",
        median=found.median,
        limit=found.limit,
    )


@claim(
    "With nothing changed, a build takes less than a tenth of the processor time of plain MkDocs.", independent=BUILDER
)
def nothing_changed():
    """200 notes, the second build against MkDocs with the same pages, theme and navigation, nothing executed."""
    assert bar("nothing changed").median < 0.1
    return told("nothing changed")


@claim("With one note of 200 edited, a build takes less processor time than plain MkDocs.", independent=BUILDER)
def one_note_edited():
    """A word of its prose and a number in a cell; the note runs again, with its two figures."""
    assert bar("one note edited").median < 0.8
    return told("one note edited")


@claim("From 200 to 1,000 notes the cost of a build grows no faster than the notes.", independent=BUILDER)
def grows_with_the_notes():
    """The exponent of the growth of processor time, cold, without figures."""
    assert bar("growth from 200 to 1000 notes, cold").median <= 1.05
    return told("growth from 200 to 1000 notes, cold")


@claim(
    "A first build of 50 notes takes less than a sixth of the processor time of mkdocs-jupyter.", independent=BUILDER
)
def against_notebooks():
    """The same cells and figures, one notebook a page."""
    ours, theirs = seconds("rectified", 50), seconds("mkdocs-jupyter", 50)
    assert 6 * ours < theirs
    return measured(f"{ours:.1f} s against {theirs:.1f} s of processor time", ours=ours, theirs=theirs)
