"""The folder of the site: a new one is built beside it and takes its place whole, one build at a time."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rectified.problems import RenderError


def swap(new: Path, site: Path) -> None:
    """Put a finished folder in the place of the old one."""
    old = _old(site)
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def taken_over(content: bytes, name: str, last: Path, new: Path) -> bool:
    """Whether the last site has a file of this name that holds this, which is then the new one's as well.

    By a link, as that costs a tenth of making a file. Nothing may write into a file of the new site afterwards.
    """
    try:
        if (last / name).read_bytes() != content:
            return False
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).hardlink_to(last / name)
    except OSError:  # there is none, or the file system has no links
        return False
    return True


@contextmanager
def beside(site: Path) -> Iterator[Path]:
    """An empty folder next to the site, for this build alone; it is removed when the block ends, unless swapped in.

    What a build that was killed left there is removed first, and the site that it had put aside is put back.
    Raises RenderError when another build is at it, which systems without fcntl cannot tell.
    """
    new = site.with_name(site.name + ".new")
    new.mkdir(parents=True, exist_ok=True)
    with _held(new) as ours:
        _put_back(_old(site), site)
        for path in new.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        try:
            yield new
        finally:
            if ours():
                shutil.rmtree(new, ignore_errors=True)


def _old(site: Path) -> Path:
    return site.with_name(site.name + ".old")


def _put_back(old: Path, site: Path) -> None:
    """Undo a swap that was interrupted between its two renamings, or end one that was interrupted after them."""
    if old.exists() and not site.exists():
        old.rename(site)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[Callable[[], bool]]:
    """Hold a folder; the system lets go of it when this process ends, whatever way it ends.

    Yields a function that says whether the folder of that name is still the one that is held.
    """
    if sys.platform == "win32":
        yield folder.exists
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)

    def ours() -> bool:
        return folder.exists() and os.path.samestat(os.fstat(descriptor), os.stat(folder))

    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RenderError(f"another build is under way, in {folder.name}; wait for it to end") from None
        if not ours():
            raise RenderError(f"another build has just ended, in {folder.name}; build again")
        yield ours
    finally:
        os.close(descriptor)
