"""What the kernel refuses a child, whatever way it asks: files of others, the network, other processes."""

from __future__ import annotations

import os
import sys

import pytest
from child_code import child, project
from conftest import write

from rectified.running import system_calls
from rectified.running.confinement import confine, missing

linux = pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are Linux's")
confined = pytest.mark.skipif(bool(missing()), reason=f"nothing prevents here that a note could {missing()}")

#: Calls libc directly, past Python: `call` gives 0 or the name of the error.
LIBC = """import ctypes, errno, os
libc = ctypes.CDLL(None, use_errno=True)

def call(function, *arguments):
    result = function(*(value.encode() if isinstance(value, str) else value for value in arguments))
    return errno.errorcode[ctypes.get_errno()] if result < 0 else 0

"""
#: System calls by name, each with arguments that mean nothing: what refuses them does not look at these.
SYSTEM = """import pyseccomp
minus = [ctypes.c_long(-1)] * 6
numbers = {name: pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) for name in names}
found = {name: call(libc.syscall, ctypes.c_long(number), *minus) for name, number in numbers.items() if number >= 0}
"""
CALLS = """chmod fchmodat chown fchownat utimensat setxattr removexattr ptrace process_vm_readv process_vm_writev pidfd_open
    pidfd_send_signal kcmp mount umount2 chroot pivot_root unshare setns shmget semget msgget mq_open keyctl add_key bpf
    perf_event_open userfaultfd io_uring_setup open_by_handle_at setpriority ioprio_set sched_setscheduler sched_setattr
    sched_setparam sched_setaffinity setrlimit execve execveat socket socketpair connect bind listen memfd_create
    fanotify_init rt_sigqueueinfo rt_tgsigqueueinfo kill tgkill tkill setuid setgid setgroups setresuid setfsuid capset
    process_madvise move_pages migrate_pages quotactl syslog sethostname settimeofday swapoff init_module""".split()
#: Of calls that are needed, what is refused; and what is not.
PARTLY = """found = {
    "end with the parent": call(libc.prctl, 1, 0, 0, 0, 0),
    "the same, disguised": call(libc.prctl, ctypes.c_ulong(1 << 32 | 1), 0, 0, 0, 0),
    "a name": call(libc.prctl, 15, "name", 0, 0, 0),
    "owner of a file": call(libc.fcntl, 0, 8, os.getppid()),
    "signal of a file": call(libc.fcntl, 0, 10, 9),
    "flags of a file": call(libc.fcntl, 0, 3),
    "attributes of a file": call(libc.ioctl, 0, 0x40086602, ctypes.c_long(0)),
    "is it a terminal": call(libc.ioctl, 0, 0x5401, ctypes.create_string_buffer(100)),
    "limits": call(libc.prlimit, 0, 7, None, (ctypes.c_long * 2)()),
    "limits changed": call(libc.prlimit, 0, 7, (ctypes.c_long * 2)(1, 1), None),
    "a signal to itself": call(libc.kill, os.getpid(), 0),
    "a signal to its parent": call(libc.kill, os.getppid(), 0),
    "a signal to its group": call(libc.kill, 0, 0),
    "a signal to all": call(libc.kill, -1, 0),
    "fork": call(libc.fork),
    "scheduled as usual": call(libc.sched_setscheduler, 0, 0, ctypes.byref(ctypes.c_int(0))),
}"""
ALLOWED = {"a name", "flags of a file", "limits", "a signal to itself", "scheduled as usual"}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    place = tmp_path_factory.mktemp("confined")
    write(place, {"beside": "beside"})
    found = project(
        place / "project", {"docs/a.md": "a", ".git/config": "token", ".env": "token", "site/index.html": ""}
    )
    (found / "link").symlink_to(".env")
    (found / "docs/link").symlink_to("../.env")
    (found / "folder").symlink_to(place)
    return found


