"""Ratios, exponents, the own cost and the bars are computed rightly from given samples."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from bench.bars import Bar, Samples, Spread, Timed, bars, spread
from bench.report import results
from bench.samples import STATES, Case, Memory, Sample, plan, read_timings, states_of
from bench.systems import FLOOR, OURS, SYSTEMS

from rectified.envelope import check


def sample(case: Case, state: str, turn: int, cpu: float, **more: float) -> Sample:
    return Sample(case, state, turn, wall=cpu / 2, cpu=cpu, main_cpu=more.pop("main_cpu", cpu), **more)


def test_spread_is_the_median_with_its_ends() -> None:
    """Of nothing there is none."""
    assert spread([3.0, 1.0, 2.0]) == Spread(2.0, 1.0, 3.0, 3)
    assert spread([4.0, 1.0]) == Spread(2.5, 1.0, 4.0, 2)
    assert spread([]) is None


def test_ratios_are_taken_within_rounds() -> None:
    """The median of the rounds' ratios, which is not the ratio of the medians; rounds without a partner do not count."""
    ours, floor = Case(OURS, 200), Case(FLOOR, 200)
    costs = {0: (1.0, 10.0), 1: (4.0, 20.0), 2: (9.0, 10.0)}
    found = [sample(ours, "warm", turn, own) for turn, (own, _) in costs.items()]
    found += [sample(floor, "warm", turn, base) for turn, (_, base) in costs.items()]
    found += [sample(ours, "warm", 3, 1.0), sample(floor, "cold", 3, 1.0)]
    assert Samples(found).ratio(ours, FLOOR, "warm") == Spread(0.2, 0.1, 0.9, 3)
    assert Samples(found).ratio(ours, "zensical", "warm") is None


@pytest.mark.parametrize("power", [1.0, 1.05, 2.0])
def test_growth_is_the_exponent_of_the_number_of_notes(power: float) -> None:
    """CPU that grows as a power of the number of notes gives that power."""
    cases = [Case(OURS, size, figures=False) for size in (200, 1000)]
    found = [sample(case, "cold", 0, 0.01 * case.notes**power) for case in cases]
    grown = Samples(found).growth(OURS, (200, 1000), "cold")
    assert grown is not None
    assert math.isclose(grown.median, power)
    assert Samples(found).growth(OURS, (200, 1000), "warm") is None


def own_cost_samples() -> Samples:
    """200 notes that cost 60 s, of which the floor's pages are 10 s and the notes' own code 30 s."""
    ours, floor = Case(OURS, 200, claims=True), Case(FLOOR, 200, claims=True)
    own = sample(ours, "cold", 0, 60.0, main_cpu=18.0, jobs_cpu=38.0, code=30.0)
    return Samples([own, sample(floor, "cold", 0, 10.0)])


def test_own_cost_is_what_neither_floor_nor_notes_used() -> None:
    """Its parts add up to it: children, the builder's process, the server."""
    found = {name: part.median for name, part in own_cost_samples().own_cost(200).items() if part}
    assert found == pytest.approx({"own": 100, "children": 40, "builder": 40, "others": 20, "floor": 50, "code": 150})
    assert found["own"] == pytest.approx(found["children"] + found["builder"] + found["others"])


def test_own_cost_without_timings_is_an_error() -> None:
    """A builder that does not say what the notes used gets no figure instead of a flattering one."""
    ours, floor = Case(OURS, 200, claims=True), Case(FLOOR, 200, claims=True)
    with pytest.raises(ValueError, match="does not"):
        Samples([sample(ours, "cold", 0, 60.0), sample(floor, "cold", 0, 10.0)]).own_cost(200)


