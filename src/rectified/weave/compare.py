"""The page that compares functions: a table of all of them, and one in which those chosen stand side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from rectified.drawing.sparkline import sparkline
from rectified.facts.declared import OPEN
from rectified.facts.properties import COMPARED, PROPERTIES, Property, cells
from rectified.findings import Findings
from rectified.notes import MADE, Note
from rectified.weave.facts import Row, fact_anchor
from rectified.weave.html import Choice, controls, table, ticks
from rectified.weave.page import COMPARE, WIDE, Page, front_matter

TITLE = MADE["compare"]
_PAGE_TITLE = "Activation functions compared: range, slopes, zeros, gain, accuracy"
_SUMMARY = (
    "Activation functions side by side: range, shape, slopes, zeros, moments, gain and accuracy, each a computed fact."
)
_OPENING = (
    "Every value was computed from the function's formula and its code, with its parameters at their defaults, "
    "and leads to how it was established."
)
_SIDE_BY_SIDE = "All facts, one function to a column. Tick two or more to see only these beside each other."


@dataclass(frozen=True)
class _Function:
    """A function and its facts: rows by property and dtype; home: the page with the table of them."""

    stem: str
    name: str
    home: Note
    rows: dict[tuple[str, str], Row]
    graph: str


def compare_pages(findings: Findings) -> Iterator[Page]:
    """The page, if there are facts about any function."""
    functions = sorted(_functions(findings), key=lambda function: function.name.casefold())
    if functions:
        front = front_matter(title=TITLE, description=_SUMMARY, page_title=_PAGE_TITLE, **WIDE)
        parts = [
            f"{front}# {TITLE}",
            f"{_counted(functions)} {_OPENING}",
            "## All functions",
            controls("functions", "columns", _choice()),
            _overview(functions),
            "## Side by side",
            _SIDE_BY_SIDE,
            controls(
                "facts", "functions", ticks("functions", "Functions", ((f.stem, f.name, False) for f in functions))
            ),
            _side_by_side(functions),
        ]
        yield Page(COMPARE, TITLE, "\n\n".join(parts) + "\n")


def _functions(findings: Findings) -> Iterator[_Function]:
    for stem, rows in findings.facts.items():
        home = findings.project.facts_page(stem)
        if home:
            name = home.title if home.stem == stem else f"{home.title}: {stem}"
            samples = findings.samples.get(stem)
            graph = sparkline(samples, name=name) if samples else ""
            yield _Function(stem, name, home, {(row["name"], row["dtype"]): row for row in rows}, graph)


def _counted(functions: list[_Function]) -> str:
    rows = [row for function in functions for row in function.rows.values()]
    left = sum(row["how"] == OPEN for row in rows)
    said = f", {left} of them not established" if left else ""
    return f"{len(rows)} facts about {len(functions)} functions{said}."


def _choice() -> str:
    """The boxes of all columns, by groups, folded away."""
    groups: dict[str, list[Choice]] = {}
    for each, dtype in cells():
        choice = (_key(each, dtype), _heading(each, dtype), (each.name, dtype) in COMPARED)
        groups.setdefault(each.group, []).append(choice)
    boxes = "\n".join(ticks("columns", group, choices) for group, choices in groups.items())
    return f"<details>\n<summary>Choose columns</summary>\n{boxes}\n</details>"


def _key(each: Property, dtype: str) -> str:
    return f"{each.name}-{dtype}" if dtype else each.name


def _heading(each: Property, dtype: str) -> str:
    return f"{each.heading}, {dtype}" if dtype else each.heading


def _overview(functions: Iterable[_Function]) -> str:
    """A row for each function, a column for each fact; those not shown at first are there, for the script to show."""
    first = '<th scope="col" data-column="function" data-sort="words">Function</th>'
    heads = "".join(
        f'<th scope="col" data-column="{_key(each, dtype)}" data-sort="value"{_hidden(each, dtype)}>'
        f"{_heading(each, dtype)}</th>"
        for each, dtype in cells()
    )
    lines = [f'<thead><tr>{first}<th scope="col">Graph</th>{heads}</tr></thead>', "<tbody>"]
    for function in functions:
        link = f'<a href="../{function.home.address}">{escape(function.name)}</a>'
        shown = "".join(f"<td{_hidden(each, dtype)}>{_link(function, each, dtype)}</td>" for each, dtype in cells())
        lines.append(f'<tr><th scope="row">{link}</th><td>{function.graph}</td>{shown}</tr>')
    return table("functions", "columns", "Functions by their facts", [*lines, "</tbody>"])


def _side_by_side(functions: list[_Function]) -> str:
    """A row for each fact, under the heading of its group; a column for each function."""
    heads = "".join(f'<th scope="col" data-column="{each.stem}">{escape(each.name)}</th>' for each in functions)
    lines = [f'<thead><tr><th scope="col">Fact</th>{heads}</tr></thead>']
    for group in dict.fromkeys(each.group for each in PROPERTIES.values()):
        lines.append(f'<tbody><tr><th scope="rowgroup" colspan="{len(functions) + 1}">{group}</th></tr>')
        for each, dtype in cells():
            if each.group == group:
                shown = "".join(f"<td>{_link(function, each, dtype)}</td>" for function in functions)
                lines.append(f'<tr><th scope="row">{_heading(each, dtype)}</th>{shown}</tr>')
        lines.append("</tbody>")
    return table("facts", "columns", "Facts by function", lines)


def _hidden(each: Property, dtype: str) -> str:
    return "" if (each.name, dtype) in COMPARED else " hidden"


def _link(function: _Function, each: Property, dtype: str) -> str:
    """A fact as a link to its row on the page of its function."""
    row = function.rows.get((each.name, dtype))
    address = f"../{function.home.address}#{fact_anchor(function.home, function.stem, each.name)}"
    return f'<a href="{address}">{escape(row["value"], quote=False)}</a>' if row else "–"
