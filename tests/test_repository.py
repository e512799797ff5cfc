"""The files around the project agree with each other: lock, sessions, workflow, README, licence."""

from __future__ import annotations

import ast
import os
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from rectified.settings import UNCHECKED

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WORKFLOW = ROOT / ".github/workflows/docs.yml"


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


LOCK, BENCH_LOCK, ORACLES_LOCK = "requirements.txt", "bench/requirements.txt", "oracles/requirements.txt"
NODE_LOCK = "bench/site/requirements.txt"
LOCKS = (LOCK, BENCH_LOCK, ORACLES_LOCK, NODE_LOCK)

#: The locks of tools that stand beside the builder, each with the group that it holds besides the builder's own.
OTHERS = {BENCH_LOCK: "bench", ORACLES_LOCK: "oracles"}


def locked(lock: str) -> list[str]:
    """The logical lines of a lock, comments gone and continuations joined."""
    text = re.sub(r"^\s*#.*\n", "", read(lock), flags=re.MULTILINE)
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def sessions() -> dict[str, str]:
    """Name and docstring of each nox session."""
    found = {}
    for node in ast.parse(read("noxfile.py")).body:
        if isinstance(node, ast.FunctionDef) and any("nox.session" in ast.unparse(d) for d in node.decorator_list):
            found[node.name] = ast.get_docstring(node) or ""
    return found


def dependencies() -> list[tuple[str, str]]:
    """Each dependency with the lock that has to hold it: the tools beside the builder have locks of their own."""
    builder, groups = PYPROJECT["project"]["dependencies"], PYPROJECT["dependency-groups"]
    own = [entry for name, entries in groups.items() if name not in {*OTHERS.values(), "node"} for entry in entries]
    node = [(NODE_LOCK, entry) for entry in groups["node"]]  # it stands alone: no Python package runs beside it
    others = [(lock, entry) for lock, group in OTHERS.items() for entry in [*builder, *groups[group]]]
    return [*((LOCK, entry) for entry in [*builder, *own]), *others, *node]


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_and_hashes_every_line(lock: str) -> None:
    """Each line of the lock is one exact version with at least one SHA-256 and nothing else."""
    line = re.compile(r"[a-z0-9.-]+==[\w.]+( ; [^\\]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [entry for entry in locked(lock) if not line.fullmatch(entry)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_no_address(lock: str) -> None:
    """No index, no URL, no path: the lock installs from whatever registry a machine is set up for."""
    assert re.findall(r"://|--(?:extra-)?index|--find-links| @ |file:|^[./]", read(lock), re.M) == []


@pytest.mark.parametrize("lock, dependency", dependencies())
def test_lock_satisfies_dependency(lock: str, dependency: str) -> None:
    """Whatever pyproject.toml asks for is locked, in a version it allows."""
    wanted = Requirement(dependency)
    pins = [Requirement(line.split("--hash")[0]) for line in locked(lock)]
    versions = [str(pin.specifier)[2:] for pin in pins if canonicalize_name(pin.name) == canonicalize_name(wanted.name)]
    assert versions
    assert all(wanted.specifier.contains(version) for version in versions)


@pytest.mark.parametrize("lock", OTHERS)
def test_locks_agree(lock: str) -> None:
    """What is measured is what is built with."""
    ours, others = (dict(line.split()[0].split("==") for line in locked(name)) for name in (LOCK, lock))
    assert {name: others[name] for name in others if name in ours} == {
        name: ours[name] for name in others if name in ours
    }


@pytest.mark.parametrize("lock", [LOCK, BENCH_LOCK])
def test_lock_holds_no_deep_learning_framework(lock: str) -> None:
    """PyTorch and JAX are named on pages, and installed only where they are compared."""
    assert not re.search(r"^(torch|jax|jaxlib|tensorflow)==", read(lock), re.M)


@pytest.mark.parametrize("name", sessions())
def test_session_says_what_it_does_in_one_line(name: str) -> None:
    """`nox -l` is the table of contents: one sentence a session."""
    docstring = sessions()[name]
    assert docstring.endswith(".")
    assert "\n" not in docstring


@pytest.mark.parametrize(
    "path", ["README.md", "CONTRIBUTING.md", ".ci/run", ".github/ISSUE_TEMPLATE/dispute-a-claim.yml"]
)
def test_named_sessions_exist(path: str) -> None:
    """Every `nox -s` in a text names sessions that the noxfile has."""
    commands = re.findall(r"nox -s ((?:[a-z]+ ?)+)", read(path))
    named = {name for command in commands for name in command.split()}
    assert named
    assert named <= set(sessions())


def test_noxfile_refuses_the_pythons_that_the_project_refuses() -> None:
    """The range in the noxfile's message is that of pyproject.toml."""
    low, high = re.search(r"\((3, \d+)\) <= sys.version_info < \((3, \d+)\)", read("noxfile.py")).groups()
    stated = SpecifierSet(f">={low.replace(', ', '.')},<{high.replace(', ', '.')}")
    assert stated == SpecifierSet(PYPROJECT["project"]["requires-python"])
    first, last = Version(low.replace(", ", ".")), int(high[3:]) - 1
    assert f"Python {first} to 3.{last}" in read("noxfile.py")


def test_ci_runs_the_readme_test_command() -> None:
    """What the README promises for a fresh clone is what the continuous build runs, to the letter."""
    command = next(line for line in read("README.md").splitlines() if line.endswith("nox -s tests"))
    assert command in read(".ci/run")
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_workflow_pins_actions_by_hash() -> None:
    """Each action is named by a full commit hash, with its version beside it."""
    used = re.findall(r"uses: (.*)", WORKFLOW.read_text(encoding="utf-8"))
    assert used
    assert [use for use in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use)] == []


def test_workflow_may_only_read_but_for_publishing() -> None:
    """Only the publishing job may write, only to Pages, and not for a pull request."""
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    writers = {name: job for name, job in workflow["jobs"].items() if "permissions" in job}
    assert workflow["permissions"] == {"contents": "read"}
    assert list(writers) == ["publish"]
    assert writers["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert writers["publish"]["if"] == "github.event_name == 'push'"
    assert workflow[True]["push"] == {"branches": ["main"]}  # YAML 1.1 reads the key `on` as true


def test_dispute_form_asks_for_what_a_dispute_needs() -> None:
    """The form has its four fields, each required."""
    form = yaml.safe_load(read(".github/ISSUE_TEMPLATE/dispute-a-claim.yml"))
    assert [field["id"] for field in form["body"]] == ["claim", "says", "found", "reproduce"]
    assert all(field["validations"]["required"] for field in form["body"])


@pytest.mark.parametrize("path", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_files_linked_from_texts_exist(path: str) -> None:
    """A relative link in a text at the root leads to a file."""
    prose = re.sub(r"```.*?```|`[^`]*`", "", read(path), flags=re.DOTALL)
    targets = [target for target in re.findall(r"\]\(([^)#]+)", prose) if "://" not in target]
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_committed_totals_have_the_kinds_that_a_build_counts() -> None:
    """`[tool.rectified]` agrees on a total for each kind of unchecked thing."""
    assert sorted(PYPROJECT["tool"]["rectified"]["unchecked"]) == sorted(UNCHECKED)


def test_snippets_carry_the_licence_that_asks_no_notice() -> None:
    """A copied folder of snippets says MIT-0 itself, in the words of the main licence file."""
    no_attribution = read("LICENSE").split("MIT No Attribution (MIT-0)")[1]
    grant = no_attribution[no_attribution.index("Permission is hereby granted") :]
    assert " ".join(grant.split()) in " ".join(read("snippets/LICENSE").split())
