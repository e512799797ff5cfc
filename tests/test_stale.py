"""No cache ever shows what is stale: a project that was built, changed and built again is as if built from nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import zlib
from itertools import cycle

import pytest
from compared import results
from conftest import ROOT as REPOSITORY
from conftest import write
from stale import FRONT, JOBS, PLAIN, ROOT, Built, cell, change, from_nothing, ran, started, swapped
from waiting import until

from rectified.build import check
from rectified.commit import commit_time
from rectified.oracles import FILE as ORACLES
from rectified.problems import BuildError, RenderError
from rectified.reporter import Reporter
from rectified.surroundings import surroundings

ALL = sorted(JOBS)


@pytest.fixture(scope="module")
def base(make_project, tmp_path_factory) -> Built:
    """The project as the first build left it."""
    project = Built(make_project(tmp_path_factory.mktemp("stale") / "base", PLAIN))
    assert names(project.build()) == ALL
    return project


@pytest.fixture
def project(base, tmp_path) -> Built:
    """The same with its cache and its site, to change."""
    return base.copy(tmp_path / "project")


def names(jobs: list[str]) -> list[str]:
    """Jobs as this module calls them."""
    known = {job: name for name, job in JOBS.items()}
    return sorted(known.get(job, job) for job in jobs)


def assert_as_from_nothing(project: Built, jobs: list[str], *, visible: bool = True, but_results: bool = False) -> None:
    """Built again it is as if built from nothing, and only these jobs ran; visible: whether a reader can tell."""
    before = project.contents()
    with from_nothing(project, but_results=but_results) as clone:
        ran = project.build()
    assert project.contents() == clone.contents()
    assert (names(ran), project.contents() != before) == (jobs, visible)


HIDING = {
    "snippets/modulefinder.py": '"""Paints nothing."""\n\n__all__ = ["SHADE"]\n\nSHADE = 1.0\n',
    "docs/functions/modulefinder.md": FRONT.format("Modulefinder") + "![[modulefinder.py]]\n",
}
CODE = {
    "a snippet's constant": (
        {"snippets/double.py": swapped("FACTOR = 2.0", "FACTOR = 1.0 + 1.0")},
        ["double", "formulas", "lists", "reads", "seeks"],
    ),
    "a helper of the claims": ({"claims/_helper.py": "STEP = 2\n"}, ["imports", "other"]),
    "a claim's statement": ({"claims/other.py": swapped("It is a step", "So it is a step")}, ["other"]),
    "files that cells read, list and look for": (
        {"table.txt": "4 5 6", "data/b.txt": "", "later.txt": "here"},
        ["lists", "reads", "seeks"],
    ),
    "a snippet that hides a module": (HIDING, ["shadowed"]),
    "a cell, and words above another": (
        {
            "docs/concepts/imports.md": swapped("STEP\n\nSTEP", "STEP\n\n10 * STEP"),
            "docs/concepts/reads.md": swapped("```python", "Words.\n\n```python"),
        },
        ["imports"],
    ),
}


@pytest.mark.parametrize("files, jobs", CODE.values(), ids=CODE)
def test_what_a_change_concerns_runs_again_and_nothing_else(files, jobs, project):
    """Code, and whatever files of the project it read, listed, imported or looked for."""
    change(project.root, files)
    assert_as_from_nothing(project, jobs)


def test_a_file_that_no_code_has_seen_changes_nothing(project):
    """Nothing is run, nothing rendered: the site stays as it is."""
    change(project.root, {"data/a.txt": "changed", "unread.txt": "new", "tests/test_new.py": ""})
    before = {path: path.stat().st_mtime_ns for path in project.site.rglob("*")}
    assert project.build() == []
    assert {path: path.stat().st_mtime_ns for path in project.site.rglob("*")} == before


LIKES, DOUBLE = "docs/concepts/likes.md", "docs/functions/double.md"
PAGES = {
    "a title": {LIKES: swapped("title: Likes", "title: Fondness")},
    "the title of the front page": {"docs/index.md": swapped("title: Home", "title: Start")},
    "a heading": {
        DOUBLE: swapped("## What it means", "## Its sense"),
        LIKES: lambda text: text.replace("#What it means", "#Its sense").replace("#what-it-means", "#its-sense"),
    },
    "a summary": {DOUBLE: swapped("Twice its input.", "Its input, twice α.")},
    "an alias": {DOUBLE: swapped("[Twofold]", "[Twice as much]"), LIKES: swapped("[[Twofold]]", "[[Twice as much]]")},
    "a note added": {"docs/concepts/middle.md": FRONT.format("Middle") + "Between others: [[Double]].\n"},
    "a note removed": {"docs/concepts/other.md": None, "claims/other.py": None},
    "the site's name": {"mkdocs.yml": swapped("site_name: Rectified", "site_name: Corrected")},
    "an extension's option": {"mkdocs.yml": swapped('permalink: "¶"', 'permalink: "#"')},
    "a template": {
        "theme/main.html": swapped(
            '{% extends "base.html" %}', '{% extends "base.html" %}\n\n{% block footer %}<p>End</p>{% endblock %}'
        )
    },
    "an icon": {"theme/.icons/rectified/logo.svg": swapped('viewBox="0 0 24 24"', 'viewBox="0 0 25 25"')},
    "a style sheet": {"docs/assets/stylesheets/rectified.css": lambda text: text + "\np { color: red }\n"},
    "what a comparison with other libraries found": {ORACLES: results()},
    "a setting of the project": {"pyproject.toml": '[tool.rectified]\nrepository = "https://example.org/owner/name"\n'},
}


@pytest.mark.parametrize("files", PAGES.values(), ids=PAGES)
def test_pages_show_what_changed_elsewhere(files, project):
    """Among it titles in backlinks, in the navigation, beside “Next”; no code runs again."""
    change(project.root, files)
    assert_as_from_nothing(project, [], but_results=True)


def test_none_of_these_changes_concerns_what_code_gave(project):
    """All at once, against a build that runs the code as well."""
    for files in PAGES.values():
        change(project.root, files)
    assert_as_from_nothing(project, [])


TABLES = {
    "a title": ({DOUBLE: swapped("title: Double", "title: Twice")}, [], {"claims", "compare", "graph"}),
    "a link": ({LIKES: swapped("and [[Twofold]]", "and [[Lists]]")}, [], {"graph"}),
    "a verdict": (
        {"claims/other.py": lambda text: text.replace("measured", "sampled")},
        ["other"],
        {"claims"},
    ),
    "a fact": (
        {
            "snippets/double.py": swapped("FACTOR = 2.0", "FACTOR = 3.0"),
            DOUBLE: swapped("= 2 x", "= 3 x"),
            "claims/double.py": swapped("double(1.5) == 3", "double(1) == 3"),
        },
        ["accuracy double", "double", "facts double", "formulas", "lists", "reads", "seeks"],
        {"compare"},
    ),
}


@pytest.mark.parametrize("files, jobs, tables", TABLES.values(), ids=TABLES)
def test_what_is_made_of_all_notes_shows_what_changed(files, jobs, tables, project):
    """What a row says and where it leads stands on another page, or on none."""
    change(project.root, {DOUBLE: lambda text: f"{text}\n![[double.py#facts]]\n"})
    assert names(project.build()) == ["accuracy double", "facts double"]
    before = {name: project.page(name) for name in ("claims", "compare", "graph")}
    change(project.root, files)
    assert_as_from_nothing(project, jobs)
    assert {name for name, page in before.items() if project.page(name) != page} == tables


MYTH = '''

@myth("Double is never negative.", instead="It is below 0 where x is.")
def never_negative():
    """One value."""
    assert double(-1.0) == -2
    return measured("double(−1) is −2")
'''
SHARED = {
    DOUBLE: lambda text: f"{text}\n![[double.py#plot]]\n\n> False: [Double is never negative](myth:never_negative).\n",
    "claims/double.py": lambda text: text.replace("claim, measured", "claim, measured, myth") + MYTH,
}
CARDS = {
    "a title": ({DOUBLE: swapped("title: Double", "title: Twice")}, ["cards double"], {"double"}),
    "a summary": ({DOUBLE: swapped("Twice its input.", "Its input twice.")}, ["cards double"], {"double"}),
    "a correction": (
        {"claims/double.py": swapped("below 0 where", "under 0 where")},
        ["cards double", "double"],
        {"double-never_negative"},
    ),
    "a curve": (
        {
            "snippets/double.py": swapped("FACTOR = 2.0", "FACTOR = 3.0"),
            DOUBLE: swapped("= 2 x", "= 3 x"),
            "claims/double.py": lambda text: text.replace("double(1.5) == 3", "double(1) == 3").replace(
                "== -2", "== -3"
            ),
        },
        ["cards double", "double", "formulas", "lists", "plot double", "reads", "seeks"],
        {"double"},
    ),
    "words of another note": ({LIKES: swapped("Also", "And")}, [], {}),
}


@pytest.mark.parametrize("files, jobs, drawn", CARDS.values(), ids=CARDS)
def test_cards_show_what_changed(files, jobs, drawn, project):
    """Names, summaries, corrections and curves; nothing is drawn for a change that no card shows."""
    change(project.root, SHARED)
    assert {"cards double"} <= {*project.build()}
    before = {name: content for name, content in project.contents().items() if name.startswith("cards/")}
    assert sorted(before) == ["cards/double-never_negative.png", "cards/double.png"]
    change(project.root, files)
    assert_as_from_nothing(project, jobs)
    after = project.contents()
    assert {name for name in before if after[name] != before[name]} == {f"cards/{name}.png" for name in drawn}


LAB = """# %% [markdown]
# # {title}
#
# See [it](../functions/double.md#what-it-means).

