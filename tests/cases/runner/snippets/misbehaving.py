"""Functions that a job can be sent to, each with its own way to end."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import numpy as np


def returns_its_arguments(progress, **arguments):
    return arguments


def reports_progress(progress, count, pause=0.0):
    for number in range(count):
        progress({"step": number})
        time.sleep(pause)
    return count


def leaves_by_exit(progress):
    progress("began")
    os._exit(0)


def raises_system_exit(progress):
    sys.exit(0)


def leaves_while_a_thread_runs(progress):
    threading.Thread(target=time.sleep, args=(30,)).start()
    return "left"


def crashes(progress):
    os.kill(os.getpid(), signal.SIGSEGV)


def never_ends(progress):
    progress({"step": 3})
    while True:
        pass


def returns_after_a_second(progress):
    time.sleep(1)


def writes_noise_after_a_second_and_a_half(progress):
    progress("began")
    time.sleep(1.5)
    for file in range(3, 30):
        with suppress(OSError):
            os.write(file, b"noise\n")
    time.sleep(60)


def never_ends_with_a_grandchild(progress):
    grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    progress([os.getpid(), grandchild.pid])
    Path("pids").write_text(f"{os.getpid()} {grandchild.pid}")
    time.sleep(60)


def leaves_a_grandchild_with_the_pipe(progress):
    grandchild = os.fork()
    if not grandchild:
        time.sleep(60)
        os._exit(0)
    return grandchild


def goes_on_in_two_processes(progress):
    os.fork()
    progress("said once")
    return "returned once"


def closes_all_files(progress):
    os.closerange(3, 256)
    time.sleep(0.1)
    return "never heard"


def floods(progress):
    print("x" * 10_000_000)
    os.write(1, b"y" * 10_000_000)
    os.write(2, b"z" * 1000)
    return "done"


def returns_ten_megabytes(progress):
    return "x" * 10_000_000


def raises(progress):
    raise ValueError("this is the builder's mistake")


def returns_no_json(progress):
    return object()


def tells_its_surroundings(progress):
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "LC_ALL", "MPLBACKEND", "PYTHONHASHSEED", "TZ")
    return {
        "environment": {name: os.environ.get(name) for name in names},
        "hash": hash("rectified"),
        "files": os.listdir(),
        "folder": os.getcwd(),
        "random": [random.random(), np.random.random()],  # noqa: NPY002  what a note may use
        "path": [sys.path[0], sys.path[-1]],
        "group": os.getpgrp() == os.getsid(0) == os.getpid(),
        "modules": [name for name in ("numpy", "matplotlib.pyplot", "rectified.running.cells") if name in sys.modules],
    }
