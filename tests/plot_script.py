"""The scripts of the live plot, run without a browser, and the functions of this project as they get them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import quickjs
from conftest import ROOT

from rectified.formulas.live import live
from rectified.formulas.statements import statements
from rectified.formulas.subject import Subject, read_subject
from rectified.jobs import plotted, stated_formulas
from rectified.project import read_project

SCRIPTS = ROOT / "docs/assets/javascripts/plot"

_VALUES = """
(tree, rows) => {
  const f = compile(JSON.parse(tree));
  return JSON.stringify(JSON.parse(rows).map((values) => String(f(values))));
}
"""


@cache
def script(*names: str) -> Any:
    """An interpreter that knows what these files define."""
    context = quickjs.Context()
    for name in names:
        text = (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")
        context.eval(re.sub(r"^import .*\n|^export ", "", text, flags=re.M))
    return context


def call(names: Sequence[str], expression: str, *arguments: Any) -> Any:
    """What a JavaScript function of these files returns for plain values."""
    function = script(*names).eval(f"(text) => JSON.stringify(({expression})(...JSON.parse(text)))")
    return json.loads(function(json.dumps(arguments)))


def evaluated(tree: Any, x: np.ndarray, **parameters: float) -> np.ndarray:
    """The values that the script gives for a tree."""
    rows = [{"x": point, **parameters} for point in np.asarray(x, float).tolist()]
    texts = script("evaluate").eval(_VALUES)(json.dumps(tree), json.dumps(rows))
    return np.array([float(text) for text in json.loads(texts)])


@cache
def functions() -> dict[str, tuple[Subject, dict[str, Any]]]:
    """The snippet of each function whose plot a note shows, and what the script gets of it."""
    project, problems = read_project(ROOT)
    assert problems == []
    formulas, found = stated_formulas(project), {}
    for stem in plotted(project):
        subject = read_subject(ROOT, project.snippets[stem].path)
        stated = next(s for s in statements(subject, formulas[stem])[0] if s.kind == "value" and s.target == stem)
        found[stem] = (subject, live(subject, stated))
    return found