# %% label="one"
{{"one": {value}}}
"""
RESTS = '''from rectified.evidence import claim, from_lab


@claim("It rests on a lab.")
def rests():
    """A lab."""
    return from_lab("{lab}", "one")
'''
LABS = {
    "docs/labs/first.py": LAB.format(title="First", value="1.5"),
    "docs/labs/second.py": LAB.format(title="Second", value="2.5 * __import__('_helper').STEP"),
    **{f"claims/on_{lab}.py": RESTS.format(lab=lab) for lab in ("first", "second")},
    **{
        f"docs/concepts/on_{lab}.md": FRONT.format(f"On {lab}") + "[It rests on a lab](claim:rests).\n"
        for lab in ("first", "second")
    },
}


def test_a_lab_runs_again_with_the_claims_that_rest_on_it(project):
    """And not those that rest on another lab; what it imports is part of it; its links are followed as a note's are."""
    change(project.root, LABS)
    both = ["claims/on_first.py", "claims/on_second.py", "docs/labs/first.py", "docs/labs/second.py"]
    assert names(project.build()) == sorted([*both, "double", "other"])  # all claims find another lab's results
    change(project.root, {"claims/_helper.py": "STEP = 2\n"})
    assert_as_from_nothing(project, ["claims/on_second.py", "docs/labs/second.py", "imports", "other"])
    change(project.root, {DOUBLE: swapped("## What", "## How"), LIKES: swapped("#What", "#How")})
    change(project.root, {LIKES: swapped("#what", "#how")})
    with pytest.raises(RenderError, match="MkDocs"):
        project.build()


