"""The page's colours: those of the figures in the light scheme, and readable in both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rectified.drawing.palette import CYCLE, LIGHT, PAPERS, contrast

STYLESHEET = Path(__file__).parents[1] / "docs" / "assets" / "stylesheets" / "rectified.css"
READABLE = 4.5  # WCAG 2.2, 1.4.3


def colours(scheme: str) -> dict[str, str]:
    """Return a scheme's custom properties by name, those that are plain colours."""
    (rules,) = re.findall(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\}}', STYLESHEET.read_text("utf-8"), re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rules))


def test_light_pages_and_figures_agree() -> None:
    """A figure keeps its colours where the stylesheet is missing."""
    light = colours("default")
    assert {role: light[f"rectified-{role}"] for role in LIGHT} == LIGHT


@pytest.mark.parametrize("role", ["ink", "muted", "false", "true", *CYCLE])
def test_every_role_is_readable_in_the_dark(role: str) -> None:
    """Curves' names are written in the curves' colours."""
    assert contrast(colours("slate")[f"rectified-{role}"], PAPERS[1]) >= READABLE


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("role", ["ink", "muted", "false", "true"])
def test_words_are_readable_on_panels(scheme: str, role: str) -> None:
    """Verdicts and the words in front of a myth."""
    shown = colours(scheme)
    assert contrast(shown[f"rectified-{role}"], shown["rectified-panel"]) >= READABLE


@pytest.mark.parametrize("scheme, paper", [("default", "#f5f5f5"), ("slate", "#2e323d")])
def test_code_is_readable(scheme: str, paper: str) -> None:
    """Every colour of a code listing, on a paper no darker or lighter than Material's for code."""
    shown = {name: colour for name, colour in colours(scheme).items() if name.startswith("md-code-hl-")}
    assert len(shown) == 11
    assert {name: contrast(colour, paper) for name, colour in shown.items() if contrast(colour, paper) < READABLE} == {}
