"""Snippets as text: what each file in snippets/ defines, read from its syntax tree. Nothing here runs one."""

from __future__ import annotations

import ast
import hashlib
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rectified.problems import Problem

LICENCE = "MIT-0"
NUMPY = ">=1.26"

_CONSTANT = re.compile(r"[A-Z][A-Z0-9_]*")
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Snippet:
    """A file of snippets/, as written.

    path: relative to the project's root. source: the file's text, line ends as they are.
    functions: the names to use, in the file's order: what `__all__` lists, else what has no leading underscore.
    constants: number by UPPERCASE name.
    parameters: for each of the functions, default by name of every parameter whose default is a number.
    docstring: the module's; summary: its first line.
    """

    stem: str
    path: str
    source: str
    functions: tuple[str, ...]
    constants: dict[str, float]
    parameters: dict[str, dict[str, float]]
    docstring: str
    summary: str


def read_snippets(root: Path) -> tuple[dict[str, Snippet], list[Problem]]:
    """Every snippet of the project at `root` by stem, and what is wrong with them.

    A file that cannot be read as Python in UTF-8 is a problem and no snippet.
    """
    snippets: dict[str, Snippet] = {}
    problems: list[Problem] = []
    for file in sorted((root / "snippets").glob("*.py")):
        snippet, wrong = _read(file.relative_to(root).as_posix(), file.read_bytes())
        problems += wrong
        if snippet:
            snippets[file.stem] = snippet
    return snippets, problems


@lru_cache(maxsize=1024)  # while pages are served, most are as they were
def _read(path: str, content: bytes) -> tuple[Snippet | None, tuple[Problem, ...]]:
    parsed = _parse(path, content)
    if isinstance(parsed, Problem):
        return None, (parsed,)
    source, tree = parsed
    snippet = _snippet(path, source, tree)
    return snippet, (*_foreign_imports(path, tree), *_missing(snippet, tree))


def region(snippet: Snippet, name: str) -> str | None:
    """The source of a function or class with its decorators, or of the block of lines a constant stands in.

    The empty name gives the whole file; a name that the snippet does not define at its top level gives None.
    """
    if not name:
        return snippet.source
    lines = list(io.StringIO(snippet.source, newline=""))  # str.splitlines also splits where Python does not
    for node in ast.parse(snippet.source).body:
        last = node.end_lineno or node.lineno
        if isinstance(node, _Definition) and node.name == name:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            return "".join(lines[first - 1 : last])
        if name in _targets(node) and _CONSTANT.fullmatch(name):
            return "".join(_block(lines, node.lineno - 1, last))
    return None


def index(snippets: Mapping[str, Snippet], pages: Mapping[str, str], *, version: str) -> list[dict[str, str]]:
    """The rows of snippets/index.json, by stem.

    pages: address of the page that shows a snippet, by stem; version: the project's.
    """
    return [
        {
            "name": stem,
            "version": version,
            "file": snippet.path,
            "sha256": hashlib.sha256(snippet.source.encode()).hexdigest(),
            "licence": LICENCE,
            "numpy": NUMPY,
            "page": pages.get(stem, ""),
        }
        for stem, snippet in sorted(snippets.items())
    ]


def _parse(path: str, content: bytes) -> tuple[str, ast.Module] | Problem:
    try:
        source = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{content[error.start]:02x} is not UTF-8"
        return Problem(path, line, found, "UTF-8 text", "save the file as UTF-8")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # an invalid escape becomes a SyntaxError that knows its line
            return source, ast.parse(source, path)
    except SyntaxError as error:
        return Problem(path, error.lineno or 1, f"syntax error: {error.msg}", "Python", "mend the line")
    except ValueError as error:
        return Problem(path, 1, str(error), "Python", "remove what is not text")


def _snippet(path: str, source: str, tree: ast.Module) -> Snippet:
    defined = {node.name: node for node in tree.body if isinstance(node, _Definition)}
    exported = _exports(tree)
    names = tuple(name for name in defined if (name in exported if exported is not None else name[0] != "_"))
    constants = {
        name: number
        for node in tree.body
        for name in _targets(node)
        if _CONSTANT.fullmatch(name) and (number := _number(getattr(node, "value", None), {})) is not None
    }
    parameters = {name: _defaults(node, constants) for name in names if isinstance(node := defined[name], _Function)}
    docstring = ast.get_docstring(tree) or ""
    summary = docstring.partition("\n")[0]
    return Snippet(Path(path).stem, path, source, names, constants, parameters, docstring, summary)


def _defaults(function: _Function, constants: Mapping[str, float]) -> dict[str, float]:
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs: list[tuple[ast.arg, ast.expr | None]] = []
    if arguments.defaults:
        pairs += zip(positional[-len(arguments.defaults) :], arguments.defaults, strict=True)
    pairs += zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return {argument.arg: number for argument, node in pairs if (number := _number(node, constants)) is not None}


def _number(node: ast.expr | None, constants: Mapping[str, float]) -> float | None:
    """The real number that a literal or the name of a constant stands for."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        inner = _number(node.operand, constants)
        return -inner if inner is not None and isinstance(node.op, ast.USub) else inner
    if isinstance(node, ast.Name):
        return constants.get(node.id)
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return float(node.value)  # type: ignore[arg-type]
    return None


def _targets(node: ast.stmt) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _exports(tree: ast.Module) -> list[str] | None:
    for node in tree.body:
        if "__all__" in _targets(node) and isinstance(value := getattr(node, "value", None), ast.List | ast.Tuple):
            return [item.value for item in value.elts if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    return None


def _block(lines: list[str], first: int, last: int) -> list[str]:
    while first > 0 and lines[first - 1].strip():
        first -= 1
    while last < len(lines) and lines[last].strip():
        last += 1
    return lines[first:last]


def _foreign_imports(path: str, tree: ast.Module) -> Iterator[Problem]:
    for node in ast.walk(tree):
        for module in _imported(node):
            if module.partition(".")[0] != "numpy":
                yield Problem(path, node.lineno, f"imports {module}", "NumPy only", "write it with NumPy")  # type: ignore[attr-defined]


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return ["." * node.level + (node.module or "")]
    if isinstance(node, ast.Name) and node.id == "__import__":
        return ["through __import__"]
    return []


def _missing(snippet: Snippet, tree: ast.Module) -> Iterator[Problem]:
    """What the snippet promises to define and does not."""
    exported = _exports(tree)
    here = {name for node in tree.body for name in ([node.name] if isinstance(node, _Definition) else _targets(node))}
    for name in exported or []:
        if name not in here:
            found = f"__all__ lists {name}"
            yield Problem(snippet.path, 1, found, "a name that the file defines", "define it or take it out")
    for name in (snippet.stem, f"{snippet.stem}_grad"):
        if exported is None and name not in snippet.functions:
            todo = "define it, or list what the file exports in __all__"
            yield Problem(snippet.path, 1, f"no function {name}", f"{snippet.stem} and {snippet.stem}_grad", todo)
