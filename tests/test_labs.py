"""Labs: executed as they stand, the same bytes each time, every mistake at its line; and what their page is made of."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from rectified.labs.execution import LabError, _numbers, read_lab, run_lab
from rectified.labs.pages import displayed, page_content, page_stem

LAB = """# %% [markdown]
# # A small lab
#
# See [SELU](../functions/leaky_relu.md#formula).

# %%
import matplotlib.pyplot as plt
import numpy as np
from doubled import double
from _helper import ONE

rng = np.random.default_rng(ONE)
print("drawn")

# %% alt="a line that rises"
plt.plot([0, 1]);

# %% label="two-numbers"

{"mean": double(0.25), "count": 3}
"""


def project(folder):
    """Make a project with one snippet and one helper of the claims, and return its folder."""
    for name in ("docs/labs", "snippets", "claims"):
        (folder / name).mkdir(parents=True)
    (folder / "snippets/doubled.py").write_text("def double(x):\n    return 2 * x\n")
    (folder / "claims/_helper.py").write_text("ONE = 1\n")
    return folder


@pytest.fixture
def root(tmp_path):
    return project(tmp_path)


def run(root, source, **options):
    """Run a lab of that source; returns the result and the progress reported."""
    (root / "docs/labs/small.py").write_text(source, encoding="utf-8")
    reported = []
    return run_lab("docs/labs/small.py", str(root), reported.append, **options), reported


def only_problem(root, source, **options):
    found, _ = run(root, source, **options)
    assert len(found["problems"]) == 1, found["problems"]
    return found["problems"][0]


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """The small lab's result from two runs, and the progress of the last."""
    root = project(tmp_path_factory.mktemp("project"))
    first, _ = run(root, LAB)
    return first, *run(root, LAB)


def test_labelled_cells_give_their_numbers(twice):
    """A labelled cell's dict comes back under its label; snippets and helpers of the claims can be imported."""
    assert twice[0]["problems"] == []
    assert twice[0]["results"] == {"two-numbers": {"mean": 0.5, "count": 3}}


def test_the_same_lab_gives_the_same_bytes(twice):
    """No times, no random identifiers: a second run is identical."""
    assert twice[0] == twice[1]


