"""The functions of the notes with what is proved of them, each once in a run of the tests."""

from __future__ import annotations

from functools import cache

import sympy as sp
from conftest import ROOT

from rectified.facts.analysis import Analysis
from rectified.facts.analytic import FACTS
from rectified.facts.fact import Fact
from rectified.facts.stated import stated_function
from rectified.formulas.constants import check_constants
from rectified.formulas.statements import statements
from rectified.formulas.subject import read_subject
from rectified.proofs.function import Function

X = sp.Symbol("x", real=True)
U = sp.sqrt(2 / sp.pi) * (X + sp.Rational(44715, 10**6) * X**3)
FORMULAS = {
    "relu": [r"\operatorname{relu}(x) = \begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases} = \max(x, 0)"],
    "leaky_relu": [r"\operatorname{leaky\_relu}(x) = \begin{cases} x & x > 0 \\ \alpha x & x \le 0 \end{cases}"],
    "elu": [r"\operatorname{elu}(x) = \begin{cases} x & x > 0 \\ \alpha\,(e^{x} - 1) & x \le 0 \end{cases}"],
    "selu": [
        r"\operatorname{selu}(x) = \lambda \begin{cases} x & \text{if } x > 0 \\ \alpha\,(e^{x} - 1) & \text{if } x \le 0 \end{cases}",
        r"\alpha = \frac{1/\sqrt{2\pi}}{1/2 - e^{1/2}\,\Phi(-1)}",
        r"\lambda = \frac{1}{\sqrt{1/2 + \alpha^{2}\,(e^{2}\,\Phi(-2) - 2\,e^{1/2}\,\Phi(-1) + 1/2)}}",
    ],
    "sigmoid": [r"\operatorname{sigmoid}(x) = \frac{1}{1 + e^{-x}}"],
    "tanh": [r"\operatorname{tanh}(x) = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}"],
}
SMOOTH = {
    "softplus": sp.log(1 + sp.exp(X)),
    "gelu": X * (1 + sp.erf(X / sp.sqrt(2))) / 2,
    "gelu_tanh": X * (1 + sp.tanh(U)) / 2,
    "silu": X / (1 + sp.exp(-X)),
}


def stated(stem: str) -> Function:
    """The function of a snippet, from formulas as its note writes them, with constants from their own formulas."""
    subject = read_subject(ROOT, f"snippets/{stem}.py")
    found = statements(subject, [{"path": "n.md", "line": 1, "column": 1, "tex": tex} for tex in FORMULAS[stem]])[0]
    constants = check_constants(subject, [each for each in found if each.kind == "constant"])[0]
    return stated_function(subject, next(each for each in found if each.kind == "value"), constants)


@cache
def analysis(stem: str) -> Analysis:
    """The proofs about a function, none made yet."""
    return Analysis(stated(stem) if stem in FORMULAS else Function(SMOOTH[stem], X))


@cache
def fact(stem: str, name: str) -> Fact:
    """One fact about a function."""
    return FACTS[name](analysis(stem), name)


def assert_values(expected: dict[str, dict[str, str]], stem: str) -> None:
    """The facts about a function read so."""
    assert {name: fact(stem, name).value for name in expected[stem]} == expected[stem]
