"""Claim files, and claims that stand in notes."""

import pytest
from claim_files import FILE, read

from rectified.claims import fence_claims, read_claim_file, read_claims


def test_a_claim_file_is_read_without_running_it():
    """Name, statement, docstring, line and code of each decorated function; nothing else."""
    claims, wrong = read_claim_file("claims/selu.py", FILE + "\nraise SystemExit\n")
    assert wrong == ()
    assert [(c.id, c.kind, c.line) for c in claims] == [
        ("selu:bounded", "claim", 5), ("selu:range_is_all", "myth", 10), ("selu:used", "cited", 15)
    ]  # fmt: skip
    assert (claims[0].how, claims[1].instead, claims[2].source) == ("By hand.", "It is not.", "Somebody 2017")


def test_a_claim_file_without_claims_is_reported(tmp_path):
    """Unless its name says that it is a helper."""
    (tmp_path / "claims").mkdir()
    for name in ("a.py", "_b.py"):
        (tmp_path / "claims" / name).write_text("x = 1\n", encoding="utf-8")
    assert [problem.path for problem in read_claims(tmp_path)[1]] == ["claims/a.py"]


@pytest.mark.parametrize(
    "file, expected",
    [
        ("def f(:\n", "claims/selu.py:1: SyntaxError: "),
        ("x = 1\0\n", "claims/selu.py:1: SyntaxError: "),
        ('@claim(f"a")\ndef f():\n    """x"""\n', "claims/selu.py:2: the decorator of f is not plain text; "),
        ('@claim("a")\ndef f():\n    return 1\n', "claims/selu.py:2: f has no docstring; "),
        ('@myth("a")\ndef f():\n    """x"""\n', "claims/selu.py:2: @myth of f has no instead=; "),
        ('@cited("a")\ndef f():\n    """x"""\n', "claims/selu.py:2: @cited of f has no source=; "),
        ('@claim("a")\ndef f():\n    """x"""\n' * 2, "claims/selu.py:5: two claims are named f; "),
    ],
)
def test_a_claim_that_cannot_be_read_is_reported(file, expected):
    """With its line in the claim file."""
    assert str(read_claim_file("claims/selu.py", file)[1][0]).startswith(expected)


def test_a_claim_may_stand_in_the_note():
    """Its statement is the sentence before it."""
    note = read("One. SELU is [[ELU]] *scaled*.\n\n```python claim=scaled\nassert True\n```\n")
    claims, wrong = fence_claims(note)
    assert wrong == []
    assert [(c.id, c.text, c.line, c.fence) for c in claims] == [("selu:scaled", "SELU is ELU scaled.", 6, True)]


def test_a_claim_fence_needs_a_sentence_before_it():
    """Else there is nothing it could be the check of."""
    _, wrong = fence_claims(read("```python claim=scaled\nassert True\n```\n"))
    assert str(wrong[0]).startswith("docs/functions/selu.md:4: the claim fence 'scaled' follows no sentence; ")


def test_a_claim_in_a_helper_is_reported(tmp_path):
    """Nothing would ever run it; a file that is not UTF-8 is named with its line."""
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/_tools.py").write_text(FILE, encoding="utf-8")
    (tmp_path / "claims/a.py").write_bytes(b"x = 1\n# \xff\n")
    claims, wrong = read_claims(tmp_path)
    assert claims == {}
    assert [str(problem).partition(";")[0] for problem in wrong][::3] == [
        "claims/_tools.py:5: the claim bounded stands in a helper, where it is never run",
        "claims/a.py:2: text that is not UTF-8",
    ]
