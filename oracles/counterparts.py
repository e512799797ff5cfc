"""What other libraries call each function: one row for each way to call it. A new function is a row, or a few.

Rows whose snippet is not there (yet) take no part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Counterpart:
    """One way to call a function of a snippet in another library.

    stem, function: of the snippet; library: its key in `libraries.LIBRARIES`; call: what it is called there.
    options: keyword arguments that make it that function, where its defaults do not.
    defaults: for a parameter or constant of the snippet, where the library states its own default.
    form: the function of the snippet that the library computes instead, where it takes another by that name.
    """

    stem: str
    function: str
    library: str
    call: str
    options: Mapping[str, Any] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    form: str = ""

    @property
    def shown(self) -> str:
        """How it is written: "jax.nn.gelu(x, approximate=False)"."""
        options = "".join(f", {name}={value!r}" for name, value in self.options.items())
        return f"{self.call}(x{options})" if options else self.call


COUNTERPARTS = (
    Counterpart("relu", "relu", "torch", "torch.nn.functional.relu"),
    Counterpart("relu", "relu", "jax", "jax.nn.relu"),
    Counterpart("relu", "relu", "onnx", "Relu"),
    Counterpart(
        "leaky_relu",
        "leaky_relu",
        "torch",
        "torch.nn.functional.leaky_relu",
        defaults={"alpha": "torch.nn.LeakyReLU:negative_slope"},
    ),
    Counterpart(
        "leaky_relu",
        "leaky_relu",
        "jax",
        "jax.nn.leaky_relu",
        defaults={"alpha": "jax.nn.leaky_relu:negative_slope"},
    ),
    Counterpart("leaky_relu", "leaky_relu", "onnx", "LeakyRelu", defaults={"alpha": "LeakyRelu:alpha"}),
    Counterpart("elu", "elu", "torch", "torch.nn.functional.elu", defaults={"alpha": "torch.nn.ELU:alpha"}),
    Counterpart("elu", "elu", "jax", "jax.nn.elu", defaults={"alpha": "jax.nn.elu:alpha"}),
    Counterpart("elu", "elu", "onnx", "Elu", defaults={"alpha": "Elu:alpha"}),
    Counterpart("selu", "selu", "torch", "torch.nn.functional.selu"),
    Counterpart("selu", "selu", "jax", "jax.nn.selu"),
    Counterpart("selu", "selu", "onnx", "Selu", defaults={"ALPHA": "Selu:alpha", "LAMBDA": "Selu:gamma"}),
    Counterpart("sigmoid", "sigmoid", "torch", "torch.sigmoid"),
    Counterpart("sigmoid", "sigmoid", "jax", "jax.nn.sigmoid"),
    Counterpart("sigmoid", "sigmoid", "onnx", "Sigmoid"),
    Counterpart("sigmoid", "sigmoid", "scipy", "scipy.special.expit"),
    Counterpart("tanh", "tanh", "torch", "torch.tanh"),
    Counterpart("tanh", "tanh", "jax", "jax.nn.tanh"),
    Counterpart("tanh", "tanh", "onnx", "Tanh"),
    Counterpart("softplus", "softplus", "torch", "torch.nn.functional.softplus"),
    Counterpart("softplus", "softplus", "jax", "jax.nn.softplus"),
    Counterpart("softplus", "softplus", "onnx", "Softplus"),
    Counterpart("softplus", "softplus", "scipy", "scipy.special.softplus"),
    Counterpart("silu", "silu", "torch", "torch.nn.functional.silu"),
    Counterpart("silu", "silu", "jax", "jax.nn.silu"),
    Counterpart("silu", "silu", "onnx", "Swish", defaults={"beta": "Swish:alpha"}),
    Counterpart("gelu", "gelu", "torch", "torch.nn.functional.gelu"),
    Counterpart("gelu", "gelu", "jax", "jax.nn.gelu", form="gelu_tanh"),
    Counterpart("gelu", "gelu", "jax", "jax.nn.gelu", {"approximate": False}),
    Counterpart("gelu", "gelu", "onnx", "Gelu"),
    Counterpart("gelu", "gelu_tanh", "torch", "torch.nn.functional.gelu", {"approximate": "tanh"}),
    Counterpart("gelu", "gelu_tanh", "jax", "jax.nn.gelu", {"approximate": True}),
    Counterpart("gelu", "gelu_tanh", "onnx", "Gelu", {"approximate": "tanh"}),
)
