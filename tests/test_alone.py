"""Single claims by their ids, as every page tells readers to run them."""

from __future__ import annotations

import pytest
from conftest import ROOT

from rectified.__main__ import main

CLAIMS = '''from rectified.evidence import claim, measured, myth
from double import double

@claim("It holds.")
def good():
    """So."""
    return measured("double(2) is 4", value=double(2))

@myth("It is odd.", instead="It is even.")
def odd():
    """So."""
    return measured("4 is even")

@claim("It fails.")
def bad():
    """So."""
    share = 0.25
    assert share > 0.5, f"the share is {share}"
'''


@pytest.fixture(scope="module")
def root(make_project, tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("alone"), {"claims/more.py": CLAIMS})


@pytest.fixture
def check(root, capfd):
    """Run `check` with names; the exit status and what was said."""

    def run(*names: str, at=root) -> tuple[int, str, str]:
        status = main(["--root", str(at), "check", *names])
        said = capfd.readouterr()
        return status, said.out, said.err

    return run


def test_a_claim_says_what_it_found(check):
    """Verdict, how it was established, statement, evidence, figures, the place of the check."""
    status, out, _ = check("more:good")
    assert status == 0
    assert out.splitlines() == [
        "more:good: holds, measured",
        "  It holds.",
        "  double(2) is 4",
        "  value = 4.0",
        "  claims/more.py:5",
    ]


def test_a_myth_says_what_is_true_instead(check):
    """It is false, and the correction follows."""
    status, out, _ = check("more:odd")
    assert status == 0
    assert out.startswith("more:odd: false, measured\n  It is odd.\n  true instead: It is even.\n")


def test_several_names_and_whole_files_run_at_once(check):
    """A file's stem stands for all its claims; a failure hides nothing."""
    status, out, err = check("double:twice", "more")
    assert status == 1
    assert [line.split(":")[1] for line in out.splitlines() if line[0] != " "] == ["twice", "good", "odd", "bad"]
    assert "claims/more.py:18: the claim more:bad fails: the share is 0.25; “It fails.”" in err


@pytest.mark.parametrize(
    "name, todo",
    [("more:godo", "did you mean more:good"), ("12345", "see claims/"), ("mor", "did you mean more:")],
)
def test_a_name_that_no_claim_has_is_refused(name, todo, check):
    """With the nearest one, and nothing runs."""
    status, out, err = check("more:good", name)
    assert (status, out) == (1, "")
    assert f"no claim is named '{name}'; stem:name, such as selu:bounded_below; {todo}" in err
    assert "Traceback" not in err


def test_a_claim_of_the_project_runs_alone(check):
    """The command that stands on the SELU page."""
    status, out, err = check("selu:bounded_below", at=ROOT)
    assert status == 0, err
    assert out.startswith("selu:bounded_below: holds, proved\n  SELU is bounded below by −λα and unbounded above.\n")
    assert "floor = -1.758099340847376" in out


def test_a_claim_that_rests_on_a_lab_runs_its_lab_first(check):
    """Though only a helper of its file names the lab."""
    status, out, err = check("selu:default_weights_vanish", at=ROOT)
    assert status == 0, err
    assert "lab self_normalization, layer-100-uniform" in out
