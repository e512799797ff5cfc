"""Builds that are stopped half-way: what they leave, and that the next one does not mind."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
from hostile import COMMAND, GOOD, build, lab, note, placed
from waiting import until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which processes run")

SETTINGS = "[tool.rectified]\nseconds = { note = 60, lab = 60 }\n"
WAITS = "import time\ntime.sleep(60)"
WORDS = "A paragraph with [[Double]] and $x^2$.\n\n" * 20


def at_work(place):
    """Whether the children are running what they were started for: a lab has written its kernel's address."""
    try:
        begun = any(place.tmp.rglob("kernel.json"))
    except FileNotFoundError:  # a folder that is gone between two looks
        return False
    return begun and len(place.processes()) >= 5


def rendering(place):
    return (place.root / "site.new").exists()


def stopped(place, sign, when):
    """Start a build, send it a signal when something is the case; its exit status and what it said."""
    options = {"cwd": place.root, "env": place.environment, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    with subprocess.Popen(COMMAND, **options) as builder:
        reached = until(lambda: when(place) or builder.poll() is not None)
        builder.send_signal(sign)
        _, said = builder.communicate(timeout=30)
        assert reached, said
    return builder.returncode, said


def running(make_project, folder):
    """A project whose notes and lab are still at work when the build is stopped."""
    return placed(make_project, folder, {**note("waits", WAITS), **lab("wait", WAITS)}, SETTINGS)


def rendered(make_project, folder):
    """A project of which MkDocs has something to do."""
    notes = {f"docs/concepts/n{number}.md": f"---\ntitle: N{number}\n---\n\n{WORDS}" for number in range(30)}
    return placed(make_project, folder, notes, SETTINGS)


def assert_builds(place):
    """The next build works, and leaves nothing behind but the site."""
    for name in ("docs/concepts/waits.md", "docs/labs/wait.py"):
        (place.root / name).unlink(missing_ok=True)
    ran = build(place)
    assert ran.returncode == 0, ran.stderr
    assert [path.name for path in place.root.glob("site*")] == ["site"]
    assert place.processes() == []


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM], ids=lambda sign: sign.name)
def test_a_build_that_is_interrupted_while_notes_run(sign, make_project, tmp_path):
    """Status 130 and one line; no process and no temporary folder, the site as it was."""
    place = running(make_project, tmp_path)
    status, said = stopped(place, sign, at_work)
    assert (status, said.splitlines()[1:]) == (130, ["stopped; the last good site is untouched"])
    assert until(lambda: place.processes() == [])
    assert list(place.tmp.iterdir()) == []
    assert place.site() == {"index.html": GOOD.encode()}
    assert_builds(place)


def test_a_build_that_is_interrupted_while_it_renders(make_project, tmp_path):
    """The same; what it had rendered is removed by the next build at the latest."""
    place = rendered(make_project, tmp_path)
    status, said = stopped(place, signal.SIGINT, rendering)
    assert (status, said.splitlines()[-1]) == (130, "stopped; the last good site is untouched")
    assert "Traceback" not in said
    assert until(lambda: place.processes() == [])
    assert list(place.tmp.iterdir()) == []
    assert place.site() == {"index.html": GOOD.encode()}
    assert_builds(place)


def test_a_build_that_is_killed_while_notes_run(make_project, tmp_path):
    """It can do nothing more itself; the system ends every process it had started, the kernel of a lab too."""
    place = running(make_project, tmp_path)
    assert stopped(place, signal.SIGKILL, at_work)[0] == -signal.SIGKILL
    assert until(lambda: place.processes() == [], 10.0), place.processes()
    assert place.site() == {"index.html": GOOD.encode()}
    assert_builds(place)


def test_a_build_that_is_killed_while_it_renders(make_project, tmp_path):
    """What it had rendered stands beside the last good site, and is gone after the next build."""
    place = rendered(make_project, tmp_path)
    assert stopped(place, signal.SIGKILL, rendering)[0] == -signal.SIGKILL
    assert until(lambda: place.processes() == [], 10.0), place.processes()
    assert place.site() == {"index.html": GOOD.encode()}
    assert rendering(place)
    assert_builds(place)
