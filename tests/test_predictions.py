"""Cells that are to be predicted: which question may stand on a fence, and which paragraph answers it."""

from __future__ import annotations

import pytest

from rectified.notes import read_note
from rectified.predictions import prediction_problems, predictions

CELL = '```python alt="A line" predict="Up or down?"\ndraw()\n\ndraw()\n```\n'


def note(text):
    """A note whose text begins on line 4."""
    return read_note("concepts/a.md", f"---\ntitle: A\n---\n{text}")[0]


def answers(text):
    read = note(text)
    return [read.source[span.end : end].strip() for span, end in predictions(read)]


@pytest.mark.parametrize(
    "after, answer",
    [
        ("\nUp. [So](claim:so).\nIndeed.\n\nMore.\n", "Up. [So](claim:so).\nIndeed."),
        ("\nUp.", "Up."),
        ("\n$x$ is up, `y` too.\n\n", "$x$ is up, `y` too."),
        ("\n*Up*, 1 of 2.\n- A list\n", "*Up*, 1 of 2."),
        ("\n\n\nUp <b>far</b>.\n## Next\n", "Up <b>far</b>."),
        ("\nUp.\n```text\na\n\nb\n```\n", "Up."),
        ("\nUp:\n$$\nx\n$$\n", "Up:"),
    ],
    ids=["lines", "the last one", "mathematics", "a list", "HTML", "a fence", "a formula"],
)
def test_the_paragraph_after_a_cell_is_its_answer(after, answer):
    """To its end, whatever follows it, with a blank line between or none."""
    assert answers(CELL + after) == [answer]
    assert list(prediction_problems(note(CELL + after))) == []


LISTS = ["- A list", "1. A list", "[^a]: Note.", ": b"]
BLOCKS = ["> A quotation", "| a |\n|---|", "<div>a</div>", "```python\n1\n```", "$$\nx\n$$", "![[a.py]]", "<!-- a -->"]


@pytest.mark.parametrize("after", ["", "## Next", *LISTS, *BLOCKS])
def test_nothing_else_is_an_answer(after):
    """The message stands at the fence."""
    (problem,) = prediction_problems(note(f"Words.\n\n{CELL}\n{after}\n"))
    assert str(problem).startswith("docs/concepts/a.md:6: predict= without an answer; a paragraph after the cell; ")
    assert answers(f"{CELL}\n{after}\n") == []


@pytest.mark.parametrize(
    "info, says",
    [
        ('alt="A" predict=""', "predict='' is no question"),
        ('alt="A" predict="?"', "predict='?' is no question"),
        ('alt="A" predict="Up or down."', "predict='Up or down.' is no question"),
        ('alt="A" predict="Is <b>x</b> up?"', "predict='Is <b>x</b> up?' holds HTML"),
        ('alt="A" predict="Is &lt;b> up?"', "predict='Is &lt;b> up?' holds HTML"),
        ('predict="Up or down?"', "predict= on a cell without a figure"),
        ('alt="" predict="Up or down?"', "predict= on a cell without a figure"),
        ('alt="A" norun="slow" predict="Up or down?"', "predict= on a cell without a figure"),
    ],
)
def test_a_question_is_text_about_a_figure(info, says):
    """And ends as a question does."""
    (problem,) = prediction_problems(note(f"Words.\n\n```python {info}\n1\n```\n\nUp.\n"))
    assert str(problem).startswith(f"docs/concepts/a.md:6: {says}; ")


@pytest.mark.parametrize("mark", ["    ", "> "], ids=["a list", "a quotation"])
def test_it_stands_at_the_margin(mark):
    """A paragraph in a list belongs to the list."""
    text = "".join(f"{mark}{line}".rstrip() + "\n" for line in f"{CELL}\nUp.".splitlines())
    (problem,) = prediction_problems(note(f"- Words:\n\n{text}" if mark.strip() == "" else text))
    assert "in a list or a quotation" in str(problem)


def test_questions_are_asked_about_python_alone():
    """Other cells and other fences ask nothing."""
    assert answers('```python alt="A"\n1\n```\n\nUp.\n\n```text predict="Up?"\n1\n```\n\nUp.\n') == []
    assert answers("'''predict=\"Up?\"'''\n\nUp.\n") == []
