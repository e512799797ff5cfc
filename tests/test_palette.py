"""The colours of figures: legible, and apart for every kind of colour vision."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from rectified.drawing.palette import CYCLE, LIGHT, ColourError, contrast, themed

#: Dichromatic vision, linear RGB to linear RGB: Machado, Oliveira and Fernandes, "A Physiologically-based Model for
#: Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity 1.
VISION = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
#: Linear sRGB to XYZ (IEC 61966-2-1), divided by the white point D65.
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def lab(colour, vision):
    """CIE 1976 L*a*b* of a colour "#rrggbb" as seen."""
    channels = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    share = XYZ @ np.clip(np.asarray(vision) @ linear, 0, 1) / WHITE
    f = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", VISION)
def test_any_two_curves_can_be_told_apart(vision):
    """Two colours of the cycle are at least 19 apart, where 2.3 is just noticeable."""
    seen = [lab(LIGHT[role], VISION[vision]) for role in CYCLE]
    assert min(np.linalg.norm(first - second) for first, second in combinations(seen, 2)) >= 19


@pytest.mark.parametrize("role", ["ink", "muted", *CYCLE])
def test_text_and_curves_are_legible_on_white(role):
    """AA for text, so that a curve's label can have the curve's colour."""
    assert contrast(LIGHT[role], "#ffffff") >= 4.5


def test_contrast_is_wcags():
    """Black on white is 21, anything on itself 1; #767676 is the lightest grey that passes for text."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


def test_roles_and_usual_names_become_properties():
    """Both the values here and what writers call black, white and grey."""
    assert themed("#1F2328") == themed("#000000") == "var(--rectified-ink,#1f2328)"
    assert themed("#ffffff") == "var(--rectified-paper,#ffffff)"
    assert themed("#808080") == "var(--rectified-muted,#57606a)"


@pytest.mark.parametrize("colour", ["#000080", "#ffff00", "#1e2129", "#fefefe"])
def test_what_a_page_hides_is_refused(colour):
    """Fewer than 3:1 on white or on slate is too few."""
    with pytest.raises(ColourError, match=colour):
        themed(colour)
