"""The facts about a function: a card with six of them at the top of its page, all of them in a table lower down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from rectified.dtypes import DTYPES
from rectified.evidence import STRENGTHS
from rectified.facts.asked import asked
from rectified.facts.declared import OPEN
from rectified.facts.properties import CARD, FLOATS, PROPERTIES, Property
from rectified.findings import Findings
from rectified.links import relative
from rectified.markdown import literal
from rectified.notes import Note
from rectified.weave.page import COMPARE

Row = Mapping[str, Any]
#: Rows by property and dtype.
Rows = Mapping[tuple[str, str], Row]


def fact_anchor(note: Note, stem: str, name: str) -> str:
    """Where the row of a property stands on the page of its table."""
    owner = "" if note.stem == stem else f"{stem}-"
    return f"fact-{owner}{name}".replace("_", "-")


def card(note: Note, stem: str, findings: Findings) -> str:
    """The facts that matter first as a list, each with a link to its row."""
    rows = _rows(findings, stem)
    home = findings.project.facts_page(stem) or note
    page = "" if home is note else relative(note.page, home.page)
    return "\n".join(_item(rows[key], f"{page}#{fact_anchor(home, stem, key[0])}") for key in CARD if key in rows)


def _item(row: Row, address: str) -> str:
    name = PROPERTIES[row["name"]].heading + (f" in {row['dtype']}" if row["dtype"] else "")
    return f"- **{name}** [{literal(row['value'])}]({address}){{ .fact .{row['how']} }} *{row['how']}*"


def table(note: Note, findings: Findings) -> str:
    """The section with every fact about the functions whose page this is, "" when there are none."""
    own = [stem for stem in asked(note) if stem in findings.facts and findings.project.facts_page(stem) is note]
    parts = [part for stem in own for part in _tables(note, stem, findings)]
    return "\n\n".join(["## All facts", *parts]) if parts else ""


def _tables(note: Note, stem: str, findings: Findings) -> Iterator[str]:
    rows = _rows(findings, stem)
    yield _opening(note, stem, findings)
    for group in dict.fromkeys(each.group for each in PROPERTIES.values()):
        found = [each for each in PROPERTIES.values() if each.group == group]
        make = _in_floats if group == FLOATS else _mathematical
        yield _scrolled(group, make(note, stem, found, rows))


def _opening(note: Note, stem: str, findings: Findings) -> str:
    how = Counter(row["how"] for row in findings.facts[stem])
    split = ", ".join(f"{how[name]} {name}" for name in (*reversed(STRENGTHS), OPEN) if how[name])
    defaults = findings.project.snippets[stem].parameters.get(stem, {})
    setting = f" with {', '.join(f'`{name}={value:g}`' for name, value in defaults.items())}" if defaults else ""
    data = f"[facts.json]({relative(note.page, 'facts.json')})"
    whose = f"`{stem}`{setting}"
    beside = f"[Beside other functions]({relative(note.page, COMPARE)})"
    about = f"{how.total()} facts about {whose}, each computed from its formula and its code: {split}."
    return f"{about} {beside}. As data: {data}."


def _rows(findings: Findings, stem: str) -> Rows:
    return {(row["name"], row["dtype"]): row for row in findings.facts.get(stem, ())}


def _scrolled(caption: str, lines: Iterable[str]) -> str:
    """A table as HTML, since Markdown has neither captions nor headings of rows; where it is too wide it scrolls."""
    inner = "\n".join([f"<caption>{caption}</caption>", *lines])
    return f'<div class="facts-scroll">\n<table class="facts-table">\n{inner}\n</table>\n</div>'


def _head(*names: str) -> str:
    return "<thead><tr>" + "".join(f'<th scope="col">{name}</th>' for name in names) + "</tr></thead>"


def _mathematical(note: Note, stem: str, group: Sequence[Property], rows: Rows) -> Iterator[str]:
    """A row for each property: its value, and under it how it was established."""
    yield _head("Property", "Value, and how it was established")
    yield "<tbody>"
    for each in group:
        if row := rows.get((each.name, "")):
            yield f'<tr id="{fact_anchor(note, stem, each.name)}"><th scope="row">{each.heading}</th>'
            yield f"<td>{_shown(row['value'])} {_method(row)}</td></tr>"
    yield "</tbody>"


def _in_floats(note: Note, stem: str, group: Sequence[Property], rows: Rows) -> Iterator[str]:
    """Two rows for each property: its values, and under them how they were established."""
    yield _head("Property", *DTYPES)
    for each in group:
        found = [rows[each.name, dtype] for dtype in DTYPES if (each.name, dtype) in rows]
        if found:
            yield f'<tbody id="{fact_anchor(note, stem, each.name)}">'
            yield f'<tr><th scope="row" rowspan="2">{each.heading}</th>'
            yield "".join(f"<td>{_lines(row['value'])}</td>" for row in found) + "</tr>"
            methods = " ".join(_method(row, dtypes) for dtypes, row in _alike(found))
            yield f'<tr class="methods"><td colspan="{len(found)}">{methods}</td></tr>'
            yield "</tbody>"


def _shown(text: str) -> str:
    return escape(text, quote=False)


def _lines(value: str) -> str:
    """A value in a narrow column: each of its clauses on a line."""
    return _shown(value).replace("; ", ";<br>")


def _method(row: Row, dtypes: str = "") -> str:
    """How a fact was established; dtypes: for which, where there are several."""
    name = f"{dtypes}, {row['how']}" if dtypes else row["how"]
    return f'<span class="method"><span class="{row["how"]}">{name}</span>: {_shown(row["method"])}</span>'


def _alike(found: Sequence[Row]) -> list[tuple[str, Row]]:
    """One row of those that were established alike, and the dtypes of all of them."""
    alike: dict[tuple[str, str], list[Row]] = {}
    for row in found:
        alike.setdefault((row["how"], row["method"]), []).append(row)
    return [(", ".join(row["dtype"] for row in rows), rows[0]) for rows in alike.values()]
