"""Running the code of a note, step by step in one namespace; called in a child process.

Each step gives its output, the value of its last expression and its figures, or what is wrong with it. A step that
fails does not stop the next.
"""

from __future__ import annotations

import ast
import importlib
import linecache
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from types import CodeType
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from rectified.drawing.drawn import drawn
from rectified.drawing.figures import RC, themed_svg
from rectified.running import processor
from rectified.running.capture import captured
from rectified.running.job import Limits
from rectified.running.steps import Fault, Result, Step, failed, overfull, undrawn, unfit, unkept, unlabelled
from rectified.running.tracebacks import words


def run_note(
    path: str, steps: Sequence[Mapping[str, Any]], progress: Callable[[Any], None], most: float = Limits.output
) -> list[dict[str, Any]]:
    """Run the steps of the note at `path` (relative to the project) in order; one `Result` each, as a dict.

    steps: `Step`s as dicts. most: KiB that a cell may print and that a figure may come to.
    progress: hears {"step": index} before each, so that the builder knows where a child ended, and at the end
    {"code": seconds}, the processor time that the note's own code and its drawings took.
    """
    _print_as_usual()
    note = _Note(path, [Step(**step) for step in steps], most)
    results = []
    for index in range(len(steps)):
        progress({"step": index})
        results.append(vars(note.run(index)))
    progress({"code": note.seconds})
    return results


# The same figures, whatever the user's settings are. A process runs one note only, and one that is forked finds this
# done.
mpl.rcdefaults()
mpl.rcParams.update(RC)
plt.show = lambda *_, **__: None  # it would warn that there is no window; open figures are shown anyhow


def _print_as_usual() -> None:
    """The same digits, whatever NumPy's defaults are."""
    np.set_printoptions(precision=8, threshold=1000, edgeitems=3, linewidth=75, suppress=False, floatmode="maxprec")


class _Note:
    """A note under way: the names its cells have defined so far, and whether one of them has failed."""

    def __init__(self, path: str, steps: Sequence[Step], most: float) -> None:
        self.path, self.steps, self.most, self.broken = path, steps, most, False
        self.namespace: dict[str, Any] = {"__name__": "__main__"}
        self.seconds = 0.0
        _remember_source(path, steps)

    def run(self, index: int) -> Result:
        step, result = self.steps[index], Result()
        with captured(step.warns, self.most) as tape:
            error = self._attempt(step, result)
            if error is None or step.announces(error):
                if error is not None:
                    tape.write(f"{words(error)}\n")
                result.problem = unkept(step, raised=error is not None, warned=tape.warned > 0)
                result.problem = result.problem or self._draw(index, result)
            else:
                follows = self.broken and type(error) is NameError  # of a name that an earlier step was to define
                result.problem = None if follows else failed(step, error, self.path)
                self.broken = True
            plt.close("all")
        result.output = tape.text
        result.problem = overfull(step, result, self.most, over=tape.over) or result.problem
        result.problem = result.problem or unfit(step, result, ran=error is None)
        return result

    def _attempt(self, step: Step, result: Result) -> BaseException | None:
        """Run a step's code and keep the value of a last expression; returns what it raised."""
        started = processor.seconds()
        try:
            if step.kind == "value":
                names = {**_public_names(step.snippet), **self.namespace}
                result.value = _plain(str(eval(self._compiled(step.padded, "eval"), names)))
            else:
                result.value = _plain(_shown(self._execute(step)))
        except BaseException as error:  # SystemExit and KeyboardInterrupt are a note's mistakes as well
            return error
        finally:
            self.seconds += processor.seconds() - started
        return None

    def _execute(self, step: Step) -> Any:
        """Run a cell; returns the value of its last expression, None when it ends in another way or in `;`."""
        tree = ast.parse(step.padded, self.path)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(self._compiled(tree, "exec"), self.namespace)
        if isinstance(last, ast.Expr):
            value = eval(self._compiled(ast.Expression(last.value), "eval"), self.namespace)
            return None if step.source.rstrip().endswith(";") else value  # as in a notebook
        return None

    def _compiled(self, source: str | ast.Module | ast.Expression, mode: str) -> CodeType:
        """Compiled under the note's own path, without this module's __future__ and with asserts, even under -O."""
        code: CodeType = compile(source, self.path, mode, dont_inherit=True, optimize=0)
        return code

    def _draw(self, index: int, result: Result) -> Fault | None:
        """Draw the figures that a step leaves open; several of one fence share its alt text, numbered."""
        step = self.steps[index]
        figures = [plt.figure(number) for number in plt.get_fignums()] if step.kind != "value" else []
        if problem := unlabelled(step, len(figures)):
            return problem
        stem = re.sub(r"[\W_]+", "-", PurePosixPath(self.path).stem)
        for count, figure in enumerate(figures, 1):
            alt = f"{step.alt} ({count} of {len(figures)})" if len(figures) > 1 else str(step.alt)
            try:
                result.figures.append(self._drawing(figure, f"{stem}-{index}-{count}-", alt))
            except Exception as error:
                return undrawn(step, error)
        return None

    def _drawing(self, figure: Figure, prefix: str, alt: str) -> str:
        started = processor.seconds()
        svg = drawn(figure, prefix, self.most)
        self.seconds += processor.seconds() - started
        return themed_svg(svg, prefix, alt)


def _shown(value: Any) -> str:
    """A last expression's value as a notebook shows it; a figure is shown by being drawn."""
    return "" if value is None or isinstance(value, Figure) else repr(value)


def _plain(text: str) -> str:
    """The same as text of Python's own class, half surrogate pairs spelled out: others' could hide what they hold."""
    return str.encode(text, "utf-8", "backslashreplace").decode()


def _public_names(snippets: str | None) -> dict[str, Any]:
    """The public names of snippets, of which the first named wins, and np."""
    names: dict[str, Any] = {}
    for stem in reversed(snippets.split(",") if snippets else []):
        module = importlib.import_module(stem.strip())
        public = getattr(module, "__all__", [name for name in vars(module) if not name.startswith("_")])
        names |= {name: getattr(module, name) for name in public}
    return {"np": np, **names}


def _remember_source(path: str, steps: Sequence[Step]) -> None:
    """Let tracebacks and `inspect` show the lines of the note."""
    lines = [""] * max((step.line + step.source.count("\n") for step in steps), default=0)
    for step in steps:
        written = step.source.split("\n")
        lines[step.line - 1 : step.line - 1 + len(written)] = written
    linecache.cache[path] = (sum(map(len, lines)), None, [f"{line}\n" for line in lines], path)
