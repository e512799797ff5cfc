"""Running claims in a child process, and reading what came of it."""

from __future__ import annotations

import ast
import importlib.util
import json
import linecache
import os
import traceback
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

from rectified.active.markdown import active_markdown, html_in
from rectified.claims import Claim, Verdict
from rectified.evidence import LAB_RESULTS, STRENGTHS, Evidence, lab_results
from rectified.printed import unfit_text
from rectified.problems import Problem
from rectified.running import processor
from rectified.running.job import Job, Outcome
from rectified.running.tracebacks import asserted
from rectified.settings import Settings


def claim_jobs(
    settings: Settings,
    claims: Iterable[Claim],
    labs: Mapping[str, Mapping[str, Any]],
    others: Mapping[str, str] = {},
) -> list[Job]:
    """One job for each claim file, running the given claims of it in order.

    labs: what the labs ended in, by path; each claim file finds their labelled results among its files.
    others: text by name, which it finds there too.
    """
    named: dict[str, list[str]] = {}
    for claim in claims:
        if not claim.fence and claim.kind != "cited":
            named.setdefault(claim.path, []).append(claim.name)
    files = {lab_results(Path(path).stem): json.dumps(lab["results"]) for path, lab in labs.items()}
    files |= others
    return [
        settings.job(
            path,
            "rectified.verdicts:run_claims",
            {"root": str(settings.root), "path": path, "names": names},
            "claims",
            files=files,
        )
        for path, names in named.items()
    ]


def run_claims(path: str, names: list[str], root: str, progress: Callable[[Any], None]) -> None:
    """Run the named claims of one file (in a child process) and send each one's result as it is known.

    The last thing sent is {"code": seconds}, the processor time that all of it took.
    """
    os.environ[LAB_RESULTS] = os.getcwd()
    started = processor.seconds()
    try:
        module = load(path, root)
    except BaseException as error:
        progress({"load": _told(error, path)})
        return
    for name in names:
        progress({"start": name})
        progress({"name": name, **run_claim(module, name, path)})
    progress({"code": processor.seconds() - started})


def load(path: str, root: str) -> ModuleType:
    """A claim file as a module of another name than the snippet it imports, its lines known to tracebacks."""
    spec = importlib.util.spec_from_loader(f"claims_of_{Path(path).stem}", loader=None)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    module.__file__ = str(Path(root, path))
    source = Path(root, path).read_text(encoding="utf-8")
    linecache.cache[path] = (len(source), None, source.splitlines(keepends=True), path)
    exec(compile(source, path, "exec"), module.__dict__)
    return module


def run_claim(module: ModuleType, name: str, path: str) -> dict[str, Any]:
    """One claim's evidence, or what stopped it, as plain data."""
    try:
        evidence = getattr(module, name)()
    except BaseException as error:  # a note's code may raise anything, SystemExit too
        return {"error": _told(error, path)}
    if not _is_evidence(evidence):
        return {"error": {"line": 0, "kind": "", "message": f"returned {evidence!r}, which is no evidence"}}
    text = evidence.text.encode("utf-8", "backslashreplace").decode()  # half a surrogate pair cannot be published
    if wrong := _unfit(text):
        return {"error": {"line": 0, "kind": "", "message": f"returned evidence that holds {wrong}"}}
    return {"how": evidence.how, "text": text, "values": {k: str(v) for k, v in evidence.values.items()}}


def _is_evidence(found: Any) -> bool:
    """Whether a claim returned evidence that says something; to be cited is not to be found."""
    said = isinstance(found, Evidence) and isinstance(found.text, str) and bool(found.text.strip())
    figured = said and all(isinstance(value, Decimal) and not value.is_nan() for value in found.values.values())
    return figured and found.how in STRENGTHS and found.how != "cited"


def _unfit(text: str) -> str:
    """What a page could not show of what evidence says, "" when it can show it all."""
    unfit = unfit_text(text)
    return (unfit.found if unfit else "") or html_in(text) or next((found for _, found in active_markdown(text)), "")


def _told(error: BaseException, path: str) -> dict[str, Any]:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    line = (frames[-1].lineno if frames else getattr(error, "lineno", 0)) or 0
    message = " ".join(str(error).split())
    if isinstance(error, AssertionError) and not message:
        message = asserted(error, ast.parse("".join(linecache.getlines(path))), path)
    return {"line": line, "kind": type(error).__name__, "message": message}


def read_verdicts(
    claims: Mapping[str, Claim], outcomes: Mapping[str, Outcome]
) -> tuple[dict[str, Verdict], list[Problem]]:
    """The verdict of every claim by id, and a problem for each that failed or did not come to an end."""
    verdicts: dict[str, Verdict] = {}
    problems: list[Problem] = []
    for path, outcome in outcomes.items():
        results = {item["name"]: item for item in outcome.progress if "name" in item}
        for claim in (claim for claim in claims.values() if claim.path == path and not claim.fence):
            if claim.name in results:
                verdict = _verdict(claim, results[claim.name])
                verdicts[claim.id] = verdict
                if verdict.word == "fails":
                    problems.append(_failure(claim, results[claim.name]["error"]))
        problems += _unfinished(path, outcome, claims)
    verdicts.update({c.id: Verdict("cited", "cited", c.source) for c in claims.values() if c.kind == "cited"})
    return verdicts, problems


def _verdict(claim: Claim, result: Mapping[str, Any]) -> Verdict:
    if "error" in result:
        return Verdict("fails", "", result["error"]["message"])
    values = {name: Decimal(value) for name, value in result["values"].items()}
    return Verdict("false" if claim.kind == "myth" else "holds", result["how"], result["text"], values)


def _failure(claim: Claim, error: Mapping[str, Any]) -> Problem:
    line = error["line"] or claim.line
    shown = error["message"]
    if error["kind"] == "AssertionError":
        word = f"the myth {claim.id} turns out true" if claim.kind == "myth" else f"the claim {claim.id} fails"
        found = f"{word}: {shown}"
    else:
        stopped = f"stopped: {error['kind']}: {shown}".removesuffix(": ")
        found = f"the claim {claim.id} {stopped if error['kind'] else shown}"
    return Problem(claim.path, line, found, f"“{claim.text}”", "mend the snippet, or the words and their check")


def _unfinished(path: str, outcome: Outcome, claims: Mapping[str, Claim]) -> list[Problem]:
    for item in outcome.progress:
        if "load" in item:
            error = item["load"]
            found = f"the claim file stopped: {error['kind']}: {error['message']}"
            return [Problem(path, error["line"] or 1, found, "a module that loads", "mend the line")]
    if outcome.failure is None:
        return []
    started = [item["start"] for item in outcome.progress if "start" in item]
    stem = Path(path).stem
    line = claims[f"{stem}:{started[-1]}"].line if started else 1
    name = f"the claim {stem}:{started[-1]}" if started else "the claim file"
    return [Problem(path, line, f"{name} {outcome.failure}", "a claim that returns its evidence", "mend it")]
