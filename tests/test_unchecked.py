"""What a build left unchecked, with its place."""

from __future__ import annotations

from woven import findings, note_of, read

from rectified.numbers import numerals, numerals_in
from rectified.unchecked import unchecked

CLAIMS = '''from rectified.evidence import cited, claim, measured

@claim("It is 7.75.")
def stated():
    """So."""
    return measured("x", value=2.5)

@cited("It is said.", source="Somebody 2017")
def said():
    """It cannot be run."""
'''
NOTE = """---
title: Loose
---

[It is](claim:stated) 3.25, [it is said](claim:said).

$$
E = m c^2
$$
{unchecked="defines the symbols"}

```python norun="needs a GPU"
1
```
"""


def test_everything_unchecked_is_named_with_its_place(tmp_path):
    """Numbers in prose and in statements, formulas, cells that do not run, cited claims, and whose claim each is."""
    project = read(tmp_path, {"docs/concepts/loose.md": NOTE, "claims/loose.py": CLAIMS})
    note = note_of(project, "concepts/loose.md")
    numbers = {note.file: [*numerals(note)], "loose:stated": [*numerals_in("It is 7.75.")]}
    found = unchecked(findings(project, numbers=numbers))
    assert [str(item) for item in found] == [
        "docs/concepts/loose.md:5: unchecked: the number 3.25, which no figure rounds to",
        "claims/loose.py:4: unchecked: the number 7.75 of loose:stated, which no figure of its evidence rounds to",
        "docs/concepts/loose.md:7: unchecked: a formula, defines the symbols",
        "docs/concepts/loose.md:12: unchecked: a cell, needs a GPU",
        "claims/loose.py:9: unchecked: loose:said, only cited",
    ]
    assert [item.claim for item in found] == ["", "loose:stated", "", "", "loose:said"]
