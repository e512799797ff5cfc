"""Removing the folder that a note could write to, whatever it has put there."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count


def remove(folder: str) -> None:
    """Remove a folder with all in it, as far as the system lets us; a link is removed, never followed.

    `shutil.rmtree` calls itself for each level, and a note can nest more folders than Python's stack holds. Here each
    folder inside becomes one beside the first, named after it, so that no path grows long.
    """
    pending = [folder]
    free = (name for number in count() if not os.path.lexists(name := f"{folder}-{number}"))
    while pending:
        place = pending.pop()
        for entry in _entries(place):
            with suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    os.chmod(entry.path, 0o700)  # a folder that one may not write to cannot be moved
                    moved = next(free)
                    os.rename(entry.path, moved)
                    pending.append(moved)
                else:
                    os.unlink(entry.path)
        with suppress(OSError):
            os.rmdir(place)


def _entries(place: str) -> list[os.DirEntry[str]]:
    with suppress(OSError):
        os.chmod(place, 0o700)
        with os.scandir(place) as entries:
            return list(entries)
    return []
