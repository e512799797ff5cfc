"""Claims on wrong snippets, in a child process: which of them fail, and which never do."""

from __future__ import annotations

import os
import re
import signal
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

from rectified.evidence import LAB_RESULTS
from rectified.mutants.wrong_code import wrong_code
from rectified.verdicts import load, run_claim


class OutOfTime(BaseException):
    """Something computes for longer than it may; no AssertionError, so nothing is taken to be noticed."""


_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+(\w+)", re.M)


def claim_files(path: str, root: Path) -> list[Path]:
    """A claim file, and the helpers that it imports, itself or through others."""
    files = [root / path]
    for file in files:
        helpers = (root / "claims" / f"{name}.py" for name in _IMPORT.findall(file.read_text(encoding="utf-8")))
        files += [helper for helper in dict.fromkeys(helpers) if helper.is_file() and helper not in files]
    return files


def imported_snippets(path: str, root: Path) -> list[str]:
    """The stems of the snippets that a claim file, or a helper it imports, imports; its own first."""
    imported = [name for file in claim_files(path, root) for name in _IMPORT.findall(file.read_text(encoding="utf-8"))]
    found = [name for name in dict.fromkeys(imported) if (root / "snippets" / f"{name}.py").is_file()]
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
        versions = [*wrong_code(source, coarse=True), *wrong_code(source)]
        families.append([(f"{stem}.py, line {line}: {what}", stem, wrong) for line, _, what, wrong in versions])
    own = families.pop(0) if families and families[0][0][1] == Path(path).stem else []
    yield from own
    for turn in zip_longest(*families):
        yield from filter(None, turn)


def _failing(path: str, names: list[str], root: Path, stem: str, wrong: str, seconds: float) -> list[str]:
    """The named claims that fail on one wrong snippet; none on a snippet that does not even load."""
    with wrong_snippet(root, stem, wrong):
        claims = loaded(path, root)
        return [name for name in names if claims and tried(claims, name, path, seconds) == "AssertionError"]


@contextmanager
def wrong_snippet(root: Path, stem: str, wrong: str) -> Iterator[types.ModuleType | None]:
    """Within the block a wrong snippet is imported by its name, by the helpers of claims too; None if it cannot be."""
    for helper in [key for key in sys.modules if (root / "claims" / f"{key}.py").is_file()]:
        del sys.modules[helper]
    module, kept = types.ModuleType(stem), sys.modules.get(stem)
    module.__file__ = f"{stem}.py"
    try:
        exec(compile(wrong, f"{stem}.py", "exec"), module.__dict__)
        sys.modules[stem] = module
    except Exception:
        yield None
        return
    try:
        yield module
    finally:
        sys.modules.pop(stem, None)
        sys.modules.update({stem: kept} if kept else {})


def loaded(path: str, root: Path) -> types.ModuleType | None:
    """A claim file as a module, None where it does not load on a wrong snippet."""
    try:
        return load(path, str(root))
    except Exception:
        return None


def tried(claims: types.ModuleType, name: str, path: str, seconds: float) -> str:
    """The kind of error that a claim ends in, "OutOfTime" when it computes for longer; "" when it holds."""
    with allowed(seconds):
        return str(run_claim(claims, name, path).get("error", {}).get("kind", ""))


@contextmanager
def allowed(seconds: float) -> Iterator[None]:
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
