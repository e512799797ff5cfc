"""TeX to MathML at build time, by Temml run in an embedded JavaScript engine: no math script reaches the reader."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import quickjs

from rectified.breaking import breakable

_TEMML = Path(__file__).parent / "vendor" / "temml.min.js"

_SECONDS = 5
"""Processor time one formula may take; a usual one takes a millisecond."""

_RENDER = """
(tex, display) => {
  try {
    const math = temml.renderToString(tex, {displayMode: display, throwOnError: true});
    return JSON.stringify({math});
  } catch (error) {
    return JSON.stringify({message: error.message, position: error.position ?? null});
  }
}
"""

_WRAPPED = re.compile(
    r'<span class="arithmatex">\\\((?P<inline>.*?)\\\)</span>'
    r'|<div class="arithmatex">\\\[(?P<display>.*?)\\\]</div>',
    re.DOTALL,
)


class TexError(ValueError):
    """TeX that Temml does not read.

    message: what is wrong, one line.
    column: 1-based character within the TeX, or None where Temml names no place.
    """

    def __init__(self, message: str, column: int | None = None) -> None:
        super().__init__(message if column is None else f"{message} (character {column})")
        self.message = message
        self.column = column


@cache
def mathml(tex: str, *, display: bool) -> str:
    """Return a `<math>` element, valid inside HTML, for TeX without its dollar signs.

    display: centred on a line of its own, with large operators; otherwise set in the running text.
    Raises TexError for TeX outside what Temml knows, and for none at all.
    Macros defined in one formula are unknown to the next.
    """
    if not tex.strip():
        raise TexError("a formula without content")
    try:
        answer = json.loads(_renderer()(tex, display))
    except quickjs.JSException as error:
        raise TexError(str(error).splitlines()[0]) from None
    if "math" not in answer:
        raise _tex_error(tex, answer)
    return breakable(answer["math"])


def typeset(page: str) -> str:
    """Return the HTML with each formula that the arithmatex extension wrapped turned into MathML.

    Inline formulas become bare `<math>`, display formulas `<div class="math">`, which scrolls when it is too wide.
    Raises TexError for the first formula that does not read.
    """
    return _WRAPPED.sub(_typeset_one, page)


def _typeset_one(match: re.Match[str]) -> str:
    if match["inline"] is not None:
        return mathml(html.unescape(match["inline"]).strip(), display=False)
    return f'<div class="math">{mathml(html.unescape(match["display"]).strip(), display=True)}</div>'


def _tex_error(tex: str, answer: dict[str, Any]) -> TexError:
    message = re.split(r" at (?:position \d+|end of input): ", answer["message"].strip())[0]
    if answer["position"] is None:
        return TexError(message)
    # JavaScript counts UTF-16 units, Python characters.
    before = tex.encode("utf-16-le")[: 2 * answer["position"]].decode("utf-16-le")
    return TexError(message, len(before) + 1)


@cache
def _renderer() -> Any:
    context = quickjs.Context()
    context.eval(_TEMML.read_text(encoding="utf-8"))
    context.set_time_limit(_SECONDS)
    return context.eval(_RENDER)
