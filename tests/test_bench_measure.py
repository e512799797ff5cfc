"""The benchmark counts every process of a command once, whoever waits for it."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from bench.measure import Failed, measure

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are counted as Linux shows them")

ROOT = Path(__file__).parents[1]

SPIN = "import time\nwhile time.process_time() < {seconds}: pass\n"


def spinning(tmp_path: Path, script: str) -> list[str]:
    """A command that runs a script, which can start `SPIN` for some seconds as `spin(seconds)`."""
    head = "import os, subprocess, sys, time\n"
    head += f"def spin(seconds):\n    return [sys.executable, '-S', '-c', {SPIN!r}.format(seconds=seconds)]\n"
    (tmp_path / "script.py").write_text(head + textwrap.dedent(script))
    return [sys.executable, "-S", str(tmp_path / "script.py")]


def test_counts_a_grandchild_whose_parent_ends_first(tmp_path: Path) -> None:
    """An orphan is counted although nobody of its tree waits for it, and not as the command's own."""
    command = spinning(tmp_path, "if not os.fork():\n    subprocess.Popen(spin(0.5))\n    os._exit(0)\nos.wait()")
    usage = measure(command, tmp_path)
    assert 0.5 <= usage.cpu < 1.2
    assert usage.main_cpu < 0.3


def test_counts_children_once_however_they_are_waited_for(tmp_path: Path) -> None:
    """A child that its parent waits for, one in another session, and the command itself: their sum, not more."""
    script = """
    subprocess.run(spin(0.3))
    subprocess.Popen(spin(0.3), start_new_session=True)
    while time.process_time() < 0.3: pass
    """
    usage = measure(spinning(tmp_path, script), tmp_path)
    assert 0.9 <= usage.cpu < 1.6
    assert 0.28 <= usage.main_cpu < 0.6


def test_memory_of_a_tree_counts_shared_pages_once(tmp_path: Path) -> None:
    """A hundred megabytes that four forked processes share are a hundred in the sum."""
    script = "held = b'x' * 100_000_000\nfor _ in range(2):\n    os.fork()\ntime.sleep(1)\n"
    usage = measure(spinning(tmp_path, script), tmp_path, memory=True)
    assert 100e6 < usage.peak_pss < 180e6
    assert 100e6 < usage.largest_rss < 160e6


def test_a_command_that_fails_is_no_figure(tmp_path: Path) -> None:
    """Exit status, or the time it may take, with the end of what it printed."""
    with pytest.raises(Failed, match=r"exit status 3\nlast words"):
        measure(spinning(tmp_path, "print('last words', flush=True)\nsys.exit(3)"), tmp_path)
    with pytest.raises(Failed, match=r"ran longer than 0\.3 s"):
        measure(spinning(tmp_path, "time.sleep(60)"), tmp_path, limit=0.3)


def test_nothing_outlives_a_measurement(tmp_path: Path) -> None:
    """What a command leaves running when its time is over is ended, in whatever session it is."""
    command = spinning(
        tmp_path,
        """
        left = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(60)"], start_new_session=True)
        open("left", "w").write(str(left.pid))
        time.sleep(60)
        """,
    )
    with pytest.raises(Failed, match="ran longer"):
        measure(command, tmp_path, limit=2)
    assert not Path("/proc", (tmp_path / "left").read_text()).exists()


def test_an_interrupt_ends_what_is_measured(tmp_path: Path) -> None:
    """A benchmark that is stopped in the middle leaves no build behind."""
    sleeper = spinning(tmp_path, "open('left', 'w').write(str(os.getpid()))\ntime.sleep(60)")
    text = f"from pathlib import Path\nfrom bench.measure import measure\nmeasure({sleeper!r}, Path({str(tmp_path)!r}))"
    stopped = subprocess.Popen([sys.executable, "-c", text], cwd=ROOT, stderr=subprocess.PIPE)
    while not ((tmp_path / "left").exists() and (tmp_path / "left").read_text()):
        assert stopped.poll() is None
        time.sleep(0.05)
    stopped.send_signal(signal.SIGINT)
    _, said = stopped.communicate(timeout=30)
    assert b"KeyboardInterrupt" in said
    assert not Path("/proc", (tmp_path / "left").read_text()).exists()
