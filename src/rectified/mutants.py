"""Deliberately wrong versions of a snippet, and whether the claims of a file notice any of them."""

from __future__ import annotations

import ast
import copy
import os
import re
import signal
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

from rectified.evidence import LAB_RESULTS
from rectified.verdicts import load, run_claim

_FLIPPED: Mapping[type, type] = {
    ast.Gt: ast.Lt,
    ast.Lt: ast.Gt,
    ast.GtE: ast.LtE,
    ast.LtE: ast.GtE,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}

#: NumPy functions that are easily taken for one another.
_MISTAKEN = {
    "exp": "expm1",
    "expm1": "exp",
    "maximum": "minimum",
    "minimum": "maximum",
    "tanh": "sin",
    "abs": "negative",
}


class OutOfTime(BaseException):
    """A claim computes for longer than it may; no AssertionError, so nothing is taken to be noticed."""


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """What was changed and the wrong source: coarse changes first, then finer ones, each a single change.

    Every `where` loses a branch, every public function returns zero, every sign and comparison is flipped, functions
    are mistaken for one another, every constant is doubled or one larger, then nudged by 1 %.
    """
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    for make in (_without_branch, _without_value, _flipped, _mistaken, _doubled, _larger, _nudged):
        for index, node in enumerate(nodes):
            if not make(copy.deepcopy(node)):  # most nodes cannot be changed so: copy the tree for the others alone
                continue
            changed = copy.deepcopy(tree)
            what = make(list(ast.walk(changed))[index])
            yield f"line {getattr(node, 'lineno', 1)}: {what}", ast.unparse(ast.fix_missing_locations(changed))


def _without_value(node: ast.AST) -> str:
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
        for inner in ast.walk(node):
            if isinstance(inner, ast.Return) and inner.value is not None:
                inner.value = ast.BinOp(inner.value, ast.Mult(), ast.Constant(0))
        return f"{node.name} returns zero"
    return ""


def _without_branch(node: ast.AST) -> str:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "where":
        node.args[1] = node.args[2]
        return "where without its first branch"
    return ""


def _flipped(node: ast.AST) -> str:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _FLIPPED:
        node.ops[0] = _FLIPPED[type(node.ops[0])]()
        return "comparison flipped"
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _FLIPPED:
        node.op = _FLIPPED[type(node.op)]()
        return "operator flipped"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node.op = ast.UAdd()
        return "sign dropped"
    return ""


def _mistaken(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute) and node.attr in _MISTAKEN:
        right, node.attr = node.attr, _MISTAKEN[node.attr]
        return f"{right} mistaken for {node.attr}"
    return ""


def _doubled(node: ast.AST) -> str:
    return _scaled(node, 2, "doubled")


def _nudged(node: ast.AST) -> str:
    return _scaled(node, 1.01, "1 % larger")


def _scaled(node: ast.AST, factor: float, word: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, float) and node.value:
        node.value *= factor
        return f"a constant {word}"
    return ""


def _larger(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        node.value += 1
        return "an integer one larger"
    return ""


def imported_snippets(path: str, root: Path) -> list[str]:
    """The stems of the snippets that a claim file, or a helper it imports, imports; its own first."""
    found: list[str] = []
    waiting = [root / path]
    for file in waiting:
        for name in re.findall(r"^[ \t]*(?:from|import)[ \t]+(\w+)", file.read_text(encoding="utf-8"), re.M):
            if (root / "snippets" / f"{name}.py").is_file() and name not in found:
                found.append(name)
            elif (helper := root / "claims" / f"{name}.py").is_file() and helper not in waiting:
                waiting.append(helper)
    return sorted(found, key=lambda stem: stem != Path(path).stem)


def notice(path: str, names: list[str], root: str, progress: Callable[[Any], None], seconds: float = 10) -> None:
    """Send for each named claim of a file the first wrong snippet that it fails on, None for one that never fails.

    In a child process. Each wrong snippet is loaded once, for all claims that have not failed yet. To fail is to raise
    AssertionError within `seconds` of computing: a claim that crashes shows that it calls the snippet, not that it
    tests what it states. Sends {"name": claim, "noticed": "selu.py, line 24: a constant doubled"}.
    """
    os.environ[LAB_RESULTS] = os.getcwd()
    waiting = list(names)
    for what, stem, wrong in _wrong_snippets(path, Path(root)):
        failed = _failing(path, waiting, Path(root), stem, wrong, seconds)
        waiting = [name for name in waiting if name not in failed]
        for name in failed:
            progress({"name": name, "noticed": what})
        if not waiting:
            return
    for name in waiting:
        progress({"name": name, "noticed": None})


def _wrong_snippets(path: str, root: Path) -> Iterator[tuple[str, str, str]]:
    """What is wrong, the stem, the source: a file's own snippet first, then one version of each other in turn."""
    families = []
    for stem in imported_snippets(path, root):
        source = (root / f"snippets/{stem}.py").read_text(encoding="utf-8")
        families.append([(f"{stem}.py, {what}", stem, wrong) for what, wrong in mutants(source)])
    own = families.pop(0) if families and families[0][0][1] == Path(path).stem else []
    yield from own
    for turn in zip_longest(*families):
        yield from filter(None, turn)


def _failing(path: str, names: list[str], root: Path, stem: str, wrong: str, seconds: float) -> list[str]:
    """The named claims that fail on one wrong snippet; none on a snippet that does not even load."""
    for helper in [key for key in sys.modules if (root / "claims" / f"{key}.py").is_file()]:
        del sys.modules[helper]
    module = types.ModuleType(stem)
    kept = sys.modules.get(stem)
    try:
        exec(compile(wrong, f"{stem}.py", "exec"), module.__dict__)
        sys.modules[stem] = module
        claims = load(path, str(root))
    except Exception:
        return []
    finally:
        sys.modules.pop(stem, None)
        sys.modules.update({stem: kept} if kept else {})
    return [name for name in names if _fails(claims, name, path, seconds)]


def _fails(claims: types.ModuleType, name: str, path: str, seconds: float) -> bool:
    with _allowed(seconds):
        return bool(run_claim(claims, name, path).get("error", {}).get("kind") == "AssertionError")


@contextmanager
def _allowed(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the block when it computes for longer, where the system can tell."""

    def stop(*_: Any) -> None:
        raise OutOfTime

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, stop)
        signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)
