"""The kernel of a lab: strict, repeatable, and gone when its context ends."""

from __future__ import annotations

import ast
import os
import random
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from conftest import write

import rectified.problems
from rectified.labs.kernel import CellFailure, kernel

SURROUNDINGS = """import os, random, sys, numpy
{
    "pid": os.getpid(),
    "folder": os.getcwd(),
    "files": [name for name in os.listdir() if name.endswith((".py", ".ipynb"))],
    "path": os.environ["PYTHONPATH"],
    "folders": [sys.path[0], sys.path[-1]],
    "threads": os.environ["OMP_NUM_THREADS"],
    "chance": [random.random(), float(numpy.random.random())],
    "python": sys.executable,
    "set up": "_set_up" in globals(),
}"""
IMPORTS = "import _helper, colorsys, half\n[half.__file__, _helper.__file__, colorsys.__file__]"
FIGURE = "import matplotlib.pyplot as plt\nplt.plot([0, 1]);"
FILES = {"snippets/half.py": "", "claims/_helper.py": "", "claims/colorsys.py": "", "claims/half.py": ""}

#: Cells that fail in one kernel, the line of each and what happened; for SystemExit IPython names no line.
FAILURES = [
    ("x = 1\n1 / 0", 2, "the cell raises ZeroDivisionError: division by zero"),
    ("def f():\n    return {}['a']\n\nf()", 2, "the cell raises KeyError: 'a'"),
    ("import warnings\nwarnings.warn('oh')", 2, "the cell raises UserWarning: oh"),
    (
        "import numpy as np\n\nnp.log(np.float64(0))",
        3,
        "the cell raises RuntimeWarning: divide by zero encountered in log",
    ),
    ("\nraise SystemExit('done')", 1, "the cell raises SystemExit: done"),
    ("raise ValueError('\\x1b[31mred\\x1b[0m')", 1, "the cell raises ValueError: red"),
]


def notebook(*sources):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])


def value(cell):
    """A cell's last value, a plain one."""
    return ast.literal_eval(cell.outputs[-1].data["text/plain"])


def run_all(run, count):
    """Run cells in order; the failures by number."""
    failures = {}
    for number in range(count):
        try:
            run(number)
        except CellFailure as failure:
            failures[number] = failure
    return failures


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return write(tmp_path_factory.mktemp("project"), FILES)


@pytest.fixture(scope="module")
def ran(root):
    """The notebook, run in one kernel, and the failures of the cells that are to fail."""
    sources = [SURROUNDINGS, IMPORTS, FIGURE, *(source for source, _, _ in FAILURES), "print('still here', x)\nx"]
    found = notebook(*sources)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", "/of/the/builder")
        with kernel(found, root, 60.0) as run:
            failures = run_all(run, len(sources))
    return found, failures


def test_outputs_go_into_the_notebook(ran):
    """What is printed, then the last value; the preparation of the kernel is neither a cell nor counted."""
    found, _ = ran
    printed, last = found.cells[-1].outputs
    assert (printed.text, last.data["text/plain"]) == ("still here 1\n", "1")
    assert [cell.execution_count for cell in found.cells] == list(range(1, len(found.cells) + 1))
    assert found.cells[0].source == SURROUNDINGS


@pytest.mark.parametrize("number", range(len(FAILURES)))
def test_a_failure_names_the_innermost_line_of_the_cell(ran, number):
    """With what was raised, without colours; the kernel goes on to the next cell."""
    source, line, found = FAILURES[number]
    failure = ran[1][number + 3]
    assert ran[0].cells[number + 3].source == source
    assert (failure.line, failure.found, str(failure)) == (line, found, found)


def test_nothing_else_fails(ran):
    """A warning is an error only in the cell that gives it."""
    assert sorted(ran[1]) == [number + 3 for number in range(len(FAILURES))]


def test_a_kernel_finds_the_same_around_it_each_time(ran, root):
    """This Python, one thread, seeded generators, an empty folder, no path but the builder's and the project's."""
    found = value(ran[0].cells[0])
    assert (found["path"], found["folders"]) == (
        str(Path(rectified.problems.__file__).parents[1]),
        [str(root / "snippets"), str(root / "claims")],
    )
    assert (found["python"], found["threads"], found["files"]) == (sys.executable, "1", [])
    assert found["chance"] == [random.Random(0).random(), np.random.RandomState(0).random_sample()]
    assert found["set up"] is False


