"""Pages are served while they are written: what is saved is shown, and what is wrong leaves the last pages standing."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from conftest import ROOT, write
from waiting import until

NOTE = "---\ntitle: A\n---\n\n{}\n"
PAGE = "concepts/a/"
START = 60
"""Seconds within which pages are served for the first time, or anew, on a busy machine."""


@dataclass
class Served:
    """A project whose pages are being served."""

    root: Path
    address: str
    said: Path

    def page(self, path: str = PAGE) -> str:
        with urlopen(self.address + path, timeout=START) as answer:
            return str(answer.read().decode())

    def save(self, text: str) -> None:
        write(self.root, {"docs/concepts/a.md": NOTE.format(text)})

    def version(self) -> str:
        """By what a browser asks whether there is a later one."""
        live = re.search(r"livereload\((\d+), *(\d+)", self.page())
        assert live
        return f"{live[1]}/{live[2]}"

    def told_of_later(self, version: str) -> bool:
        """Wait, as a browser does, until pages are to be loaded anew."""
        with urlopen(f"{self.address}livereload/{version}", timeout=2 * START) as answer:
            return int(answer.read()) > int(version.partition("/")[0])

    def shows(self, words: str) -> None:
        """Wait until the note's page has these words."""
        assert until(lambda: words in self.page(), START)

    def refuses(self, words: str) -> None:
        """Wait until these words have been said since the last build that was shown."""
        assert until(lambda: words in self.said.read_text().rpartition("Built in")[2], START)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


@contextmanager
def started(root: Path, said: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The command at work."""
    command = [sys.executable, "-m", "rectified", "--root", str(root), "serve", "--port", str(port)]
    environment = {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(said.parent), "PATH": ""}
    with said.open("w") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def served(make_project, tmp_path_factory) -> Iterator[Served]:
    """A small project, served for all tests of this module."""
    root = make_project(tmp_path_factory.mktemp("served"), {"docs/concepts/a.md": NOTE.format("First words.")})
    said = tmp_path_factory.mktemp("said") / "said"
    port = free_port()
    with started(root, said, port) as process:
        assert until(lambda: "Serving on" in said.read_text() or process.poll() is not None, START)
        assert process.poll() is None, said.read_text()
        yield Served(root, f"http://127.0.0.1:{port}/", said)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=START) == 0
        assert [*said.parent.iterdir()] == [said], "what was built for serving stays behind"


def test_what_is_saved_is_shown(served):
    """And again, as builds take turns in two folders; browsers are told."""
    for words in ("Second words.", "Third words.", "Fourth words."):
        version = served.version()
        served.save(words)
        assert served.told_of_later(version) and words in served.page()


def test_a_page_that_nothing_changed_is_there_after_each_build(served):
    """Taken over from the folder of the last."""
    before = served.page("functions/double/").partition("livereload(")[0]
    for words in ("Some words.", "Other words."):
        served.save(words)
        served.shows(words)
        assert served.page("functions/double/").partition("livereload(")[0] == before


def test_a_mistake_leaves_the_pages_as_they_were(served):
    """The message names it; when it is mended, what was saved is shown."""
    served.save("Sound words.")
    served.shows("Sound words.")
    served.save("Unsound words, [[Nowhere]].")
    served.refuses("docs/concepts/a.md:5: [[Nowhere]] leads to no note")
    served.refuses("The pages stay as they were")
    assert "Sound words." in served.page()
    served.save("Mended words.")
    served.shows("Mended words.")


def test_settings_that_cannot_be_read_leave_the_pages_as_they_were(served):
    """Those of MkDocs are looked at as well."""
    served.save("Words before.")
    served.shows("Words before.")
    settings = served.root / "mkdocs.yml"
    text = settings.read_text()
    settings.write_text(text.replace("plugins:", "plugins: [nowhere]\nunused:"))
    served.refuses("The pages stay as they were")
    assert "Words before." in served.page()
    settings.write_text(text)
    served.save("Words after.")
    served.shows("Words after.")


def test_a_page_that_is_no_more_is_no_longer_served(served):
    """It does not stay behind in one of the folders."""
    more = served.root / "docs/concepts/b.md"
    served.save("With more, see [[B]].")
    write(served.root, {"docs/concepts/b.md": NOTE.format("More.").replace("title: A", "title: B")})
    served.shows("With more")
    assert "More." in served.page("concepts/b/")
    more.unlink()
    served.save("Without more.")
    served.shows("Without more.")
    with pytest.raises(HTTPError, match="404"):
        served.page("concepts/b/")


def test_a_mistake_from_the_start_ends_it(make_project, tmp_path):
    """There are no pages to show, and the message says why."""
    root, said = (
        make_project(tmp_path / "project", {"docs/concepts/a.md": NOTE.format("[[Nowhere]]")}),
        tmp_path / "said",
    )
    with started(root, said, free_port()) as process:
        assert process.wait(timeout=START) == 1
    assert "docs/concepts/a.md:5: [[Nowhere]] leads to no note" in said.read_text()
    assert "Traceback" not in said.read_text()


def test_a_port_that_is_taken_ends_it(make_project, tmp_path):
    """In words."""
    root, said = make_project(tmp_path / "project"), tmp_path / "said"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with started(root, said, port) as process:
            assert process.wait(timeout=START) == 1
    assert f"nothing can be served on port {port}: Address already in use" in said.read_text()
    assert "Traceback" not in said.read_text()
