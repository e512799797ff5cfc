"""The benchmark gives every system the same content, and refuses a site that lacks any of it."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stdout
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
import yaml
from bench.notes import Cell, make_note, make_notes
from bench.projects import Unbuilt, configuration, lay_out
from bench.real_site import plain_configuration
from bench.syntax import SHOW, claim_file
from bench.systems import FLOOR, OURS, SYSTEMS, page

ROOT = Path(__file__).parents[1]
NOTE = make_note(7, 20, figures=True, claims=True)


def cells_of(name: str, source: str) -> list[str]:
    """The code that a system runs or shows, without the lines that only markdown-exec needs."""
    if name == "mkdocs-jupyter":
        return [cell["source"] + "\n" for cell in json.loads(source)["cells"] if cell["cell_type"] == "code"]
    hidden = [f"{line}  # markdown-exec: hide\n" for line in SHOW]
    found = re.findall(r"^```python.*?\n(.*?)^```$", source, re.M | re.S)
    return ["".join(line for line in code.splitlines(keepends=True) if line not in hidden) for code in found]


def words_of(name: str, source: str) -> list[str]:
    """The words of its prose, with links reduced to what a reader sees of all of them, and without formulas."""
    if name == "mkdocs-jupyter":
        cells = json.loads(source)["cells"]
        source = "\n\n".join(cell["source"] for cell in cells if cell["cell_type"] == "markdown")
    source = re.sub(r"\A---.*?^---$|^```.*?^```$|\$\$.*?\$\$(\n\{.*?\})?|\A# .*?$", "", source, flags=re.M | re.S)
    source = re.sub(r"\[\[([^\]#|]+)(?:#[^\]|]+)?\]\]", r"\1", source)
    source = re.sub(r"\[\[[^\]|]+\|([^\]]+)\]\]", r"\1", source)
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", source).split()


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_gets_the_same_code(name: str) -> None:
    """Cell for cell, in the same order, in each system's syntax."""
    assert cells_of(name, SYSTEMS[name].write(NOTE)) == [cell.code for cell in NOTE.cells]


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_gets_the_same_words_and_formula(name: str) -> None:
    """The prose is the same to the word, links and claims included, and so is the TeX."""
    source = SYSTEMS[name].write(NOTE)
    assert words_of(name, source) == words_of(FLOOR, SYSTEMS[FLOOR].write(NOTE))
    assert r"\begin{cases}" in (json.loads(source)["cells"][0]["source"] if name == "mkdocs-jupyter" else source)


def test_note_holds_what_the_benchmark_promises() -> None:
    """One formula with cases, four printing cells, two figures with a text, three links, three claims."""
    source = SYSTEMS[OURS].write(NOTE)
    assert source.count("$$") == 2
    assert source.count("```python\n") == len([cell for cell in NOTE.cells if cell.mark]) == 4
    assert source.count("```python alt=") == len([cell for cell in NOTE.cells if cell.alt]) == 2
    assert len(set(re.findall(r"\[\[(Note \d+)", source))) == 3
    assert source.count("](claim:") == len(NOTE.claims) == 3


def test_variants_leave_out_figures_or_claims_and_nothing_else() -> None:
    """Without figures the printing cells stay; without claims only their paragraph goes."""
    bare = make_note(7, 20, figures=False, claims=False)
    assert bare.cells == [cell for cell in NOTE.cells if cell.mark]
    assert not bare.claims
    plain = make_note(7, 20, figures=True, claims=False)
    (claimed,) = [block for block in NOTE.blocks if block not in plain.blocks]
    assert [part for part in claimed.parts if not isinstance(part, str)] == NOTE.claims


def test_no_two_notes_share_a_printing_cell_or_a_figure() -> None:
    """A cache by content gains nothing within one build."""
    codes = [cell.code for note in make_notes(40, figures=True, claims=True) for cell in note.cells]
    assert len(set(codes)) == len(codes) == 240


def test_notes_are_spread_evenly_and_link_across_sections() -> None:
    """Half of them in each section, each link leads to another note of the set."""
    notes = make_notes(10, figures=False, claims=False)
    assert [note.section for note in notes].count("functions") == 5
    stems = {note.title for note in notes}
    for note in notes:
        linked = set(re.findall(r"\[\[(Note \d+)", SYSTEMS[OURS].write(note)))
        assert linked <= stems - {note.title}


