"""`python -m rectified mutants` on a small project: what is tried, told, kept and tried again."""

from __future__ import annotations

import json
import shutil

import pytest
from conftest import ROOT, write

from rectified.__main__ import main
from rectified.envelope import read


@pytest.fixture(scope="module")
def surveyed(make_project, tmp_path_factory):
    """A small project whose wrong versions were tried once."""
    root = make_project(tmp_path_factory.mktemp("surveyed"))
    shutil.copytree(ROOT / "bench", root / "bench", ignore=shutil.ignore_patterns("*.json", "__pycache__"))
    write(root, {"src/rectified/mutants/x.py": "", "bench/__init__.py": ""})
    status = main(["--root", str(root), "mutants", "--output", "bench/mutants.json"])
    return root, status


def rows(root):
    """What the file says of each note."""
    return {row["note"]: row for row in read(root / "bench/mutants.json")["results"]["notes"]}


def test_what_survives_is_kept_with_its_line(surveyed):
    """One claim on one value does not see everything; the row says what it does not see, and where."""
    root, status = surveyed
    row = rows(root)["docs/functions/double.md"]
    assert status == 1
    assert row["parts"]["formula"] == {"formula": sum(row["parts"]["formula"].values())}
    assert row["parts"]["code"]["claim"] >= 1
    assert row["parts"]["code"].get("nothing", 0) == len([x for x in row["survivors"] if x["part"] == "code"])
    for each in row["survivors"]:
        if each["part"] == "code":
            assert (root / each["path"]).read_text().split("\n")[each["line"] - 1].strip() == each["code"]


def test_what_has_not_changed_is_not_tried_again(surveyed, capfd):
    """Nothing is run; a stem that no note has is an error."""
    root, _ = surveyed
    shutil.rmtree(root / ".cache")
    before = rows(root)
    assert main(["--root", str(root), "mutants", "double", "--output", "bench/mutants.json"]) == 1
    told = capfd.readouterr()
    assert "code of double" not in told.err and rows(root) == before
    assert "docs/functions/double.md: " in told.out
    assert main(["--root", str(root), "mutants", "dubble"]) == 1
    assert "no note is named 'dubble'" in capfd.readouterr().err


def test_a_changed_claim_is_tried_again(surveyed, capfd):
    """A claim that tests less notices less; the file stays when no output is named."""
    root, _ = surveyed
    before = json.dumps(rows(root))
    claims = (root / "claims/double.py").read_text()
    write(root, {"claims/double.py": claims.replace("double(1.5) == 3", "double(1.5) > 2")})
    try:
        assert main(["--root", str(root), "mutants", "double"]) == 1
        told = capfd.readouterr()
    finally:
        write(root, {"claims/double.py": claims})
    assert "code of double, 0" in told.err and json.dumps(rows(root)) == before
    assert "of wrong code claims alone notice, less than 80%" in told.out


def test_an_equivalent_that_nothing_needs_is_told(surveyed, capfd):
    """Its line has changed, or something notices it now."""
    root, _ = surveyed
    row = '[[equivalent]]\nsnippet = "snippets/double.py"\ncode = "gone"\nchange = "1 as 2"\nproof = "words"\n'
    write(root, {"snippets/EQUIVALENTS.toml": row})
    try:
        assert main(["--root", str(root), "mutants"]) == 1
    finally:
        (root / "snippets/EQUIVALENTS.toml").unlink()
    assert "nothing survives that is '1 as 2' in 'gone'" in capfd.readouterr().out
