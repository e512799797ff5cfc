"""What the kernel refuses a child process: files outside its own folder, the network, other processes.

Landlock limits what it can open, seccomp which system calls it can make; both hold until it ends, for every thread and
every process that it starts. `missing` says what of this a system does not have.
"""

from __future__ import annotations

import errno
import os
import site
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

if sys.platform == "linux":
    import landlockpy
    from landlockpy import AccessFS, Ruleset, Scope

    try:
        import pyseccomp
    except RuntimeError:  # it does not find libseccomp
        pyseccomp = None

#: What a program needs of the system, besides its interpreter: libraries, fonts, time zones, names of users, what the
#: processor can do. The rest of /etc may hold passwords.
_SYSTEM = "/usr /lib /lib64 /bin /sbin /opt /nix/store /sys/devices/system /etc/fonts /etc/ipython".split()
_SYSTEM += [f"/etc/python{sys.version_info.major}.{sys.version_info.minor}"]
_FILES = """/dev/urandom /dev/random /dev/zero /proc/cpuinfo /proc/meminfo /proc/stat /proc/filesystems
    /etc/ld.so.cache /etc/ld.so.preload /etc/localtime /etc/timezone /etc/passwd /etc/group /etc/nsswitch.conf
    /etc/ssl/openssl.cnf /etc/pki/tls/openssl.cnf""".split()
_NOWHERE = "/dev/null"

#: Attributes of files are no part of what Landlock guards.
_ATTRIBUTES = """chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes futimesat utimensat
    setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr setxattrat removexattrat file_setattr"""
#: Objects that outlive a process or belong to others.
_OBJECTS = """shmget shmat semget msgget mq_open mq_unlink keyctl add_key request_key bpf perf_event_open
    socketpair connect bind listen memfd_create memfd_secret fanotify_init"""
#: Other processes: what looks into them, signals or slows them.
_OTHERS = """ptrace process_vm_readv process_vm_writev process_madvise process_mrelease pidfd_open pidfd_getfd
    pidfd_send_signal kcmp tkill rt_sigqueueinfo rt_tgsigqueueinfo move_pages migrate_pages setsid setpgid setpriority
    ioprio_set sched_setattr sched_setparam sched_setaffinity"""
#: The rights of this process, the system itself, and ways round the rest.
_RIGHTS = """setrlimit setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups capset
    mount umount2 move_mount open_tree mount_setattr fsopen fsconfig fsmount fspick pivot_root chroot unshare setns
    io_uring_setup io_uring_enter io_uring_register name_to_handle_at open_by_handle_at userfaultfd iopl ioperm reboot
    swapon swapoff init_module finit_module delete_module kexec_load kexec_file_load acct quotactl quotactl_fd syslog
    settimeofday clock_settime adjtimex clock_adjtime sethostname setdomainname"""
_PROCESSES = "execve execveat fork vfork"

_CLONE_THREAD = 0x10000
_AF_UNIX, _AF_NETLINK, _FAMILIES = 1, 16, 64
_INT = 0xFFFFFFFF  # the bits of an argument that the kernel looks at
_PR_SET_PDEATHSIG, _SCHED_OTHER = 1, 0
_F_SETOWN, _F_SETSIG, _F_SETOWN_EX = 8, 10, 15
_IOCTL_TYPE, _IOCTL_FLAGS = 0xFF00, (ord("f"), ord("X"), 0x94)  # attributes of files, in three families of systems


def missing() -> list[str]:
    """What this system cannot keep a child from, as ends of sentences; empty where it can all be prevented."""
    if sys.platform != "linux":
        return [f"write to other folders or use the network: {sys.platform} offers no Landlock and no seccomp"]
    found = []
    if not landlockpy.supported():
        found.append("read and write files of other folders: this kernel has no Landlock (Linux 5.13 or newer has)")
    elif landlockpy.abi_version() < 3:
        found.append("truncate files of other folders: this kernel's Landlock is older than Linux 6.2")
    if pyseccomp is None:
        found.append("use the network and start processes: libseccomp is not installed")
    return found


def prepare() -> None:
    """Do once, in the server of child processes, what each child would do: it takes longer than all the rest."""
    if sys.platform == "linux":
        if landlockpy.supported():
            _ruleset(Path("/"), [], processes=False).close()
        if pyseccomp is not None:
            _filter()


def confine(scratch: Path, readable: Iterable[Path], *, processes: bool) -> None:
    """Leave this process its scratch folder to write, the given folders and the system's to read, and no network.

    readable: files and folders; those that do not exist are left out. processes: it may start programs of the
    interpreter and speak to them through sockets of the file system; `forbid_processes` is then to be called in each.
    """
    if sys.platform != "linux":
        return
    if landlockpy.supported():
        with _ruleset(scratch, readable, processes=processes) as ruleset:
            ruleset.restrict()
    if pyseccomp is not None:
        if processes:
            _with(pyseccomp.SyscallFilter(pyseccomp.ALLOW), _socket_rules(local=True)).load()
        else:
            _with(_filter(), _signal_rules()).load()


