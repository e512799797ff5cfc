"""The HTML of the theme's templates, put right."""

from __future__ import annotations

from pathlib import Path

import material
import pytest

from rectified.plugin.markup import put_right

TEMPLATES = Path(material.__file__).parent / "templates"


@pytest.mark.parametrize(
    "written, right",
    [
        (
            '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">',
            '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer">',
        ),
        ('<label class="md-nav__link " for="a" id="b" tabindex="">', '<label class="md-nav__link " for="a" id="b">'),
    ],
)
def test_a_fault_is_put_right(written, right):
    """Where it stands, and nothing around it."""
    assert put_right(f"<p>{written}</p>") == f"<p>{right}</p>"


def test_the_box_of_the_drawer_stands_before_its_label():
    """In the header, with a name, since its label has a picture alone."""
    box = '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer">'
    named = box.replace(" type", ' aria-label="Navigation" type')
    rest = '<label class="md-overlay" for="__drawer"></label>\n<header>\n'
    label = '<label class="md-header__button md-icon" for="__drawer"></label></header>'
    assert put_right(f"{box} {rest}{label}") == f"{rest}{named}{label}"


@pytest.mark.parametrize(
    "sound",
    [
        '<input type="text" class="md-search__input" autocomplete="off">',
        '<label class="md-nav__link" for="a" tabindex="0">',
    ],
)
def test_what_is_sound_is_left(sound):
    """A field with text, a number that is one."""
    assert put_right(sound) == sound


@pytest.mark.parametrize(
    "template, fault",
    [
        ("base.html", 'type="checkbox" id="__drawer" autocomplete="off"'),
        ("partials/header.html", '<label class="md-header__button md-icon" for="__drawer">'),
        ("partials/nav-item.html", 'tabindex="{{ tabindex }}"'),
    ],
)
def test_the_templates_still_have_the_fault(template, fault):
    """When one no longer has, its line here can go."""
    assert fault in (TEMPLATES / template).read_text(encoding="utf-8")
