"""A project screened: every place where something active can stand, with its file and line."""

from __future__ import annotations

import pytest
from conftest import write

from rectified.active.screen import claim_problems, file_problems, lab_problems, note_problems, screen
from rectified.claims import Claim
from rectified.notes import read_note
from rectified.project import read_project

FRONT = "---\ntitle: Double\nsummary: Twice.\naliases: [Twofold]\n---\n\n"
EXPECTED = "text, links and pictures that run nothing and come with the site"


def told(problems):
    return [(problem.line, problem.found) for problem in problems]


@pytest.mark.parametrize(
    "source, found",
    [
        (FRONT + "One\n<b onclick=x>two</b>\n", [(8, "onclick= in <b>")]),
        (FRONT + "`<script>`\n\n```text\n<script>\n```\n", []),
        (FRONT + 'One\n\n```python alt="![x](https://a.b/c)"\n1\n```\n', [(9, "https://a.b/c, which would come from another host")]),
        (FRONT.replace("Twice.", "'[x](javascript:y)'"), [(3, "the address javascript:y")]),
        (FRONT.replace("Double", "'![x](//a.b/c)'"), [(2, "//a.b/c, which would come from another host")]),
        (FRONT.replace("Twofold", "'A {onclick=x}'"), [(4, "onclick= in an attribute list")]),
    ],
)  # fmt: skip
def test_a_note_is_screened_with_its_fences_and_its_front_matter(source, found):
    """Every line, but not the code."""
    note, problems = read_note("functions/double.md", source)
    assert not problems
    assert told(note_problems(note)) == found


@pytest.mark.parametrize(
    "words, found",
    [
        ({"text": "It <b>holds</b>."}, "HTML in the words of the claim double:it: <b>"),
        ({"instead": "No <!-- x -->."}, "HTML in the words of the claim double:it: <!-- x -->"),
        ({"how": "By <script>."}, "HTML in the words of the claim double:it: <script>"),
        ({"source": "[x](javascript:y)"}, "the address javascript:y"),
        ({"independent": "![x](//a.b)"}, "//a.b, which would come from another host"),
    ],
)
def test_the_words_of_a_claim_hold_no_html(words, found):
    """Statement, correction, docstring, source and reason; at the claim's line."""
    claim = Claim(
        **({"stem": "double", "name": "it", "kind": "claim", "text": "It holds."} | words),
        path="claims/double.py",
        line=5,
    )
    assert told(claim_problems(claim)) == [(5, found)]


def test_comparisons_and_code_in_a_claim_are_no_html():
    """Nor is an address in angle brackets."""
    claim = Claim("double", "it", "claim", "x < 0 and `<b>`, $a <b> c$, <https://a.b>", "claims/double.py", 5)
    assert told(claim_problems(claim)) == []


LAB = '''# %% [markdown]
# # A title
#
# Text.
# <b onclick=x>two</b>

# %%
print("<script>")

# %% [raw] mimetype="text/html"
# <script>alert(1)</script>

# %% [markdown]
"""
![x](https://a.b/c)
"""
'''


def test_a_lab_is_screened_where_it_is_no_code():
    """Markdown cells and raw ones, however they are written."""
    assert told(lab_problems("docs/labs/a.py", LAB)) == [
        (5, "onclick= in <b>"),
        (11, "<script>"),
        (15, "https://a.b/c, which would come from another host"),
    ]


def test_the_title_of_a_lab_holds_no_html():
    """The theme puts it into other pages as it is; further headings may."""
    source = "# %% [markdown]\n# # A &lt;b>\n#\n# ## x<sub>1</sub>\n"
    assert told(lab_problems("docs/labs/a.py", source)) == [(2, "the title '# A &lt;b>' holds HTML")]


def test_a_file_that_is_no_lab_has_no_cells():
    """Reading it as a lab is what tells so."""
    assert told(lab_problems("docs/labs/a.py", "# <script>\n")) == []


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a.markdown", "a.ipynb"])
def test_a_page_that_is_no_note_is_refused(name, tmp_path):
    """MkDocs would publish it, unchecked."""
    (problem,) = file_problems(f"docs/{name}", tmp_path / name)
    assert (problem.path, problem.line) == (f"docs/{name}", 1)
    assert "a page that nothing has checked" in problem.found


@pytest.mark.parametrize("name, lines", [("a.svg", [2]), ("a.SVG", [2]), ("a.xml", [2]), ("a.txt", []), ("a.js", [])])
def test_drawings_are_screened_and_other_files_are_not(name, lines, tmp_path):
    """A script in a file of its own is run by the site alone, which knows what it runs."""
    write(tmp_path, {name: '<svg xmlns="http://www.w3.org/2000/svg">\n<script/></svg>'})
    assert [problem.line for problem in file_problems(f"docs/{name}", tmp_path / name)] == lines


def test_all_that_is_active_in_a_project_is_told(make_project, tmp_path):
    """From one reading, by file and line, with what to do."""
    script = '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
    files = {
        "docs/concepts/a.md": "---\ntitle: A\n---\n\n<script></script>\n",
        "docs/labs/b.py": LAB,
        "docs/assets/images/c.svg": script,
        "docs/labs/d.svg": script,
        "docs/concepts/e.html": "",
    }
    root = make_project(tmp_path, files)
    problems = sorted(map(str, read_project(root)[1]))
    assert problems[0] == "docs/assets/images/c.svg:1: <script>; " + EXPECTED + "; remove it"
    assert problems[1] == f"docs/concepts/a.md:5: <script>; {EXPECTED}; remove it, or put what it needs beside the note"
    assert [problem.partition(": ")[0] for problem in problems[2:]] == [
        "docs/concepts/e.html:1",
        *(f"docs/labs/b.py:{n}" for n in (11, 15, 5)),
    ]


def test_the_projects_own_files_are_inert(make_project, tmp_path):
    """Stylesheets, scripts, fonts and pictures of the site."""
    assert screen(make_project(tmp_path), {}) == []
