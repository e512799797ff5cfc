"""Running single claims by their ids, as the pages tell readers to: `nox -s check -- selu:bounded_below`."""

from __future__ import annotations

import ast
import json
import re
from difflib import get_close_matches
from pathlib import Path

from rectified.claims import Claim, Verdict
from rectified.findings import ACCURACY, read_accuracy
from rectified.jobs import accuracy_jobs, lab_jobs
from rectified.problems import BuildError, Problem
from rectified.project import Project, read_project
from rectified.running.runner import run
from rectified.verdicts import claim_jobs, read_verdicts


def check_claims(root: Path, names: list[str]) -> int:
    """Run the named claims and print what each found; 1 when one fails. Raises BuildError for a name no claim has.

    A name is `stem:name`, or `stem` for all claims of one file.
    """
    project, _ = read_project(root)
    chosen = [claim for name in names for claim in _named(project, name)]
    verdicts, problems = _run(project, chosen)
    for claim in chosen:
        if claim.id in verdicts:
            print(_told(claim, verdicts[claim.id]))
    if problems:
        raise BuildError(problems)
    return 0


def _named(project: Project, name: str) -> list[Claim]:
    found = [claim for claim in project.claims.values() if not claim.fence and name in (claim.id, claim.stem)]
    if found:
        return found
    near = get_close_matches(name, list(project.claims), n=1, cutoff=0.4)
    todo = f"did you mean {near[0]}" if near else "see claims/"
    raise BuildError(
        [Problem("claims", 1, f"no claim is named {name!r}", "stem:name, such as selu:bounded_below", todo)]
    )


def _run(project: Project, claims: list[Claim]) -> tuple[dict[str, Verdict], list[Problem]]:
    reached = " ".join(reached_code(project.root, claim) for claim in claims)
    jobs = [job for job in lab_jobs(project) if f'"{Path(job.id).stem}"' in reached]
    ran = run(jobs, root=project.root)
    labs = {path: outcome.value for path, outcome in ran.items() if outcome.failure is None}
    files = _accuracy(project) if "build_rows" in reached else {}
    ran = run(claim_jobs(project.settings, claims, labs, files), root=project.root)
    return read_verdicts({claim.id: claim for claim in claims}, ran)


def _accuracy(project: Project) -> dict[str, str]:
    """The accuracy of every function, which the claims on it rest on."""
    ran = run([*accuracy_jobs(project)], root=project.root)
    return {ACCURACY: json.dumps(read_accuracy(project, ran)[0])}


def reached_code(root: Path, claim: Claim) -> str:
    """The source of a claim and of every function of its file that it leads to."""
    source = (root / claim.path).read_text(encoding="utf-8")
    functions = {
        node.name: ast.get_source_segment(source, node) or ""
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
    }
    waiting, reached = [claim.name], dict[str, str]()
    while waiting:
        name = waiting.pop()
        if name in functions and name not in reached:
            reached[name] = functions[name]
            waiting += re.findall(r"\w+", functions[name])
    return "\n".join(reached.values())


def _told(claim: Claim, verdict: Verdict) -> str:
    figures = "".join(f"\n  {name} = {value}" for name, value in verdict.values.items())
    correction = f"\n  true instead: {claim.instead}" if claim.instead else ""
    found = f"{claim.text}{correction}\n  {verdict.text}{figures}\n  {claim.path}:{claim.line}"
    return f"{claim.id}: {verdict.word}, {verdict.how}\n  {found}"
