"""The pieces of a note's code, what each came to, and what can be wrong with it: plain data and judgements on it."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from rectified.drawing.drawn import TooLarge
from rectified.drawing.elements import FigureError
from rectified.drawing.palette import ColourError
from rectified.printed import unfit_text
from rectified.running.tracebacks import asserted, author_line, found

#: The fields of a `problems.Problem`, without the path.
Fault = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One piece of a note's code; `line` is where its first line stands in the note, 1-based.

    kind: "cell", "claim" (a cell that ends in an assert) or "value" (an expression in the prose).
    warns, raises, alt: what the fence announces. snippet: stems, comma-separated, whose public names a value may use.
    """

    kind: str
    line: int
    source: str
    warns: str | None = None
    raises: str | None = None
    alt: str | None = None
    snippet: str | None = None

    @property
    def padded(self) -> str:
        """The source with as many lines before it as in the note, so that all line numbers are the note's."""
        return "\n" * (self.line - 1) + (self.source.strip() if self.kind == "value" else self.source)

    def announces(self, error: BaseException) -> bool:
        """Was this exception, or one it is derived from, to be raised? A warning is announced by `warns`."""
        return self.raises in [kind.__name__ for kind in type(error).__mro__] and not isinstance(error, Warning)

    def fault(self, found: str, expected: str, todo: str, *, line: int | None = None) -> Fault:
        return {"line": line or self.line, "found": found, "expected": expected, "todo": todo}


@dataclass
class Result:
    """What a step came to: the value of a last expression as text, figures as SVG, and what is wrong, if anything."""

    output: str = ""
    value: str = ""
    figures: list[str] = field(default_factory=list)
    problem: Fault | None = None


def failed(step: Step, error: BaseException, path: str) -> Fault:
    """What is wrong with a step of the note at `path` that raised what it was not to raise."""
    line = author_line(error, path, step.line)
    if step.kind == "claim" and isinstance(error, AssertionError):
        shown = " ".join(str(error).split()) or asserted(error, ast.parse(step.padded), path)
        return step.fault(f"the claim fails: {shown}", "a claim that holds", "correct the words or the code", line=line)
    if step.kind == "claim":
        return step.fault(found(error), "a claim whose code runs", "correct the code", line=line)
    if step.kind == "value":
        return step.fault(found(error), "an expression that has a value", "correct the expression", line=line)
    if isinstance(error, Warning):
        todo = f'avoid it, or write warns="{error}" on the fence'
        return step.fault(found(error), "a cell that does not warn", todo, line=line)
    expected = f"a cell that raises {step.raises}" if step.raises else "a cell that runs"
    shows = f', or write raises="{type(error).__name__}" on the fence' if isinstance(error, Exception) else ""
    shows += ", or mark it text if it is only read" if isinstance(error, SyntaxError) else ""
    return step.fault(found(error), expected, f"correct the cell{shows}", line=line)


def unkept(step: Step, *, raised: bool, warned: bool) -> Fault | None:
    """What a step was to do and did not: raise, warn, or, if it is a claim, assert."""
    if step.raises and not raised:
        expected = f"{step.raises}, which raises= announces"
        return step.fault("the cell runs to its end", expected, "correct the cell, or remove raises=")
    if step.warns and not warned:
        expected = f"a warning that contains {step.warns!r}, which warns= announces"
        return step.fault("no such warning is given", expected, "correct the cell, or remove warns=")
    if step.kind == "claim" and not raised and not _asserts(step):
        return step.fault("the claim's code does not end in an assert", "an assert as its last statement", "add one")
    return None


def _asserts(claim: Step) -> bool:
    """Is its last statement an assert?"""
    return any(isinstance(last, ast.Assert) for last in ast.parse(claim.padded).body[-1:])


def unlabelled(step: Step, figures: int) -> Fault | None:
    """Do figures and alt text go together?"""
    if figures and not step.alt:
        return step.fault("a figure without alt text", 'alt="…" on the fence', "say in words what the figure shows")
    if step.alt and not figures:
        todo = "leave the figure open, or remove alt="
        return step.fault("no figure is open at the end of the cell", "the figure that alt= describes", todo)
    return None


def undrawn(step: Step, error: Exception) -> Fault:
    """What is wrong with a figure that could not be drawn."""
    if isinstance(error, ColourError):
        todo = "use C0 to C5, 'k' or 'gray'; colour maps go through imshow, or with rasterized=True"
        return step.fault(str(error), "a colour that shows on both", todo)
    if isinstance(error, FigureError):
        return step.fault(str(error), "shapes, text and pixels", "draw without set_url and hooks into matplotlib")
    if isinstance(error, TooLarge):
        todo = "draw fewer points, or pass rasterized=True, or raise `output` of limits in [tool.rectified]"
        return step.fault(str(error), "a drawing that a page can hold", todo)
    return step.fault(f"drawing the figure raises {found(error)}", "a figure that can be drawn", "correct the cell")


def overfull(step: Step, result: Result, most: float, *, over: bool) -> Fault | None:
    """What is too large to be shown; it is cut off. most: KiB; over: whether more was printed."""
    what = "the cell prints" if over else "the value comes to"
    if not over and len(result.value) <= most * 1024:
        return None
    result.value = result.value[: int(most * 1024)]
    todo = "show less, or raise `output` of limits in [tool.rectified]"
    line = result.problem["line"] if result.problem else None
    return step.fault(f"{what} more than {most:g} KiB", "output that a page can hold", todo, line=line)


def unfit(step: Step, result: Result, *, ran: bool) -> Fault | None:
    """What must not be published although it ran: what is not plain text, or not in each build, or says nothing."""
    if wrong := unfit_text(result.output + result.value):
        return step.fault(f"the output holds {wrong.found}", wrong.expected, wrong.todo)
    if ran and step.kind == "value" and result.value in ("", "None"):
        shown = f"the computed value is {result.value or 'empty'}"
        return step.fault(shown, "text or a number", "correct the expression")
    return None