def forbid_processes() -> None:
    """Refuse this process, all its threads included, new processes and new sockets; those it has stay."""
    if sys.platform == "linux" and pyseccomp is not None:
        _with(_filter(), _signal_rules()).load()


if sys.platform == "linux":
    _READ = AccessFS.READ_FILE | AccessFS.READ_DIR

    def _ruleset(scratch: Path, readable: Iterable[Path], *, processes: bool) -> Ruleset:
        read = _READ | AccessFS.EXECUTE if processes else _READ
        ours = ~(AccessFS.MAKE_CHAR | AccessFS.MAKE_BLOCK | AccessFS.IOCTL_DEV)
        ruleset = Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL)
        itself = () if processes else ["/proc/self"]  # not to those that it starts
        for place in filter(os.path.exists, {*_SYSTEM, *itself, *_interpreter(), *map(str, readable)}):
            ruleset.allow_path(place, read if os.path.isdir(place) else read & ~AccessFS.READ_DIR)
        for file in filter(os.path.exists, _FILES):
            ruleset.allow_path(file, AccessFS.READ_FILE)
        ruleset.allow_path(_NOWHERE, AccessFS.READ_FILE | AccessFS.WRITE_FILE)
        ruleset.allow_path(scratch, ruleset.handled_fs & ours)
        return ruleset

    def _interpreter() -> set[str]:
        """Where this Python and its packages stand, this one among them."""
        prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
        return {*prefixes, *site.getsitepackages(), site.getusersitepackages(), str(Path(__file__).parents[2])}

    @cache
    def _filter() -> Any:
        """Allows everything but sockets, other processes and lasting objects; the same for all children."""
        return _with(pyseccomp.SyscallFilter(pyseccomp.ALLOW), [*_socket_rules(local=False), *_process_rules()])

    def _with(chosen: Any, rules: Iterable[tuple[int, str, list[Any]]]) -> Any:
        """The filter, refusing the given calls as well, for all threads of the process that it is loaded in."""
        chosen.set_attr(pyseccomp.Attr.CTL_TSYNC, 1)
        for error, call, conditions in rules:
            number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, call)
            if number >= 0:  # others are unknown to this processor, or newer than libseccomp
                chosen.add_rule(pyseccomp.ERRNO(error), number, *conditions)
        return chosen

    def _socket_rules(*, local: bool) -> Iterator[tuple[int, str, list[Any]]]:
        """No sockets, or none but those of the file system and the list of interfaces, without which ZeroMQ aborts."""
        if not local:
            yield errno.EPERM, "socket", []
            return
        for family in {*range(_FAMILIES)} - {_AF_UNIX, _AF_NETLINK}:
            yield errno.EPERM, "socket", [pyseccomp.Arg(0, pyseccomp.EQ, family)]
        yield errno.EPERM, "socket", [pyseccomp.Arg(0, pyseccomp.GE, _FAMILIES)]

    def _process_rules() -> Iterator[tuple[int, str, list[Any]]]:
        """No process but this one: none started, none signalled, none looked into; no lasting object, no attribute.

        The call by which a process says that it is to end with its parent is refused as well: it could be taken back.
        """
        for call in f"{_PROCESSES} {_ATTRIBUTES} {_OBJECTS} {_OTHERS} {_RIGHTS}".split():
            yield errno.EPERM, call, []
        # The usual way of sharing the processor may be asked for: ZeroMQ does in each thread, and aborts if it may not.
        yield errno.EPERM, "sched_setscheduler", [pyseccomp.Arg(1, pyseccomp.NE, _SCHED_OTHER)]
        yield errno.EPERM, "clone", [pyseccomp.Arg(0, pyseccomp.MASKED_EQ, _CLONE_THREAD, 0)]
        yield errno.ENOSYS, "clone3", []  # its flags stand in memory, where a filter does not look: libc uses clone
        yield errno.EPERM, "prlimit64", [pyseccomp.Arg(2, pyseccomp.NE, 0)]
        yield errno.EPERM, "prctl", [pyseccomp.Arg(0, pyseccomp.MASKED_EQ, _INT, _PR_SET_PDEATHSIG)]
        for command in (_F_SETOWN, _F_SETSIG, _F_SETOWN_EX):  # any signal, whenever a file can be read
            yield errno.EPERM, "fcntl", [pyseccomp.Arg(1, pyseccomp.MASKED_EQ, _INT, command)]
        for family in _IOCTL_FLAGS:
            yield errno.EPERM, "ioctl", [pyseccomp.Arg(1, pyseccomp.MASKED_EQ, _IOCTL_TYPE, family << 8)]

    def _signal_rules() -> Iterator[tuple[int, str, list[Any]]]:
        """No signal to any process but this one, which has to exist for its number to be known."""
        for call in ("kill", "tgkill"):
            yield errno.EPERM, call, [pyseccomp.Arg(0, pyseccomp.NE, os.getpid())]
