"""What a layer does to mean and variance, in closed form and as balls: numbers with a rigorous error bound, 50 digits.

Z is standard normal throughout. SELU's output λ·Z for Z > 0 and λα·(exp(Z) − 1) for Z ≤ 0 needs five moments; they
are given in closed form and, independently, by rigorous quadrature.
"""

from flint import acb, arb, ctx

ctx.dps = 50

HALF = arb(1) / 2


def normal_cdf(x):
    """Φ(x)."""
    return (-arb(x) / arb(2).sqrt()).erfc() / 2


#: E[exp(Z); Z < 0] and E[exp(2Z); Z < 0], by completing the square in the exponent.
EXP_1 = HALF.exp() * normal_cdf(-1)
EXP_2 = arb(2).exp() * normal_cdf(-2)
#: E[Z; Z > 0] and E[Z²; Z > 0].
RIGHT_1 = 1 / (2 * arb.pi()).sqrt()
RIGHT_2 = HALF
#: E[exp(Z) − 1; Z < 0] and E[(exp(Z) − 1)²; Z < 0].
LEFT_1 = EXP_1 - HALF
LEFT_2 = EXP_2 - 2 * EXP_1 + HALF

#: Mean 0 is linear in α: RIGHT_1 + α·LEFT_1 = 0 with LEFT_1 ≠ 0. Variance 1 then leaves one positive λ.
ALPHA = -RIGHT_1 / LEFT_1
LAMBDA = 1 / (RIGHT_2 + ALPHA**2 * LEFT_2).sqrt()


def normal_integral(function, start=-40, stop=40):
    """Return E[function(Z); start < Z < stop] by rigorous quadrature, of an analytic function.

    Beyond 40 standard deviations the function must not grow faster than a power of z; what lies there is then below
    1e-300, which is added to the radius.
    """

    def weighted(z, _):
        return (function(z) * (-z * z / 2).exp()) / (2 * acb.pi()).sqrt()

    return acb.integral(weighted, start, stop).real + arb(0, 1e-300)


def by_quadrature():
    """Return (RIGHT_1, RIGHT_2, LEFT_1, LEFT_2) again, by integrating."""
    return (
        normal_integral(lambda z: z, 0, 40),
        normal_integral(lambda z: z * z, 0, 40),
        normal_integral(lambda z: z.exp() - 1, -40, 0),
        normal_integral(lambda z: (z.exp() - 1) ** 2, -40, 0),
    )


def exact_selu(x):
    """SELU of a ball or a float that lies on one side of 0, as a ball."""
    x = arb(x)
    return LAMBDA * x if x > 0 else LAMBDA * ALPHA * x.expm1()


def digits(ball, count=30):
    """The ball's midpoint to `count` significant digits; raises ValueError when it is not known so well."""
    if ball.rel_accuracy_bits() < count * 3.33:
        raise ValueError(f"the ball {ball} is not known to {count} digits")
    return ball.mid().str(count, radius=False)
