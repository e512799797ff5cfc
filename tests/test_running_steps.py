"""The pieces of a note's code, and the words for what is wrong with them."""

from __future__ import annotations

import linecache

import pytest

from rectified.drawing.elements import FigureError
from rectified.drawing.palette import ColourError
from rectified.running.steps import Result, Step, failed, undrawn, unfit, unkept, unlabelled

PATH = "docs/steps-note.md"


def told(fault):
    """A fault as one line, None for none."""
    return fault and f"{fault['line']}: {'; '.join((fault['found'], fault['expected'], fault['todo']))}"


def raised(step):
    """What running a step's code raises."""
    linecache.cache[PATH] = (0, None, step.padded.splitlines(keepends=True), PATH)
    with pytest.raises(BaseException) as caught:  # noqa: PT011  whatever it is, that is the question
        exec(compile(step.padded, PATH, "eval" if step.kind == "value" else "exec"), {})
    return caught.value


@pytest.mark.parametrize(
    "kind, source, padded",
    [
        ("cell", "  a\nb\n", "\n\n  a\nb\n"),
        ("claim", "assert a", "\n\nassert a"),
        ("value", "  a + b ", "\n\na + b"),
    ],
)
def test_a_source_is_padded_to_its_line(kind, source, padded):
    """So that Python counts lines as the note does; an expression loses the blanks around it, a cell does not."""
    assert Step(kind, 3, source).padded == padded


@pytest.mark.parametrize(
    "raises, error, announced",
    [
        ("ValueError", ValueError("a"), True),
        ("ValueError", UnicodeError("a"), True),
        ("UnicodeError", ValueError("a"), False),
        ("SyntaxError", IndentationError("a"), True),
        ("SystemExit", SystemExit(0), True),
        ("Value", ValueError("a"), False),
        ("RuntimeWarning", RuntimeWarning("a"), False),
        ("Exception", RuntimeWarning("a"), False),
        (None, ValueError("a"), False),
    ],
)
def test_an_announced_exception_may_be_of_a_derived_kind(raises, error, announced):
    """A warning is none: it is announced by warns=."""
    assert Step("cell", 1, "", raises=raises).announces(error) is announced


@pytest.mark.parametrize(
    "step, words",
    [
        (
            Step("cell", 5, "a = 1\n1 / 0\n"),
            '6: ZeroDivisionError: division by zero; a cell that runs; correct the cell, or write raises="ZeroDivisionError" on the fence',
        ),
        (
            Step("cell", 5, "1 / 0\n", raises="KeyError"),
            '5: ZeroDivisionError: division by zero; a cell that raises KeyError; correct the cell, or write raises="ZeroDivisionError" on the fence',
        ),
        (
            Step("cell", 5, "a = 1\nb = = 2\n"),
            '6: SyntaxError: invalid syntax; a cell that runs; correct the cell, or write raises="SyntaxError" on the fence, or mark it text if it is only read',
        ),
        (Step("cell", 5, "raise SystemExit\n"), "5: SystemExit; a cell that runs; correct the cell"),
        (
            Step("cell", 5, "raise RuntimeWarning('over')\n"),
            '5: RuntimeWarning: over; a cell that does not warn; avoid it, or write warns="over" on the fence',
        ),
        (
            Step("claim", 5, "x = 2\nassert x < 1\n"),
            "6: the claim fails: x < 1, where x = 2; a claim that holds; correct the words or the code",
        ),
        (
            Step("claim", 5, "assert 2 < 1, 'two\\n is more'\n"),
            "5: the claim fails: two is more; a claim that holds; correct the words or the code",
        ),
        (
            Step("claim", 5, "1 / 0\nassert True\n"),
            "5: ZeroDivisionError: division by zero; a claim whose code runs; correct the code",
        ),
        (
            Step("value", 5, "1 / 0"),
            "5: ZeroDivisionError: division by zero; an expression that has a value; correct the expression",
        ),
        (
            Step("cell", 5, "assert 2 < 1\n"),
            '5: AssertionError; a cell that runs; correct the cell, or write raises="AssertionError" on the fence',
        ),
    ],
    ids=[
        "an error",
        "another error",
        "syntax",
        "leaving",
        "a warning",
        "a claim",
        "a message",
        "no claim",
        "a value",
        "an assert",
    ],
)
def test_what_failed_is_told_at_the_line_of_the_note(step, words):
    """What happened, what was to happen, what the author can do; one line each."""
    assert told(failed(step, raised(step), PATH)) == words


