"""One run of Lighthouse on one page, as on a slow phone, and what it comes to."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench.site.browsers import FLAGS
from bench.site.packages import Packages

#: The four categories with their titles; each is a score from 0 to 100.
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "SEO",
}

SECONDS = 300


class Failed(Exception):
    """Lighthouse gave no report, or one of a page that it could not load."""


@dataclass(frozen=True)
class Reading:
    """What one run found.

    scores: of each category, 0 to 100; shift: cumulative layout shift; blocked: total blocking time in ms; painted:
    largest contentful paint in s; bytes: of everything that the page loads, as it is sent; script: of the scripts
    named as our own; short: the audits that cost points, by id.
    """

    scores: Mapping[str, float]
    shift: float
    blocked: float
    painted: float
    bytes: int
    script: int
    short: tuple[str, ...]


def run(address: str, packages: Packages, chromium: str) -> dict[str, Any]:
    """Lighthouse's report on a page, in a browser with a fresh profile. Raises Failed, and packages.NotInstalled."""
    flags = " ".join(["--headless=new", *FLAGS])
    command = [packages.node, str(packages.file("lighthouse", "cli/index.js")), address, "--output=json", "--quiet"]
    command += [f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--disable-full-page-screenshot", "--no-enable-error-reporting"]
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as home:  # where it would keep settings from run to run
        surroundings = {"HOME": home, "TMPDIR": home, "CHROME_PATH": chromium, "PATH": "/usr/bin:/bin"}
        try:
            ran = subprocess.run(command, env=surroundings, capture_output=True, encoding="utf-8", timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise Failed(f"{address}: no report in {SECONDS} s") from None
    if ran.returncode != 0:
        raise Failed(f"{address}: {ran.stderr.strip() or 'exit status ' + str(ran.returncode)}")
    report: dict[str, Any] = json.loads(ran.stdout)
    return report


def reading(report: Mapping[str, Any], ours: frozenset[str]) -> Reading:
    """What a report comes to. ours: the names of our own script files. Raises Failed for a page that did not load."""
    if error := report.get("runtimeError"):
        raise Failed(f"{report['requestedUrl']}: {error['message']}")
    audits = report["audits"]
    loaded = audits["network-requests"]["details"]["items"]
    script = [item for item in loaded if item["url"].rpartition("/")[2] in ours]
    return Reading(
        scores={name: 100 * report["categories"][name]["score"] for name in CATEGORIES},
        shift=audits["cumulative-layout-shift"]["numericValue"],
        blocked=audits["total-blocking-time"]["numericValue"],
        painted=audits["largest-contentful-paint"]["numericValue"] / 1000,
        bytes=sum(item["transferSize"] for item in loaded),
        script=sum(item["transferSize"] for item in script),
        short=tuple(_short(report)),
    )


def _short(report: Mapping[str, Any]) -> list[str]:
    """The audits that count in a category and have less than the full score."""
    counted = {ref["id"] for name in CATEGORIES for ref in report["categories"][name]["auditRefs"] if ref["weight"] > 0}
    scores = {name: report["audits"][name]["score"] for name in sorted(counted)}
    return [name for name, score in scores.items() if score is not None and score < 1]
