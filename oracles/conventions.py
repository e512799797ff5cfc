"""Differences that are a choice, each with its reason, and issues that others have filed.

Nothing here decides what a page says: the run measures first. A difference that it finds and that is not listed is
reported as undeclared; a row that the run does not confirm is reported as well, and an issue is named only where its
own example still goes wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

_EARLY = "what the result is computed from overflows, or is rounded to 0, before the result itself would be"

#: Why a library returns 0 for what lies below the smallest normal number, and the issue where that is discussed.
SUBNORMAL = {
    "jax": ("XLA counts numbers below the smallest normal one as 0, taken or returned", "jax-ml/jax#26658"),
    "torch": (_EARLY, ""),
    "onnx": (_EARLY, ""),
    "scipy": (_EARLY, ""),
}

#: Where a library's default for a parameter is not the snippet's.
DEFAULTS = {"onnx": "attributes of ONNX operators are float32 numbers"}

#: Where a library takes another form by the function's name.
FORMS = {("jax", "gelu"): "JAX takes the tanh form unless it is told approximate=False"}


@dataclass(frozen=True)
class Choice:
    """What libraries return at a special input, otherwise than the snippet, and why.

    at: "nan", "inf", "-inf", "0", "-0", or a kink; slope: of the derivative rather than the function.
    """

    libraries: tuple[str, ...]
    functions: tuple[str, ...]
    slope: bool
    at: tuple[str, ...]
    reason: str
    issue: str = ""


_KINKED = ("relu", "leaky_relu", "elu", "selu")
_COMPARED = "comparing with NaN is false, so one of the two slopes is taken"
_FRACTION = "−∞/∞ as it is computed; the limit is 0"
_PRODUCT = "−∞ times 0 as it is computed; the limit is 0"
_SLOPE = "∞ times 0 as it is computed; there is a limit"
_GELUS = ("gelu", "gelu_tanh")

CHOICES = (
    Choice(("torch", "jax"), _KINKED, True, ("nan",), _COMPARED),
    Choice(("jax",), ("leaky_relu",), True, ("0", "-0"), "JAX takes the slope from the right at the kink"),
    Choice(("jax", "onnx"), ("relu",), False, ("-0",), "the larger of −0 and 0 may be either"),
    Choice(("torch",), ("silu",), False, ("-inf",), _FRACTION, "pytorch/pytorch#195197"),
    Choice(("jax", "onnx"), ("silu",), False, ("-inf",), _PRODUCT),
    Choice(("torch", "jax"), ("silu",), True, ("inf", "-inf"), _SLOPE),
    Choice(("torch",), ("gelu",), False, ("inf",), "∞ times 0 as it is computed", "pytorch/pytorch#185770"),
    Choice(("torch", "jax", "onnx"), _GELUS, False, ("-inf",), _PRODUCT),
    Choice(("torch", "jax"), _GELUS, True, ("inf", "-inf"), _SLOPE),
)


@dataclass(frozen=True)
class Issue:
    """An issue that others filed: the library, the call and the input for which it says the result is wrong."""

    name: str
    library: str
    call: str
    slope: bool
    dtype: str
    x: float


ISSUES = (
    Issue("jax-ml/jax#39795", "jax", "jax.nn.elu", True, "float64", -40.0),
    Issue("jax-ml/jax#39796", "jax", "jax.nn.selu", True, "float64", -700.0),
    Issue("jax-ml/jax#40385", "jax", "jax.nn.sigmoid", True, "float64", 37.42994775023705),
    Issue("jax-ml/jax#40343", "jax", "jax.nn.tanh", True, "float64", 20.0),
    Issue("jax-ml/jax#40388", "jax", "jax.nn.tanh", True, "float32", -9.010913848876953),
    Issue("jax-ml/jax#39798", "jax", "jax.nn.silu", True, "float64", -709.0),
    Issue("pytorch/pytorch#195681", "torch", "torch.sigmoid", True, "float64", 37.42994775023705),
    Issue("pytorch/pytorch#195527", "torch", "torch.tanh", True, "float64", 20.0),
    Issue("pytorch/pytorch#195685", "torch", "torch.tanh", True, "float32", -9.010913848876953),
    Issue("pytorch/pytorch#187806", "torch", "torch.nn.functional.gelu", False, "float32", -5.5),
    Issue("pytorch/pytorch#187806", "torch", "torch.nn.functional.gelu", False, "float64", -10.0),
)
