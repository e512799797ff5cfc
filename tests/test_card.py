"""Cards as pictures: their size, what stands where, the same bytes each time."""

from __future__ import annotations

import base64
import io

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image

from rectified.drawing.card import FALSE, LEFT, TRUE, draw_cards
from rectified.drawing.palette import LIGHT

X = [index / 20 - 4 for index in range(161)]
SAMPLES = {
    "x": X,
    "f": [abs(x) for x in X],
    "grad": [-1.0 if x < 0 else 1.0 for x in X],
    "kinks": [{"x": 0.0, "left": -1.0, "right": 1.0}],
}
FUNCTION = {"name": "f", "title": "Absolute value", "summary": "The distance from 0.", "address": "functions/abs/"} | {
    "samples": SAMPLES
}
MYTH = {"name": "m", "statement": "A is ℝ.", "correction": "It is $5 & (−λα, ∞).", "address": "functions/a/#claim-b"}
LONG = "It is said that a function with a rather long name is never quite what it seems " * 4


def drawn(**changes):
    """A card's file."""
    card = {**(FUNCTION if "summary" in changes or "title" in changes else MYTH), **changes}
    return base64.b64decode(draw_cards([card], lambda _: None)[card["name"]])


def pixels(file):
    return np.array(Image.open(io.BytesIO(file)).convert("RGB")).astype(int)


def near(file, colour):
    """Where a card is of a colour, or nearly: rows and columns of its pixels."""
    wanted = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    return np.nonzero(np.abs(pixels(file) - wanted).max(axis=2) < 12)


CARDS = {
    "a function": FUNCTION,
    "a myth": MYTH,
    "a long summary": {**FUNCTION, "summary": LONG},
    "a long title": {**FUNCTION, "title": "Gated linear unit of some kind"},
    "a long myth": {**MYTH, "statement": LONG, "correction": LONG},
    "a long address": {**MYTH, "address": "owner.example.org/rectified/" * 4},
}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_card_has_its_size_and_its_margins(card):
    """1200 by 630, at most 60 kB, and nothing but paper at its edges, however much there is to say."""
    (file,) = map(base64.b64decode, draw_cards([card], lambda _: None).values())
    found = pixels(file)
    assert found.shape == (630, 1200, 3) and len(file) <= 60_000
    paper = found[0, 0]
    assert np.abs(paper - 255).max() <= 3
    for edge in (found[:20], found[-20:], found[:, : LEFT - 20], found[:, 1200 - LEFT + 24 :]):
        assert np.abs(edge - paper).max() <= 3


def test_a_myth_says_false_and_the_correction_stands_below():
    """In two colours."""
    file = drawn()
    false, true = near(file, FALSE)[0], near(file, TRUE)[0]
    assert len(false) > 500 and len(true) > 500
    assert false.max() < true.min()


def test_a_function_shows_its_curves_beside_its_name():
    """The derivative breaks where it jumps: no line joins both sides."""
    file = drawn(title="Absolute value")
    rows, columns = near(file, LIGHT["c1"])
    assert (columns[rows < 540] > 640).all()
    rows, columns = near(file, LIGHT["c2"])
    below = rows[rows > 100]
    assert len(below) and np.diff(np.unique(below)).max() > 50


@pytest.mark.parametrize("kind, name", [("m", "statement"), ("m", "correction"), ("m", "address"), ("f", "summary")])
def test_every_word_of_a_card_can_be_seen(kind, name):
    """Another word is another picture."""
    card = {"title": "Absolute value"} if kind == "f" else {}
    assert drawn(**card, **{name: "One"}) != drawn(**card, **{name: "Two"})


def test_the_same_card_gives_the_same_bytes():
    """Whatever is set for matplotlib."""
    first = drawn(), drawn(title="Absolute value")
    with mpl.rc_context({"lines.linewidth": 9, "font.size": 30, "font.family": "serif"}):
        assert (drawn(), drawn(title="Absolute value")) == first