@confined
@pytest.mark.parametrize("place", ["docs/a.md", "site/index.html", "snippets/_doing.py", "docs", "/usr", os.__file__])
def test_a_child_reads_the_project_the_system_and_the_interpreter(place, root):
    """Files, and the names in folders."""
    code = f"import os\nplace = os.path.join(root, {place!r})\nfound = bool(os.listdir(place) if os.path.isdir(place) else open(place, 'rb'))"
    assert child(root, code).value is True


OUTSIDE = """.git/config .git .env link docs/link folder/beside ../beside .. . / /tmp /var /etc /etc/shadow /etc/hosts
    /proc /proc/1/environ /proc/self/root/etc/hosts /dev /dev/shm /sys/class""".split()
HOME = pytest.param(os.path.expanduser("~"), id="home")


@confined
@pytest.mark.parametrize("place", [*OUTSIDE, HOME])
def test_a_child_reads_nothing_else(place, root):
    """Not what is hidden in the project, not through links, not the home folder, not other processes."""
    if not os.path.exists(os.path.join(root, place)):
        pytest.skip("this system has no such place")
    assert child(root, LIBC + f"found = call(libc.open, os.path.join(root, {place!r}), 0)").value == "EACCES"


@confined
def test_what_is_gone_by_the_time_is_left_out(root):
    """As the last site is when another build has just put its own into its place."""
    code = "from rectified.running.confinement import confine\nconfine('.', [root + '/gone', root], processes=False)\nfound = 'confined'"
    assert child(root, code).value == "confined"


@confined
def test_a_child_does_not_look_into_its_parent(root):
    """Neither its environment nor its memory nor its files."""
    code = (
        LIBC
        + "names = ('environ', 'mem', 'fd', 'maps')\nfound = [call(libc.open, f'/proc/{os.getppid()}/{name}', 0) for name in names]"
    )
    assert child(root, code).value == ["EACCES"] * 4
    assert child(root, code, processes=True).value == ["EACCES"] * 4


@confined
def test_a_child_writes_to_its_own_folder_and_to_nowhere(root):
    """Through libc, which no hook of Python's hears."""
    code = (
        LIBC
        + """found = {
    "own": call(libc.open, "own", os.O_CREAT | os.O_RDWR, 0o600),
    "nowhere": call(libc.open, "/dev/null", os.O_RDWR),
    "project": call(libc.open, root + "/new", os.O_CREAT | os.O_RDWR, 0o600),
    "a note": call(libc.open, root + "/docs/a.md", os.O_RDWR),
    "emptied": call(libc.truncate, root + "/docs/a.md", 0),
    "removed": call(libc.unlink, root + "/docs/a.md"),
    "moved out": call(libc.rename, root + "/docs/a.md", "a.md"),
    "moved in": call(libc.rename, "own", root + "/own"),
    "linked in": call(libc.link, "own", root + "/own"),
    "linked out": call(libc.link, root + "/docs/a.md", "a.md"),
    "a folder": call(libc.mkdir, root + "/new", 0o700),
    "a pipe": call(libc.mkfifo, root + "/new", 0o600),
    "temporary": call(libc.open, "/tmp/rectified-new", os.O_CREAT | os.O_RDWR, 0o600),
    "shared memory": call(libc.shm_open, "/rectified-new", os.O_CREAT | os.O_RDWR, 0o600),
}"""
    )
    found = child(root, code).value
    assert (found.pop("own"), found.pop("nowhere")) == (0, 0)
    assert set(found.values()) <= {"EACCES", "EXDEV"}, found
    assert (root / "docs/a.md").read_text() == "a"


@confined
def test_a_child_makes_no_call_that_reaches_others(root):
    """Each is refused before its arguments are looked at."""
    found = child(root, f"{LIBC}names = {CALLS!r}\n{SYSTEM}").value
    assert {name: error for name, error in found.items() if error != "EPERM"} == {}
    assert len(found) > 60


@confined
def test_of_calls_that_are_needed_a_child_makes_no_other_use(root):
    """Arguments that the kernel would cut down to what is refused are refused as well."""
    found = child(root, LIBC + PARTLY).value
    assert found.pop("is it a terminal") == "ENOTTY"
    assert {name for name, error in found.items() if not error} == ALLOWED
    assert {error for error in found.values() if error} == {"EPERM"}