@pytest.mark.parametrize(
    "step, raised, warned, words",
    [
        (
            Step("cell", 5, "1", raises="KeyError"),
            False,
            False,
            "5: the cell runs to its end; KeyError, which raises= announces; correct the cell, or remove raises=",
        ),
        (Step("cell", 5, "1", raises="KeyError"), True, False, None),
        (
            Step("cell", 5, "1", warns="over"),
            False,
            False,
            "5: no such warning is given; a warning that contains 'over', which warns= announces; correct the cell, or remove warns=",
        ),
        (Step("cell", 5, "1", warns="over"), False, True, None),
        (
            Step("cell", 5, "1", raises="KeyError", warns="over"),
            True,
            False,
            "5: no such warning is given; a warning that contains 'over', which warns= announces; correct the cell, or remove warns=",
        ),
        (
            Step("claim", 5, "assert x\ny = 1"),
            False,
            False,
            "5: the claim's code does not end in an assert; an assert as its last statement; add one",
        ),
        (
            Step("claim", 5, "# nothing"),
            False,
            False,
            "5: the claim's code does not end in an assert; an assert as its last statement; add one",
        ),
        (
            Step("claim", 5, "if a:\n    assert x"),
            False,
            False,
            "5: the claim's code does not end in an assert; an assert as its last statement; add one",
        ),
        (Step("claim", 5, "y = 1\nassert x  # the end"), False, False, None),
        (Step("cell", 5, "1"), False, False, None),
    ],
)
def test_what_was_announced_must_happen(step, raised, warned, words):
    """Raising, warning and, of a claim, asserting at its end."""
    assert told(unkept(step, raised=raised, warned=warned)) == words


@pytest.mark.parametrize(
    "alt, figures, words",
    [
        (None, 0, None),
        ("A line", 2, None),
        (None, 1, '5: a figure without alt text; alt="…" on the fence; say in words what the figure shows'),
        ("", 1, '5: a figure without alt text; alt="…" on the fence; say in words what the figure shows'),
        (
            "A line",
            0,
            "5: no figure is open at the end of the cell; the figure that alt= describes; leave the figure open, or remove alt=",
        ),
    ],
)
def test_figures_and_alt_text_go_together(alt, figures, words):
    """Neither without the other."""
    assert told(unlabelled(Step("cell", 5, "", alt=alt), figures)) == words


@pytest.mark.parametrize(
    "error, words",
    [
        (
            ColourError("red"),
            "5: the colour red cannot be told from the page in light and dark alike; a colour that shows on both; use C0 to C5",
        ),
        (
            ValueError("no\nfont"),
            "5: drawing the figure raises ValueError: no font; a figure that can be drawn; correct the cell",
        ),
        (
            FigureError("the figure holds <a>"),
            "5: the figure holds <a>; shapes, text and pixels; draw without set_url and hooks into matplotlib",
        ),
    ],
)
def test_a_figure_that_cannot_be_drawn_says_why(error, words):
    """A colour outside the theme's, with the ones there are; anything else by its exception."""
    assert told(undrawn(Step("cell", 5, ""), error)).startswith(words)


ADDRESS = "5: the output holds a memory address; the same output in every build; give the last expression a name, as in `_ = …`"


@pytest.mark.parametrize(
    "kind, output, value, ran, words",
    [
        ("cell", "text\twith\r\nlines", "1", True, None),
        ("cell", "", "", True, None),
        ("cell", "", "<object object at 0x7f12>", True, ADDRESS),
        ("cell", "<f at 0xAB>", "", False, ADDRESS),
        ("cell", "meet at 0xyz, look at 0 or 0x12", "", True, None),
        (
            "cell",
            "\x1b[31mred",
            "",
            True,
            r"5: the output holds the escape sequence '\x1b[31m'; plain text; print without colours",
        ),
        (
            "value",
            "",
            "\x00",
            True,
            r"5: the output holds the control character '\x00'; plain text; print without it",
        ),
        (
            "cell",
            "```",
            "",
            False,
            "5: the output holds a Markdown fence, '```'; text that cannot end its own block; print without the marks",
        ),
        ("value", "", "", True, "5: the computed value is empty; text or a number; correct the expression"),
        ("value", "", "None", True, "5: the computed value is None; text or a number; correct the expression"),
        ("value", "", "", False, None),
        ("value", "", "0", True, None),
        ("cell", "", "None", True, None),
    ],
)
def test_what_is_not_plain_text_is_not_published(kind, output, value, ran, words):
    """Nor what differs from build to build; nor a value that says nothing, unless its expression failed anyhow."""
    assert told(unfit(Step(kind, 5, ""), Result(output, value), ran=ran)) == words
