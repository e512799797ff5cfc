"""The two math fonts have every character of the site's formulas, and browsers are told which of them has what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

import pytest
from fontTools.ttLib import TTFont
from html_pages import ROOT, addresses, local, read_page

from rectified.mathml import mathml

FONTS = ROOT / "docs/assets/fonts"
STYLE = (ROOT / "docs/assets/stylesheets/math.css").read_text(encoding="utf-8")
CASES = sorted((ROOT / "tests/cases/mathml").glob("*.tex"))

#: What each file has, as numbers; the second is fetched for a page with a character that the first lacks.
FIRST, MORE = ({*TTFont(FONTS / f"{name}.woff2").getBestCmap()} for name in ("rectified-math", "rectified-math-more"))

#: Where a browser finds a variable's italic shape: a, A, α; ℎ has a place of its own.
ITALIC = (("a", "z", 0x1D44E), ("A", "Z", 0x1D434), ("α", "ω", 0x1D6FC))

#: What has no shape: function application and space.
SHAPELESS = {*map(ord, "\u2061\xa0 \n")}

#: What elements draw that nobody writes.
DRAWN = {"msqrt": "√", "mroot": "√"}


def italic(letter: str) -> str:
    for first, last, start in ITALIC:
        if first <= letter <= last and letter != "h":
            return chr(start + ord(letter) - ord(first))
    return "ℎ" if letter == "h" else letter


def shapes(math: Element) -> Iterator[str]:
    """The characters that a browser shows; a single letter is a variable."""
    for element in math.iter():
        text = element.text or ""
        upright = local(element) != "mi" or len(text) > 1 or element.get("mathvariant") == "normal"
        yield from text if upright else italic(text)
        yield from DRAWN.get(local(element), "")


def missing(math: Element, font: set[int]) -> set[str]:
    return {shape for shape in shapes(math) if ord(shape) not in font | SHAPELESS}


def fetched(math: Element) -> set[str]:
    """For what a browser fetches the second font: Chromium asks for a variable's letter as well as for its shape."""
    return {letter for letter in [*shapes(math), *"".join(math.itertext())] if ord(letter) in MORE - FIRST}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_authors_write_is_in_one_of_the_fonts(path):
    """README.txt beside the fonts says how to add what is not."""
    math = fromstring(mathml(path.read_text(encoding="utf-8").strip(), display=True))
    assert missing(math, FIRST | MORE) == set()


@pytest.mark.parametrize("address", [address for address in addresses() if address])
def test_no_formula_of_the_site_lacks_a_character(address, site):
    """Those of functions need the first font alone."""
    formulas = read_page(site, f"{address}index.html").all("math")
    assert {shape for math in formulas for shape in missing(math, FIRST | MORE)} == set()
    if address.startswith("functions/"):
        assert {letter for math in formulas for letter in fetched(math)} == set()


def test_browsers_are_told_what_the_second_font_has():
    """All that the first has not; it has the space, by which they choose the font whose roots and brackets grow."""
    (told,) = re.findall(r"unicode-range:([^;]+);", STYLE)
    runs = [[int(end, 16) for end in run.strip().removeprefix("U+").split("-")] for run in told.split(",")]
    assert {code for run in runs for code in range(run[0], run[-1] + 1)} == MORE - FIRST
    assert ord(" ") in FIRST - MORE
