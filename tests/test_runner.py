"""Child processes: what comes back from them, and what cannot."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from rectified.running import runner, server
from rectified.running.job import Job
from rectified.running.runner import run

ROOT = Path(__file__).parent / "cases" / "runner"
SOURCE = Path(__file__).parents[1] / "src"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="process groups and signals are POSIX's")


def outcome(function, seconds=20.0, processes=False, **arguments):
    return run([Job("it", f"misbehaving:{function}", arguments, seconds, processes=processes)], root=ROOT)["it"]


def runs(pid):
    """Is there a process of this number that is not a zombie?"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def ends(pid, seconds=5.0):
    stop = time.monotonic() + seconds
    while runs(pid) and time.monotonic() < stop:
        time.sleep(0.01)
    return not runs(pid)


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc which processes run")


def test_a_job_returns_what_its_function_returned():
    """Arguments and value survive the way there and back."""
    arguments = {"text": "λα\ud800\n", "numbers": [1, 2.5, None, True], "large": "x" * 1_000_000}
    assert outcome("returns_its_arguments", **arguments).value == arguments


def test_progress_arrives_in_order():
    """Every value sent is in the outcome, first to last, also when there are many."""
    found = outcome("reports_progress", count=3000)
    assert found.progress == [{"step": number} for number in range(3000)]
    assert (found.value, found.failure) == (3000, None)


def test_the_builder_does_not_wake_for_each_word(monkeypatch):
    """It reads what was said when a child ends, and now and then before."""
    waits = []
    monkeypatch.setattr(runner, "wait", lambda *arguments: waits.append(arguments) or wait(*arguments))
    assert len(outcome("reports_progress", count=100, pause=0.01).progress) == 100
    assert len(waits) < 80  # of a child that takes at least a second


@pytest.mark.parametrize(
    "function, failure, progress",
    [
        ("leaves_by_exit", "ended the interpreter (exit status 0) before it finished", ["began"]),
        ("raises_system_exit", "ended the interpreter (exit status 0) before it finished", []),
        ("crashes", "was killed by signal SIGSEGV", []),
        ("closes_all_files", "ended the interpreter (exit status 1) before it finished", []),
    ],
)
def test_a_child_that_vanishes_is_a_failure(function, failure, progress):
    """No way of ending counts as success but returning; the progress until then is kept."""
    found = outcome(function)
    assert (found.value, found.failure, found.progress) == (None, failure, progress)


def test_a_child_that_never_ends_is_killed():
    """The wall limit holds against a busy loop, and the outcome says which step it was in."""
    found = outcome("never_ends", seconds=0.5)
    assert (found.failure, found.progress) == ("ran longer than 0.5 s", [{"step": 3}])
    assert 0.5 <= found.seconds < 5


@needs_proc
def test_the_wall_limit_kills_grandchildren():
    """What a child started ends with it."""
    found = outcome("never_ends_with_a_grandchild", seconds=1.0, processes=True)
    assert found.failure == "ran longer than 1 s"
    assert [ends(pid) for pid in found.progress[0]] == [True, True]


@needs_proc
def test_what_a_child_said_in_time_counts_though_the_builder_was_busy():
    """It listens again when the time is over, and hears what was said before."""
    names = {"quick": "returns_after_a_second", "noisy": "writes_noise_after_a_second_and_a_half"}
    jobs = [Job(name, f"misbehaving:{function}", {}, 2.5) for name, function in names.items()]
    found = run(jobs, root=ROOT, on_done=lambda job, _: time.sleep(3) if job.id == "quick" else None)
    assert found["noisy"].failure == "wrote to the pipe through which it is to speak to the build"


def test_a_grandchild_that_holds_the_pipe_delays_nothing():
    """The end of the child counts, not the end of the pipe; the grandchild is not left behind."""
    found = outcome("leaves_a_grandchild_with_the_pipe", processes=True)
    assert found.seconds < 10
    assert ends(found.value)


def test_a_forked_copy_does_not_speak_for_the_job():
    """A note that forks and goes on in both processes has one result."""
    found = outcome("goes_on_in_two_processes", processes=True)
    assert (found.value, found.progress) == ("returned once", ["said once"])


def test_a_thread_left_running_delays_nothing():
    """A child ends when its function has returned."""
    found = outcome("leaves_while_a_thread_runs")
    assert found.value == "left"
    assert found.seconds < 10


def test_nothing_reaches_the_terminal(capfd):
    """20 MB through print and through the file descriptors end nowhere, and fast."""
    assert outcome("floods").value == "done"
    assert capfd.readouterr() == ("", "")


def test_large_results_arrive():
    """Ten megabytes do not fit into a pipe at once."""
    assert outcome("returns_ten_megabytes").value == "x" * 10_000_000


@pytest.mark.parametrize(
    "function, error",
    [
        ("raises", "ValueError: this is the builder's mistake"),
        ("returns_no_json", "TypeError: Object of type object is not JSON serializable"),
        ("is_missing", "AttributeError: module 'misbehaving' has no attribute 'is_missing'"),
    ],
)
def test_an_exception_is_told_with_its_traceback(function, error):
    """A bug looks like a bug."""
    failure = outcome(function).failure
    assert failure.startswith("raised an exception:\nTraceback")
    assert failure.rstrip().endswith(error)


