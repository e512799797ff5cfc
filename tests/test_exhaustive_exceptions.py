"""The list of functions that miss the bar is kept honest."""

import pytest
from conftest import write

from rectified.exhaustive.exceptions import FILE, exception_problems

GOOD = '[[exception]]\nfunction = "gelu"\ndtype = "float64"\nulp = 2.5\ntried = "a longer table"\n'


def test_no_list_and_a_good_one(tmp_path):
    """Nothing is wrong."""
    assert exception_problems(tmp_path, ["gelu"]) == []
    write(tmp_path, {FILE: GOOD})
    assert exception_problems(tmp_path, ["gelu"]) == []


@pytest.mark.parametrize(
    "was, now, words",
    [
        ('"gelu"', '"gelo"', "'gelo', which no snippet defines"),
        ("float64", "bfloat16", "none of float16, float32, float64"),
        ("2.5", '"much"', "not what was measured"),
        ('"a longer table"', '" "', "what was tried"),
        ("tried", "tired", "does not have exactly"),
        ("[[exception]]", "[[exception", "not TOML"),
    ],
)
def test_what_means_nothing_is_an_error(tmp_path, was, now, words):
    """Each entry names a function, a dtype, a figure and what was tried."""
    write(tmp_path, {FILE: GOOD.replace(was, now)})
    (problem,) = exception_problems(tmp_path, ["gelu"])
    assert problem.path == FILE and words in problem.found
