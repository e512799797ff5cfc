"""Claims as they run in child processes, and what is made of the results."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import write

from rectified.claims import read_claims
from rectified.running.runner import run
from rectified.settings import Settings
from rectified.verdicts import claim_jobs, load, read_verdicts, run_claim

HEAD = '"""Claims."""\n\nfrom rectified.evidence import *\nfrom double import double\n\n'


def stated(name: str, body: str, kind: str = '@claim("It holds.")') -> str:
    return f'\n{kind}\ndef {name}():\n    """So."""\n{body}\n'


MYTH = '@myth("It holds.", instead="It does not.")'
RETURNS = '    return measured("found 1.5", worst=1.5)'
GOOD = (
    HEAD
    + stated("holds", RETURNS)
    + stated("refuted", RETURNS, MYTH)
    + stated("said", "", '@cited("It holds.", source="Somebody 2017")')
)
BAD = (
    HEAD
    + stated("figures", "    share = 0.25\n    assert share > 0.5, f'the share is {share}'")
    + stated("bare", "    assert double(2) == 5")
    + stated("true_after_all", "    assert False, 'no counterexample'", MYTH)
    + stated("stops", "    return 1 / 0")
    + stated("leaves", "    raise SystemExit(0)")
    + stated("without", "    return True")
    + stated("last", RETURNS)
)
ENDLESS = HEAD + stated("first", RETURNS) + stated("endless", "    while True:\n        pass") + stated("last", RETURNS)
BROKEN = HEAD + "1 / 0\n" + stated("never", RETURNS)
FILES = {"good": GOOD, "bad": BAD, "endless": ENDLESS, "broken": BROKEN}


def in_three_seconds(root: Path) -> Settings:
    """The settings of a project whose claim files may take so long."""
    return Settings(root, seconds={"claims": 3.0})


@pytest.fixture(scope="module")
def ran(make_project, tmp_path_factory):
    """The verdicts by id and the problems of files of each sort, run at once."""
    files = {f"claims/{name}.py": text for name, text in FILES.items()}
    root = make_project(tmp_path_factory.mktemp("verdicts"), files)
    claims, problems = read_claims(root)
    assert problems == []
    verdicts, problems = read_verdicts(claims, run(claim_jobs(in_three_seconds(root), claims.values(), {}), root=root))
    return verdicts, [str(problem) for problem in problems]


def test_one_job_runs_the_claims_of_one_file(make_project, tmp_path):
    """In the order of the file; cited claims do not run. Each file is given what the labs ended in."""
    labs = {"docs/labs/long.py": {"results": {"last": {"mean": 0.5}}}}
    root = make_project(tmp_path, {"claims/good.py": GOOD})
    jobs = {job.id: job for job in claim_jobs(in_three_seconds(root), read_claims(root)[0].values(), labs)}
    assert sorted(jobs) == ["claims/double.py", "claims/good.py"]
    assert jobs["claims/good.py"].arguments["names"] == ["holds", "refuted"]
    assert jobs["claims/good.py"].files == {"labs/long.json": '{"last": {"mean": 0.5}}'}


@pytest.mark.parametrize(
    "name, word, how, text",
    [
        ("holds", "holds", "measured", "found 1.5"),
        ("refuted", "false", "measured", "found 1.5"),
        ("said", "cited", "cited", "Somebody 2017"),
    ],
)
def test_a_verdict_says_what_was_found(name, word, how, text, ran):
    """A claim holds, a myth is false, a cited claim is cited."""
    verdict = ran[0][f"good:{name}"]
    assert (verdict.word, verdict.how, verdict.text) == (word, how, text)
    assert verdict.values == ({} if word == "cited" else {"worst": Decimal("1.5")})


@pytest.mark.parametrize(
    "path, at, says",
    [
        ("bad", "assert share > 0.5", "the claim bad:figures fails: the share is 0.25; “It holds.”; mend "),
        ("bad", "assert double(2) == 5", "the claim bad:bare fails: "),
        ("bad", "assert False", "the myth bad:true_after_all turns out true: no counterexample; "),
        ("bad", "return 1 / 0", "the claim bad:stops stopped: ZeroDivisionError: division by zero; "),
        ("bad", "raise SystemExit", "the claim bad:leaves stopped: SystemExit: 0; "),
        ("bad", "def without", "the claim bad:without returned True, which is no evidence; "),
        ("endless", "def endless", "the claim endless:endless ran longer than 3 s; "),
        ("broken", "1 / 0", "the claim file stopped: ZeroDivisionError: division by zero; "),
    ],
)
def test_what_went_wrong_is_told_with_its_line(path, at, says, ran):
    """What failed, what stopped and what never ended, each at the author's line."""
    line = next(number for number, text in enumerate(FILES[path].splitlines(), 1) if at in text)
    start = f"claims/{path}.py:{line}: {says}"
    assert [message for message in ran[1] if message.startswith(start)], ran[1]


