"""The inside of a child process: what it says, and what its job finds around it."""

from __future__ import annotations

import random
import sys

import numpy as np
import pytest
from conftest import write

from rectified.running import server
from rectified.running.confinement import missing
from rectified.running.job import Job
from rectified.running.limits import GRACE
from rectified.running.messages import Reader

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="process groups and signals are POSIX's")

JOB = """
import os, random, signal, sys
import numpy as np

def counts(progress, to):
    for number in range(to):
        progress(number)
    return {"counted": to}

def raises(progress):
    progress("began")
    raise ValueError("no")

def leaves(progress, kind):
    raise {"SystemExit": SystemExit(3), "KeyboardInterrupt": KeyboardInterrupt()}[kind]

def surroundings(progress):
    print("unheard")
    os.write(2, b"unheard")
    return {
        "folder": os.getcwd(),
        "leads its group": os.getpgid(0) == os.getpid(),
        "chance": [random.random(), np.random.random()],
        "alarm": signal.alarm(0),
    }

def imports(progress):
    import _helper, sched, double
    return [_helper.__file__, sched.__file__, double.__file__]
"""


@pytest.fixture
def root(tmp_path):
    claims = {f"claims/{name}.py": "" for name in ("_helper", "sched", "double")}
    (tmp_path / "scratch").mkdir()
    return write(tmp_path, {"snippets/job.py": JOB, "snippets/double.py": "", **claims})


def served(root, target, seconds=20.0, **arguments):
    """What a child says of a job, and its exit status."""
    reader, writer = server.pipe()
    job = Job("it", target, arguments, seconds)
    server.prepare([job])
    process = server.start(job, root, str(root / "scratch"), writer)
    writer.close()
    process.join(30)
    with reader:
        messages = Reader(reader)
        messages.read_all()
    return [message for message in messages.received if message[0] != "spent"], process.exitcode


def test_a_child_says_that_it_started_how_far_it_is_and_what_came_of_it(root):
    """In this order; the value is the last word."""
    progress = [("progress", number) for number in range(3)]
    said = [("started", missing()), *progress, ("value", {"counted": 3})]
    assert served(root, "job:counts", to=3) == (said, 0)


@pytest.mark.parametrize(
    "target, began, error",
    [
        ("job:raises", [("progress", "began")], "ValueError: no"),
        ("job:missing", [], "AttributeError: module 'job' has no attribute 'missing'"),
        ("missing:job", [], "ModuleNotFoundError: No module named 'missing'"),
    ],
)
def test_an_exception_is_the_last_word(root, target, began, error):
    """With its traceback, after the progress until then."""
    (*said, (kind, content)), status = served(root, target)
    assert (said, kind, status) == ([("started", missing()), *began], "failure", 0)
    assert content.startswith("raised an exception:\nTraceback (most recent call last):\n")
    assert content.rstrip().endswith(error)


@pytest.mark.parametrize("kind, status", [("SystemExit", 3), ("KeyboardInterrupt", 1)])
def test_who_leaves_has_no_last_word(root, kind, status):
    """Neither value nor failure: the exit status is all there is."""
    assert served(root, "job:leaves", kind=kind) == ([("started", missing())], status)


def test_a_job_finds_the_same_around_it_each_time(root, capfd):
    """Its own folder and process group, no terminal, seeded generators, an alarm for when the builder is gone."""
    (_, (_, found)), _ = served(root, "job:surroundings", seconds=6.5)
    assert found["folder"] == str(root / "scratch")
    assert found["leads its group"] is True
    assert found["chance"] == [random.Random(0).random(), np.random.RandomState(0).random_sample()]
    assert found["alarm"] in (7 + GRACE, 7 + GRACE - 1)  # whole seconds that are left
    assert capfd.readouterr() == ("", "")


def test_a_claim_file_hides_no_module_of_its_name(root):
    """Snippets come first, the claims' folder last, and no compiled file is left in either."""
    (_, (_, found)), _ = served(root, "job:imports")
    helper, library, snippet = found
    assert helper == str(root / "claims/_helper.py")
    assert snippet == str(root / "snippets/double.py")
    assert not library.startswith(str(root))
    assert list(root.rglob("__pycache__")) == []
