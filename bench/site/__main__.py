"""The command line: `python -m bench.site`, from the repository's root."""

from __future__ import annotations

import argparse
import datetime
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from bench.origin import machine, made_by, versions
from bench.projects import REPOSITORY
from bench.site import lighthouse
from bench.site.browsers import CHROMIUM, installed
from bench.site.kinds import KINDS, Missing, present
from bench.site.packages import NotInstalled, Packages
from bench.site.report import results, show
from bench.site.server import served
from rectified.envelope import digests, dumped, envelope

WHAT = "What Lighthouse makes of one page of each kind of the site, on a slow phone, and what a first view weighs."
LOCK = "bench/site/package-lock.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge each kind of page, print the table and, unless --quick, write bench/site.json; 1 if a bar is missed."""
    options = _parser().parse_args(arguments)
    chromium = installed(CHROMIUM)
    if chromium is None:
        print(f"no {', '.join(CHROMIUM)} among the programs", file=sys.stderr)
        return 2
    try:
        data = _measured(options, Packages(), chromium)
        written = None if options.quick else dumped(_envelope(data, Packages(), chromium))
    except (Missing, NotInstalled, lighthouse.Failed) as error:
        print(error, file=sys.stderr)
        return 2
    show(Console(highlight=False, width=None if sys.stdout.isatty() else 120), data)
    if written:
        options.output.write_text(written, encoding="utf-8")
    return int(any(bar["verdict"] != "met" for bar in data["bars"]))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.site", description="Let Lighthouse judge the built site.")
    parser.add_argument("--site", type=Path, default=REPOSITORY / "site", help="the built site (default: site/)")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, help="which kinds of page (default: all that there are)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each page is judged (default: 5)")
    parser.add_argument("--quick", action="store_true", help="see that everything runs: once a page, no file")
    parser.add_argument("--output", type=Path, default=REPOSITORY / "bench/site.json", help="the result file")
    return parser


def _measured(options: argparse.Namespace, packages: Packages, chromium: str) -> dict[str, Any]:
    """Each page once in each round, so that whatever else the machine does falls on all alike."""
    there = present(options.site.resolve())
    paths = {kind: path for kind, path in there.items() if kind in (options.kinds or there)}
    ours = frozenset(file.name for file in (REPOSITORY / "docs/assets/javascripts").rglob("*.js"))
    load, rounds = os.getloadavg()[0], 1 if options.quick else options.rounds
    found: dict[str, list[lighthouse.Reading]] = {kind: [] for kind in paths}
    with served(options.site.resolve(), "rectified") as root:
        for kind in track([*paths] * rounds, "Lighthouse", console=Console(stderr=True)):
            report = lighthouse.run(root + paths[kind], packages, chromium)
            found[kind].append(lighthouse.reading(report, ours))
    return results(found, paths, load)


def _envelope(data: dict[str, Any], packages: Packages, chromium: str) -> dict[str, Any]:
    used = versions(REPOSITORY, ("mkdocs", "mkdocs-material"))
    used |= {
        "lighthouse": packages.version("lighthouse"),
        "chromium": _version(chromium),
        "node": _version(packages.node),
    }
    code = made_by(REPOSITORY, "bench/site") | digests(REPOSITORY, [LOCK])
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return envelope(WHAT, made_by=code, versions=used, machine=machine(), date=today, results=data)


def _version(program: str) -> str:
    said = subprocess.run([program, "--version"], capture_output=True, encoding="utf-8", check=True).stdout
    return re.search(r"\d+(?:\.\d+)+", said)[0]  # type: ignore[index]  # both name their version in such figures


if __name__ == "__main__":
    sys.exit(main())
