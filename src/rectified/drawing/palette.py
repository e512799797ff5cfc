"""The colours of figures: one custom property per role, so that a single SVG serves a light and a dark page.

A page defines the properties `--rectified-<role>`; where it does not, the light value given here stands in.
"""

from __future__ import annotations

#: Role to light value. Text and curves reach 4.5:1 on white (WCAG 2.2, 1.4.3). Any two of c1 to c6 are at least
#: 19 apart in CIE 1976 L*a*b*, also with protanopia, deuteranopia and tritanopia.
LIGHT = {
    "ink": "#1f2328",
    "muted": "#57606a",
    "grid": "#d8dee4",
    "paper": "#ffffff",
    "c1": "#0b57a4",
    "c2": "#b3400a",
    "c3": "#198748",
    "c4": "#8250df",
    "c5": "#4a3000",
    "c6": "#c0438b",
}
CYCLE = ("c1", "c2", "c3", "c4", "c5", "c6")

#: The pages a figure may stand on: Material's white, and its slate.
PAPERS = ("#ffffff", "#1e2129")
#: What a mark needs to be seen (WCAG 2.2, 1.4.11, non-text contrast).
VISIBLE = 3.0

# Colours that writers name in matplotlib and that have a role here: "k", "gray", "0.8", "lightgray", "w".
_USUAL = {"#000000": "ink", "#808080": "muted", "#cccccc": "grid", "#d3d3d3": "grid"}
_ROLES = {colour: role for role, colour in LIGHT.items()} | _USUAL


class ColourError(ValueError):
    """A colour that one of the two pages could not show."""

    def __init__(self, colour: str) -> None:
        super().__init__(f"the colour {colour} cannot be told from the page in light and dark alike")


def themed(colour: str) -> str:
    """The CSS value for a colour "#rrggbb" of a figure: a role's property, or the colour itself if both pages show it.

    Raises ColourError for any other, such as dark blue or yellow.
    """
    colour = colour.lower()
    if role := _ROLES.get(colour):
        return f"var(--rectified-{role},{LIGHT[role]})"
    if min(contrast(colour, paper) for paper in PAPERS) < VISIBLE:
        raise ColourError(colour)
    return colour


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours "#rrggbb", 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, 0 to 1."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
