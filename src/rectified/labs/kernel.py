"""The kernel in which a lab's cells run: nbclient, set up so that runs are strict and repeatable."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from rectified.drawing.figures import RC
from rectified.running.scratch import remove

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")

# Runs in the kernel before the first cell and leaves no trace in the notebook. Warnings are errors only while a
# cell runs: what the kernel itself does between cells is not the author's.
_SET_UP = """
def _set_up(rc, root, scratch):
    import os, random, sys, warnings, matplotlib, numpy
    from pathlib import Path
    from matplotlib_inline.config import InlineBackend
    from rectified.running import confinement, limits, watch
    snippets, claims = os.path.join(root, "snippets"), os.path.join(root, "claims")
    sys.path[:] = [snippets, *sys.path, claims]
    limits.end_with_parent()
    confinement.forbid_processes()
    heard = watch.Watch(Path(root), Path(scratch), {}, processes=False)
    watch.import_from([snippets, claims], heard.look)
    heard.begin()
    get_ipython().rectified_reads = heard.reads
    matplotlib.rcParams.update(rc)
    inline = InlineBackend.instance(parent=get_ipython())
    inline.figure_formats = {"svg"}
    inline.print_figure_kwargs = {"bbox_inches": None, "metadata": {"Date": None, "Creator": None}}
    random.seed(0)
    numpy.random.seed(0)

    def strict(info):
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", "To exit: use")  # IPython's comment on a SystemExit

    get_ipython().events.register("pre_run_cell", strict)
    get_ipython().events.register("post_run_cell", lambda result: warnings.simplefilter("ignore"))

_set_up(%r, %r, %r)
del _set_up
"""
# By names that no cell is likely to have taken for something else.
_READS = "__import__('sys').stdout.write('\\n'.join(__import__('IPython').get_ipython().rectified_reads))"

#: What all outputs of a lab may come to, in characters.
_MOST = 4 * 2**20
_TOO_MUCH = f"the outputs come to more than {_MOST // 2**20} MiB"


class CellFailure(Exception):
    """A cell that did not come to its end. line: where in the cell's source, 1-based; found: what happened."""

    def __init__(self, line: int, found: str) -> None:
        super().__init__(found)
        self.line = line
        self.found = found


@contextmanager
def kernel(notebook: NotebookNode, root: Path, seconds: float) -> Iterator[Callable[[int], None]]:
    """Start a kernel and yield a function that runs the cell of a given number, its outputs going into the notebook.

    root: the project, whose snippets/ and claims/ can be imported. seconds: the limit for all cells together.
    The function raises CellFailure. When the context ends, however it ends, the kernel is gone.
    """
    stop = time.monotonic() + seconds
    scratch = tempfile.mkdtemp(prefix="lab-")  # in that of the job, the only place to write to
    client = _client(notebook, scratch, lambda cell: max(stop - time.monotonic(), 0.1))
    try:
        with chdir(scratch), client.setup_kernel(env=_environment(scratch), cwd=scratch, cleanup_kc=True):
            _hidden(client, _SET_UP % (RC, str(root), scratch))
            yield lambda number: _run(client, number, seconds)
            for path in _hidden(client, _READS).splitlines():
                sys.audit("open", str(root / path), "r", os.O_RDONLY)  # its reads are the job's
    finally:
        remove(scratch)


def _client(notebook: NotebookNode, scratch: str, timeout: Callable[[Any], float]) -> _Client:
    """A client whose kernel is this very Python, whatever kernels the user has installed under the same name."""
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    manager.connection_file = os.path.join(scratch, "kernel.json")
    if os.name == "posix":
        manager.transport = "ipc"  # files in the scratch folder: no port that others could connect to
        manager.ip = "ipc"  # how their names begin; a whole path can be longer than a socket's may be
    return _Client(
        notebook,
        km=manager,
        timeout_func=timeout,
        allow_errors=False,
        record_timing=False,
        store_widget_state=False,
        shutdown_kernel="immediate",
        extra_arguments=["--HistoryManager.enabled=False"],
    )


class _Client(NotebookClient):
    """A client that ends a kernel that says too much; said: how much it has said."""

    said = 0

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        """Take in one message of the kernel. Raises CellFailure when its outputs have come to more than `_MOST`."""
        self.said += len(str(msg["content"]))
        if self.said > _MOST:
            manager: Any = self.km
            manager.provisioner.process.kill()  # the kernel would go on speaking, and nobody listen
            raise CellFailure(1, _TOO_MUCH)
        output: NotebookNode | None = super().process_message(msg, cell, cell_index)
        return output


def _environment(scratch: str) -> dict[str, str]:
    """The kernel's environment: the builder to import alone, one thread so that sums have one order."""
    fixed = {
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONHASHSEED": "0",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": mpl.get_cachedir(),
        "IPYTHONDIR": os.path.join(scratch, "ipython"),
    }
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**os.environ, **fixed, **threads}


def _hidden(client: NotebookClient, source: str) -> str:
    """Run code as a cell that is uncounted and taken out again; returns what it printed."""
    cells = client.nb.cells
    cells.append(nbformat.v4.new_code_cell(source))
    try:
        client.execute_cell(cells[-1], len(cells) - 1, store_history=False)
        return "".join(output.text for output in cells[-1].outputs if output.output_type == "stream")
    finally:
        del cells[-1]


def _run(client: _Client, number: int, seconds: float) -> None:
    try:
        client.execute_cell(client.nb.cells[number], number)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise _failure(error, seconds) if client.said <= _MOST else CellFailure(1, _TOO_MUCH) from None


def _failure(error: Exception, seconds: float) -> CellFailure:
    """What became of a cell, in words."""
    if isinstance(error, CellExecutionError):
        found = f"the cell raises {error.ename}: {_ESCAPES.sub('', error.evalue)}"
        return CellFailure(_raised_at(error.traceback), found)
    if isinstance(error, CellTimeoutError):
        return CellFailure(1, f"the cell is still running when the lab's {seconds:g} s are over")
    return CellFailure(1, "the cell ended the interpreter before it finished")


def _raised_at(traceback: str) -> int:
    """The cell's line that IPython's traceback names last; 1 when it names none."""
    lines = re.findall(r"Cell In\[\d+\], line (\d+)", _ESCAPES.sub("", traceback))
    return int(lines[-1]) if lines else 1
