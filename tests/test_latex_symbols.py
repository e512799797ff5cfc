"""The tables of commands, characters and words."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import mpmath
import pytest
import sympy as sp

import rectified.latex.symbols as symbols
from rectified.latex.reader import read
from rectified.latex.symbols import CHARACTERS, COMMANDS, FUNCTIONS, GREEK, GREEK_LETTERS, TEXTS, VARIANTS


@pytest.mark.parametrize("letter", GREEK_LETTERS)
def test_a_typed_greek_letter_is_the_command_of_its_unicode_name(letter):
    """α is \\alpha: by the Unicode Character Database, which spells lambda LAMDA and calls ϕ PHI SYMBOL."""
    kind, name = re.fullmatch(r"GREEK (SMALL LETTER|CAPITAL LETTER|PHI) (\w+)", unicodedata.name(letter)).groups()
    name = {"LAMDA": "LAMBDA", "SYMBOL": "PHI"}.get(name, name)
    assert GREEK_LETTERS[letter] == (name.capitalize() if kind.startswith("CAPITAL") else name.lower())
    assert CHARACTERS[letter] == COMMANDS[GREEK_LETTERS[letter]]


def test_every_greek_command_can_be_typed():
    """No letter can be written in one way only."""
    assert set(GREEK_LETTERS.values()) == GREEK


@pytest.mark.parametrize("name, letter", VARIANTS.items())
def test_a_variant_is_the_same_letter(name, letter):
    """\\varepsilon and \\epsilon are one symbol, since a parameter has one name."""
    assert name == f"var{letter}" and COMMANDS[name] == COMMANDS[letter]


@pytest.mark.parametrize(
    "characters, commands",
    [
        ("≤⩽", "le leq leqslant"),
        ("≥⩾", "ge geq geqslant"),
        ("<", "lt"),
        (">", "gt"),
        ("≠", "ne neq"),
        ("·⋅", "cdot"),
        ("×*", "times"),
        ("π", "pi"),
        ("∞", "infty"),
    ],
)
def test_a_sign_means_what_its_command_means(characters, commands):
    """Typed or by command, one relation, product or constant."""
    assert len({CHARACTERS[each] for each in characters} | {COMMANDS[each] for each in commands.split()}) == 1


def test_the_relations_differ():
    """No two of the five relations are taken for each other, and <= is ≤."""
    assert len({CHARACTERS[each] for each in ("<", ">", "≤", "≥", "≠")}) == 5
    assert (CHARACTERS["<="], CHARACTERS[">="]) == (CHARACTERS["≤"], CHARACTERS["≥"])


def test_every_kind_is_a_terminal_of_the_grammar():
    """A kind that the grammar does not declare would stop the parser; spaces, and `|` before it is told apart, go."""
    grammar = Path(symbols.__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    declared = set(" ".join(re.findall("^%declare (.*)$", grammar, re.M)).split())
    kinds = {kind for table in (COMMANDS, CHARACTERS, TEXTS) for kind, _ in table.values()}
    assert kinds - declared == {"SPACE", "BAR"}


#: Values at 0.3, each from a definition other than the one the reader uses.
_VALUES = {
    "exp": mpmath.e ** mpmath.mpf("0.3"),
    "ln": mpmath.quad(lambda t: 1 / t, [1, 0.3]),
    "log": mpmath.quad(lambda t: 1 / t, [1, 0.3]),
    "tanh": 1 - 2 / (mpmath.e ** mpmath.mpf("0.6") + 1),
    "sinh": (mpmath.e ** mpmath.mpf("0.3") - mpmath.e ** mpmath.mpf("-0.3")) / 2,
    "cosh": (mpmath.e ** mpmath.mpf("0.3") + mpmath.e ** mpmath.mpf("-0.3")) / 2,
    "sin": mpmath.sin(0.3),
    "cos": mpmath.cos(0.3),
    "arctan": mpmath.quad(lambda t: 1 / (1 + t * t), [0, 0.3]),
    "erf": mpmath.quad(lambda t: 2 / mpmath.sqrt(mpmath.pi) * mpmath.exp(-t * t), [0, 0.3]),
    "erfc": 1 - mpmath.quad(lambda t: 2 / mpmath.sqrt(mpmath.pi) * mpmath.exp(-t * t), [0, 0.3]),
    "Phi": mpmath.ncdf(0.3),
    "phi": mpmath.npdf(0.3),
}


@pytest.mark.parametrize("name", sorted(FUNCTIONS - {"max", "min"}))
def test_each_function_has_its_value(name):
    """The command of every listed function reads as that function: its value at 0.3 is known from elsewhere."""
    value = read(rf"f(x) = \{name}(x)").sides[0].subs(sp.Symbol("x", real=True), sp.Rational(3, 10))
    assert float(value) == pytest.approx(float(_VALUES[name]), rel=1e-14)


@pytest.mark.parametrize("name, expected", [("max", 2), ("min", -1)])
def test_max_and_min_take_the_end_they_name(name, expected):
    """Of three numbers."""
    assert read(rf"f(x) = \{name}(1, 2, -1)").sides == (expected,)


@pytest.mark.parametrize(
    "word, meaning", [("if", "IF"), ("where", "IF"), ("else", "OTHERWISE"), ("and", "AND"), ("or", "OR")]
)
def test_words_of_conditions_are_known(word, meaning):
    """In \\text{…} they are what joins a value and its condition; they are no symbols."""
    assert TEXTS[word] == (meaning, "")


def test_an_upright_function_is_the_command_and_an_upright_e_the_number():
    """\\operatorname{tanh} is \\tanh; \\mathrm{e} is 2.718…; \\mathrm{phi} may be a parameter."""
    assert all(TEXTS[name] == COMMANDS[name] for name in FUNCTIONS - {"Phi", "phi"})
    assert TEXTS["e"] == ("CONSTANT", "e") and "phi" not in TEXTS
