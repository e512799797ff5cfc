"""The command that builds: its messages, its exit status, and the site it leaves or leaves alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from rectified.__main__ import main

SUMMARY = [
    "2 notes, 1 snippets, 0 labs",
    "1 formulas read and compared, 0 cells and 0 values computed",
    "1 claims: 1 hold",
    "established: 1 measured",
    "unchecked: 0 numbers, 0 formulas, 0 norun, 0 cited",
]


def rectified(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as the sessions do."""
    command = [sys.executable, "-m", "rectified", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", timeout=120)


def contents(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(make_project, tmp_path_factory):
    """A small project, built over an older site, and what the build said."""
    root = make_project(tmp_path_factory.mktemp("build"), {"site/old.html": "the last good site"})
    return root, rectified("build", cwd=root)


def test_a_build_leaves_the_whole_site_and_nothing_else(built):
    """The old site is replaced, not added to; no half-made folder stays."""
    root, ran = built
    assert ran.returncode == 0
    assert (root / "site/functions/double/index.html").is_file()
    assert not (root / "site/old.html").exists()
    assert [path.name for path in root.glob("site*")] == ["site"]


def test_the_builder_does_not_load_what_only_notes_need():
    """Children have these; in the builder they would cost each build a tenth of a second and many megabytes."""
    code = "import sys, rectified.build, rectified.plugin; print(*{name.partition('.')[0] for name in sys.modules})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert not {"IPython", "flint", "matplotlib", "mpmath", "numpy", "sympy"} & set(ran.stdout.split())


def test_a_build_writes_nothing_into_the_notes(built):
    """Everything generated lives in memory or in site/."""
    root, _ = built
    own = {path.relative_to(root).as_posix() for path in (root / "docs").rglob("*") if "assets" not in path.parts}
    assert own == {"docs/index.md", "docs/functions", "docs/functions/double.md"}


def test_a_build_tells_what_it_does_and_ends_with_a_summary(built):
    """Plain lines where there is no terminal: each job as it ends, then what was checked and what was not."""
    lines = built[1].stderr.splitlines()
    assert lines[0] == lines[2] == "running 1 job"
    assert re.fullmatch(r"\[1/1\] formulas double: \d+\.\d s", lines[1])
    assert re.fullmatch(r"\[1/1\] claims/double\.py: \d+\.\d s", lines[3])
    assert lines[4:-1] == SUMMARY
    assert re.fullmatch(r"\d+\.\d s", lines[-1])
    assert built[1].stdout == ""


def test_a_build_of_what_a_build_left_says_so(built):
    """And what it would have said at its end, had it been built again."""
    ran = rectified("build", cwd=built[0])
    first, *rest, seconds = ran.stderr.splitlines()
    assert (ran.returncode, first) == (0, "nothing has changed since site was built")
    assert (rest, float(seconds.removesuffix(" s")) < 5) == (SUMMARY, True)


def test_two_builds_of_the_same_project_give_the_same_site(built):
    """Byte for byte, the compressed sitemap among it."""
    root, _ = built
    assert rectified("build", "--site", "again", cwd=root).returncode == 0
    assert contents(root / "again") == contents(root / "site")
    assert (root / "again/sitemap.xml.gz").is_file()


def test_a_build_makes_anew_only_what_changed(make_project, tmp_path):
    """What the last site holds already is taken over, page or not; what it holds in excess is gone."""
    root = make_project(tmp_path, {"docs/other.md": "---\ntitle: Other\n---\n\nOne.\n"})
    assert rectified("build", cwd=root).returncode == 0
    before = {path: path.stat().st_ino for path in (root / "site").rglob("*") if path.is_file()}
    (root / "site/stray.txt").write_text("put there by hand")
    (root / "docs/other.md").write_text("---\ntitle: Other\n---\n\nTwo.\n")
    assert rectified("build", cwd=root).returncode == 0
    after = {path: path.stat().st_ino for path in (root / "site").rglob("*") if path.is_file()}
    again = {path.relative_to(root / "site").as_posix() for path in before if after.get(path) == before[path]}
    assert after.keys() == before.keys() and "Two." in (root / "site/other/index.html").read_text(encoding="utf-8")
    assert {"functions/double/index.html", "index.html", "facts.json", "assets/fonts/rectified-math.woff2"} <= again
    assert not {"other/index.html", "search/search_index.json"} & again


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
    assert "[1/1] claims/double.py" in capsys.readouterr().err
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
