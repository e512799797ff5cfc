"""Files that other programs read: claims.json and facts.json with their schemas, snippets with their index, cards; and
plots.json for the site's own script.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rectified.claims import Claim
from rectified.dtypes import DTYPES
from rectified.evidence import STRENGTHS
from rectified.facts.declared import OPEN
from rectified.facts.properties import PROPERTIES
from rectified.findings import Findings
from rectified.snippets import index
from rectified.weave.facts import fact_anchor

_TEXT = {"type": "string"}

#: The shape of claims.json.
CLAIMS_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Claims of Rectified",
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "kind", "statement", "verdict", "how", "evidence", "figures", "page", "source"],
        "properties": {
            "id": {**_TEXT, "pattern": "^[a-z0-9_]+:[a-zA-Z0-9_]+$", "description": "stem:name"},
            "kind": {"enum": ["claim", "myth", "cited"]},
            "statement": {**_TEXT, "description": "the full statement; a myth's is the false one"},
            "instead": {**_TEXT, "description": "what is true instead of a myth"},
            "verdict": {"enum": ["holds", "false", "cited"]},
            "how": {"enum": list(STRENGTHS), "description": "how it was established"},
            "evidence": {**_TEXT, "description": "what running it found, or the source of a cited claim"},
            "figures": {"type": "object", "additionalProperties": {**_TEXT, "description": "a decimal number"}},
            "page": {**_TEXT, "description": "where the evidence stands, relative to the site's root"},
            "source": {**_TEXT, "description": "file:line of the check in the repository"},
        },
    },
}


#: The shape of facts.json.
FACTS_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Facts of Rectified",
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": [
            "id",
            "function",
            "property",
            "heading",
            "group",
            "dtype",
            "value",
            "how",
            "method",
            "figures",
            "page",
            "source",
        ],
        "properties": {
            "id": {**_TEXT, "pattern": "^[a-z0-9_]+:[a-z_]+(:float(16|32|64))?$", "description": "stem:property:dtype"},
            "function": {**_TEXT, "description": "the stem of its snippet; its parameters have their defaults"},
            "property": {"enum": list(PROPERTIES)},
            "heading": {**_TEXT, "description": "the property as the page calls it"},
            "group": {"enum": sorted({each.group for each in PROPERTIES.values()})},
            "dtype": {"enum": ["", *DTYPES], "description": "of the floats it is about; empty for mathematics"},
            "value": {**_TEXT, "minLength": 1, "description": "the cell as the page shows it, rounded"},
            "how": {"enum": [*STRENGTHS, OPEN], "description": "how it was established; open: it was not"},
            "method": {**_TEXT, "minLength": 1, "description": "domain, method and points; why it is open"},
            "figures": {"type": "object", "additionalProperties": {**_TEXT, "description": "a decimal number"}},
            "page": {**_TEXT, "description": "where the cell stands, relative to the site's root"},
            "source": {**_TEXT, "description": "the snippet in the repository"},
        },
    },
}


def published(findings: Findings) -> dict[str, bytes]:
    """The files by their path in the site."""
    project = findings.project
    pages = {stem: home.address for stem in project.snippets if (home := project.page_of(stem))}
    files = {
        "claims.json": _json([_row(claim, findings) for claim in project.claims.values()]),
        "claims.schema.json": _json(CLAIMS_SCHEMA),
        "facts.json": _json([row for stem in findings.facts for row in _facts(stem, findings)]),
        "facts.schema.json": _json(FACTS_SCHEMA),
        "plots.json": _dense(_plots(findings)),
        "snippets/index.json": _json(index(project.snippets, pages, version=project.settings.version)),
    }
    files |= findings.cards
    for snippet in project.snippets.values():
        files[f"snippets/{snippet.stem}.py"] = Path(project.root, snippet.path).read_bytes()
    return files


def _row(claim: Claim, findings: Findings) -> dict[str, Any]:
    verdict = findings.verdicts[claim.id]
    home = findings.project.home(claim)
    return {
        "id": claim.id,
        "kind": claim.kind,
        "statement": claim.text,
        **({"instead": claim.instead} if claim.instead else {}),
        "verdict": verdict.word,
        "how": verdict.how,
        "evidence": verdict.text,
        "figures": {name: str(value) for name, value in verdict.values.items()},
        "page": f"{home.address}#{claim.anchor}" if home else "",
        "source": f"{claim.path}:{claim.line}",
    }


def _facts(stem: str, findings: Findings) -> Iterator[dict[str, Any]]:
    home = findings.project.facts_page(stem)
    for row in findings.facts[stem]:
        known = PROPERTIES[row["name"]]
        yield {
            "id": ":".join(part for part in (stem, known.name, row["dtype"]) if part),
            "function": stem,
            "property": known.name,
            "heading": known.heading,
            "group": known.group,
            **{name: row[name] for name in ("dtype", "value", "how", "method", "figures")},
            "page": f"{home.address}#{fact_anchor(home, stem, known.name)}" if home else "",
            "source": findings.project.snippets[stem].path,
        }


def _plots(findings: Findings) -> dict[str, Any]:
    """The functions that a live plot can draw, as `formulas.live` gives them, each with its name."""
    found = {}
    for stem, samples in findings.samples.items():
        if live := samples.get("live"):
            home = findings.project.page_of(stem)
            found[stem] = {"name": home.title if home else stem, **live}
    return found


def _dense(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
