"""Reading snippets: what they define, their parts, their rows in the index, and what is wrong with them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from rectified.problems import Problem
from rectified.snippets import Snippet, index, read_snippets, region

ROOT = Path(__file__).parents[1]

SLOPED = '''"""Sloped: αx + β.

More.
"""

import numpy as np

# Two constants,
ALPHA = 0.25
BETA: float = -2

LATER = +1e3  # on its own
NAMES = ("a", "b")
FLAG = True
_HIDDEN = 1.0


@np.vectorize
@np.vectorize
def sloped(x, /, alpha=ALPHA, *, beta=-0.5, name="sloped", exact=True, plain):
    """Return αx + β."""
    return alpha * x + beta


def sloped_grad(x, alpha=3):
    return alpha


def _helper():
    return None


class Sloped:
    pass
'''


def read(root: Path, files: dict[str, str | bytes]) -> tuple[dict[str, Snippet], list[Problem]]:
    """Write files into a project's snippets/ and read them."""
    (root / "snippets").mkdir()
    for name, content in files.items():
        (root / "snippets" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_snippets(root)


@pytest.fixture
def sloped(tmp_path: Path) -> Snippet:
    snippets, problems = read(tmp_path, {"sloped.py": SLOPED, "LICENSE": "MIT-0", "EXCEPTIONS.toml": ""})
    assert problems == []
    return snippets["sloped"]


def test_reads_what_a_snippet_defines(sloped: Snippet) -> None:
    """Public functions and classes in order, UPPERCASE numbers, numeric defaults of parameters."""
    assert (sloped.stem, sloped.path, sloped.source) == ("sloped", "snippets/sloped.py", SLOPED)
    assert sloped.functions == ("sloped", "sloped_grad", "Sloped")
    assert sloped.constants == {"ALPHA": 0.25, "BETA": -2.0, "LATER": 1000.0}
    assert sloped.parameters == {"sloped": {"alpha": 0.25, "beta": -0.5}, "sloped_grad": {"alpha": 3.0}}
    assert (sloped.summary, sloped.docstring) == ("Sloped: αx + β.", "Sloped: αx + β.\n\nMore.")


def test_all_decides_what_is_exported(tmp_path: Path) -> None:
    """A snippet that is not elementwise lists its exports and needs no gradient."""
    source = "__all__ = ['glu', 'SCALE', '_odd']\nSCALE = 2.0\ndef helper(): ...\ndef glu(x): ...\ndef _odd(): ...\n"
    snippets, problems = read(tmp_path, {"gated.py": source})
    assert problems == []
    assert snippets["gated"].functions == ("glu", "_odd")


def test_region_of_a_function_has_its_decorators(sloped: Snippet) -> None:
    """A function is shown from its first decorator to its last line."""
    text = region(sloped, "sloped")
    assert text is not None
    assert text.startswith("@np.vectorize\n@np.vectorize\ndef sloped(")
    assert text.endswith("    return alpha * x + beta\n")
    assert region(sloped, "_helper") == "def _helper():\n    return None\n"
    assert region(sloped, "Sloped") == "class Sloped:\n    pass\n"


def test_region_of_a_constant_is_its_block(sloped: Snippet) -> None:
    """Constants that stand together are shown together, with the comment above them."""
    block = "# Two constants,\nALPHA = 0.25\nBETA: float = -2\n"
    assert region(sloped, "ALPHA") == region(sloped, "BETA") == block


def test_region_of_nothing_is_the_file_and_of_a_stranger_none(sloped: Snippet) -> None:
    """The empty name means the whole file; names of other things, and of parameters, mean nothing."""
    assert region(sloped, "") == SLOPED
    assert [region(sloped, name) for name in ("slope", "alpha", "np", "x")] == [None] * 4


def test_region_counts_lines_as_python_does(tmp_path: Path) -> None:
    """A form feed or a Unicode line separator in a comment ends no line; Windows line ends do."""
    lines = [
        "# one\x0c two\u2028three",
        "K = 1.0",
        "",
        "def odd(x):",
        "    return x",
        "",
        "def odd_grad(x):",
        "    return 1",
    ]
    source = "\r\n".join(lines)
    snippets, _ = read(tmp_path, {"odd.py": source})
    assert region(snippets["odd"], "odd") == "def odd(x):\r\n    return x\r\n"


def test_index_has_one_row_a_snippet(tmp_path: Path) -> None:
    """Rows in the order of the names; the hash is that of the file's bytes."""
    content = b"def a(x): ...\r\ndef a_grad(x): ...\r\n"
    snippets, _ = read(tmp_path, {"b.py": "def b(x): ...\ndef b_grad(x): ...\n", "a.py": content})
    first, second = index(snippets, {"a": "functions/a/"}, version="1.2")
    assert first == {
        "name": "a",
        "version": "1.2",
        "file": "snippets/a.py",
        "sha256": hashlib.sha256(content).hexdigest(),
        "licence": "MIT-0",
        "numpy": ">=1.26",
        "page": "functions/a/",
    }
    assert (second["name"], second["page"]) == ("b", "")


GOOD = "def f(x): ...\ndef f_grad(x): ...\n"

WRONG = {
    "foreign_import": (
        "import numpy as np\nimport scipy.special, math\n" + GOOD,
        2,
        ["imports scipy.special", "imports math"],
    ),
    "foreign_from": ("from scipy import special\n" + GOOD, 1, ["imports scipy"]),
    "import_in_a_function": (GOOD + "def g():\n    import os\n", 4, ["imports os"]),
    "relative_import": ("from . import selu\n" + GOOD, 1, ["imports ."]),
    "another_snippet": ("from elu import elu\n" + GOOD, 1, ["imports elu"]),
    "lookalike_of_numpy": ("import numpyro\n" + GOOD, 1, ["imports numpyro"]),
    "dunder_import": (GOOD + "os = __import__('os')\n", 3, ["imports through __import__"]),
    "no_gradient": ("def f(x): ...\n", 1, ["no function f_grad"]),
    "no_function": ("def g(x): ...\n", 1, ["no function f", "no function f_grad"]),
    "private_function_only": ("def _f(x): ...\ndef f_grad(x): ...\n", 1, ["no function f"]),
    "all_lists_a_stranger": ("__all__ = ['f', 'g']\n" + GOOD, 1, ["__all__ lists g"]),
    "syntax_error": ("x = 1\ndef f(x:\n", 2, ["syntax error"]),
    "invalid_escape": ("\n" + GOOD + "text = '\\d'\n", 4, ["syntax error"]),
    "null_byte": ("x = 1\0\n", 1, ["null bytes"]),
    "not_utf8": ("a = 1\nname = 'é'\n".encode("latin-1"), 2, ["byte 0xe9 is not UTF-8"]),
}


@pytest.mark.parametrize("content, line, found", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, content: str | bytes, line: int, found: list[str]
) -> None:
    """Each mistake is one problem of the file, at its line, that says what to do."""
    _, problems = read(tmp_path, {"f.py": content})
    assert len(problems) == len(found)
    for problem, words in zip(problems, found, strict=True):
        assert (problem.path, problem.line) == ("snippets/f.py", line)
        assert words in problem.found
        assert problem.expected
        assert problem.todo


def test_nothing_is_executed(tmp_path: Path) -> None:
    """Reading a snippet does not run it."""
    source = f"open({str(tmp_path / 'trace')!r}, 'w')\n" + GOOD
    _, problems = read(tmp_path, {"f.py": source})
    assert problems == []
    assert not (tmp_path / "trace").exists()


def test_one_bad_file_does_not_hide_the_next(tmp_path: Path) -> None:
    """All files are read, and all problems come back, in the order of the names."""
    snippets, problems = read(tmp_path, {"a.py": "(", "b.py": b"\xff", "c.py": "", "f.py": GOOD})
    assert [problem.path for problem in problems] == ["snippets/a.py", "snippets/b.py", *["snippets/c.py"] * 2]
    assert list(snippets) == ["c", "f"]


def test_project_without_snippets_is_fine(tmp_path: Path) -> None:
    """No folder, no snippets, no problems."""
    assert read_snippets(tmp_path) == ({}, [])


def test_snippets_of_this_project_are_in_order() -> None:
    """Every snippet that is published reads without a problem and says what it is."""
    snippets, problems = read_snippets(ROOT)
    assert problems == []
    assert all(snippet.summary and snippet.docstring for snippet in snippets.values())