@confined
def test_a_child_may_start_threads(root):
    """They are as confined as it is."""
    code = LIBC + "import threading\nfound = []\n\ndef use():\n    found.append(call(libc.socket, 2, 1, 0))\n\n"
    code += "threads = [threading.Thread(target=use) for _ in range(3)]\n[thread.start() for thread in threads]\n[thread.join() for thread in threads]"
    assert child(root, code).value == ["EPERM"] * 3


@confined
def test_a_child_holds_no_file_but_the_pipe(root):
    """Nothing by which it could speak to the server that it was forked from, or to what cleans up after it."""
    code = """import os
files = [f"/proc/self/fd/{name}" for name in os.listdir("/proc/self/fd")]
found = sorted(os.readlink(file) for file in files if os.path.lexists(file))"""  # that of the list is closed again
    *standard, pipe = child(root, code).value
    assert standard == ["/dev/null"] * 3
    assert pipe.startswith("pipe:")


LOCAL = """import subprocess, sys, threading
from rectified.running.confinement import forbid_processes

def tries():
    started = call(libc.fork)  # a copy ends at once, silent
    if started == 0 and os.getpid() != itself:
        os._exit(0)
    return [started, call(libc.socket, 1, 1, 0), call(libc.socket, 2, 1, 0), call(libc.open, root + "/.env", 0)]

itself, heard, later = os.getpid(), threading.Event(), []
thread = threading.Thread(target=lambda: (heard.wait(), later.extend(tries())))
thread.start()
before = tries()
forbid_processes()
heard.set()
thread.join()
found = [before, tries(), later]"""


@confined
def test_a_child_that_may_start_processes_can_forbid_them_later(root):
    """Before: programs and sockets of the file system. After: neither, in no thread, whenever it was started."""
    before, after, thread = child(root, LIBC + LOCAL, processes=True).value
    assert before == [0, 0, "EPERM", "EACCES"]
    assert after == thread == ["EPERM", "EPERM", "EPERM", "EACCES"]


@confined
def test_what_a_child_starts_is_confined_as_it_is(root):
    """A program of the interpreter runs, one in its own folder does not; neither reads more."""
    code = """import subprocess, sys
ran = subprocess.run([sys.executable, "-c", f"print(open({root!r} + '/.env').read())"], capture_output=True, text=True)
found = [ran.returncode, ran.stdout, ran.stderr.splitlines()[-1]]"""
    status, said, error = child(root, code, processes=True).value
    assert (status, said) == (1, "") and error.startswith("PermissionError: [Errno 13]")


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_other_systems_say_what_they_lack(platform, monkeypatch, tmp_path):
    """And confine nothing."""
    monkeypatch.setattr(sys, "platform", platform)
    (sentence,) = missing()
    assert "write to other folders" in sentence and "network" in sentence and platform in sentence
    confine(str(tmp_path), [], processes=False)
    assert write(tmp_path.parent, {"beside": "written"}) and (tmp_path.parent / "beside").read_text() == "written"


@linux
@pytest.mark.parametrize(
    "change, said",
    [
        (("landlockpy.supported", lambda: False), "read and write files of other folders: this kernel has no Landlock"),
        (("landlockpy.abi_version", lambda: 2), "truncate files of other folders: this kernel's Landlock is older"),
        (("system_calls.available", lambda: False), "use the network and start processes: libseccomp is not installed"),
    ],
    ids=["no Landlock", "an old one", "no libseccomp"],
)
def test_a_system_that_lacks_something_says_so(change, said, monkeypatch):
    """Each as the end of a sentence that the build begins."""
    monkeypatch.setattr("rectified.running.confinement.landlockpy.supported", lambda: True)
    monkeypatch.setattr("rectified.running.confinement.landlockpy.abi_version", lambda: 7)
    monkeypatch.setattr(system_calls, "available", lambda: True)
    assert missing() == []
    monkeypatch.setattr(f"rectified.running.confinement.{change[0]}", change[1])
    (sentence,) = missing()
    assert sentence.startswith(said)
