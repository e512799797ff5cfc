"""The finite floats of a dtype by number, in their order: 0 is zero, 1 the smallest subnormal, −1 its negative."""

from __future__ import annotations

from typing import Any

import numpy as np

#: Numbers of each sign that `spread` takes: over all floats, and again where activation functions curve.
EVERYWHERE, CURVED = 2**13, 2**12


def last(dtype: Any) -> int:
    """The number of the largest float."""
    return int(ordinals(np.array([np.finfo(dtype).max]))[0])


def floats(numbers: np.ndarray, dtype: Any) -> np.ndarray:
    """The floats of these int64 numbers."""
    width = np.dtype(dtype).itemsize
    sizes = np.abs(numbers).astype(f"u{width}").view(f"f{width}")
    found: np.ndarray = np.where(numbers < 0, -sizes, sizes)
    return found


def ordinals(values: np.ndarray) -> np.ndarray:
    """The int64 numbers of finite floats; −0 has that of 0."""
    sizes = np.abs(values).view(f"u{values.dtype.itemsize}").astype(np.int64)
    found: np.ndarray = np.where(values < 0, -sizes, sizes)
    return found


def spread(dtype: Any) -> np.ndarray:
    """Numbers of a dtype, increasing: all of float16; of others as many in each binade, more from their eps to 1024."""
    limits = np.finfo(dtype)
    end = last(dtype)
    if limits.bits == 16:
        return np.arange(-end, end + 1)
    low, high = ordinals(np.array([limits.eps, 1024], dtype))
    sides = [_even(0, end, EVERYWHERE), _even(int(low), int(high), CURVED)]
    positive = np.concatenate(sides)
    return np.unique(np.concatenate([-positive, positive]))


def _even(low: int, high: int, count: int) -> np.ndarray:
    """Numbers from low to high in equal steps, exactly: a float64 does not hold those of large floats."""
    return np.array([low + (high - low) * step // count for step in range(count + 1)], np.int64)
