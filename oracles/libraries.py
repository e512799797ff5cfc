"""The libraries compared with: how each is given an array, differentiates, and states its defaults.

Each is imported when it is first used, so that the tables can be read where none is installed.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import import_module
from typing import Any

import numpy as np

from oracles.counterparts import Counterpart

Function = Callable[[np.ndarray], np.ndarray]


class Library:
    """A library: its name for readers, the distribution whose version counts, and what it can do."""

    name = ""
    package = ""

    def values(self, counterpart: Counterpart) -> Function:
        """The function on an array of floats."""
        raise NotImplementedError

    def slopes(self, counterpart: Counterpart) -> Function | None:
        """The derivative that the library itself computes; None where it has none."""
        return None

    def default(self, place: str) -> float:
        """The default that stands at a place of the library: "torch.nn.ELU:alpha"."""
        call, _, parameter = place.partition(":")
        return float(inspect.signature(_named(call)).parameters[parameter].default)


class Torch(Library):
    name, package = "PyTorch", "torch"

    def values(self, counterpart: Counterpart) -> Function:
        import torch

        function = partial(_named(counterpart.call), **counterpart.options)
        return lambda x: np.asarray(function(torch.from_numpy(x.copy())))

    def slopes(self, counterpart: Counterpart) -> Function:
        import torch

        function = partial(_named(counterpart.call), **counterpart.options)

        def slopes(x: np.ndarray) -> np.ndarray:
            at = torch.from_numpy(x.copy()).requires_grad_()
            value = function(at)
            (found,) = torch.autograd.grad(value, at, torch.ones_like(value))
            return np.asarray(found)

        return slopes


class Jax(Library):
    name, package = "JAX", "jax"

    def values(self, counterpart: Counterpart) -> Function:
        jax = _jax()
        function = partial(_named(counterpart.call), **counterpart.options)
        return lambda x: np.asarray(function(jax.numpy.asarray(x)))

    def slopes(self, counterpart: Counterpart) -> Function:
        jax = _jax()
        function = jax.vmap(jax.grad(partial(_named(counterpart.call), **counterpart.options)))
        return lambda x: np.asarray(function(jax.numpy.asarray(x)))

    def default(self, place: str) -> float:
        _jax()
        return super().default(place)


class Onnx(Library):
    name, package = "ONNX", "onnx"

    def values(self, counterpart: Counterpart) -> Function:
        """The operator in a model of one node, of the newest version, run by the reference evaluator."""
        options = tuple(counterpart.options.items())

        def values(x: np.ndarray) -> np.ndarray:
            with np.errstate(all="ignore"):
                (found,) = _model(counterpart.call, options, x.dtype.name).run(None, {"x": x})
            return np.asarray(found)

        return values

    def default(self, place: str) -> float:
        import onnx

        operator, _, attribute = place.partition(":")
        return float(onnx.defs.get_schema(operator).attributes[attribute].default_value.f)


class Scipy(Library):
    name, package = "SciPy", "scipy"

    def values(self, counterpart: Counterpart) -> Function:
        function: Function = _named(counterpart.call)
        return function


#: The libraries by key, in the order in which pages show them.
LIBRARIES: Mapping[str, Library] = {"torch": Torch(), "jax": Jax(), "onnx": Onnx(), "scipy": Scipy()}


def _named(call: str) -> Any:
    """What a dotted name means: a function of a module, or a class in it."""
    module, _, name = call.rpartition(".")
    return getattr(import_module(module), name)


@cache
def _jax() -> Any:
    """JAX on the processor, with float64."""
    os.environ["JAX_PLATFORMS"] = "cpu"
    jax = import_module("jax")
    jax.config.update("jax_enable_x64", True)
    return jax


@cache
def _model(operator: str, options: tuple[tuple[str, Any], ...], dtype: str) -> Any:
    from onnx import defs, helper
    from onnx.reference import ReferenceEvaluator

    kind = helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    node = helper.make_node(operator, ["x"], ["y"], **dict(options))
    ends = [[helper.make_tensor_value_info(name, kind, [None])] for name in ("x", "y")]
    graph = helper.make_graph([node], operator, *ends)
    version = helper.make_opsetid("", defs.onnx_opset_version())
    return ReferenceEvaluator(helper.make_model(graph, opset_imports=[version]))