VARIABLES = {
    "of the site's address": ("SITE_URL", "https://example.org/notes/", {}),
    "of a list in quotes": (
        "ITS_COPYRIGHT",
        "Free",
        {"mkdocs.yml": lambda text: text.replace('copyright: "', 'copyright: !ENV ["ITS_COPYRIGHT", "none"]\n#')},
    ),
    "of the time of a commit": (
        "SOURCE_DATE_EPOCH",
        "86400",
        {"theme/main.html": swapped("{% block htmltitle %}", "{% block htmltitle %}<!-- {{ build_date_utc }} -->")},
    ),
    "of an extension": (
        "MARK",
        "§",
        {"mkdocs.yml": swapped('permalink: "¶"', "permalink: !ENV\n        - MARK\n        - '¶'")},
    ),
}


@pytest.mark.parametrize("name, value, files", VARIABLES.values(), ids=VARIABLES)
def test_a_variable_that_pages_may_show_is_part_of_them(name, value, files, project, monkeypatch):
    """Wherever mkdocs.yml names it, and however it is written there."""
    monkeypatch.delenv(name, raising=False)
    change(project.root, files)
    assert names(project.build()) == []
    monkeypatch.setenv(name, value)
    commit_time.cache_clear()
    assert_as_from_nothing(project, [], but_results=True)
    commit_time.cache_clear()


BROKEN = {
    "a note is gone": (
        {DOUBLE: None, "snippets/double.py": None, "claims/double.py": None},
        BuildError,
        r"\[\[Double\]\] leads to no note",
    ),
    "a heading is gone": (
        {DOUBLE: swapped("## What", "## How"), LIKES: swapped("[[Double#What it means]]", "it")},
        RenderError,
        "MkDocs",
    ),
    "an alias is gone": ({DOUBLE: swapped("[Twofold]", "[]")}, BuildError, r"\[\[Twofold\]\] leads to no note"),
    "a drawing is gone": ({"docs/assets/drawing.svg": None}, RenderError, "MkDocs"),
    "less may be unchecked": (
        {"docs/concepts/new.md": FRONT.format("New") + "It is 2.25.\n"},
        BuildError,
        "1 unchecked numbers",
    ),
}


