"""Claims: what the files in claims/ and the fences of notes assert, and what running them said."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from rectified.markdown import plain, sentence
from rectified.notes import Note
from rectified.problems import Problem

KINDS = ("claim", "myth", "cited")


@dataclass(frozen=True)
class Claim:
    """One assertion and where it stands.

    kind: "claim", "myth" or "cited"; text: the full statement, a myth's the false one.
    how: the docstring, how it was checked; code: the source of the check.
    fence: True when it stands in the note itself.
    """

    stem: str
    name: str
    kind: str
    text: str
    path: str
    line: int
    how: str = ""
    code: str = ""
    instead: str = ""
    source: str = ""
    independent: str = ""
    fence: bool = False

    @property
    def id(self) -> str:
        return f"{self.stem}:{self.name}"

    @property
    def anchor(self) -> str:
        return f"claim-{self.name}"


@dataclass(frozen=True)
class Verdict:
    """What running a claim said.

    word: "holds", "false" (a refuted myth), "cited" or "fails"; how: one of evidence.STRENGTHS.
    """

    word: str
    how: str
    text: str
    values: Mapping[str, Decimal] = field(default_factory=dict)


def read_claims(root: Path) -> tuple[dict[str, Claim], list[Problem]]:
    """Every claim of claims/*.py by id, read without running anything; helpers start with `_` and hold none."""
    claims: dict[str, Claim] = {}
    problems: list[Problem] = []
    for file in sorted((root / "claims").glob("*.py")):
        path = f"claims/{file.name}"
        try:
            found, wrong = read_claim_file(path, file.read_bytes().decode("utf-8"))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            problems.append(Problem(path, line, "text that is not UTF-8", "UTF-8", "save the file as UTF-8"))
            continue
        if file.name.startswith("_"):
            problems += [_in_helper(claim) for claim in found]
            continue
        claims.update({claim.id: claim for claim in found})
        problems += wrong
        if not found and not wrong:
            todo = "write one, or begin the name of a helper with _"
            problems.append(Problem(path, 1, "no claim in this file", "functions marked @claim, @myth or @cited", todo))
    return claims, problems


def _in_helper(claim: Claim) -> Problem:
    found = f"the claim {claim.name} stands in a helper, where it is never run"
    return Problem(claim.path, claim.line, found, "claims in claims/<stem>.py", "move it, or remove its decorator")


@lru_cache(maxsize=1024)  # while pages are served, most files are as they were
def read_claim_file(path: str, source: str) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims of one file, in its order."""
    try:
        tree = ast.parse(source, path)
    except (SyntaxError, ValueError) as error:  # ValueError: a null byte
        line, message = getattr(error, "lineno", None) or 1, getattr(error, "msg", str(error))
        return (), (Problem(path, line, f"SyntaxError: {message}", "Python", "mend the line"),)
    claims, problems, seen = [], [], set()
    lines, texts = source.split("\n"), _texts(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and (call := _decorator(node)):
            claim = _claim(path, lines, node, call, texts)
            if isinstance(claim, Problem) or node.name in seen:
                twice = Problem(path, node.lineno, f"two claims are named {node.name}", "each name once", "rename one")
                problems.append(claim if isinstance(claim, Problem) else twice)
            else:
                claims.append(claim)
            seen.add(node.name)
    return tuple(claims), tuple(problems)


def _decorator(node: ast.FunctionDef) -> ast.Call | None:
    for call in node.decorator_list:
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KINDS:
            return call
    return None


def _texts(tree: ast.Module) -> dict[str, str]:
    """The module's names for plain text: a reason that several claims share."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _literal(node: ast.expr, texts: Mapping[str, str]) -> str:
    value = texts.get(node.id) if isinstance(node, ast.Name) else ast.literal_eval(node)
    if not isinstance(value, str):
        raise ValueError("not text")
    return value


def _claim(
    path: str, lines: Sequence[str], node: ast.FunctionDef, call: ast.Call, texts: Mapping[str, str]
) -> Claim | Problem:
    kind = call.func.id  # type: ignore[attr-defined]
    try:
        text = _literal(call.args[0], texts)
        options = {word.arg: _literal(word.value, texts) for word in call.keywords if word.arg}
    except (ValueError, IndexError):
        found = f"the decorator of {node.name} is not plain text"
        return Problem(
            path, node.lineno, found, f'@{kind}("The statement."), written out', "no names or f-strings there"
        )
    missing = {"myth": "instead", "cited": "source"}.get(kind)
    if missing and not options.get(missing):
        return Problem(path, node.lineno, f"@{kind} of {node.name} has no {missing}=", f'{missing}="…"', "add it")
    how = " ".join((ast.get_docstring(node) or "").split())
    if not how:
        return Problem(path, node.lineno, f"{node.name} has no docstring", "how it was checked, in words", "add it")
    code = "\n".join(lines[node.lineno - 1 : node.end_lineno])
    stem = path.rpartition("/")[2].removesuffix(".py")
    extra = [" ".join(options.get(name, "").split()) for name in ("instead", "source", "independent")]
    return Claim(
        stem, node.name, kind, " ".join(text.split()), path, node.lineno, how, code, extra[0], extra[1], extra[2]
    )


def fence_claims(note: Note) -> tuple[list[Claim], list[Problem]]:
    """The claims that stand in a note as `python claim=name` fences; the sentence before each is its statement."""
    claims, problems = [], []
    for span in note.spans:
        if span.kind == "fence" and (name := span.attributes.get("claim")):
            before = note.prose[note.body : span.start].rstrip(" \t\n\x00")
            start, end = sentence(note.prose, note.body + max(len(before) - 1, 0))
            text = plain(note.source[start:end])
            line = note.line(span.start)
            how = "The code stands in the note, after the sentence, and ran with the note's other cells."
            claims.append(Claim(note.stem, name, "claim", text, note.file, line, how, span.text, fence=True))
            if not before or not name.isidentifier():
                found = (
                    f"the claim fence {name!r} follows no sentence" if name.isidentifier() else f"{name!r} is no name"
                )
                problems.append(
                    note.problem(span.start, found, "a sentence, then its claim", "write the sentence first")
                )
    return claims, problems
