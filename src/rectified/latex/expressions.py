"""Parsed formulas as SymPy expressions, with the conditions of their `cases` and the places of their symbols."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy as sp
from lark import Token, Tree
from lark.visitors import Interpreter

from rectified.latex.tokens import FormulaError


@dataclass(frozen=True)
class Cases:
    """The conditions of the rows of one `cases`, `otherwise` as None, and where it begins."""

    conditions: tuple[Any, ...]
    line: int
    column: int


def _normal(x: Any) -> Any:
    """Φ, the standard normal distribution function, by erfc so that no tail is lost."""
    return sp.erfc(-x / sp.sqrt(2)) / 2


def _density(x: Any) -> Any:
    return sp.exp(-(x**2) / 2) / sp.sqrt(2 * sp.pi)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: getattr(sp, name) for name in ("exp", "log", "tanh", "sinh", "cosh", "sin", "cos", "erf", "erfc")},
    **{"ln": sp.log, "arctan": sp.atan, "max": sp.Max, "min": sp.Min, "Phi": _normal, "phi": _density},
}
_CONSTANTS = {"pi": sp.pi, "oo": sp.oo, "e": sp.E}
_RELATIONS = {"<": sp.Lt, ">": sp.Gt, "<=": sp.Le, ">=": sp.Ge, "=": sp.Eq, "!=": sp.Ne}


def _parts(tree: Any) -> list[Any]:
    return [child for child in tree.children if isinstance(child, Tree)]


def _words(tree: Any) -> list[Any]:
    return [child for child in tree.children if isinstance(child, Token)]


def _refuse(tree: Any, message: str, todo: str) -> FormulaError:
    return FormulaError(message, tree.meta.line, tree.meta.column, todo)


class Expressions(Interpreter):  # type: ignore[type-arg]
    """Each rule of the grammar as SymPy, outside in, so that an index is known inside its sum.

    index: the component that the left side gives, if any. cases_read: every `cases` met; places: line and column of
    each symbol's first use. Raises FormulaError where a tree has no one meaning.
    """

    def __init__(self, index: str | None = None) -> None:
        self.indices = [index] if index else []
        self.cases_read: list[Cases] = []
        self.places: dict[str, tuple[int, int]] = {}

    def _values(self, tree: Any) -> list[Any]:
        return [self.visit(part) for part in _parts(tree)]

    def _value(self, tree: Any) -> Any:
        (value,) = self._values(tree)
        return value

    group = braced = positive = _value

    def add(self, tree: Any) -> Any:
        return sp.Add(*self._values(tree))

    def times(self, tree: Any) -> Any:
        return sp.Mul(*self._values(tree))

    def subtract(self, tree: Any) -> Any:
        first, second = self._values(tree)
        return first - second

    def negative(self, tree: Any) -> Any:
        return -self._value(tree)

    def implicit(self, tree: Any) -> Any:
        before, after = _parts(tree)
        if _ends_bare(before):
            todo = r"use parentheses, as in \ln(2x)"
            raise _refuse(after, "what the function before this applies to is not clear", todo)
        return self.visit(before) * self.visit(after)

    def divide(self, tree: Any) -> Any:
        numerator, denominator = _parts(tree)
        if denominator.data == "implicit" or _ends_bare(numerator):
            raise _refuse(denominator, "it is not clear what `/` divides by what", r"use \frac{…}{…} or parentheses")
        return self.visit(numerator) / self.visit(denominator)

    def power(self, tree: Any) -> Any:
        base, exponent = self._values(tree)
        return sp.exp(exponent) if base == sp.E else base**exponent

    def fraction(self, tree: Any) -> Any:
        numerator, denominator = self._values(tree)
        return numerator / denominator

    def root(self, tree: Any) -> Any:
        return sp.sqrt(self._value(tree))

    def bars(self, tree: Any) -> Any:
        return sp.Abs(self._value(tree))

    def script(self, tree: Any) -> Any:
        return self._value(tree)

    def single(self, tree: Any) -> Any:
        (word,) = _words(tree)
        if word.type == "NUMBER" and len(word) > 1:
            raise _refuse(tree, f"`{word}` after a command without braces is not one argument", f"write {{{word}}}")
        return {"NUMBER": self.number, "SYMBOL": self.symbol, "CONSTANT": self.constant}[word.type](tree)

    def number(self, tree: Any) -> Any:
        return sp.Rational(str(_words(tree)[0]))

    def constant(self, tree: Any) -> Any:
        return _CONSTANTS[_words(tree)[0]]

    def symbol(self, tree: Any) -> Any:
        name, subscripts = str(_words(tree)[0]), [str(word) for part in _parts(tree) for word in self._subscript(part)]
        if not subscripts and name in self.indices:
            return sp.Symbol(name, integer=True)
        if len(subscripts) == 1 and subscripts[0] in self.indices:
            self._place(name, tree)
            return sp.IndexedBase(name)[sp.Symbol(subscripts[0], integer=True)]
        whole = "_".join([name, "".join(subscripts)]) if subscripts else name
        self._place(whole, tree)
        return sp.Symbol(whole, real=True)

    def _subscript(self, tree: Any) -> list[Any]:
        return [word for word in _words(tree) if word.type in ("SYMBOL", "NUMBER", "CONSTANT")]

    def _place(self, name: str, tree: Any) -> None:
        self.places.setdefault(name, (tree.meta.line, tree.meta.column))

    def call(self, tree: Any) -> Any:
        *exponent, arguments = _parts(tree)
        return self._apply(tree, exponent, [self.visit(part) for part in _parts(arguments)])

    def prefix(self, tree: Any) -> Any:
        *exponent, operand = _parts(tree)
        return self._apply(tree, exponent, [self.visit(operand)])

    def _apply(self, tree: Any, exponent: list[Any], arguments: list[Any]) -> Any:
        name = str(_words(tree)[0])
        if (len(arguments) > 1) != (name in ("max", "min")):
            wanted = "two arguments or more" if name in ("max", "min") else "one argument"
            raise _refuse(tree, f"`{name}` with {len(arguments)} arguments", f"give it {wanted}, in parentheses")
        power = self.visit(exponent[0]) if exponent else sp.Integer(1)
        if power.is_negative:
            todo = r"use \frac{1}{…}"
            raise _refuse(exponent[0], f"`{name}^{{{power}}}` may mean the inverse or the reciprocal", todo)
        return _FUNCTIONS.get(name, sp.Function(name))(*arguments) ** power

    def sum(self, tree: Any) -> Any:
        low, high, body = _parts(tree)
        index = next(str(word) for word in _words(tree) if word.type == "SYMBOL")
        bounds = (sp.Symbol(index, integer=True), self.visit(low), self._bound(high))
        self.indices.append(index)
        try:
            return sp.Sum(self.visit(body), bounds)
        finally:
            self.indices.pop()

    def _bound(self, tree: Any) -> Any:
        """The upper bound; a letter there is the number of components, not a parameter."""
        places = dict(self.places)
        bound = self.visit(tree)
        self.places = places
        return sp.Symbol(bound.name, integer=True, positive=True) if bound.is_Symbol else bound

    def cases(self, tree: Any) -> Any:
        for row in _parts(tree)[:-1]:
            if any(word.type == "OTHERWISE" for word in _words(row)):
                raise _refuse(row, "`otherwise` is followed by more rows", "put it last")
        rows = [self.visit(row) for row in _parts(tree)]
        self.cases_read.append(Cases(tuple(condition for _, condition in rows), tree.meta.line, tree.meta.column))
        decided = [(value, sp.true if condition is None else condition) for value, condition in rows]
        return sp.Piecewise(*decided, evaluate=False)

    def row(self, tree: Any) -> tuple[Any, Any]:
        value, *condition = self._values(tree)
        return (value, condition[0] if condition else None)

    def chained(self, tree: Any) -> Any:
        first, *rest = self._values(tree)
        links = []
        for relation, second in zip(rest[::2], rest[1::2], strict=True):
            links.append(relation(first, second))
            first = second
        return sp.And(*links)

    def both(self, tree: Any) -> Any:
        return sp.And(*self._values(tree))

    def either(self, tree: Any) -> Any:
        return sp.Or(*self._values(tree))

    def relation(self, tree: Any) -> Any:
        return _RELATIONS[_words(tree)[0]]


def _ends_bare(tree: Any) -> bool:
    r"""Whether a product ends in a function without parentheses, as `2 \ln x` does."""
    while tree.data in ("implicit", "times", "divide"):
        tree = _parts(tree)[-1]
    return bool(tree.data == "prefix")
