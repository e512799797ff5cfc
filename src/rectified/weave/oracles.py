"""The section of a function's page that says how other libraries differ: a table, then what is wrong, then choices."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rectified.dtypes import DTYPES
from rectified.notes import Note
from rectified.oracles import Cell, Oracles, Row, Special, Wrong, in_short
from rectified.project import Project

HEADING = "## Against other libraries"

#: What readers call the libraries, by their keys, and the package whose version is told.
LIBRARIES = {
    "torch": ("PyTorch", "torch"),
    "jax": ("JAX", "jax"),
    "onnx": ("ONNX", "onnx"),
    "scipy": ("SciPy", "scipy"),
}


def oracles_section(note: Note, project: Project) -> str:
    """The section, "" for a note that is about no snippet."""
    snippet = project.snippets.get(note.stem)
    if snippet is None or note.section != "functions":
        return ""
    found = project.oracles
    if found is None or note.stem not in found.functions:
        return f"{HEADING}\n\nNot compared with other libraries yet."
    rows = found.functions[note.stem]
    parts = [HEADING, _opening(found, rows)]
    if not found.knows(note.stem, snippet.source):
        parts.append("**The snippet has changed since then: the figures below are of an earlier version.**")
    parts += [_table(rows, found.bar), *_lists(rows)]
    return "\n\n".join(parts)


def _opening(found: Oracles, rows: Sequence[Row]) -> str:
    named = [_version(library, found) for library in LIBRARIES if any(row.library == library for row in rows)]
    points = max(cell.points for row in rows for cell in row.dtypes.values())
    libraries = f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else "".join(named)
    return (
        f"Compared on {found.date} with {libraries}, on the points at which formulas are checked, up to {points} in"
        f" each dtype, against the formula's exact values. `nox -s oracles` does it again."
    )


def _version(library: str, found: Oracles) -> str:
    name, package = LIBRARIES[library]
    evaluator = " (its reference evaluator)" if library == "onnx" else ""
    return f"{name} {found.versions[package]}{evaluator}"


def _table(rows: Sequence[Row], bar: float) -> str:
    caption = (
        f"Largest error, in units in the last place (ulp) of the exact value. Wrong: off by more than {bar:g} ulp"
        " somewhere; where is said below. The first two rows are the code on this page."
    )
    head = f"| function | of | {' | '.join(DTYPES)} |\n|---|---|{'---|' * len(DTYPES)}"
    table = "\n".join([head, *map(_line, rows)])
    return f'<figure class="oracles" markdown="1">\n<figcaption>{caption}</figcaption>\n\n{table}\n\n</figure>'


def _line(row: Row) -> str:
    cells = [in_short(row.dtypes.get(dtype)) for dtype in DTYPES]
    whole = [re.sub(r"within (\S+) ulp", "within\u00a0\\1\u00a0ulp", cell) for cell in cells]
    return f"| {_call(row)} | {_of(row)} | {' | '.join(whole)} |"


def _call(row: Row) -> str:
    return f"ONNX `{row.call}`" if row.library == "onnx" else f"`{row.call}`"


def _of(row: Row) -> str:
    return "derivative" if row.slope else "value"


def _lists(rows: Sequence[Row]) -> Iterator[str]:
    wrong = [f"- {_call(row)}, {_of(row)}: {_wrong_in_words(row)}" for row in rows if _is_wrong(row)]
    if wrong:
        yield "Wrong there:\n\n" + "\n".join(wrong)
    choices = list(dict.fromkeys([*_choices(rows), *_flushing(rows)]))
    if choices:
        yield "Different by convention:\n\n" + "\n".join(choices)
    if defaults := list(_defaults(rows)):
        yield "Defaults:\n\n" + "\n".join(defaults)


def _is_wrong(row: Row) -> bool:
    return any(cell.wrong for cell in row.dtypes.values())


def _wrong_in_words(row: Row) -> str:
    places = [f"in {dtype} {_places(cell)}" for dtype, cell in row.dtypes.items() if cell.wrong]
    filed = ", ".join(map(_issue, row.issues))
    return "; ".join(places) + "." + (f" Filed as {filed}." if filed else "")


def _places(cell: Cell) -> str:
    return " and ".join(_place(place) for place in cell.wrong)


def _place(place: Wrong) -> str:
    if place.zero is not None:
        whole = place.zero == (place.low, place.high)
        zero = f"0 {_stretch(*place.zero)}"
        return zero if whole else f"off {_stretch(place.low, place.high)}, and {zero}"
    if place.ulp is None:
        instead = f"{_text(place.got)} instead of {_text(place.exact)} at {_number(place.x)}"
        return f"{instead}, off {_stretch(place.low, place.high)}"
    digits = round(math.log10(place.ulp))
    lost = f"{digits} digit{'s' if digits > 1 else ''}"
    return f"off by up to {_number(place.ulp)} ulp, {lost}, {_stretch(place.low, place.high)}"


def _stretch(low: float, high: float) -> str:
    return f"from {_number(low)} to {_number(high)}" if low != high else f"at {_number(low)}"


def _choices(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        alike: dict[Special, list[str]] = {}
        for special in row.specials:
            alike.setdefault(replace(special, at=""), []).append(special.at)
        for special, places in alike.items():
            yield f"- {_call(row)}, {_of(row)}: {_special(special, places)}"
        insteads = [(dtype, cell.instead) for dtype, cell in row.dtypes.items() if cell.instead]
        for dtype, instead in insteads[-1:]:
            taken = "its own defaults" if instead.what == "defaults" else f"`{instead.what}`"
            apart = f"up to {_number(instead.apart)} ulp away in {dtype}{_because(instead.reason, instead.issue)}"
            yield f"- {_call(row)}, {_of(row)}: computes with {taken}, {apart}"


def _special(special: Special, places: Sequence[str]) -> str:
    at = " and ".join(map(_text, places))
    where = "" if len(special.dtypes) == len(DTYPES) else f" in {_dtypes(special.dtypes)}"
    because = _because(special.reason, special.issue)
    return f"{_text(special.theirs)} at {at}{where}, here {_text(special.ours)}{because}"


def _flushing(rows: Sequence[Row]) -> Iterator[str]:
    """One line for each call and reason, values and derivatives together."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        flushed = {dtype: cell for dtype, cell in row.dtypes.items() if cell.flushed}
        for cell in list(flushed.values())[:1]:
            where = f"{_of(row)} in {_dtypes(list(flushed))}"
            found.setdefault((_call(row), cell.flushing, cell.flushing_issue), []).append(where)
    for (call, reason, issue), where_all in found.items():
        text = f"below the smallest normal number results may be 0 ({', '.join(where_all)})"
        yield f"- {call}: {text}{_because(reason, issue)}"


def _dtypes(names: Sequence[str]) -> str:
    return "every dtype" if len(names) == len(DTYPES) else " and ".join(names)


def _because(reason: str, issue: str) -> str:
    return (f": {reason}" if reason else ", for no reason known here") + (f" ({_issue(issue)})" if issue else "") + "."


def _defaults(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        for each in row.defaults:
            yield f"- {_call(row)}: `{each.theirs}` is {each.default!r}; here `{each.name}` is {each.ours!r}."


def _issue(name: str) -> str:
    repository, _, number = name.partition("#")
    return f"[{repository.partition('/')[2]}#{number}](https://github.com/{repository}/issues/{number})"


def _number(number: float) -> str:
    """Four digits at most, in the form of prose: −708.4, 1.2 × 10⁸."""
    mantissa, _, power = f"{number:.4g}".partition("e")
    raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")) if power else ""
    return mantissa.replace("-", "−") + (f" × 10{raised}" if raised else "")


def _text(number: str) -> str:
    """A number of the file as a reader writes it."""
    return re.sub("^nan$", "NaN", number.replace("inf", "∞").replace("-", "−"))
