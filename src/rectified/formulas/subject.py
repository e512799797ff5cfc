"""The snippet that formulas are about: its functions, constants and parameters, and how accurate it must be."""

from __future__ import annotations

import ast
import inspect
import math
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

#: The largest error, in units in the last place, that needs no entry in snippets/EXCEPTIONS.toml.
BAR = 2.0
#: Further values a parameter is tried at: multiples of its default, then values of its own.
_MULTIPLES, _OTHERS, _SETTINGS = (0.5, 2.0), (0.3, 1.0, 3.0), 2


@dataclass(frozen=True)
class Subject:
    """A snippet in use.

    path: relative to the project's root; functions: its public functions; constants: its UPPERCASE, finite numbers;
    literals: the same as written, with all the digits a float drops;
    bars: the error allowed by function and dtype where it is not `BAR`.
    """

    path: str
    functions: dict[str, Callable[..., Any]]
    constants: dict[str, float]
    literals: dict[str, Fraction]
    bars: dict[tuple[str, str], float]

    def function(self, name: str) -> str | None:
        """The function that a formula's name means; case and `_` do not count."""
        return next((function for function in self.functions if key(function) == key(name)), None)

    def constant(self, name: str) -> str | None:
        """The constant that a formula's letter means."""
        return next((constant for constant in self.constants if key(constant) == key(name)), None)

    def parameters(self, function: str) -> dict[str, float]:
        """Keyword and default of each parameter of a function that is a number."""
        if function not in self.functions:
            return {}
        parameters = inspect.signature(self.functions[function]).parameters.values()
        return {p.name: float(p.default) for p in parameters if type(p.default) in (int, float)}

    def bar(self, function: str, dtype: str) -> float:
        """The largest error in ulp that the function may have in a dtype."""
        return self.bars.get((function, dtype), BAR)

    def settings(self, function: str, used: set[str]) -> list[dict[str, float]]:
        """Values of the parameters to compare at: the defaults, then each used parameter at other legal values."""
        defaults = self.parameters(function)
        settings = [defaults]
        for name in sorted(used & set(defaults)):
            tried = [*(multiple * defaults[name] for multiple in _MULTIPLES), *_OTHERS]
            others = dict.fromkeys(value for value in tried if value != defaults[name])
            legal = [{**defaults, name: value} for value in others if self.accepts(function, name, value)]
            settings += legal[:_SETTINGS]
        return settings

    def accepts(self, function: str, name: str, value: float) -> bool:
        """Whether the function takes this value of a parameter, the others at their defaults."""
        try:
            self.functions[function](np.float64(0.5), **{name: value})
        except ValueError:
            return False
        except Exception:  # whatever else is wrong with it is found, and reported, when values are compared
            return True
        return True


def key(name: str) -> str:
    """What two names of one function share: case and `_` do not count."""
    return name.replace("_", "").casefold()


def read_subject(root: Path, path: str, source: str | None = None) -> Subject:
    """Run the snippet at `path`, relative to `root`; source: other code that stands in the place of the file's."""
    source = (root / path).read_text(encoding="utf-8") if source is None else source
    module = _load(root / path, source)
    names = [name for name, value in vars(module).items() if inspect.isfunction(value) and not name.startswith("_")]
    functions = {name: getattr(module, name) for name in names if getattr(module, name).__module__ == module.__name__}
    constants = {
        name: value for name, value in vars(module).items() if re.fullmatch("[A-Z][A-Z0-9_]*", name) and _is_real(value)
    }
    literals = {name: Fraction(value) for name, value in constants.items()} | _literals(source)
    return Subject(path, functions, constants, literals, _bars(root / "snippets" / "EXCEPTIONS.toml"))


def _load(file: Path, source: str) -> ModuleType:
    """Run a file as a module, compiled anew: what Python has compiled of it before can be older by a second."""
    module = ModuleType(file.stem)
    module.__file__ = str(file)
    exec(compile(source, str(file), "exec", dont_inherit=True), module.__dict__)
    return module


def _literals(source: str) -> dict[str, Fraction]:
    """The numbers that a file's top level gives names to, exactly as they are written."""
    written = {}
    for node in ast.parse(source).body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            text = ast.get_source_segment(source, node.value) or ""
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if re.fullmatch(r"-?[\d._]+(?:[eE][-+]?\d+)?", text):
                written.update({target.id: Fraction(text) for target in targets if isinstance(target, ast.Name)})
    return written


def _is_real(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _bars(file: Path) -> dict[tuple[str, str], float]:
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get("exception", [])
    except FileNotFoundError:  # only opening it tells the watch that it was looked for
        rows = []
    return {(row["function"], row["dtype"]): float(row["ulp"]) for row in rows}
