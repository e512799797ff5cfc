"""The note that docs/audits/selu.md is about, put through the build as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, write

from rectified.build import Reporter, check
from rectified.problems import BuildError

NOTE = Path(__file__).parent / "cases" / "source_note" / "SELU.md"


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> list[str]:
    """What the build says of a project that consists of the note and our snippet."""
    files = {"docs/functions/selu.md": NOTE.read_bytes(), "snippets/selu.py": (ROOT / "snippets/selu.py").read_bytes()}
    with pytest.raises(BuildError) as stopped:
        check(write(tmp_path_factory.mktemp("source"), files), Reporter())
    return [str(problem) for problem in stopped.value.problems]


@pytest.mark.parametrize(
    "where, says",
    [
        ("docs/functions/selu.md:5", "mixes the variables"),
        ("docs/functions/selu.md:11", "SyntaxError"),
        ("pyproject.toml:1", "docs/functions/selu.md:1 (the number 1.0505, which no figure rounds to)"),
        ("pyproject.toml:1", "docs/functions/selu.md:1 (the number 1.6732, which no figure rounds to)"),
        ("docs/functions/selu.md:1", "no title"),
        ("docs/functions/selu.md:1", "[[ELU]] leads to no note"),
    ],
)
def test_what_is_wrong_with_it_is_found_without_reading_it(where, says, said):
    """Mixed variables, code that is a syntax error, both typed constants."""
    assert any(message.startswith(f"{where}: ") and says in message for message in said), "\n".join(said)
