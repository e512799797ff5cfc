"""Every task of the project: `nox -l` lists them, `nox -s docs` runs one."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.10.14"
nox.options.sessions = ["lint", "tests", "docs"]
nox.options.reuse_venv = "yes"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False  # "each Python present": the absent ones are skipped, in CI too

LOCK, BENCH_LOCK, ORACLES_LOCK = "requirements.txt", "bench/requirements.txt", "oracles/requirements.txt"
SITE = Path("bench/site")
NODE_LOCK = f"{SITE}/requirements.txt"
QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
UV = "uv==0.13.9"
OLDEST, NEWEST = "numpy==1.26.*", "numpy"
#: Tests use every core, but for single ones; a module's tests share what they build, and so one process.
PARALLEL = ("--numprocesses=logical", "--dist=loadfile")
ALONE = [nox.param(f"3.{minor}", OLDEST, id=f"3.{minor}-oldest") for minor in (10, 11, 12)]
ALONE += [nox.param(f"3.{minor}", NEWEST, id=f"3.{minor}-newest") for minor in (10, 11, 12, 13, 14)]


def run(session: nox.Session, *command: str, **variables: str) -> None:
    """Run a Python module of the one environment that `install` keeps, with more environment variables."""
    scripts = session.cache_dir.parent / "install" / ("Scripts" if os.name == "nt" else "bin")
    session.run(str(scripts / "python"), "-m", *command, *session.posargs, env=variables, external=True)


@nox.session
def install(session: nox.Session) -> None:
    """Install the locked dependencies and the project, if either changed (the other sessions call this)."""
    if not (3, 11) <= sys.version_info < (3, 14):
        session.error("Rectified builds on Python 3.11 to 3.13; choose one, as in: uvx --python 3.13 nox -s docs")
    stamp = session.env_dir / "installed"
    wanted = hashlib.sha256(Path(LOCK).read_bytes() + Path("pyproject.toml").read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        session.install("--require-hashes", "-r", LOCK)
        session.install("--no-deps", "--no-build-isolation", "-e", ".")
        stamp.write_text(wanted)


@nox.session(python=False, requires=["install"])
def docs(session: nox.Session) -> None:
    """Run and check every note, and leave the finished site in site/."""
    run(session, "rectified", "build")


@nox.session(python=False, requires=["install"])
def serve(session: nox.Session) -> None:
    """Serve the site on 127.0.0.1 and rebuild it on every change."""
    run(session, "rectified", "serve")


@nox.session(python=False, requires=["install"])
def check(session: nox.Session) -> None:
    """Run single claims, as in: nox -s check -- selu:bounded_below."""
    run(session, "rectified", "check")


@nox.session
def node(session: nox.Session) -> None:
    """Install what judges pages (axe, the Nu checker, Lighthouse) and a Node to run it, if the locks changed."""
    packages = session.env_dir / "packages"
    stamp = session.env_dir / "installed"
    read = b"".join((SITE / name).read_bytes() for name in ("requirements.txt", "package.json", "package-lock.json"))
    part = [option for option in session.posargs if option == "--omit=dev"]  # the rest is for sessions that call this
    wanted = hashlib.sha256(read + "".join(part).encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        session.install("--require-hashes", "-r", NODE_LOCK)
        packages.mkdir(exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            (packages / name).write_bytes((SITE / name).read_bytes())
        session.run("npm", "ci", "--prefix", str(packages), *QUIET, *part)
        stamp.write_text(wanted)


@nox.session(python=False, requires=["install", "node"])
def browser(session: nox.Session) -> None:
    """Hold every page to the bars in Chromium and Firefox, and leave pictures of each kind in .nox/pictures."""
    pictures = session.cache_dir.parent / "pictures"
    options = ["--bars", "--pictures", str(pictures)]
    run(session, "pytest", "tests/browser", *options, *PARALLEL, RECTIFIED_REQUIRE_BROWSER="1")


@nox.session(python=False, requires=["install", "node"])
def lighthouse(session: nox.Session) -> None:
    """Let Lighthouse judge each kind of page of site/, and keep the figures in bench/site.json."""
    run(session, "bench.site")


@nox.session(python=False, requires=["install"])
def tests(session: nox.Session) -> None:
    """Test the builder, the snippets and every claim; then the snippets alone, as `snippets` does."""
    for case in [] if session.posargs else ALONE:
        session.notify(f"snippets({case.id})")
    run(session, "pytest", *([] if session.posargs else PARALLEL))


@nox.session
@nox.parametrize(["python", "numpy"], ALONE)
def snippets(session: nox.Session, numpy: str) -> None:
    """Test the snippets with nothing but NumPy, oldest and newest, on each Python present."""
    # Not from the lock: it starts at Python 3.11, and "newest" is to mean the newest there is today.
    stamp, wanted = session.env_dir / "installed", [numpy, "pytest", "pytest-xdist", "hypothesis", "mpmath"]
    if not stamp.exists() or stamp.read_text() != str(wanted):
        session.install(*wanted)
        stamp.write_text(str(wanted))
    command = ["pytest", "tests/snippets", "--confcutdir=tests/snippets", *(session.posargs or PARALLEL)]
    session.run("python", "-m", *command)


@nox.session(python=False, requires=["install"])
def lint(session: nox.Session) -> None:
    """Check style, format and types."""
    run(session, "ruff", "check")
    run(session, "ruff", "format", "--check")
    run(session, "mypy")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the build against others, on Linux, and keep the figures in bench/results.json."""
    session.install("--require-hashes", "-r", BENCH_LOCK)
    session.install("--no-deps", "--no-build-isolation", "-e", ".")
    session.run("python", "-m", "bench", *session.posargs)


