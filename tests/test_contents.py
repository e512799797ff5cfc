"""What a note asks to be run and to be checked."""

from __future__ import annotations

import pytest

from rectified.contents import fence_problems, formulas, steps, tex_problems, unbacked, value_problems
from rectified.notes import read_note
from rectified.snippets import Snippet

SELU = Snippet("selu", "snippets/selu.py", "", ("selu", "selu_grad"), {"LAMBDA": 1.05}, {}, "", "")


def read(text: str, path: str = "functions/selu.md"):
    """A note whose text begins on line 4."""
    return read_note(path, f"---\ntitle: A\n---\n{text}\n")[0]


def test_cells_claims_and_values_run_in_the_order_of_the_note():
    """Fences of Python or of no language, `{python} …` in prose; nothing else, and not what is marked norun."""
    text = (
        '```python alt="A"\na = 1\n```\n\nIt is `{python} a + 1`, `a`.\n\n```\nb = 2\n```\n\n```python claim=so\n'
        'assert a\n```\n\n```text\nno\n```\n\n```python norun="why"\nno\n```\n'
    )
    found = [(step.kind, step.line, step.source.strip()) for step in steps(read(text))]
    assert found == [("cell", 5, "a = 1"), ("value", 8, "a + 1"), ("cell", 11, "b = 2"), ("claim", 15, "assert a")]
    assert next(steps(read(text))).attributes == {"alt": "A"}


@pytest.mark.parametrize(
    "text, said",
    [
        ("```python warn=yes\n1\n```", "docs/functions/selu.md:4: unknown attribute warn= on a fence; one of alt, "),
        ("```py\n1\n```", "docs/functions/selu.md:4: a fence marked 'py', which is not run; "),
        ("```{python}\n1\n```", "docs/functions/selu.md:4: a fence marked '{python}', which is not run; "),
        ("```Python3\n1\n```", "docs/functions/selu.md:4: a fence marked 'Python3', which is not run; "),
        ("- a\n\n  ```python\n  1\n  ```", "docs/functions/selu.md:6: a cell that is indented by 2 columns; "),
        ('```python norun=""\n1\n```', "docs/functions/selu.md:4: norun without a reason; "),
    ],
)
def test_what_a_fence_may_say_is_listed(text, said):
    """Any other attribute is a slip of the pen, and nothing stays unrun without a reason."""
    (problem,) = fence_problems(read(text))
    assert str(problem).startswith(said)


def test_tex_that_cannot_be_set_is_reported_where_it_stands():
    """Inline and display alike; what can be set is no problem."""
    problems = list(tex_problems(read("$x$ and $\\frac{1}{$\n\n$$\n\\nowhere{x}\n$$\n")))
    assert [problem.line for problem in problems] == [4, 6]
    assert all("no TeX" in problem.found for problem in problems)


@pytest.mark.parametrize(
    "text, path, stem",
    [
        ("$$\n\\operatorname{selu}(x) = x\n$$", "functions/selu.md", "selu"),
        ("$$\nSELU'(x) = 1\n$$", "concepts/other.md", "selu"),
        ("As $\\operatorname{selu}(x) = x$ says", "concepts/other.md", "selu"),
        ("$$\n\\operatorname{selu\\_grad}(x) = 1\n$$", "concepts/other.md", "selu"),
        ("$$\n\\lambda = 1.05\n$$", "functions/selu.md", "selu"),
        ("$$\n\\lambda = 1.05\n$$", "concepts/other.md", ""),
        ("$$\n\\operatorname{gelu}(x) = x\n$$", "functions/selu.md", ""),
        ("$$\nE = m c^2\n$$", "functions/selu.md", ""),
    ],
)
def test_a_formula_is_read_when_its_left_side_names_a_snippets_function(text, path, stem):
    """Or its derivative, in any note, displayed or not; a constant in the snippet's own note."""
    (formula,) = formulas(read(text, path), {"selu": SELU})
    assert formula.stem == stem
    assert (unbacked(formula) is None) == bool(stem)


def test_inline_mathematics_about_nothing_is_no_formula():
    """Only displayed formulas must say what backs them."""
    assert list(formulas(read("With $x > 0$ and $y = 2x$."), {"selu": SELU})) == []


@pytest.mark.parametrize(
    "mark, claim, unchecked",
    [
        ("{claim=fixed_point}", "selu:fixed_point", ""),
        ("{claim=elu/smooth}", "elu:smooth", ""),
        ('{unchecked="defines the symbols"}', "", "defines the symbols"),
    ],
)
def test_another_display_formula_says_what_backs_it(mark, claim, unchecked):
    """A claim of this note or of another, or why nothing does, on the line after it."""
    (formula,) = formulas(read(f"$$\nE = m c^2\n$$\n{mark}\n\nText."), {})
    assert (formula.claim, formula.unchecked) == (claim, unchecked)
    assert formula.note.source[formula.end :].startswith("\n\nText.")
    assert unbacked(formula) is None


def test_a_mark_must_follow_its_formula_at_once():
    """A blank line between them, and it belongs to nothing."""
    (formula,) = formulas(read("$$\nE = m c^2\n$$\n\n{claim=fixed_point}\n"), {})
    assert str(unbacked(formula)).startswith("docs/functions/selu.md:4: a display formula that nothing backs; ")


@pytest.mark.parametrize("text", ["- a\n\n    ```python\n    1\n    ```", "> ```python\n> 1\n> ```", "```pytb\nx\n```"])
def test_other_fences_are_no_mistake(text):
    """Cells in lists and quotations; languages that are not Python."""
    assert list(fence_problems(read(text))) == []


def test_a_computed_value_may_be_written_over_two_lines():
    """Or without a space before it."""
    assert [step.source for step in steps(read("It is `{python} 1 +\n  2` or `{python}3`."))] == ["1 + 2", "3"]


@pytest.mark.parametrize("text", ["It is {python} 1.", "$x = {python} 1$", "$$\n{python}\n$$"])
def test_a_value_outside_a_code_span_is_reported(text):
    """It would be left on the page as it is."""
    (problem,) = value_problems(read(text))
    assert "not computed here" in problem.found


@pytest.mark.parametrize(
    "text, found",
    [
        ("It is $$x$$ so.", "shares its line with words"),
        ("$$\nx\n$$ so", "shares its line with words"),
        ("| a | $|x|$ |", "a | in a formula in a table ends its cell"),
    ],
)
def test_a_formula_that_markdown_would_break_is_reported(text, found):
    """Where it stands, with what to write."""
    (problem,) = tex_problems(read(text))
    assert found in problem.found


def test_a_formula_in_a_quotation_or_a_list_is_read():
    """Without the marks that its lines begin with."""
    text = "> $$\n> \\operatorname{selu}(x) = x\n> $$\n\n- a\n\n    $$\n    \\operatorname{selu}(x) = x\n    $$\n"
    assert [formula.stem for formula in formulas(read(text), {"selu": SELU})] == ["selu", "selu"]
    assert list(tex_problems(read(text + "\n| $\\lvert x \\rvert$ | $\\|x\\|$ |"))) == []
