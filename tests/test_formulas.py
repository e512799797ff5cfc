"""Formulas checked against a snippet, against each other and link by link."""

from __future__ import annotations

import re

import numpy as np
import pytest

from rectified.formulas.check import check_stem, samples

#: A leaky exponential unit: a constant, a parameter, a kink at 0.
SNIPPET = '''"""Bend."""

import numpy as np

SCALE = 1.4142135623730950488


def bend(x, alpha=0.5):
    """Return SCALE * x where x > 0, else alpha * (exp(x) - 1)."""
    if not 0 < alpha < 2:
        raise ValueError(f"alpha must lie between 0 and 2, not {alpha}")
    wide = np.asarray(x, np.float64)
    with np.errstate(all="ignore"):
        return np.where(wide > 0, SCALE * wide, alpha * np.expm1(wide)).astype(np.asarray(x).dtype)[()]


def bend_grad(x, alpha=0.5):
    """Return the derivative; alpha at 0."""
    wide = np.asarray(x, np.float64)
    with np.errstate(all="ignore"):
        return np.where(wide > 0, SCALE, alpha * np.exp(wide)).astype(np.asarray(x).dtype)[()]
'''
CONSTANT = r"s = \sqrt{2}"
VALUE = r"\operatorname{bend}(x) = \begin{cases} s x & x > 0 \\ \alpha (e^{x} - 1) & x \le 0 \end{cases}"
SLOPE = r"\operatorname{bend}'(x) = \begin{cases} s & x > 0 \\ \alpha e^{x} & x \le 0 \end{cases}"


@pytest.fixture
def check(tmp_path):
    """Check LaTeX formulas, the first on line 10 of a note, the next on 20 and so on, against a snippet."""

    def run(*formulas: str, snippet: str = SNIPPET, exceptions: str = "", seen: list | None = None):
        folder = tmp_path / "snippets"
        folder.mkdir(exist_ok=True)
        (folder / "bend.py").write_text(snippet.replace("SCALE", "S"), encoding="utf-8")
        if exceptions:
            (folder / "EXCEPTIONS.toml").write_text(exceptions, encoding="utf-8")
        rows = [
            {"path": "docs/functions/bend.md", "line": 10 * number, "column": 3, "tex": tex, "display": True}
            for number, tex in enumerate(formulas, 1)
        ]
        return check_stem("bend", "snippets/bend.py", rows, (seen if seen is not None else []).append, str(tmp_path))

    return run


def only_problem(result) -> str:
    """The one problem of a result, as a build prints it."""
    (problem,) = result["problems"]
    return f"{problem['path']}:{problem['line']}: {problem['found']}; {problem['expected']}; {problem['todo']}"


def test_formulas_that_hold_are_reported(check):
    """Constant, value and derivative: points compared, worst error by dtype, and how the derivative was established."""
    seen: list = []
    result = check(CONSTANT, VALUE, SLOPE, seen=seen)
    assert result["problems"] == []
    assert [(report["line"], report["kind"]) for report in result["reports"]] == [
        (10, "constant"), (20, "value"), (30, "derivative"),
    ]  # fmt: skip
    value, slope = result["reports"][1:]
    assert slope["established"] == ["by simplification"]
    for report in (value, slope):
        assert report["points"] >= 3 * 3 * 500, "three values of alpha, three dtypes"
        assert all(0 < report["worst"][dtype]["ulp"] <= 2 for dtype in ("float16", "float32", "float64"))
    assert seen == [{"formula": "docs/functions/bend.md:20"}, {"formula": "docs/functions/bend.md:30"}]


