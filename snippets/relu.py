"""ReLU, the rectified linear unit: the positive part of x.

Sources: Fukushima, "Visual feature extraction by a multilayered network of analog threshold
elements", IEEE Transactions on Systems Science and Cybernetics 5(4), 1969, doi:10.1109/TSSC.1969.300225;
Nair and Hinton, "Rectified Linear Units Improve Restricted Boltzmann Machines", ICML 2010.
"""

import numpy as np


def relu(x):
    """Return x where x > 0, else 0, elementwise.

    x: array_like of real numbers, any shape.
    Returns: same shape; a NumPy scalar for a scalar. float16/32/64 keep their dtype;
    integers and Python numbers give float64. Other dtypes, bool among them, raise TypeError.
    Special cases: -0.0 -> -0.0, -inf -> 0, +inf -> +inf, nan -> nan.
    Accuracy: exact.
    """
    x = _floats(x)
    with np.errstate(invalid="ignore"):  # a signaling nan
        return np.where(x < 0, 0, x).astype(x.dtype)[()]  # asked this way round, -0.0 and nan pass through


def relu_grad(x):
    """Return the derivative of relu, the Heaviside step: 1 where x > 0, else 0, elementwise.

    x, shape, dtype: as for relu.
    At the kink, x = 0, every value from 0 to 1 is a subgradient; this returns 0, as PyTorch
    and JAX do, so that units whose output is 0 pass no gradient.
    Special cases: -inf -> 0, +inf -> 1, nan -> nan.
    Accuracy: exact.
    """
    x = _floats(x)
    with np.errstate(invalid="ignore"):  # a signaling nan
        return np.heaviside(x, 0).astype(x.dtype)[()]


def _floats(x):
    """Return x as an array of float16, float32 or float64; integers become float64."""
    x = np.asarray(x)
    if x.dtype.kind in "iu":
        return x.astype(np.float64)
    if x.dtype.char not in "efd":
        raise TypeError(f"x must hold integers, float16, float32 or float64, not {x.dtype}")
    return x
