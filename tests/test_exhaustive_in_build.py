"""What every build judges, and how it says what is wrong."""

import json

import pytest
from conftest import write
from exhaustive_cases import AT_ONE_POINT, FORMULA, HALVING

from rectified.exhaustive.in_build import judge

PATH = "snippets/halving.py"


def judged(root, wrong="pass", **files):
    write(root, {PATH: HALVING.format(wrong=wrong), **files})
    return judge("halving", PATH, [FORMULA], lambda value: None, str(root))


def test_every_dtype_of_function_and_gradient_is_reported(tmp_path):
    """All of float16, four million float32, a hundred thousand float64; the figures a page shows, JSON-able."""
    found = judged(tmp_path)
    assert found["problems"] == []
    rows = {(row["function"], row["dtype"]): row for row in json.loads(json.dumps(found["reports"]))}
    assert len(rows) == 6
    for function in ("halving", "halving_grad"):
        assert rows[function, "float16"]["points"] == rows[function, "float16"]["by_balls"] == 63_488
        assert rows[function, "float32"]["points"] > 4_000_000 and rows[function, "float32"]["bound"] < 1e-6
        assert rows[function, "float64"]["points"] > 100_000
    assert all(row["ulp"] <= 0.5 for row in rows.values())


def test_a_function_above_its_bar_is_named_with_its_worst_point(tmp_path):
    """Snippet, line, function, dtype and point, in every dtype; the gradient is not blamed."""
    problems = judged(tmp_path, AT_ONE_POINT)["problems"]
    assert [problem["found"] for problem in problems] == [
        f"halving is 3 ulp off in {dtype} at x = 1.5" for dtype in ("float16", "float32", "float64")
    ]
    assert {(problem["path"], problem["line"], problem["expected"]) for problem in problems} == {
        (PATH, 6, "at most 2 ulp")
    }


def exception(dtype, function="halving"):
    return f'[[exception]]\nfunction = "{function}"\ndtype = "{dtype}"\nulp = 3.5\ntried = "nothing"\n'


def test_an_exception_is_allowed_what_it_says(tmp_path):
    """Listed in all dtypes, the same function passes."""
    text = "\n".join(map(exception, ("float16", "float32", "float64")))
    assert judged(tmp_path, AT_ONE_POINT, **{"snippets/EXCEPTIONS.toml": text})["problems"] == []


def test_an_exception_that_is_not_needed_is_an_error(tmp_path):
    """A list of exceptions stays short."""
    (problem,) = judged(tmp_path, **{"snippets/EXCEPTIONS.toml": exception("float32")})["problems"]
    assert problem["path"] == "snippets/EXCEPTIONS.toml" and "halving is listed for float32" in problem["found"]


@pytest.mark.parametrize("source", ["1 / 0", "def halving(x):\n    return x\n"])
def test_what_cannot_be_judged_is_left_to_other_checks(tmp_path, source):
    """A snippet that does not load, or has no gradient."""
    write(tmp_path, {PATH: source})
    assert judge("halving", PATH, [FORMULA], lambda value: None, str(tmp_path)) == {"reports": [], "problems": []}
