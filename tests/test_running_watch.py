"""What a job does to the outside: what it reads is noted, what it may not do is refused in words."""

from __future__ import annotations

import os
import py_compile
import socket
import sys

import pytest
from child_code import child, project
from conftest import write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths and signals are POSIX's")

FILES = {
    "snippets/half.py": "import quarter\nHALF = 0.5\n",
    "snippets/quarter.py": "",
    "claims/_helper.py": "",
    "docs/a.md": "a",
    "docs/more/b.md": "b",
}
ONLY_WORDS = "PermissionError: a note may write only to the folder it runs in: "


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project, and beside it a file that is not part of it."""
    place = tmp_path_factory.mktemp("watched")
    write(place, {"beside": "beside"})
    found = project(place / "project", FILES)
    (found / "docs/link.md").symlink_to("a.md")
    return found


@pytest.mark.parametrize(
    "code, reads",
    [
        ("open(f'{root}/docs/a.md')", {"docs/a.md"}),
        ("open(f'{root}/docs/a.md'.encode(), 'rb')", {"docs/a.md"}),
        ("import pathlib\npathlib.Path(root, 'docs', '..', 'docs', 'a.md').read_text()", {"docs/a.md"}),
        ("import os\nos.chdir(root)\nopen('docs/a.md')", {"docs/a.md"}),
        ("import os\nos.open(f'{root}/docs/a.md', os.O_RDONLY)", {"docs/a.md"}),
        ("open(f'{root}/docs/link.md')", {"docs/a.md"}),
        ("try:\n    open(f'{root}/docs/none.md')\nexcept OSError:\n    pass", {"docs/none.md"}),
        ("import os\nos.listdir(f'{root}/docs')", {"docs/"}),
        ("import os\nos.chdir(f'{root}/docs')\nos.listdir()", {"docs/"}),
        ("import pathlib\nlist(pathlib.Path(root, 'docs').glob('*.md'))", {"docs/"}),
        ("import os\nlist(os.walk(f'{root}/docs'))", {"docs/", "docs/more/"}),
        ("import half", {"snippets/half.py", "snippets/quarter.py"}),
        ("import _helper", {"snippets/_helper.py", "claims/_helper.py"}),
        ("try:\n    import nowhere\nexcept ImportError:\n    pass", {"snippets/nowhere.py", "claims/nowhere.py"}),
        ("open('given.json').read()", {"given:given.json"}),
        ("open('own', 'w').write('x')\nopen('own').read()", set()),
        ("import os\nos.listdir()", set()),
        ("import os, colorsys\nopen(os.__file__)", {"snippets/colorsys.py"}),
    ],
    ids=lambda code: code if isinstance(code, str) else "",
)
def test_what_a_job_reads_is_noted(code, reads, root):
    """Files and folders of the project by their real place, those that are missing too, given ones; no others."""
    outcome = child(root, code, files={"given.json": "{}"})
    assert (outcome.value, outcome.failure) == (None, None)
    assert set(outcome.reads) - {"snippets/_doing.py"} == reads


@pytest.mark.parametrize(
    "code",
    [
        "open(f'{root}/new', 'w')",
        "open(f'{root}/docs/a.md', 'a')",
        "open(f'{root}/docs/a.md', 'r+')",
        "open(f'{root}/../beside', 'w')",
        "import os\nos.open(f'{root}/new', os.O_CREAT)",
        "import os\nos.remove(f'{root}/docs/a.md')",
        "import os\nos.rmdir(f'{root}/docs')",
        "import os\nos.mkdir(f'{root}/new')",
        "import os\nos.rename(f'{root}/docs/a.md', 'a.md')",
        "import os\nopen('own', 'w')\nos.replace('own', f'{root}/own')",
        "import os\nopen('own', 'w')\nos.link('own', f'{root}/own')",
        "import os\nos.symlink('own', f'{root}/own')",
        "import os\nos.symlink(root, 'link')\nopen('link/new', 'w')",
        "import os\nos.truncate(f'{root}/docs/a.md', 0)",
        "import os\nos.chmod(f'{root}/docs/a.md', 0)",
        "import os\nos.utime(f'{root}/docs/a.md')",
        "import shutil\nshutil.rmtree(f'{root}/docs')",
    ],
)
def test_a_job_may_change_nothing_outside_its_folder(code, root):
    """It is told so in words, with the name it used; nothing has changed."""
    before = sorted(path.relative_to(root) for path in root.rglob("*"))
    assert child(root, code).value.startswith(ONLY_WORDS)
    assert sorted(path.relative_to(root) for path in root.rglob("*")) == before
    assert (root / "docs/a.md").read_text() == "a" and (root.parent / "beside").read_text() == "beside"


def test_a_job_may_do_what_it_likes_in_its_folder(root):
    """Write, read, rename, link, remove; and write to nowhere."""
    code = """import os, shutil
