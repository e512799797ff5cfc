"""float64 arrays that carry a bound on their own error: a formula's values, known to stand within it.

The exact value lies within |value|·error + floor of value. A NaN value or an infinite bound: unknown. Rounding an
operation adds half an ulp, `UNIT`. A function of the library is taken to be `LIBRARY` off at most, which is more than
NumPy and the C library are known for, and which `check` compares with ball arithmetic. Terms of second order are left
to `reference`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
import sympy as sp
from sympy.codegen.cfunctions import expm1, log1p

from rectified.exhaustive.forms import ERFC

#: Relative: one rounding to float64, and one call of a library's function.
UNIT, LIBRARY = 2.0**-53, 2.0**-50
#: Absolute: what is lost where a result falls below the normal floats.
TINY, FALLEN = 2.0**-1000, 2.0**-960

Bound = Any  # a float, or an array of them


class Enclosed(NamedTuple):
    """Values, a bound on their relative error, and one on what is absolute of it."""

    value: np.ndarray
    error: Bound = 0.0
    floor: Bound = 0.0

    @property
    def absolute(self) -> Bound:
        """A bound on the distance of the exact value."""
        return np.abs(self.value) * self.error + self.floor


Function = Callable[[Enclosed], Enclosed]


def enclosing(expression: Any, argument: Any, values: Mapping[Any, Any]) -> Function:
    """A function from exact floats to the expression's values; common parts are computed once.

    values: an exact number for each symbol but the argument. Raises KeyError for a function that is not listed here.
    """
    shared, (whole,) = sp.cse(expression.xreplace(dict(values)))
    steps = [(symbol, _compiled(part)) for symbol, part in shared]
    last = _compiled(whole)

    def enclose(x: Enclosed) -> Enclosed:
        known = {argument: x}
        for symbol, step in steps:
            known[symbol] = step(known)
        return last(known)

    return enclose


def _compiled(expression: Any) -> Callable[[dict[Any, Enclosed]], Enclosed]:
    if expression.is_Symbol:
        return lambda known: known[expression]
    if expression.is_number:
        constant = _constant(expression)
        return lambda known: constant
    parts = [_compiled(part) for part in expression.args]
    if isinstance(expression, sp.Pow):
        return _power(parts[0], expression)
    if isinstance(expression, (sp.Add, sp.Mul)):
        combine = _add if isinstance(expression, sp.Add) else _multiply
        return lambda known: reduce(combine, [part(known) for part in parts])
    function = FUNCTIONS[expression.func]
    return lambda known: function(parts[0](known))


def _power(base: Any, expression: Any) -> Callable[[dict[Any, Enclosed]], Enclosed]:
    exponent = expression.exp
    if exponent in (sp.S.Half, -sp.S.Half):
        root: Any = _root
    elif exponent.is_Integer:
        count = abs(int(exponent))

        def root(x: Enclosed) -> Enclosed:
            return reduce(_multiply, [x] * count)
    else:
        raise KeyError(expression)
    if exponent > 0:
        return lambda known: root(base(known))
    return lambda known: _invert(root(base(known)))


def _constant(expression: Any) -> Enclosed:
    value = float(sp.N(expression, 40))
    exact = expression.is_Rational and sp.Rational(value) == expression
    return Enclosed(np.float64(value), 0.0 if exact else 2 * UNIT)  # type: ignore[arg-type]


def _add(a: Enclosed, b: Enclosed) -> Enclosed:
    value = a.value + b.value
    if _one_sign(a.value, b.value):
        error = np.maximum(a.error, b.error) + UNIT
    else:
        size = np.abs(a.value) * a.error + np.abs(b.value) * b.error
        error = UNIT + _share(size, value)
    return Enclosed(value, error, a.floor + b.floor)


def _one_sign(a: np.ndarray, b: np.ndarray) -> bool:
    return bool((np.min(a) >= 0 and np.min(b) >= 0) or (np.max(a) <= 0 and np.max(b) <= 0))


def _share(size: Bound, value: np.ndarray) -> Bound:
    """A distance relative to a value: 0 where the distance is, infinite where only the value is."""
    return np.divide(size, np.abs(value), out=np.where(size > 0, np.inf, 0.0) + 0.0 * value, where=value != 0)


def _multiply(a: Enclosed, b: Enclosed) -> Enclosed:
    value = a.value * b.value
    error = a.error + b.error + UNIT + 2 * a.error * b.error
    floor = _crossed(a, b) + _crossed(b, a)
    return Enclosed(_finite(value), error, floor + _lost(value))


def _crossed(a: Enclosed, b: Enclosed) -> Bound:
    if np.ndim(b.floor) == 0 and b.floor == 0:
        return 0.0
    return 2 * (np.abs(a.value) + a.floor) * b.floor


def _lost(value: np.ndarray) -> float:
    """What a product may lose by falling below the normal floats."""
    return TINY if np.min(np.abs(value)) < TINY else 0.0


def _finite(value: np.ndarray) -> np.ndarray:
    """Nothing is known of what is too large for float64."""
    return value if np.max(np.abs(value)) < math.inf else np.where(np.isfinite(value), value, np.nan)


def _invert(a: Enclosed) -> Enclosed:
    relative = a.error + _share(a.floor, a.value) if np.any(a.floor) else a.error
    value = _finite(1 / a.value)
    return Enclosed(value, _amplified(relative) + UNIT, _lost(value))


def _amplified(relative: Bound) -> Bound:
    """A relative error after division, e/(1 − e); infinite from a quarter up."""
    return np.where(np.asarray(relative) < 0.25, relative * (1 + 2 * relative), np.inf)[()]


def _root(a: Enclosed) -> Enclosed:
    relative = a.error + _share(a.floor, a.value) if np.any(a.floor) else a.error
    return Enclosed(np.sqrt(a.value), _amplified(relative) + UNIT)


def _exp(a: Enclosed) -> Enclosed:
    apart = a.absolute
    value = np.exp(a.value)
    error = np.where(np.asarray(apart) < 0.25, 1.2 * apart, np.inf)[()] + LIBRARY
    if np.min(a.value) > -700:
        return Enclosed(_finite(value), error)
    fallen = a.value + apart < -690
    return Enclosed(_finite(value), np.where(fallen, 0.0, error), np.where(fallen, FALLEN, 0.0))


def _expm1(a: Enclosed) -> Enclosed:
    error = (1.2 + np.maximum(a.value, 0)) * a.error  # x·exp(x)/(exp(x) − 1) is at most 1 + max(x, 0)
    error = np.where(np.asarray(a.absolute) < 0.25, error, np.inf) + LIBRARY
    return Enclosed(_finite(np.expm1(a.value)), error, a.floor * np.exp(np.max(a.value, initial=0.0) + 1))


def _log1p(a: Enclosed) -> Enclosed:
    value = np.log1p(a.value)
    if np.min(a.value) >= 0:  # x/(1 + x) is at most log(1 + x)
        return Enclosed(value, _amplified(a.error) + LIBRARY, a.floor)
    return Enclosed(value, _share(2 * a.absolute / (1 + a.value), value) + LIBRARY)


def _log(a: Enclosed) -> Enclosed:
    value = np.log(a.value)
    return Enclosed(value, _share(_amplified(a.error + _share(a.floor, a.value)), value) + LIBRARY)


def _tanh(a: Enclosed) -> Enclosed:
    return Enclosed(np.tanh(a.value), _amplified(a.error) + LIBRARY, a.floor)  # x·tanh′(x)/tanh(x) is at most 1


def _atan(a: Enclosed) -> Enclosed:
    return Enclosed(np.arctan(a.value), _amplified(a.error) + LIBRARY, a.floor)


def _each(function: Callable[[float], float], values: np.ndarray) -> np.ndarray:
    """NumPy has no error function; the C library's is called number by number."""
    return np.array([*map(function, np.ravel(values).tolist())]).reshape(np.shape(values))


