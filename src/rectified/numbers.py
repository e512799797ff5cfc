"""Typed numbers: each numeral with a decimal point must be a figure that the build found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from rectified.notes import Note

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
#: Not inside a name, a version, a path or a DOI; thousands may be set off by commas or thin spaces.
_NUMERAL = re.compile(
    r"(?=[-−–.\d])(?<![^\W_])(?<![^\W_]_)(?<![.\\])(?<![^\W\d]/)(?<!10\.\d{4}/)(?<!10\.\d{5}/)"
    r"(?P<sign>[-−–])?(?P<digits>(?:\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+|\d+)?\.\d+)(?!\d|\.\d)"
    r"(?:[eE](?P<e>[-+−]?\d+)|\s*(?:\\times|\\cdot|×|·)\s*10(?:\^\{?(?P<power>[-−]?\d+)\}?|(?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)))?"
    r"(?P<percent>\s?\\?%)?"
)
#: What every numeral holds, and what may stand in it before that.
_POINT = re.compile(r"\.\d")
_BEFORE_POINT = "-−–,\u00a0\u202f\u2009"  # and digits
#: What stands before a numeral that is no measurement: the name of what has versions or numbers, and others of it.
_EXEMPT_BEFORE = re.compile(
    r"(?:\b(?:version|Python|NumPy|SciPy|SymPy|PyTorch|JAX|Keras|TensorFlow|ONNX|MkDocs|CUDA)\s*(?:[<>=~!^]=?)?"
    r"|\b(?:Theorem|Lemma|Corollary|Proposition|Definition|Algorithm|Chapter|Section|Table|Figure|Equation)s?"
    r"|\b(?:Sec|Fig|Eq)s?\.|§|\barXiv:?|\bdoi:?)\s*(?:\d+(?:\.\d+)*\+?\s*(?:[-–,]|to|and|or)\s*)*$",
    re.I,
)
_EXEMPT = re.compile(r"10\.\d{4,9}/|\d{4}\.\d{4,5}\b|\d{1,2}\.\d{1,2}\.\d{2,4}\b")
_FOOTNOTE = re.compile(r"^\[\^[\w-]+\]:.*(?:\n(?:[ \t]+.*)?)*", re.M)
_TARGET = re.compile(r"\((?<=\]\()[^()\s]*\)|\[(?<=\]\[)[^\[\]]*\]|\{[^{}\n]*\}[ \t]*$|https?://\S+", re.M)


@dataclass(frozen=True)
class Numeral:
    """A typed number: where it stands, as it is written, and the values it can be a rounding of."""

    offset: int
    text: str
    value: Decimal
    half: Decimal
    signed: bool

    def rounds(self, figure: Decimal) -> bool:
        """Whether the numeral is a finite figure at its printed precision; an unsigned numeral may be a magnitude.

        Exact in a decimal context with as many digits as the figure has.
        """
        return abs(figure - self.value) <= self.half or (not self.signed and abs(abs(figure) - self.value) <= self.half)


def numerals(note: Note) -> Iterator[Numeral]:
    """The numerals with a decimal point in prose and inline mathematics, but for versions, dates and addresses."""
    return numerals_in(_readable(note))


def numerals_in(text: str) -> Iterator[Numeral]:
    """The same of any text, such as a claim's statement."""
    for match in _matches(text):
        before = text[max(0, match.start() - 40) : match.start("digits")]
        if not (_EXEMPT_BEFORE.search(before) or _EXEMPT.match(text, match.start("digits"))):
            yield _numeral(match, text)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """All matches of `_NUMERAL`, looked for only around decimal points: most characters are in words."""
    position = 0
    while point := _POINT.search(text, position):
        first = point.start()
        while first > position and (text[first - 1].isdecimal() or text[first - 1] in _BEFORE_POINT):
            first -= 1
        tried = (_NUMERAL.match(text, start) for start in range(first, point.start() + 1))
        if match := next(filter(None, tried), None):
            yield match
        position = match.end() if match else point.start() + 1


def _readable(note: Note) -> str:
    """The prose with inline mathematics put back, and footnotes, link targets and attribute lists blanked."""
    text = list(note.prose)
    for span in note.spans:
        if span.kind == "math":
            text[span.text_start : span.text_start + len(span.text)] = span.text
    shown = "".join(text)
    for pattern in (_FOOTNOTE, _TARGET):
        shown = pattern.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), shown)
    return shown


def _numeral(match: re.Match[str], text: str) -> Numeral:
    power = match["e"] or match["power"] or (match["super"] or "0").translate(_SUPERSCRIPTS)
    exponent = int(power.replace("−", "-")) - (2 if match["percent"] else 0)
    before = text[: match.start()][-1:]
    signed = bool(match["sign"]) and not (before.isalnum() or (before and before in ")}|\x00"))
    whole, _, decimals = match["digits"].partition(".")
    value = Decimal(f"{'-' if signed else ''}{re.sub(r'[^0-9]', '', whole)}.{decimals}e{exponent}")
    digits = len(decimals)
    half = Decimal(f"0.5000000000001e{exponent - digits}")
    return Numeral(match.start("digits"), match["digits"], value, half, signed)


def unchecked(numerals: Iterable[Numeral], figures: Iterable[Decimal]) -> list[Numeral]:
    """The numerals that none of the figures rounds to."""
    finite = [figure for figure in figures if figure.is_finite()]
    with localcontext(Context(prec=60)):
        return [numeral for numeral in numerals if not any(map(numeral.rounds, finite))]
