"""The timing of the snippets: everyone computes the same function, takes turns, and is told apart in the file."""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np
import pytest
from bench.bars import Spread
from bench.speed import __main__ as command
from bench.speed.contestants import FUNCTIONS, Contestant, contestants
from bench.speed.timing import Row, compared, ratios

from rectified.envelope import read

ROOT = Path(__file__).parents[1]
SNIPPETS = {file.stem: importlib.import_module(file.stem) for file in (ROOT / "snippets").glob("*.py")}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_all_compute_the_same_function(function, dtype):
    """To the accuracy of the textbook form; GELU's textbook form is the tanh form, off by less than 0.001."""
    x = np.linspace(-4, 4, 101).astype(dtype)
    found = [each for each in contestants(function, dtype, SNIPPETS) if each.name != "copy"]
    results = {each.name: np.asarray(each.call(each.given(x))) for each in found}
    assert "textbook" in results and len(results) > 1
    for name, values in results.items():
        assert values.dtype == dtype, name
        assert np.abs(values - results["textbook"]).max() < (1e-3 if function == "gelu" else 1e-5), name


def test_contestants_take_turns():
    """Each round times everyone once before anyone a second time; the first calls are not counted."""
    calls: list[str] = []
    heard = [Contestant(name, lambda x: x, lambda x, name=name: calls.append(name)) for name in ("a", "b")]
    found = compared(heard, np.zeros(10), rounds=3)
    order = "".join(calls)
    runs = [name for place, name in enumerate(order) if place == 0 or order[place - 1] != name]
    assert runs == ["a", "b"] * (len(runs) // 2) and len(runs) == 2 * 4
    assert all(0 < spread.low <= spread.median <= spread.high and spread.rounds == 3 for spread in found.values())


def test_ratios_pair_what_was_measured_alike():
    """By function, dtype and size; what only one of the two has is left out."""

    def row(size, name, ns):
        return Row("elu", "float32", size, name, Spread(ns, ns, ns, 1))

    found = [row(10, "fast", 3.0), row(10, "torch", 2.0), row(20, "fast", 5.0)]
    assert ratios(found, "fast", "torch") == {("elu", "float32", 10): 1.5}


def test_quick_run_prints_and_writes_nothing(capsys, tmp_path, monkeypatch):
    """Every function that is there is timed."""
    monkeypatch.setattr(command.os, "sched_setaffinity", lambda *_: None, raising=False)
    file = tmp_path / "speed.json"
    assert command.main(["--quick", "--output", str(file)]) == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in FUNCTIONS) and not file.exists()


def test_committed_figures_have_the_form_and_name_their_snippets():
    """One file in the common form; every timed function's snippet is among the files it was made by."""
    data = read(ROOT / "bench/speed.json")
    timed = {row["function"] for row in data["results"]["rows"]}
    assert {f"snippets/{name}.py" for name in timed if name in SNIPPETS} <= set(data["made_by"])
    assert all(row["ns"]["low"] <= row["ns"]["median"] <= row["ns"]["high"] for row in data["results"]["rows"])
