"""Which cards there are, what they say, where they are linked, and what pages tell those who show a link."""

from __future__ import annotations

import base64
import io
import os
import subprocess
import sys

import pytest
from conftest import CLAIM, DOUBLE, NOTE, ROOT
from html_pages import HtmlPage
from PIL import Image
from woven import read

from rectified.cards import card_jobs, function_card, myth_card, read_cards
from rectified.running.job import Outcome

MYTH = '''

@myth("Double is *never* negative.", instead="It is below 0 where x is.")
def never_negative():
    """One value."""
    assert double(-1.0) == -2
    return proved("double(−1) is −2")
'''
FILES = {
    "snippets/double.py": DOUBLE,
    "docs/functions/double.md": NOTE + "\n> False: [Double is never negative](myth:never_negative).\n",
    "claims/double.py": CLAIM.replace("claim, measured", "claim, measured, myth, proved") + MYTH,
}
SAMPLES = {"double": {"x": [-1.0, 1.0], "f": [-2.0, 2.0], "grad": [2.0, 2.0], "kinks": []}}


def test_there_is_a_card_for_each_plotted_function_and_each_myth(tmp_path):
    """As plain words; those of one stem are drawn by one job."""
    (job,) = card_jobs(read(tmp_path, FILES), SAMPLES)
    assert job.id == "cards double"
    function, myth = job.arguments["cards"]
    assert function == {
        "name": "cards/double.png",
        "address": "functions/double/",
        "title": "Double",
        "summary": "Twice its input.",
        "samples": SAMPLES["double"],
    }
    assert myth == {
        "name": "cards/double-never_negative.png",
        "address": "functions/double/#claim-never_negative",
        "statement": "Double is never negative.",
        "correction": "It is below 0 where x is.",
    }


def test_a_function_without_a_plot_and_a_claim_have_none(tmp_path):
    """Neither has anything that a card would show."""
    files = {**FILES, "docs/functions/double.md": NOTE, "claims/double.py": CLAIM}
    assert list(card_jobs(read(tmp_path, files), {})) == []


def test_an_address_is_whole_where_the_sites_is_known(tmp_path, monkeypatch):
    """Without https://, as people read it."""
    monkeypatch.setenv("SITE_URL", "https://example.org/notes/")
    (job,) = card_jobs(read(tmp_path, FILES), SAMPLES)
    assert job.arguments["cards"][0]["address"] == "example.org/notes/functions/double/"


def test_cards_are_read_from_their_jobs_alone(tmp_path):
    """A job that ended badly is a problem at the snippet, or at the claims."""
    project = read(tmp_path, FILES)
    drawn = Outcome({"cards/a.png": base64.b64encode(b"a").decode()}, None, [], 0.1)
    failed = Outcome(None, "ran longer than 120 s", [], 0.1)
    outcomes = {"cards a": drawn, "cards double": failed, "cards other": failed, "plot a": failed}
    cards, problems = read_cards(project, outcomes)
    assert cards == {"cards/a.png": b"a"}
    assert [(problem.path, problem.found) for problem in problems] == [
        ("snippets/double.py", "drawing the cards of double ran longer than 120 s"),
        ("claims/other.py", "drawing the cards of other ran longer than 120 s"),
    ]


def test_cards_are_named_for_what_they_show(tmp_path):
    """In one folder of the site."""
    claim = read(tmp_path, FILES).claims["double:never_negative"]
    assert (function_card("leaky_relu"), myth_card(claim)) == (
        "cards/leaky_relu.png",
        "cards/double-never_negative.png",
    )


@pytest.fixture(scope="module", params=["", "https://example.org/notes/"], ids=["no address", "an address"])
def built(request, make_project, tmp_path_factory):
    """A project with one function and one myth, built where the site's address is known and where it is not."""
    files = {**FILES, "docs/functions/double.md": f"{FILES['docs/functions/double.md']}\n![[double.py#plot]]\n"}
    root = make_project(tmp_path_factory.mktemp("cards"), files)
    command = [sys.executable, "-m", "rectified", "build"]
    settings = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "SITE_URL": request.param}
    ran = subprocess.run(command, cwd=root, env=settings, capture_output=True, encoding="utf-8", timeout=300)
    assert ran.returncode == 0, ran.stderr
    return root / "site", request.param


def page(site, path):
    return HtmlPage(path, (site / path).read_text(encoding="utf-8"))


def test_a_myth_leads_to_its_card(built):
    """From its evidence; the claim that holds has none."""
    site, _ = built
    found = page(site, "functions/double/index.html")
    links = [link.get("href") for link in found.all("a") if "".join(link.itertext()) == "share this"]
    assert links == ["../../cards/double-never_negative.png"]
    for name in ("double-never_negative", "double"):
        assert Image.open(io.BytesIO((site / f"cards/{name}.png").read_bytes())).size == (1200, 630)


def test_a_page_names_its_card_where_the_sites_address_is_known(built):
    """The protocol takes whole addresses alone, so without one there is nothing to say; other pages have no card."""
    site, address = built
    metas = page(site, "functions/double/index.html").all("meta")
    told = {
        meta.get("property"): meta.get("content") for meta in metas if (meta.get("property") or "").startswith("og:")
    }
    if not address:
        assert told == {}
        return
    assert told["og:image"] == f"{address}cards/double.png"
    assert (told["og:url"], told["og:title"]) == (f"{address}functions/double/", "Double")
    assert told["og:description"] == "Twice its input."
    assert [meta.get("content") for meta in metas if meta.get("name") == "twitter:card"] == ["summary_large_image"]
    assert not [meta for meta in page(site, "index.html").all("meta") if meta.get("property")]
