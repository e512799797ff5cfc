"""What an exception says to the author of a note: the line of the note it comes from, and one line of words."""

from __future__ import annotations

import ast
import linecache
import textwrap
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

#: Folders of the project whose files a note may fail in.
_OURS = ("snippets", "claims")


def author_line(error: BaseException, path: str, line: int) -> int:
    """The innermost line of the file `path` that the error passed through; `line` when it passed through none."""
    if isinstance(error, SyntaxError) and error.filename == path and error.lineno:
        return error.lineno
    passed = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    return (passed and passed[-1]) or line


def words(error: BaseException) -> str:
    """The error as Python's last line has it, "ZeroDivisionError: division by zero", without file names."""
    message = message_of(error)
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def message_of(error: BaseException) -> str:
    """What the error says, "" when that raises another."""
    try:
        return str(error.msg if isinstance(error, SyntaxError) else error)
    except Exception:
        return ""


def found(error: BaseException) -> str:
    """The words on one line, with the place when the error is raised in a snippet or a helper of the claims."""
    said = " ".join(words(error).split())
    innermost = traceback.extract_tb(error.__traceback__)[-1:]
    for frame in innermost:
        file = Path(frame.filename)
        if file.parent.name in _OURS:
            return f"{said} (in {file.parent.name}/{file.name}:{frame.lineno})"
    return said


def asserted(error: AssertionError, tree: ast.Module, path: str) -> str:
    """The assertion of a cell that failed, with what it compares came to: "worst < 2, where worst = 3.2".

    tree: the cell, with the line numbers of the file `path`. An assertion of another cell is given as its line.
    """
    frames = list(traceback.walk_tb(error.__traceback__))
    passed = [step for step in frames if step[0].f_code.co_filename == path]
    if not passed:  # raised by a helper's decorator, say, before it came to the cell
        return linecache.getline(frames[-1][0].f_code.co_filename, frames[-1][1]).strip()
    frame, line = passed[-1]
    for statement in ast.walk(tree):
        if isinstance(statement, ast.Assert) and statement.lineno <= line <= (statement.end_lineno or line):
            figures = ", ".join(dict.fromkeys(_figures(statement.test, frame)))
            return ast.unparse(statement.test) + (f", where {figures}" if figures else "")
    return linecache.getline(path, line).strip()


def _figures(test: ast.expr, frame: FrameType) -> Iterator[str]:
    """The operands of its comparisons, or the arguments of a call, evaluated anew where the assertion stands."""
    compared = [node for node in ast.walk(test) if isinstance(node, ast.Compare)]
    operands = [part for node in compared for part in (node.left, *node.comparators)]
    for operand in operands or getattr(test, "args", [test]):
        if isinstance(operand, ast.Constant | ast.Starred):
            continue
        try:
            value = str(eval(compile(ast.Expression(operand), "<assert>", "eval"), frame.f_globals, frame.f_locals))
        except Exception:  # what it depends on has changed since
            continue
        yield f"{ast.unparse(operand)} = {textwrap.shorten(value, 80, placeholder=' …')}"
