"""The command line: `python -m bench`, from the repository's root."""

from __future__ import annotations

import argparse
import datetime
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console

from bench.bars import Samples, bars
from bench.measure import Failed
from bench.origin import machine, made_by, versions
from bench.projects import REPOSITORY, Unbuilt
from bench.real_site import time_site
from bench.report import results, show
from bench.samples import Case, Group, measure_memory, plan, run, states_of
from bench.systems import SYSTEMS
from rectified.envelope import dumped, envelope

WHAT = (
    "What it costs this builder and others to build the same synthetic notes, and the real site with nothing changed."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build everything in turn, print what it cost and write the result file; 0 unless a build itself fails."""
    options = _parser().parse_args(arguments)
    if sys.platform != "linux":
        print("the benchmark counts processes as Linux shows them; run it there", file=sys.stderr)
        return 1
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        data = _measured(options, console)
    except (Failed, Unbuilt) as error:
        print(f"{error}\nno figure of this run can be used", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; no file is written", file=sys.stderr)
        return 130
    show(Console(highlight=False, width=None if sys.stdout.isatty() else 120), data)
    if options.output:
        origin = {"made_by": made_by(REPOSITORY, "bench"), "versions": versions(REPOSITORY), "machine": machine()}
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        options.output.write_text(dumped(envelope(WHAT, **origin, date=today, results=data)), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description="Measure this builder against others.")
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS), help="default: all installed")
    parser.add_argument("--sizes", nargs="*", type=int, default=[10, 50, 200], help="numbers of notes, with figures")
    parser.add_argument("--growth", nargs="*", type=int, default=[200, 1000], help="the same without figures")
    parser.add_argument("--rounds", type=int, default=3, help="how often each build is measured (default: 3)")
    parser.add_argument("--unlimited", action="store_true", help="give slow systems the large sizes too")
    parser.add_argument("--quick", action="store_true", help="see that everything runs: few notes, one round, no file")
    parser.add_argument("--output", type=Path, help="the result file (default: bench/results.json)")
    parser.set_defaults(site=True)
    parser.add_argument("--no-site", dest="site", action="store_false", help="leave out the real site")
    return parser


def _measured(options: argparse.Namespace, console: Console) -> dict[str, object]:
    if options.quick:
        options.sizes, options.growth, options.rounds, options.site = [4], [4, 8], 1, False
    elif options.output is None:
        options.output = REPOSITORY / "bench/results.json"
    chosen = [name for name in options.systems if SYSTEMS[name].installed]
    groups = plan(chosen, options.sizes, options.growth, unlimited=options.unlimited)
    load, say = os.getloadavg()[0], console.print
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        _warm_up(chosen, folder, console)
        samples = Samples(sample for group in groups for sample in run(group, options.rounds, folder, say))
        site = list(time_site(options.rounds, say)) if options.site else []
        memory = [measure_memory(case, folder, say) for case in _watched(groups)]
    judged, skipped = bars(samples, memory, site), list(_left_out(options, groups, chosen))
    return results(samples, memory, site, judged, skipped=skipped, load=load)


def _warm_up(systems: Sequence[str], folder: Path, console: Console) -> None:
    """Compile Python's bytecode and find the fonts before anything is measured; it also shows early what fails."""
    console.print("warming up")
    for _ in run(Group([Case(name, 2) for name in systems], ["cold"]), 1, folder, lambda _: None):
        pass


def _watched(groups: Sequence[Group]) -> Iterator[Case]:
    """The cases whose memory is measured: the largest of each kind, of every system that has them."""
    cases = {case for group in groups for case in group.cases if not case.claims}
    for figures in (True, False):
        largest = max((case.notes for case in cases if case.figures == figures), default=0)
        yield from sorted(case for case in cases if (case.figures, case.notes) == (figures, largest))


def _left_out(options: argparse.Namespace, groups: Sequence[Group], chosen: Sequence[str]) -> Iterator[str]:
    """What was not measured although it could have been expected, and why."""
    for name in options.systems:
        system = SYSTEMS[name]
        if name not in chosen:
            yield f"{name}: not installed"
            continue
        sizes = [size for size in options.sizes if size > system.notes and not options.unlimited]
        if sizes:
            yield f"{name}: not built with {', '.join(map(str, sizes))} notes, which would take many minutes"
        if states_of(name, ["cold", "warm"]) == ["cold"]:
            yield f"{name}: built cold only; it keeps nothing from one build to the next, so that warm is as cold"


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends what it started, as Ctrl-C does
    sys.exit(main())
