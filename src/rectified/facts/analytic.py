"""The mathematics of a function as facts, each proved on the whole line from its formula.

Nothing here is sampled: a fact whose proof does not close raises `NotProved`, or is listed as open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

import sympy as sp

from rectified.facts.fact import Fact
from rectified.facts.words import figure, is_infinite, number, places, shown, within
from rectified.formulas.statements import Statement, exact_values, statements
from rectified.formulas.subject import Subject
from rectified.proofs.bounds import Extreme, Extremes, ball_of, extremes, lipschitz, slope_extremes
from rectified.proofs.domain import LINE
from rectified.proofs.equality import equal
from rectified.proofs.function import Function
from rectified.proofs.joints import Joint, joints, same, smoothness
from rectified.proofs.moments import Moment, normal_moment, normal_probability
from rectified.proofs.result import FINE, NotProved, Proof, precision
from rectified.proofs.roots import Zeros, fixed_points, zeros
from rectified.proofs.shape import Stretch, convex, monotone, turns
from rectified.proofs.tails import tail
from rectified.proofs.zero import Zero


@dataclass(frozen=True)
class Table:
    """The facts that were proved, and why each of the others was not, by name."""

    facts: tuple[Fact, ...]
    open: Mapping[str, str]


def analytic_facts(function: Function) -> list[Fact]:
    """Every fact of this module about a function on ℝ. Raises NotProved, naming each whose proof did not close."""
    found = table(function)
    if found.open:
        reasons = "; ".join(f"{name}: {reason}" for name, reason in found.open.items())
        raise NotProved(f"the facts {', '.join(found.open)}", function.domain, 0, reasons)
    return list(found.facts)


def table(function: Function) -> Table:
    """Every fact of this module about a function on ℝ, the unproved ones apart."""
    if function.domain != LINE:
        raise ValueError(f"facts are about the whole line; the function is given on {function.domain}")
    analysis = _Analysis(function)
    facts, unproved = [], {}
    for name, find in _FACTS.items():
        try:
            facts.append(find(analysis, name))
        except NotProved as error:
            unproved[name] = str(error)
    return Table(tuple(facts), unproved)


def stated_function(
    subject: Subject,
    stem: str,
    formulas: Sequence[Mapping[str, Any]],
    constants: Mapping[str, Fraction] | None = None,
) -> Function | None:
    """The first formula that notes state for the value of `stem`, its parameters at their defaults; None without one.

    formulas: each with "path", "line", "column" and "tex". constants: exact values of the snippet's constants, as
    `check_constants` finds them; the snippet's literals stand in for those that are not given.
    """
    found = (each for each in statements(subject, formulas)[0] if each.kind == "value" and each.target == stem)
    return next((of_statement(subject, statement, constants or {}) for statement in found), None)


def of_statement(subject: Subject, statement: Statement, constants: Mapping[str, Fraction]) -> Function:
    """The function that a statement is about, its parameters at their defaults as these are written: 0.01 is 1/100."""
    defaults = subject.parameters(statement.target)
    written = {name: Fraction(repr(number)) for name, number in defaults.items()}
    values = exact_values(subject, statement, written, constants)
    return Function(statement.equation.sides[0], statement.argument, values)


class _Analysis:
    """The proofs about one function, each made once, and a fact from each."""

    def __init__(self, function: Function) -> None:
        self.function = function

    @cached_property
    def values(self) -> Extremes:
        return extremes(self.function)

    @cached_property
    def slopes(self) -> Extremes:
        return slope_extremes(self.function)

    @cached_property
    def joints(self) -> tuple[Joint, ...]:
        return joints(self.function)

    @cached_property
    def zeros(self) -> Zeros:
        return zeros(self.function)

    @cached_property
    def second_moment(self) -> Moment:
        return normal_moment(self.function, 2)

    @cached_property
    def mirrored(self) -> Any:
        return self.function.expression.subs(self.function.argument, -self.function.argument)

    @cached_property
    def centre(self) -> Any:
        """f(0), where the graph is its own image under a half turn about (0, f(0)); else None."""
        centre = self.function.exactly(sp.S.Zero)
        return centre if equal(self.function, 2 * centre - self.mirrored).equal else None

    @cached_property
    def mean(self) -> tuple[Any, Proof]:
        """The mean for normal input: exactly f(0) where that is the centre of symmetry, else a ball."""
        moment = normal_moment(self.function)
        return (moment.value if self.centre is None else self.centre), moment

    def range(self, name: str) -> Fact:
        found = self.values
        if any(joint.smoothness < 0 for joint in self.joints):
            raise NotProved("the range", LINE, 0, "the function jumps, so its values may leave gaps")
        low, high = found.infimum, found.supremum
        left, right = "[" if low.attained else "(", "]" if high.attained else ")"
        said = [f"{left}{shown(low.value)}, {shown(high.value)}{right}"]
        said += [
            f"{end} end {'attained' if extreme.attained else 'not attained'}"
            for end, extreme in (("lower", low), ("upper", high))
            if not is_infinite(extreme.value)
        ]
        return _fact(name, ", ".join(said), found, infimum=low.value, supremum=high.value)

    def monotone(self, name: str) -> Fact:
        found = monotone(self.function)
        word = found.word
        if found.flat and word != "constant":
            flat = [each for each in found.stretches if each.sign == 0]
            word += f", constant on {' and '.join(_interval(each) for each in flat)}"
        if word == "not monotone":
            word += f": {'; '.join(_courses(found.stretches, 'rises', 'falls', 'is constant'))}"
        return _fact(name, word, found, **_ends(found.stretches, "turn"))

    def convex(self, name: str) -> Fact:
        found = convex(self.function)
        word = found.word
        if word.startswith("neither"):
            courses = _courses(found.stretches, "convex", "concave", "linear")
            kinks = [joint for joint in self.joints if joint.smoothness == 0]
            word += f": {'; '.join(courses)}" + "".join(f"; {_kink_bend(kink)}" for kink in kinks)
        return _fact(name, word, found, **_ends(found.stretches, "inflection"))

    def symmetry(self, name: str) -> Fact:
        even = equal(self.function, self.mirrored)
        odd = equal(self.function, -self.mirrored)
        if even.equal or odd.equal:
            word = "even and odd" if even.equal and odd.equal else "even" if even.equal else "odd"
            return _fact(name, word, even if even.equal else odd)
        word = "neither even nor odd"
        if self.centre is not None:
            about = equal(self.function, 2 * self.centre - self.mirrored)
            return _fact(name, f"{word}; odd about the point (0, {shown(self.centre)})", about, centre=self.centre)
        at = number(even.differs_at), number(odd.differs_at)
        method = f"Not even: f(x) ≠ f(−x) at x = {at[0]}; not odd: f(x) ≠ −f(−x) at x = {at[1]}"
        figures = _figures(not_even_at=even.differs_at, not_odd_at=odd.differs_at)
        return Fact(name, word, "proved", f"{method}; both by enclosures of {FINE} bits.", figures=figures)

    def smoothness(self, name: str) -> Fact:
        found = smoothness(self.function)
        if found.analytic:
            return _fact(name, "analytic", found)
        rough = [joint.point for joint in found.joints if joint.smoothness == found.order]
        at = " and ".join(map(number, rough))
        if found.order < 0:
            words = f"not continuous at x = {at}"
        elif found.order == 0:
            words = f"C⁰: continuous, not differentiable at x = {at}"
        else:
            next_one = found.order + 1
            words = f"{_power(found.order)}, not {_power(next_one)}: derivative {next_one} jumps at x = {at}"
        return _fact(name, words, found, order=found.order)

    def slope_supremum(self, name: str) -> Fact:
        return self._slope(name, self.slopes.supremum)

    def slope_infimum(self, name: str) -> Fact:
        return self._slope(name, self.slopes.infimum)

    def _slope(self, name: str, extreme: Extreme) -> Fact:
        value = shown(extreme.value)
        kinks = {joint.point for joint in self.joints if joint.smoothness == 0}
        if extreme.attained:
            value += f", attained {places(extreme.at, kinks)}"
        elif not is_infinite(extreme.value):
            one_sided = [at for at in extreme.at if at in kinks]
            where = f"the one-sided slope at x = {number(one_sided[0])}" if one_sided else _toward(extreme.at)
            value += f", not attained: {where}"
        return _fact(name, value, self.slopes, slope=extreme.value, **_located(extreme.at))

    def lipschitz(self, name: str) -> Fact:
        found = lipschitz(self.function)
        value = "none" if is_infinite(found.constant) else shown(found.constant)
        return _fact(name, value, found, constant=found.constant)

    def slope_at_zero(self, name: str) -> Fact:
        at_zero = next((joint for joint in self.joints if joint.point == 0), None)
        if at_zero is None:
            piece = next(piece for piece in self.function.pieces if piece.low < 0 < piece.high)
            slope = piece.smooth.slope.exactly(sp.S.Zero)
            return Fact(name, shown(slope), "proved", "At x = 0: exact algebra.", figures=_figures(slope=slope))
        left, right = at_zero.slopes
        if at_zero.smoothness < 0:
            raise NotProved("the slope at 0", LINE, 0, "the function jumps there")
        if same(left, right):
            return _fact(name, shown(left), at_zero, slope=left)
        value = f"{shown(left)} from the left, {shown(right)} from the right"
        return _fact(name, value, at_zero, left=left, right=right)

    def kinks(self, name: str) -> Fact:
        kinks = [joint for joint in self.joints if joint.smoothness == 0]
        if any(joint.smoothness < 0 for joint in self.joints):
            raise NotProved("the kinks", LINE, 0, "the function jumps")
        said = [
            f"at x = {number(kink.point)}, "
            f"slope {shown(kink.slopes[0])} to the left and {shown(kink.slopes[1])} to the right"
            for kink in kinks
        ]
        figures = {
            f"{word}_{index}": value
            for index, kink in enumerate(kinks, 1)
            for word, value in (("at", kink.point), ("left", kink.slopes[0]), ("right", kink.slopes[1]))
        }
        return _fact(name, "; ".join(said) or "none", smoothness(self.function), **figures)

    def limit_left(self, name: str) -> Fact:
        return self._limit(name, -1)

    def limit_right(self, name: str) -> Fact:
        return self._limit(name, 1)

    def _limit(self, name: str, side: int) -> Fact:
        piece = self.function.pieces[-1 if side > 0 else 0]
        found = tail(piece.smooth, side, piece.low if side > 0 else piece.high)
        value, figures = shown(found.limit), {"limit": found.limit}
        start = number(sp.Integer(found.start))
        where = f"(−∞, {start}]" if side < 0 else f"[{start}, ∞)"
        method = f"On {where}: an expansion with remainder."
        if is_infinite(found.limit) and found.asymptote is not None:
            slope, intercept = found.asymptote
            value += f", asymptote y = {_line(slope, intercept)}"
            figures |= {"slope": slope, "intercept": intercept}
        return Fact(name, value, "proved", method, figures=_figures(**figures))

    def zeros_(self, name: str) -> Fact:
        return self._isolated(name, self.zeros)

    def fixed_points(self, name: str) -> Fact:
        return self._isolated(name, fixed_points(self.function))

    def _isolated(self, name: str, found: Zeros) -> Fact:
        if found.intervals and any(joint.smoothness < 0 for joint in self.joints):
            raise NotProved(f"the {name.replace('_', ' ')}", LINE, 0, "the function jumps at the end of an interval")
        said = [f"every x in {_interval(Stretch(*ends, 0))}" for ends in found.intervals]
        if found.isolated:
            said.append(f"x = {', '.join(map(number, found.isolated))}")
        figures = {f"at_{index}": zero for index, zero in enumerate(found.isolated, 1)}
        return _fact(name, "; ".join(said) or "none", found, **figures)

    def extrema(self, name: str) -> Fact:
        found = turns(self.function)
        said = [f"{turn.kind} {shown(turn.value)} at x = {number(turn.at)}" for turn in found.turns]
        figures: dict[str, Any] = {}
        for index, turn in enumerate(found.turns, 1):
            figures |= {f"at_{index}": turn.at, f"{turn.kind}_{index}": turn.value}
        return _fact(name, "; ".join(said) or ("none strict" if found.flat else "none"), found, **figures)

    def normal_mean(self, name: str) -> Fact:
        mean, proof = self.mean
        if (power := within(mean)) is not None:
            return _fact(name, f"0 to within 1e−{power}", proof, within=sp.Rational(1, 10**power))
        return _fact(name, shown(mean), proof, mean=mean)

    def normal_variance(self, name: str) -> Fact:
        mean, _ = self.mean
        with precision(FINE):
            variance = self.second_moment.value - ball_of(mean) ** 2
        return _fact(name, shown(variance), self.second_moment, variance=variance)

    def gain(self, name: str) -> Fact:
        """What to multiply standard-normal input's weights by, so that the second moment of the output is 1."""
        with precision(FINE):
            gain = self.second_moment.value.rsqrt()
        made = _fact(name, shown(gain), self.second_moment, gain=gain, second_moment=self.second_moment.value)
        return replace(made, method=f"{made.method} It is 1/√E[f(X)²], X ~ N(0, 1), which keeps the second moment.")

    def zero_probability(self, name: str) -> Fact:
        share = normal_probability(self.zeros)
        return _fact(name, shown(share), self.zeros, probability=share)


