"""A figure that the reader predicts first: output and answer folded under the question, which opens without script."""

from __future__ import annotations

from collections.abc import Iterator

from rectified.markdown import literal
from rectified.notes import Note
from rectified.predictions import predictions
from rectified.weave.edits import Edit


def asking(code: str, question: str, output: str) -> str:
    """A cell with its output under the question; the end of the answer, which follows in the note, closes it."""
    asked = f"**Predict first.** {literal(question)} *Show what happens*"
    opening = f'<details class="prediction" markdown="1">\n\n<summary markdown="1">{asked}</summary>'
    return f"{code}\n\n{opening}\n\n{output}"


def answer_edits(note: Note) -> Iterator[Edit]:
    """What closes each prediction, after the paragraph that answers it."""
    for _, end in predictions(note):
        yield Edit(end, end, "\n\n</details>")
