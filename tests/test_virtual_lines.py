"""Lines that child processes count, and the lines of notes that they stand for."""

from __future__ import annotations

import pytest

from rectified.problems import Problem
from rectified.virtual_lines import first_lines, in_note, told

TEXTS, LINES = ["a\n", "b", "c\nd\n"], [10, 40, 7]


def test_pieces_follow_each_other():
    """Each begins on the line behind the last of the one before."""
    assert first_lines(TEXTS) == [1, 3, 4, 7]
    assert first_lines([]) == [1]


@pytest.mark.parametrize("line, found", [(1, 10), (2, 11), (3, 40), (4, 7), (5, 8), (6, 9), (7, 10), (0, 9)])
def test_a_line_stands_for_the_line_of_its_piece(line, found):
    """One behind the last piece counts on from there, one before the first counts back."""
    assert in_note(line, first_lines(TEXTS), LINES) == found


def test_a_problem_is_told_with_the_lines_of_notes():
    """Those that its words name as well; a problem with a snippet keeps its own."""
    problem = {"path": "docs/a.md", "line": 3, "found": "unlike docs/b.md:4", "expected": "", "todo": "see 4"}
    assert told(problem, lambda line: line + 100) == Problem("docs/a.md", 103, "unlike docs/b.md:104", "", "see 4")
    assert told({**problem, "path": "snippets/a.py"}, lambda line: line + 100).line == 3
