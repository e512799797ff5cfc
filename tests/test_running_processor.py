"""Processor time as a child tells it."""

from __future__ import annotations

import subprocess
import sys

from child_code import child, project

from rectified.running import processor

LOOPS = """import time
from rectified.running import processor
told = used = 0.0
for _ in range(40):
    time.sleep(0.001)
    before, began = processor.seconds(), time.thread_time()
    while time.thread_time() - began < 0.001:
        pass
    used += time.thread_time() - began
    told += processor.seconds() - before
found = [used, told]"""


def test_what_takes_a_millisecond_is_told_in_full_under_a_limit(tmp_path):
    """Every child has a limit of its processor time, under which `time.process_time` tells a third of this."""
    used, told = child(project(tmp_path), LOOPS).value
    assert used >= 0.04
    assert told >= 0.98 * used


def test_the_time_of_children_counts_once_they_have_ended():
    """And is none of this process's own."""
    spin = "import time\nwhile time.process_time() < 0.1: pass"
    own, others = processor.seconds(), processor.seconds_of_children()
    subprocess.run([sys.executable, "-c", spin], check=True)
    assert processor.seconds_of_children() - others >= 0.1
    assert processor.seconds() - own < 0.1
