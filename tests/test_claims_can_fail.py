"""Every claim is tried on wrong snippets: one that nothing can break is no check.

A claim must fail, with AssertionError, on at least one of the versions of `rectified.mutants.wrong_code`. One that rests on a lab
must fail on the results of the same lab run with constants too large or too small. Claims that say why they do not
depend on a snippet (`independent=`), and claims that are only cited, are not tried.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from html_pages import ROOT

from rectified.alone import reached_code
from rectified.claims import Claim, read_claims
from rectified.running.job import Job
from rectified.running.runner import run
from rectified.settings import read_settings
from rectified.verdicts import claim_jobs, read_verdicts

CLAIMS = [claim for claim in read_claims(ROOT)[0].values() if claim.kind != "cited" and not claim.independent]
LABS = sorted(f"docs/labs/{path.name}" for path in (ROOT / "docs/labs").glob("*.py"))

#: What the constants of the snippets are multiplied by for the labs.
FACTORS = (0.7, 1.5)

#: Far above what they take: a file's claims on all wrong snippets; one lab.
FILE_SECONDS, LAB_SECONDS = 900.0, 300.0


def on_a_lab(claim: Claim) -> bool:
    """Whether the claim's function takes a lab's results, itself or through other functions of its file."""
    return "from_lab(" in reached_code(ROOT, claim)


BY_LAB = [claim for claim in CLAIMS if on_a_lab(claim)]
BY_SNIPPET = [claim for claim in CLAIMS if not on_a_lab(claim)]


def with_constants(factor: float, folder: Path) -> Path:
    """A copy of what labs need, in which every constant of every snippet is multiplied by the factor."""
    for name in ("snippets", "claims", "docs/labs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    constant = re.compile(r"^([A-Z_]+ = )(\d+\.\d+)", re.M)
    for file in (folder / "snippets").glob("*.py"):
        source = file.read_text(encoding="utf-8")
        file.write_text(constant.sub(lambda m: f"{m[1]}{factor * float(m[2])!r}", source), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """What became of every file's claims on the wrong snippets, and of the labs on wrong constants; by path."""
    found = {}
    for factor in FACTORS:
        root = with_constants(factor, tmp_path_factory.mktemp("wrong") / "project")
        jobs = [
            Job(
                f"{lab} {factor}",
                "rectified.labs.execution:run_lab",
                {"path": lab, "root": str(root)},
                LAB_SECONDS,
                processes=True,
            )
            for lab in LABS
        ]
        found |= run(jobs, root=root)
    jobs = []
    for path in dict.fromkeys(claim.path for claim in BY_SNIPPET):
        names = [claim.name for claim in BY_SNIPPET if claim.path == path]
        arguments = {"path": path, "names": names, "root": str(ROOT)}
        jobs.append(Job(path, "rectified.mutants.noticing:notice", arguments, FILE_SECONDS))
    return found | run(jobs, root=ROOT)


@pytest.mark.parametrize("claim", BY_SNIPPET, ids=lambda claim: claim.id)
def test_claim_fails_on_a_wrong_snippet(claim: Claim, outcomes):
    """A changed constant, a flipped sign, a dropped branch: one of them is noticed."""
    outcome = outcomes[claim.path]
    noticed = {item["name"]: item["noticed"] for item in outcome.progress}
    assert outcome.failure is None, f"{claim.path} {outcome.failure}"
    assert noticed[claim.name], f"{claim.path}:{claim.line}: {claim.id} holds for every wrong snippet"


@pytest.fixture(scope="module")
def problems_with_wrong_labs(outcomes):
    """By factor, what is found wrong with the claims that rest on labs: right snippets, the labs' wrong results."""
    problems = {}
    for factor in FACTORS:
        found = {Path(lab).stem: outcomes[f"{lab} {factor}"].value for lab in LABS}
        assert [lab for lab, value in found.items() if value is None or value["problems"] or not value["results"]] == []
        ran = run(claim_jobs(read_settings(ROOT), BY_LAB, found), root=ROOT)
        problems[factor] = read_verdicts({claim.id: claim for claim in BY_LAB}, ran)[1]
    return problems


@pytest.mark.parametrize("claim", BY_LAB, ids=lambda claim: claim.id)
def test_claim_fails_on_the_results_of_a_wrong_lab(claim: Claim, problems_with_wrong_labs):
    """The figures it compares are the lab's own: with constants too large or with constants too small it fails."""
    found = [problem.found for problems in problems_with_wrong_labs.values() for problem in problems]
    failed = [text for text in found if re.search(rf"(claim|myth) {claim.id} (fails|turns out true)", text)]
    assert failed, f"{claim.path}:{claim.line}: {claim.id} holds for every wrong lab"