@pytest.mark.parametrize("files, error, words", BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_is_wrong_each_time(files, error, words, project):
    """Though the note that is wrong now did not change, and though it was tried before."""
    before = project.contents()
    change(project.root, files)
    for _ in range(2):
        with pytest.raises(error, match=words):
            project.build()
    assert project.contents() == before


def test_a_page_that_mkdocs_warns_of_is_never_kept(project):
    """The second build fails as the first did, and says the same."""
    change(project.root, {LIKES: lambda text: f"{text}\nA [dead link](nowhere.md).\n"})
    for _ in range(2):
        with started(project.root) as builder:
            _, said = builder.communicate(timeout=120)
        assert (builder.returncode, "'nowhere.md'" in said) == (1, True)
    change(project.root, {LIKES: swapped("nowhere.md", "lists.md")})
    assert_as_from_nothing(project, [])


def test_what_failed_is_run_again_though_nothing_changed(project):
    """What went wrong may have been the machine; what went well is not run again."""
    change(project.root, {"docs/concepts/new.md": cell("New", "1 / 0")})
    for _ in range(2):
        reporter = Reporter()
        with pytest.raises(BuildError, match="ZeroDivisionError"):
            check(project.root, reporter)
        assert [job.id for job, _ in reporter.ran] == ["docs/concepts/new.md"]


def test_other_limits_are_tried(project):
    """A note that ran within the old ones need not run within these."""
    change(project.root, {"pyproject.toml": "[tool.rectified]\nlimits = { memory = 4000 }\n"})
    assert_as_from_nothing(project, ALL, visible=False)


def test_a_list_of_exceptions_that_was_looked_for_is_read(project):
    """By those who compare formulas and snippets."""
    change(project.root, {"snippets/EXCEPTIONS.toml": "exception = []\n"})
    assert names(project.build()) == ["formulas"]


def test_another_version_of_a_package_runs_all(project, tmp_path, monkeypatch):
    """Its folder of metadata tells; packages need not be imported by anything here."""
    (tmp_path / "packages/any-2.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "packages")
    surroundings.cache_clear()
    try:
        assert names(project.build()) == ALL
        assert project.build() == []
    finally:
        surroundings.cache_clear()


def test_another_builder_runs_all(project, base, tmp_path):
    """A comment in any of its files is another builder."""
    shutil.copytree(REPOSITORY / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    change(tmp_path, {"src/rectified/drawing/palette.py": lambda text: f"{text}# another\n"})
    with started(project.root, PYTHONPATH=str(tmp_path / "src")) as builder:
        _, said = builder.communicate(timeout=120)
    assert builder.returncode == 0, said
    assert names(ran(project.root.with_suffix(".json"))) == ALL
    assert project.contents() == base.contents()


DAMAGES = [
    lambda content: content[: len(content) // 2],
    lambda content: b"",
    lambda content: random.Random(len(content)).randbytes(len(content)),
    lambda content: zlib.compress(b"[]"),
    lambda content: content[:-1] + bytes([content[-1] ^ 1]),
]


def test_a_damaged_cache_is_as_good_as_none(project, base):
    """Each of its files in one way or another; what is made anew is kept again."""
    for kind in ("builds", "notes", "pages", "results"):
        files = sorted(path for path in (project.cache / kind).rglob("*") if path.is_file())
        assert files
        for file, damage in zip(files, cycle(DAMAGES), strict=False):
            file.write_bytes(damage(file.read_bytes()))
    assert names(project.build()) == ALL
    assert project.contents() == base.contents()
    assert project.build() == []


def test_an_entry_in_the_place_of_another_is_not_taken_for_it(project, base):
    """Each says which it is."""
    files = sorted(path for path in project.cache.rglob("*") if path.is_file())
    contents = [file.read_bytes() for file in files]
    for file, content in zip(files, [*contents[1:], contents[0]], strict=True):
        file.write_bytes(content)
    assert names(project.build()) == ALL
    assert project.contents() == base.contents()


def test_a_cache_can_be_deleted(project, base):
    """At any time."""
    shutil.rmtree(project.cache)
    assert names(project.build()) == ALL
    assert project.contents() == base.contents()


def test_a_cache_that_cannot_be_written_to_is_no_matter(project, base):
    """Each build then does everything; a file in the place of a folder lets nobody write, whoever it is."""
    shutil.rmtree(project.cache)
    write(project.root, {".cache/rectified": "a file"})
    for _ in range(2):
        assert names(project.build()) == ALL
        assert project.contents() == base.contents()


@pytest.mark.parametrize("edit", ["changed", "added", "removed", "a dead link"])
def test_a_site_that_was_touched_is_made_anew(edit, project, base):
    """By hand or by another program; nothing runs for it."""
    page = project.site / "index.html"
    if edit == "changed":
        page.write_text(page.read_text(encoding="utf-8").replace("Home", "Hose"), encoding="utf-8")
    elif edit == "added":
        write(project.site, {"notes.txt": ""})
    else:
        page.unlink()
    if edit == "a dead link":
        page.symlink_to("nowhere")
    assert project.build() == []
    assert project.contents() == base.contents()


def test_a_link_to_a_folder_is_followed(project, tmp_path):
    """As MkDocs follows it: what it leads to is part of the notes."""
    write(tmp_path, {"elsewhere/words.txt": "one"})
    (project.root / "docs/assets/linked").symlink_to(tmp_path / "elsewhere")
    project.build()
    write(tmp_path, {"elsewhere/words.txt": "two"})
    project.build()
    assert project.contents()["assets/linked/words.txt"] == b"two"


WAITS = f"""{ROOT}import time

while "go" not in __import__("os").listdir(root / "signs"):
    time.sleep(0.02)
print((root / "table.txt").read_text())
"""


def waiting(project: Built) -> None:
    """Give the project a note whose cell does not end before there is a file `signs/go`."""
    change(
        project.root, {"docs/concepts/waits.md": cell("Waits", WAITS), "signs/stop": "", "docs/assets/seen.txt": "1"}
    )


def at_work(project: Built) -> bool:
    """Whether a build has begun to run code and has kept, whole and under its key, what came of a job."""
    return any(len(path.name) == 64 for path in (project.cache / "results").rglob("*"))


def test_what_changes_while_a_build_runs_is_seen_by_the_next(project):
    """Even when it is as it was before when that one begins: what the site shows is then neither."""
    waiting(project)
    shutil.rmtree(project.cache)
    with started(project.root) as builder:
        assert until(lambda: at_work(project), 60)
        change(project.root, {"docs/assets/seen.txt": "2", "table.txt": "7 8 9", "signs/go": ""})
        _, said = builder.communicate(timeout=120)
    assert builder.returncode == 0, said
    assert project.contents()["assets/seen.txt"] == b"2" and "7 8 9" in project.page("concepts/waits")
    change(project.root, {"docs/assets/seen.txt": "1", "table.txt": "1 2 3"})
    assert_as_from_nothing(project, ["docs/concepts/waits.md", "reads"])


def test_two_builds_at_once_in_one_clone(project):
    """The second ends at once, with status 1 and a reason; the first does not notice."""
    waiting(project)
    shutil.rmtree(project.cache)
    with started(project.root) as first:
        assert until(lambda: at_work(project), 60)
        with started(project.root) as second:
            _, said = second.communicate(timeout=30)
        assert (second.returncode, first.poll()) == (1, None)
        assert said.splitlines() == [
            "another build is under way, in site.new; wait for it to end; the last good site is untouched"
        ]
        change(project.root, {"signs/go": ""})
        _, said = first.communicate(timeout=120)
    assert first.returncode == 0, said
    assert_as_from_nothing(project, ["docs/concepts/waits.md"], visible=False)  # it saw a folder change


def test_a_build_that_is_killed_while_code_runs(project):
    """The next takes up what was done, and gives the same."""
    waiting(project)
    shutil.rmtree(project.cache)
    with started(project.root) as builder:
        assert until(lambda: at_work(project), 60)
        builder.send_signal(signal.SIGKILL)
    change(project.root, {"signs/go": ""})
    with from_nothing(project) as clone:
        jobs = names(project.build())
    assert "docs/concepts/waits.md" in jobs and len(jobs) < len([*ALL, "docs/concepts/waits.md"])
    assert project.contents() == clone.contents()


def test_a_build_that_is_killed_while_it_renders(project, base):
    """What is kept of its pages is whole."""
    shutil.rmtree(project.cache)
    with started(project.root) as builder:
        assert until(lambda: len([*(project.cache / "pages").glob("*")]) > 2, 60)
        builder.send_signal(signal.SIGKILL)
    assert os.path.isdir(project.root / "site.new")
    assert project.build() == []
    assert project.contents() == base.contents()
    assert not os.path.isdir(project.root / "site.new")
