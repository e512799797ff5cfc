"""What a build says while it runs, on a terminal and elsewhere."""

from __future__ import annotations

import io

from rectified.reporter import Reporter
from rectified.running.job import Job, Outcome

A, B = (Job(f"docs/{name}.md", "m:f", {}, 1) for name in ("a", "[b]"))
WELL, LATE = Outcome(None, None, [], 0.25), Outcome(None, "ran longer than 1 s", [], 1.0)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def on_terminal(monkeypatch):
    """Standard error as a terminal of its own, of a kind that moves its cursor."""
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm-256color")
    return screen


def test_progress_is_told_in_plain_lines_where_there_is_no_terminal(capsys):
    """A job that fails says how; brackets in names are no markup."""
    reporter = Reporter()
    reporter.begin(2)
    reporter.done(A, WELL)
    reporter.done(B, LATE)
    reporter.begin(1)
    expected = ["running 2 jobs", "[1/2] docs/a.md: 0.2 s", "[2/2] docs/[b].md: ran longer than 1 s", "running 1 job"]
    assert capsys.readouterr().err.splitlines() == expected


def test_every_job_that_ran_is_remembered():
    """Over all runs of a build, in the order in which they ended."""
    reporter = Reporter()
    for job, outcome in ((A, WELL), (B, LATE)):
        reporter.begin(1)
        reporter.done(job, outcome)
    assert reporter.ran == [(A, WELL), (B, LATE)]


def test_what_a_system_cannot_prevent_is_said_once(capsys):
    """However many jobs say it."""
    unguarded = [Outcome(None, None, [], 0.0, unguarded=kinds) for kinds in (("write",), ("write", "read"))]
    reporter = Reporter()
    reporter.begin(2)
    for outcome in unguarded:
        reporter.done(A, outcome)
    lines = [line for line in capsys.readouterr().err.splitlines() if "not prevented" in line]
    assert lines == [f"not prevented on this system: that a note could {what}" for what in ("write", "read")]


def test_a_terminal_shows_a_bar_that_leaves_nothing_behind(monkeypatch):
    """The name of the last job that ended, as it is; what is said meanwhile stays above it."""
    terminal, reporter = on_terminal(monkeypatch), Reporter()
    reporter.begin(2)
    reporter.done(A, WELL)
    reporter.say("a line with [brackets] in it")
    reporter.done(B, WELL)
    said = terminal.getvalue()
    assert "docs/[b].md" in said and "a line with [brackets] in it\n" in said
    assert "running 2 jobs" not in said
    assert said.rfind("\x1b[?25h") > said.rfind("\x1b[?25l") >= 0, "the cursor is hidden"


def test_a_bar_is_put_away_when_its_jobs_do_not_end(monkeypatch):
    """Else the terminal's cursor would stay hidden after Ctrl-C; without a bar it does nothing."""
    terminal, reporter = on_terminal(monkeypatch), Reporter()
    reporter.begin(2)
    reporter.done(A, WELL)
    reporter.end()
    said = terminal.getvalue()
    assert said.rfind("\x1b[?25h") > said.rfind("\x1b[?25l") >= 0, "the cursor is hidden"
    reporter.end()
    reporter.say("stopped")
    assert terminal.getvalue() == f"{said}stopped\n"