def test_an_assertion_without_a_message_shows_its_figures(ran):
    """A verdict without a number is an opinion."""
    (message,) = (message for message in ran[1] if "bad:bare" in message)
    assert "double(2) == 5" in message and "4" in message


def test_one_bad_claim_hides_no_other(ran):
    """Those after it in the file still run, unless it never ends."""
    verdicts, problems = ran
    assert verdicts["bad:last"].word == verdicts["endless:first"].word == "holds"
    assert "endless:last" not in verdicts
    assert len(problems) == 8


@pytest.mark.parametrize(
    "returned, said",
    [
        ("measured('')", "returned Evidence(how='measured', text='', values={}), which is no evidence"),
        ("measured(3)", "which is no evidence"),
        ("Evidence('cited', 'x')", "which is no evidence"),
        ("measured('x', a=float('nan'))", "the figure a is NaN"),
    ],
)
def test_evidence_that_says_nothing_is_none(make_project, tmp_path, returned, said):
    """No words, no number, or nothing but a citation."""
    root = make_project(tmp_path, {"claims/empty.py": HEAD + stated("empty", f"    return {returned}")})
    claims = {claim.id: claim for claim in read_claims(root)[0].values() if claim.stem == "empty"}
    _, problems = read_verdicts(claims, run(claim_jobs(in_three_seconds(root), claims.values(), {}), root=root))
    assert [said in str(problem) for problem in problems] == [True]


def test_evidence_is_text_that_can_be_published(make_project, tmp_path):
    """Half a surrogate pair is shown, and breaks no page."""
    root = make_project(tmp_path, {"claims/half.py": HEAD + stated("half", "    return measured('\\udc80 found')")})
    claims = {claim.id: claim for claim in read_claims(root)[0].values() if claim.stem == "half"}
    verdicts, _ = read_verdicts(claims, run(claim_jobs(in_three_seconds(root), claims.values(), {}), root=root))
    assert verdicts["half:half"].text == "\\udc80 found"


def returned(text: str, root: Path) -> dict[str, object]:
    """What becomes of a claim whose evidence says so."""
    source = f"from rectified.evidence import *\n\n\n{stated('it', f'    return measured({text!r})').strip()}\n"
    write(root, {"claims/a.py": source})
    return run_claim(load("claims/a.py", str(root)), "it", "claims/a.py")


@pytest.mark.parametrize(
    "text, said",
    [
        ("\x1b[31mred", r"the escape sequence '\x1b[31m'"),
        ("\x00", r"the control character '\x00'"),
        ("\ufffd", "U+FFFD, which stands for bytes that are not UTF-8"),
        ("<script>x</script>", "the tag '<script'"),
        ("\n```", "a Markdown fence, '```'"),
        ("found <b>1.5</b>", "<b>"),
        ("[1.5](javascript:x)", "the address javascript:x"),
        ("![1.5](https://a.b/c.png)", "https://a.b/c.png, which would come from another host"),
    ],
)
def test_evidence_is_plain_text(text, said, tmp_path):
    """What else it holds is told at the claim's line."""
    assert returned(text, tmp_path)["error"]["message"] == f"returned evidence that holds {said}"


def test_evidence_may_hold_code_formulas_and_links(tmp_path):
    """As the statement does."""
    text = "`<b>` and $a < b$ at 1.5 < 2, [there](https://a.b)"
    assert returned(text, tmp_path)["text"] == text