_FACTS: dict[str, Callable[[_Analysis, str], Fact]] = {
    "range": _Analysis.range,
    "monotone": _Analysis.monotone,
    "convex": _Analysis.convex,
    "symmetry": _Analysis.symmetry,
    "smoothness": _Analysis.smoothness,
    "slope_supremum": _Analysis.slope_supremum,
    "slope_infimum": _Analysis.slope_infimum,
    "lipschitz": _Analysis.lipschitz,
    "slope_at_zero": _Analysis.slope_at_zero,
    "kinks": _Analysis.kinks,
    "limit_left": _Analysis.limit_left,
    "limit_right": _Analysis.limit_right,
    "zeros": _Analysis.zeros_,
    "fixed_points": _Analysis.fixed_points,
    "extrema": _Analysis.extrema,
    "normal_mean": _Analysis.normal_mean,
    "normal_variance": _Analysis.normal_variance,
    "zero_probability": _Analysis.zero_probability,
    "gain": _Analysis.gain,
}


def _fact(name: str, value: str, proof: Proof, /, **figures: Any) -> Fact:
    method = f"{proof.basis[0].upper()}{proof.basis[1:]}."
    return Fact(name, value, "proved", method, figures=_figures(**figures))


def _figures(**values: Any) -> dict[str, str]:
    """The finite numbers among some values, as decimal texts."""
    return {name: figure(value) for name, value in values.items() if not is_infinite(value)}


