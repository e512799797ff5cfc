"""A run over chunks: it goes on where it was stopped, and leaves a file of results in the common form."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import ROOT
from exhaustive_cases import AT_ONE_POINT, parcel

from rectified.envelope import check
from rectified.exhaustive.chunks import Done, Task, swept
from rectified.exhaustive.patterns import CHUNKS
from rectified.exhaustive.results import envelope, rows
from rectified.exhaustive.run import finished, run, versions
from rectified.exhaustive.target import code_digest

#: Those of 1 to 2, of 2 to 4, and of infinity and NaN.
NUMBERS = (127, 128, 255)


class Counting(ThreadPoolExecutor):
    """One thread that remembers what it was given."""

    def __init__(self):
        super().__init__(1)
        self.tasks = []

    def submit(self, function, task):
        self.tasks.append((task.function, task.number))
        return super().submit(function, task)


def stop_after(count):
    """A listener that stops the run, as Ctrl-C does, once so many chunks have been told of."""
    heard = []

    def told(function, done, total):
        heard.append(function)
        if len(heard) == count:
            raise KeyboardInterrupt

    return told


def test_a_run_goes_on_where_it_was_stopped(tmp_path):
    """Nothing that was kept is done again, a line cut off is, and the figures are those of a run that was not stopped."""
    chosen = {"halving": parcel(AT_ONE_POINT)}
    with Counting() as executor, pytest.raises(KeyboardInterrupt):
        run(chosen, executor, tmp_path, numbers=NUMBERS, told=stop_after(5))
    (file,) = [file for file in tmp_path.iterdir() if not file.name.startswith("halving_grad")]
    *whole_lines, cut_off = file.read_text().splitlines()
    file.write_text("\n".join([*whole_lines, cut_off[:18]]))
    kept = sum(row.endswith("}") for each in tmp_path.iterdir() for row in each.read_text().splitlines())
    with Counting() as executor:
        found = run(chosen, executor, tmp_path, numbers=NUMBERS)
    assert len(executor.tasks) == 2 * len(NUMBERS) - kept and 0 < kept < 2 * len(NUMBERS)
    with Counting() as executor:
        whole = run(chosen, executor, tmp_path / "other", numbers=NUMBERS)
    assert found == whole and len(executor.tasks) == 2 * len(NUMBERS)
    assert whole["halving"].points + whole["halving"].others == len(NUMBERS) * 2**23
    assert whole["halving"].ulp == pytest.approx(3, abs=1e-6) and whole["halving_grad"].ulp == 0


def test_what_is_done_can_be_told_without_running(tmp_path):
    """Only functions all of whose chunks are kept."""
    chosen = {"halving": parcel()}
    with Counting() as executor:
        run(chosen, executor, tmp_path, numbers=(255,))
    assert finished(chosen, tmp_path) == {}
    (file,) = tmp_path.glob("halving-*")
    row = json.loads(file.read_text())
    file.write_text("".join(json.dumps({**row, "chunk": number}) + "\n" for number in range(CHUNKS)))
    assert list(finished(chosen, tmp_path)) == ["halving"]


def test_a_changed_snippet_is_judged_anew(tmp_path):
    """What is kept belongs to the code; a comment is none."""
    done = Done(tmp_path, parcel(), "halving", versions())
    done.add(127, swept(Task(parcel(), "halving", 127)))
    assert Done(tmp_path, parcel("pass  # as before"), "halving", versions()).sweeps
    assert not Done(tmp_path, parcel(AT_ONE_POINT), "halving", versions()).sweeps
    assert not Done(tmp_path, parcel(), "halving", {**versions(), "numpy": "1.0"}).sweeps


def test_results_have_the_form_of_every_result_file(tmp_path):
    """Where the figures come from is in it; the points looked at again keep to their bounds."""
    chosen = {"halving": parcel(AT_ONE_POINT)}
    with Counting() as executor:
        sweeps = run(chosen, executor, tmp_path, numbers=(127,))
    found = rows(chosen, sweeps, "2026-11-25", chunks=1)
    data = envelope(found, {"snippets/halving.py": code_digest(chosen["halving"].source)}, "2026-11-25")
    check(data)
    later = envelope([{**found[0], "function": "other"}], {"snippets/other.py": "0" * 64}, "2026-11-26", data)
    assert [row["function"] for row in later["results"]["functions"]] == ["halving", "halving_grad", "other"]
    for name, kept in (("processor", 1), ("system", 2)):
        elsewhere = {**data, "machine": {**data["machine"], name: "other"}}
        assert len(envelope(found[:1], {}, "2026-11-26", elsewhere)["results"]["functions"]) == kept
    row = data["results"]["functions"][0]
    assert (row["function"], row["x"], row["complete"]) == ("halving", "1.5", False)
    assert row["ulp"] == pytest.approx(3, abs=1e-6)
    assert row["checked"]["random"]["points"] == 1000 and row["checked"]["random"]["share"] <= 1


def test_the_command(make_project, tmp_path):
    """It judges a project's functions, prints the worst case of each, and fails when one misses its bar."""
    note = "---\ntitle: Half\n---\n\n$$\n\\operatorname{halving}(x) = \\frac{x}{2}\n$$\n\n![[halving.py]]\n"
    source = parcel(AT_ONE_POINT).source
    root = make_project(tmp_path, {"snippets/halving.py": source, "docs/functions/halving.md": note})
    command = [sys.executable, "-m", "rectified", "--root", str(root), "exhaustive", "halving"]
    command += ["--chunks", "127:128", "--workers", "1", "--output", "found.json"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120)
    assert "halving: 3.000000 ulp at 1.5, of 8388608 numbers, above 2 ulp" in ran.stdout, ran.stderr
    assert "halving_grad: 0.000000 ulp" in ran.stdout and ran.returncode == 1
    check(json.loads((root / "found.json").read_text()))
    command[6] = "nothing"
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120)
    assert ran.returncode == 1 and "named nothing; one of" in ran.stderr and "halving" in ran.stderr