@nox.session(name="bench-snippets")
def bench_snippets(session: nox.Session) -> None:
    """Time the snippets against textbook NumPy, SciPy, PyTorch and JAX, and keep the figures in bench/speed.json."""
    session.install("--require-hashes", "-r", ORACLES_LOCK)
    session.install("--no-deps", "--no-build-isolation", "-e", ".")
    session.run("python", "-m", "bench.speed", *session.posargs)


@nox.session(python=False, requires=["install"])
def exhaustive(session: nox.Session) -> None:
    """Judge every float32 of every function and gradient, for hours; goes on where it was stopped, --dask ADDRESS."""
    run(session, "rectified", "exhaustive", "--output", "bench/exhaustive.json")


@nox.session(python=False, requires=["install"])
def mutants(session: nox.Session) -> None:
    """Try wrong versions of code, formulas, numbers and words; what changed is tried anew, all of it with --again."""
    run(session, "rectified", "mutants")


@nox.session
def oracles(session: nox.Session) -> None:
    """Compare the snippets with PyTorch, JAX, ONNX and SciPy, and keep what is found in oracles/results.json."""
    # PyTorch for Linux does not load without the CUDA libraries that it is linked to, though nothing here uses them.
    session.install("--require-hashes", "-r", ORACLES_LOCK)
    session.install("--no-deps", "--no-build-isolation", "-e", ".")
    session.run("python", "-m", "oracles", *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Renew the locks: newest allowed versions, hashed, for every Python and platform."""
    session.install(UV)
    options = ["--universal", "--python-version", "3.11", "--fork-strategy", "fewest", "--generate-hashes"]
    header = ["--custom-compile-command", "nox -s lock", "--quiet"]
    for file, groups, others in (
        (LOCK, ("tests", "lint", "install"), ["--upgrade"]),
        (BENCH_LOCK, ("bench", "install"), ["--upgrade", "--constraints", LOCK]),
        (ORACLES_LOCK, ("oracles", "install"), ["--upgrade", "--constraints", LOCK]),
    ):
        chosen = [part for group in groups for part in ("--group", group)]
        session.run(
            "uv", "pip", "compile", "pyproject.toml", *chosen, *options, *others, *header, "--output-file", file
        )
    alone = ["--group", "pyproject.toml:node", "--upgrade"]
    session.run("uv", "pip", "compile", *alone, *options, *header, "--output-file", NODE_LOCK)
    session.install("--require-hashes", "-r", NODE_LOCK)
    # Without the registry's address, so that it installs from whatever registry a machine is set up for.
    renewed = ["--package-lock-only", "--omit-lockfile-registry-resolved", "--save"]
    session.run("npm", "update", "--prefix", str(SITE), *renewed, *QUIET)