def _courses(stretches: Sequence[Stretch], up: str, down: str, flat: str) -> list[str]:
    words = {1: up, -1: down, 0: flat}
    joined: list[list[Any]] = []
    for each in stretches:
        if joined and joined[-1][2] == each.sign:
            joined[-1][1] = each.high
        else:
            joined.append([each.low, each.high, each.sign])
    return [f"{words[sign]} on {_interval(Stretch(low, high, sign))}" for low, high, sign in joined]


def _interval(stretch: Stretch) -> str:
    """A stretch with its finite ends, which belong to it where the function is continuous."""
    low = "(−∞" if stretch.low == -sp.oo else f"[{number(stretch.low)}"
    return f"{low}, {'∞)' if stretch.high == sp.oo else number(stretch.high) + ']'}"


def _ends(stretches: Sequence[Stretch], word: str) -> dict[str, Any]:
    """Where the sign changes from 1 to −1 or back, as figures."""
    changes = [after.low for before, after in pairwise(stretches) if before.sign * after.sign < 0]
    return {f"{word}_{index}": place for index, place in enumerate(changes, 1)}


def _kink_bend(kink: Joint) -> str:
    with precision(FINE):
        up = ball_of(kink.slopes[1]) > ball_of(kink.slopes[0])
    return f"at the kink x = {number(kink.point)} the slope jumps {'up' if up else 'down'}"


def _power(order: int) -> str:
    return "C" + "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(order))


def _toward(at: Sequence[Any]) -> str:
    ends = [end for end in at if is_infinite(end)]
    return "its limit for " + " and ".join("x → −∞" if end == -sp.oo else "x → ∞" for end in ends)


def _located(at: Sequence[Any]) -> dict[str, Any]:
    """The places among where an extreme is taken that are numbers, as figures."""
    points = [each for each in at if isinstance(each, Zero) or (isinstance(each, sp.Basic) and each.is_finite)]
    return {f"at_{index}": point for index, point in enumerate(points, 1)}


def _line(slope: Any, intercept: Any) -> str:
    rise = "x" if slope == 1 else "−x" if slope == -1 else f"{shown(slope)}x"
    if intercept == 0:
        return rise
    text = shown(intercept)
    return f"{rise} − {text[1:]}" if text.startswith("−") else f"{rise} + {text}"
