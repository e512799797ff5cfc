"""Wrong versions of code: each kind of mistake, one at a time."""

from __future__ import annotations

import ast

import pytest

from rectified.mutants.wrong_code import ULPS, wrong_code


def changed(line: str, *, coarse: bool = False) -> dict[str, str]:
    """The wrong versions of one line, by what is wrong."""
    return {what: wrong for _, _, what, wrong in wrong_code(line, coarse=coarse)}


@pytest.mark.parametrize(
    "right, what, wrong",
    [
        ("ALPHA = 0.5", "0.5 1e-4 larger", "ALPHA = 0.50005"),
        ("y = x ** 2", "2 one larger", "y = x ** 3"),
        ("y = np.where(x > 0, a, b)", "where without its first branch", "y = np.where(x > 0, b, b)"),
        ("y = np.where(x > 0, a, b)", "where without its second branch", "y = np.where(x > 0, a, a)"),
        ("y = np.where(x > 0, a, b)", "where with its branches swapped", "y = np.where(x > 0, b, a)"),
        ("y = np.where(x > 0, a, b)", "comparison flipped", "y = np.where(x < 0, a, b)"),
        ("if x:\n    y = 1", "the condition never holds", "if False:\n    y = 1"),
        ("if x:\n    y = 1", "the condition always holds", "if True:\n    y = 1"),
        ("y = np.minimum(x, 40.0)", "minimum left out", "y = x"),
        ("y = np.copysign(y, x)", "copysign left out", "y = y"),
        ("y = a + b", "operator flipped", "y = a - b"),
        ("y *= b", "operator flipped", "y /= b"),
        ("y = -x", "sign dropped", "y = +x"),
        ("y = np.expm1(x)", "expm1 mistaken for exp", "y = np.exp(x)"),
        ("y = x.astype(np.float64)", "astype left out", "y = x"),
        ("y = x.astype(np.float64)", "float64 mistaken for float32", "y = x.astype(np.float32)"),
        ("return_ = y[()]", "[()] left out", "return_ = y"),
        ("ok = x.dtype.kind in 'iu'", "'u' left out", "ok = x.dtype.kind in 'i'"),
        ("with np.errstate(all='ignore'):\n    y", "warnings let through", "with np.errstate(all='warn'):\n    y"),
    ],
)
def test_each_kind_of_mistake_is_made(right, what, wrong):
    """The whole source is given, with one thing wrong."""
    assert changed(right)[what] == wrong


def test_each_comparison_of_a_chain_is_flipped():
    """`0 < a < b` can be wrong in two places."""
    wrong = [wrong for _, _, what, wrong in wrong_code("ok = a < b < c") if what == "comparison flipped"]
    assert wrong == ["ok = a > b < c", "ok = a < b > c"]


def test_nan_is_swallowed_by_public_functions_alone():
    """Their value is wrapped; a helper's is not."""
    wrapped = changed("def f(x):\n    return g(x)")["f gives 0 for NaN"]
    assert wrapped == "def f(x):\n    return np.nan_to_num(g(x), nan=0.0, posinf=np.inf, neginf=-np.inf)"
    assert changed("def _f(x):\n    return g(x)") == {}


def test_a_constant_is_off_by_a_few_ulp_unless_it_is_one_of_several():
    """A coefficient, or half of a number of more digits than a float holds, may be off by so much."""
    assert changed("A = 1.0")[f"1.0 {ULPS} ulp larger"] == f"A = {1 + ULPS * 2.0**-52!r}"
    assert [what for what in changed("A = (1.0, 2.0)") if "ulp" in what] == []


def test_coarse_versions_are_far_off():
    """A function that returns zero, a constant doubled: what claims are tried on first."""
    assert changed("A = 0.5", coarse=True)["0.5 doubled"] == "A = 1.0"
    assert changed("def f(x):\n    return x", coarse=True)["f returns zero"] == "def f(x):\n    return x * 0"
    assert "_f returns zero" not in changed("def _f(x):\n    return x", coarse=True)


def test_every_version_differs_and_is_python():
    """Each differs from the source and from the others of its place, and says where."""
    source = "A = 1.5\nB = -2.5\n\ndef f(x):\n    return np.where(x > 0, A * x, B + x)\n"
    made = list(wrong_code(source))
    assert len({(line, column, what) for line, column, what, _ in made}) == len(made) > 10
    for line, column, _, wrong in made:
        assert ast.dump(ast.parse(wrong)) != ast.dump(ast.parse(source))
        assert 1 <= line <= 5 and column >= 1
