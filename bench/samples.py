"""Builds of synthetic projects, in turn: what is built in which state, and what each build cost.

Systems that are compared take turns within each round and state, so that whatever else the machine does falls on all
alike, and a ratio is taken between neighbours in time.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import measure
from bench.notes import make_note, make_notes
from bench.projects import Project, lay_out
from bench.systems import FLOOR, OURS, SYSTEMS

#: cold: no site and no cache; warm: nothing changed since; edited: a word and a number of one note changed since.
STATES = ("cold", "warm", "edited")

#: MkDocs' own notice about its future would fill the logs. Modules that were compiled once are not compiled again.
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}

Say = Callable[[str], None]


@dataclass(frozen=True, order=True)
class Case:
    """A synthetic project: the system, how many notes, and what is in them."""

    system: str
    notes: int
    figures: bool = True
    claims: bool = False

    def __str__(self) -> str:
        content = f"{'with' if self.figures else 'without'} figures{', with claims' if self.claims else ''}"
        return f"{self.system}, {self.notes} notes {content}"


@dataclass(frozen=True)
class Sample:
    """One build: its case, state and round, and what it used.

    wall, cpu, main_cpu: as in `measure.Usage`. jobs_cpu: CPU seconds of the children that ran notes and claims, code:
    what the notes' and claims' own code used of that; None for other systems.
    """

    case: Case
    state: str
    round: int
    wall: float
    cpu: float
    main_cpu: float
    jobs_cpu: float | None = None
    code: float | None = None


@dataclass(frozen=True)
class Memory:
    """The peak memory of one cold build, in bytes: all processes together (PSS), and the largest of them (RSS)."""

    case: Case
    tree: int
    largest: int


@dataclass(frozen=True)
class Group:
    """Cases that take turns, and the states they are built in."""

    cases: Sequence[Case]
    states: Sequence[str]


def states_of(system: str, states: Sequence[str]) -> list[str]:
    """The states that a system is built in: one that keeps nothing costs the same in all; the floor is the measure."""
    return [state for state in states if state == "cold" or system == FLOOR or SYSTEMS[system].cached]


def plan(systems: Sequence[str], sizes: Sequence[int], growth: Sequence[int], *, unlimited: bool) -> list[Group]:
    """What is built: every size with figures, the largest also with claims, and the sizes of `growth` without figures.

    unlimited: give every system every size, however long it takes.
    """
    groups = []
    for size in sizes:
        fitting = [name for name in systems if unlimited or size <= SYSTEMS[name].notes]
        groups.append(Group([Case(name, size) for name in fitting], STATES))
    pair = [name for name in systems if name in (FLOOR, OURS)]
    if sizes:
        groups.append(Group([Case(name, max(sizes), claims=True) for name in pair], STATES))
    light = [name for name in systems if SYSTEMS[name].notes >= 1000]
    groups += [Group([Case(name, size, figures=False) for name in light], STATES[:2]) for size in growth]
    return [group for group in groups if group.cases]


def run(group: Group, rounds: int, folder: Path, say: Say) -> Iterator[Sample]:
    """Build a group round by round, below a folder; each build is checked before it counts.

    What was built stays there, for the builds of the next group not to follow a removal (see `Project.clean`).
    Raises measure.Failed or projects.Unbuilt when a build fails or lacks what it should have made.
    """
    projects = {case: _project(case, folder) for case in group.cases}
    for turn in range(rounds):
        for state in group.states:
            for case, project in projects.items():
                if state in states_of(case.system, group.states):
                    sample = _build(case, project, state, turn)
                    say(f"{case}, {state}: {sample.cpu:.2f} s CPU, {sample.wall:.2f} s")
                    yield sample


def measure_memory(case: Case, folder: Path, say: Say) -> Memory:
    """Build a case once, cold, and watch its memory; raises as `run` does."""
    project = _project(case, folder)
    usage = measure(project.system.command, project.root, memory=True, environment=ENVIRONMENT)
    project.verify()
    say(f"{case}: {usage.peak_pss / 1e6:.0f} MB, the largest process {usage.largest_rss / 1e6:.0f} MB")
    return Memory(case, usage.peak_pss, usage.largest_rss)


def _project(case: Case, folder: Path) -> Project:
    """The case's project in a folder of its own, which has room for what is put aside."""
    root = Path(tempfile.mkdtemp(prefix="case-", dir=folder), case.system)
    return lay_out(SYSTEMS[case.system], root, make_notes(case.notes, figures=case.figures, claims=case.claims))


def _build(case: Case, project: Project, state: str, turn: int) -> Sample:
    """One build of a project in a state; an edit is taken back afterwards."""
    place = case.notes // 2
    edited = make_note(place, case.notes, figures=case.figures, claims=case.claims, edition=turn + 1)
    if state == "cold":
        project.clean()
    if state == "edited":
        project.write(edited)
    timings = project.root.with_name("timings.json")
    asked = ["--timings", str(timings)] if case.system == OURS else []
    usage = measure([*project.system.command, *asked], project.root, environment=ENVIRONMENT)
    project.verify([edited] if state == "edited" else [])
    project.write(project.notes[place])
    jobs_cpu, code = read_timings(timings) if asked else (None, None)
    return Sample(case, state, turn, usage.wall, usage.cpu, usage.main_cpu, jobs_cpu, code)


def read_timings(file: Path) -> tuple[float, float]:
    """CPU seconds of all jobs together, and of the notes' and claims' own code in them."""
    jobs = json.loads(file.read_text(encoding="utf-8"))["jobs"]
    return sum(job["cpu"] for job in jobs), sum(job["code"] for job in jobs)
