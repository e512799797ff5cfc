"""The left sides of formulas: names, orders, arguments, components, and where the right side begins."""

from __future__ import annotations

import pytest

from rectified.latex.left import Left, left
from rectified.latex.symbols import GREEK


@pytest.mark.parametrize(
    "tex, expected",
    [
        (r"\operatorname*{elu}(x) = ", ("elu", 0, "x", None)),
        (r"\text{elu}(x) = ", ("elu", 0, "x", None)),
        (r"\mathit{elu}_1(x) = ", None),
        (r"f_i(x) = ", ("f", 0, "x", "i")),
        (r"f_{i}(x) = ", ("f", 0, "x", "i")),
        (r"f(x)_{j} = ", ("f", 0, "x", "j")),
        (r"f(x) := ", ("f", 0, "x", None)),
        (r"f(x) == ", None),
        (r"f(\beta) = ", ("f", 0, "beta", None)),
        (r"f(x, \alpha; λ) = ", ("f", 0, "x", None)),
        (r"f(x, 2) = ", None),
        (r"\quad f\,( x )\;= ", ("f", 0, "x", None)),
        (r"\displaystyle f\left(x\right) = ", ("f", 0, "x", None)),
        (r"\Phi(x) = ", ("Phi", 0, "x", None)),
        ("Φ(x) = ", ("Phi", 0, "x", None)),
        (r"\varphi(x) = ", ("phi", 0, "x", None)),
        ("φ'(x) = ", ("phi", 1, "x", None)),
        (r"\arctan(x) = ", ("arctan", 0, "x", None)),
        (r"\varepsilon = ", ("epsilon", 0, None, None)),
        (r"f(x; \varepsilon) = ", ("f", 0, "x", None)),
        (r"\oint = ", None),
        (r"\operatorname{leaky\_relu}(x) = ", ("leaky_relu", 0, "x", None)),
        (r"relu6(x) = ", ("relu6", 0, "x", None)),
        (r"(x) = ", None),
        (r"", None),
    ],
)  # fmt: skip
def test_a_left_side_is_taken_apart(tex, expected):
    """Name, order, argument and component, whatever marks and spaces of LaTeX surround them."""
    found = left(tex + "1")
    assert (found and (found.name, found.order, found.argument, found.index)) == expected


@pytest.mark.parametrize(
    "tex, order",
    [
        ("f'(x) = ", 1),
        ("f'''(x) = ", 3),
        (r"f^{\prime\prime}(x) = ", 2),
        (r"f^{''}(x) = ", 2),
        (r"\dfrac{d}{dx} f(x) = ", 1),
        (r"\tfrac{\mathrm{d}}{\mathrm{d} x}\, f(x) = ", 1),
        (r"\frac{d}{dx} f'(x) = ", 2),
        (r"\frac{d}{d\beta} f(\beta) = ", 1),
        (r"\frac{d}{d\beta} f(β) = ", 1),
    ],
)
def test_the_order_counts_primes_and_differentials(tex, order):
    """Each prime is one derivative, and so is d/dx before the function."""
    assert left(tex + "1").order == order


@pytest.mark.parametrize("tex", ["f(x) = x", "\n f'(x)\n :=\\; x", r"\frac{d}{dx} f(x) = x", r"\lambda = x", "α=x"])
def test_the_end_is_the_offset_behind_the_equals_sign(tex):
    """What follows it is the right side, to the character."""
    assert tex[left(tex).end :] == tex[tex.index("=") + 1 :]


@pytest.mark.parametrize("name", sorted(GREEK))
def test_every_greek_letter_may_be_defined(name):
    """A command is read as a whole, so that \\eta does not end inside \\beta or begin one."""
    assert left(rf"\{name} = 1") == Left(name, 0, None, None, len(name) + 3)
    assert left(rf"\{name}x = 1") is None


def test_a_derivative_by_another_variable_defines_nothing():
    """d/dz of f(x) is no derivative by the argument."""
    assert left(r"\frac{d}{dz} f(x) = 0") is None
