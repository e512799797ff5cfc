"""The command that builds: its messages, its exit status, and the site it leaves or leaves alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import write

from rectified.__main__ import main
from rectified.build import Reporter, swap
from rectified.running.job import Job, Outcome


def rectified(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as the sessions do."""
    command = [sys.executable, "-m", "rectified", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", timeout=120)


def contents(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(make_project, tmp_path_factory):
    """A small project, built twice over an older site, and what the second build said."""
    root = make_project(tmp_path_factory.mktemp("build"), {"site/old.html": "the last good site"})
    first, second = (rectified("build", cwd=root) for _ in range(2))
    assert first.returncode == 0, first.stderr
    return root, second


def test_a_build_leaves_the_whole_site_and_nothing_else(built):
    """The old site is replaced, not added to; no half-made folder stays."""
    root, ran = built
    assert ran.returncode == 0
    assert (root / "site/functions/double/index.html").is_file()
    assert not (root / "site/old.html").exists()
    assert [path.name for path in root.glob("site*")] == ["site"]


def test_a_build_writes_nothing_into_the_notes(built):
    """Everything generated lives in memory or in site/."""
    root, _ = built
    own = {path.relative_to(root).as_posix() for path in (root / "docs").rglob("*") if "assets" not in path.parts}
    assert own == {"docs/index.md", "docs/functions", "docs/functions/double.md"}


def test_a_build_tells_what_it_does_and_ends_with_a_summary(built):
    """Plain lines where there is no terminal: each job as it ends, then what was checked and what was not."""
    lines = built[1].stderr.splitlines()
    assert lines[0] == "running 2 jobs"
    assert [line for line in lines if re.fullmatch(r"\[2/2\] claims/double\.py: \d+\.\d s", line)]
    assert lines[-6:-1] == [
        "2 notes, 1 snippets, 0 labs",
        "1 formulas read and compared, 0 cells and 0 values computed",
        "1 claims: 1 hold",
        "established: 1 measured",
        "unchecked: 0 numbers, 0 formulas, 0 norun, 0 cited",
    ]
    assert re.fullmatch(r"\d+\.\d s", lines[-1])
    assert built[1].stdout == ""


def test_two_builds_of_the_same_project_give_the_same_site(built):
    """Byte for byte, but for the compressed sitemap, which carries the time."""
    root, _ = built
    again = root / "again"
    assert rectified("build", "--site", "again", cwd=root).returncode == 0
    for folder in (again, root / "site"):
        for compressed in folder.glob("*.gz"):
            compressed.unlink()
    assert contents(again) == contents(root / "site")


def test_another_folder_can_be_the_project_and_the_site(make_project, tmp_path):
    """`--root` and `--site`, from anywhere."""
    root = make_project(tmp_path / "project")
    ran = rectified("--root", str(root), "build", "--site", str(tmp_path / "elsewhere"), cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "elsewhere/index.html").is_file()
    assert not (root / "site").exists()


def test_a_page_that_cannot_be_rendered_leaves_the_last_site_alone(make_project, tmp_path):
    """What only MkDocs notices, such as a link to a file that is not there, ends the build with status 1 too."""
    note = "---\ntitle: Home\n---\n\nSee [this](nowhere.md) and [[Double]].\n"
    root = make_project(tmp_path, {"docs/index.md": note, "site/index.html": "the last good site"})
    ran = rectified("build", cwd=root)
    assert ran.returncode == 1
    assert "nowhere.md" in ran.stderr and ran.stderr.rstrip().endswith("the last good site is untouched")
    assert "Traceback" not in ran.stderr
    assert (root / "site/index.html").read_text(encoding="utf-8") == "the last good site"


def test_a_check_alone_renders_nothing(make_project, tmp_path, capsys):
    """`check` without names runs all and leaves no site."""
    root = make_project(tmp_path)
    assert main(["--root", str(root), "check"]) == 0
    assert "running 2 jobs" in capsys.readouterr().err
    assert not (root / "site").exists()


def test_woven_markdown_can_be_written_to_a_folder(make_project, tmp_path):
    """For another generator: pages as Markdown with TeX kept, and every file beside them."""
    root = make_project(tmp_path / "project")
    assert main(["--root", str(root), "weave", str(tmp_path / "woven")]) == 0
    page = (tmp_path / "woven/functions/double.md").read_text(encoding="utf-8")
    assert r"\operatorname{double}(x) = 2 x" in page and "# Double" in page
    assert {"claims.json", "snippets/double.py"} <= {
        path.relative_to(tmp_path / "woven").as_posix() for path in (tmp_path / "woven").rglob("*.*")
    }


@pytest.mark.parametrize("arguments", [[], ["biuld"], ["build", "--sight", "x"]], ids=" ".join)
def test_a_command_that_is_none_is_refused(arguments, capsys):
    """Status 2 and the usage, as usual."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: rectified" in capsys.readouterr().err


def test_swap_puts_the_new_folder_in_the_place_of_the_old(tmp_path):
    """What an interrupted swap left is removed."""
    write(tmp_path, {"site/old": "", "site.old/older": "", "site.new/new": ""})
    swap(tmp_path / "site.new", tmp_path / "site")
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == ["site", "site/new"]


def test_swap_needs_no_old_folder(tmp_path):
    """The first build of a fresh clone."""
    write(tmp_path, {"site.new/new": ""})
    swap(tmp_path / "site.new", tmp_path / "site")
    assert os.listdir(tmp_path) == ["site"]


def test_progress_is_told_in_plain_lines_where_there_is_no_terminal(capsys):
    """A job that fails says how; brackets in names are no markup."""
    reporter = Reporter()
    reporter.begin(2)
    reporter.done(Job("docs/a.md", "m:f", {}, 1), Outcome(None, None, [], 0.25))
    reporter.done(Job("docs/[b].md", "m:f", {}, 1), Outcome(None, "ran longer than 1 s", [], 1.0))
    expected = ["running 2 jobs", "[1/2] docs/a.md: 0.2 s", "[2/2] docs/[b].md: ran longer than 1 s"]
    assert capsys.readouterr().err.splitlines() == expected