@pytest.mark.parametrize(
    "formula, expected",
    [
        (r"\operatorname{bend}(x) = \oint x", r":10: column 28: `\\oint` is not in the subset"),
        ("\n\\operatorname{bend}(x) =\n  \\oint x", r":12: column 3: `\\oint`"),
        (VALUE.replace("e^{x}", "e^{z}"), r":10: column 68: the formula for bend mixes the variables x and z"),
        (VALUE.replace("(x)", "(z)"), r"mixes the variables z and x; z, its argument, alone"),
        (VALUE.replace(r"\alpha", r"\beta"), r"beta in the formula for bend means nothing in .*alpha, S"),
        (VALUE.replace(r"\le", "<"), r":10: column 28: no row of the cases covers x = 0"),
        (VALUE.replace(r"\le 0", r"\le 1"), r"rows 1 and 2 of the cases overlap at 0 < x ≤ 1"),
        (VALUE.replace("- 1", "+ 1"), r":10: bend in snippets/bend.py differs from the formula at x = -1.0 in float64: "
         r"the formula gives 0.68393972058572\d+, bend -0.31606027941427883, .* ulp apart; at most 2 ulp"),
        (VALUE + " = x", r":10: link 1 of the chain does not hold: at x = -1.0 its left side is -0.316"),
        ("\n" + VALUE.replace("- 1", "+ 1"), r":11: bend in"),
        (r"\operatorname{bond}(x) = x", r":10: the formula defines bond, which .* does not have; one of bend"),
        (r"\operatorname{bend}(x)_i = \sum_{j=1}^{n} x_j", r":10: the formula is about the components of a vector"),
        (r"\operatorname{bend}(x) = \max(\cos(x), x)", r":10: where .* cannot be found exactly"),
        (r"s = 1.4142", r":10: S is 1.4142135623730951 in snippets/bend.py, its formula gives 1.4142, 6.11e"),
        (r"s = \frac{1}{0}", r":10: the formula for S gives no number"),
        (r"s = s^2", r":10: the formula for S gives no number: it is defined by itself"),
        (SLOPE, r":10: this states the derivative of bend, but no note states bend itself"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_formula_alone(check, formula, expected):
    """Each mistake is one message that names the place, what was found and what to do."""
    result = check(formula, *([SLOPE] if formula.lstrip().startswith(r"\operatorname{bend}(x)") else []))
    assert re.search(expected, only_problem(result))


def test_the_source_notes_definition_mixes_its_variables(check):
    """A definition over z whose last condition is about x is reported with both names, as it stands."""
    formula = r"BEND(z) = S \begin{cases}z, z > 0 \\ \alpha(e^z - 1), x≤ 0\end{cases}"
    assert "mixes the variables z and x" in only_problem(check(formula))


def test_a_wrong_derivative_is_named_with_the_code_it_contradicts(check):
    """Of two formulas that do not fit, the one the code does not support is to be mended."""
    found = only_problem(check(VALUE, SLOPE.replace("e^{x}", "e^{-x}")))
    assert ":20: this is not the derivative of the formula at docs/functions/bend.md:10" in found
    assert re.search(r"at x = -1.0 that derivative is 0.1839397205857\d+, this 1.3591409142295\d+", found)
    assert "mend this formula: bend_grad is the derivative of the other" in found


def test_a_wrong_grad_is_named(check):
    """A `_grad` that is not the stated derivative, which is that of the formula."""
    wrong = SNIPPET.replace("alpha * np.exp(wide)", "alpha * np.exp(wide) * 1.001")
    found = only_problem(check(VALUE, SLOPE, snippet=wrong))
    assert ":20: bend_grad in snippets/bend.py differs from the formula at x = " in found


def test_a_grad_without_a_stated_derivative_is_compared_with_the_formulas_own(check):
    """No note needs to state the derivative; `_grad` is checked all the same, off the kink."""
    assert check(VALUE)["problems"] == []
    found = only_problem(
        check(VALUE, snippet=SNIPPET.replace("np.where(wide > 0, SCALE, alpha", "np.where(wide > 0, 1, alpha"))
    )
    assert ":10: bend_grad in snippets/bend.py differs from the derivative of this formula at x = 1.0" in found


def test_the_value_at_a_kink_is_the_formulas(check):
    """Only the stated derivative says what `_grad` is at the kink, and there it must be just that."""
    right = SLOPE.replace("x > 0", r"x \ge 0").replace(r"x \le 0", "x < 0")
    assert "at x = 0.0" in only_problem(check(VALUE, right)).replace("-0.0", "0.0")


def test_a_changed_constant_breaks_its_formula_and_every_formula_that_holds_it(check):
    """A formula takes a constant's own formula for it, so a wrong literal does not hide in the code."""
    result = check(CONSTANT, VALUE, SLOPE, snippet=SNIPPET.replace("1.4142135623730950488", "1.4142"))
    assert [problem["line"] for problem in result["problems"]] == [10, 20, 30]


def test_an_inaccurate_snippet_is_found_where_it_loses_digits(check):
    """exp(x) − 1 has no correct digit beside 0, which the exact value shows down to the smallest float."""
    naive = SNIPPET.replace("np.expm1(wide)", "(np.exp(wide) - 1)")
    assert "bend in snippets/bend.py differs from the formula at x = -" in only_problem(check(VALUE, snippet=naive))


def test_an_exception_raises_the_bar_for_one_function_and_dtype(check):
    """snippets/EXCEPTIONS.toml lists what misses two ulp; what misses its own entry is still a problem."""
    rough = SNIPPET.replace("alpha * np.expm1(wide)", "alpha * np.expm1(wide) * (1 + 2**-50)")
    entry = '[[exception]]\nfunction = "bend"\ndtype = "float64"\nulp = {}\ntried = "nothing"\n'
    assert "at most 2 ulp" in only_problem(check(VALUE, SLOPE, snippet=rough))
    assert check(VALUE, SLOPE, snippet=rough, exceptions=entry.format(12))["problems"] == []
    assert "at most 3 ulp" in only_problem(check(VALUE, SLOPE, snippet=rough, exceptions=entry.format("3.0")))


def test_parameters_are_compared_away_from_their_defaults(check):
    """A parameter that the code ignores is found, and the message says at which value."""
    deaf = SNIPPET.replace("alpha * np.expm1(wide)", "0.5 * np.expm1(wide)")
    assert re.search(r"at x = \S+ \(alpha = [\d.]+\) in float64", only_problem(check(VALUE, SLOPE, snippet=deaf)))


@pytest.mark.parametrize(
    "change, expected",
    [
        (
            ("wide = np.asarray(x, np.float64)", "wide = np.asarray(x).nope", 1),
            "bend raises AttributeError for float16",
        ),
        ((".astype(np.asarray(x).dtype)[()]", "", 1), "bend gives float64 of shape .* for float16"),
        (("def bend_grad", "def bend_slope"), "snippets/bend.py has no bend_grad, whose formula this is"),
        (("bend_grad(x, alpha=0.5)", "bend_grad(x)"), "bend_grad has no parameter alpha"),
    ],
)
def test_a_function_that_cannot_be_compared_is_a_problem(check, change, expected):
    """Foreign code may do anything; what it does is said."""
    assert re.search(expected, only_problem(check(VALUE, SLOPE, snippet=SNIPPET.replace(*change))))


def test_a_derivative_may_be_stated_by_its_function(check):
    """bend' = bend + α on the left: the formula of bend is put in where it is called."""
    rows = r"s & z > 0 \\ \operatorname{Bend}(z) + \alpha & z \le 0"
    slope = rf"\frac{{d}}{{dz}} \operatorname{{Bend}}(z) = \begin{{cases}} {rows} \end{{cases}}"
    result = check(VALUE, slope)
    assert result["problems"] == []
    assert result["reports"][1]["established"] == ["by simplification"]


def test_a_second_derivative_is_compared_with_the_formula_alone(check):
    """No snippet function belongs to it, so no points of code are counted."""
    second = r"\operatorname{bend}''(x) = \begin{cases} 0 & x > 0 \\ \alpha e^{x} & x \le 0 \end{cases}"
    result = check(VALUE, SLOPE, second)
    assert result["problems"] == [] and result["reports"][2]["points"] == 0
    assert "derivative of order 2" in only_problem(
        check(VALUE, SLOPE, second.replace("alpha e", "alpha 2 e").replace(" 2 ", r" \cdot 2 "))
    )


def test_equality_by_values_says_so(check):
    """Where algebra in bounded effort does not decide, the report gives the number of points."""
    chain = VALUE + r" = \max(s x, 0) + \alpha (e^{\frac{x - |x|}{2}} - 1)"
    assert check(chain)["reports"][0]["established"] == ["by simplification"]
    softplus = SNIPPET.replace("np.where(wide > 0, SCALE * wide, alpha * np.expm1(wide))", "np.logaddexp(wide, 0)")
    softplus = softplus.replace("np.where(wide > 0, SCALE, alpha * np.exp(wide))", "np.exp(-np.logaddexp(0, -wide))")
    tex = r"\operatorname{bend}(x) = \ln(1 + e^x) = \max(x, 0) + \ln(1 + e^{-|x|})"
    entry = '[[exception]]\nfunction = "bend_grad"\ndtype = "float64"\nulp = 1000\ntried = "the neat form"\n'
    result = check(tex, snippet=softplus, exceptions=entry)
    assert result["problems"] == []
    assert re.fullmatch(r"at \d+ points to 50 digits", result["reports"][0]["established"][0])


def test_samples_hold_the_kinks_with_one_sided_slopes(check, tmp_path):
    """The grid holds each kink; slopes come from the formula, values from the snippet."""
    check(VALUE)
    rows = [{"path": "docs/functions/bend.md", "line": 1, "column": 1, "tex": VALUE}]
    found = samples("bend", "snippets/bend.py", str(tmp_path), -3, 4, [].append, rows)
    assert found["kinks"] == [{"x": 0.0, "left": 0.5, "right": 2**0.5}]
    assert found["parameters"] == {"alpha": 0.5}
    x = np.array(found["x"])
    assert 0.0 in x and x[0] == -3 and x[-1] == 4 and np.all(np.diff(x) > 0)
    assert found["f"][0] == pytest.approx(0.5 * np.expm1(-3)) and found["grad"][-1] == 2**0.5


def test_a_boundary_without_a_jump_of_the_slope_is_no_kink(check, tmp_path):
    """Outside the range, or with equal slopes on both sides, nothing is marked; without formulas there are no kinks."""
    smooth = r"\operatorname{bend}(x) = \begin{cases} x & x > 0 \\ e^{x} - 1 & x \le 0 \end{cases}"
    check(VALUE)
    for tex, low in ((smooth, -3), (VALUE, 1)):
        rows = [{"path": "n.md", "line": 1, "column": 1, "tex": tex}]
        assert samples("bend", "snippets/bend.py", str(tmp_path), low, 4, [].append, rows)["kinks"] == []
    assert samples("bend", "snippets/bend.py", str(tmp_path), -3, 4, [].append)["kinks"] == []


def test_a_snippet_that_stops_when_imported_is_one_problem(check):
    """At its line, without a traceback."""
    (problem,) = check(VALUE, snippet=SNIPPET + "\n\n1 / 0\n")["problems"]
    line = (SNIPPET + "\n\n1 / 0\n").splitlines().index("1 / 0") + 1
    assert (problem["path"], problem["line"]) == ("snippets/bend.py", line)
    assert problem["found"] == "importing it raises ZeroDivisionError: division by zero"


def test_a_snippet_that_changes_its_argument_is_reported(check):
    """What is handed to it is the caller's."""
    changing = SNIPPET.replace("    return", "    x += 0.0 * x + 1\n    return", 1)
    found = [problem["found"] for problem in check(VALUE, snippet=changing)["problems"]]
    assert any("changes the array it is given" in words for words in found)