def test_timings_are_summed_over_jobs(tmp_path: Path) -> None:
    """`build --timings` writes a list of jobs."""
    jobs = [
        {"id": "docs/a.md", "seconds": 1.0, "cpu": 0.5, "code": 0.25},
        {"id": "b", "seconds": 9, "cpu": 2, "code": 1},
    ]
    (tmp_path / "timings.json").write_text(json.dumps({"jobs": jobs}))
    assert read_timings(tmp_path / "timings.json") == (2.5, 1.25)


def test_bar_is_held_against_the_median() -> None:
    """Exactly at the limit is met; a figure that was not measured is neither met nor missed."""
    assert Bar("b", 0.5, "ratio", Spread(0.5, 0.4, 0.9, 3)).verdict == "met"
    assert Bar("b", 0.5, "ratio", Spread(0.51, 0.4, 0.9, 3)).verdict == "missed"
    assert Bar("b", 0.5, "ratio", None).verdict == "not measured"


def test_bars_judge_what_was_measured() -> None:
    """Each bar takes its own samples; those of other sizes, states and systems leave it unmeasured."""
    cases = [Memory(Case(OURS, 200), 240_000_000, 1), Memory(Case(FLOOR, 1000, figures=False), 1, 1)]
    judged = {bar.name: bar for bar in bars(own_cost_samples(), cases, [Timed(1.0, 4.0), Timed(3.0, 4.0)])}
    assert {bar.verdict for bar in judged.values()} == {"met", "missed", "not measured"}
    own = judged["own cost of a note, cold, 200 notes, CPU"]
    assert (own.verdict, own.limit, own.aim) == ("missed", 60, 30)
    assert judged["peak memory, 200 notes with figures"].measured == Spread(240, 240, 240, 1)
    assert judged["peak memory, 1000 notes without figures"].verdict == "not measured"
    site = judged["the real site, nothing changed, against MkDocs, wall"]
    assert (site.verdict, site.measured) == ("met", Spread(0.5, 0.25, 0.75, 2))


def test_plan_gives_slow_systems_small_sizes_only() -> None:
    """mkdocs-jupyter stops at 50 notes unless asked; growth is measured without figures, claims in one more row."""
    groups = plan(list(SYSTEMS), [10, 50, 200], [200, 1000], unlimited=False)
    cases = [case for group in groups for case in group.cases]
    assert max(case.notes for case in cases if case.system == "mkdocs-jupyter") == 50
    assert {case.system for case in cases if case.notes == 200 and case.figures} == {*SYSTEMS} - {"mkdocs-jupyter"}
    assert {(case.system, case.notes) for case in cases if case.claims} == {(OURS, 200), (FLOOR, 200)}
    assert {case.notes for case in cases if not case.figures} == {200, 1000}
    unlimited = plan(list(SYSTEMS), [10, 50, 200], [200, 1000], unlimited=True)
    assert Case("mkdocs-jupyter", 200) in [case for group in unlimited for case in group.cases]


def test_a_system_without_a_cache_is_built_cold_only() -> None:
    """But the floor is what the others' warm builds are held against."""
    assert states_of("markdown-exec", STATES) == ["cold"]
    assert states_of(FLOOR, STATES) == states_of(OURS, STATES) == list(STATES)


def test_results_are_plain_data_with_every_bar() -> None:
    """What a run comes to can be put into a result file."""
    samples = own_cost_samples()
    found = results(
        samples, [Memory(Case(OURS, 200), 2, 1)], [Timed(1, 2)], bars(samples, [], []), skipped=["x"], load=0.5
    )
    check(
        {
            "schema": 1,
            "what": "What a thing costs.",
            "made_by": {"bench/notes.py": "0" * 64},
            "versions": {"python": "3.13.1"},
            "machine": {"processor": "x", "cores": 1, "memory": 1, "system": "Linux"},
            "date": "2026-11-23",
            "results": found,
        }
    )
    assert len(found["bars"]) == 10
    assert found["own_cost"]["notes"] == 200
    assert {(row["system"], row["of_floor"]["median"]) for row in found["runs"]} == {(OURS, 6.0), (FLOOR, 1.0)}