def test_marks_are_printed_and_stand_in_no_code() -> None:
    """A page that shows all marks of a note has run all its cells; the figures draw one figure each."""
    source = SYSTEMS[OURS].write(NOTE)
    names: dict[str, object] = {}
    printed = io.StringIO()
    for cell in NOTE.cells:
        with redirect_stdout(printed):
            exec(cell.code, names)
        assert len(plt.get_fignums()) == bool(cell.alt)
        plt.close("all")
    for cell in NOTE.cells:
        assert (cell.mark in printed.getvalue()) and (not cell.mark or cell.mark not in source)


def test_edition_changes_one_word_and_one_number() -> None:
    """What "one note edited" means: a word of its prose and a number in its first cell."""
    other = make_note(7, 20, figures=True, claims=True, edition=1)
    changed = [(old, new) for old, new in zip(NOTE.blocks, other.blocks, strict=True) if old != new]
    assert len(changed) == 2
    (_, text), (_, cell) = changed
    assert len(set(text.parts[0].split()) - set(NOTE.blocks[0].parts[0].split())) == 1
    assert isinstance(cell, Cell)
    assert cell.mark != NOTE.cells[0].mark


def test_claims_hold_and_name_words_of_their_statements() -> None:
    """The claim file runs, and each statement contains the words that the note links."""
    module: dict[str, object] = {}
    exec(claim_file(NOTE), module)
    for claim in NOTE.claims:
        assert claim.words in claim.statement
        assert module[claim.name]().text  # type: ignore[operator]


class Loader(yaml.SafeLoader):
    """Reads !ENV as the list behind it, and what is named in Python as its name."""


Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node))
Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", lambda loader, name, node: name)


@pytest.mark.parametrize("name", [name for name in SYSTEMS if name != OURS])
def test_configuration_differs_in_plugins_and_navigation_only(name: str) -> None:
    """Theme, features, extensions, styles, scripts and search are the repository's own."""
    ours = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    before = yaml.load(ours, Loader)
    after = yaml.load(configuration(ours, SYSTEMS[name]), Loader)
    assert {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)} <= {
        "plugins",
        "nav",
        "not_in_nav",
    }
    assert after["plugins"][0] == before["plugins"][0]
    assert after["nav"] == ["index.md", {"Functions": "functions/index.md"}, {"Concepts": "concepts/index.md"}]
    assert configuration(ours, SYSTEMS[OURS]) == ours


def test_plain_mkdocs_gets_the_woven_pages_with_search_alone() -> None:
    """No other plugin, the navigation that MkDocs makes by itself, and no failure over a page that it cannot have."""
    after = yaml.load(plain_configuration((ROOT / "mkdocs.yml").read_text(encoding="utf-8")), Loader)
    assert [list(plugin) for plugin in after["plugins"]] == [["search"]]
    assert not {"nav", "not_in_nav"} & after.keys()
    assert after["strict"] is False
    assert after["theme"]["custom_dir"] == "theme"


def test_a_site_that_lacks_an_output_is_no_figure(tmp_path: Path) -> None:
    """A missing page, figure, printed line or edit is an error, never a fast build."""
    project = lay_out(SYSTEMS["markdown-exec"], tmp_path / "project", make_notes(2, figures=True, claims=False))
    with pytest.raises(Unbuilt, match="made no page of functions/note0000"):
        project.verify()
    good = {}
    for note in project.notes:
        marks = "".join(cell.mark for cell in note.cells)
        good[note.stem] = str(note.blocks[0].parts[0]) + marks + 2 * '<g id="figure_1">'
        page(project.root, note).parent.mkdir(parents=True)
        page(project.root, note).write_text(good[note.stem])
    project.verify()
    edited = make_note(1, 2, figures=True, claims=False, edition=1)
    with pytest.raises(Unbuilt, match="lacks 'This is a plain look"):
        project.verify([edited])
    for damage, message in (("figure_1", "has 0 figures; expected 2"), ("mark 140:", "lacks 'mark 140:'")):
        page(project.root, project.notes[1]).write_text(good["note0001"].replace(damage, ""))
        with pytest.raises(Unbuilt, match=message):
            project.verify()


def test_cold_means_no_cache(tmp_path: Path) -> None:
    """Cleaning takes the site and all caches away, and leaves the sources."""
    project = lay_out(SYSTEMS[OURS], tmp_path / "project", make_notes(2, figures=False, claims=True))
    sources = sorted(project.root.rglob("*"))
    for name in (".cache/rectified/results", "site/functions"):
        (project.root / name).mkdir(parents=True)
    project.clean()
    assert sorted(project.root.rglob("*")) == sources
