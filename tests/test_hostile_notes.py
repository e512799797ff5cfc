"""No note, claim or lab can break a build, or reach what it should not: each case ends in a message with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile import GOOD, SECRET, Place, build, claim, lab, note, placed

from rectified.running.confinement import missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"nothing prevents here that a note could {missing()}")

OWN = "the folder it runs in"
LIBC = "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\ndef done(result):\n    assert result >= 0, ctypes.get_errno()\n\n"
#: What sends the builder a note's messages, which a note can find.
SENDER = "import gc, os, time\nfrom rectified.running.messages import Sender\nsender = next(each for each in gc.get_objects() if type(each) is Sender)\n"


@dataclass(frozen=True)
class Case:
    """Code that is to fail; which of its lines the message names, from 1; and what it says, as a pattern."""

    name: str
    code: str
    line: int
    says: str


NOTES = [
    # It never ends.
    Case("loop", "while True:\n    pass", 1, "ran longer than 4 s"),
    Case("loop_in_c", "sum(range(10**15))", 1, "ran longer than 4 s"),
    Case("loop_in_str", "class E(Exception):\n    def __str__(self):\n        while True:\n            pass\nraise E", 1, "ran longer than 4 s"),
    Case("stopped", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", 1, "ran longer than 4 s"),
    # It takes too much.
    Case("memory", "import numpy as np\nnp.ones(30 * 2**30 // 8)", 2, "MemoryError"),
    Case("prints", "print('x' * 100_000_000)", 1, "prints more than 1024 KiB"),
    Case("prints_bytes", "import sys\nsys.stdout.buffer.write(b'x' * 100_000_000)", 2, "prints more than 1024 KiB"),
    Case("prints_lines", "import sys\nsys.stdout.buffer.writelines([b'x'] * 2_000_000)", 1, "prints more than 1024 KiB"),
    Case("prints_and_catches", "try:\n    print('x' * 100_000_000)\nexcept BaseException:\n    pass", 1, "prints more than 1024 KiB"),
    Case("returns_much", "'x' * 2_000_000", 1, "the value comes to more than 1024 KiB"),
    Case("large_file", "open('large', 'wb').write(b'x' * 100_000_000)", 1, "File too large"),
    Case("many_files", "[open('f', 'a') for _ in range(1000)]", 1, "Too many open files"),
    Case("many_points", "import numpy as np, matplotlib.pyplot as plt\nplt.scatter(*np.random.rand(2, 10**7));", 1, "ran longer than 4 s|the drawing is too large"),
    # It ends otherwise than by coming to its end.
    Case("exits", "import os\nos._exit(0)", 1, r"ended the interpreter \(exit status 0\)"),
    Case("system_exit", "import sys\nsys.exit(0)", 2, "SystemExit"),
    Case("aborts", "import os\nos.abort()", 1, "was killed by signal SIGABRT"),
    Case("crashes", "import ctypes\nctypes.string_at(0)", 1, "was killed by signal SIGSEGV"),
    Case("unnamed_signal", "import os\nos.kill(os.getpid(), 40)", 1, "was killed by signal 40"),
    # It starts processes, or signals others.
    Case("forks", "import os\nos.fork()", 2, "may start no process: os.fork"),
    Case("forks_in_c", LIBC + "done(libc.fork())", 4, "AssertionError: 1;"),
    Case("runs", "import subprocess\nsubprocess.run(['true'])", 2, "may start no process: subprocess.Popen"),
    Case("shell", "import os\nos.system('true')", 2, "may start no process: os.system"),
    Case("shell_in_c", LIBC + "done(-libc.system(b'true'))", 4, "AssertionError: 1;"),
    Case("popen", "import os\nos.popen('true')", 2, "may start no process: subprocess.Popen"),
    Case("spawns", "import os\nos.posix_spawn('/bin/true', ['true'], {})", 2, "may start no process: os.posix_spawn"),
    Case("becomes", "import os\nos.execv('/bin/true', ['true'])", 2, "may start no process: os.exec"),
    Case("kills_parent", "import os\nos.kill(os.getppid(), 9)", 2, "may signal no process but its own: os.kill"),
    Case("kills_group", "import os\nos.killpg(os.getpgid(os.getppid()), 9)", 2, "may signal no process but its own: os.killpg"),
    Case("kills_all", "import os\nos.kill(-1, 9)", 2, "may signal no process but its own: os.kill"),
    Case("kills_all_in_c", LIBC + "done(libc.kill(-1, 9))", 4, "AssertionError: 1;"),
    Case("slows_parent", "import os\nos.sched_setaffinity(os.getppid(), [0])", 2, "PermissionError"),
    Case("outlives", LIBC + "done(libc.prctl(1, 0, 0, 0, 0))", 4, "AssertionError: 1;"),
    Case("limits", "import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))", 2, "may not change its limits"),
    Case("limits_in_c", LIBC + "done(libc.setrlimit(9, (ctypes.c_long * 2)(-1, -1)))", 4, "AssertionError: 1;"),
    # It uses the network.
    Case("socket", "import socket\nsocket.socket()", 2, "may use no network: socket.__new__"),
    Case("socket_in_c", LIBC + "done(libc.socket(2, 1, 0))", 4, "AssertionError: 1;"),
    Case("pair_of_sockets", LIBC + "done(libc.socketpair(1, 2, 0, (ctypes.c_int * 2)()))", 4, "AssertionError: 1;"),
    Case("looks_up", "import urllib.request\nurllib.request.urlopen('http://example.org')", 2, "may use no network"),
    # It writes elsewhere.
    Case("removes_docs", "import shutil\nshutil.rmtree('@root/docs')", 2, OWN),
    Case("removes_a_note", "import os\nos.remove('@root/docs/index.md')", 2, OWN),
    Case("removes_in_c", LIBC + "done(libc.unlink(b'@root/docs/index.md'))", 4, "AssertionError: 13;"),
    Case("moves_in_c", LIBC + "done(libc.rename(b'@root/docs', b'docs'))", 4, "AssertionError: 13;"),
    Case("empties_in_c", LIBC + "done(libc.truncate(b'@root/docs/index.md', 0))", 4, "AssertionError: 13;"),
    Case("writes_home", "open('@home/new', 'w')", 1, OWN),
    Case("writes_project", "open('@root/docs/new.md', 'w')", 1, OWN),
    Case("writes_tmp", "open('@tmp/new', 'w')", 1, OWN),
    Case("rights_in_c", LIBC + "done(libc.chmod(b'@root/docs/index.md', 0))", 4, "AssertionError: 1;"),
    Case("memory_file", "import os\nos.memfd_create('x')", 2, "PermissionError"),
    # It reads what it should not.
    Case("lists_home", "import os\nos.listdir('@home')", 2, "Permission denied"),
    Case("reads_home", "open('@home/.netrc').read()", 1, "Permission denied"),
    Case("reads_git", "open('@root/.git/config').read()", 1, "Permission denied"),
    Case("reads_by_link", "open('@root/link').read()", 1, "Permission denied"),
    Case("reads_builder", "import os\nopen(f'/proc/{os.getppid()}/environ').read()", 2, "Permission denied"),
    Case("reads_in_c", LIBC + "done(libc.open(b'@root/.git/config', 0))", 4, "AssertionError: 13;"),
    # It speaks to the builder itself.
    Case("half_a_message", "import os, signal, time\nsignal.alarm(0)\nfor file in range(3, 30):\n    try:\n        os.write(file, b'\\0')\n    except OSError:\n        pass\ntime.sleep(60)", 1, "ran longer than 4 s"),
    Case("flood", SENDER + "while True:\n    os.write(sender._connection.fileno(), b'x' * 65536)", 1, "sent the build more than 32 MiB"),
    Case("noise", SENDER + "os.write(sender._connection.fileno(), b'noise\\n')\ntime.sleep(60)", 1, "wrote to the pipe"),
    Case("deep", SENDER + "os.write(sender._connection.fileno(), b'[' * 100_000 + b'\\n')\ntime.sleep(60)", 1, "wrote to the pipe"),
    Case("reads_of_others", SENDER + "sender.send('spent', {'reads': ['../../dev/zero'], 'cpu': 0.0})\ntime.sleep(60)", 1, "wrote to the pipe"),
    Case("closes_everything", "import os\nos.closerange(0, 1000)", 1, "ended the interpreter"),
    Case("changes_json", "import json\njson.dumps = lambda *_, **__: 'junk'", 1, "wrote to the pipe"),
    Case("changes_open", "import builtins\nbuiltins.open = builtins.len = None", 1, "ended the interpreter"),
    # It leaves what is hard to remove.
    Case("nests", "import os\nfor _ in range(1500):\n    os.mkdir('d')\n    os.chdir('d')\nraise ValueError('deep')", 5, "deep"),
]  # fmt: skip

CLAIMS = [
    Case("c_loop", "while True:\n    pass", -1, "ran longer than 3 s"),
    Case("c_exits", "import os\nos._exit(0)", -1, "ended the interpreter"),
    Case("c_system_exit", "import sys\nsys.exit(0)", 2, "SystemExit"),
    Case("c_memory", "import numpy as np\nnp.ones(30 * 2**30 // 8)", 2, "MemoryError"),
    Case("c_forks", "import os\nos.fork()", 2, "may start no process: os.fork"),
    Case("c_shell", "import os\nos.system('true')", 2, "may start no process: os.system"),
    Case("c_removes", "import os\nos.remove('@root/docs/index.md')", 2, OWN),
    Case("c_values", "return Evidence('measured', 'x', {'a': 'no number'})", -1, "which is no evidence"),
]  # fmt: skip

LABS = [
    Case("l_loop", "while True:\n    pass", -3, "ran longer than 15 s"),
    Case("l_exits", "import os\nos._exit(0)", 1, "ended the interpreter"),
    Case("l_memory", "import numpy as np\nnp.ones(30 * 2**30 // 8)", 2, "MemoryError"),
    Case("l_prints", "while True:\n    print('x' * 1000)", 1, "the outputs come to more than 4 MiB"),
    Case("l_writes", "import os\nwhile True:\n    os.write(1, b'x' * 1000)", 1, "the outputs come to more than 4 MiB"),
    Case("l_socket", "import socket\nsocket.socket()", 2, "may use no network: socket.__new__"),
    Case("l_socket_in_c", LIBC + "done(libc.socket(1, 1, 0))", 4, "AssertionError: 1;"),
    Case("l_runs", "import subprocess\nsubprocess.run(['true'])", 2, "may start no process: subprocess.Popen"),
    Case("l_shell", "get_ipython().getoutput('ls')", 1, "may start no process: subprocess.Popen"),
    Case("l_magic", "get_ipython().run_cell_magic('bash', '', 'true')", 1, "PermissionError"),
    Case("l_kills", "import os\nos.kill(os.getppid(), 9)", 2, "may signal no process but its own"),
    Case("l_removes_in_c", LIBC + "done(libc.unlink(b'@root/docs/index.md'))", 4, "AssertionError: 13;"),
    Case("l_reads_git", "open('@root/.git/config').read()", 1, "Permission denied"),
]  # fmt: skip


@dataclass(frozen=True)
class Built:
    """A build that has ended, and where."""

    status: int
    said: str
    place: Place

    def says(self, case: Case, path: str, first: int) -> bool:
        """Whether it has the case's message at its line; the code of a file begins at line `first`."""
        start = f"{path}:{first + case.line - 1}: "
        lines = [line for line in self.said.splitlines() if line.startswith(start)]
        return any(re.search(case.says, line) for line in lines)