def test_snippets_and_helpers_can_be_imported(ran, root):
    """Snippets first; a claim file hides no module of its name."""
    snippet, helper, library = value(ran[0].cells[1])
    assert (snippet, helper) == (str(root / "snippets/half.py"), str(root / "claims/_helper.py"))
    assert not library.startswith(str(root))


def test_figures_are_svg_without_date(ran):
    """The same bytes from every run."""
    (figure,) = [output for output in ran[0].cells[2].outputs if output.output_type == "display_data"]
    assert "image/svg+xml" in figure.data and "image/png" not in figure.data
    assert "dc:date" not in figure.data["image/svg+xml"]


def test_nothing_is_left_of_a_kernel(ran):
    """Neither its process nor its folder."""
    found = value(ran[0].cells[0])
    assert not Path(found["folder"]).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(found["pid"], 0)


def test_a_kernel_is_gone_when_the_builder_fails(root):
    """However the context ends."""
    found = notebook("import os\nos.getpid()")

    def mistaken(run):
        run(0)
        raise RuntimeError("a mistake of the builder")

    with pytest.raises(RuntimeError, match="of the builder"), kernel(found, root, 60.0) as run:
        mistaken(run)
    with pytest.raises(ProcessLookupError):
        os.kill(value(found.cells[0]), 0)


@pytest.mark.parametrize(
    "source",
    [
        "print('x' * 1_000_000)",
        "for number in range(10_000):\n    print(number)",
        "import threading\n[threading.Thread(target=print, args=(n,)).start() for n in range(50)];",
        "print = get_ipython = None",
        "import os\nfor _ in range(300):\n    os.mkdir('folder')\n    os.chdir('folder')",
    ],
    ids=["a long line", "many lines", "threads", "shadows", "deep folders"],
)
def test_a_lively_cell_is_none_that_fails(root, source):
    """Much output, threads, names that the kernel uses, a folder that is hard to remove."""
    with kernel(notebook(source, "6 * 7"), root, 60.0) as run:
        assert run_all(run, 2) == {}


def test_a_kernel_starts_however_long_the_name_of_its_folder_is(root, tmp_path, monkeypatch):
    """The name of a socket may have a hundred characters only."""
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    found = notebook("6 * 7")
    here = os.getcwd()
    with kernel(found, root, 60.0) as run:
        run(0)
    assert value(found.cells[0]) == 42
    assert os.getcwd() == here
    assert list(folder.iterdir()) == []


CONFINED = """import os, socket, subprocess
def told(do, *arguments):
    try:
        return do(*arguments)
    except OSError as error:
        return str(error)
[
    told(socket.socket),
    told(subprocess.run, ["true"]),
    told(os.system, "true"),
    told(get_ipython().getoutput, "true"),
    told(os.kill, os.getppid(), 0),
    told(os.remove, os.environ["PYTHONPATH"]),
]"""


@pytest.mark.skipif(sys.platform == "win32", reason="processes and signals are POSIX's")
def test_a_cell_starts_no_process_and_uses_no_network(root):
    """It is told so, as a note is."""
    found = notebook(CONFINED)
    with kernel(found, root, 60.0) as run:
        run(0)
    network, *processes, signals, files = value(found.cells[0])
    assert network == "a note may use no network: socket.__new__"
    assert [words.split(": ")[0] for words in processes] == ["a note may start no process"] * 3
    assert signals == "a note may signal no process but its own: os.kill"
    assert files.startswith("a note may write only to the folder it runs in: os.remove ")


@pytest.mark.parametrize(
    "source, seconds, found",
    [
        ("import time\ntime.sleep(60)", 5.0, "the cell is still running when the lab's 5 s are over"),
        ("import os\nos._exit(3)", 60.0, "the cell ended the interpreter before it finished"),
        ("for _ in range(10_000):\n    print('x' * 1000)", 60.0, "the outputs come to more than 4 MiB"),
        ("print('x' * 10_000_000)", 60.0, "the outputs come to more than 4 MiB"),
    ],
    ids=["late", "gone", "much", "much at once"],
)
def test_a_cell_that_never_answers_fails_at_its_first_line(root, source, seconds, found):
    """Where it had come to is not known."""
    with pytest.raises(CellFailure, match=found) as failed, kernel(notebook(source), root, seconds) as run:
        run(0)
    assert failed.value.line == 1
