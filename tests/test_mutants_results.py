"""The figures of wrong versions, the bars, and the list of those that are not wrong."""

from __future__ import annotations

import pytest
from conftest import write

from rectified.mutants.equivalents import Equivalent, read_equivalents
from rectified.mutants.mutant import Fate, Mutant
from rectified.mutants.results import Figures, counted, figures, missed, survivors
from rectified.problems import BuildError

ROW = '[[equivalent]]\nsnippet = "s.py"\ncode = "a = 1"\nchange = "1 as 2"\nproof = "nobody reads a"\n'


def fate(part, noticed, line=1):
    return Fate(Mutant(part, "s.py", line, 1, "1 as 2", "a = 2"), noticed, "by")


def row(survivors=(), **parts):
    return {"note": "docs/a.md", "digest": "", "parts": parts, "survivors": list(survivors)}


def test_fates_are_counted_by_part_and_by_what_noticed():
    """In parts that were asked for."""
    fates = [fate("code", "claim"), fate("code", "claim"), fate("code", ""), fate("words", "reading")]
    assert counted(fates) == {"code": {"claim": 2, "nothing": 1}, "words": {"reading": 1}}
    assert counted(fates, ["words"]) == {"words": {"reading": 1}}


def test_survivors_have_their_line_and_their_proof(tmp_path):
    """A proof where the list has one for that line and change."""
    write(tmp_path, {"s.py": "  a = 1\nb = 1\n"})
    equivalents = [Equivalent("s.py", "a = 1", "1 as 2", "nobody reads a")]
    first, second = survivors([fate("code", ""), fate("code", "", 2), fate("code", "test")], tmp_path, equivalents)
    assert (first["code"], first["proof"]) == ("a = 1", "nobody reads a")
    assert (second["code"], second["proof"]) == ("b = 1", "")
    assert "wrong" not in first


def test_figures_add_up_over_notes():
    """Of some parts or of all; equivalents are those that carry a proof."""
    rows = [
        row([{"part": "code", "proof": "yes"}], code={"claim": 8, "formula": 1, "nothing": 1}),
        row(words={"reading": 5}),
    ]
    assert figures(rows) == Figures(made=15, noticed=14, claims=8, equivalent=1)
    assert figures(rows, ["code"]) == Figures(made=10, noticed=9, claims=8, equivalent=1)


@pytest.mark.parametrize(
    "code, proved, found",
    [
        ({"claim": 99, "nothing": 1}, 0, []),
        ({"claim": 97, "nothing": 3}, 0, ["97.0% of wrong versions all checks notice, less than 98%"]),
        ({"claim": 79, "formula": 21}, 0, ["79.0% of wrong code claims alone notice, less than 80%"]),
        ({"claim": 94, "nothing": 6}, 6, ["94.0% of all versions are not equivalent, less than 95%"]),
    ],
)
def test_bars_that_are_missed_are_named(code, proved, found):
    """Shares are of the versions that are wrong."""
    assert missed([row([{"part": "code", "proof": "yes"}] * proved, code=code)]) == found


def test_the_list_of_equivalents_is_read(tmp_path):
    """Four texts a row; no file is no row."""
    assert read_equivalents(tmp_path) == []
    write(tmp_path, {"snippets/EQUIVALENTS.toml": ROW})
    assert read_equivalents(tmp_path) == [Equivalent("s.py", "a = 1", "1 as 2", "nobody reads a")]


@pytest.mark.parametrize("text", ["[[equivalent]]\nsnippet = 's.py'\n", ROW.replace('"nobody reads a"', '" "'), "= 1"])
def test_a_row_without_proof_is_refused(text, tmp_path):
    """So is what is no TOML."""
    write(tmp_path, {"snippets/EQUIVALENTS.toml": text})
    with pytest.raises(BuildError, match=r"EQUIVALENTS\.toml"):
        read_equivalents(tmp_path)
