"""Wrong versions of typed numbers, and of the words that rest on claims."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rectified.numbers import Numeral

#: Words that turn a statement into another when one stands in the other's place.
_OPPOSITES = (
    ("above", "below"),
    ("left", "right"),
    ("positive", "negative"),
    ("bounded", "unbounded"),
    ("odd", "even"),
    ("convex", "concave"),
    ("monotone", "periodic"),
    ("rises", "falls"),
    ("increasing", "decreasing"),
    ("larger", "smaller"),
    ("largest", "smallest"),
    ("greater", "less"),
    ("more", "fewer"),
    ("most", "least"),
    ("faster", "slower"),
    ("first", "last"),
    ("before", "after"),
    ("always", "never"),
    ("every", "no"),
    ("all", "no"),
    ("everywhere", "nowhere"),
    ("both", "neither"),
    ("with", "without"),
    ("inside", "outside"),
    ("mean", "variance"),
    ("exactly", "about"),
    ("float16", "float64"),
    ("float32", "float64"),
    ("one", "two"),
    ("zero", "one"),
    ("unique", "arbitrary"),
    ("ReLU", "SELU"),
    ("PyTorch", "JAX"),
    ("attained", "approached"),
    ("smooth", "discontinuous"),
    ("vanish", "explode"),
    ("grows", "shrinks"),
    ("keeps", "loses"),
)
_OTHER = {one.casefold(): other for pair in _OPPOSITES for one, other in (pair, pair[::-1])}

#: Words without which a statement says more than it did, or the contrary.
LEFT_OUT = ("not", "never", "no", "cannot", "nor", "neither", "without", "only", "nowhere", "almost", "nearly", "about")

_WORD = re.compile(r"(?<![\w\\])[^\W\d_][\w]*(?!\w)")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\d)")
_RELATION = {"<": ">", ">": "<", "≤": "≥", "≥": "≤", "=": "≠", "−": "+", "+": "−"}


def wrong_number(numeral: Numeral) -> str:
    """The numeral with its last digit one more, of a 9 one less."""
    last = numeral.text[-1]
    return numeral.text[:-1] + ("8" if last == "9" else str(int(last) + 1))


def wrong_words(words: str) -> Iterator[tuple[str, str]]:
    """The change and the wrong words, for each word that has an opposite or a denial, each number and relation."""
    for match in _WORD.finditer(words):
        word = match[0].casefold()
        if word in _OTHER:
            yield f"{match[0]} as {_OTHER[word]}", words[: match.start()] + _OTHER[word] + words[match.end() :]
        if word in LEFT_OUT:
            rest = words[match.end() :]
            yield f"without {match[0]}", words[: match.start()] + rest.removeprefix(" ")
    for match in _NUMBER.finditer(words):
        last = "8" if match[0][-1] == "9" else str(int(match[0][-1]) + 1)
        yield f"{match[0]} as {match[0][:-1]}{last}", words[: match.end() - 1] + last + words[match.end() :]
    for at, sign in enumerate(words):
        if sign in _RELATION:
            yield f"{sign} as {_RELATION[sign]}", words[:at] + _RELATION[sign] + words[at + 1 :]
