"""Wrong versions of a snippet, each with a single change."""

from __future__ import annotations

import ast
import copy
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

#: What a change is, in words, and what makes it, given the node of a copy of the tree.
Change = tuple[str, Callable[[Any], None]]
#: The changes that one kind of mistake makes of a node.
Mistake = Callable[[ast.AST], Iterator[Change]]

_FLIPPED: Mapping[type, type] = {
    ast.Gt: ast.Lt,
    ast.Lt: ast.Gt,
    ast.GtE: ast.LtE,
    ast.LtE: ast.GtE,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}

#: NumPy functions that are easily taken for one another.
_MISTAKEN = {
    "exp": "expm1",
    "expm1": "exp",
    "log1p": "log",
    "maximum": "minimum",
    "minimum": "maximum",
    "tanh": "sin",
    "abs": "negative",
    "float64": "float32",
}

#: Calls that leave their first argument as it is where the others do not matter.
_LIMITS = ("maximum", "minimum", "clip", "copysign", "asarray")

#: How far a constant is nudged: relatively, and in units in the last place where accuracy is promised.
NUDGE, ULPS = 1e-4, 4


def wrong_code(source: str, *, coarse: bool = False) -> Iterator[tuple[int, int, str, str]]:
    """Line, column, change and wrong source of each version.

    coarse: rather those that are far off, which claims can be tried on first.
    """
    tree = ast.parse(source)
    _mark_sums(tree)
    nodes = list(ast.walk(tree))
    for mistake in COARSE if coarse else FINE:
        for index, node in enumerate(nodes):
            for what, change in mistake(node):
                changed = copy.deepcopy(tree)
                change(list(ast.walk(changed))[index])
                place = getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1
                yield *place, what, ast.unparse(ast.fix_missing_locations(changed))


def _mark_sums(tree: ast.AST) -> None:
    """Mark the numbers of tuples: coefficients, and the two parts of a number that one float does not hold."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple):
            for part in ast.walk(node):
                part.in_tuple = True  # type: ignore[attr-defined]


def _function(node: ast.AST) -> str:
    """The name of the NumPy function or method that a node calls."""
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""


def _becomes(node: ast.AST, other: Callable[[Any], ast.AST]) -> None:
    """Let another node stand in a node's place."""
    new = other(node)
    node.__class__ = new.__class__
    node.__dict__ = new.__dict__


def _returns(make: Callable[[ast.expr], ast.expr]) -> Callable[[Any], None]:
    def change(function: ast.FunctionDef) -> None:
        for inner in ast.walk(function):
            if isinstance(inner, ast.Return) and inner.value is not None:
                inner.value = make(inner.value)

    return change


def _is_public(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and not node.name.startswith("_")


def _without_value(node: ast.AST) -> Iterator[Change]:
    if _is_public(node):
        zero = _returns(lambda value: ast.BinOp(value, ast.Mult(), ast.Constant(0)))
        yield f"{node.name} returns zero", zero  # type: ignore[attr-defined]


def _nan_swallowed(node: ast.AST) -> Iterator[Change]:
    if _is_public(node):
        call = ast.parse("np.nan_to_num(0, nan=0.0, posinf=np.inf, neginf=-np.inf)", mode="eval").body

        def swallow(value: ast.expr) -> ast.expr:
            outer: Any = copy.deepcopy(call)
            outer.args = [value]
            return outer  # type: ignore[no-any-return]

        yield f"{node.name} gives 0 for NaN", _returns(swallow)  # type: ignore[attr-defined]


def _branches(node: ast.AST) -> Iterator[Change]:
    if _function(node) == "where":
        for what, order in (
            ("without its first branch", (0, 2, 2)),
            ("without its second branch", (0, 1, 1)),
            ("with its branches swapped", (0, 2, 1)),
        ):
            yield f"where {what}", partial(_reorder, order=order)
    if isinstance(node, ast.If):
        for word, value in (("never", False), ("always", True)):
            yield f"the condition {word} holds", partial(_decide, value=value)


def _reorder(call: Any, order: Sequence[int]) -> None:
    call.args[:] = [copy.deepcopy(call.args[at]) for at in order]


def _decide(branch: Any, value: bool) -> None:
    branch.test = ast.Constant(value)


def _first_branch(node: ast.AST) -> Iterator[Change]:
    yield from (change for change in _branches(node) if "first" in change[0])


def _limits(node: ast.AST) -> Iterator[Change]:
    if (name := _function(node)) in _LIMITS:
        yield f"{name} left out", lambda call: _becomes(call, lambda call: call.args[0])


def _flipped(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            if type(operator) in _FLIPPED:
                yield "comparison flipped", partial(_compare, at=at, by=_FLIPPED[type(operator)])
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _FLIPPED:
        flipped = _FLIPPED[type(node.op)]
        yield "operator flipped", lambda operation: setattr(operation, "op", flipped())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "sign dropped", lambda operation: setattr(operation, "op", ast.UAdd())


def _compare(compare: Any, at: int, by: type) -> None:
    compare.ops[at] = by()


def _mistaken(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Attribute) and node.attr in _MISTAKEN:
        other = _MISTAKEN[node.attr]
        yield f"{node.attr} mistaken for {other}", lambda attribute: setattr(attribute, "attr", other)


def _dtypes(node: ast.AST) -> Iterator[Change]:
    if _function(node) == "astype":
        yield "astype left out", lambda call: _becomes(call, lambda call: call.func.value)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple) and not node.slice.elts:
        yield "[()] left out", lambda subscript: _becomes(subscript, lambda subscript: subscript.value)
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
        letters = getattr(node.comparators[0], "value", "")
        for letter in letters if isinstance(letters, str) else "":
            yield f"{letter!r} left out", partial(_leave_out, letter=letter)


def _leave_out(compare: Any, letter: str) -> None:
    compare.comparators[0].value = compare.comparators[0].value.replace(letter, "")


def _warnings(node: ast.AST) -> Iterator[Change]:
    if _function(node) == "errstate":
        yield "warnings let through", lambda call: setattr(call.keywords[0].value, "value", "warn")


def _is_float(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, float) and bool(node.value)


def _value(node: ast.AST) -> str:
    return repr(getattr(node, "value", None))


def _doubled(node: ast.AST) -> Iterator[Change]:
    if _is_float(node):
        yield f"{_value(node)} doubled", lambda constant: setattr(constant, "value", 2 * constant.value)


def _nudged(node: ast.AST) -> Iterator[Change]:
    if _is_float(node):
        yield f"{_value(node)} 1e-4 larger", lambda constant: setattr(constant, "value", (1 + NUDGE) * constant.value)


def _off_by_ulps(node: ast.AST) -> Iterator[Change]:
    if _is_float(node) and not hasattr(node, "in_tuple"):
        yield (
            f"{_value(node)} {ULPS} ulp larger",
            lambda constant: setattr(constant, "value", _ulps_more(constant.value)),
        )


def _ulps_more(value: float) -> float:
    return value + ULPS * math.ulp(value)


def _larger(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield f"{node.value} one larger", lambda constant: setattr(constant, "value", constant.value + 1)


#: Far off, the most telling first.
COARSE = (_first_branch, _without_value, _flipped, _mistaken, _doubled, _larger)
#: One mistake each, as it may be made.
FINE = (
    _branches,
    _limits,
    _flipped,
    _mistaken,
    _dtypes,
    _nan_swallowed,
    _warnings,
    _nudged,
    _off_by_ulps,
    _larger,
)
