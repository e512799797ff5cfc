"""Formulas come in rows that may stand below each other; nothing of them is lost or changes its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

import pytest

from rectified.breaking import breakable
from rectified.mathml import mathml

SPACES = dict.fromkeys(map(ord, "\u2061\xa0 "))


def rows(tex: str) -> list[str]:
    """The text of each row of a formula that holds no others."""
    return list(texts(fromstring(mathml(tex, display=True))))


def texts(formula: Element) -> Iterator[str]:
    for row in formula:
        if row.get("class") == "rows":
            yield from texts(row)
        else:
            yield "".join(row.itertext()).translate(SPACES)


@pytest.mark.parametrize(
    "tex, found",
    [
        (r"\operatorname{relu}(x) = \max(x, 0)", ["relu(x)", "=max(x,0)"]),
        (r"y = a + b - c", ["y", "=a", "+b", "−c"]),
        (r"y \approx -a", ["y", "≈−a"]),
        (r"y = (-a + b)", ["y", "=(−a", "+b)"]),
        (r"y = \left(a + b\right)", ["y", "=(a", "+b)"]),
        (r"y = 2\left(f\left(x\,(a + b)\right)\right)", ["y", "=2(f(x(a", "+b)))"]),
        (r"y = f(1 - g(a + b))", ["y", "=f(1", "−g(a", "+b))"]),
        (r"y = \alpha\,(x - 1)\,e^{x - 1}", ["y", "=α", "(x", "−1)", "ex−1"]),
        (r"y = (2\,x + 1)", ["y", "=(2x", "+1)"]),
        (r"y = \Phi\!\left(x\right)", ["y", "=Φ(x)"]),
        (r"y = \frac{a + b}{\sqrt{c + d}}", ["y", "=a+bc+d"]),
        (r"y = \begin{cases} a + b & x > 0 \\ 0 & x \le 0 \end{cases} = c", ["y", "={a+bx>00x≤0", "=c"]),
        (r"\sqrt{a + b}", ["a+b"]),
        (r"= x", ["=x"]),
    ],
)
def test_a_line_may_end_where_printers_end_one(tex: str, found: list[str]) -> None:
    """Before relations and operators, after the spaces between factors; not behind a sign, nor in what is stacked."""
    assert rows(tex) == found


def test_it_ends_outside_parentheses_first() -> None:
    """A row that has to be broken further holds rows itself."""
    formula = fromstring(mathml(r"y = a\,(b + c\,(d - e))", display=True))
    assert ["".join(row.itertext()) for row in formula] == ["y", "=a", "(b+c(d−e))"]
    assert ["".join(row.itertext()) for row in formula[2]] == ["(b", "+c(d−e))"]
    assert ["".join(row.itertext()) for row in formula[2][1]] == ["+c(d", "−e))"]


def test_an_operator_that_begins_a_row_stays_an_operator() -> None:
    """A browser would set it close, as a sign."""
    first = [row[0].get("form") for row in fromstring(mathml("y = a - b", display=True))]
    assert first == [None, "infix", "infix"]


def test_parentheses_that_grow_are_of_one_height_in_both_rows() -> None:
    """Higher around a fraction; those that hold no operator grow as before."""
    found = mathml(r"y = \left(1 + \frac{a}{b}\right) + \left(1 + a\right) + \left(\frac{a}{b}\right)", display=True)
    fences = [one for one in fromstring(found).iter("mo") if one.get("fence")]
    assert [one.get("minsize") for one in fences] == ["2.4em"] * 2 + ["1.8em"] * 2 + [None] * 2
    assert [one.get("maxsize") for one in fences] == [one.get("minsize") for one in fences]


@pytest.mark.parametrize("math", ["<math><mi>x</mi></math>", "<math><mrow><mi>x</mi><mo>!</mo></mrow></math>"])
def test_what_cannot_be_broken_is_left(math: str) -> None:
    """To the byte."""
    assert breakable(math) == math