def test_a_failing_job_stops_no_other():
    """Outcomes come in the order of the jobs; `on_done` hears of each as it ends."""
    functions = ("never_ends", "crashes", "returns_its_arguments", "leaves_by_exit", "returns_its_arguments")
    jobs = [Job(str(number), f"misbehaving:{name}", {}, 3.0) for number, name in enumerate(functions)]
    heard = []
    outcomes = run(jobs, root=ROOT, on_done=lambda job, outcome: heard.append((job.id, outcome)))
    assert list(outcomes) == ["0", "1", "2", "3", "4"]
    assert [name for name, found in outcomes.items() if found.failure is None] == ["2", "4"]
    assert dict(heard) == outcomes
    assert heard[-1][0] == "0"


def test_ids_are_unique():
    """Two jobs of one id would hide one outcome."""
    with pytest.raises(ValueError, match="same id"):
        run([Job("it", "misbehaving:crashes", {}, 1.0)] * 2, root=ROOT)


def test_no_jobs_need_no_processes():
    """An empty list is a list of jobs."""
    assert run([], root=ROOT) == {}


def test_every_child_finds_the_same_surroundings(monkeypatch):
    """One thread, one locale, one seed, an empty folder of its own, whatever the builder's environment is."""
    monkeypatch.setenv("LC_ALL", "C")
    jobs = [Job(name, "misbehaving:tells_its_surroundings", {}, 20.0) for name in "ab"]
    first, second = (found.value for found in run(jobs, root=ROOT).values())
    assert set(first["environment"].values()) == {"1", "C.UTF-8", "svg", "0", "UTC"}
    assert first["path"] == [str(ROOT / "snippets"), str(ROOT / "claims")]
    assert (first["files"], first["group"]) == ([], True)
    assert first.pop("folder") != second.pop("folder")
    assert first == second
    assert os.environ["LC_ALL"] == "C"


@pytest.mark.skipif(sys.platform != "linux", reason="children are forked on Linux")
def test_children_find_the_large_modules_loaded():
    """The server has imported NumPy and what the first jobs call, so that no child has to."""
    script = SCRIPT.replace('print("ends")', "").replace(
        "run([", "ran = run([Job('a', 'rectified.running.cells:run_note', {'path': 'a', 'steps': []}, 9.0), "
    )
    command = [
        sys.executable,
        "-c",
        f"{script}\nprint(ran['it'].value['modules'])",
        "misbehaving:tells_its_surroundings",
    ]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ended.stdout.splitlines()[-1] == str(["numpy", "matplotlib.pyplot", "rectified.running.cells"]), ended.stderr


def test_without_fork_each_child_is_a_new_interpreter(monkeypatch):
    """Jobs run just so where the system cannot fork."""
    monkeypatch.setattr(server, "_context", lambda: multiprocessing.get_context("spawn"))
    assert outcome("reports_progress", count=2).progress == [{"step": 0}, {"step": 1}]
    assert outcome("leaves_by_exit").failure == "ended the interpreter (exit status 0) before it finished"


SCRIPT = f"""
import sys
sys.path.insert(0, {str(SOURCE)!r})
from pathlib import Path
from rectified.running.job import Job
from rectified.running.runner import run
print("begins", flush=True)
run([Job("it", sys.argv[1], {{}}, 30.0, processes=True)], root=Path({str(ROOT)!r}))
print("ends")
"""


@pytest.mark.parametrize(
    "options",
    [["-c", SCRIPT], ["script.py"], ["-m", "package"], ["-m", "package.script"]],
    ids=["command", "script", "package", "module"],
)
def test_children_do_not_import_the_script_that_started_them(tmp_path, options):
    """A build begun from any script, guarded or not, runs once."""
    (tmp_path / "package").mkdir()
    for place in ("script.py", "package/__main__.py", "package/script.py"):
        (tmp_path / place).write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, *options, "misbehaving:leaves_a_grandchild_with_the_pipe"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (ended.stdout, ended.stderr, ended.returncode) == ("begins\nends\n", "", 0)


def stopped_by(sign, folder, seconds):
    """Start a build whose only job never ends, send it a signal; its return code, what it said, the job's processes."""
    script = SCRIPT.replace("30.0", str(seconds))
    command = [sys.executable, "-c", script, "misbehaving:never_ends_with_a_grandchild"]
    pids, environment = [], {**os.environ, "TMPDIR": str(folder)}
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment
    ) as builder:
        while len(pids) < 2:
            assert builder.poll() is None
            time.sleep(0.02)
            pids = [pid for file in folder.rglob("pids") for pid in file.read_text().split()]
        builder.send_signal(sign)
        _, errors = builder.communicate(timeout=20)
    return builder.returncode, errors.rstrip(), pids


@needs_proc
def test_an_interrupted_build_leaves_no_process(tmp_path):
    """Ctrl-C ends the children and what they started."""
    code, errors, pids = stopped_by(signal.SIGINT, tmp_path, seconds=30)
    assert code != 0
    assert errors.endswith("KeyboardInterrupt")
    assert all(ends(pid) for pid in pids)


@needs_proc
def test_a_killed_build_takes_its_children_along(tmp_path):
    """The system ends a child when what started it is gone, long before its time is over."""
    code, _, (child, grandchild) = stopped_by(signal.SIGKILL, tmp_path, seconds=30)
    assert code == -signal.SIGKILL
    assert ends(child, seconds=10)
    os.kill(int(grandchild), signal.SIGKILL)
