"""Make the site's math fonts: Latin Modern Math cut to the characters of this field's formulas, in two files.

    python tools/subset_math_font.py docs/assets/fonts

The first file has what the site's formulas use, and what it is to stretch: browsers build tall brackets and roots from
the first font alone. The other has the rest, for a page with a character that the first lacks; its `unicode-range` in
docs/assets/stylesheets/math.css, which this prints, tells browsers when to fetch it.

Needs fonttools and brotli, and the font of the Debian package fonts-lmodern (another place with --font).
The same font gives the same bytes. The results have a name of their own, as the font's licence asks of changed copies.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

LATIN_MODERN = Path("/usr/share/texmf/fonts/opentype/public/lm-math/latinmodern-math.otf")
NAME = "Rectified Math"

#: What the first file has. An italic letter is what a browser shows for a single letter of a formula.
FIRST = {
    *map(ord, " \xa0()+,./0123456789:=<>[]_{|}~‖′−≈≤≥⊙⊤⋅↦∂∏∑∫√"),
    *map(ord, "AJLWabcdefghijklmnopqrstuvwxyz"),  # browsers fetch the file of the upright letter as well
    *map(ord, "𝐴𝐽𝐿𝑊𝑒𝑓𝑔ℎ𝑖𝑘𝑛𝑟𝑠𝑤𝑥𝑦𝑧"),
    *map(ord, "Φ𝛼𝛽𝛾𝛿𝜀𝜆𝜇𝜈𝜋𝜎𝜏𝜑𝜔𝜕"),
}

#: What the two files have together.
CHARACTERS = (
    range(0x20, 0x7F),  # Latin letters, digits, punctuation
    (0xA0, 0xAC, 0xB1, 0xB7, 0xD7, 0xF7),  # no-break space ¬ ± · × ÷
    range(0x391, 0x3AA),  # Greek capitals
    (0x3D1, 0x3D5, 0x3D6, 0x3F1, 0x3F5),  # ϑ ϕ ϖ ϱ ϵ
    (0x302, 0x303, 0x304, 0x305, 0x307, 0x20D7),  # hat, tilde, bars, dot, arrow above
    (0x2C6, 0x2DC, 0xAF, 0x5E, 0x7E, 0x203E, 0x2D9),  # the same as characters of their own
    (0x2013, 0x2014, 0x2016, 0x2026, 0x2032, 0x2033, 0x22EF, 0x22EE, 0x22F1),  # – — ‖ … ′ ″ ⋯ ⋮ ⋱
    (0x2102, 0x210E, 0x2115, 0x211D, 0x2124, 0x1D53C, 0x1D7D9),  # ℂ ℎ ℕ ℝ ℤ 𝔼 𝟙
    (0x2130, 0x2112, 0x1D49F, 0x1D4A9, 0x1D4AA, 0x1D4B0),  # ℰ ℒ 𝒟 𝒩 𝒪 𝒰
    (0x2190, 0x2191, 0x2192, 0x2193, 0x2194, 0x21A6, 0x21D2, 0x21D4),  # ← ↑ → ↓ ↔ ↦ ⇒ ⇔
    (0x2200, 0x2202, 0x2203, 0x2205, 0x2207, 0x2208, 0x2209),  # ∀ ∂ ∃ ∅ ∇ ∈ ∉
    (0x220F, 0x2211, 0x2212, 0x2213, 0x2217, 0x2218, 0x221A, 0x221D, 0x221E),  # ∏ ∑ − ∓ ∗ ∘ √ ∝ ∞
    (0x2223, 0x2225, 0x2227, 0x2228, 0x2229, 0x222A, 0x222B),  # ∣ ∥ ∧ ∨ ∩ ∪ ∫
    (0x223C, 0x2248, 0x2260, 0x2261, 0x2264, 0x2265, 0x226A, 0x226B, 0x2272, 0x2273),  # ∼ ≈ ≠ ≡ ≤ ≥ ≪ ≫ ≲ ≳
    (0x2282, 0x2286, 0x2295, 0x2299, 0x22A4, 0x22C5),  # ⊂ ⊆ ⊕ ⊙ ⊤ ⋅
    (0x2308, 0x2309, 0x230A, 0x230B, 0x27E8, 0x27E9),  # ⌈ ⌉ ⌊ ⌋ ⟨ ⟩
    range(0x1D434, 0x1D468),  # italic Latin letters: variables
    range(0x1D6FC, 0x1D71C),  # italic Greek small letters: constants and parameters
)


def rest() -> set[int]:
    """What the second file has."""
    return {code for group in CHARACTERS for code in group} - FIRST


def unicode_range(codes: Iterable[int]) -> str:
    """Characters as CSS writes them: `U+391-3A9, U+2102`."""
    runs = [[code for _, code in run] for _, run in groupby(enumerate(sorted(codes)), lambda pair: pair[1] - pair[0])]
    return ", ".join(f"U+{run[0]:X}" + (f"-{run[-1]:X}" if len(run) > 1 else "") for run in runs)


def subset(source: Path, target: Path, codes: Iterable[int]) -> None:
    """Write one woff2 with these characters; keeps the MATH table with the parts that build tall braces and roots."""
    font = TTFont(source, recalcTimestamp=False)
    lend_shapes(font)
    options = Options()
    options.flavor = "woff2"
    # Dotless i and j under accents. The letters redrawn for small sizes (ssty) would double the file.
    options.layout_features = ["dtls"]
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["FFTM"]
    cut = Subsetter(options)
    cut.populate(unicodes=codes)
    cut.subset(font)
    rename(font)
    font.flavor = "woff2"
    font.save(target)


def lend_shapes(font: TTFont) -> None:
    """Give ′ and ″ the shapes meant for superscripts, where formulas have them, and ‾, which is missing, that of ¯."""
    names = font.getBestCmap()
    shapes = {0x2032: names[0x2032] + ".st", 0x2033: names[0x2033] + ".st", 0x203E: names[0xAF]}
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = {**table.cmap, **shapes}


def rename(font: TTFont) -> None:
    """Give the cut font its own family, full and PostScript names; the copyright stays."""
    compact = NAME.replace(" ", "")
    for record in list(font["name"].names):
        if record.nameID in (1, 3, 4, 6):
            name = compact if record.nameID in (3, 6) else NAME
            font["name"].setName(name, record.nameID, record.platformID, record.platEncID, record.langID)
    compact_font = font["CFF "].cff
    compact_font.fontNames = [compact]
    compact_font.topDictIndex[0].FullName = NAME
    compact_font.topDictIndex[0].FamilyName = NAME


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--font", type=Path, default=LATIN_MODERN)
    arguments = parser.parse_args()
    known: set[int] = set()
    for name, codes in (("rectified-math", FIRST), ("rectified-math-more", rest())):
        target = arguments.folder / f"{name}.woff2"
        subset(arguments.font, target, codes)
        there = {*TTFont(target).getBestCmap()}
        print(f"{target}: {target.stat().st_size:,} bytes, {unicode_range(there - known)}")
        known |= there


if __name__ == "__main__":
    main()
