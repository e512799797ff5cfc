"""A folder read as a project: notes, snippets and claims, and how they refer to each other."""

from __future__ import annotations

import pytest

from rectified.project import read_project

FRONT = "---\ntitle: {}\n---\n\n"


def messages(root) -> list[str]:
    return [str(problem) for problem in read_project(root)[1]]


def test_a_project_is_read_without_running_anything(make_project, tmp_path):
    """A cell and a claim file that would end the interpreter are read like any other."""
    cell = "```python\nraise SystemExit\n```\n"
    files = {"docs/concepts/a.md": FRONT.format("A") + cell, "docs/labs/lab.py": "1 / 0"}
    files["claims/double.py"] = (
        "raise SystemExit\nfrom rectified.evidence import claim\n"
        '@claim("Double is twice its input.")\ndef twice():\n    """So."""\n'
    )
    project, problems = read_project(make_project(tmp_path, files))
    assert problems == []
    assert [note.path for note in project.notes] == ["concepts/a.md", "functions/double.md", "index.md"]
    assert list(project.snippets) == ["double"] and list(project.claims) == ["double:twice"]
    assert [step.source for step in project.steps["concepts/a.md"]] == ["raise SystemExit\n"]
    assert project.labs == ("docs/labs/lab.py",)
    assert project.root == tmp_path


def test_the_evidence_of_a_claim_stands_on_the_note_of_its_stem(make_project, tmp_path):
    """On the function's note before an audit of the same stem, wherever else it is linked."""
    linked = "Double is [twice its input](claim:twice)."
    files = {"docs/audits/double.md": FRONT.format("Audit") + linked}
    files["docs/concepts/other.md"] = FRONT.format("Other") + linked.replace("claim:", "claim:double/")
    project, problems = read_project(make_project(tmp_path, files))
    assert problems == []
    assert project.home(project.claims["double:twice"]).path == "functions/double.md"


def test_a_claim_that_only_the_audit_makes_has_its_evidence_there(make_project, tmp_path):
    """The first note of its stem that links it."""
    note = FRONT.format("Double") + "![[double.py]]\n"
    audit = FRONT.format("Audit") + "Double is [twice its input](claim:twice).\n"
    project, problems = read_project(
        make_project(tmp_path, {"docs/functions/double.md": note, "docs/audits/double.md": audit})
    )
    assert problems == []
    assert project.home(project.claims["double:twice"]).path == "audits/double.md"


def test_the_evidence_of_a_claim_in_a_note_stands_on_that_note(make_project, tmp_path):
    """A fence is its own link."""
    fence = FRONT.format("A") + "Two is even.\n\n```python claim=even\nassert 2 % 2 == 0\n```\n"
    project, problems = read_project(make_project(tmp_path, {"docs/concepts/a.md": fence}))
    assert problems == []
    assert project.home(project.claims["a:even"]).path == "concepts/a.md"


def test_a_snippets_page_is_the_note_that_shows_its_code(make_project, tmp_path):
    """Not one that shows only its plot."""
    plot = FRONT.format("A") + "![[double.py#plot]]\n"
    project, _ = read_project(make_project(tmp_path, {"docs/concepts/a.md": plot}))
    assert project.page_of("double").path == "functions/double.md"
    assert project.page_of("triple") is None


def test_the_page_of_facts_is_the_functions_own(make_project, tmp_path):
    """If it shows them; else that of the first note that does."""
    shown = "\n\n![[double.py#facts]]\n"
    files = {f"docs/{name}.md": FRONT.format(name) + shown for name in ("audits/double", "concepts/a")}
    project, problems = read_project(make_project(tmp_path, files))
    assert problems == []
    assert project.facts_page("double").path == "audits/double.md"
    home = tmp_path / "docs/functions/double.md"
    home.write_text(home.read_text() + shown)
    assert read_project(tmp_path)[0].facts_page("double").path == "functions/double.md"
    assert project.facts_page("triple") is None


@pytest.mark.parametrize(
    "files, words",
    [
        (
            {"docs/functions/double.md": FRONT.format("Double") + "[twice its input](claim:twice)\n\n![[double.py]]\n"},
            "no note states double(x)",
        ),
        (
            {
                "snippets/double.py": '__all__ = ["double"]\n\n\ndef double(x):\n    """Return 2x."""\n    return 2 * x\n'
            },
            "snippets/double.py has no double and double_grad",
        ),
    ],
    ids=["no formula", "no derivative"],
)
def test_facts_need_a_function_its_derivative_and_a_formula(files, words, make_project, tmp_path):
    """Where they are asked for, it is said what they lack."""
    asks = {"docs/concepts/a.md": FRONT.format("A") + "![[double.py#facts]]\n"}
    (message,) = messages(make_project(tmp_path, {**asks, **files}))
    start = f"docs/concepts/a.md:5: facts of double: {words}; a function, its derivative and formula; "
    assert message.startswith(start)


NOTE, AUDIT = "docs/concepts/a.md", "docs/audits/double.md"


@pytest.mark.parametrize(
    "file, text, start",
    [
        (NOTE, "![[triple.py]]", f"{NOTE}:5: ![[triple.py]]: there is no such snippet; one of double.py; "),
        (
            NOTE,
            "![[double.py#half]]",
            f"{NOTE}:5: snippets/double.py has no function or constant 'half'; one of double, double_grad, FACTOR; ",
        ),
        (
            "snippets/triple.py",
            '"""T."""\nimport numpy as np\n',
            "snippets/triple.py:1: no note shows this snippet; ![[triple.py]] in docs/functions/triple.md; ",
        ),
        (
            NOTE,
            "$$\nE = m\n$$\n{claim=double/half}",
            f"{NOTE}:7: no claim named 'double:half' backs this formula; ",
        ),
        (
            AUDIT,
            "Two is even.\n\n```python claim=twice\nassert 1\n```",
            f"{AUDIT}:7: double:twice is also a claim at claims/double.py:8; each name once",
        ),
    ],
    ids=["no snippet", "no function", "not shown", "no claim", "stated twice"],
)
def test_what_does_not_fit_is_reported(file, text, start, make_project, tmp_path):
    """Both sides are named."""
    files = {file: FRONT.format("A") + text if file.endswith(".md") else text}
    found = messages(make_project(tmp_path, files))
    assert [message for message in found if message.startswith(start)], found


def test_embeds_of_code_constants_and_plots_are_no_problem(make_project, tmp_path):
    """Any function, any constant, the whole file, the plot."""
    text = "".join(f"![[double.py{part}]]\n\n" for part in ("", "#double", "#double_grad", "#FACTOR", "#plot"))
    assert messages(make_project(tmp_path, {"docs/concepts/a.md": FRONT.format("A") + text})) == []


def test_an_embed_stands_alone_on_its_line(make_project, tmp_path):
    """What it becomes is a block."""
    text = FRONT.format("A") + "See ![[double.py]]\n\n- ![[double.py]]\n\n![[double.py]]\n"
    found = messages(make_project(tmp_path, {"docs/concepts/a.md": text}))
    assert [message.partition(";")[0] for message in found] == [
        "docs/concepts/a.md:5: ![[double.py]] shares its line",
        "docs/concepts/a.md:7: ![[double.py]] shares its line",
    ]


def test_a_site_has_a_front_page(make_project, tmp_path):
    """Else its address leads nowhere."""
    root = make_project(tmp_path)
    (root / "docs/index.md").unlink()
    assert messages(root) == ["docs/index.md:1: there is no such note; the site's front page; write it"]
