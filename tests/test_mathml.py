"""TeX becomes MathML that stands in an HTML page; TeX that does not read is an error with its place."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest

from rectified.mathml import TexError, mathml, typeset

CASES = sorted((Path(__file__).parent / "cases" / "mathml").glob("*.tex"))
MATH = "{http://www.w3.org/1998/Math/MathML}"


def case(path: Path) -> str:
    return mathml(path.read_text(encoding="utf-8").strip(), display=True)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_formula_gives_the_recorded_mathml(path: Path) -> None:
    """The same TeX gives the same bytes, those reviewed beside it."""
    assert case(path) + "\n" == path.with_suffix(".mathml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_formula_is_valid_inside_html(path: Path) -> None:
    """A strict HTML parser finds nothing to repair, and every element is MathML."""
    parser = html5lib.HTMLParser(strict=True)
    body = parser.parse(f"<!doctype html><title>t</title><p>{case(path)}</p>").find("{*}body/{*}p")
    assert all(element.tag.startswith(MATH) for element in body.iter() if element is not body)


def test_inline_and_display_differ() -> None:
    """Only a display formula is a block; neither carries an annotation, which would double the page."""
    inline, display = (mathml("x^2", display=display) for display in (False, True))
    assert 'display="block"' in display and "display=" not in inline
    assert "annotation" not in display


@pytest.mark.parametrize(
    "tex, message, column",
    [
        (r"x + \foo", r"Unsupported function name: \foo", 5),
        (r"𝛼 \frac{1", "Unexpected end of input in a macro argument, expected '}'", 10),
        ("a & b", "Expected 'EOF', got '&'", 3),
        (r"\includegraphics{a.png}", 'Function "\\includegraphics" is not trusted', 1),
        (r"\def\a{\a\a}\a", "Too many expansions: infinite loop or need to increase maxExpand setting", None),
        ("{" * 5000, "Maximum call stack size exceeded", None),
        ("  ", "a formula without content", None),
    ],
)
def test_bad_tex_is_an_error_with_its_place(tex: str, message: str, column: int | None) -> None:
    """The message is one line; the column counts characters, also behind one that JavaScript counts twice."""
    with pytest.raises(TexError) as caught:
        mathml(tex, display=False)
    assert (caught.value.message, caught.value.column) == (message, column)
    assert "\n" not in str(caught.value)


def test_a_macro_ends_with_its_formula() -> None:
    """A definition in one formula does not change another."""
    assert "<mn>7</mn>" in mathml(r"\gdef\seven{7}\seven", display=False)
    with pytest.raises(TexError):
        mathml(r"\seven", display=False)


def test_a_page_is_typeset() -> None:
    """What the arithmatex extension wrapped becomes MathML, its escapes undone; code that looks alike stays."""
    page = (
        r'<p>a <span class="arithmatex">\(x &lt; y\)</span> <code>\(z\)</code></p>'
        '<div class="arithmatex">\\[\nx^2\n\\]</div>'
    )
    inline, display = mathml("x < y", display=False), mathml("x^2", display=True)
    assert typeset(page) == rf'<p>a {inline} <code>\(z\)</code></p><div class="math">{display}</div>'


def test_a_page_with_bad_tex_is_not_typeset() -> None:
    """A formula that does not read never reaches the page as text."""
    with pytest.raises(TexError, match=r"\\nonsense"):
        typeset(r'<span class="arithmatex">\(\nonsense\)</span>')
