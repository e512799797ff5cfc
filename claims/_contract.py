"""What every function here does with dtypes, shapes, NaN, warnings and bad input, for claims that say so."""

import inspect
import warnings

import numpy as np

from _floats import every_float16
from rectified.evidence import sampled

DTYPES = (np.float16, np.float32, np.float64)
REFUSED = (True, 1j, "1", None, np.longdouble(1), np.array([True]))


def keeps_contract(*functions, refused=()):
    """Evidence that each function keeps shapes and dtypes, maps NaN alone to NaN, is silent and refuses the rest.

    refused: values of parameters that raise ValueError, besides those that are not positive and finite.
    """
    for function in functions:
        for dtype in DTYPES:
            keeps_floats(function, dtype)
        takes_integers(function)
        refuses_others(function, refused)
    size = every_float16().size
    return sampled(
        f"{len(functions)} functions at all {size} float16 numbers, in three dtypes; integers, lists, scalars"
    )


def silently(function, x):
    """The function's values; that it warns, sets a floating-point flag or raises breaks what is claimed."""
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        try:
            return function(x)
        except Exception as error:
            raise AssertionError(f"{function.__name__} raises {type(error).__name__}: {error}") from error


def keeps_floats(function, dtype):
    """Shape and dtype come back, scalars as scalars, NaN for NaN alone, signaling or not, −0 for −0 where 0 is 0."""
    limits = np.finfo(dtype)
    x = np.concatenate([every_float16().astype(dtype), [limits.max, limits.tiny, limits.smallest_subnormal]])
    for values in (x, -x, x[:10].reshape(2, 5), x[:0], np.array([np.nan, 1, -np.inf, np.inf], dtype)):
        before = values.copy()
        y = silently(function, values)
        assert y.shape == values.shape and y.dtype == dtype and np.array_equal(values, before, equal_nan=True)
        assert np.array_equal(np.isnan(y), np.isnan(values))
    bits = np.array([np.inf], dtype).view(f"u{np.dtype(dtype).itemsize}")
    assert np.isnan(silently(function, (bits + 1).view(dtype))).all()
    zero = dtype(0)
    if silently(function, zero) == 0 and "grad" not in function.__name__:
        assert np.signbit(silently(function, -zero)) and not np.signbit(silently(function, zero))
    assert type(silently(function, dtype(0.5))) is type(silently(function, np.array(0.5, dtype))) is dtype


def takes_integers(function):
    """Integers, signed or not, and Python numbers are computed in float64."""
    for values in (np.arange(4), np.arange(4, dtype=np.uint8), np.arange(4, dtype=np.int16), [0, 1, 2, 3]):
        y = silently(function, values)
        assert y.dtype == np.float64 and np.array_equal(y, function(np.arange(4.0)))
    assert type(silently(function, 1)) is type(silently(function, -1.5)) is np.float64


def refuses_others(function, refused):
    """TypeError for what is no such number, ValueError for a parameter which is not positive and finite, or refused."""
    for x in REFUSED:
        assert raised(function, x) is TypeError
    for name in list(inspect.signature(function).parameters)[1:]:
        for value in (0.0, -1.0, np.inf, np.nan, *refused):
            assert raised(function, 1.0, **{name: value}) is ValueError


def raised(function, *arguments, **parameters):
    """The type of what a call raises, None when it returns."""
    try:
        function(*arguments, **parameters)
    except Exception as error:
        return type(error)
    return None
