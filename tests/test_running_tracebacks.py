"""Exceptions as the author of a note reads them: the author's line, one line of words."""

from __future__ import annotations

import ast
import linecache
from types import ModuleType

import pytest

from rectified.running.tracebacks import asserted, author_line, found, words

NOTE = "docs/tracebacks-note.md"


def remembered(path, source, names=None):
    """Run a source under a path, its lines known; returns its names."""
    linecache.cache[str(path)] = (0, None, source.splitlines(keepends=True), str(path))
    names = {} if names is None else names
    exec(compile(source, str(path), "exec"), names)
    return names


def raised(source, names=None):
    """What the note's code raises."""
    with pytest.raises(BaseException) as caught:  # noqa: PT011  whatever it is, that is the question
        remembered(NOTE, source, names)
    return caught.value


ELSEWHERE = "def fails():\n    raise ValueError('no')\n\n\ndef calls(function):\n    return function()\n"


@pytest.mark.parametrize(
    "source, line",
    [
        ("a = 1\n1 / 0\n", 2),
        ("def f():\n    return {}['a']\n\nf()\n", 2),
        ("\n\nfails()\n", 3),
        ("def f():\n    1 / 0\n\ncalls(f)\n", 2),
        ("a = 1\n\nc = = 2\n", 3),
        ("eval('1 +')\n", 1),
    ],
    ids=["here", "in a function", "elsewhere", "called from elsewhere", "syntax", "syntax of other text"],
)
def test_the_line_is_the_innermost_of_the_note(source, line):
    """Whatever the error passed through besides."""
    assert author_line(raised(source, remembered("elsewhere.py", ELSEWHERE)), NOTE, 99) == line


def test_an_error_from_elsewhere_is_told_at_the_step():
    """Where its line is not known."""
    error = raised("1 / 0")
    assert author_line(error, "docs/another.md", 99) == 99
    assert author_line(ValueError(), NOTE, 99) == 99


@pytest.mark.parametrize(
    "error, said",
    [
        (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero"),
        (KeyError("a"), "KeyError: 'a'"),
        (AssertionError(), "AssertionError"),
        (SystemExit(0), "SystemExit: 0"),
        (SyntaxError("invalid syntax", ("/home/me/a.py", 1, 2, "x = =", 1, 3)), "SyntaxError: invalid syntax"),
        (ValueError("two\n lines"), "ValueError: two\n lines"),
    ],
    ids=lambda value: None if isinstance(value, str) else type(value).__name__,
)
def test_words_are_pythons_last_line(error, said):
    """Kind and message, if any, without the file of a syntax error."""
    assert words(error) == said


def test_what_was_found_is_one_line():
    """Also when the message has several."""
    assert found(ValueError("two\n lines")) == "ValueError: two lines"


@pytest.mark.parametrize(
    "file, said",
    [
        ("snippets/elsewhere.py", "ValueError: no (in snippets/elsewhere.py:2)"),
        ("claims/_elsewhere.py", "ValueError: no (in claims/_elsewhere.py:2)"),
        ("library/elsewhere.py", "ValueError: no"),
    ],
)
def test_a_place_in_the_projects_own_code_is_told(tmp_path, file, said):
    """Relative to the project; one in a library is not the author's to mend."""
    assert found(raised("fails()", remembered(tmp_path / file, ELSEWHERE))) == said


def test_a_place_that_only_passed_the_error_on_is_not_told(tmp_path):
    """The note's own function fails, called by a snippet."""
    names = remembered(tmp_path / "snippets/elsewhere.py", ELSEWHERE)
    assert found(raised("def f():\n    1 / 0\ncalls(f)", names)) == "ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    "source, shown",
    [
        ("worst = 3.5\nassert worst < 2\n", "worst < 2, where worst = 3.5"),
        ("a, b = 2, 1\nassert 0 < a < b\n", "0 < a < b, where a = 2, b = 1"),
        ("a, b = 2, 1\nassert a < b and a < 9\n", "a < b and a < 9, where a = 2, b = 1"),
        ("a = [1]\nassert len(a) == 2\n", "len(a) == 2, where len(a) = 1"),
        ("a = 0\nassert a\n", "a, where a = 0"),
        ("a = [0]\nassert any(a)\n", "any(a), where a = [0]"),
        ("a = [0]\nassert any([*a])\n", "any([*a]), where [*a] = [0]"),
        ("assert 1 > 2\n", "1 > 2"),
        ("assert False\n", "False"),
        (
            "a = list(range(99))\nassert a == 0\n",
            "a == 0, where a = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, …",
        ),
        ("def f(a):\n    assert a > 2\n\nf(1)\n", "a > 2, where a = 1"),
        ("assert all([x < 2 for x in (1, 3)])\n", "all([x < 2 for x in (1, 3)])"),
        ("a = iter([1])\nassert next(a) == 2\n", "next(a) == 2"),
        ("assert (\n    1\n    > 2\n)\n", "1 > 2"),
    ],
)
def test_an_assertion_shows_what_it_compares(source, shown):
    """Each operand once; constants, what is long and what cannot be evaluated again are left out or cut."""
    assert asserted(raised(source), ast.parse(source), NOTE) == shown


def test_an_assertion_of_another_cell_is_its_line():
    """It is not in the tree of this one."""
    source = "def f(a):\n    assert a > 2  # said before\n\nf(1)\n"
    assert asserted(raised(source), ast.parse("\n\n\nf(1)"), NOTE) == "assert a > 2  # said before"


def test_an_assertion_that_passed_through_no_line_of_the_cell_is_its_own_line():
    """As of a helper's decorator, which asserts before it calls the claim."""
    helper = ModuleType("helper")
    remembered("claims/_helper.py", "def f():\n    assert 1 > 2\n", vars(helper))
    with pytest.raises(AssertionError) as caught:
        helper.f()
    error = caught.value
    error.__traceback__ = error.__traceback__.tb_next
    assert asserted(error, ast.parse("assert 1 > 2"), NOTE) == "assert 1 > 2"
