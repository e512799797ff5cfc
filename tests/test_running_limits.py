"""The limits of a child process, each kept by the system itself."""

from __future__ import annotations

import subprocess
import sys

import pytest
from child_code import child, project

from rectified.running.job import Limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep all of these limits")

FILE = "file = open('f', 'wb', buffering=0)"
SPINS = "while True:\n    pass"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return project(tmp_path_factory.mktemp("limited"))


@pytest.mark.parametrize(
    "code, limits, found",
    [
        ("found = len(bytearray(200 * 2**20))", Limits(memory=2048), 200 * 2**20),
        ("bytearray(2**30)", Limits(memory=1024), "MemoryError: "),
        (f"{FILE}\nfound = file.write(bytes(2**20))", Limits(file_size=1), 2**20),
        (
            f"{FILE}\nfile.write(bytes(2**20))\nfile.write(b'x')",
            Limits(file_size=1),
            "OSError: [Errno 27] File too large",
        ),
        ("found = len([open('/dev/null') for _ in range(40)])", Limits(files=50), 40),
        ("[open('/dev/null') for _ in range(50)]", Limits(files=50), "OSError: [Errno 24] Too many open files"),
    ],
    ids=["memory", "too much memory", "a file", "too large a file", "files", "too many files"],
)
def test_what_is_beyond_a_limit_is_refused(code, limits, found, root):
    """As an exception where it is asked for; what is within it is not."""
    value = child(root, code, limits=limits).value
    assert value == found or str(value).startswith(str(found))


def test_processor_time_ends_a_job_that_waits_for_nothing(root):
    """Long before its wall time."""
    outcome = child(root, SPINS, limits=Limits(cpu=1))
    assert outcome.failure == "used more than 1 s of processor time"


def test_a_job_that_ignores_the_end_of_its_processor_time_is_killed(root):
    """A little later."""
    ignoring = "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\n"
    outcome = child(root, ignoring + SPINS, limits=Limits(cpu=1))
    assert outcome.failure == "was killed by signal SIGKILL"


def test_sleeping_takes_no_processor_time(root):
    """The limit is not one of wall time."""
    assert child(root, "import time\ntime.sleep(1.5)\nfound = 'awake'", limits=Limits(cpu=1)).value == "awake"


def test_the_processor_time_told_of_a_job_is_all_that_it_used(root):
    """Not cut to hundredths of a second, of which a short job uses few."""
    outcome = child(root, "import time\nfound = time.process_time()")
    assert 0 < outcome.value <= outcome.cpu


@pytest.mark.parametrize("name", ["RLIMIT_AS", "RLIMIT_NOFILE", "RLIMIT_FSIZE"])
def test_a_job_cannot_raise_its_limits(name, root):
    """Neither the soft limit nor the hard one, not even as the system's administrator."""
    code = f"""import ctypes, resource
kind, before = resource.{name}, resource.getrlimit(resource.{name})
libc = ctypes.CDLL(None)
tried = [libc.setrlimit(kind, (ctypes.c_long * 2)(-1, -1)), libc.prlimit(0, kind, (ctypes.c_long * 2)(-1, -1), None)]
found = [before[0] == before[1], tried, resource.getrlimit(kind) == before]"""
    assert child(root, code).value == [True, [-1, -1], True]


def test_a_job_leaves_no_memory_behind_and_goes_first(root):
    """No core file; and when memory runs out, it is what the system ends."""
    code = (
        "import resource\nfound = [resource.getrlimit(resource.RLIMIT_CORE), open('/proc/self/oom_score_adj').read()]"
    )
    assert child(root, code).value == [[0, 0], "1000\n"]


def test_a_limit_of_the_builder_counts_for_its_children(root):
    """Where it is lower than that of the project."""
    script = f"""import resource, sys
sys.path[:0] = {[path for path in sys.path if path]!r}
from child_code import child
from pathlib import Path
if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
    resource.setrlimit(resource.RLIMIT_CPU, (50, 50))
    code = "import resource\\nfound = [resource.getrlimit(k) for k in (resource.RLIMIT_NOFILE, resource.RLIMIT_CPU)]"
    outcome = child(Path({str(root)!r}), code)
    print(outcome.value or outcome.failure)"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=60)
    assert ran.stdout == "[[100, 100], [50, 50]]\n", ran.stderr
