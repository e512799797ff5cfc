"""Facts on the shape of a function: its range, where it rises and bends, its symmetry and smoothness."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from rectified.facts.analysis import Analysis
from rectified.facts.fact import Fact
from rectified.facts.proved import exact_figures, proved
from rectified.facts.words import interval, is_infinite, number, shown
from rectified.proofs.domain import LINE
from rectified.proofs.equality import equal
from rectified.proofs.function import number as ball_of
from rectified.proofs.joints import Joint, smoothness
from rectified.proofs.result import FINE, NotProved, precision
from rectified.proofs.shape import Stretch, convex, monotone


def range_of(analysis: Analysis, name: str) -> Fact:
    """The interval of all values, and which of its ends are among them."""
    found = analysis.values
    if any(joint.smoothness < 0 for joint in analysis.joints):
        raise NotProved("the range", LINE, 0, "the function jumps, so its values may leave gaps")
    low, high = found.infimum, found.supremum
    left, right = "[" if low.attained else "(", "]" if high.attained else ")"
    said = [f"{left}{shown(low.value)}, {shown(high.value)}{right}"]
    said += [
        f"{end} end {'attained' if extreme.attained else 'not attained'}"
        for end, extreme in (("lower", low), ("upper", high))
        if not is_infinite(extreme.value)
    ]
    return proved(name, ", ".join(said), found, infimum=low.value, supremum=high.value)


def monotony(analysis: Analysis, name: str) -> Fact:
    """Whether the function is monotone, or where it rises and falls."""
    found = monotone(analysis.function)
    word = found.word
    if found.flat and word != "constant":
        flat = [each for each in found.stretches if each.sign == 0]
        word += f", constant on {' and '.join(interval(each.low, each.high) for each in flat)}"
    if word == "not monotone":
        word += f": {'; '.join(_courses(found.stretches, 'rises', 'falls', 'is constant'))}"
    return proved(name, word, found, **_ends(found.stretches, "turn"))


def convexity(analysis: Analysis, name: str) -> Fact:
    """Whether the function is convex or concave, or where it is which."""
    found = convex(analysis.function)
    word = found.word
    if word.startswith("neither"):
        courses = _courses(found.stretches, "convex", "concave", "linear")
        kinks = [joint for joint in analysis.joints if joint.smoothness == 0]
        word += f": {'; '.join(courses)}" + "".join(f"; {_kink_bend(kink)}" for kink in kinks)
    return proved(name, word, found, **_ends(found.stretches, "inflection"))


def _courses(stretches: Sequence[Stretch], up: str, down: str, flat: str) -> list[str]:
    words = {1: up, -1: down, 0: flat}
    joined: list[list[Any]] = []
    for each in stretches:
        if joined and joined[-1][2] == each.sign:
            joined[-1][1] = each.high
        else:
            joined.append([each.low, each.high, each.sign])
    return [f"{words[sign]} on {interval(low, high)}" for low, high, sign in joined]


def _ends(stretches: Sequence[Stretch], word: str) -> dict[str, Any]:
    """Where the sign changes from 1 to −1 or back, as figures."""
    changes = [after.low for before, after in pairwise(stretches) if before.sign * after.sign < 0]
    return {f"{word}_{index}": place for index, place in enumerate(changes, 1)}


def _kink_bend(kink: Joint) -> str:
    with precision(FINE):
        up = ball_of(kink.slopes[1]) > ball_of(kink.slopes[0])
    return f"at the kink x = {number(kink.point)} the slope jumps {'up' if up else 'down'}"


def symmetry(analysis: Analysis, name: str) -> Fact:
    """Whether the function is even or odd, or odd about a point (0, c); points that show where it is not."""
    even = equal(analysis.function, analysis.mirrored)
    odd = equal(analysis.function, -analysis.mirrored)
    if even.equal or odd.equal:
        word = "even and odd" if even.equal and odd.equal else "even" if even.equal else "odd"
        return proved(name, word, even if even.equal else odd)
    word = "neither even nor odd"
    if analysis.centre is not None:
        about = equal(analysis.function, 2 * analysis.centre - analysis.mirrored)
        return proved(name, f"{word}; odd about the point (0, {shown(analysis.centre)})", about, centre=analysis.centre)
    at = number(even.differs_at), number(odd.differs_at)
    method = f"Not even: f(x) ≠ f(−x) at x = {at[0]}; not odd: f(x) ≠ −f(−x) at x = {at[1]}"
    figures = exact_figures(not_even_at=even.differs_at, not_odd_at=odd.differs_at)
    return Fact(name, word, "proved", f"{method}; both by enclosures of {FINE} bits.", figures=figures)


def smoothness_class(analysis: Analysis, name: str) -> Fact:
    """The largest k for which the function is Cᵏ, or that it is analytic."""
    found = smoothness(analysis.function)
    if found.analytic:
        return proved(name, "analytic", found)
    rough = [joint.point for joint in found.joints if joint.smoothness == found.order]
    at = " and ".join(map(number, rough))
    if found.order < 0:
        words = f"not continuous at x = {at}"
    elif found.order == 0:
        words = f"C⁰: continuous, not differentiable at x = {at}"
    else:
        next_one = found.order + 1
        words = f"{_power(found.order)}, not {_power(next_one)}: derivative {next_one} jumps at x = {at}"
    return proved(name, words, found, order=found.order)


def _power(order: int) -> str:
    return "C" + "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(order))
