"""What a function's page says of other libraries: a golden file, and what it says when nobody has compared."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from compared import results
from conftest import DOUBLE, NOTE
from woven import note_of, read

from rectified.oracles import FILE
from rectified.weave.oracles import HEADING, oracles_section

FILES = {"snippets/double.py": DOUBLE, "docs/functions/double.md": NOTE.replace("(claim:twice)", "(#)")}
GOLDEN = Path(__file__).parent / "cases" / "weave" / "other_libraries_are_told_with_what_is_wrong.woven"


def section(root: Path, files: dict[str, str], note: str = "functions/double.md") -> str:
    project = read(root, {**FILES, **files})
    return oracles_section(note_of(project, note), project)


def test_a_comparison_is_told_as_its_golden_file_says(tmp_path: Path) -> None:
    """Table, what is wrong and where, conventions with their reasons, defaults; RECTIFIED_WRITE_CASES=1 rewrites it."""
    woven = section(tmp_path, {FILE: results()}) + "\n"
    if os.environ.get("RECTIFIED_WRITE_CASES"):
        GOLDEN.write_text(woven, encoding="utf-8")
    assert woven == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("files", [{}, {FILE: results(stem="treble")}], ids=["no file", "another snippet's"])
def test_what_nobody_compared_is_said_to_be_so(files: dict[str, str], tmp_path: Path) -> None:
    """Silence would look like agreement."""
    assert section(tmp_path, files) == f"{HEADING}\n\nNot compared with other libraries yet."


def test_a_snippet_that_has_changed_since_is_said_to_have(tmp_path: Path) -> None:
    """The figures are shown, with that before them."""
    warning = "**The snippet has changed since then: the figures below are of an earlier version.**"
    assert warning in section(tmp_path, {FILE: results(source=f"{DOUBLE}\n")})
    assert warning not in section(tmp_path / "same", {FILE: results()})


def test_only_a_page_about_a_snippet_has_the_section(tmp_path: Path) -> None:
    """Ideas have no counterparts."""
    assert section(tmp_path, {"docs/concepts/idea.md": "An idea.\n", FILE: results()}, "concepts/idea.md") == ""
