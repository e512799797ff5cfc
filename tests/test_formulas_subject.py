"""Snippets as the subjects of formulas: what they export, by which names, and with which parameters."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rectified.formulas.subject import BAR, Subject, key, read_subject

SNIPPET = '''"""Bend."""

from os.path import join

import numpy as np

ALPHA: float = 1.67326324235437728481704299167
NEGATIVE = -0.1
BOTH = TWICE = 2.50
SMALL = 1_0.5e-3
HALF = 1 / 2
COUNT = 3
NAME = "bend"
FLAG = True
NOTHING = float("nan")
BEYOND = np.inf
_HIDDEN = 1.0
lower = 1.0


def leaky_bend(x, slope=0.5, *, steps=2, name="a", exact=True, axis=None):
    """Return slope * x."""
    return slope * x


def leaky_bend_grad(x, slope=0.5):
    """Return slope."""
    return np.full_like(x, slope)


def _helper(x):
    return x
'''


@pytest.fixture
def subject(tmp_path) -> Subject:
    """The snippet above, beside a list of exceptions."""
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets" / "bend.py").write_text(SNIPPET, encoding="utf-8")
    rows = '[[exception]]\nfunction = "leaky_bend_grad"\ndtype = "float16"\nulp = 3\ntried = "all"\n'
    (tmp_path / "snippets" / "EXCEPTIONS.toml").write_text(rows, encoding="utf-8")
    return read_subject(tmp_path, "snippets/bend.py")


def with_function(function) -> Subject:
    return Subject("snippets/f.py", {"f": function}, {}, {}, {})


def test_the_functions_are_the_public_ones_defined_here(subject):
    """Neither what is imported nor what begins with an underscore is the snippet's to state."""
    assert list(subject.functions) == ["leaky_bend", "leaky_bend_grad"]
    assert subject.functions["leaky_bend"](4.0) == 2.0
    assert subject.path == "snippets/bend.py"


def test_the_constants_are_finite_uppercase_numbers(subject):
    """Not truth values, words, nan, infinity, or names that are private or in lower case."""
    assert subject.constants == {
        "ALPHA": 1.6732632423543772, "NEGATIVE": -0.1, "BOTH": 2.5, "TWICE": 2.5, "SMALL": 0.0105, "HALF": 0.5, "COUNT": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    "name, written",
    [
        ("ALPHA", Fraction(167326324235437728481704299167, 10**29)),
        ("NEGATIVE", Fraction(-1, 10)),
        ("BOTH", Fraction(5, 2)),
        ("TWICE", Fraction(5, 2)),
        ("SMALL", Fraction(105, 10**4)),
        ("HALF", Fraction(1, 2)),
        ("COUNT", Fraction(3)),
    ],
)
def test_a_literal_keeps_every_digit(subject, name, written):
    """As it is written, sign, underscores and annotation included; what is computed is its float, exactly."""
    assert subject.literals[name] == written


@pytest.mark.parametrize("name", ["leaky_bend", "LeakyBend", "LEAKYBEND", "leakybend"])
def test_case_and_underscores_do_not_count_in_names(subject, name):
    """Notes write a function as the field does."""
    assert subject.function(name) == "leaky_bend"
    assert key(name) == "leakybend"


def test_a_letter_means_the_constant_of_its_name(subject):
    """`alpha` is ALPHA; what there is none of is None, and a function is no constant."""
    assert subject.constant("alpha") == "ALPHA"
    assert subject.constant("leaky_bend") is subject.constant("beta") is subject.function("alpha") is None


def test_parameters_are_the_numbers_with_a_default(subject):
    """Words, truth values and None are no parameters of a formula; an unknown function has none."""
    assert subject.parameters("leaky_bend") == {"slope": 0.5, "steps": 2.0}
    assert subject.parameters("bend") == {}


def test_the_bar_is_two_ulp_but_for_the_exceptions(subject):
    """An exception counts for its own function and dtype only."""
    assert subject.bar("leaky_bend_grad", "float16") == 3
    assert subject.bar("leaky_bend_grad", "float32") == subject.bar("leaky_bend", "float16") == BAR == 2


def test_without_a_list_there_are_no_exceptions(tmp_path):
    """The file may be missing."""
    (tmp_path / "f.py").write_text("", encoding="utf-8")
    assert read_subject(tmp_path, "f.py") == Subject("f.py", {}, {}, {}, {})


def test_a_snippet_that_does_not_load_raises_its_own_error(tmp_path):
    """So does one that is not there."""
    (tmp_path / "f.py").write_text("raise LookupError('gone')", encoding="utf-8")
    with pytest.raises(LookupError, match="gone"):
        read_subject(tmp_path, "f.py")
    for name in ("g.py", "g.txt"):
        with pytest.raises(FileNotFoundError):
            read_subject(tmp_path, name)


def test_used_parameters_are_tried_at_two_more_values_each(subject):
    """Half and twice the default; what the formula does not name stays at its default."""
    rest = {"slope": 0.5, "steps": 2.0}
    assert subject.settings("leaky_bend", set()) == [rest]
    tried = subject.settings("leaky_bend", {"slope", "steps", "else"})
    assert tried == [
        rest,
        {**rest, "slope": 0.25},
        {**rest, "slope": 1.0},
        {**rest, "steps": 1.0},
        {**rest, "steps": 4.0},
    ]


def test_a_default_of_zero_has_no_multiples():
    """It is tried at values of its own, and not at zero again."""
    subject = with_function(lambda x, shift=0: x + shift)
    assert [setting["shift"] for setting in subject.settings("f", {"shift"})] == [0, 0.3, 1.0]


def test_values_that_the_function_refuses_are_left_out():
    """ValueError is how a snippet refuses a parameter; the next value is taken instead."""

    def above_one(x, power=1.5):
        if power <= 1:
            raise ValueError("power must be above 1")
        return x**power

    assert [setting["power"] for setting in with_function(above_one).settings("f", {"power"})] == [1.5, 3.0]


def test_a_function_that_fails_otherwise_keeps_its_settings():
    """Other errors are its mistakes, to be reported when values are compared, not a way to have fewer of them."""

    def broken(x, power=2.0):
        return x.nothing

    assert [setting["power"] for setting in with_function(broken).settings("f", {"power"})] == [2.0, 1.0, 4.0]
