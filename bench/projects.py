"""The folder of a synthetic project: the repository's own mkdocs.yml, theme and assets around synthetic notes.

All systems get the same mkdocs.yml: theme, features, Markdown extensions, styles, scripts and search are the
repository's. What differs is `plugins`. The others also get `nav` and `not_in_nav`, which this builder sets by itself:
the home page and one page a section that links to its notes, so that no page carries the list of all notes. Those
section pages are files in the projects of the others; this builder makes its own.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.notes import SECTIONS, Note
from bench.syntax import claim_file
from bench.systems import System, page

#: The repository that the benchmark stands in.
REPOSITORY = Path(__file__).resolve().parents[1]

#: What a build leaves in a project, besides the site.
LEFT = (".cache", ".markdown-exec-cache", "site", "site.new", "site.old")

_HOME = "---\ntitle: Home\nsummary: Synthetic notes.\n---\n\nNotes about functions with two pieces, all made up.\n"


class Unbuilt(Exception):
    """A build left a site that lacks something: its figures must not be used."""


@dataclass(frozen=True)
class Project:
    """A synthetic project of one system in a folder of its own."""

    system: System
    root: Path
    notes: Sequence[Note]

    def source(self, note: Note) -> Path:
        return self.root / "docs" / note.section / f"{note.stem}{self.system.suffix}"

    def write(self, note: Note) -> None:
        """Write a note and, for this builder, its claims, whatever stood there."""
        self.source(note).write_text(self.system.write(note), encoding="utf-8")
        if note.claims and self.system.plugins is None:
            (self.root / "claims" / f"{note.stem}.py").write_text(claim_file(note), encoding="utf-8")

    def clean(self) -> None:
        """Put the site and every cache aside, next to the project.

        They are not removed: ext4 goes through all inodes that were freed within five seconds before it gives out a
        new one, which no build of a fresh clone meets.
        """
        aside = Path(tempfile.mkdtemp(prefix="aside-", dir=self.root.parent))
        for name in filter(lambda name: (self.root / name).exists(), LEFT):
            (self.root / name).rename(aside / name)

    def verify(self, changed: Sequence[Note] = ()) -> None:
        """Raise Unbuilt unless every note has its page, with its code and, if the system runs it, all it comes to.

        changed: notes whose newer edition stands in the project.
        """
        newer = {note.stem: note for note in changed}
        for note in self.notes:
            self._verify(newer.get(note.stem, note))

    def _verify(self, note: Note) -> None:
        file = page(self.root, note)
        if not file.is_file():
            raise Unbuilt(f"{self.system.name} made no page of {note.section}/{note.stem}")
        html = file.read_text(encoding="utf-8")
        figures = sum(bool(cell.alt) for cell in note.cells)
        found = len(re.findall(self.system.figure, html)) if self.system.figure else figures
        if found != figures:
            raise Unbuilt(f"{self.system.name}: {note.stem} has {found} figures; expected {figures}")
        marks = [cell.mark for cell in note.cells if cell.mark]
        shown = marks if self.system.figure else ["linspace"]
        opening = str(note.blocks[0].parts[0])  # type: ignore[union-attr]  # every note begins with a paragraph
        for text in (opening.strip(), *shown):
            if text not in html:
                raise Unbuilt(f"{self.system.name}: the page of {note.stem} lacks {text!r}")
        self._verify_claims(note, html)

    def _verify_claims(self, note: Note, html: str) -> None:
        for claim in note.claims:
            if claim.words not in html or (self.system.plugins is None and claim.statement not in html):
                raise Unbuilt(f"{self.system.name}: the page of {note.stem} lacks the claim {claim.name}")


def lay_out(system: System, root: Path, notes: Sequence[Note]) -> Project:
    """Write a whole project below the folder `root`, which must not exist."""
    for name in ("theme", "docs/assets"):
        shutil.copytree(REPOSITORY / name, root / name)
    for folder in (*(f"docs/{section}" for section in SECTIONS), "claims"):
        (root / folder).mkdir()
    project = Project(system, root, notes)
    for note in notes:
        project.write(note)
    (root / "docs/index.md").write_text(_HOME, encoding="utf-8")
    (root / "mkdocs.yml").write_text(configuration(_repository_file("mkdocs.yml"), system), encoding="utf-8")
    (root / "pyproject.toml").write_text(f"[tool.rectified]\nunchecked = {{ formulas = {len(notes)} }}\n")
    if system.plugins is not None:
        for section in SECTIONS:
            (root / f"docs/{section}/index.md").write_text(_section_page(system, section, notes), encoding="utf-8")
    return project


def configuration(ours: str, system: System) -> str:
    """The text of mkdocs.yml for a system, from that of the repository."""
    if system.plugins is None:
        return ours
    sections = "\n".join(f"  - {section.capitalize()}: {section}/index.md" for section in SECTIONS)
    patterns = "\n".join(f"  /{section}/*" for section in SECTIONS)
    changed = {
        "plugins": f"plugins:\n{_search(ours)}{system.plugins}",
        "nav": f"nav:\n  - index.md\n{sections}\n",
        "not_in_nav": f"not_in_nav: |\n{patterns}\n",
    }
    kept = [part for part in _keys(ours) if part.partition(":")[0] not in changed]
    return "".join(part.rstrip("\n") + "\n\n" for part in [*kept, *changed.values()])


def _keys(text: str) -> list[str]:
    """The text of a YAML file in parts, each of which but the first begins with a key at the margin."""
    return re.split(r"^(?=[a-z_]+:)", text, flags=re.M)


def _search(text: str) -> str:
    """The lines of the search plugin, options included."""
    plugins = next(part for part in _keys(text) if part.startswith("plugins:"))
    entries = re.split(r"^(?=  - )", plugins, flags=re.M)
    return next(entry for entry in entries if entry.startswith("  - search"))


def _section_page(system: System, section: str, notes: Sequence[Note]) -> str:
    own = [note for note in notes if note.section == section]
    links = "\n".join(f"- [{note.title}]({note.stem}{system.suffix}): {note.summary}" for note in own)
    return f"---\ntitle: {section.capitalize()}\nsummary: All notes of this section.\n---\n\n{links}\n"


def _repository_file(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")
