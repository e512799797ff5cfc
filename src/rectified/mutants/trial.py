"""All checks on wrong snippets and wrong formulas, in a child process; what notices one first ends its trial."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rectified.evidence import LAB_RESULTS
from rectified.formulas.check import check_subject
from rectified.formulas.subject import read_subject
from rectified.mutants.noticing import allowed, loaded, tried, wrong_snippet
from rectified.mutants.testing import failed_test
from rectified.running.tracebacks import words

#: What noticed a version, and by what: a claim's name, a message, a test.
Noticed = tuple[str, str]
Formulas = Sequence[Mapping[str, Any]]


def try_code(
    stem: str,
    snippet: str,
    root: str,
    claims: str,
    names: list[str],
    formulas: Formulas,
    versions: Sequence[str],
    progress: Callable[[Any], object],
    seconds: float = 20,
) -> list[Noticed]:
    """What notices each wrong version of a snippet: a claim of the file `claims`, the formulas, then the tests.

    names: the claims to ask. Those that noticed the last version are asked first. A claim notices by raising
    AssertionError within `seconds` of computing. A claim that crashes, or has no end, is told only when none does: it
    would stop a build, but says nothing of its statement.
    """
    os.environ[LAB_RESULTS] = os.getcwd()
    waiting, found = list(names), list[Noticed]()
    for wrong in versions:
        with wrong_snippet(Path(root), stem, wrong) as module:
            if module is None:
                found.append(("crash", "the snippet does not load"))
                continue
            noticed = _by_claims(claims, waiting, Path(root), seconds)
        if noticed[0] != "claim":
            by_formula = _by_formulas(stem, snippet, Path(root), wrong, formulas, seconds)
            noticed = by_formula if by_formula[0] else noticed
        if not noticed[0]:
            with wrong_snippet(Path(root), stem, wrong) as module:
                noticed = _by_tests(stem, module, Path(root))
        found.append(noticed)
        progress(len(found))
    return found


def _by_claims(path: str, names: list[str], root: Path, seconds: float) -> Noticed:
    """The claim that notices, moved to the front of the names."""
    claims, crashed = loaded(path, root) if names else None, ""
    if not names:
        return "", ""
    if claims is None:
        return "crash", "the claims do not load"
    for name in list(names):
        kind = tried(claims, name, path, seconds)
        if kind == "AssertionError":
            names.remove(name)
            names.insert(0, name)
            return "claim", name
        crashed = crashed or (f"{name}: {kind}" if kind else "")
    return ("crash", crashed) if crashed else ("", "")


def _by_formulas(stem: str, snippet: str, root: Path, wrong: str, formulas: Formulas, seconds: float) -> Noticed:
    try:
        with allowed(4 * seconds):
            problems = check_subject(read_subject(root, snippet, wrong), formulas, lambda place: None)[1]
    except Exception as error:
        return "formula", words(error)
    return ("formula", problems[0].found) if problems else ("", "")


def _by_tests(stem: str, module: Any, root: Path) -> Noticed:
    functions = [name for name in vars(module) if name in (stem, f"{stem}_grad") or name.startswith(f"{stem}_")]
    failed = failed_test(root, functions)
    return ("test", failed) if failed else ("", "")


def try_formulas(
    stem: str, snippet: str, root: str, versions: Sequence[Formulas], progress: Callable[[Any], object]
) -> list[Noticed]:
    """What the check of formulas says of each version: all formulas of a snippet that bear on one that is wrong."""
    subject, found = read_subject(Path(root), snippet), list[Noticed]()
    for formulas in versions:
        problems = check_subject(subject, formulas, lambda place: None)[1]
        found.append(("formula", problems[0].found) if problems else ("", ""))
        progress(len(found))
    return found