def files(place: Path) -> dict[str, str]:
    """All cases, as the files of a project in a folder of that place."""
    found: dict[str, str] = {}
    for make, cases in ((note, NOTES), (claim, CLAIMS), (lab, LABS)):
        for case in cases:
            more = ['alt="Points."'] if case.name == "many_points" else []
            found |= make(case.name, case.code, *more)
    return {name: re.sub("@(?=root|home|tmp)", f"{place}/", text) for name, text in found.items()}


@pytest.fixture(scope="module")
def built(make_project, tmp_path_factory):
    """One build of a project with all cases."""
    folder = tmp_path_factory.mktemp("hostile")
    place = placed(make_project, folder, files(folder))
    ran = build(place)
    return Built(ran.returncode, ran.stderr, place)


@pytest.mark.parametrize("case", NOTES, ids=lambda case: case.name)
def test_a_note_ends_in_a_message_at_its_line(case, built):
    """Of a cell that fails the line that fails; of one that vanishes or is ended the first."""
    assert built.says(case, f"docs/concepts/{case.name}.md", 6), built.said


@pytest.mark.parametrize("case", CLAIMS, ids=lambda case: case.name)
def test_a_claim_ends_in_a_message_at_its_line(case, built):
    """Of a claim that vanishes or is ended, the line of the function."""
    assert built.says(case, f"claims/{case.name}.py", 7), built.said


@pytest.mark.parametrize("case", LABS, ids=lambda case: case.name)
def test_a_lab_ends_in_a_message_at_its_line(case, built):
    """That of the cell where the line itself is not known."""
    assert built.says(case, f"docs/labs/{case.name}.py", 5), built.said


def test_the_build_stops_with_status_1_and_leaves_the_last_site_alone(built):
    """Byte for byte; and the notes are all there."""
    root = built.place.root
    assert (built.status, built.place.site()) == (1, {"index.html": GOOD.encode()})
    assert not (root / "site.new").exists()
    assert (root / "docs/index.md").is_file() and not (root / "docs/new.md").exists()
    assert "Traceback" not in built.said


def test_nothing_is_left(built):
    """No process, no temporary folder, nothing in the home folder."""
    assert built.place.processes() == []
    assert list(built.place.tmp.iterdir()) == []
    assert not (built.place.home / "new").exists()


def test_secrets_stay_secret(built):
    """Neither those of files nor those of the environment are in any message."""
    assert SECRET not in built.said
