"""The snippets' own tests, run by pytest within a process, on the modules that are loaded there."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

#: What is told of the file on the disk, which is not wrong.
_ON_DISK = ("test_runs_alone", "test_imports_numpy_alone", "test_shared_helper_is_the_same_everywhere")


def failed_test(root: Path, functions: Collection[str]) -> str:
    """The first test of tests/snippets about one of the functions that fails, "" when all pass or there are none.

    Raises RuntimeError when pytest could not run them.
    """
    import pytest

    tests = root / "tests" / "snippets"
    if not tests.is_dir():
        return ""
    for name in [file.stem for file in tests.glob("*.py")]:
        sys.modules.pop(name, None)
    chosen = _Chosen(functions)
    options = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", f"--confcutdir={tests}", f"--rootdir={root}"]
    files = [str(tests / f"test_{name}.py") for name in ("each_snippet", "accuracy_of_each")]
    status = int(pytest.main([*options, *files], plugins=[chosen]))
    if status not in (0, 1):
        raise RuntimeError(f"pytest ended with status {status} on {', '.join(functions)}")
    return chosen.failed


class _Chosen:
    """A plugin of pytest that keeps the tests about some functions and remembers the first that fails."""

    def __init__(self, functions: Collection[str]) -> None:
        self._functions = {*functions}
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = [item for item in items if item.originalname not in _ON_DISK and self._is_about(item)]

    def _is_about(self, item: Any) -> bool:
        """Whether a test without parameters, or one whose parameters name such a function."""
        parameters = getattr(item, "callspec", None)
        return parameters is None or bool(self._functions & {*parameters.id.split("-")})

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid.rpartition("::")[2]
