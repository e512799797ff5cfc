"""GELU, the Gaussian error linear unit: x times the chance that a standard normal number is below x.

Source: Hendrycks and Gimpel, "Gaussian Error Linear Units (GELUs)", 2016, arXiv:1606.08415.

NumPy has no erf, and rounding after each step would cost several ulp. So the steps carry pairs:
(a, b) stands for a + b, a float and what rounding took from it. See Dekker, "A floating-point
technique for extending the available precision", 1971, doi:10.1007/BF01397083.
Whoever copies one function needs the private functions and the constants too.

The accuracy figures are for NumPy 2. NumPy 1.26 computes exp itself less accurately on processors
with AVX-512, which makes it 3 ulp in float64.
"""

import numpy as np

# Pairs: √(2/π); the tanh form's coefficient; log 2**128, which lifts the far tail out of the
# subnormals; and log (2**128 φ(0)), φ being the normal density.
ROOT = (0.7978845608028654, -4.98465440455546e-17)
CUBIC = (0.044715, 2.1960211427085595e-18)
LIFT = (88.722839111673, 2.9683799217232634e-15)
LIFTED_PEAK = (87.80390057846833, -2.8770191672093936e-15)

# A polynomial p, highest power first, such that for 0 ≤ t ≤ 40 and v = t/(t + 3)
# φ(t)/Φ(−t) = t + √(2/π) + v((1 − v)p(v) − √(2/π)), to a relative error of 1e-17.
# Fitted by tools/fit_gelu_tail.py of the project that this file is from.
TAIL = (
    -0.6545800747928806, 6.414122287603155, -28.64111083449491,
    77.45191529779656, -142.6235261515705, 191.2596682515654,
    -195.26612702260164, 156.0811116960242, -99.11000264309139,
    50.5876509577151, -21.00014568538328, 6.901466118507617,
    -1.8332458892761543, 0.5408352740401154, 0.04883558078181056,
    -0.013566724351748443, -0.17176149146702213, -0.17444234366353806,
    0.007564896924380335, 0.2273607693396047, 0.2428399324178772,
    -0.0458217661373065, -0.401335541339375, -0.29225612209439045,
)  # fmt: skip


def gelu(x):
    """Return x * Phi(x), elementwise, with Phi the standard normal distribution function.

    x: array_like of real numbers, any shape.
    Returns: same shape; a NumPy scalar for a scalar. float16/32/64 keep their dtype;
    integers and Python numbers give float64. Other dtypes, bool among them, raise TypeError.
    Special cases: -0.0 -> -0.0, -inf -> -0.0, +inf -> +inf, nan -> nan.
    Accuracy: within 2 ulp in float64 (1.8 measured), 0.51 in float32 and float16.
    """
    return _value(x, _normal)


def gelu_grad(x):
    """Return the derivative of gelu, Phi(x) + x * phi(x) with phi the normal density, elementwise.

    x, shape, dtype: as for gelu. It is 0 near x = -0.7518, negative below, and at most 1.129.
    Special cases: -inf -> 0, +inf -> 1, nan -> nan.
    Accuracy: within 2 ulp in float64 (1.8 measured), 0.51 in float32 and float16;
    beside the root, for -1.1 < x < -0.4, these are ulp of 1.
    """
    return _slope(x, _normal)


def gelu_tanh(x):
    """Return 0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x**3))), elementwise.

    x, shape, dtype: as for gelu. This is GELU's tanh form, which differs from it by up to 4.7e-4.
    Special cases: -0.0 -> -0.0, -inf -> -0.0, +inf -> +inf, nan -> nan.
    Accuracy: within 2 ulp in float64 (1.6 measured), 0.51 in float32 and float16.
    """
    return _value(x, _logistic)


def gelu_tanh_grad(x):
    """Return the derivative of gelu_tanh, elementwise.

    x, shape, dtype: as for gelu. It is 0 near x = -0.7525, negative below, and at most 1.129.
    Special cases: -inf -> 0, +inf -> 1, nan -> nan.
    Accuracy: within 2 ulp in float64 (1.6 measured), 0.51 in float32 and float16;
    beside the root, for -1.1 < x < -0.4, these are ulp of 1.
    """
    return _slope(x, _logistic)