os.makedirs("a/b")
open("a/b/c", "w").write("c")
os.rename("a/b/c", "a/d")
os.symlink("d", "a/e")
os.link("a/d", "a/f")
print("nowhere", file=open(os.devnull, "w"))
found = [open("a/e").read(), sorted(os.listdir("a"))]
os.remove("a/f")
shutil.rmtree("a")"""
    assert child(root, code).value == ["c", ["b", "d", "e", "f"]]


@pytest.mark.parametrize(
    "code, said",
    [
        ("import subprocess\nsubprocess.run(['true'])", "start no process: subprocess.Popen"),
        ("import os\nos.system('true')", "start no process: os.system"),
        ("import os\nos.popen('true')", "start no process: subprocess.Popen"),
        ("import os\nos.fork()", "start no process: os.fork"),
        ("import os\nos.forkpty()", "start no process: os.forkpty"),
        ("import os\nos.posix_spawn('/bin/true', ['true'], {})", "start no process: os.posix_spawn"),
        ("import os\nos.execv('/bin/true', ['true'])", "start no process: os.exec"),
        ("import os\nos.kill(os.getppid(), 15)", "signal no process but its own: os.kill"),
        ("import os\nos.kill(-1, 15)", "signal no process but its own: os.kill"),
        ("import os\nos.killpg(0, 15)", "signal no process but its own: os.killpg"),
        ("import socket\nsocket.socket()", "use no network: socket.__new__"),
        ("import socket\nsocket.getaddrinfo('localhost', 80)", "use no network: socket.getaddrinfo"),
        ("import socket\nsocket.gethostbyname('localhost')", "use no network: socket.gethostbyname"),
        ("import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))", "not change its limits: resource."),
    ],
)
def test_a_job_is_told_what_it_may_not_do(code, said, root):
    """By an exception where it does it."""
    assert child(root, code).value.startswith(f"PermissionError: a note may {said}")


def test_a_job_may_send_signals_to_itself(root):
    """It is its own to handle them."""
    code = "import os, signal\nsignal.signal(signal.SIGUSR1, lambda *_: progress('heard'))\nos.kill(os.getpid(), signal.SIGUSR1)"
    assert child(root, code).progress == ["heard"]


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="speaks through a file")
def test_a_job_that_may_start_processes_may_speak_to_them(root):
    """As a lab to its kernel."""
    code = "import socket, subprocess, sys\nsocket.socket(socket.AF_UNIX)\nfound = subprocess.run([sys.executable, '-c', '']).returncode"
    assert child(root, code, processes=True).value == 0


def test_modules_of_the_project_are_compiled_anew(tmp_path):
    """A compiled file as old and as large as the source is not believed, and none is written."""
    root = project(tmp_path, {"snippets/half.py": "HALF = 4\n"})
    compiled = py_compile.compile(str(root / "snippets/half.py"))
    age = (root / "snippets/half.py").stat()
    write(root, {"snippets/half.py": "HALF = 5\n"})
    os.utime(root / "snippets/half.py", ns=(age.st_atime_ns, age.st_mtime_ns))
    assert child(root, "import half\nfound = half.HALF").value == 5
    assert [path.name for path in (root / "snippets/__pycache__").iterdir()] == [os.path.basename(compiled)]
