"""Messages to writers."""

from __future__ import annotations

import pytest

from rectified.problems import BuildError, Problem


@pytest.mark.parametrize(
    "parts, text",
    [
        (("found", "expected", "todo"), "docs/a.md:3: found; expected; todo"),
        (("found", "", "todo"), "docs/a.md:3: found; todo"),
        (("found",), "docs/a.md:3: found"),
    ],
)
def test_a_problem_is_one_line(parts, text):
    """path:line: what was found; what was expected; what to do. What there is nothing to say of is left out."""
    assert str(Problem("docs/a.md", 3, *parts)) == text


def test_all_problems_are_told_once_in_the_order_of_the_files():
    """Two stages may find the same; lines count as numbers."""
    found = [Problem("b.md", 2, "x"), Problem("a.md", 10, "x"), Problem("a.md", 9, "x"), Problem("b.md", 2, "x")]
    assert str(BuildError(found)).splitlines() == ["a.md:9: x", "a.md:10: x", "b.md:2: x"]
