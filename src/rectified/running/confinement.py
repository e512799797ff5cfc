"""What the kernel refuses a child process: files outside its own folder, the network, other processes.

Landlock limits what it can open, seccomp which system calls it can make (`system_calls`); both hold until it ends, for
every thread and every process that it starts. `missing` says what of this a system does not have.
"""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path

from rectified.running import system_calls

if sys.platform == "linux":
    import landlockpy
    from landlockpy import AccessFS, Ruleset, Scope

#: What a program needs of the system, besides its interpreter: libraries, fonts, time zones, names of users, what the
#: processor can do. The rest of /etc may hold passwords.
_SYSTEM = "/usr /lib /lib64 /bin /sbin /opt /nix/store /sys/devices/system /etc/fonts /etc/ipython".split()
_SYSTEM += [f"/etc/python{sys.version_info.major}.{sys.version_info.minor}"]
_FILES = """/dev/urandom /dev/random /dev/zero /proc/cpuinfo /proc/meminfo /proc/stat /proc/filesystems
    /etc/ld.so.cache /etc/ld.so.preload /etc/localtime /etc/timezone /etc/passwd /etc/group /etc/nsswitch.conf
    /etc/ssl/openssl.cnf /etc/pki/tls/openssl.cnf""".split()
_ITSELF, _NOWHERE = "/proc/self", "/dev/null"


def missing() -> list[str]:
    """What this system cannot keep a child from, as ends of sentences; empty where it can all be prevented."""
    if sys.platform != "linux":
        return [f"write to other folders or use the network: {sys.platform} offers no Landlock and no seccomp"]
    found = []
    if not landlockpy.supported():
        found.append("read and write files of other folders: this kernel has no Landlock (Linux 5.13 or newer has)")
    elif landlockpy.abi_version() < 3:
        found.append("truncate files of other folders: this kernel's Landlock is older than Linux 6.2")
    if not system_calls.available():
        found.append("use the network and start processes: libseccomp is not installed")
    return found


def prepare() -> None:
    """Do once, in the server of child processes, what each child would do: it takes longer than all the rest."""
    if sys.platform == "linux":
        if landlockpy.supported():
            _ruleset("/", [], processes=False).close()
        if system_calls.available():
            system_calls.prepare()


def confine(scratch: str, readable: Iterable[str], *, processes: bool) -> None:
    """Leave this process its scratch folder to write, the given places and the system's to read, and no network.

    readable: files and folders; those that do not exist are left out. processes: it may start programs of the
    interpreter and speak to them through sockets of the file system; `forbid_processes` is then to be called in each.
    """
    if sys.platform != "linux":
        return
    if landlockpy.supported():
        with _ruleset(scratch, readable, processes=processes) as ruleset:
            ruleset.restrict()
    if system_calls.available():
        if processes:
            system_calls.refuse_network()
        else:
            system_calls.refuse_others()


def forbid_processes() -> None:
    """Refuse this process, all its threads included, new processes and new sockets; those it has stay."""
    if sys.platform == "linux" and system_calls.available():
        system_calls.refuse_others()


if sys.platform == "linux":
    _OF_FILES = AccessFS.READ_FILE
    _OF_FOLDERS = AccessFS.READ_FILE | AccessFS.READ_DIR
    _OF_SCRATCH = ~(AccessFS.MAKE_CHAR | AccessFS.MAKE_BLOCK | AccessFS.IOCTL_DEV)

    def _ruleset(scratch: str, readable: Iterable[str], *, processes: bool) -> Ruleset:
        ruleset = Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL)
        itself = [] if processes else [_ITSELF]  # not to those that it starts
        run = AccessFS.EXECUTE if processes else AccessFS.NONE
        there = filter(os.path.exists, readable)  # another build may just have moved its site
        for place in chain(_places(), itself, there):
            ruleset.allow_path(place, run | (_OF_FOLDERS if os.path.isdir(place) else _OF_FILES))
        for file in _files():
            ruleset.allow_path(file, _OF_FILES)
        ruleset.allow_path(_NOWHERE, _OF_FILES | AccessFS.WRITE_FILE)
        ruleset.allow_path(scratch, ruleset.handled_fs & _OF_SCRATCH)
        return ruleset

    @cache
    def _places() -> list[str]:
        """The system's and the interpreter's folders, none inside another: a rule counts for all below."""
        found = {os.path.realpath(place) for place in {*_SYSTEM, *_interpreter()} if os.path.exists(place)}
        return sorted(place for place in found if not any(place.startswith(other + os.sep) for other in found))

    @cache
    def _files() -> list[str]:
        return [file for file in _FILES if os.path.exists(file)]

    def _interpreter() -> set[str]:
        """Where this Python and its packages stand, this one among them."""
        prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
        return {*prefixes, *site.getsitepackages(), site.getusersitepackages(), str(Path(__file__).parents[2])}
