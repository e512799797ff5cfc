"""What a job does to the outside, as Python itself reports it: files of the project it reads, and what it may not do.

Confinement is the kernel's (`confinement`); this says in words what it would refuse with a number, on every system.
What a job reads is what its result depends on.
"""

from __future__ import annotations

import importlib
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

_STARTS = "subprocess.Popen os.system os.exec os.posix_spawn os.spawn os.fork os.forkpty pty.spawn".split()
_CONNECTS = ("socket.__new__", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_SIGNALS, _LIMITS = ("os.kill", "os.killpg"), ("resource.setrlimit", "resource.prlimit")
#: Events whose first argument, or first two, name what they change.
_CHANGES = {
    **dict.fromkeys(("os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.chown", "os.truncate", "os.utime"), 1),
    **dict.fromkeys(("os.setxattr", "os.removexattr", "shutil.rmtree"), 1),
    **dict.fromkeys(("os.rename", "os.link"), 2),
}
#: Python's folders and this package's, which may stand inside a project: no files of it, but in every result's key.
_OWN = tuple(
    os.path.realpath(place) + os.sep for place in (sys.prefix, sys.base_prefix, str(Path(__file__).parents[1]))
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Watch:
    """Watches this process from `begin` to its end.

    reads: files of the project that it read or looked for, by their path relative to the root; folders of it that it
    listed, with a slash at the end; of the files it was given, those that it read, after "given:".
    """

    def __init__(self, root: Path, scratch: Path, given: Mapping[str, str], *, processes: bool) -> None:
        self.reads: set[str] = set()
        self._root, self._scratch = os.path.realpath(root), os.path.realpath(scratch)
        self._given = {os.path.join(self._scratch, name): f"given:{name}" for name in given}
        self._answers: dict[str, Callable[..., None]] = {"open": self._opened, "os.symlink": self._linked}
        self._answers |= dict.fromkeys(("os.listdir", "os.scandir"), self._listed)
        self._answers |= dict.fromkeys(_CHANGES, self._changed)
        if not processes:
            self._answers |= dict.fromkeys(_STARTS, _started) | dict.fromkeys(_CONNECTS, _connected)
            self._answers |= dict.fromkeys(_SIGNALS, _signalled) | dict.fromkeys(_LIMITS, _unlimited)

    def begin(self) -> None:
        """Hear of everything from now on; there is no end to it but the process's."""
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if answer := self._answers.get(event):
            answer(event, *arguments)

    def _opened(self, event: str, path: Any, mode: Any, flags: Any) -> None:
        if place := _place(path):
            if isinstance(flags, int) and flags & _WRITES:
                self._changed(event, path)
            elif not os.path.isdir(place):
                self._note(place)

    def _listed(self, event: str, path: Any = None) -> None:
        if not _importing() and (place := _place("." if path is None else path)):
            self._note(place, os.sep)

    def _note(self, place: str, end: str = "") -> None:
        if place in self._given:
            self.reads.add(self._given[place])
        elif self._inside(place, self._root) and not place.startswith(_OWN):
            self.reads.add((os.path.relpath(place, self._root) + end).replace(os.sep, "/"))

    def look(self, file: str) -> None:
        """A file of the project was looked for, whether it is there or not."""
        self._note(os.path.realpath(file))

    def _changed(self, event: str, *arguments: Any) -> None:
        for path in arguments[: _CHANGES.get(event, 1)]:
            place = _place(path)
            if place and not self._inside(place, self._scratch) and place != os.devnull:
                raise PermissionError(f"a note may write only to the folder it runs in: {event} {os.fsdecode(path)!r}")

    def _linked(self, event: str, source: Any, target: Any, *_: Any) -> None:
        self._changed(event, target)

    @staticmethod
    def _inside(place: str, folder: str) -> bool:
        return place == folder or place.startswith(folder + os.sep)


def _place(path: Any) -> str:
    """Where a path leads, "" for a file that is open already."""
    return os.path.realpath(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else ""


def _importing() -> bool:
    """Is it Python that asks, which lists the folders of sys.path for a module or a package's metadata?"""
    return sys._getframe(3).f_code.co_filename.startswith(("<frozen importlib", os.path.dirname(importlib.__file__)))


def _started(event: str, *arguments: Any) -> None:
    raise PermissionError(f"a note may start no process: {event}")


def _connected(event: str, *arguments: Any) -> None:
    raise PermissionError(f"a note may use no network: {event}")


def _signalled(event: str, process: int, *arguments: Any) -> None:
    if process != os.getpid():
        raise PermissionError(f"a note may signal no process but its own: {event}")


def _unlimited(event: str, *arguments: Any) -> None:
    raise PermissionError(f"a note may not change its limits: {event}")


class ProjectFinder:
    """Finds the modules of one folder of the project, tells the watch of each that is looked for, compiles each anew.

    Python would read a compiled file when it is as old as the source by the second, and of one size.
    """

    def __init__(self, folder: str, look: Callable[[str], None]) -> None:
        self._folder, self._look = folder, look

    def find_spec(self, name: str, target: ModuleType | None = None) -> importlib.machinery.ModuleSpec | None:
        """The file of that name in the folder, if there is one."""
        file = os.path.join(self._folder, f"{name}.py")
        self._look(file)
        if not os.path.isfile(file):
            return None
        return importlib.util.spec_from_file_location(name, file, loader=_Uncompiled(name, file))


class _Uncompiled(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        code: CodeType = self.source_to_code(self.get_data(self.path), self.path)
        return code


def import_from(folders: list[str], look: Callable[[str], None]) -> None:
    """Let modules in these entries of sys.path be found by a `ProjectFinder`."""

    def finder(path: str) -> ProjectFinder:
        if path not in folders:
            raise ImportError
        return ProjectFinder(path, look)

    sys.path_hooks.insert(0, finder)
    for folder in folders:
        sys.path_importer_cache.pop(folder, None)
