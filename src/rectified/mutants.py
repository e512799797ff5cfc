"""Deliberately wrong versions of a snippet, and whether a claim notices any of them."""

from __future__ import annotations

import ast
import copy
import os
import re
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rectified.evidence import LAB_RESULTS
from rectified.verdicts import load, run_claim

_FLIPPED: dict[type, type] = {
    ast.Gt: ast.Lt,
    ast.Lt: ast.Gt,
    ast.GtE: ast.LtE,
    ast.LtE: ast.GtE,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """What was changed and the wrong source: coarse changes first, then finer ones, each a single change.

    Every float is doubled and nudged by 1 %, every sign and comparison flipped, every `where` loses one branch,
    every function loses its gradient or its value.
    """
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    for make in (_without_value, _without_branch, _flipped, _doubled, _nudged):
        for index, node in enumerate(nodes):
            changed = copy.deepcopy(tree)
            twin = list(ast.walk(changed))[index]
            if what := make(twin):
                yield f"line {getattr(node, 'lineno', 1)}: {what}", ast.unparse(ast.fix_missing_locations(changed))


def _without_value(node: ast.AST) -> str:
    if isinstance(node, ast.Return) and node.value is not None:
        zero = ast.Constant(0)
        node.value = ast.BinOp(node.value, ast.Mult(), zero)
        return "returns zero"
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
    if isinstance(node, ast.BinOp) and type(node.op) in _FLIPPED:
        node.op = _FLIPPED[type(node.op)]()
        return "operator flipped"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node.op = ast.UAdd()
        return "sign dropped"
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


def imported_snippets(source: str, folder: Path) -> list[str]:
    """The stems of the snippets that a claim file, or a helper it imports, imports."""
    found: list[str] = []
    waiting = [source]
    while waiting:
        for name in re.findall(r"^[ \t]*(?:from|import)[ \t]+(\w+)", waiting.pop(), re.M):
            if (folder / "snippets" / f"{name}.py").is_file() and name not in found:
                found.append(name)
            elif (helper := folder / "claims" / f"{name}.py").is_file():
                waiting.append(helper.read_text(encoding="utf-8"))
    return found


def unnoticed(path: str, names: list[str], root: str, lab_results: str, progress: Callable[[Any], None]) -> None:
    """For each named claim of a file (in a child process), send the first wrong snippet it notices, or None."""
    os.environ[LAB_RESULTS] = lab_results
    folder = Path(root)
    stems = imported_snippets((folder / path).read_text(encoding="utf-8"), folder)
    for name in names:
        progress({"name": name, "noticed": _first_noticed(path, name, folder, stems)})


def _first_noticed(path: str, name: str, root: Path, stems: list[str]) -> str | None:
    for stem in stems:
        source = (root / "snippets" / f"{stem}.py").read_text(encoding="utf-8")
        for what, wrong in mutants(source):
            if _fails(path, name, root, stem, wrong):
                return f"{stem}.py, {what}"
    return None


def _fails(path: str, name: str, root: Path, stem: str, wrong: str) -> bool:
    for module in [key for key in sys.modules if (root / "claims" / f"{key}.py").is_file()]:
        del sys.modules[module]
    module = types.ModuleType(stem)
    try:
        exec(compile(wrong, f"{stem}.py", "exec"), module.__dict__)
    except Exception:
        return False  # a snippet that does not load proves nothing about the claim
    kept = sys.modules.get(stem)
    sys.modules[stem] = module
    try:
        claims = load(path, str(root))
    except Exception:
        return False
    finally:
        if kept is not None:
            sys.modules[stem] = kept
        else:
            sys.modules.pop(stem, None)
    result = run_claim(claims, name, path)
    return "error" in result and result["error"]["kind"] == "AssertionError"