def _erf(a: Enclosed) -> Enclosed:
    return Enclosed(_each(math.erf, a.value), _amplified(a.error) + LIBRARY, 1.2 * a.floor)


def _erfc(a: Enclosed) -> Enclosed:
    steep = 2 * np.maximum(a.value, 0) + 1.2  # of log(erfc), at most
    error = np.where(np.asarray(a.absolute * steep) < 0.1, 1.2 * a.absolute * steep, np.inf) + LIBRARY
    fallen = a.value - a.absolute > 26
    return Enclosed(_each(math.erfc, a.value), np.where(fallen, 0.0, error), np.where(fallen, FALLEN, 0.0))


def _wave(function: Callable[[Any], Any]) -> Function:
    def wave(a: Enclosed) -> Enclosed:
        value = function(a.value)
        return Enclosed(value, _share(a.absolute, value) + LIBRARY)

    return wave


FUNCTIONS: dict[Any, Function] = {
    sp.exp: _exp,
    expm1: _expm1,
    sp.log: _log,
    log1p: _log1p,
    sp.tanh: _tanh,
    sp.atan: _atan,
    sp.erf: _erf,
    sp.erfc: _erfc,
    ERFC: _erfc,
    sp.sin: _wave(np.sin),
    sp.cos: _wave(np.cos),
}