def _value(x, tail):
    """Return -t * gate at x = -t and t * (1 - gate) at x = t; `tail` gives 2**128 * gate."""
    x = _floats(x)
    with np.errstate(all="ignore"):  # the far tail is subnormal, then 0
        wide = x.astype(np.float64)
        t = np.minimum(np.abs(wide), 40.0)  # beyond it the tail is 0 in any case
        gate, _ = tail(t)
        below, rest = (part * 2.0**-128 for part in _product((t, 0.0), gate))
        y = np.where(wide > 0, (wide - below) - rest, below + rest)
        return np.copysign(y, wide).astype(x.dtype)[()]


def _slope(x, tail):
    """Return gate * (1 - t * rate) at x = -t and 1 less that at x = t; rate is gate's relative fall."""
    x = _floats(x)
    with np.errstate(all="ignore"):  # the far tail is subnormal, then 0
        wide = x.astype(np.float64)
        t = np.minimum(np.abs(wide), 40.0)
        gate, rate = tail(t)
        inner = _sum((1.0, 0.0), _product((-t, 0.0), rate))
        below, rest = (part * 2.0**-128 for part in _product(gate, inner))
        y = np.where(wide > 0, (1 - below) - rest, below + rest)
        return y.astype(x.dtype)[()]


def _normal(t):
    """Return 2**128 * Phi(-t) and its rate phi(t) / Phi(-t), as pairs."""
    v, p = t / (t + 3.0), 0.0
    for coefficient in TAIL:
        p = p * v + coefficient
    rate = _sum(_sum((t, 0.0), ROOT), (v * (3.0 / (t + 3.0) * p - ROOT[0]), 0.0))
    density = _exp(_sum(LIFTED_PEAK, _product((-0.5 * t, 0.0), (t, 0.0))))
    return _quotient(density, rate), rate


def _logistic(t):
    """Return 2**128 * sigmoid(-u) and its rate u' * sigmoid(u), as pairs.

    u is 2 * sqrt(2 / pi) * (t + 0.044715 * t**3).
    """
    root = (2.0 * ROOT[0], 2.0 * ROOT[1])
    bend = _product(CUBIC, _product((t, 0.0), (t, 0.0)))
    u = _product(_product(root, (t, 0.0)), _sum((1.0, 0.0), bend))
    slope = _product(root, _sum((1.0, 0.0), _product((3.0, 0.0), bend)))
    e = _exp(_sum(LIFT, (-u[0], -u[1])))
    whole = _sum((1.0, 0.0), (e[0] * 2.0**-128, e[1] * 2.0**-128))
    return _quotient(e, whole), _quotient(slope, whole)


def _sum(a, b):
    """Return the pair a + b."""
    s = a[0] + b[0]
    c = s - a[0]
    return s, (a[0] - (s - c)) + (b[0] - c) + (a[1] + b[1])


def _product(a, b):
    """Return the pair a * b. Products of halves are exact: they tell what rounding loses."""
    p = a[0] * b[0]
    (a0, a1), (b0, b1) = _halves(a[0]), _halves(b[0])
    lost = ((a0 * b0 - p) + a0 * b1 + a1 * b0) + a1 * b1
    return p, lost + (a[0] * b[1] + a[1] * b[0])


def _halves(a):
    """Return a float as the sum of two with half its digits each."""
    c = 134217729.0 * a  # 2**27 + 1
    high = c - (c - a)
    return high, a - high


def _quotient(a, b):
    """Return the pair a / b: one division, and the division of what it left."""
    q = a[0] / b[0]
    p = _product((q, 0.0), b)
    return q, ((a[0] - p[0]) - p[1] + a[1]) / b[0]


def _exp(a):
    """Return the pair exp(a)."""
    e = np.exp(a[0])
    return e, e * a[1]


def _floats(x):
    """Return x as an array of float16, float32 or float64; integers become float64."""
    x = np.asarray(x)
    if x.dtype.kind in "iu":
        return x.astype(np.float64)
    if x.dtype.char not in "efd":
        raise TypeError(f"x must hold integers, float16, float32 or float64, not {x.dtype}")
    return x
