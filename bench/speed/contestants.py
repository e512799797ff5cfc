"""What is compared: for each function the same values from several libraries, each as a callable of one array.

A library that is not installed takes no part. All get the array in the form they want it, made before the clock runs.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np

from bench.speed import textbook

Function = Callable[[Any], Any]

#: The functions that are compared, each by the name of its snippet, which is also its name in `snippets/fast.py`.
FUNCTIONS = ("selu", "elu", "sigmoid", "softplus", "silu", "gelu")

#: The limit: the cost of reading the input and writing as much, with nothing computed.
COPY = "copy"


@dataclass(frozen=True)
class Contestant:
    """One way to compute a function. given: turns a NumPy array into what `call` takes; call: waits for its result."""

    name: str
    given: Callable[[np.ndarray], Any]
    call: Function


def contestants(function: str, dtype: str, snippets: Mapping[str, ModuleType]) -> list[Contestant]:
    """Everyone who has the function, in the order of the table. snippets: loaded modules by stem, `fast` among them."""
    found = [Contestant(COPY, _same, np.copy)]
    found += [Contestant("textbook", _same, _quiet(vars(textbook)[function]))]
    if function in snippets:
        found += [Contestant("snippet", _same, vars(snippets[function])[function])]
    fast = vars(snippets["fast"]).get(function) if "fast" in snippets else None
    if fast:
        found += [Contestant("fast", _same, fast)]
    if fast and dtype == "float32":
        found += [Contestant("fast, wide", _same, partial(fast, wide=True))]
    others = [("scipy", _scipy), ("torch", _torch), ("jax", _jax)]
    made = [make(function) for module, make in others if importlib.util.find_spec(module)]
    return [*found, *filter(None, made)]


def _same(x: np.ndarray) -> np.ndarray:
    return x


def _quiet(call: Function) -> Function:
    def quiet(x: Any) -> Any:
        with np.errstate(all="ignore"):  # the textbook forms overflow
            return call(x)

    return quiet


def _scipy(function: str) -> Contestant | None:
    from scipy import special

    calls: dict[str, Function] = {
        "sigmoid": special.expit,
        "softplus": lambda x: -special.log_expit(-x),
        "silu": lambda x: x * special.expit(x),
        "gelu": lambda x: x * special.ndtr(x),
    }
    return Contestant("scipy", _same, calls[function]) if function in calls else None


def _torch(function: str) -> Contestant:
    import torch

    torch.set_num_threads(1)
    call = torch.sigmoid if function == "sigmoid" else getattr(torch.nn.functional, function)

    def evaluated(x: Any) -> Any:
        with torch.inference_mode():
            return call(x)

    return Contestant("torch", torch.from_numpy, evaluated)


def _jax(function: str) -> Contestant:
    import jax

    jax.config.update("jax_enable_x64", True)
    call = partial(jax.nn.gelu, approximate=False) if function == "gelu" else getattr(jax.nn, function)
    compiled = jax.jit(call)
    return Contestant("jax", jax.numpy.asarray, lambda x: compiled(x).block_until_ready())
