"""Starting child processes: what they find, and what the builder has again afterwards."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest
from child_code import project

from rectified.running import server
from rectified.running.job import Job
from rectified.running.runner import run

JOB = Job("it", "os:getpid", {}, 20.0)
SOURCE = str(Path(server.__file__).parents[2])


class Recorder:
    """A way to start children that starts none, and keeps what one would have found."""

    def __init__(self, error=None):
        self.error = error

    def Process(self, **options):  # noqa: N802  as in multiprocessing
        self.options = options
        return self

    def start(self):
        self.environment = dict(os.environ)
        self.main = vars(sys.modules["__main__"])
        if self.error:
            raise self.error


def start():
    """Start a child for a job, as the runner does."""
    server.start(JOB, Path("root"), "scratch", None)


@pytest.fixture
def recorder(monkeypatch):
    context = Recorder()
    monkeypatch.setattr(server, "_context", lambda: context)
    return context


def test_a_child_does_its_job(tmp_path):
    """In a process of its own that ends with the builder."""
    job = Job("it", "os:_exit", {}, 20.0)
    server.prepare([job])
    reader, writer = server.pipe()
    with reader, writer:
        process = server.start(job, tmp_path, str(tmp_path), writer)
        process.join(30)
        assert (process.exitcode, process.daemon) == (0, True)
        assert process.pid != os.getpid()


def test_a_child_finds_loaded_what_it_begins_with(tmp_path):
    """Each would otherwise load it again: it stands before what the server loads last, which it does for many jobs."""
    server.end()
    arguments = {"code": "import sys; found = list(sys.modules)", "names": {}}
    jobs = [Job(f"job {number}", "_doing:do", arguments, 20.0) for number in range(4)]
    loaded = run(jobs, root=project(tmp_path))["job 0"].value
    needed = {"encodings.ascii", "multiprocessing.popen_forkserver", "rectified.running.server"}
    assert max(map(loaded.index, needed)) < loaded.index("rectified.verdicts")


def test_a_pipe_leads_from_the_second_end_to_the_first():
    """And not back."""
    reader, writer = server.pipe()
    with reader, writer:
        writer.send_bytes(b"said")
        assert reader.recv_bytes() == b"said"
        assert (reader.readable, reader.writable) == (True, False)
        assert (writer.readable, writer.writable) == (False, True)


@pytest.mark.parametrize(
    "given, found",
    [(None, [SOURCE]), ("", [SOURCE]), ("/elsewhere", [SOURCE, "/elsewhere"])],
    ids=["unset", "empty", "set"],
)
def test_a_child_can_import_the_builder_before_anything_else(given, found, recorder, monkeypatch):
    """The builder's own folder stands first in PYTHONPATH; nothing is taken away."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    if given is not None:
        monkeypatch.setenv("PYTHONPATH", given)
    start()
    assert recorder.environment["PYTHONPATH"].split(os.pathsep) == found
    assert os.environ.get("PYTHONPATH") == given


def test_children_are_started_in_an_environment_that_the_builder_leaves_again(recorder, monkeypatch):
    """What the builder had set has its value again, what it had not is unset; its tokens reach no child."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    monkeypatch.delenv("MPLBACKEND", raising=False)
    before = dict(os.environ)
    start()
    assert recorder.options["daemon"] is True
    assert recorder.options["args"] == (JOB, "root", "scratch", None)
    assert server.ENVIRONMENT.items() <= recorder.environment.items()
    assert set(recorder.environment) <= {*server.ENVIRONMENT, *server.KEPT, "PYTHONPATH"}
    assert dict(os.environ) == before


def test_a_child_finds_an_empty_main_module(recorder):
    """The script that the builder was started from is back once the child is started."""
    main = sys.modules["__main__"]
    start()
    assert "__file__" not in recorder.main and recorder.main["__name__"] == "__main__"
    assert sys.modules["__main__"] is main


def test_a_child_that_does_not_start_leaves_no_trace(recorder):
    """Environment and main module come back all the same."""
    before, main = dict(os.environ), sys.modules["__main__"]
    recorder.error = OSError("no more processes")
    with pytest.raises(OSError, match="no more processes"):
        start()
    assert (dict(os.environ), sys.modules["__main__"]) == (before, main)


def preloaded(jobs, monkeypatch):
    """What the server is told to load for some jobs."""
    told = []
    monkeypatch.setattr(server._context(), "set_forkserver_preload", told.extend)
    server.prepare(jobs)
    return told


@pytest.mark.skipif(sys.platform != "linux", reason="children are forked on Linux")
def test_the_server_loads_what_its_jobs_call(monkeypatch):
    """Nothing that none of them needs; for many notes it draws a figure first, which each would else do again."""
    note = Job("note", "rectified.running.cells:run_note", {}, 1.0)
    formulas = Job("formulas", "rectified.formulas.check:check_stem", {}, 1.0)
    assert preloaded([], monkeypatch) == server.PRELOADED
    assert preloaded([note, formulas], monkeypatch) == [
        *server.PRELOADED,
        "rectified.formulas.check",
        "rectified.running.cells",
    ]
    assert preloaded([note] * 4, monkeypatch)[-1] == "rectified.running.first_figure"


@pytest.mark.parametrize("module", [*server.PRELOADED, "rectified.running.first_figure"])
def test_what_is_to_be_preloaded_exists(module):
    """The server leaves out what it does not find, and every child would be slow without a word."""
    assert importlib.util.find_spec(module) is not None


@pytest.mark.parametrize("platform, method", [("linux", "forkserver"), ("darwin", "spawn"), ("win32", "spawn")])
@pytest.mark.skipif(sys.platform != "linux", reason="only here can all methods be had")
def test_children_are_forked_where_that_is_safe(platform, method, monkeypatch):
    """On Linux; elsewhere each is a new interpreter."""
    monkeypatch.setattr(sys, "platform", platform)
    assert server._context.__wrapped__().get_start_method() == method