def test_the_notebook_is_valid_and_executed(twice):
    """The executed notebook passes nbformat's schema and holds output, figure and result."""
    notebook = nbformat.reads(twice[0]["notebook"], as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [1, 2, 3]
    assert code[0].outputs[0].text == "drawn\n"
    svg = code[1].outputs[0].data["image/svg+xml"]
    assert svg.startswith("<svg") and "<title" in svg and "a line that rises" in svg


def test_progress_names_cell_and_line(twice):
    """Before each code cell its number and its first line are reported, so that a lost kernel can be located."""
    assert twice[2] == [
        {"cell": 1, "cells": 3, "line": 7},
        {"cell": 2, "cells": 3, "line": 16},
        {"cell": 3, "cells": 3, "line": 19},
    ]


MISTAKES = {
    "a raising cell": ("# %%\nx = 1\n\n1 / 0\n", 4, "ZeroDivisionError"),
    "an error inside a function": ("# %%\ndef f():\n    return {}['a']\n\nf()\n", 3, "KeyError"),
    "a syntax error": ("# %%\nx = 1\n\n# %%\ny = 2\nz = = 3\n", 6, "SyntaxError"),
    "a warning": ("# %%\nimport numpy as np\nnp.exp(np.float64(1000))\n", 3, "overflow"),
    "a figure without alt text": ("# %%\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);\n", 2, "alt text"),
    "leaving by os._exit": ("# %%\nimport os\nos._exit(0)\n", 2, "ended the interpreter"),
    "leaving by SystemExit": ("# %%\nx = 1\nraise SystemExit(0)\n", 2, "SystemExit"),
    "standard error": ("# %%\nimport sys\nprint('oh', file=sys.stderr)\n", 2, "standard error"),
    "a memory address": ("# %%\nobject()\n", 2, "memory address"),
    "colours of a terminal": ("# %%\nprint('\\x1b[1mbold')\n", 2, "escape sequence"),
    "bytes that are no text": ("# %%\nprint(b'\\xff'.decode('utf-8', 'replace'))\n", 2, "not UTF-8"),
    "a Markdown fence": ("# %%\nprint('```')\n", 2, "Markdown fence"),
    "HTML": ("# %%\nfrom IPython.display import HTML\nHTML('<b>bold</b>')\n", 2, "text/html"),
    "JavaScript": ("# %%\nfrom IPython.display import Javascript\nJavascript('1')\n", 2, "application/javascript"),
    "a drawing with a script": (
        "# %% alt='A.'\nfrom IPython.display import SVG\n"
        "SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>')\n",
        2,
        "<script>",
    ),
    "a colour that one page hides": (
        "# %% alt='A.'\nimport matplotlib.pyplot as plt\nplt.plot([1, 2], color='navy');\n",
        2,
        "#000080",
    ),
    "a result that is not finite": ('# %% label="a"\n{"x": float("nan")}\n', 2, "nan"),
    "a NumPy number as result": ('# %% label="a"\nimport numpy as np\n{"x": np.float64(1)}\n', 2, "np.float64"),
    "a label without result": ('# %% label="a"\nx = 1\n', 2, "no expression"),
    "a label used twice": ('# %% label="a"\n{"x": 1}\n\n# %% label="a"\n{"x": 2}\n', 5, "second cell labelled"),
    "a label with spaces": ('# %% label="a b"\n{"x": 1}\n', 2, "small letters"),
    "text before the first cell": ("x = 1\n\n# %%\ny = 2\n", 1, "cell markers"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_a_problem_at_its_line(root, mistake):
    """Each mistake in a lab is reported once, with the line of the .py file."""
    source, line, words = MISTAKES[mistake]
    problem = only_problem(root, source)
    assert (problem["path"], problem["line"]) == ("docs/labs/small.py", line)
    assert words in problem["found"]


def test_an_endless_cell_is_given_up(root):
    """A lab that does not end within its limit is a problem at the cell that was running."""
    problem = only_problem(root, "# %%\nx = 1\n\n# %%\nwhile True:\n    pass\n", seconds=3.0)
    assert problem["line"] == 5 and "still running" in problem["found"]


def test_no_kernel_outlives_its_lab(root):
    """After a lab has been given up its kernel's process is gone."""
    problems = run(root, "# %%\nimport os\nraise KeyError(os.getpid())\n")[0]["problems"]
    with pytest.raises(ProcessLookupError):
        os.kill(int(problems[0]["found"].rpartition(" ")[2]), 0)


def test_a_lab_that_is_not_utf8_is_a_problem(root):
    """Other encodings are named as such."""
    (root / "docs/labs/small.py").write_bytes(b"# %%\nx = '\xe9'\n")
    with pytest.raises(LabError, match="not UTF-8"):
        read_lab("docs/labs/small.py", root)


NOT_NUMBERS = ["", "[1]", "{}", "{1: 2}", "{'a': 'b'}", "{'a': True}", "{'a': 1e999}", "{'a': 1", "f()"]


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_only_dicts_of_finite_plain_numbers_are_results(text):
    """Everything else is refused, and shown."""
    with pytest.raises(ValueError, match=r"\S"):
        _numbers(text)


def test_the_displayed_copy_suits_the_page(twice):
    """Figures are inline, results are anchors, note links lead to pages, downloads follow the title."""
    shown = json.loads(displayed(twice[0]["notebook"], stem="small_lab"))
    title, downloads, _, figure, result = shown["cells"]
    assert "](../../functions/leaky-relu/#formula)" in title["source"]
    assert 'href="../small_lab.py" download' in downloads["source"]
    assert 'href="../small_lab.ipynb" download' in downloads["source"]
    assert list(figure["outputs"][0]["data"]) == ["text/html"] and "<svg" in figure["outputs"][0]["data"]["text/html"]
    assert 'id="two-numbers"' in result["outputs"][0]["data"]["text/html"]
    assert page_stem("small_lab") == "small-lab"


@pytest.fixture(scope="module")
def rendered(twice, tmp_path_factory):
    """What mkdocs-jupyter makes of the displayed copy."""
    from mkdocs_jupyter.convert import nb2html

    path = tmp_path_factory.mktemp("page") / "small-lab.ipynb"
    path.write_text(displayed(twice[0]["notebook"], stem="small_lab"), encoding="utf-8")
    return nb2html(str(path), custom_mathjax_url="data:,")


def test_the_page_loads_nothing(rendered):
    """No script, no style, no address of another host is left; without the cut there would be all three."""
    content = page_content(rendered)
    assert "<style" in rendered and "<script" in rendered
    assert not any(part in content for part in ("<style", "<script", "<link", "jp-", "clipboard"))
    assert "http" not in content.replace("http://www.w3.org/", "")


def test_the_page_keeps_code_and_outputs(rendered):
    """Code stands once, in the markup the theme knows; printed text, figure and result are there; boxes balance."""
    content = page_content(rendered)
    assert content.count('<div class="highlight"><pre><code>') == 3 and content.count("default_rng") == 1
    assert '<div class="lab-output">' in content and '<figure class="lab-figure"><svg' in content
    assert '<div class="lab-output lab-result" id="two-numbers">' in content
    assert content.count("<div") == content.count("</div>")
    assert "In&nbsp;[" not in content and "Out[" not in content


def test_blank_lines_in_code_survive(rendered):
    """The code of the page is the code of the lab."""
    assert "</span>\n\n<span" in page_content(rendered)


def test_headings_are_named_as_in_the_contents(rendered):
    """A heading's anchor is the one the table of contents links to."""
    assert '<h1 id="a-small-lab">A small lab<a class="headerlink" href="#a-small-lab"' in page_content(rendered)


def test_another_template_is_noticed():
    """If mkdocs-jupyter changes its markup the build says so instead of showing an empty page."""
    with pytest.raises(ValueError, match="template has changed"):
        page_content("<div>something else</div>")


def test_runs_from_a_child_without_a_terminal(root):
    """The builder runs labs in a child whose standard streams are closed to the terminal; nothing is printed there."""
    (root / "docs/labs/small.py").write_text(LAB)
    code = "import json, rectified.labs.execution as labs; "
    code += f"found = labs.run_lab('docs/labs/small.py', {str(root)!r}, print); assert not found['problems'], found"
    source = str(Path(__file__).parents[1] / "src")
    environment = {**os.environ, "PYTHONPATH": source}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert b"WARNING" not in done.stderr
