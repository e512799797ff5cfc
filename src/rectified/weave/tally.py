"""How many claims stand on each page, by verdict and by how they were established."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from rectified.claims import Verdict
from rectified.evidence import STRENGTHS

#: The columns: claims that hold by how they were established, strongest first, then myths and what is cited.
_KINDS = (*(how for how in reversed(STRENGTHS) if how != "cited"), "false", "cited")


def tally(pages: Sequence[tuple[str, str, Sequence[Verdict]]]) -> Iterator[str]:
    """The lines of the table. pages: of each its title, the place that its name leads to, and its verdicts."""
    heads = "".join(f'<th scope="col">{name.capitalize()}</th>' for name in ("page", *_KINDS, "all"))
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for title, anchor, verdicts in pages:
        yield _row(f'<a href="#{anchor}">{escape(title)}</a>', verdicts)
    yield "</tbody>"
    everything = _row("All pages", [verdict for _, _, verdicts in pages for verdict in verdicts])
    yield f"<tfoot>{everything}</tfoot>"


def _row(head: str, verdicts: Iterable[Verdict]) -> str:
    found = Counter(verdict.how if verdict.word == "holds" else verdict.word for verdict in verdicts)
    counts = "".join(f"<td>{count}</td>" for count in [*(found[kind] for kind in _KINDS), found.total()])
    return f'<tr><th scope="row">{head}</th>{counts}</tr>'
