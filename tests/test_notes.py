"""Front matter, titles, headings and lines of notes."""

import pytest

from rectified.notes import key, read_note, read_notes

NOTE = (
    "---\ntitle: SELU\nsummary: One sentence.\naliases: [Scaled ELU]\ntags: [a]\n---\n\nText.\n\n## The `kink` at 0\n"
)


def messages(source, path="functions/selu.md"):
    return [str(problem) for problem in read_note(path, source)[1]]


def test_a_note_is_read():
    """Front matter becomes fields, the rest is the body."""
    note, problems = read_note("functions/leaky_relu.md", NOTE)
    assert problems == ()
    assert (note.title, note.summary, note.aliases, note.tags) == ("SELU", "One sentence.", ("Scaled ELU",), ("a",))
    assert (note.stem, note.section, note.file) == ("leaky_relu", "functions", "docs/functions/leaky_relu.md")
    assert note.page == "functions/leaky-relu.md"
    assert note.source[note.body :].startswith("\nText.")
    assert note.headings == {"The kink at 0": "the-kink-at-0"}


def test_a_title_and_a_paragraph_are_a_valid_note():
    """Nothing but a title is demanded."""
    assert messages("---\ntitle: SELU\n---\n\nA paragraph.\n") == []


def test_headings_that_repeat_get_anchors_of_their_own():
    """Anchors are those Python-Markdown makes; a chosen one is kept."""
    note, _ = read_note("a.md", "---\ntitle: A\n---\n## Code\n## Other { #mine }\n")
    assert note.headings == {"Code": "code", "Other": "mine"}


@pytest.mark.parametrize(
    "front, expected",
    [
        ("summary: x\n", "docs/functions/selu.md:1: no title; "),
        ("title: A\nauthor: B\n", "docs/functions/selu.md:3: unknown key 'author' in the front matter; "),
        ("title: A\nsummary: b: c\n", "docs/functions/selu.md:3: front matter is not YAML: "),
        ("title: A\naliases: B\n", "docs/functions/selu.md:3: aliases is 'B'; a list"),
        ("title: [A]\n", "docs/functions/selu.md:2: title is ['A']; text"),
        ("title: A <b>\n", "docs/functions/selu.md:2: title: 'A <b>' holds HTML; "),
        ("- a\n- b\n", "docs/functions/selu.md:2: front matter is not a mapping; "),
    ],
)
def test_bad_front_matter_is_reported_with_its_line(front, expected):
    """Each mistake names file and line."""
    assert any(message.startswith(expected) for message in messages(f"---\n{front}---\nText.\n"))


def test_a_note_without_front_matter_has_no_title():
    """The rest of it is read all the same."""
    assert messages("Text.\n") == [
        "docs/functions/selu.md:1: no title; front matter with a title; start the file with ---, title: …, ---"
    ]


def test_an_open_fence_is_reported_at_its_line():
    """A fence without an end would swallow the rest of the note."""
    assert messages("---\ntitle: A\n---\n\n```python\n1\n")[0].startswith(
        "docs/functions/selu.md:5: a fence that is never"
    )


def write(root, **notes):
    for name, text in notes.items():
        file = root / "docs" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_a_note_that_is_not_utf_8_is_reported_with_byte_and_line(tmp_path):
    """The other notes are still read."""
    write(tmp_path, a=b"---\ntitle: A\n---\n\xff\n", b="---\ntitle: B\n---\n")
    notes, problems = read_notes(tmp_path)
    assert [note.title for note in notes] == ["B"]
    assert str(problems[0]).startswith("docs/a.md:4: byte 0xff is not UTF-8; ")


def test_a_duplicate_title_or_alias_names_both_files(tmp_path):
    """Names are compared as wikilinks compare them."""
    write(tmp_path, a="---\ntitle: Leaky ReLU\n---\n", b="---\ntitle: B\naliases: [leaky_relu]\n---\n")
    (problem,) = read_notes(tmp_path)[1]
    assert str(problem).startswith("docs/b.md:3: the name 'leaky_relu' is also a title or alias of docs/a.md; ")


@pytest.mark.parametrize("name", ["Leaky ReLU", "leaky-relu", "LEAKY_RELU", "leaky  relu"])
def test_names_are_compared_without_case_and_separators(name):
    """As Obsidian users expect, and a little more."""
    assert key(name) == "leakyrelu"


@pytest.mark.parametrize("first, second", [("a/a-b", "a/a_b"), ("a/README", "a/index")])
def test_two_notes_at_one_address_are_reported(tmp_path, first, second):
    """One page would silently take the place of the other."""
    write(tmp_path, **{first: "---\ntitle: A\n---\n", second: "---\ntitle: B\n---\n"})
    said = f"docs/{second}.md:1: its page has the same address as that of docs/{first}.md; "
    assert any(str(problem).startswith(said) for problem in read_notes(tmp_path)[1])


@pytest.mark.parametrize("path", ["claims", "compare", "graph", "claims/index", "compare/deep/a"])
def test_a_note_at_the_address_of_a_made_page_is_reported(tmp_path, path):
    """The build makes pages that compare functions and list claims; in another folder the names are free."""
    write(tmp_path, **{path: "---\ntitle: A\n---\n", "concepts/claims": "---\ntitle: B\n---\n"})
    folder = path.partition("/")[0]
    problems = [str(problem) for problem in read_notes(tmp_path)[1]]
    assert [each for each in problems if "address" in each] == [
        f"docs/{path}.md:1: its address begins with {folder}/, where the build makes a page; another name; rename it"
    ]


@pytest.mark.parametrize(
    "path, address",
    [
        ("functions/leaky_relu.md", "functions/leaky-relu/"),
        ("index.md", ""),
        ("a/b/index.md", "a/b/"),
        ("top.md", "top/"),
    ],
)
def test_a_note_knows_its_address_in_the_site(path, address):
    """As browsers ask for it, relative to the site's root."""
    assert read_note(path, "---\ntitle: A\n---\n")[0].address == address


def test_a_folder_without_notes_is_no_project(tmp_path):
    """More likely the command was run in the wrong place."""
    assert str(read_notes(tmp_path)[1][0]).startswith("docs:1: there are no notes; ")


def test_all_line_ends_and_a_byte_order_mark_are_read(tmp_path):
    """As editors on other systems write them."""
    write(tmp_path, a=b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\nText\r\n", b=b"---\rtitle: B\r---\rText\r")
    notes, problems = read_notes(tmp_path)
    assert problems == []
    assert [note.source[note.body :] for note in notes] == ["Text\n", "Text\n"]
