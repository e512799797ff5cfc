"""The command line: what it prints, and the exit status."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from rectified.__main__ import main

NOTE = "---\ntitle: L\n---\n\n```python\nimport time; time.sleep(60)\n```\n"


def test_a_folder_that_is_no_project_is_one_problem(tmp_path, capsys):
    """A message, no traceback, and the number of problems in good English."""
    assert main(["--root", str(tmp_path), "check"]) == 1
    assert "docs:1: there are no notes; " in (told := capsys.readouterr().err)
    assert "\n1 problem; the last good site is untouched" in told


def test_a_project_without_mkdocs_yml_is_told_so(make_project, tmp_path, capsys):
    """MkDocs reads the file last; what it says is a message too."""
    root = make_project(tmp_path)
    (root / "mkdocs.yml").unlink()
    assert main(["--root", str(root), "build"]) == 1
    assert "mkdocs.yml' does not exist" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_build_that_is_interrupted_leaves_the_old_site_and_no_children(make_project, tmp_path, number):
    """It ends at once, says so in one line, and its status is that of an interrupted command."""
    root = make_project(tmp_path, {"docs/concepts/l.md": NOTE, "site/index.html": "old"})
    command = [sys.executable, "-m", "rectified", "build"]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None
        while "formulas" not in process.stderr.readline():  # from here on, only the sleeping cell runs
            continue
        time.sleep(0.5)
        process.send_signal(number)
        told = process.stderr.read()  # ends when the last child has closed it too
    assert process.returncode == 130
    assert told.endswith("stopped; the last good site is untouched\n") and "Traceback" not in told
    assert (root / "site/index.html").read_text() == "old" and not (root / "site.new").exists()
