"""Each note's cells as a notebook that runs anywhere: its first cells write the snippets and helpers it imports."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from html_pages import ROOT, read_page

from rectified.contents import steps
from rectified.notes import read_notes

WRITE = "%%writefile "
NOTES = [note for note in read_notes(ROOT)[0] if any(step.kind != "value" for step in steps(note))]

#: Notes whose cells compute with the builder's own proofs and checks; they have no notebook to download.
WITH_BUILDER = ("about/accuracy", "concepts/self-normalization", "about/mutants")

#: A note whose cells import a snippet and a helper, draw, and warn.
RUN = "functions/selu.md"


def load(site: Path, note):
    return nbformat.read(site / note.folder / f"{note.stem}.ipynb", as_version=4)


def sources(notebook) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("note", [note for note in NOTES if note.folder not in WITH_BUILDER], ids=lambda n: n.folder)
def test_the_cells_of_a_note_are_downloadable(note, site):
    """A valid notebook, linked from the page, that holds the cells in their order and every file they import."""
    notebook = load(site, note)
    nbformat.validate(notebook)
    code = sources(notebook)
    cells = [source for source in code if not source.startswith(WRITE)]
    assert cells == [step.source.rstrip("\n") for step in steps(note) if step.kind != "value"]
    written = [source.partition("\n")[0].removeprefix(WRITE) for source in code if source.startswith(WRITE)]
    known = {path.name for folder in ("snippets", "claims") for path in (ROOT / folder).glob("*.py")}
    assert set(written) <= known
    page = read_page(site, f"{note.folder}/index.html")
    assert f"{note.stem}.ipynb" in [link.get("href") for link in page.all("a") if "download" in link.attrib]


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.folder)
def test_a_notebook_does_not_need_the_builder(note, site):
    """Nothing it runs or writes imports the package; a page whose cells have to has no notebook."""
    file = site / note.folder / f"{note.stem}.ipynb"
    assert file.exists() == (note.folder not in WITH_BUILDER)
    if note.folder in WITH_BUILDER:
        return
    imports = re.compile(r"^[ \t]*(?:from|import)[ \t]+rectified\b", re.M)
    assert [source for source in sources(load(site, note)) if imports.search(source)] == []


def test_a_notebook_runs_in_an_empty_folder(site, tmp_path):
    """Executed cell by cell in a plain namespace, by an interpreter that finds the project nowhere."""
    notebook = load(site, next(note for note in NOTES if note.path == RUN))
    plain = []
    for source in sources(notebook):
        if source.startswith(WRITE):
            name, _, text = source.removeprefix(WRITE).partition("\n")
            (tmp_path / name).write_text(text, encoding="utf-8")
        else:
            plain.append(source)
    assert (tmp_path / "selu.py").is_file() and (tmp_path / "_layers.py").is_file()
    lines = ["import matplotlib", "matplotlib.use('svg')", f"cells = {plain!r}", "names = {'__name__': '__main__'}"]
    lines += ["for cell in cells:", "    exec(compile(cell, 'cell', 'exec'), names)"]
    (tmp_path / "run.py").write_text("\n".join(lines), encoding="utf-8")
    settings = {"env": {"PATH": "", "HOME": str(tmp_path)}, "capture_output": True, "encoding": "utf-8"}
    ran = subprocess.run([sys.executable, "run.py"], cwd=tmp_path, timeout=120, **settings)
    assert ran.returncode == 0, ran.stderr
    assert "minimum of" in ran.stdout
