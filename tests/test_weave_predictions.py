"""A figure to be predicted as the reader gets it: under the question, folded with its answer."""

from __future__ import annotations

import pytest

from rectified.notes import read_note
from rectified.weave.edits import apply
from rectified.weave.predictions import answer_edits, asking

CELL = '```python alt="A" predict="Up?"\ndraw()\n```'


def woven(text):
    read = read_note("concepts/a.md", f"---\ntitle: A\n---\n{text}")[0]
    return apply(read.source, answer_edits(read), read.body)


@pytest.mark.parametrize(
    "question, shown",
    [
        ("Up or down?", "Up or down?"),
        ("Is x_1 * y < [0] & **b** of $5?", r"Is x\_1 \* y &lt; \[0\] &amp; \*\*b\*\* of \$5?"),
    ],
)
def test_the_question_is_shown_as_it_is(question, shown):
    """No sign of it is markup; the summary has all of it, so that its name says what opens."""
    summary = f'<summary markdown="1">**Predict first.** {shown} *Show what happens*</summary>'
    opening = f'<details class="prediction" markdown="1">\n\n{summary}'
    assert asking("the code", question, "the figure") == f"the code\n\n{opening}\n\nthe figure"


def test_the_answer_ends_what_is_folded():
    """What follows it stays in sight; each cell has its own."""
    part = f"{CELL}\n\nUp.\nIndeed."
    text = f"Before.\n\n{part}\n\nBetween.\n\n{part}\n"
    assert woven(text) == text.replace("Indeed.", "Indeed.\n\n</details>")


def test_other_cells_stay_as_they_are():
    """Without the attribute nothing is folded."""
    text = '```python alt="A"\ndraw()\n```\n\nUp.\n'
    assert woven(text) == text
