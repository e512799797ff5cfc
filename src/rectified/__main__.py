"""The command line: `python -m rectified build | check | weave | serve | exhaustive | mutants`."""

from __future__ import annotations

import argparse
import gc
import signal
import sys
from pathlib import Path

from rectified.problems import BuildError, RenderError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status: 0, or 1 with every problem on standard error, 130 when interrupted."""
    options = _parser().parse_args(arguments)
    try:
        return COMMANDS[options.command](options)
    except BuildError as error:
        print(error, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' if count != 1 else ''}; the last good site is untouched", file=sys.stderr)
    except RenderError as error:
        print(f"{error}; the last good site is untouched", file=sys.stderr)
    except KeyboardInterrupt:
        print("stopped; the last good site is untouched", file=sys.stderr)
        return 130
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rectified", description="Check notes and build their site.")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder (default: this one)")
    commands = parser.add_subparsers(dest="command", required=True)
    made = commands.add_parser("build", help="check everything and leave the site in site/")
    made.add_argument("--site", type=Path, help="where the site goes (default: site/ in the project)")
    made.add_argument("--timings", type=Path, metavar="FILE", help="write what each job that ran took, as JSON")
    checked = commands.add_parser("check", help="run single claims, or check everything without rendering")
    checked.add_argument("claims", nargs="*", metavar="STEM:NAME", help="selu:bounded_below; all when none is given")
    woven = commands.add_parser("weave", help="write the woven Markdown and its figures to a folder")
    woven.add_argument("folder", type=Path)
    served = commands.add_parser("serve", help="serve the site on 127.0.0.1 and rebuild it when a file changes")
    served.add_argument("--port", type=int, default=8000)
    judged = commands.add_parser("exhaustive", help="judge every float32 of every function, resumable, for hours")
    judged.add_argument("stems", nargs="*", metavar="STEM", help="sigmoid; all when none is given")
    judged.add_argument("--dask", metavar="ADDRESS", help="use the Dask cluster of this scheduler: tcp://…")
    judged.add_argument("--workers", type=int, help="processes on this machine (default: one a core)")
    judged.add_argument("--chunks", default="0:512", metavar="A:B", help="of the 512, only these (default: all)")
    judged.add_argument("--done", action="store_true", help="run nothing; tell of the functions that are done")
    judged.add_argument("--output", type=Path, metavar="FILE", help="write the worst cases to this file")
    wrong = commands.add_parser("mutants", help="try wrong versions of code, formulas, numbers and words on the checks")
    wrong.add_argument("stems", nargs="*", metavar="STEM", help="selu; every note when none is given")
    wrong.add_argument("--again", action="store_true", help="try also what has not changed since the result file")
    wrong.add_argument("--output", type=Path, metavar="FILE", help="write what came of them to this file")
    return parser


def _build(options: argparse.Namespace) -> int:
    from rectified.build import build

    root = options.root.resolve()
    build(root, (options.site or root / "site").resolve(), options.timings)
    return 0


def _check(options: argparse.Namespace) -> int:
    from rectified.alone import check_claims
    from rectified.build import check
    from rectified.reporter import Reporter

    if options.claims:
        return check_claims(options.root.resolve(), options.claims)
    check(options.root.resolve(), Reporter())
    return 0


def _weave(options: argparse.Namespace) -> int:
    from rectified.build import check
    from rectified.published import published
    from rectified.reporter import Reporter
    from rectified.weave import weave

    findings = check(options.root.resolve(), Reporter())
    files = dict(published(findings))
    for page in weave(findings):
        files |= {page.path: page.markdown.encode(), **page.assets}
    for path, content in files.items():
        file = options.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return 0


def _serve(options: argparse.Namespace) -> int:
    from rectified.plugin.serving import serve

    serve(options.root.resolve(), options.port)
    return 0


def _exhaustive(options: argparse.Namespace) -> int:
    from rectified.exhaustive.command import exhaustive

    return exhaustive(options)


def _mutants(options: argparse.Namespace) -> int:
    from rectified.mutants.command import mutants

    return mutants(options)


COMMANDS = {
    "build": _build,
    "check": _check,
    "weave": _weave,
    "serve": _serve,
    "exhaustive": _exhaustive,
    "mutants": _mutants,
}

if __name__ == "__main__":
    gc.set_threshold(10_000)  # of what a build makes it keeps most; to look for garbage as usual takes a fortieth of it
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends the children with it, as Ctrl-C does
    sys.exit(main())
