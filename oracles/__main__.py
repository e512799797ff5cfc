"""The command line: `python -m oracles`, from the repository's root."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.origin import machine, made_by, versions
from rich.console import Console

from oracles.counterparts import COUNTERPARTS
from oracles.exact import Exact
from oracles.judge import Ledger, judged, own
from oracles.libraries import LIBRARIES
from oracles.measure import BAR
from oracles.report import show
from rectified.envelope import digests, dumped, envelope
from rectified.oracles import FILE, Row, plain
from rectified.project import Project, read_project

WHAT = "How the snippets and the same functions of other libraries differ from the exact values, and from each other."
REPOSITORY = Path(__file__).parents[1]
PACKAGES = ("numpy", *(library.package for library in LIBRARIES.values()), "jaxlib", "python-flint")


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare everything, print what was found and write the result file.

    1 when a difference has no declared reason, or a declared one was not found: the file is written all the same.
    """
    options = _parser().parse_args(arguments)
    console, ledger = Console(highlight=False, soft_wrap=True), Ledger()
    project, _ = read_project(options.root)  # what is wrong with it, a build says
    stems = {stem: list(_rows(project, stem, ledger)) for stem in _stems(project)}
    show(console, stems)
    options.output.write_text(_file(options.root, stems), encoding="utf-8")
    for text in ledger.undeclared:
        print(f"no reason is declared in oracles/conventions.py: {text}", file=sys.stderr)
    for declared in ledger.unconfirmed():
        print(f"oracles/conventions.py declares what was not found: {declared}", file=sys.stderr)
    return 1 if ledger.undeclared or ledger.unconfirmed() else 0


def _file(root: Path, stems: Mapping[str, Sequence[Row]]) -> str:
    """The text of the result file."""
    code = made_by(REPOSITORY, "oracles")
    return dumped(
        envelope(
            WHAT,
            made_by={**code, **digests(root, [f"snippets/{stem}.py" for stem in stems])},
            versions=versions(REPOSITORY, PACKAGES),
            machine=machine(),
            date=datetime.datetime.now(datetime.UTC).date().isoformat(),
            results={"bar": BAR, "functions": {stem: list(map(plain, rows)) for stem, rows in stems.items()}},
        )
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="oracles", description="Compare the snippets with other libraries.")
    parser.add_argument("--root", type=Path, default=REPOSITORY, help="the project (default: this one)")
    parser.add_argument("--output", type=Path, default=REPOSITORY / FILE, help=f"the result file (default: {FILE})")
    return parser


def _stems(project: Project) -> list[str]:
    """The snippets that a counterpart is listed for."""
    return [stem for stem in project.snippets if any(each.stem == stem for each in COUNTERPARTS)]


def _rows(project: Project, stem: str, ledger: Ledger) -> Iterator[Row]:
    exact = Exact(project, stem)
    taking_part = [each for each in COUNTERPARTS if each.stem == stem and exact.stated(each.function)]
    for function in dict.fromkeys(each.function for each in taking_part):
        yield from own(stem, function, exact)
        for counterpart in taking_part:
            if counterpart.function == function:
                yield from judged(counterpart, exact, ledger)


if __name__ == "__main__":
    sys.exit(main())
