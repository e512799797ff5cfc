"""The files other programs read: claims.json with its schema, the snippets with their index."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rectified.claims import Claim
from rectified.evidence import STRENGTHS
from rectified.findings import Findings
from rectified.notes import Note
from rectified.snippets import index

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


def published(findings: Findings) -> dict[str, bytes]:
    """The files by their path in the site."""
    project = findings.project
    pages = {stem: address(home) for stem in project.snippets if (home := project.page_of(stem))}
    files = {
        "claims.json": _json([_row(claim, findings) for claim in project.claims.values()]),
        "claims.schema.json": _json(CLAIMS_SCHEMA),
        "snippets/index.json": _json(index(project.snippets, pages, version=project.settings.version)),
    }
    for snippet in project.snippets.values():
        files[f"snippets/{snippet.stem}.py"] = Path(project.root, snippet.path).read_bytes()
    return files


def address(note: Note) -> str:
    """Where a note's page stands, relative to the site's root: "functions/selu/"."""
    return note.page.removesuffix("index.md") if note.is_index else f"{note.folder}/"


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
        "page": f"{address(home)}#{claim.anchor}" if home else "",
        "source": f"{claim.path}:{claim.line}",
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
