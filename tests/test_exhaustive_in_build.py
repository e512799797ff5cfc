"""What every build judges, and how it says what is wrong."""

import json

import pytest
from conftest import write
from exhaustive_cases import AT_ONE_POINT, FORMULA, HALVING

from rectified.exhaustive.in_build import judge
from rectified.exhaustive.in_build import judged as problems_of
from rectified.exhaustive.sweep import Sweep
from rectified.formulas.subject import read_subject

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
    problems = judged(tmp_path, AT_ONE_POINT.replace("1.5", "1"))["problems"]
    assert [problem["found"] for problem in problems] == [
        f"halving is 3 ulp off in {dtype} at x = 1.0" for dtype in ("float16", "float32", "float64")
    ]
    assert {(problem["path"], problem["line"], problem["expected"]) for problem in problems} == {
        (PATH, 6, "at most 2 ulp")
    }


#: What a sweep that found 3 ulp at 1.5 in float32, and one that found half, leave.
THREE, HALF = Sweep(points=1, worst=[(3.0, 0x3FC00000)]), Sweep(points=1, worst=[(0.5, 0x3FC00000)])


def with_exception(root):
    """The snippet, listed for 3.5 ulp in float32."""
    text = '[[exception]]\nfunction = "halving"\ndtype = "float32"\nulp = 3.5\ntried = "nothing"\n'
    return read_subject(write(root, {PATH: HALVING.format(wrong="pass"), "snippets/EXCEPTIONS.toml": text}), PATH)


def test_an_exception_is_allowed_what_it_says(tmp_path):
    """In its dtype, for its function; nothing else."""
    subject = with_exception(tmp_path)
    assert problems_of(subject, "halving", "float32", THREE) == []
    (problem,) = problems_of(subject, "halving_grad", "float32", THREE)
    assert "halving_grad is 3 ulp off in float32 at x = 1.5" in problem.found


def test_an_exception_that_is_not_needed_is_an_error(tmp_path):
    """A list of exceptions stays short."""
    (problem,) = problems_of(with_exception(tmp_path), "halving", "float32", HALF)
    assert problem.path == "snippets/EXCEPTIONS.toml" and "halving is listed for float32" in problem.found


def test_a_lost_nan_is_an_error(tmp_path):
    """However small the other errors are."""
    (problem,) = problems_of(with_exception(tmp_path), "halving", "float32", Sweep(points=1, astray=7))
    assert "turns 7 NaN of float32 into numbers" in problem.found


@pytest.mark.parametrize("source", ["1 / 0", "def halving(x):\n    return x\n"])
def test_what_cannot_be_judged_is_left_to_other_checks(tmp_path, source):
    """A snippet that does not load, or has no gradient."""
    write(tmp_path, {PATH: source})
    assert judge("halving", PATH, [FORMULA], lambda value: None, str(tmp_path)) == {"reports": [], "problems": []}
